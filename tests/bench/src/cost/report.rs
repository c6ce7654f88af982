//! The table of costs, for people and for machines.

use super::programs::{NOTHING, codec_name, serde_name};
use super::{Cost, Extent, WAYS};
use crate::goals::{COMPILE, Standing};
use crate::measure::median;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The table, the ratios, and whether the goal is met.
pub(super) fn text(costs: &[Cost]) -> String {
    let mut out = format!("{:<14}{:>8}{:>10}{:>10}{:>11}{:>12}\n", "program", "lines", "check s", "debug s", "release s", "text bytes");
    for cost in costs {
        let of = |way| cell(median_of(cost, way));
        let text = cost.text.map_or("-".to_owned(), |text| text.to_string());
        let (name, lines) = (&cost.program.name, cost.program.lines);
        let _ = writeln!(out, "{name:<14}{lines:>8}{:>10}{:>10}{:>11}{text:>12}", of("check"), of("debug"), of("release"));
    }
    out.push_str(
        "\nLines without blank ones and comments; text is code and constants of the release program. Seconds of computing on all cores (cargo, rustc,\n\
         linker), medians, without what the programs need and without incremental compilation.\n",
    );
    let _ = writeln!(out, "\n{:<14}{:>8}{:>10}{:>10}{:>11}{:>12}", "codec / serde", "lines", "check", "debug", "release", "text");
    for extent in present(costs) {
        let _ = write!(out, "{:<14}", extent.name());
        for (ratio, width) in ratios(costs, extent).iter().zip([8, 10, 10, 11, 12]) {
            let _ = write!(out, "{:>width$}", cell(*ratio));
        }
        out.push('\n');
    }
    out.push_str("Below 1 the codec costs less. The program that does nothing is taken off its bytes, not off its seconds.\n\n");
    let _ = writeln!(out, "{}", standing(costs).line());
    out
}

/// The same for machines; all seconds, in the order of the rounds.
pub(super) fn json(costs: &[Cost]) -> Value {
    let programs: Vec<Value> = costs
        .iter()
        .map(|cost| json!({ "program": cost.program.name, "lines": cost.program.lines, "seconds": cost.seconds, "text": cost.text }))
        .collect();
    let ratios: Vec<Value> = present(costs)
        .map(|extent| {
            let [lines, check, debug, release, text] = ratios(costs, extent);
            json!({ "messages": extent.name(), "lines": lines, "check": check, "debug": debug, "release": release, "text": text })
        })
        .collect();
    json!({ "programs": programs, "codec_per_serde": ratios, "goals": [standing(costs).json()] })
}

fn standing(costs: &[Cost]) -> Standing {
    let [_, _, _, release, _] = ratios(costs, Extent::Order);
    match release {
        Some(ratio) => Standing::of_one(COMPILE, ratio, "order"),
        None => Standing::not_measured(COMPILE, "ORDER was left out"),
    }
}

/// The extents that were measured.
fn present(costs: &[Cost]) -> impl Iterator<Item = Extent> {
    Extent::ALL.into_iter().filter(|extent| find(costs, &codec_name(*extent)).is_some())
}

/// What the codec costs for each of what serde costs: lines, check, debug, release, text.
fn ratios(costs: &[Cost], extent: Extent) -> [Option<f64>; 5] {
    let (codec, serde) = (find(costs, &codec_name(extent)), find(costs, &serde_name(extent)));
    let ratio = |of: &dyn Fn(&Cost) -> Option<f64>| Some(of(codec?)? / of(serde?)?);
    // Within each round, because what disturbs the machine for a while disturbs both.
    let of_rounds = |way| {
        let (codec, serde) = (codec?.seconds.get(way)?, serde?.seconds.get(way)?);
        median(codec.iter().zip(serde).map(|(codec, serde)| codec / serde).collect())
    };
    let [check, debug, release] = WAYS.map(|(way, _)| of_rounds(way));
    let nothing = find(costs, NOTHING).and_then(|cost| cost.text).unwrap_or_default();
    let text = ratio(&|cost| u32::try_from(cost.text?.saturating_sub(nothing)).ok().map(f64::from));
    [ratio(&|cost| u32::try_from(cost.program.lines).ok().map(f64::from)), check, debug, release, text]
}

fn find<'c>(costs: &'c [Cost], name: &str) -> Option<&'c Cost> {
    costs.iter().find(|cost| cost.program.name == name)
}

fn median_of(cost: &Cost, way: &str) -> Option<f64> {
    median(cost.seconds.get(way)?.clone())
}

fn cell(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.2}"))
}
