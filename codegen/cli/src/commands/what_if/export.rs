//! De-Para rows that were exported, and how many of them a change leaves without a key.

use super::Change;
use super::keys::{KeyForm, fits};
use crate::cells::{cells, separator};
use crate::phrases as say;
use depara::Environment;
use depara::environment::Sharing;
use depara::key::Kind;
use depara_dsl::diagnostic::Phrase;

/// The rows of an export.
#[derive(Debug)]
pub(super) struct Export {
    rows: Vec<Row>,
}

/// The key of a row, and by what it is known which key it is.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    name: Name,
    key: String,
}

/// Which key a row has.
#[derive(Debug, PartialEq, Eq)]
enum Name {
    /// The key of this name space, in upper case: `SA1.A1_COD`.
    Space(String),
    /// The external key of this De-Para table.
    Table(String),
}

/// What a change does to rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// All rows.
    pub(super) all: usize,
    /// Those whose key has the branch of a changed table.
    pub(super) concerned: usize,
    /// Those of them that match now and would match no more.
    pub(super) stop: usize,
    /// Those of them that match nothing even now.
    pub(super) already: usize,
    /// Those whose key cannot be split.
    pub(super) unreadable: usize,
}

impl Export {
    /// Reads an export: the first line names the columns.
    pub(super) fn read(text: &str) -> Result<Self, &'static Phrase> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let header = lines.next().ok_or(&say::NO_ROWS)?;
        let separator = separator(header);
        let columns = cells(header, separator);
        let column = |name: &str| columns.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
        let space = column("XXF_ALIAS").zip(column("XXF_FIELD")).zip(column("XXF_INTVAL"));
        let table = column("rm_table").zip(column("external_value"));
        let row = |line: &str| {
            let cells = cells(line, separator);
            let cell = |place: usize| cells.get(place).map_or("", String::as_str);
            match (space, table) {
                (Some(((alias, field), key)), _) => {
                    let name = format!("{}.{}", cell(alias).trim(), cell(field).trim()).to_uppercase();
                    Row { name: Name::Space(name), key: cell(key).to_owned() }
                }
                (None, Some((table, key))) => Row { name: Name::Table(cell(table).trim().to_owned()), key: cell(key).to_owned() },
                (None, None) => Row { name: Name::Table(String::new()), key: String::new() },
            }
        };
        if space.is_none() && table.is_none() {
            return Err(&say::NO_COLUMNS);
        }
        Ok(Self { rows: lines.map(row).collect() })
    }

    /// What the changes do to the rows.
    pub(super) fn count(&self, keys: &[KeyForm], changes: &[Change], environment: &Environment) -> Count {
        let mut count = Count { all: self.rows.len(), ..Count::default() };
        for row in &self.rows {
            let forms: Vec<&KeyForm> = keys.iter().filter(|key| row.is_of(key) && has_branch(key, changes)).collect();
            if forms.is_empty() {
                continue;
            }
            // The same table may have several external keys, which their literals tell apart.
            let Some(branches) = forms.iter().find_map(|form| row.branches(form, environment)) else {
                // A row of a key that is not changed at all has a form too.
                let is_other = keys.iter().any(|key| row.is_of(key) && row.branches(key, environment).is_some());
                count.unreadable = count.unreadable.saturating_add(usize::from(!is_other));
                continue;
            };
            let fit = |mode: &dyn Fn(&Change) -> Sharing| {
                branches.iter().all(|(alias, branch)| {
                    let change = changes.iter().find(|change| change.alias == *alias);
                    change.is_none_or(|change| fits(mode(change), environment.layout(), branch))
                })
            };
            count.concerned = count.concerned.saturating_add(1);
            match (fit(&|change| change.before), fit(&|change| change.after)) {
                (true, false) => count.stop = count.stop.saturating_add(1),
                (false, _) => count.already = count.already.saturating_add(1),
                (true, true) => {}
            }
        }
        count
    }
}

impl Row {
    fn is_of(&self, key: &KeyForm) -> bool {
        match &self.name {
            Name::Space(name) => key.name.eq_ignore_ascii_case(name),
            Name::Table(table) => key.tables.iter().any(|known| known.eq_ignore_ascii_case(table)),
        }
    }

    /// The branches in the key, with their tables; none when the key has not this form. Blanks at the end of the whole key do not count.
    fn branches(&self, form: &KeyForm, environment: &Environment) -> Option<Vec<(String, String)>> {
        let shape = environment.shape(&form.shape);
        let parts = shape.parse(&self.key).or_else(|_| shape.parse(self.key.trim_end())).ok()?;
        let branch = |(slot, part): (usize, &depara::key::Part)| match &part.kind {
            Kind::Branch(alias) => Some((alias.to_string(), parts.text(slot).to_owned())),
            Kind::Company | Kind::Field | Kind::Literal => None,
        };
        Some(shape.slots().enumerate().filter_map(branch).collect())
    }
}

fn has_branch(key: &KeyForm, changes: &[Change]) -> bool {
    let is_changed = |alias: &str| changes.iter().any(|change| change.alias == alias);
    key.shape.slots().any(|part| matches!(&part.kind, Kind::Branch(alias) if is_changed(alias)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_may_stand_anywhere() {
        let read = |text| Export::read(text).map(|export| export.rows).map_err(|phrase: &Phrase| phrase.en);
        let row = Row { name: Name::Space("SA1.A1_COD".into()), key: "01||1|01|C".into() };
        assert_eq!(read("XXF_EXTVAL;XXF_INTVAL;XXF_FIELD;XXF_ALIAS\n0|1;01||1|01|C;A1_COD ;SA1\n"), Ok(vec![row]));
        let row = Row { name: Name::Table("FCFO".into()), key: "01||1|01|C".into() };
        assert_eq!(read("rm_table\texternal_value\n\nFCFO\t01||1|01|C\n"), Ok(vec![row]));
        assert_eq!(read("a,b\n1,2\n"), Err(say::NO_COLUMNS.en));
        assert_eq!(read("\n"), Err(say::NO_ROWS.en));
    }
}
