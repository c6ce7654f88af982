//! From one generation of the integration to the next: De-Para rows, parameters and registered adapters of package 1021 as EAI 2.0 has them.
//!
//! A [`Conversion`] says of one row, one parameter or one registered adapter what becomes of it. It changes nothing by itself and drops
//! nothing: whatever it does not know stays as it is, and a [`Change`] says so. What is converted already stays as it is too, so a conversion
//! that is done again changes nothing.
//!
//! The manual names the converter and not its formats. Chosen here: rows are the columns of the De-Para screens; parameters are names with
//! values; registered adapters have the columns of the table XX4 of Protheus or the members of `PacoteEai`, which the configurator of
//! Protheus reads (`POST /EaiAdaptersRest`).

mod adapters;
mod parameters;

pub use adapters::{AdapterColumn, Fields};
pub use parameters::ParameterStep;

use crate::info::{AdapterInfo, DeParaInfo, Version};
use crate::list::ListedRow;
use crate::rows::{NotOne, Row, Tables};
use crate::rules::{ParameterError, ProfileInfo};

/// What becomes of the parts of an installation when it goes from one profile to another.
///
/// ```
/// use depara::convert::Conversion;
/// use depara::rules::ProfileInfo;
///
/// static EAI2: ProfileInfo = ProfileInfo::new("Eai2", "EAI 2.0");
/// static PACKAGE1021: ProfileInfo = ProfileInfo::new("Package1021", "Pacote 1021");
/// // Without adapters no message is carried, and that is said.
/// let conversion = Conversion::new(&[], &PACKAGE1021, &EAI2);
/// assert!(!conversion.is_carried("CUSTOMERVENDOR"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Conversion<'c> {
    adapters: &'c [&'static AdapterInfo],
    from: &'static ProfileInfo,
    to: &'static ProfileInfo,
}

/// What becomes of a part of an installation. `Display` is English.
///
/// ```
/// use depara::convert::Change;
///
/// let change = Change::UnknownParameter { name: "CAMPODACASA".into() };
/// assert_eq!(change.to_string(), "parameter `CAMPODACASA` is in no mapping; it stays as it is");
/// assert!(!change.is_change() && !change.is_problem());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Change {
    /// The parameter has another name now.
    #[error("parameter `{from}` is now `{to}`, with the value `{value}`")]
    Renamed {
        /// Its old name.
        from: String,
        /// Its new one.
        to: &'static str,
        /// Its value, as it is now.
        value: String,
    },
    /// The old parameter goes, because the new one is there and says the same.
    #[error("parameter `{from}` is gone: `{to}` has its value already")]
    Superseded {
        /// The old one.
        from: String,
        /// The new one.
        to: &'static str,
    },
    /// The value is written otherwise.
    #[error("parameter `{name}`: `{from}` is now written `{to}`")]
    Respelt {
        /// The parameter.
        name: String,
        /// As it was written.
        from: String,
        /// As it is written now.
        to: &'static str,
    },
    /// Old and new parameter are there and say different things: both stay.
    #[error("parameters `{from}` (`{old}`) and `{to}` (`{new}`) say different things; both stay: remove the wrong one")]
    Conflict {
        /// The old one.
        from: String,
        /// The new one.
        to: &'static str,
        /// The value of the old one.
        old: String,
        /// The value of the new one.
        new: String,
    },
    /// The value does not fit the new parameter: it stays where it is.
    #[error("{error}; it stays as it is: correct the value")]
    BadValue {
        /// The parameter, as it is called.
        name: String,
        /// Why.
        error: ParameterError,
    },
    /// The mappings do not know the parameter.
    #[error("parameter `{name}` is in no mapping; it stays as it is")]
    UnknownParameter {
        /// Its name.
        name: String,
    },
    /// The parameter is the same in both profiles.
    #[error("parameter `{name}` stays as it is")]
    ParameterKept {
        /// Its name.
        name: String,
    },
    /// A parameter of the new profile is not set, and its default holds.
    #[error("parameter `{name}` is not set; its default `{default}` holds")]
    DefaultHolds {
        /// Its name.
        name: &'static str,
        /// Its default.
        default: &'static str,
    },
    /// A value of a registered adapter has changed.
    #[error("{message}: {column} is `{from}` and becomes `{to}`")]
    AdapterChanged {
        /// The message.
        message: String,
        /// What has changed, as the file calls it: `XX4_SNDVER`, `Versao`.
        column: String,
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
    /// The registered version is newer than that of the mapping, and stays.
    #[error("{message}: version {found} is newer than {known} of the mappings; it stays as it is")]
    NewerVersion {
        /// The message.
        message: String,
        /// The registered one.
        found: Version,
        /// That of the mapping.
        known: Version,
    },
    /// The registered version is none.
    #[error("{message}: `{found}` is not a version; it stays as it is: correct it")]
    NoVersion {
        /// The message.
        message: String,
        /// What stands there.
        found: String,
    },
    /// The routine is not that of an adapter of the message.
    #[error("{message}: routine `{found}` is not one of {}; it stays as it is", .known.join(", "))]
    OtherRoutine {
        /// The message.
        message: String,
        /// The registered one.
        found: String,
        /// Those of the mappings.
        known: Vec<&'static str>,
    },
    /// The adapter is registered as the new profile has it.
    #[error("{message}: stays as it is")]
    AdapterKept {
        /// The message.
        message: String,
    },
    /// The new profile has no adapter for the message: it stays, and the profile cannot be activated.
    #[error("{message}: {profile} has no adapter for it; it stays as it is, and {profile} cannot be activated")]
    NotCarried {
        /// The message.
        message: String,
        /// The new profile, by its title.
        profile: &'static str,
    },
    /// The registration names no message.
    #[error("it names no message; it stays as it is, and {profile} cannot be activated")]
    NoMessage {
        /// The new profile, by its title.
        profile: &'static str,
    },
}

