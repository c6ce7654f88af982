//! What a comparison has found, for persons by cause, for programs as JSON.

use super::repair::Repair;
use super::rows::Read;
use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use depara::reconcile::{Cause, Finding, Reconciliation, Remedy, Repetition, RowAt, Side};
use depara_dsl::diagnostic::{Phrase, Text};
use serde_json::{Value, json};
use std::path::Path;

/// What was compared, and what was found.
#[derive(Debug)]
pub(super) struct Report<'r> {
    pub(super) left: (&'r Path, &'r Read),
    pub(super) right: (&'r Path, &'r Read),
    pub(super) found: &'r Reconciliation,
}

/// What stands above the findings of a kind: what it is, and what to do.
struct Kind {
    /// The word for programs.
    name: &'static str,
    title: &'static Phrase,
    advice: &'static Phrase,
}

fn kind(finding: &Finding) -> Kind {
    let of = |name, title, advice| Kind { name, title, advice };
    match finding {
        Finding::Duplicate { kind: Repetition::Pair, .. } => of("duplicate-pair", &say::TWICE_PAIR, &say::DO_REMOVE),
        Finding::Duplicate { kind: Repetition::Internal, remedy, .. } => of("duplicate-internal", &say::TWICE_INTERNAL, twice(remedy)),
        Finding::Duplicate { kind: Repetition::External, remedy, .. } => of("duplicate-external", &say::TWICE_EXTERNAL, twice(remedy)),
        Finding::Near { differences, remedy, .. } => {
            let advice = if remedy.is_by_hand() { &say::DO_DECIDE_KEY } else { &say::DO_REMOVE_AND_LOAD };
            match differences.first().map(|difference| difference.cause) {
                Some(Cause::SegmentCount) => of("segment-count", &say::NEAR_SEGMENT_COUNT, advice),
                Some(Cause::RoleSwapped) => of("role-swapped", &say::NEAR_ROLE_SWAPPED, advice),
                Some(Cause::BranchFilled) => of("branch-filled", &say::NEAR_BRANCH_FILLED, advice),
                Some(Cause::Coligada) => of("coligada", &say::NEAR_COLIGADA, advice),
                Some(Cause::LostZero) => of("lost-zero", &say::NEAR_LOST_ZERO, advice),
                Some(Cause::Case) => of("case", &say::NEAR_CASE, advice),
                _ => of("blank", &say::NEAR_BLANK, advice),
            }
        }
        Finding::Disagreement { .. } => of("disagreement", &say::DISAGREEMENT, &say::DO_DECIDE_RECORD),
        Finding::Unfit { remedy, .. } if remedy.is_by_hand() => of("unfit", &say::UNFIT, &say::DO_CORRECT_KEY),
        Finding::Unfit { .. } => of("unfit-branch", &say::UNFIT, &say::DO_REMOVE_AND_LOAD),
        Finding::Orphan { remedy, .. } if remedy.load.is_none() => of("orphan-unfit", &say::ORPHAN_UNFIT, &say::DO_CORRECT_KEY),
        Finding::Orphan { row, .. } if row.side == Side::Left => of("orphan-left", &say::ORPHAN_LEFT, &say::DO_LOAD),
        _ => of("orphan-right", &say::ORPHAN_RIGHT, &say::DO_LOAD),
    }
}

fn twice(remedy: &Remedy) -> &'static Phrase {
    if remedy.is_by_hand() { &say::DO_DECIDE_ROW } else { &say::DO_REMOVE }
}

