//! What became of a load.

use depara::MessageInfo;

/// What became of a load, message by message in the order in which they are sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoadReport {
    /// The messages.
    pub stages: Vec<StageReport>,
    /// The documents that could not be sent, each with its reason in Portuguese.
    pub problems: Vec<Problem>,
    /// Whether the load ended before everything was sent.
    pub stopped: bool,
}

/// What became of the documents of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageReport {
    /// The message with its version: `BANK 2.001`.
    pub message: String,
    /// How many documents there are.
    pub documents: u64,
    /// How many were put into the queue.
    pub enqueued: u64,
    /// How many were in the queue already, from a load before.
    pub known: u64,
    /// How many were processed.
    pub processed: u64,
    /// How many were not.
    pub failed: u64,
    /// Those that were not, each with its reason.
    pub failures: Vec<Problem>,
}

/// A document and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, or the number of the row.
    pub document: String,
    /// What is wrong, in Portuguese.
    pub reason: String,
}

impl LoadReport {
    pub(super) fn of(order: &[&'static MessageInfo]) -> Self {
        let stage = |message: &&'static MessageInfo| StageReport {
            message: format!("{} {}", message.name, message.version),
            documents: 0,
            enqueued: 0,
            known: 0,
            processed: 0,
            failed: 0,
            failures: Vec::new(),
        };
        Self { stages: order.iter().map(stage).collect(), ..Self::default() }
    }

    /// How many documents there are that can be sent.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.stages.iter().map(|stage| stage.documents).sum()
    }

    /// How many of them failed.
    #[must_use]
    pub fn errors(&self) -> u64 {
        self.stages.iter().map(|stage| stage.failed).sum()
    }

    /// Whether everything was sent and processed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.stopped && self.problems.is_empty() && self.stages.iter().all(|stage| stage.processed == stage.documents)
    }

    pub(super) fn plan(&mut self, stage: usize) {
        self.stage(stage, |stage| stage.documents += 1);
    }

    pub(super) fn enqueued(&mut self, stage: usize, is_new: bool) {
        self.stage(stage, |stage| *(if is_new { &mut stage.enqueued } else { &mut stage.known }) += 1);
    }

    pub(super) fn processed(&mut self, stage: usize) {
        self.stage(stage, |stage| stage.processed += 1);
    }

    pub(super) fn failed(&mut self, stage: usize, problem: Problem) {
        self.stage(stage, |stage| {
            stage.failed += 1;
            stage.failures.push(problem);
        });
    }

    fn stage(&mut self, stage: usize, change: impl FnOnce(&mut StageReport)) {
        if let Some(stage) = self.stages.get_mut(stage) {
            change(stage);
        }
    }
}
