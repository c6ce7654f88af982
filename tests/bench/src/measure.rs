//! Interleaved rounds: in each, every peer runs for a while in turn, so that whatever disturbs the machine disturbs all alike.

use crate::documents::Document;
use crate::peers::{self, Operation, Peer};
use cpu_time::ThreadTime;
use std::time::Duration;

/// How long one peer runs in one round, unless a single run takes longer.
const SLICE: Duration = Duration::from_millis(8);

/// What was measured of one document and operation.
#[derive(Debug, Clone)]
pub struct Line {
    /// The name of the document.
    pub document: String,
    /// What was done.
    pub operation: Operation,
    /// Bytes of the document; of an encoded one, what was written.
    pub bytes: usize,
    /// Everybody, depara first.
    pub results: Vec<(Peer, Outcome)>,
}

/// What became of a peer.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It was measured.
    Measured(Figures),
    /// It does not read or write this document, and why.
    Unable(String),
}

/// The figures of one peer.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Seconds for one run, a value each round, in the order of the rounds.
    pub seconds: Vec<f64>,
    /// Allocations of one run, when they are seen.
    pub allocations: Option<u64>,
}

impl Line {
    /// Measures everybody on one document, and depara on the document `in_order` beside them where this one is shuffled.
    #[must_use]
    pub fn measure(document: &Document, operation: Operation, rounds: usize, in_order: Option<&Document>) -> Self {
        let mut runs = Vec::new();
        let mut contestants: Vec<(Peer, &Document)> = peers::all(operation).into_iter().map(|peer| (peer, document)).collect();
        if let (Some((depara, _)), Some(in_order)) = (contestants.first().copied(), in_order) {
            contestants.push((Peer { name: peers::name::IN_ORDER, ..depara }, in_order));
        }
        let names: Vec<&str> = contestants.iter().map(|(peer, _)| peer.name).collect();
        for (peer, document) in contestants {
            let run = (peer.prepare)(document).map(|mut run| {
                let allocations = peer.counts_allocations.then(|| allocation_counter::measure(&mut run).count_total);
                let repeats = calibrate(&mut run);
                (run, repeats, Figures { seconds: Vec::with_capacity(rounds), allocations })
            });
            runs.push((peer, run));
        }
        for _ in 0..rounds {
            // Each round begins with another peer, so that nobody always comes after the same one.
            let count = runs.len();
            runs.rotate_left(1.min(count));
            for (_, run) in &mut runs {
                if let Ok((run, repeats, figures)) = run {
                    figures.seconds.push(seconds(run, *repeats));
                }
            }
        }
        runs.sort_by_key(|(peer, _)| names.iter().position(|name| *name == peer.name));
        let results = runs.into_iter().map(|(peer, run)| match run {
            Ok((_, _, figures)) => (peer, Outcome::Measured(figures)),
            Err(error) => (peer, Outcome::Unable(reason(&error))),
        });
        Self { document: document.name.clone(), operation, bytes: document.bytes.len(), results: results.collect() }
    }

    /// The figures of the peer of this name.
    #[must_use]
    pub fn figures(&self, name: &str) -> Option<&Figures> {
        self.results.iter().find(|(peer, _)| peer.name == name).and_then(|(_, outcome)| match outcome {
            Outcome::Measured(figures) => Some(figures),
            Outcome::Unable(_) => None,
        })
    }

    /// How many times as fast as the peer depara is: the median of the ratios within each round.
    #[must_use]
    pub fn ratio(&self, name: &str) -> Option<f64> {
        let (own, other) = (self.figures(peers::name::DEPARA)?, self.figures(name)?);
        median(own.seconds.iter().zip(&other.seconds).map(|(own, other)| other / own).collect())
    }

    /// MB/s of a peer, the median of all rounds.
    #[must_use]
    pub fn megabytes_per_second(&self, name: &str) -> Option<f64> {
        #[allow(clippy::cast_precision_loss)]
        let bytes = self.bytes as f64;
        Some(bytes / median(self.figures(name)?.seconds.clone())? / 1e6)
    }

    /// How far the rounds of depara lie apart: from the tenth to the ninetieth of a hundred, as a part of the median.
    #[must_use]
    pub fn spread(&self) -> Option<f64> {
        let mut seconds = self.figures(peers::name::DEPARA)?.seconds.clone();
        seconds.sort_by(f64::total_cmp);
        let tenth = seconds.len().checked_div(10)?;
        let low = seconds.get(tenth)?;
        let high = seconds.iter().rev().nth(tenth)?;
        Some((high - low) / median(seconds.clone())?)
    }
}

/// An error and its causes, those left out that the sentence before has already.
fn reason(error: &anyhow::Error) -> String {
    let mut reason = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !reason.contains(&cause) {
            reason.push_str(if reason.is_empty() { "" } else { ": " });
            reason.push_str(&cause);
        }
    }
    reason
}

/// How many runs fill a slice.
fn calibrate(run: &mut dyn FnMut()) -> u32 {
    let mut repeats: u32 = 1;
    loop {
        let taken = seconds(run, repeats) * f64::from(repeats);
        if taken >= SLICE.as_secs_f64() / 2.0 || repeats >= 1 << 20 {
            return repeats;
        }
        repeats = repeats.saturating_mul(2);
    }
}

/// Seconds of this thread for one run, over `repeats` of them: what others compute meanwhile does not count.
fn seconds(run: &mut dyn FnMut(), repeats: u32) -> f64 {
    let start = ThreadTime::now();
    for _ in 0..repeats {
        run();
    }
    start.elapsed().as_secs_f64() / f64::from(repeats)
}

/// The middle of some values; none of none.
#[must_use]
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len().checked_div(2)?;
    let upper = *values.get(half)?;
    if values.len().is_multiple_of(2) { Some((values.get(half.checked_sub(1)?)? + upper) / 2.0) } else { Some(upper) }
}

/// The geometric mean of some ratios; none of none.
#[must_use]
pub fn geometric_mean(values: &[f64]) -> Option<f64> {
    let count = u32::try_from(values.len()).ok().filter(|count| *count > 0)?;
    Some((values.iter().map(|value| value.ln()).sum::<f64>() / f64::from(count)).exp())
}
