//! De-Para rows in the columns of package 1021 become rows in those of EAI 2.0.

use super::files::{Converted, said};
use super::{Report, Weight};
use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use crate::table::separated;
use crate::{lists, wording};
use depara::convert::Conversion;
use depara::list::{Column, ListReader};
use depara::rows::{Layout, Tables};
use depara_dsl::diagnostic::Text;
use depara_mappings::Registry;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

/// How many rows of a file are shown one by one.
const MOST_SHOWN: u64 = 20;

/// Where the rows go while they are converted.
struct Outputs {
    new: Box<dyn Write>,
    rest: Box<dyn Write>,
}

/// Converts the rows of a file. Every key stays as it is; a row whose message nobody knows goes to a file of its own, as it came.
pub(super) fn convert(
    session: &Session<'_>,
    conversion: &Conversion<'_>,
    path: &Path,
    (name, application, dry_run): (&str, Option<&str>, bool),
    report: &mut Report,
) -> Result<Converted, Failure> {
    if is_converted(path) {
        report.add(name, 0, Weight::Kept, session.word(&say::ROWS_ARE_EAI2).to_owned());
        return Ok(Converted::Same);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let (new, rest) = (folder.join(format!("{name}.converting")), folder.join(format!("{name}.rest.converting")));
    let create = |path: &Path| -> Result<Box<dyn Write>, Failure> {
        if dry_run {
            return Ok(Box::new(std::io::sink()));
        }
        let file = File::create(path).map_err(|error| session.unwritable(path, &error))?;
        Ok(Box::new(BufWriter::new(file)))
    };
    let outputs = Outputs { new: create(&new)?, rest: create(&rest)? };
    let left = write(session, conversion, path, (name, application), outputs, report).inspect_err(|_| {
        for path in [&new, &rest] {
            let _ = fs::remove_file(path);
        }
    })?;
    if left == 0 && !dry_run {
        fs::remove_file(&rest).map_err(|error| session.unwritable(&rest, &error))?;
    }
    Ok(Converted::File { new, rest: (left > 0).then_some(rest) })
}

/// Whether the rows have the columns of EAI 2.0 already.
fn is_converted(path: &Path) -> bool {
    let list = File::open(path).ok().and_then(|file| ListReader::open(BufReader::new(file)).ok());
    list.is_some_and(|list| list.place(Column::Application).is_some() && list.place(Column::Transaction).is_some())
}

/// Writes the rows, and gives the number of those that are left over.
fn write(
    session: &Session<'_>,
    conversion: &Conversion<'_>,
    path: &Path,
    (name, application): (&str, Option<&str>),
    mut outputs: Outputs,
    report: &mut Report,
) -> Result<u64, Failure> {
    let mut tables = Tables::new(Registry::ADAPTERS, None);
    let mut list = lists::open(session, path, &[Column::Internal, Column::External])?;
    let (header, separator) = list.header().map(|(header, separator)| (header.to_owned(), separator)).unwrap_or_default();
    let failed = |error: std::io::Error| session.unwritable(path, &error);
    outputs.new.write_all(separated(Layout::Eai2.columns(), separator).as_bytes()).map_err(failed)?;
    outputs.rest.write_all(format!("{header}\n").as_bytes()).map_err(failed)?;
    let mut counts: BTreeMap<(&'static str, &'static str), u64> = BTreeMap::new();
    let (mut shown, mut left) = (0, 0_u64);
    while let Some(line) = list.next_row().map_err(|error| wording::list_failure(session, path, &error))? {
        let row = match &line.row {
            Err(bad) => Err(wording::bad_line_reason(bad, session.language)),
            Ok(row) => conversion.row(&mut tables, row, application).map_err(|reason| wording::not_one(&reason, session.language)),
        };
        match row {
            Ok(row) => {
                let mut cells = Layout::Eai2.cells(&row);
                // The screens show the value of RM where there is no global identifier; the row has none.
                if let Some(identifier) = cells.last_mut() {
                    *identifier = &row.global_identifier;
                }
                outputs.new.write_all(separated(&cells, separator).as_bytes()).map_err(failed)?;
                if shown < MOST_SHOWN {
                    shown = shown.saturating_add(1);
                    let text = Text::from(&say::ROW_CONVERTED).with("table", row.table).with("internal", &row.internal);
                    let text =
                        text.with("external", &row.external).with("application", &row.application).with("transaction", row.transaction);
                    report.add(name, line.number, Weight::Change, session.text(text));
                }
                let count = counts.entry((row.table, row.transaction)).or_default();
                *count = count.saturating_add(1);
            }
            Err(reason) => {
                left = left.saturating_add(1);
                // A line that is too long is not held anywhere: the file is converted without it only where it can be put back.
                if line.text.is_empty() {
                    return Err(Failure::Input(wording::bad_place(session, path, line.number, &reason)));
                }
                outputs.rest.write_all(format!("{}\n", line.text).as_bytes()).map_err(failed)?;
                report.add(name, line.number, Weight::Problem, said(session, &say::ROW_LEFT, reason));
            }
        }
    }
    outputs.new.flush().and_then(|()| outputs.rest.flush()).map_err(failed)?;
    // Beyond the rows that are shown, what there is of each table.
    let is_more = counts.values().sum::<u64>() > MOST_SHOWN;
    for ((table, transaction), count) in counts.into_iter().filter(|_| is_more) {
        let text = Text::from(&say::ROWS_CONVERTED).with("table", table).with("transaction", transaction).with("count", count);
        report.add(name, 0, Weight::Change, session.text(text));
    }
    Ok(left)
}
