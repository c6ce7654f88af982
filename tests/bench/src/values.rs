//! The values of the serde peer: texts that borrow even inside of an `Option`, and what is parsed from its text.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt::{self, Display, Write};
use std::marker::PhantomData;
use std::str::FromStr;

/// A text that borrows from the document where it can: serde borrows a bare `Cow`, but not one in an `Option`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// A value that is parsed from its text and written as it displays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parsed<T>(pub T);

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading<T>(PhantomData<T>);

        impl<T: FromStr<Err: Display>> Visitor<'_> for Reading<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value in its lexical form")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Reading(PhantomData)).map(Parsed)
    }
}

impl<T: Display> Serialize for Parsed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // On the stack, as the crates of such types do it: `collect_str` would allocate.
        let mut short = Short { bytes: [0; 64], length: 0 };
        match write!(short, "{}", self.0) {
            Ok(()) => serializer.serialize_str(short.as_str()),
            Err(fmt::Error) => serializer.collect_str(&self.0),
        }
    }
}

/// A text of at most 64 bytes.
struct Short {
    bytes: [u8; 64],
    length: usize,
}

impl Short {
    fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length.checked_add(text.len()).ok_or(fmt::Error)?;
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
