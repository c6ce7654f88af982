//! The load that brings both sides together.

use super::report::Report;
use crate::commands::load::messages;
use crate::failure::Failure;
use crate::session::Session;
use crate::wording;
use depara::load::{Load, Position, ProblemKind, Wanted};
use depara_mappings::load::{self, Execution};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// For what the load is, and how large its messages are.
#[derive(Debug)]
pub(super) struct Sender<'s> {
    pub(super) execution: Execution<'s>,
    pub(super) limit: NonZeroUsize,
}

/// What was written, and what could not be.
#[derive(Debug, Default)]
pub(super) struct Repair {
    pub(super) files: Vec<PathBuf>,
    pub(super) pairs: usize,
    /// Pairs that no load can bring: the number of the finding, and the reason.
    pub(super) left_out: Vec<(usize, String)>,
}

/// Writes the messages with the pairs of all findings.
///
/// A customer that is also a vendor is one internal key with two records, and one load takes an internal key once: the second record goes
/// into a load of its own.
pub(super) fn write(session: &Session<'_>, report: &Report<'_>, path: &Path, sender: &Sender<'_>) -> Result<Repair, Failure> {
    let pairs = report.found.findings.iter().enumerate().filter_map(|(place, finding)| Some((place, finding.remedy().load.as_ref()?)));
    let mut open: Vec<_> = pairs.collect();
    let mut repair = Repair::default();
    let mut loads: Vec<Load> = Vec::new();
    while !open.is_empty() {
        let wanted = open.iter().map(|(place, pair)| Wanted {
            internal: &pair.internal,
            key: &pair.external,
            ..Wanted::new(Position::Row(*place), pair.entity)
        });
        let mut load = load::pairs(wanted);
        let problems = std::mem::take(&mut load.problems);
        let later = |place: usize| {
            let is_it = |problem: &&depara::load::Problem| problem.position == Position::Row(place);
            problems.iter().find(is_it).is_some_and(|problem| matches!(problem.kind, ProblemKind::OtherRecord { .. }))
        };
        for problem in &problems {
            let Position::Row(place) = problem.position else { continue };
            let is_repeated = matches!(problem.kind, ProblemKind::Repeated { .. });
            if !is_repeated && !later(place) {
                repair.left_out.push((place, wording::load_problem_kind(&problem.kind, session.language)));
            }
        }
        open.retain(|(place, _)| later(*place));
        repair.pairs = repair.pairs.saturating_add(load.pairs.len());
        // Where nothing could be taken, another round takes nothing either.
        if load.pairs.is_empty() {
            break;
        }
        loads.push(load);
    }
    let texts: Vec<String> = loads.iter().flat_map(|load| messages::texts(load, sender.limit, &sender.execution, "RM", false)).collect();
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    for (number, text) in (1_usize..).zip(&texts) {
        let path = match texts.len() {
            1 => path.to_owned(),
            _ => path.with_file_name(format!("{stem}-{number:03}.xml")),
        };
        std::fs::write(&path, text).map_err(|error| session.unwritable(&path, &error))?;
        repair.files.push(path);
    }
    repair.left_out.sort_unstable();
    Ok(repair)
}
