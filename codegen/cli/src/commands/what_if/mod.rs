//! `depara what-if`: which keys change with the sharing mode of a table, and which De-Para rows would stop matching?

mod export;
mod keys;

use crate::arguments::Format;
use crate::environment;
use crate::failure::{Failure, Outcome};
use crate::maps;
use crate::phrases as say;
use crate::session::Session;
use crate::table::Table;
use crate::wording;
use clap::Args;
use depara::Environment;
use depara::environment::Sharing;
use depara_dsl::diagnostic::Text;
use export::{Count, Export};
use keys::KeyForm;
use serde_json::json;
use std::path::PathBuf;

/// Say which keys change when tables are shared otherwise
///
/// Each key that has the branch of a changed table is shown as it is and as it would be. With an export of De-Para rows, the rows are counted
/// that would match no key any more: those of the table XXF with the columns XXF_ALIAS, XXF_FIELD and XXF_INTVAL, or those that `rows` and
/// `examples` print, with rm_table and external_value; separated by tabs, semicolons or commas, in any order, among any others.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara what-if SA1=exclusive --environment env.toml
  depara what-if SA1=EEC SE1=EEC --environment env.toml --maps maps
  depara what-if SA1=exclusive --environment env.toml --rows xxf.csv

Exit codes: 0 all is well; 1 a file cannot be read; 2 a table or a mode is not one.")]
pub(crate) struct WhatIf {
    /// The changes: TABLE=shared, TABLE=exclusive, or a letter each for company, unit and branch, such as TABLE=EEC
    #[arg(required = true, value_name = "TABLE=MODE")]
    changes: Vec<String>,

    /// The environment as it is: company group, layout of the branches, sharing modes of the tables
    #[arg(long, value_name = "FILE")]
    environment: PathBuf,

    /// An export of De-Para rows to be counted
    #[arg(long, value_name = "FILE")]
    rows: Option<PathBuf>,

    /// The whole branch that the keys are shown with; else one is made up
    #[arg(long, value_name = "BRANCH")]
    branch: Option<String>,

    /// Mappings, a folder or a file with the rest of its folder; else those that come with depara
    #[arg(long, value_name = "PATH")]
    maps: Option<PathBuf>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// A table that is shared otherwise.
#[derive(Debug, Clone)]
struct Change {
    alias: String,
    before: Sharing,
    after: Sharing,
}

/// A key that changes, as it is and as it would be.
#[derive(Debug)]
struct Changed<'k> {
    key: &'k KeyForm,
    before: String,
    after: String,
}

impl WhatIf {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let (environment, _) = environment::read(session, &self.environment)?;
        let changes = self.changes(session, &environment)?;
        let all = match &self.maps {
            Some(path) => keys::of_catalog(&maps::compile(session, path)?.0),
            None => keys::shipped(),
        };
        let branch = self.branch(session, &environment)?;
        let changed: Vec<Changed<'_>> = all.iter().filter_map(|key| changed(key, &changes, &environment, &branch)).collect();
        let mut is_whole = true;
        let count = match &self.rows {
            Some(path) => {
                let bytes = session.read(path)?;
                let export = Export::read(&*bytes).map_err(|error| wording::list_failure(session, path, &error))?;
                for (line, bad) in &export.bad {
                    let text = wording::bad_line(session, path, *line, bad);
                    session.error(text);
                }
                is_whole = export.bad.is_empty();
                Some(export.count(&all, &changes, &environment))
            }
            None => None,
        };
        match self.format {
            Format::Human => human(session, &changed, count)?,
            Format::Json => session.line(format_args!("{:#}", object(&changes, &changed, count)))?,
        }
        Ok(Outcome::of(is_whole))
    }

    fn changes(&self, session: &Session<'_>, environment: &Environment) -> Result<Vec<Change>, Failure> {
        let change = |text: &String| {
            let wrong = || Failure::Usage(session.text(Text::from(&say::NOT_A_CHANGE).with("text", text)));
            let (alias, mode) = text.split_once('=').ok_or_else(wrong)?;
            let after: Sharing = mode.parse().map_err(|_| wrong())?;
            let refuse = |error| Failure::Input(crate::wording::environment_error(&error, session.language));
            let before = environment.sharing(alias).map_err(refuse)?;
            Ok(Change { alias: alias.to_owned(), before, after })
        };
        self.changes.iter().map(change).collect()
    }

    /// A branch in full width: the one that is given, or one of ones.
    fn branch(&self, session: &Session<'_>, environment: &Environment) -> Result<String, Failure> {
        let layout = environment.layout();
        let Some(given) = &self.branch else {
            let level = |width: u8| if width == 0 { String::new() } else { format!("{:0>width$}", 1, width = usize::from(width)) };
            return Ok([layout.company(), layout.unit(), layout.branch()].map(level).concat());
        };
        if given.chars().count() == layout.width() {
            return Ok(given.clone());
        }
        let wrong = depara::EnvironmentError::BranchWidth { found: given.clone(), layout };
        Err(Failure::Input(crate::wording::environment_error(&wrong, session.language)))
    }
}

