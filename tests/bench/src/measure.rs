//! Interleaved rounds: in each, every peer runs for a while in turn, so that whatever disturbs the machine disturbs all alike.

use crate::documents::Document;
use crate::peers::{self, Operation, Peer};
use cpu_time::ThreadTime;
use std::time::Duration;

/// How long one peer runs in one round, unless a single run takes longer.
const SLICE: Duration = Duration::from_millis(8);

/// A peer whose single run takes so many slices takes part in one round of [`SELDOM`].
const SLOW: f64 = 16.0;

/// How seldom a slow peer runs: five rounds of another peer tell more than one of its own.
const SELDOM: usize = 3;

/// Rounds from which a ratio can be quoted.
pub const ENOUGH: usize = 15;

/// The spread of the rounds up to which a run counts as quiet.
pub const QUIET: f64 = 0.05;

/// The spread of a ratio up to which it can be quoted: it has the noise of two.
pub const QUIET_RATIO: f64 = 0.1;

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
    /// Seconds for one run, a value each round, in the order of the rounds; none where a slow peer left the round out.
    pub seconds: Vec<Option<f64>>,
}

/// How many times as fast as a peer depara is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// The median of the ratios within each round.
    pub value: f64,
    /// The rounds in which both were measured.
    pub rounds: usize,
    /// How far the ratios of the rounds lie apart: from the tenth to the ninetieth of a hundred, as a part of the median.
    pub spread: f64,
}

/// Why a value may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It comes from fewer rounds than [`ENOUGH`].
    FewRounds,
    /// It differed from round to round by more than [`QUIET_RATIO`].
    Noisy,
    /// Both.
    Both,
}

impl Doubt {
    /// What follows a value of which there is doubt.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::FewRounds => "*",
            Self::Noisy => "~",
            Self::Both => "*~",
        }
    }

    /// The same in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::FewRounds => "from few rounds",
            Self::Noisy => "noisy run",
            Self::Both => "from few rounds of a noisy run",
        }
    }
}

impl Ratio {
    /// Of the values of each round; none of none.
    #[must_use]
    pub fn of(values: Vec<f64>) -> Option<Self> {
        Some(Self { rounds: values.len(), spread: spread(values.clone())?, value: median(values)? })
    }

    /// Why it may be wrong, when it may.
    #[must_use]
    pub fn doubt(self) -> Option<Doubt> {
        match (self.rounds < ENOUGH, self.spread > QUIET_RATIO) {
            (true, true) => Some(Doubt::Both),
            (true, false) => Some(Doubt::FewRounds),
            (false, true) => Some(Doubt::Noisy),
            (false, false) => None,
        }
    }
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
                let repeats = calibrate(&mut run);
                let every = if seconds(&mut run, repeats) > SLICE.as_secs_f64() * SLOW { SELDOM } else { 1 };
                (run, repeats, every, Figures { seconds: Vec::with_capacity(rounds) })
            });
            runs.push((peer, run));
        }
        for round in 0..rounds {
            // Each round begins with another peer, so that nobody always comes after the same one.
            let count = runs.len();
            runs.rotate_left(1.min(count));
            for (_, run) in &mut runs {
                if let Ok((run, repeats, every, figures)) = run {
                    figures.seconds.push(round.is_multiple_of(*every).then(|| seconds(run, *repeats)));
                }
            }
        }
        runs.sort_by_key(|(peer, _)| names.iter().position(|name| *name == peer.name));
        let results = runs.into_iter().map(|(peer, run)| match run {
            Ok((_, _, _, figures)) => (peer, Outcome::Measured(figures)),
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

    /// How many times as fast as the peer depara is.
    #[must_use]
    pub fn ratio(&self, name: &str) -> Option<Ratio> {
        let (own, other) = (self.figures(peers::name::DEPARA)?, self.figures(name)?);
        Ratio::of(own.seconds.iter().zip(&other.seconds).filter_map(|(own, other)| Some((*other)? / (*own)?)).collect())
    }

    /// MB/s of a peer, the median of its rounds.
    #[must_use]
    pub fn megabytes_per_second(&self, name: &str) -> Option<f64> {
        let bytes = self.bytes as f64;
        Some(bytes / median(self.figures(name)?.seconds.iter().flatten().copied().collect())? / 1e6)
    }

    /// How far the rounds of depara lie apart.
    #[must_use]
    pub fn spread(&self) -> Option<f64> {
        spread(self.figures(peers::name::DEPARA)?.seconds.iter().flatten().copied().collect())
    }
}

/// From the tenth to the ninetieth of a hundred of some values, as a part of their median.
fn spread(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let tenth = values.len().checked_div(10)?;
    let low = values.get(tenth)?;
    let high = values.iter().rev().nth(tenth)?;
    Some((high - low) / median(values.clone())?)
}

/// An error and its causes on one line, those left out that the sentence before has already.
fn reason(error: &anyhow::Error) -> String {
    let mut reason = String::new();
    for cause in error.chain().map(ToString::to_string) {
        let cause = cause.split_whitespace().collect::<Vec<_>>().join(" ");
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
pub(crate) fn seconds(run: &mut dyn FnMut(), repeats: u32) -> f64 {
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
