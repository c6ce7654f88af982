//! The folder of a conversion: what was there before, and how far the conversion is.

use super::{Report, Weight};
use crate::failure::Failure;
use crate::fingerprint;
use crate::phrases as say;
use crate::session::Session;
use depara_dsl::diagnostic::Text;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The file with the state.
pub(super) const STATE: &str = "conversion.json";
/// The folder with what was there before.
const BEFORE: &str = "before";

/// How far a conversion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing was converted.
    New,
    /// Something was converted, and there is a way back.
    Converted,
    /// There is no way back any more.
    Confirmed,
}

impl Stage {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Converted => "converted",
            Self::Confirmed => "confirmed",
        }
    }
}

/// How far the conversion of a folder is, and what it has written.
#[derive(Debug)]
pub(super) struct State {
    folder: PathBuf,
    pub(super) stage: Stage,
    pub(super) active: bool,
    files: Vec<Written>,
}

/// A file that was converted.
#[derive(Debug)]
struct Written {
    name: String,
    /// What stands beside it with the rows that could not be converted.
    rest: Option<String>,
    /// A number for what was written; none while it is being written.
    fingerprint: Option<String>,
    /// Somebody has changed it since it was first converted, and it was converted again.
    changed: bool,
}

impl State {
    /// Reads the state of a folder; a folder without one is new.
    pub(super) fn read(session: &Session<'_>, folder: &Path) -> Result<Self, Failure> {
        if !folder.is_dir() {
            let phrase = if folder.exists() { &say::NOT_A_FOLDER } else { &say::NO_SUCH_PATH };
            return Err(Failure::Usage(session.text(Text::from(phrase).with("path", folder.display()))));
        }
        let path = folder.join(STATE);
        let new = Self { folder: folder.to_owned(), stage: Stage::New, active: false, files: Vec::new() };
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(new),
            other => other.map_err(|error| session.unreadable(&path, &error))?,
        };
        let damaged = || Failure::Input(session.text(Text::from(&say::DAMAGED_STATE).with("path", path.display())));
        let value: Value = serde_json::from_str(&text).map_err(|_| damaged())?;
        let stages = [Stage::New, Stage::Converted, Stage::Confirmed];
        let stage = stages.into_iter().find(|stage| value.get("stage").is_some_and(|found| found == stage.name())).ok_or_else(damaged)?;
        let file = |file: &Value| {
            let text = |name: &str| file.get(name)?.as_str().map(str::to_owned);
            // A name leads nowhere but into this folder.
            let name = text("name").filter(|name| Path::new(name).file_name().is_some_and(|only| only == name.as_str()))?;
            Some(Written { name, rest: text("rest"), fingerprint: text("fingerprint"), changed: is_true(file, "changed") })
        };
        let files = value.get("files").and_then(Value::as_array).ok_or_else(damaged)?;
        let files = files.iter().map(file).collect::<Option<Vec<_>>>().ok_or_else(damaged)?;
        Ok(Self { stage, active: is_true(&value, "active"), files, ..new })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn write(&self, session: &Session<'_>) -> Result<(), Failure> {
        let file =
            |file: &Written| json!({ "name": file.name, "rest": file.rest, "fingerprint": file.fingerprint, "changed": file.changed });
        let files: Vec<Value> = self.files.iter().map(file).collect();
        let value = json!({ "stage": self.stage.name(), "active": self.active, "files": files });
        let (path, temporary) = (self.folder.join(STATE), self.folder.join(format!("{STATE}.new")));
        let written = fs::write(&temporary, format!("{value:#}\n")).and_then(|()| fs::rename(&temporary, &path));
        written.map_err(|error| session.unwritable(&path, &error))
    }

