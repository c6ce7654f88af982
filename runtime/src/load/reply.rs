//! The answer to a load that was received.

use super::{Load, Pair, Position, Problem, ProblemKind};
use std::fmt;

/// How many characters the text of an answer has at most: the column `STATUSMSG` of RM's log of loads, in the schema
/// `InternalIdLoad_1_000.json`.
const LONGEST_TEXT: usize = 250;

/// One line of the answer to a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Where the pair stands in the load.
    pub position: Position,
    /// The entity, as the load has it.
    pub entity: String,
    /// The key of the system that sent the load.
    pub origin: String,
    /// The key that was recorded; empty when none was.
    pub destination: String,
    /// Whether it was recorded.
    pub recorded: bool,
    /// What is to be said of it, at most 250 characters.
    pub text: String,
}

impl Load {
    /// The answer to this load, in the order in which it came.
    ///
    /// `record` does what is to be done with a pair, and gives the key that it has recorded or the reason why it has not. What was not
    /// well formed is refused with what `explain` says of it, so that a problem can be told in the language of those who read it.
    ///
    /// # Errors
    /// When a key that `record` gives does not have the form of the entity's keys, or is of another record: such an answer would fill the
    /// De-Para of the other side with keys that nothing finds.
    pub fn reply<R: fmt::Display>(
        &self,
        mut record: impl FnMut(&Pair) -> Result<R, String>,
        explain: impl Fn(&Problem) -> String,
    ) -> Result<Vec<Reply>, Box<Problem>> {
        let mut replies = Vec::with_capacity(self.pairs.len().saturating_add(self.problems.len()));
        for pair in &self.pairs {
            replies.push(reply(pair, record(pair).map(|key| key.to_string()))?);
        }
        replies.extend(self.problems.iter().map(|problem| Reply {
            position: problem.position,
            entity: problem.entity.clone(),
            origin: problem.internal.clone(),
            destination: String::new(),
            recorded: false,
            text: shortened(explain(problem)),
        }));
        replies.sort_by_key(|reply| reply.position);
        Ok(replies)
    }
}

fn reply(pair: &Pair, outcome: Result<String, String>) -> Result<Reply, Box<Problem>> {
    let reply = Reply {
        position: pair.position,
        entity: pair.entity.to_owned(),
        origin: pair.internal.clone(),
        destination: String::new(),
        recorded: false,
        text: String::new(),
    };
    let key = match outcome {
        Ok(key) => key,
        Err(reason) => return Ok(Reply { text: shortened(reason), ..reply }),
    };
    let problem = |kind: ProblemKind| {
        let (entity, internal) = (pair.entity.to_owned(), pair.internal.clone());
        Box::new(Problem { position: pair.position, entity, internal, kind })
    };
    let shape = pair.load.key.shape;
    let parts = shape.parse(&key).map_err(|error| problem(ProblemKind::Key(vec![error])))?;
    if let Some(kind) = super::form::disagreement(pair.load, &pair.values, &parts) {
        return Err(problem(kind));
    }
    Ok(Reply { destination: shape.text(&parts), recorded: true, ..reply })
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        None => text,
        Some(_) => text.chars().take(LONGEST_TEXT.saturating_sub(1)).chain(['…']).collect(),
    }
}
