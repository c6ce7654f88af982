//! What the codecs and the compiler are to reach, and whether they do.

use crate::measure::{Doubt, geometric_mean};
use crate::peers::{Operation, name};
use serde_json::json;

/// On which side of a bound the good values lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Values of at least so much.
    AtLeast,
    /// Values of at most so much.
    AtMost,
}

/// One row of the table of goals.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    /// What is measured, with its unit unless it is a ratio.
    pub title: &'static str,
    /// On which side of `limit` and `mean` the good values lie.
    pub bound: Bound,
    /// To be reached on every document.
    pub limit: f64,
    /// To be reached by the geometric mean of all documents, where the table asks for more than the limit.
    pub mean: Option<f64>,
}

const fn at_least(title: &'static str, limit: f64, mean: f64) -> Goal {
    Goal { title, bound: Bound::AtLeast, limit, mean: Some(mean) }
}

const fn at_most(title: &'static str, limit: f64, mean: Option<f64>) -> Goal {
    Goal { title, bound: Bound::AtMost, limit, mean }
}

/// How many times as fast as a peer: the operation, the peer, the goal.
pub const RATIOS: [(Operation, &str, Goal); 8] = [
    (Operation::Decode, name::EVENTS, at_least("decode / quick-xml events", 4.0, 6.0)),
    (Operation::Decode, name::SERDE_OWNED, at_least("decode / serde owned", 15.0, 22.0)),
    (Operation::Decode, name::PUGIXML_PARSE, at_least("decode / pugixml parse", 1.2, 2.0)),
    (Operation::Decode, name::XSD_PARSER, at_least("decode / xsd-parser", 75.0, 180.0)),
    (Operation::Decode, name::IN_ORDER, at_least("decode, groups shuffled / in order", 0.7, 0.85)),
    (Operation::Encode, name::SERDE, at_least("encode / serde to_string", 6.0, 10.0)),
    (Operation::Encode, name::WRITER, at_least("encode / quick-xml Writer", 2.5, 4.0)),
    (Operation::Encode, name::PUGIXML_SAVE, at_least("encode / pugixml save", 1.5, 2.5)),
];

/// Allocations of decoding that neither a list nor an escaped text explains.
pub const ALLOCATIONS: Goal = at_most("allocations but of lists, escaped texts", 0.0, None);
/// Allocations of decoding into an arena that was used before.
pub const ARENA: Goal = at_most("allocations with a warm arena", 0.0, None);
/// Instructions of decoding `BANK`, by callgrind.
pub const INSTRUCTIONS: Goal = at_most("instructions a byte, Bank decode", 6.5, Some(4.0));
/// The most memory that reading a list item by item takes, for four times as many items.
pub const MEMORY: Goal = at_most("memory of a list by items, 4 x / 1 x", 1.05, None);
/// How fast a list is read item by item, as a part of how fast it is read at once.
pub const BY_ITEMS: Goal = Goal { title: "decode, list by items / at once", bound: Bound::AtLeast, limit: 0.5, mean: None };
/// What a release build of `ORDER` alone costs, against serde's derives.
pub const COMPILE: Goal = at_most("release build of Order / serde derive", 1.0, Some(0.5));
/// What `depara check` does on every shipped map.
pub const CHECK: Goal = at_most("depara check over all maps, ms", 50.0, None);
/// Parsing, checking and generating a thousand messages.
pub const GENERATE: Goal = at_most("generating 1,000 messages, s", 1.0, None);
/// The same, against five hundred: 2 when the time grows as the messages do.
pub const LINEAR: Goal = at_most("generating 1,000 / 500 messages", 2.2, None);

/// How a goal stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The goal.
    pub goal: Goal,
    /// What was measured, or why nothing was.
    pub measured: Result<Measured, String>,
}

/// What was measured of one document.
#[derive(Debug, Clone)]
pub struct Value {
    /// The ratio or number.
    pub value: f64,
    /// The document.
    pub on: String,
    /// Why it may be wrong, where it may.
    pub doubt: Option<Doubt>,
}

/// What was measured for a goal.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The worst value.
    pub worst: f64,
    /// Its document.
    pub on: String,
    /// The geometric mean of all documents.
    pub mean: Option<f64>,
    /// Why the values may be wrong, where they may.
    pub doubt: Option<Doubt>,
}

impl Standing {
    /// A goal that was not measured, and why.
    #[must_use]
    pub fn not_measured(goal: Goal, reason: impl Into<String>) -> Self {
        Self { goal, measured: Err(reason.into()) }
    }

