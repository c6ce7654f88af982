//! The files of a folder, each converted as what stands in it.

use super::folder::{STATE, State};
use super::{Report, Weight, adapters, parameters, rows};
use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use depara::convert::{AdapterColumn, Conversion};
use depara::list::{Column, ListReader};
use depara_dsl::diagnostic::{Phrase, Text};
use serde_json::Value;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// How many bytes a file of parameters or adapters has at most: it is held in memory. Rows are not.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What a conversion has found.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// Files that were not as EAI 2.0 has them.
    pub(super) to_convert: usize,
    /// Registered adapters.
    pub(super) registered: usize,
    /// Registrations whose message has no adapter: file, line, and the message, which may be empty.
    pub(super) not_carried: Vec<(String, u64, String)>,
    /// Files with rows that could not be converted.
    pub(super) rests: Vec<String>,
}

/// What a file becomes.
pub(super) enum Converted {
    /// It is as it should be.
    Same,
    /// It is this text.
    Text(String),
    /// It is what stands in this file; what could not be converted stands in the other one.
    File { new: PathBuf, rest: Option<PathBuf> },
}

/// What stands in a file.
enum Kind {
    Rows,
    /// Rows of Protheus are the same in both packages.
    ProtheusRows,
    Parameters,
    Adapters,
    Unknown,
}

/// Converts every file, or says what would be done.
pub(super) fn convert(
    session: &Session<'_>,
    conversion: &Conversion<'_>,
    state: &mut State,
    application: Option<&str>,
    dry_run: bool,
    report: &mut Report,
) -> Result<Done, Failure> {
    let mut done = Done::default();
    let mut names: Vec<String> = Vec::new();
    let folder = state.folder().to_owned();
    for entry in fs::read_dir(&folder).map_err(|error| session.unreadable(&folder, &error))? {
        let entry = entry.map_err(|error| session.unreadable(&folder, &error))?;
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    let is_ours = |name: &String| name.starts_with(STATE) || name.ends_with(".converting");
    names.retain(|name| !is_ours(name));
    done.rests = names.iter().filter(|name| state.is_rest(name)).cloned().collect();
    names.retain(|name| !state.is_rest(name));
    for rest in &done.rests {
        report.add(rest, 0, Weight::Problem, session.word(&say::REST_STANDS).to_owned());
    }
    if names.is_empty() {
        report.add("", 0, Weight::Problem, session.text(Text::from(&say::EMPTY_FOLDER).with("path", folder.display())));
    }
    for name in names {
        let path = folder.join(&name);
        let converted = match kind(&path) {
            Kind::Rows => rows::convert(session, conversion, &path, (&name, application, dry_run), report)?,
            Kind::Parameters => parameters::convert(session, conversion, &path, &name, report)?,
            Kind::Adapters => adapters::convert(session, conversion, &path, &name, (&mut done, report))?,
            Kind::ProtheusRows => {
                report.add(&name, 0, Weight::Kept, session.word(&say::PROTHEUS_ROWS_KEPT).to_owned());
                Converted::Same
            }
            Kind::Unknown => {
                report.add(&name, 0, Weight::Kept, session.word(&say::UNKNOWN_FILE_KEPT).to_owned());
                Converted::Same
            }
        };
        if matches!(converted, Converted::Same) {
            continue;
        }
        done.to_convert = done.to_convert.saturating_add(1);
        if dry_run {
            continue;
        }
        match converted {
            Converted::Text(text) => {
                let new = folder.join(format!("{name}.converting"));
                fs::write(&new, text).map_err(|error| session.unwritable(&new, &error))?;
                state.replace(session, &name, &new, None)?;
            }
            Converted::File { new, rest } => {
                let rest_name = rest_name(&name);
                state.replace(session, &name, &new, rest.as_deref().map(|rest| (rest_name.as_str(), rest)))?;
            }
            Converted::Same => {}
        }
    }
    Ok(done)
}

/// Where the rows of a file stay that could not be converted.
pub(super) fn rest_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.rest.{extension}"),
        None => format!("{name}.rest"),
    }
}

