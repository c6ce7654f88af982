//! What generated code says of its adapters and messages at run time: the tables behind listings, dispatch and De-Para rows.

use crate::key::Shape;
use crate::rules::{AdapterRules, ProfileRules};
use std::fmt;

/// A message version such as `2.002`: the major part, a point, three digits.
///
/// ```
/// let version: depara::Version = "2.002".parse()?;
/// assert_eq!(version.to_string(), "2.002");
/// assert_eq!(version, depara::Version::new(2, 2));
/// # Ok::<(), depara::VersionError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Before the point.
    pub major: u16,
    /// The three digits after it.
    pub minor: u16,
}

/// A text that is not a version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a version is a number, a point and three digits, such as `2.002`; found `{0}`")]
pub struct VersionError(pub String);

impl Version {
    /// `major.minor`.
    #[must_use]
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.major, self.minor)
    }
}

impl std::str::FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let digit = |byte: &u8| byte.is_ascii_digit().then_some(u16::from(byte & 15));
        let number = |digits: &[u8]| digits.iter().try_fold(0_u16, |number, byte| number.checked_mul(10)?.checked_add(digit(byte)?));
        let version = match text.as_bytes().split_last_chunk() {
            Some((major @ [_, ..], [b'.', first, second, third])) => number(major).zip(number(&[*first, *second, *third])),
            _ => None,
        };
        let (major, minor) = version.ok_or_else(|| VersionError(text.to_owned()))?;
        Ok(Self { major, minor })
    }
}

/// A message of the mappings.
#[derive(Debug, PartialEq, Eq)]
pub struct MessageInfo {
    /// Upper case: `CUSTOMERVENDOR`.
    pub name: &'static str,
    /// Its version.
    pub version: Version,
    /// As `Entity` and `Transaction` are written: `CustomerVendor`.
    pub title: &'static str,
    /// Whether it is an event or a request.
    pub kind: MessageKind,
    /// The file of the official schema, without folders; empty when the mapping names none.
    pub schema: &'static str,
    /// Whether an answer says what the mapping describes before its list of keys and not behind it.
    pub return_before_keys: bool,
    /// The adapters that carry it.
    pub adapters: &'static [&'static AdapterInfo],
}

impl MessageInfo {
    /// Whether `other` is this message in this version.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.name == other.name && self.version == other.version
    }
}

/// Whether a message says what happened or asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    /// `BusinessEvent`.
    Event,
    /// `BusinessRequest`.
    Request,
}

/// An adapter of the mappings.
#[derive(Debug, PartialEq, Eq)]
pub struct AdapterInfo {
    /// Its name in the mapping.
    pub name: &'static str,
    /// The description of the manual's table.
    pub title: &'static str,
    /// The ERP routines.
    pub routines: &'static [&'static str],
    /// Its message.
    pub message: &'static str,
    /// The version of its message.
    pub version: Version,
    /// The ERP table; empty when there is none.
    pub alias: &'static str,
    /// How it travels.
    pub channel: &'static str,
    /// What holds for it where no profile is spoken of.
    pub rules: AdapterRules,
    /// The profiles in which it exists, with what holds in each; empty where the mappings have no profiles.
    pub profiles: &'static [ProfileRules],
    /// Its keys.
    pub keys: &'static [&'static KeyInfo],
    /// By what a load of the De-Para finds the records of its keys; none of a key that no load knows.
    pub loads: &'static [&'static LoadInfo],
    /// Its De-Para tables.
    pub deparas: &'static [&'static DeParaInfo],
}

/// What one system does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectionInfo {
    /// The product name of the system: `PROTHEUS`.
    pub system: &'static str,
    /// It sends the message.
    pub sends: bool,
    /// It receives the message.
    pub receives: bool,
}

impl DirectionInfo {
    /// A system that sends the message.
    #[must_use]
    pub const fn sender(system: &'static str) -> Self {
        Self { system, sends: true, receives: false }
    }

    /// A system that receives it.
    #[must_use]
    pub const fn receiver(system: &'static str) -> Self {
        Self { system, sends: false, receives: true }
    }

    /// A system that does both.
    #[must_use]
    pub const fn both(system: &'static str) -> Self {
        Self { system, sends: true, receives: true }
    }

    /// A system that does neither.
    #[must_use]
    pub const fn neither(system: &'static str) -> Self {
        Self { system, sends: false, receives: false }
    }
}

/// A key of the ERP.
#[derive(Debug, PartialEq, Eq)]
pub struct KeyInfo {
    /// The alias of the De-Para name space.
    pub alias: &'static str,
    /// The field of the De-Para name space.
    pub field: &'static str,
    /// The product name of the system whose key it is.
    pub system: &'static str,
    /// Its form.
    pub shape: &'static Shape,
}

/// By what a load of the De-Para finds the record of a key: routine INTIATU01 of Protheus seeks it and answers with the key.
#[derive(Debug, PartialEq, Eq)]
pub struct LoadInfo {
    /// The key that the load answers with.
    pub key: &'static KeyInfo,
    /// The form of the mask: segments between `;`, such as `01;C000000001`.
    pub mask: &'static Shape,
}

/// A De-Para table of the internal system.
#[derive(Debug, PartialEq, Eq)]
pub struct DeParaInfo {
    /// The table as the internal system spells it: `FConta`.
    pub table: &'static str,
    /// Its description.
    pub title: &'static str,
    /// The product name of the internal system: `RM`.
    pub system: &'static str,
    /// The transaction that writes the rows: `BANK`.
    pub transaction: &'static str,
    /// The internal key.
    pub internal: &'static Shape,
    /// The external key.
    pub external: &'static KeyInfo,
    /// Who makes the rows.
    pub mode: DeParaMode,
}

/// Who makes the rows of a De-Para.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeParaMode {
    /// Each processed message.
    Rows,
    /// Nobody: both systems use one code.
    Identical,
    /// A person, the first time a code is seen.
    Ask,
}