impl Change {
    /// Whether something is otherwise afterwards.
    #[must_use]
    pub fn is_change(&self) -> bool {
        matches!(self, Self::Renamed { .. } | Self::Superseded { .. } | Self::Respelt { .. } | Self::AdapterChanged { .. })
    }

    /// Whether a person has to do something.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        match self {
            Self::Conflict { .. } | Self::BadValue { .. } | Self::NoVersion { .. } | Self::NotCarried { .. } | Self::NoMessage { .. } => {
                true
            }
            Self::Renamed { .. }
            | Self::Superseded { .. }
            | Self::Respelt { .. }
            | Self::UnknownParameter { .. }
            | Self::ParameterKept { .. }
            | Self::DefaultHolds { .. }
            | Self::AdapterChanged { .. }
            | Self::NewerVersion { .. }
            | Self::OtherRoutine { .. }
            | Self::AdapterKept { .. } => false,
        }
    }
}

impl<'c> Conversion<'c> {
    /// From one profile to another, as these adapters are in both.
    #[must_use]
    pub const fn new(adapters: &'c [&'static AdapterInfo], from: &'static ProfileInfo, to: &'static ProfileInfo) -> Self {
        Self { adapters, from, to }
    }

    /// The profile to which it goes.
    #[must_use]
    pub fn to(&self) -> &'static ProfileInfo {
        self.to
    }

    /// Whether the new profile has an adapter for a message, by its name in any case.
    #[must_use]
    pub fn is_carried(&self, message: &str) -> bool {
        self.carrying(message).next().is_some()
    }

    fn carrying(&self, message: &str) -> impl Iterator<Item = &'static AdapterInfo> {
        let of_message = self.adapters.iter().copied().filter(move |adapter| adapter.message.eq_ignore_ascii_case(message.trim()));
        of_message.filter(|adapter| adapter.in_profile(self.to.name).is_some())
    }

    /// A row of package 1021 as EAI 2.0 has it: the message that makes it and the application of the other side are added, every key stays as it
    /// is. The global identifier stays empty, so that the value of RM goes on standing for the record.
    ///
    /// # Errors
    /// When the row is of no De-Para of the mappings, or of several: then nobody knows its message.
    pub fn row(&self, tables: &mut Tables, row: &ListedRow<'_>, application: Option<&str>) -> Result<Row, NotOne> {
        let info: &'static DeParaInfo = tables.of(row)?;
        let text = |given: &str, known: String| if given.trim().is_empty() { known } else { given.trim().to_owned() };
        let fields = info.internal.slots().map(|part| &*part.name).collect::<Vec<_>>().join("|");
        let system = text(row.system, info.external.system.to_owned());
        Ok(Row {
            table: info.table,
            fields: text(row.fields, fields),
            internal: row.internal.to_owned(),
            external: row.external.to_owned(),
            transaction: info.transaction,
            application: application.map_or(system, str::to_owned),
            integrated_system: info.external.system,
            global_identifier: String::new(),
        })
    }
}
