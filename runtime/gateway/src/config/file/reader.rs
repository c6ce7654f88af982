//! Reads settings one by one, notes what is wrong with each, and goes on.

use super::quantity::{DURATION, SIZE, duration, size};
use crate::config::problem::{choices, nearest};
use crate::config::{ConfigProblem, ConfigProblemKind as Kind, Place};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::time::Duration;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The environment variables, or what a run puts in their place.
pub(super) type Variables<'v> = &'v dyn Fn(&str) -> Option<String>;

/// What is known while a file is read.
pub(super) struct Reader<'r> {
    text: &'r str,
    path: Option<&'r Path>,
    base: &'r Path,
    variables: Variables<'r>,
    problems: RefCell<Vec<ConfigProblem>>,
    places: RefCell<BTreeMap<String, Place>>,
}

/// A table of the file; one that is not there has no settings.
#[derive(Clone, Copy)]
pub(super) struct Section<'r> {
    reader: &'r Reader<'r>,
    table: Option<&'r DeTable<'r>>,
}

/// A setting: where it is and what it says.
pub(super) struct Setting<'r> {
    pub(super) reader: &'r Reader<'r>,
    /// Its path: `peers.RM.url`.
    pub(super) path: String,
    pub(super) place: Place,
    pub(super) value: Value<'r>,
}

/// A value of the file, or the text of a variable.
pub(super) enum Value<'r> {
    File(&'r DeValue<'r>),
    Variable(String),
}

impl<'r> Reader<'r> {
    pub(super) fn new(text: &'r str, path: Option<&'r Path>, base: &'r Path, variables: Variables<'r>) -> Self {
        Self { text, path, base, variables, problems: RefCell::default(), places: RefCell::default() }
    }

    /// The place of these bytes.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place::File { path: self.path.map(Path::to_owned), line, column }
    }

    pub(super) fn note(&self, place: Place, setting: impl Into<String>, kind: Kind) {
        self.problems.borrow_mut().push(ConfigProblem { place, setting: setting.into(), kind });
    }

    /// Where a setting or table stands; the start of the file for what is not there.
    pub(super) fn place_of(&self, setting: &str) -> Place {
        let places = self.places.borrow();
        let mut path = setting;
        loop {
            if let Some(place) = places.get(path) {
                return place.clone();
            }
            match path.rsplit_once('.') {
                Some((outer, _)) => path = outer,
                None => return self.place(0..0),
            }
        }
    }

    /// Whether a setting is there, right or wrong.
    pub(super) fn has(&self, setting: &str) -> bool {
        self.places.borrow().contains_key(setting)
    }

    pub(super) fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name).filter(|value| !value.trim().is_empty())
    }

    /// A path of the file, seen from the folder of the file.
    pub(super) fn resolve(&self, path: &str) -> PathBuf {
        self.base.join(path)
    }

    pub(super) fn finish(self) -> (Vec<ConfigProblem>, BTreeMap<String, Place>) {
        (self.problems.into_inner(), self.places.into_inner())
    }
}

impl<'r> Section<'r> {
    /// The file as a whole.
    pub(super) fn root(reader: &'r Reader<'r>, table: &'r DeTable<'r>) -> Self {
        Self { reader, table: Some(table) }
    }

    /// The settings of the table with their paths, in the order of the file.
    pub(super) fn settings(self, path: &str) -> Vec<Setting<'r>> {
        let mut found: Vec<_> = self.table.into_iter().flat_map(|table| table.iter()).collect();
        found.sort_by_key(|(key, _)| key.span().start);
        let setting = |(key, value): (&'r Spanned<std::borrow::Cow<'r, str>>, &'r Spanned<DeValue<'r>>)| {
            let path = joined(path, key.get_ref());
            self.reader.places.borrow_mut().insert(path.clone(), self.reader.place(key.span()));
            Setting { reader: self.reader, path, place: self.reader.place(value.span()), value: Value::File(value.get_ref()) }
        };
        found.into_iter().map(setting).collect()
    }

    /// The settings of the table by name; names that nobody knows are noted.
    pub(super) fn known(self, path: &str, known: &[&'static str]) -> Settings<'r> {
        let mut settings = BTreeMap::new();
        for setting in self.settings(path) {
            let name = setting.name().to_owned();
            if known.contains(&name.as_str()) {
                settings.insert(name, setting);
                continue;
            }
            let near = nearest(&name, known.iter().copied());
            let place = self.reader.place_of(&setting.path);
            self.reader.note(place, path, Kind::UnknownKey { found: name, near, known: known.to_vec() });
        }
        Settings { reader: self.reader, path: path.to_owned(), settings }
    }
}

/// The settings of a table whose names are known.
pub(super) struct Settings<'r> {
    reader: &'r Reader<'r>,
    path: String,
    settings: BTreeMap<String, Setting<'r>>,
}