/// The key before and after the changes, when they change it.
fn changed<'k>(key: &'k KeyForm, changes: &[Change], environment: &Environment, branch: &str) -> Option<Changed<'k>> {
    let layout = environment.layout();
    let as_it_is = |alias: &str| environment.sharing(alias).ok();
    let as_it_would_be = |alias: &str| changes.iter().find(|change| change.alias == alias).map(|change| change.after).or(as_it_is(alias));
    let text = |mode: &dyn Fn(&str) -> Option<Sharing>| {
        key.shown(environment.company(), &|alias| mode(alias).map(|sharing| keys::shared_branch(sharing, layout, branch)))
    };
    let (before, after) = (text(&as_it_is)?, text(&as_it_would_be)?);
    (before != after).then_some(Changed { key, before, after })
}

fn human(session: &mut Session<'_>, changed: &[Changed<'_>], count: Option<Count>) -> Result<(), Failure> {
    if changed.is_empty() {
        session.line(session.word(&say::NO_KEY_CHANGES))?;
    } else {
        let titles = [&say::COLUMN_ADAPTER, &say::COLUMN_KEY, &say::COLUMN_BEFORE, &say::COLUMN_AFTERWARDS];
        let mut table = Table::new(titles.map(|title| session.word(title)));
        let cells = |changed: &Changed<'_>| {
            vec![changed.key.adapter.clone(), changed.key.name.clone(), visible(&changed.before), visible(&changed.after)]
        };
        table.rows = changed.iter().map(cells).collect();
        session.print(table.aligned())?;
        if changed.iter().any(|changed| changed.before.contains(' ') || changed.after.contains(' ')) {
            session.note(session.word(&say::BLANKS));
        }
    }
    let Some(count) = count else { return Ok(()) };
    let text = session.text(
        Text::from(&say::ROWS_COUNTED)
            .with("stop", count.stop)
            .with("concerned", count.concerned)
            .with("all", count.all)
            .with("already", count.already),
    );
    session.line(text)?;
    if count.unreadable > 0 {
        session.note(session.text(Text::from(&say::ROWS_UNREADABLE).with("count", count.unreadable)));
    }
    Ok(())
}

/// With blanks that can be counted.
fn visible(key: &str) -> String {
    key.replace(' ', "·")
}

fn object(changes: &[Change], changed: &[Changed<'_>], count: Option<Count>) -> serde_json::Value {
    let changes: Vec<_> = changes
        .iter()
        .map(|change| json!({ "table": change.alias, "before": change.before.to_string(), "after": change.after.to_string() }))
        .collect();
    let keys: Vec<_> = changed
        .iter()
        .map(|changed| json!({ "adapter": changed.key.adapter, "key": changed.key.name, "before": changed.before, "after": changed.after }))
        .collect();
    let rows = count.map(|Count { all, concerned, stop, already, unreadable }| {
        json!({ "all": all, "concerned": concerned, "stop_matching": stop, "match_already_nothing": already, "unreadable": unreadable })
    });
    json!({ "changes": changes, "keys": keys, "rows": rows })
}
