//! Interleaved rounds and the ratios within them.

use std::time::Instant;

/// What can go wrong here is only told.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// One of those that are compared.
pub(crate) type Run<'r> = Box<dyn FnMut() -> Outcome<()> + 'r>;

/// Runs both in turn, each first in every other round, and tells how many times as fast as `other` `own` is: the median of the ratios within
/// each round. Whether it reaches the goal, where there is one.
pub(crate) fn compare(what: &str, goal: Option<f64>, rounds: usize, mut own: Run<'_>, mut other: Run<'_>) -> Outcome<bool> {
    // The first round of each fills caches.
    own()?;
    other()?;
    let mut ratios = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let (own, other) = if round % 2 == 0 {
            let own = seconds(&mut own)?;
            (own, seconds(&mut other)?)
        } else {
            let other = seconds(&mut other)?;
            (seconds(&mut own)?, other)
        };
        ratios.push(other / own);
    }
    Ok(tell(what, goal, ratios))
}

/// Tells the median of some ratios.
pub(crate) fn tell(what: &str, goal: Option<f64>, mut ratios: Vec<f64>) -> bool {
    ratios.sort_by(f64::total_cmp);
    let at = |part: usize| ratios.get(ratios.len().saturating_mul(part) / 10).copied().unwrap_or(f64::NAN);
    let (low, median, high) = (at(1), at(5), at(9));
    let met = goal.is_none_or(|goal| median >= goal);
    let goal = goal.map_or(String::new(), |goal| format!("; goal {goal}: {}", if met { "met" } else { "NOT met" }));
    println!("{what:<52} {median:>6.2}  ({low:.2} to {high:.2}){goal}");
    met
}

fn seconds(run: &mut Run<'_>) -> Outcome<f64> {
    let start = Instant::now();
    run()?;
    Ok(start.elapsed().as_secs_f64())
}