impl<'r> Settings<'r> {
    pub(super) fn get(&self, name: &str) -> Option<&Setting<'r>> {
        self.settings.get(name)
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Setting<'r>> {
        self.settings.remove(name)
    }

    /// A setting that an environment variable overrides.
    pub(super) fn take_or(&mut self, name: &str, variable: &'static str) -> Option<Setting<'r>> {
        let of_file = self.settings.remove(name);
        let Some(value) = self.reader.variable(variable) else { return of_file };
        let (path, place) = (joined(&self.path, name), Place::Variable(variable));
        self.reader.places.borrow_mut().insert(path.clone(), place.clone());
        Some(Setting { reader: self.reader, path, place, value: Value::Variable(value) })
    }

    /// The table of this name; an empty one where there is none.
    pub(super) fn section(&self, name: &str) -> Section<'r> {
        self.get(name).map_or(Section { reader: self.reader, table: None }, Setting::section)
    }

    /// Notes that something without a default is not said.
    pub(super) fn missing(&self, name: &str, what: &'static str) {
        self.reader.note(self.reader.place_of(&self.path), joined(&self.path, name), Kind::Missing(what));
    }
}

impl<'r> Setting<'r> {
    /// The last part of its path.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    pub(super) fn note(&self, kind: Kind) {
        self.reader.note(self.place.clone(), self.path.clone(), kind);
    }

    /// Notes that the value does not fit.
    pub(super) fn bad(&self, found: impl Into<String>, fits: impl Into<String>) {
        self.note(Kind::BadValue { found: found.into(), fits: fits.into(), near: None });
    }

    fn wrong_type(&self, fits: impl Into<String>) {
        let found = match &self.value {
            Value::Variable(_) => "um texto",
            Value::File(value) => type_of(value),
        };
        self.note(Kind::WrongType { found, fits: fits.into() });
    }

    pub(super) fn is_table(&self) -> bool {
        matches!(self.value, Value::File(value) if value.is_table())
    }

    /// The table that it is.
    pub(super) fn section(&self) -> Section<'r> {
        let table = match self.value {
            Value::File(value) => value.as_table(),
            Value::Variable(_) => None,
        };
        if table.is_none() {
            self.wrong_type(format!("uma tabela, como [{}]", self.path));
        }
        Section { reader: self.reader, table }
    }

    /// The tables of an array of tables.
    pub(super) fn sections(&self) -> Vec<(String, Section<'r>)> {
        let items = match self.value {
            Value::File(value) => value.as_array(),
            Value::Variable(_) => None,
        };
        let Some(items) = items else {
            self.wrong_type(format!("uma lista de tabelas, como [[{}]]", self.path));
            return Vec::new();
        };
        let section = |(index, item): (usize, &'r Spanned<DeValue<'r>>)| {
            let path = format!("{}.{index}", self.path);
            let place = self.reader.place(item.span());
            self.reader.places.borrow_mut().insert(path.clone(), place.clone());
            let setting = Setting { reader: self.reader, path: path.clone(), place, value: Value::File(item.get_ref()) };
            setting.is_table().then(|| (path, setting.section())).or_else(|| {
                setting.wrong_type("uma tabela");
                None
            })
        };
        items.iter().enumerate().filter_map(section).collect()
    }

    /// A text that is not empty.
    pub(super) fn text(&self) -> Option<String> {
        let text = match &self.value {
            Value::Variable(text) => Some(text.as_str()),
            Value::File(value) => value.as_str(),
        };
        let Some(text) = text else {
            self.wrong_type("um texto entre aspas");
            return None;
        };
        if text.trim().is_empty() {
            self.bad(text, "um texto que não seja vazio");
            return None;
        }
        Some(text.to_owned())
    }

    pub(super) fn flag(&self) -> Option<bool> {
        let flag = match &self.value {
            Value::Variable(_) => None,
            Value::File(value) => value.as_bool(),
        };
        flag.or_else(|| {
            self.wrong_type("true ou false");
            None
        })
    }

    /// A whole number in these bounds.
    pub(super) fn number(&self, bounds: RangeInclusive<u32>) -> Option<u32> {
        let fits = format!("um número inteiro de {} a {}", bounds.start(), bounds.end());
        let number = match &self.value {
            Value::Variable(_) => None,
            Value::File(value) => value.as_integer(),
        };
        let Some(number) = number else {
            self.wrong_type(fits);
            return None;
        };
        let value = u32::from_str_radix(number.as_str(), number.radix()).ok().filter(|value| bounds.contains(value));
        value.or_else(|| {
            self.bad(number.as_str(), fits);
            None
        })
    }

    /// A time in these bounds.
    pub(super) fn duration(&self, bounds: RangeInclusive<Duration>) -> Option<Duration> {
        let text = self.text_of(DURATION)?;
        let Some(value) = duration(&text) else {
            self.bad(text, DURATION);
            return None;
        };
        if bounds.contains(&value) {
            return Some(value);
        }
        self.bad(text, format!("um tempo de {} a {}", shown(*bounds.start()), shown(*bounds.end())));
        None
    }

    /// A size in bytes, at most a gigabyte.
    pub(super) fn size(&self) -> Option<usize> {
        let text = self.text_of(SIZE)?;
        let Some(value) = size(&text) else {
            self.bad(text, SIZE);
            return None;
        };
        let value = usize::try_from(value).ok().filter(|value| (1 << 10..=1 << 30).contains(value));
        value.or_else(|| {
            self.bad(text, "um tamanho de 1kB a 1GB");
            None
        })
    }

    /// One of these words.
    pub(super) fn one_of<T: Copy>(&self, choices_of: &[(&'static str, T)]) -> Option<T> {
        let names: Vec<&'static str> = choices_of.iter().map(|(name, _)| *name).collect();
        let text = self.text_of(&choices(&names))?;
        let found = choices_of.iter().find(|(name, _)| name.eq_ignore_ascii_case(&text)).map(|(_, value)| *value);
        found.or_else(|| {
            let near = nearest(&text, names.iter().copied());
            self.note(Kind::BadValue { found: text.clone(), fits: choices(&names), near });
            None
        })
    }

    /// The path of a file that is there.
    pub(super) fn file(&self) -> Option<PathBuf> {
        let file = self.reader.resolve(&self.text()?);
        match std::fs::File::open(&file) {
            Ok(_) => Some(file),
            Err(error) => {
                self.note(Kind::Unreadable { file, reason: reason(&error) });
                None
            }
        }
    }

    fn text_of(&self, fits: &str) -> Option<String> {
        match &self.value {
            Value::File(value) if value.as_str().is_none() => {
                self.wrong_type(fits);
                None
            }
            _ => self.text(),
        }
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "um texto",
        DeValue::Integer(_) => "um número inteiro",
        DeValue::Float(_) => "um número com ponto",
        DeValue::Boolean(_) => "true ou false",
        DeValue::Datetime(_) => "uma data",
        DeValue::Array(_) => "uma lista",
        DeValue::Table(_) => "uma tabela",
    }
}

fn shown(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{}ms", time.as_millis()),
        seconds if seconds % 86_400 == 0 => format!("{}d", seconds / 86_400),
        seconds if seconds % 3_600 == 0 => format!("{}h", seconds / 3_600),
        seconds if seconds % 60 == 0 => format!("{}min", seconds / 60),
        seconds => format!("{seconds}s"),
    }
}

/// Why a file cannot be read, in Portuguese for what happens often.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "não existe".to_owned(),
        std::io::ErrorKind::PermissionDenied => "falta permissão".to_owned(),
        std::io::ErrorKind::IsADirectory => "é uma pasta".to_owned(),
        std::io::ErrorKind::InvalidData => "não é um texto UTF-8".to_owned(),
        _ => error.to_string(),
    }
}
