//! The time that other programs compute: it does not grow when the machine has more to do, as the time on the clock does.

use anyhow::Result;

/// Seconds of all cores, in programs and in the kernel for them, that the programs have taken which this one started and waited for, and
/// those that they did: cargo, every rustc, the linker.
///
/// # Errors
/// When the system does not tell.
#[cfg(unix)]
pub(super) fn of_children() -> Result<f64> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let microseconds = usage.user_time().num_microseconds().saturating_add(usage.system_time().num_microseconds());
    Ok(microseconds as f64 / 1e6)
}

/// As on Unix.
///
/// # Errors
/// Always: no library of the project asks other systems.
#[cfg(not(unix))]
pub(super) fn of_children() -> Result<f64> {
    anyhow::bail!("the time that other programs compute is measured on Unix alone")
}
