//! De-Para rows that were exported, and how many of them a change leaves without a key.

use super::Change;
use super::keys::KeyForm;
use depara::Environment;
use depara::environment::Sharing;
use depara::key::Kind;
use depara::list::{BadLine, Column, ListError, RowList};
use std::io::BufRead;

/// The rows of an export.
#[derive(Debug)]
pub(super) struct Export {
    rows: Vec<Row>,
    /// The lines that have no row, and why.
    pub(super) bad: Vec<(u64, BadLine)>,
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
    /// Reads an export.
    pub(super) fn read(input: impl BufRead) -> Result<Self, ListError> {
        let mut list = RowList::open(input, &[Column::External])?;
        let mut export = Self { rows: Vec::new(), bad: Vec::new() };
        while let Some(line) = list.next_row()? {
            match line.row {
                Err(bad) => export.bad.push((line.number, bad)),
                Ok(row) => export.rows.push(Row {
                    name: match row.alias {
                        "" => Name::Table(row.table.to_owned()),
                        alias => Name::Space(format!("{alias}.{}", row.field).to_uppercase()),
                    },
                    key: row.external.to_owned(),
                }),
            }
        }
        Ok(export)
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
                    change.is_none_or(|change| mode(change).fits(environment.layout(), branch))
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
        let read = |text: &str| Export::read(text.as_bytes()).map(|export| export.rows).map_err(|error| error.to_string());
        let row = Row { name: Name::Space("SA1.A1_COD".into()), key: "01||1|01|C".into() };
        assert_eq!(read("XXF_EXTVAL;XXF_INTVAL;XXF_FIELD;XXF_ALIAS\n0|1;01||1|01|C;A1_COD ;SA1\n"), Ok(vec![row]));
        let row = Row { name: Name::Table("FCFO".into()), key: "01||1|01|C".into() };
        assert_eq!(read("rm_table\texternal_value\n\nFCFO\t01||1|01|C\n"), Ok(vec![row]));
        assert_eq!(read("a,b\n1,2\n"), Err("it lacks the columns rm_table or XXF_ALIAS with XXF_FIELD, external_value; found a, b".into()));
        assert!(read("\n").is_err());
    }
}