    /// The files that a conversion has written beside the ones it has converted.
    pub(super) fn is_rest(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.rest.as_deref() == Some(name))
    }

    /// Puts `new` in the place of a file, after what was there is safe: at each moment the folder can be brought back.
    pub(super) fn replace(&mut self, session: &Session<'_>, name: &str, new: &Path, rest: Option<(&str, &Path)>) -> Result<(), Failure> {
        let path = self.folder.join(name);
        let fail = |error: io::Error| session.unwritable(&path, &error);
        let before = self.folder.join(BEFORE);
        fs::create_dir_all(&before).map_err(fail)?;
        let (kept, temporary) = (before.join(name), before.join(format!("{name}.new")));
        let fingerprint = number(new).map_err(fail)?;
        let is_known = self.files.iter().any(|file| file.name == name) && kept.exists();
        // After a crash before the end of this function the file is still what it was.
        let is_touched = is_known && number(&path).ok() != number(&kept).ok();
        if !is_known {
            fs::copy(&path, &temporary).and_then(|_| File::open(&temporary)?.sync_all()).map_err(fail)?;
            fs::rename(&temporary, &kept).map_err(fail)?;
            self.files.retain(|file| file.name != name);
            self.files.push(Written { name: name.to_owned(), rest: None, fingerprint: None, changed: false });
        }
        if let Some(file) = self.files.iter_mut().find(|file| file.name == name) {
            file.changed |= is_touched;
            file.rest = rest.map(|(rest, _)| rest.to_owned()).or(file.rest.take());
            file.fingerprint = Some(fingerprint);
        }
        self.stage = Stage::Converted;
        self.write(session)?;
        if let Some((rest, new)) = rest {
            fs::rename(new, self.folder.join(rest)).map_err(fail)?;
        }
        fs::rename(new, &path).map_err(fail)
    }
}

fn is_true(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or_default()
}

/// Brings back what was there before. What somebody has changed since stays beside it.
pub(super) fn undo(session: &Session<'_>, state: &mut State, report: &mut Report) -> Result<(), Failure> {
    match state.stage {
        Stage::New => {
            report.add("", 0, Weight::Kept, session.word(&say::NOTHING_TO_UNDO).to_owned());
            return Ok(());
        }
        Stage::Confirmed => {
            report.add("", 0, Weight::Problem, session.word(&say::NO_WAY_BACK).to_owned());
            return Ok(());
        }
        Stage::Converted => {}
    }
    let before = state.folder.join(BEFORE);
    for file in std::mem::take(&mut state.files) {
        let (path, kept) = (state.folder.join(&file.name), before.join(&file.name));
        let fail = |error: io::Error| session.unwritable(&path, &error);
        // A crash in the middle of an earlier --undo leaves files that are back already.
        if kept.exists() {
            let is_ours = !file.changed && path.exists() && file.fingerprint == number(&path).ok();
            if path.exists() && !is_ours && number(&path).ok() != number(&kept).ok() {
                let aside = format!("{}.changed", file.name);
                fs::rename(&path, state.folder.join(&aside)).map_err(fail)?;
                report.add(&file.name, 0, Weight::Change, session.text(Text::from(&say::CHANGED_SINCE).with("path", aside)));
            }
            fs::rename(&kept, &path).map_err(fail)?;
            report.add(&file.name, 0, Weight::Change, session.word(&say::BROUGHT_BACK).to_owned());
        }
        if let Some(rest) = file.rest.map(|rest| state.folder.join(rest)).filter(|rest| rest.exists()) {
            fs::remove_file(&rest).map_err(|error| session.unwritable(&rest, &error))?;
        }
    }
    let _ = fs::remove_dir(&before);
    let path = state.folder.join(STATE);
    fs::remove_file(&path).map_err(|error| session.unwritable(&path, &error))?;
    (state.stage, state.active) = (Stage::New, false);
    Ok(())
}

/// Removes what was there before.
pub(super) fn confirm(session: &Session<'_>, state: &mut State, report: &mut Report) -> Result<(), Failure> {
    match state.stage {
        Stage::New => {
            report.add("", 0, Weight::Problem, session.word(&say::NOTHING_TO_CONFIRM).to_owned());
            return Ok(());
        }
        Stage::Confirmed => {
            report.add("", 0, Weight::Kept, session.word(&say::CONFIRMED_ALREADY).to_owned());
            return Ok(());
        }
        Stage::Converted => {}
    }
    state.stage = Stage::Confirmed;
    state.write(session)?;
    let before = state.folder.join(BEFORE);
    for file in &state.files {
        let kept = before.join(&file.name);
        match fs::remove_file(&kept) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(session.unwritable(&kept, &error)),
            _ => report.add(&file.name, 0, Weight::Change, session.word(&say::BEFORE_REMOVED).to_owned()),
        }
    }
    // Whatever else somebody has put there stays.
    let _ = fs::remove_dir(&before);
    Ok(())
}

fn number(path: &Path) -> io::Result<String> {
    Ok(format!("{:032x}", fingerprint::of_reader(File::open(path)?)?))
}
