//! What the codecs are to reach, as ratios within one run, and whether they do.

use crate::documents::Set;
use crate::measure::{Line, geometric_mean};
use crate::peers::{Operation, name};

/// One row of the table of goals.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    /// What is done.
    pub operation: Operation,
    /// The peer; none for shuffled groups against ordered ones.
    pub peer: Option<&'static str>,
    /// To be reached on every main document.
    pub at_least: f64,
    /// To be reached by the geometric mean.
    pub goal: f64,
}

/// The goals, as the design of the codecs sets them.
pub const GOALS: &[Goal] = &[
    Goal { operation: Operation::Decode, peer: Some(name::EVENTS), at_least: 4.0, goal: 6.0 },
    Goal { operation: Operation::Decode, peer: Some(name::SERDE_OWNED), at_least: 15.0, goal: 22.0 },
    Goal { operation: Operation::Decode, peer: Some(name::PUGIXML_PARSE), at_least: 1.2, goal: 2.0 },
    Goal { operation: Operation::Decode, peer: None, at_least: 0.7, goal: 0.85 },
    Goal { operation: Operation::Encode, peer: Some(name::SERDE), at_least: 6.0, goal: 10.0 },
    Goal { operation: Operation::Encode, peer: Some(name::WRITER), at_least: 2.5, goal: 4.0 },
    Goal { operation: Operation::Encode, peer: Some(name::PUGIXML_SAVE), at_least: 1.5, goal: 2.5 },
];

/// How a goal stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The goal.
    pub goal: Goal,
    /// The lowest ratio, and its document.
    pub worst: Option<(f64, String)>,
    /// The geometric mean.
    pub mean: Option<f64>,
}

impl Goal {
    /// `decode / serde owned`.
    #[must_use]
    pub fn title(&self) -> String {
        match self.peer {
            Some(peer) => format!("{} / {peer}", self.operation.name()),
            None => "decode, groups shuffled / in order".to_owned(),
        }
    }

    /// How it stands on the lines of a run.
    #[must_use]
    pub fn standing(self, lines: &[(Set, Line)]) -> Standing {
        let ratios: Vec<(f64, String)> = match self.peer {
            Some(peer) => {
                let main = lines.iter().filter(|(set, line)| *set == Set::Main && line.operation == self.operation);
                main.filter_map(|(_, line)| Some((line.ratio(peer)?, line.document.clone()))).collect()
            }
            None => lines.iter().filter_map(|(_, line)| Some((line.ratio(name::IN_ORDER)?, line.document.clone()))).collect(),
        };
        let values: Vec<f64> = ratios.iter().map(|(ratio, _)| *ratio).collect();
        Standing {
            goal: self,
            worst: ratios.into_iter().min_by(|(one, _), (other, _)| one.total_cmp(other)),
            mean: geometric_mean(&values),
        }
    }
}

impl Standing {
    /// Whether every document reaches what it has to; none when nothing was measured.
    #[must_use]
    pub fn is_met(&self) -> Option<bool> {
        self.worst.as_ref().map(|(worst, _)| *worst >= self.goal.at_least)
    }

    /// Whether the mean reaches the goal.
    #[must_use]
    pub fn is_reached(&self) -> Option<bool> {
        self.mean.map(|mean| mean >= self.goal.goal)
    }
}
