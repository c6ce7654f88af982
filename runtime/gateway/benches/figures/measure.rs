//! Interleaved rounds and the ratios within them.

/// What can go wrong here is only told.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Runs both in turn, each first in every other round, and tells how many times as fast as `other` `own` is: the median of the ratios within
/// each round. Both give back their messages a second. Whether it reaches the goal, where there is one.
pub(crate) fn compare(
    what: &str,
    goal: Option<f64>,
    rounds: usize,
    mut own: impl FnMut() -> Outcome<f64>,
    mut other: impl FnMut() -> Outcome<f64>,
) -> Outcome<bool> {
    // The first round of each fills caches.
    own()?;
    other()?;
    let mut found = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let (own, other) = if round % 2 == 0 {
            let own = own()?;
            (own, other()?)
        } else {
            let other = other()?;
            (own()?, other)
        };
        found.push((own / other, own));
    }
    found.sort_by(|left, right| left.0.total_cmp(&right.0));
    let at = |part: usize| found.get(found.len().saturating_mul(part) / 10).copied().unwrap_or((f64::NAN, f64::NAN));
    let ((low, _), (median, speed), (high, _)) = (at(1), at(5), at(9));
    let met = goal.is_none_or(|goal| median >= goal);
    let goal = goal.map_or(String::new(), |goal| format!("; goal {goal}: {}", said(met)));
    println!("{what:<44} {median:>6.2}  ({low:.2} to {high:.2}), {speed:.0}/s{goal}");
    Ok(met)
}

/// Tells a number that has to be reached.
pub(crate) fn tell_count(what: &str, found: usize, goal: usize) -> bool {
    let met = found >= goal;
    println!("{what:<44} {found:>6}; goal {goal}: {}", said(met));
    met
}

pub(crate) fn said(met: bool) -> &'static str {
    if met { "met" } else { "NOT met" }
}
