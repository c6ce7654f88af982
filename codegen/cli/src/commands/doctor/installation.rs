//! `depara doctor --config`: what stands in the way of the first message.

use crate::arguments::Format;
use crate::commands::serve::Installation;
use crate::failure::{Failure, Outcome};
use crate::phrases as say;
use crate::session::Session;
use depara_dsl::diagnostic::Text;
use depara_gateway::operations::{Check, Verdict, live_checks, static_checks, version_checks};
use depara_mappings::Registry;
use serde_json::json;

pub(super) fn run(
    session: &mut Session<'_>,
    installation: &Installation,
    format: Format,
    (offline, ask_versions): (bool, bool),
) -> Result<Outcome, Failure> {
    let reading = installation.read(session, &[]);
    let mut checks = static_checks(&reading, Registry::ADAPTERS);
    if let Some(config) = reading.config.filter(|_| !offline) {
        checks.extend(live_checks(&config));
        if ask_versions {
            checks.extend(version_checks(&config, Registry::ADAPTERS));
        }
    }
    match format {
        Format::Human => human(session, &checks)?,
        Format::Json => session.line(format_args!("{:#}", document(&checks)))?,
    }
    Ok(Outcome::of(count(&checks, Verdict::Failure) == 0))
}

/// Failures first, then what else asks for attention, then what is in order.
fn human(session: &mut Session<'_>, checks: &[Check]) -> Result<(), Failure> {
    for verdict in [Verdict::Failure, Verdict::Warning, Verdict::ByHand, Verdict::Fine] {
        for check in checks.iter().filter(|check| check.verdict == verdict) {
            let subject = if check.subject.is_empty() { String::new() } else { format!(" {}", check.subject) };
            session.line(format_args!("{}: {}{subject}: {}", verdict.in_portuguese(), check.name, check.text))?;
            if !check.advice.is_empty() {
                session.line(format_args!("    {}", check.advice))?;
            }
        }
    }
    let summary = Text::from(&say::EXAMINED)
        .with("failures", count(checks, Verdict::Failure))
        .with("warnings", count(checks, Verdict::Warning))
        .with("by_hand", count(checks, Verdict::ByHand))
        .with("fine", count(checks, Verdict::Fine));
    let summary = session.text(summary);
    session.line(summary)
}

fn document(checks: &[Check]) -> serde_json::Value {
    let each = checks.iter().map(|Check { name, subject, verdict, text, advice }| {
        json!({ "name": name, "subject": subject, "verdict": verdict.name(), "text": text, "advice": advice })
    });
    json!({
        "checks": each.collect::<Vec<_>>(),
        "summary": {
            "failures": count(checks, Verdict::Failure),
            "warnings": count(checks, Verdict::Warning),
            "by_hand": count(checks, Verdict::ByHand),
            "fine": count(checks, Verdict::Fine),
        },
    })
}

fn count(checks: &[Check], verdict: Verdict) -> usize {
    checks.iter().filter(|check| check.verdict == verdict).count()
}