    /// A goal with one value.
    #[must_use]
    pub fn of_one(goal: Goal, value: f64, on: &str) -> Self {
        Self { goal, measured: Ok(Measured { worst: value, on: on.to_owned(), mean: Some(value), doubt: None }) }
    }

    /// A goal with a value for each document; `reason` says why there is none, when there is none.
    #[must_use]
    pub fn of(goal: Goal, values: Vec<Value>, reason: impl Into<String>) -> Self {
        let all: Vec<f64> = values.iter().map(|value| value.value).collect();
        // A doubt of any value is one of the mean.
        let doubt = values.iter().filter_map(|value| value.doubt).max();
        let order = |one: &Value, other: &Value| match goal.bound {
            Bound::AtLeast => one.value.total_cmp(&other.value),
            Bound::AtMost => other.value.total_cmp(&one.value),
        };
        match values.into_iter().min_by(order) {
            Some(worst) => Self { goal, measured: Ok(Measured { worst: worst.value, on: worst.on, mean: geometric_mean(&all), doubt }) },
            None => Self::not_measured(goal, reason),
        }
    }

    /// Whether every document reaches what it has to; none when nothing was measured.
    #[must_use]
    pub fn is_met(&self) -> Option<bool> {
        self.measured.as_ref().ok().map(|measured| self.goal.holds(measured.worst, self.goal.limit))
    }

    /// Whether the mean reaches the goal; none when nothing was measured, or no more than the limit is asked for.
    #[must_use]
    pub fn is_reached(&self) -> Option<bool> {
        Some(self.goal.holds(self.measured.as_ref().ok()?.mean?, self.goal.mean?))
    }

    /// The heads of the columns of [`Standing::line`].
    #[must_use]
    pub fn head() -> String {
        format!("{:<40}{:>9}{:>9}  {:<22}{:>7}{:>9}", "goal", "limit", "worst", "on", "goal", "mean")
    }

    /// The row for people.
    #[must_use]
    pub fn line(&self) -> String {
        let sign = match self.goal.bound {
            Bound::AtLeast => ">=",
            Bound::AtMost => "<=",
        };
        let limit = format!("{sign} {}", self.goal.limit);
        let mean_goal = self.goal.mean.map_or("-".to_owned(), |mean| mean.to_string());
        let (worst, on, mean) = match &self.measured {
            Ok(measured) => {
                let mean = measured.mean.filter(|_| self.goal.mean.is_some()).map_or("-".to_owned(), |mean| format!("{mean:.2}"));
                (format!("{:.2}", measured.worst), measured.on.as_str(), mean)
            }
            Err(_) => ("-".to_owned(), "", "-".to_owned()),
        };
        format!("{:<40}{limit:>9}{worst:>9}  {on:<22}{mean_goal:>7}{mean:>9}  {}", self.goal.title, self.verdict())
    }

    /// `met`, `NOT MET` or why it is not known; then whether the goal beyond is reached, and what to think of the values.
    fn verdict(&self) -> String {
        let measured = match &self.measured {
            Ok(measured) => measured,
            Err(reason) => return format!("NOT MEASURED: {reason}"),
        };
        let mut verdict = if self.is_met() == Some(true) { "met" } else { "NOT MET" }.to_owned();
        match self.is_reached() {
            Some(true) => verdict.push_str("; goal reached"),
            Some(false) => verdict.push_str("; goal not reached"),
            None => {}
        }
        if let Some(doubt) = measured.doubt {
            verdict.push_str(&format!(" ({})", doubt.words()));
        }
        verdict
    }

    /// The row for machines.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        let bound = match self.goal.bound {
            Bound::AtLeast => "at_least",
            Bound::AtMost => "at_most",
        };
        let measured = self.measured.as_ref().ok();
        json!({
            "goal": self.goal.title, "bound": bound, "limit": self.goal.limit, "worst": measured.map(|measured| measured.worst),
            "worst_on": measured.map(|measured| &measured.on), "met": self.is_met(), "mean_goal": self.goal.mean,
            "mean": measured.and_then(|measured| measured.mean), "reached": self.is_reached(),
            "doubt": measured.and_then(|measured| measured.doubt).map(Doubt::words), "not_measured": self.measured.as_ref().err(),
        })
    }
}

impl Goal {
    fn holds(self, value: f64, bound: f64) -> bool {
        match self.bound {
            Bound::AtLeast => value >= bound,
            Bound::AtMost => value <= bound,
        }
    }
}
