//! DP0502: a table of movements is more shared than the table of the records that they are of.

use super::{Installation, letters};
use crate::diagnostic::phrases::environment as phrases;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::ir::Table;
use crate::span::Spanned;

pub(crate) const CODE: Code = Code("DP0502");

/// A movement that all branches see cannot be of a record that one branch owns.
pub(super) fn check(table: &Table, master: &Spanned<String>, installation: &Installation) -> Option<Diagnostic> {
    let movements = installation.tables.get(&table.alias.value)?;
    let records = installation.tables.get(&master.value)?;
    let levels = movements.value.iter().zip(records.value).zip(installation.levels);
    let mut more_shared = levels.filter(|((movement, record), there)| *there && !**movement && *record);
    more_shared.next()?;
    let message = Text::from(&phrases::MORE_SHARED)
        .with("table", &table.alias.value)
        .with("mode", letters(movements.value))
        .with("master", &master.value);
    let problem = Diagnostic::error(CODE, message, movements.span, Text::from(&phrases::TOO_SHARED))
        .related(master.span, Text::from(&phrases::MOVEMENT_OF).with("master", &master.value));
    let problem = if records.span == movements.span {
        problem
    } else {
        problem.related(records.span, Text::from(&phrases::MASTER_MODE).with("master", &master.value).with("mode", letters(records.value)))
    };
    Some(problem.help(Text::from(&phrases::MORE_SHARED_HELP).with("table", &table.alias.value).with("mode", letters(records.value))))
}