/// What stands in a file, by its columns or its members.
fn kind(path: &Path) -> Kind {
    if let Some(value) = json(path) {
        return match &value {
            Value::Object(members) if member(members, "PacoteEai").is_some() => Kind::Adapters,
            Value::Object(members) if member(members, "listadepara").is_some() => Kind::ProtheusRows,
            Value::Object(members) if parameters::is_object(members) => Kind::Parameters,
            Value::Array(list) => list
                .first()
                .and_then(Value::as_object)
                .map_or(Kind::Unknown, |members| by_columns(&members.keys().map(String::as_str).collect::<Vec<_>>(), false)),
            _ => Kind::Unknown,
        };
    }
    let Ok(file) = File::open(path) else { return Kind::Unknown };
    match ListReader::open(BufReader::new(file)) {
        Ok(list) => by_columns(&list.columns().iter().map(String::as_str).collect::<Vec<_>>(), true),
        Err(_) => Kind::Unknown,
    }
}

fn by_columns(names: &[&str], is_list: bool) -> Kind {
    let has = |column: Column| names.iter().any(|name| Column::named(name) == Some(column));
    let registers = |column: AdapterColumn| names.iter().any(|name| AdapterColumn::named(name) == Some(column));
    if has(Column::External) && has(Column::Table) {
        // Rows in JSON come from depara itself, which writes lists too.
        if is_list { Kind::Rows } else { Kind::Unknown }
    } else if has(Column::External) && has(Column::Alias) {
        Kind::ProtheusRows
    } else if registers(AdapterColumn::Message) && registers(AdapterColumn::Version) {
        Kind::Adapters
    } else if parameters::has_columns(names) {
        Kind::Parameters
    } else {
        Kind::Unknown
    }
}

/// The JSON document of a file; none where it is something else.
pub(super) fn json(path: &Path) -> Option<Value> {
    let data = fs::metadata(path).ok().filter(|data| data.len() <= LARGEST)?;
    let extension = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if !extension || data.len() == 0 {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    serde_json::from_slice(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes)).ok()
}

pub(super) fn member<'v>(members: &'v serde_json::Map<String, Value>, name: &str) -> Option<&'v Value> {
    members.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// A list that is held in memory: its columns, and its lines as cells.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) header: String,
    pub(super) separator: char,
    pub(super) columns: Vec<String>,
    /// Number and cells; of a line that cannot be read its text.
    pub(super) lines: Vec<(u64, Result<Vec<String>, String>)>,
}

impl Sheet {
    /// Reads a list; a line that cannot be read is said and stays.
    pub(super) fn read(session: &Session<'_>, path: &Path, name: &str, report: &mut Report) -> Result<Self, Failure> {
        let fail = |error| crate::wording::list_failure(session, path, &error);
        let file = File::open(path).map_err(|error| session.unreadable(path, &error))?;
        let mut list = ListReader::open(BufReader::new(file)).map_err(fail)?;
        let (header, separator, columns) = (list.header().to_owned(), list.separator(), list.columns().to_vec());
        let mut lines = Vec::new();
        while let Some(line) = list.next_line().map_err(fail)? {
            let cells = match line.cells {
                Ok(cells) => Ok(cells.to_vec()),
                Err(bad) => {
                    let reason = crate::wording::bad_line_reason(&bad, session.language);
                    report.add(name, line.number, Weight::Problem, session.text(Text::from(&say::LINE_KEPT).with("reason", reason)));
                    Err(line.text.to_owned())
                }
            };
            lines.push((line.number, cells));
        }
        Ok(Self { header, separator, columns, lines })
    }

    /// The list with its changes: what is in them stands as it stood.
    pub(super) fn text(&self) -> String {
        let mut text = self.header.clone() + "\n";
        for (_, cells) in &self.lines {
            match cells {
                Ok(cells) => text.push_str(&crate::table::separated(cells, self.separator)),
                Err(line) => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        text
    }
}

/// A sentence about a line that stays.
pub(super) fn said(session: &Session<'_>, phrase: &'static Phrase, reason: String) -> String {
    session.text(Text::from(phrase).with("reason", reason))
}
