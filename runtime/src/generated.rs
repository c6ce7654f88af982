//! What generated code calls beside the public traits, so that it stays short. Not an interface for people.

use crate::codec::{self, Record, Source};
use crate::environment::{EnvironmentError, KeyContext};
use crate::external_key::ExternalKey;
use crate::key::{Blanks, BuildKeyError, Key, Kind, Part, SEPARATOR, Segment, Value};
use crate::load;
use crate::value::Leaf;
use depara_key::KeyError;
use std::borrow::Cow;

/// Generated code calls this in a constant, so that code of another generator does not compile with this runtime.
pub const fn for_0_1() {}

/// The form of a key as a constant: `shape!("SA6.A6_COD", [company()], [branch("SA6")], [char("A6_COD", 3)], [text("A6_NUMCON")] optional)`.
/// What stands behind a segment is a method of [`Segment`]; behind the name, what separates segments where that is not `|`.
#[doc(hidden)]
#[macro_export]
macro_rules! shape {
    ($name:literal $($separator:literal)? $(, [$($kind:ident($($argument:literal),*) $($blanks:ident)?),+] $($flag:ident $(($group:literal))?)*)*) => {{
        const SEGMENTS: &[$crate::key::Segment] = &[$({
            const PARTS: &[$crate::key::Part] = &[$($crate::part!($kind $($argument)*)$(.$blanks())?),+];
            let segment = $crate::generated::segment(PARTS);
            $(let segment = segment.$flag($($group)?);)*
            segment
        }),*];
        &$crate::key::Shape { name: ::std::borrow::Cow::Borrowed($name), segments: ::std::borrow::Cow::Borrowed(SEGMENTS), separator: $crate::generated::separator(&[$($separator)?]) }
    }};
}

/// One part of a [`shape!`](crate::shape).
#[doc(hidden)]
#[macro_export]
macro_rules! part {
    (company) => {
        $crate::key::Part::company()
    };
    (branch $alias:literal) => {
        $crate::generated::branch(concat!("branch(", $alias, ")"), $alias)
    };
    (literal $text:literal) => {
        $crate::key::Part::literal($text)
    };
    (text $name:literal) => {
        $crate::key::Part::field($name, $crate::key::Value::Text)
    };
    (char $name:literal $width:literal) => {
        $crate::key::Part::field($name, $crate::key::Value::Char($width))
    };
    (int $name:literal) => {
        $crate::key::Part::field($name, $crate::key::Value::Int)
    };
    (date $name:literal) => {
        $crate::key::Part::field($name, $crate::key::Value::Date)
    };
    (any $name:literal) => {
        $crate::key::Part::field($name, $crate::key::Value::Any)
    };
}

/// `Display` and `FromStr` of a [`Key`]: the text of the De-Para, there and back.
#[doc(hidden)]
#[macro_export]
macro_rules! key_text {
    ($key:ty) => {
        impl ::std::fmt::Display for $key {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::Key::fmt(self, f)
            }
        }

        impl ::std::str::FromStr for $key {
            type Err = $crate::KeyError;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::KeyError> {
                $crate::Key::parse(text)
            }
        }
    };
}

/// What separates segments: what is given, or `|`.
#[must_use]
pub const fn separator(given: &[char]) -> char {
    match given {
        [separator, ..] => *separator,
        [] => SEPARATOR,
    }
}

/// A segment as a constant.
#[must_use]
pub const fn segment(parts: &'static [Part]) -> Segment {
    Segment { parts: Cow::Borrowed(parts), optional: false, group: None }
}

/// A branch as a constant: its name, and the alias whose sharing mode gives it.
#[must_use]
pub const fn branch(name: &'static str, alias: &'static str) -> Part {
    Part { name: Cow::Borrowed(name), kind: Kind::Branch(Cow::Borrowed(alias)), value: Value::Text, blanks: Blanks::Trim }
}

/// The key of these values, with the widths of the installation. What a content does not say is empty; a group of which it says nothing is absent.
///
/// # Errors
/// When a value does not fit its segment.
pub fn key<K: Key>(context: &KeyContext<'_>, values: &[String]) -> Result<K, BuildKeyError> {
    let segments = K::INFO.shape.segments.iter();
    let groups: Vec<Option<u8>> = segments.flat_map(|segment| segment.slots().map(|_| segment.group)).collect();
    let pairs = || values.iter().zip(&groups);
    let deepest = pairs().filter(|(value, _)| !value.is_empty()).filter_map(|(_, group)| *group).max();
    let slots: Vec<Option<&str>> = pairs().map(|(value, group)| (*group <= deepest).then_some(value.as_str())).collect();
    let shape = context.environment().shape(K::INFO.shape);
    Ok(K::from_parts(shape.build(&slots)?))
}

/// The mask by which a load finds the record of `key`: its values are those that `rest` names and, else, those of the key.
///
/// # Errors
/// When a value does not fit the mask: those of the key may hold its separator.
pub fn mask<M: Key, K: Key>(key: &K, rest: &[(&str, &str)]) -> Result<M, KeyError> {
    let values = load::mask_values(M::INFO.shape, K::INFO.shape, key.parts(), rest);
    M::INFO.shape.build(&values).map(M::from_parts)
}

/// The branch that a content names, as rows of the table `alias` have it; empty when it names none.
///
/// # Errors
/// When the branch does not fill the layout, or the environment says nothing about the table.
pub fn branch_of(context: &KeyContext<'_>, alias: &str, branch: &str) -> Result<String, EnvironmentError> {
    if branch.is_empty() { Ok(String::new()) } else { context.environment().branch(alias, branch) }
}

/// Says what the schema wants of each item of a group and the item lacks: such items have no element at whose end a source would ask.
///
/// # Errors
/// When the policy refuses what is missing.
pub fn complete<'a, R: Record<'a>, S: Source<'a>>(items: &[R], source: &mut S) -> codec::Result<()> {
    items.iter().try_for_each(|item| item.complete(source))
}

/// Adds keys of one form to those of others.
pub fn collect<K: Key>(all: &mut Vec<ExternalKey>, keys: Vec<K>) {
    all.extend(keys.iter().map(ExternalKey::of));
}

/// The text of the first value, empty when there is none.
pub fn text<'a, 'v, T: Leaf<'a> + 'v>(mut values: impl Iterator<Item = &'v T>) -> String {
    values.next().map(written).unwrap_or_default()
}

/// Whether one of the values is one of `texts`.
pub fn is_one_of<'a, 'v, T: Leaf<'a> + 'v>(mut values: impl Iterator<Item = &'v T>, texts: &[&str]) -> bool {
    values.any(|value| texts.contains(&written(value).as_str()))
}

/// Whether one of the values is more than blanks.
pub fn is_filled<'a, 'v, T: Leaf<'a> + 'v>(mut values: impl Iterator<Item = &'v T>) -> bool {
    values.any(|value| !written(value).trim().is_empty())
}

/// Whether there is a record.
pub fn is_present<R>(mut records: impl Iterator<Item = R>) -> bool {
    records.next().is_some()
}

fn written<'a, T: Leaf<'a>>(value: &T) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = value.write(&mut text);
    text
}