impl Report<'_> {
    fn path(&self, side: Side) -> &Path {
        if side == Side::Left { self.left.0 } else { self.right.0 }
    }

    fn place(&self, (side, line): (Side, u64)) -> String {
        format!("{}:{line}", self.path(side).display())
    }

    /// Kind by kind: what it is, how many there are, the rows, what to do.
    pub(super) fn human(&self, session: &mut Session<'_>, repair: Option<&Repair>) -> Result<(), Failure> {
        let findings = &self.found.findings;
        let mut has_blanks = false;
        for group in findings.chunk_by(|one, other| kind(one).name == kind(other).name) {
            let Some(Kind { title, advice, .. }) = group.first().map(kind) else { continue };
            let title = session.text(Text::from(title).with("left", self.left.0.display()).with("right", self.right.0.display()));
            session.line(format_args!("{title}: {}", group.len()))?;
            for finding in group {
                self.finding(session, finding, &mut has_blanks)?;
            }
            session.line(format_args!("  {}: {}\n", session.word(&say::WHAT_TO_DO), session.word(advice)))?;
        }
        let summary = Text::from(&say::RECONCILED)
            .with("left", self.found.left_rows)
            .with("right", self.found.right_rows)
            .with("matched", self.found.matched)
            .with("findings", findings.len())
            .with("bad", self.left.1.bad.saturating_add(self.right.1.bad));
        let summary = session.text(summary);
        session.line(summary)?;
        if has_blanks {
            session.note(session.word(&say::BLANKS));
        }
        if self.found.cut_short > 0 {
            session.note(session.text(Text::from(&say::CUT_SHORT).with("count", self.found.cut_short)));
        }
        let Some(repair) = repair else { return Ok(()) };
        for (place, reason) in &repair.left_out {
            let row = findings.get(*place).map(|finding| finding.rows().first().map(|row| self.place(row.place())));
            let text = Text::from(&say::NOT_LOADED).with("place", row.flatten().unwrap_or_default()).with("reason", reason);
            let text = session.text(text);
            session.error(text);
        }
        let files: Vec<String> = repair.files.iter().map(|path| format!("`{}`", path.display())).collect();
        let text = match repair.files.is_empty() {
            true => session.word(&say::NOTHING_TO_LOAD).to_owned(),
            false => session.text(Text::from(&say::REPAIR_WRITTEN).with("pairs", repair.pairs).with("files", files.join(", "))),
        };
        session.note(text);
        Ok(())
    }

    fn finding(&self, session: &mut Session<'_>, finding: &Finding, has_blanks: &mut bool) -> Result<(), Failure> {
        for (index, row) in finding.rows().into_iter().enumerate() {
            let RowAt { name, internal, external, .. } = row;
            *has_blanks |= internal.contains(' ') || external.contains(' ');
            let indent = if index == 0 { "  " } else { "    " };
            let (internal, external) = (visible(internal), visible(external));
            session.line(format_args!("{indent}{}  {name}  {internal} = {external}", self.place(row.place())))?;
        }
        let mut details = Vec::new();
        match finding {
            Finding::Near { differences, .. } => {
                details.extend(differences.iter().map(|difference| wording::difference(difference, session.language)));
            }
            Finding::Unfit { misfit, .. } | Finding::Orphan { misfit: Some(misfit), .. } => {
                details.push(wording::misfit(misfit, session.language));
            }
            Finding::Orphan { misfit: None, .. } | Finding::Duplicate { .. } | Finding::Disagreement { .. } => {}
            other => details.push(format!("{other:?}")),
        }
        for detail in details {
            session.line(format_args!("    {detail}"))?;
        }
        let Remedy { remove, load } = finding.remedy();
        if !remove.is_empty() {
            let places: Vec<String> = remove.iter().map(|place| self.place(*place)).collect();
            session.line(format_args!("    {}: {}", session.word(&say::REMOVE), places.join(", ")))?;
        }
        if let Some(pair) = load {
            *has_blanks |= pair.internal.contains(' ') || pair.external.contains(' ');
            let (internal, external) = (visible(&pair.internal), visible(&pair.external));
            session.line(format_args!("    {}: {} {internal} = {external}", session.word(&say::LOAD), pair.entity))?;
        }
        Ok(())
    }

    /// Everything, with the words that are the same in every language beside those for persons.
    pub(super) fn json(&self, session: &mut Session<'_>, repair: Option<&Repair>) -> Result<(), Failure> {
        let findings: Vec<Value> = self.found.findings.iter().map(|finding| self.object(session, finding)).collect();
        let side = |(path, read): (&Path, &Read), rows: u64| json!({ "file": path.display().to_string(), "rows": rows, "bad_lines": read.bad, "reasons": read.reasons });
        let load = repair.map(|repair| {
            let left_out: Vec<Value> =
                repair.left_out.iter().map(|(place, reason)| json!({ "finding": place, "reason": reason })).collect();
            let files: Vec<String> = repair.files.iter().map(|path| path.display().to_string()).collect();
            json!({ "files": files, "pairs": repair.pairs, "left_out": left_out })
        });
        let report = json!({
            "left": side(self.left, self.found.left_rows),
            "right": side(self.right, self.found.right_rows),
            "matched": self.found.matched,
            "cut_short": self.found.cut_short,
            "findings": findings,
            "load": load,
        });
        session.line(format_args!("{report:#}"))
    }

    fn object(&self, session: &Session<'_>, finding: &Finding) -> Value {
        let Kind { name, title, advice } = kind(finding);
        let title = session.text(Text::from(title).with("left", self.left.0.display()).with("right", self.right.0.display()));
        let rows: Vec<Value> = finding
            .rows()
            .into_iter()
            .map(|row| {
                let file = self.path(row.side).display().to_string();
                json!({ "file": file, "line": row.line, "name": row.name, "rm_value": row.internal, "external_value": row.external })
            })
            .collect();
        let differences: Vec<Value> = match finding {
            Finding::Near { differences, .. } => differences
                .iter()
                .map(|difference| {
                    let key = if difference.external { "external" } else { "internal" };
                    let text = wording::difference(difference, session.language);
                    json!({ "cause": difference.cause.name(), "key": key, "segment": difference.segment, "text": text })
                })
                .collect(),
            _ => Vec::new(),
        };
        let misfit = match finding {
            Finding::Unfit { misfit, .. } | Finding::Orphan { misfit: Some(misfit), .. } => Some(wording::misfit(misfit, session.language)),
            _ => None,
        };
        let Remedy { remove, load } = finding.remedy();
        let remove: Vec<Value> =
            remove.iter().map(|(side, line)| json!({ "file": self.path(*side).display().to_string(), "line": line })).collect();
        let load = load.as_ref().map(|pair| {
            let (entity, table) = (pair.entity, pair.table);
            json!({ "entity": entity, "rm_table": table, "rm_value": pair.internal, "external_value": pair.external })
        });
        json!({
            "kind": name,
            "title": title,
            "rows": rows,
            "differences": differences,
            "misfit": misfit,
            "remove": remove,
            "load": load,
            "what_to_do": session.word(advice),
        })
    }
}

/// With blanks that can be counted.
fn visible(key: &str) -> String {
    key.replace(' ', "·")
}
