//! The TOML form of an environment.

use super::{Coligada, Environment, EnvironmentError, Layout, Mode, Sharing};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    company: Company,
    branch: Layout,
    sharing: BTreeMap<Table, Sharing>,
    #[serde(default)]
    fields: BTreeMap<FieldName, Width>,
    #[serde(default)]
    rm: Rm,
}

/// What `[rm]` says.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rm {
    coligada: Option<Coligada>,
}

/// The two characters of a company group.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Company(String);

/// A table of `[sharing]`, or `default`.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
struct Table(String);

/// A field of `[fields]`.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
struct FieldName(String);

/// The number of characters of a field.
#[derive(Deserialize)]
#[serde(try_from = "u32")]
struct Width(u32);

const DEFAULT: &str = "default";

impl FromStr for Environment {
    type Err = EnvironmentError;

    fn from_str(text: &str) -> Result<Self, EnvironmentError> {
        let File { company, branch, sharing, fields, rm } = toml::from_str(text).map_err(|error| file_error(text, &error))?;
        let mut tables: BTreeMap<String, Sharing> = sharing.into_iter().map(|(Table(alias), sharing)| (alias, sharing)).collect();
        let default = tables.remove(DEFAULT);
        let fields = fields.into_iter().map(|(FieldName(name), Width(width))| (name, width)).collect();
        Ok(Self { company: company.0, layout: branch, default, tables, fields, coligada: rm.coligada })
    }
}

/// The error of the TOML reader with the line and the column in characters.
fn file_error(text: &str, error: &toml::de::Error) -> EnvironmentError {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    EnvironmentError::File { line, column, message: error.message().to_owned() }
}

impl TryFrom<String> for Company {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.chars().count() == 2 && text.chars().all(char::is_alphanumeric) {
            Ok(Self(text))
        } else {
            Err(format!("a company group is two letters or digits, such as `01`; found `{text}`"))
        }
    }
}

impl TryFrom<String> for Table {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == DEFAULT || (text.len() == 3 && is_name(&text)) {
            Ok(Self(text))
        } else {
            Err(format!("a table has three upper-case letters or digits, such as `SA1`, or it is `{DEFAULT}`; found `{text}`"))
        }
    }
}

impl TryFrom<String> for FieldName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if !text.is_empty() && is_name(&text) {
            Ok(Self(text))
        } else {
            Err(format!("a field has upper-case letters, digits and `_`, such as `A1_COD`; found `{text}`"))
        }
    }
}

impl TryFrom<u32> for Width {
    type Error = &'static str;

    fn try_from(width: u32) -> Result<Self, &'static str> {
        if width > 0 { Ok(Self(width)) } else { Err("a field has at least one character; found 0") }
    }
}

fn is_name(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

impl<'de> Deserialize<'de> for Layout {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Levels {
            company: u8,
            unit: u8,
            branch: u8,
        }
        let from_levels = |Levels { company, unit, branch }| Self::new(company, unit, branch);
        deserializer
            .deserialize_any(TextOrLevels::new("letters such as \"EEUUFFFF\", or the widths of company, unit and branch", from_levels))
    }
}

impl<'de> Deserialize<'de> for Sharing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Levels {
            company: Mode,
            unit: Mode,
            branch: Mode,
        }
        let from_levels = |Levels { company, unit, branch }| Ok(Self { company, unit, branch });
        deserializer.deserialize_any(TextOrLevels::new(
            "\"shared\", \"exclusive\", letters such as \"EEC\", or a mode each for company, unit and branch",
            from_levels,
        ))
    }
}

/// Reads what has a short form in text and a long one by level.
struct TextOrLevels<L, F> {
    expected: &'static str,
    from_levels: F,
    levels: PhantomData<L>,
}

impl<L, F> TextOrLevels<L, F> {
    fn new(expected: &'static str, from_levels: F) -> Self {
        Self { expected, from_levels, levels: PhantomData }
    }
}

impl<'de, L, F, T> Visitor<'de> for TextOrLevels<L, F>
where
    L: Deserialize<'de>,
    T: FromStr<Err: Display>,
    F: FnOnce(L) -> Result<T, T::Err>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        (self.from_levels)(L::deserialize(MapAccessDeserializer::new(map))?).map_err(A::Error::custom)
    }
}
