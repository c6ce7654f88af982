//! What the mappings say of an adapter beside its message and its keys: operations, directions, locks, parameters, masks and the places
//! where keys are looked for, for each profile of the integration.
//!
//! Generated code holds these tables resolved: what a profile takes over from the one that it extends is filled in, so nothing is
//! inherited at run time. Nothing here reads an installation; the functions are given what a customer has set.

mod mask;
mod parameter;
mod profile;
mod take;
#[cfg(test)]
mod tests;

pub use mask::{Mask, MaskError, MaskInfo};
pub use parameter::{ParameterError, ParameterInfo, ParameterKind, ParameterValue};
pub(crate) use profile::first_filled;
pub use profile::{Identifier, ProfileInfo, ProfileRules, RowColumn};
pub use take::TakeInfo;

use crate::environment::Sharing;
use crate::info::{AdapterInfo, DirectionInfo, MessageInfo};
use std::fmt;

/// What holds for an adapter: everywhere, or in one profile.
///
/// ```
/// use depara::rules::{AdapterRules, LockInfo, Operation};
///
/// // Generated code has such a table in `INFO.rules` of the adapter, and another one for each profile.
/// static RULES: AdapterRules = AdapterRules {
///     operations: &[Operation::Update],
///     locks: &[LockInfo::new("RM", &[Operation::Insert, Operation::Delete])],
///     ..AdapterRules::NONE
/// };
/// assert!(RULES.is_locked("rm", Operation::Delete));
/// assert!(!RULES.is_locked("RM", Operation::Update));
/// assert!(RULES.allows(Operation::Upsert));
/// assert!(!RULES.allows(Operation::Delete));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdapterRules {
    /// What it carries; empty for everything.
    pub operations: &'static [Operation],
    /// Who sends and who receives.
    pub directions: &'static [DirectionInfo],
    /// Whether the sender waits for the answer.
    pub delivery: Delivery,
    /// Who owns the record; none where the mappings do not say.
    pub master: Option<Master>,
    /// What systems forbid while the integration is active.
    pub locks: &'static [LockInfo],
    /// What the ERP dictionary must say.
    pub requirements: &'static [RequirementInfo],
    /// What a person must set up.
    pub prerequisites: &'static [PrerequisiteInfo],
    /// What the customer sets.
    pub parameters: &'static [ParameterInfo],
    /// The forms of codes.
    pub masks: &'static [MaskInfo],
    /// Where keys are looked for.
    pub takes: &'static [TakeInfo],
    /// How tables are to be shared.
    pub sharing: &'static [SharingInfo],
}

/// A change of a record, as adapters allow it and systems forbid it.
///
/// ```
/// use depara::rules::Operation;
///
/// assert_eq!(Operation::Upsert.to_string(), "upsert");
/// assert!(Operation::Upsert.overlaps(Operation::Insert));
/// assert!(!Operation::Insert.overlaps(Operation::Update));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// A new record.
    Insert,
    /// A change.
    Update,
    /// A new record or a change: what an event says of both.
    Upsert,
    /// A deletion.
    Delete,
}

/// Whether the sender waits for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Delivery {
    /// It waits.
    Sync,
    /// The answer comes as a message of its own.
    Async,
}

/// Who owns a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Master {
    /// The system of this product name: `PROTHEUS`.
    System(&'static str),
    /// Every side.
    Both,
}

/// What a system forbids while the integration is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockInfo {
    /// The product name of the system: `RM`.
    pub system: &'static str,
    /// The forbidden operations.
    pub operations: &'static [Operation],
}

/// What the ERP dictionary must say of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequirementInfo {
    /// The alias of the table: `SA1`.
    pub alias: &'static str,
    /// The field: `A1_LOJA`.
    pub field: &'static str,
    /// The rule.
    pub rule: RequirementRule,
}

/// A rule of the ERP dictionary (table SX3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequirementRule {
    /// The default initializer is this text.
    Initializer(&'static str),
    /// There is no default initializer.
    WithoutInitializer,
    /// The field has this many characters.
    Size(u32),
}

/// What a person must set up in a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrerequisiteInfo {
    /// The product name of the system.
    pub system: &'static str,
    /// What must be set up, in the language of the mapping.
    pub text: &'static str,
}

/// How a table is to be shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharingInfo {
    /// The alias of the table.
    pub alias: &'static str,
    /// Whether the mode is recommended; else it is allowed.
    pub recommended: bool,
    /// The mode.
    pub sharing: Sharing,
}

impl AdapterRules {
    /// What holds where the mappings say nothing: everything is carried, the sender waits, nothing is locked or required.
    pub const NONE: Self = Self {
        operations: &[],
        directions: &[],
        delivery: Delivery::Sync,
        master: None,
        locks: &[],
        requirements: &[],
        prerequisites: &[],
        parameters: &[],
        masks: &[],
        takes: &[],
        sharing: &[],
    };

    /// Whether the adapter carries an operation. An upsert is carried where an insert or an update is: which of the two it is, the receiver
    /// finds out.
    #[must_use]
    pub fn allows(&self, operation: Operation) -> bool {
        self.operations.is_empty() || self.operations.iter().any(|allowed| allowed.overlaps(operation))
    }

    /// Whether a system, by its product name in any case, forbids an operation while the integration is active. An upsert is forbidden
    /// where an insert or an update is.
    #[must_use]
    pub fn is_locked(&self, system: &str, operation: Operation) -> bool {
        let locks = self.locks.iter().filter(|lock| lock.system.eq_ignore_ascii_case(system));
        locks.flat_map(|lock| lock.operations).any(|locked| locked.overlaps(operation))
    }

    /// Whether a system, by its product name in any case, sends the message.
    #[must_use]
    pub fn sends(&self, system: &str) -> bool {
        self.direction(system).is_some_and(|direction| direction.sends)
    }

    /// Whether a system, by its product name in any case, receives the message.
    #[must_use]
    pub fn receives(&self, system: &str) -> bool {
        self.direction(system).is_some_and(|direction| direction.receives)
    }

    /// The parameter of this name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&'static ParameterInfo> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// The mask of the codes in a field, such as `FCFO.CODCFO` of `RM`.
    #[must_use]
    pub fn mask(&self, system: &str, alias: &str, field: &str) -> Option<&'static MaskInfo> {
        let named = |mask: &&MaskInfo| mask.system.eq_ignore_ascii_case(system) && (mask.alias, mask.field) == (alias, field);
        self.masks.iter().find(named)
    }

    /// Where a key is looked for in one case: `SED`, `ED_CODIGO`, `Acordo`.
    #[must_use]
    pub fn take(&self, alias: &str, field: &str, case: &str) -> Option<&'static TakeInfo> {
        self.takes.iter().find(|take| (take.alias, take.field, take.case) == (alias, field, case))
    }

    fn direction(&self, system: &str) -> Option<&'static DirectionInfo> {
        self.directions.iter().find(|direction| direction.system.eq_ignore_ascii_case(system))
    }
}

impl LockInfo {
    /// What a system forbids.
    #[must_use]
    pub const fn new(system: &'static str, operations: &'static [Operation]) -> Self {
        Self { system, operations }
    }
}

impl RequirementInfo {
    /// The default initializer is this text.
    #[must_use]
    pub const fn initializer(alias: &'static str, field: &'static str, text: &'static str) -> Self {
        Self { alias, field, rule: RequirementRule::Initializer(text) }
    }

    /// There is no default initializer.
    #[must_use]
    pub const fn without_initializer(alias: &'static str, field: &'static str) -> Self {
        Self { alias, field, rule: RequirementRule::WithoutInitializer }
    }

    /// The field has this many characters.
    #[must_use]
    pub const fn size(alias: &'static str, field: &'static str, characters: u32) -> Self {
        Self { alias, field, rule: RequirementRule::Size(characters) }
    }
}

impl PrerequisiteInfo {
    /// What a person must set up in a system.
    #[must_use]
    pub const fn new(system: &'static str, text: &'static str) -> Self {
        Self { system, text }
    }
}

impl SharingInfo {
    /// A mode that is recommended.
    #[must_use]
    pub const fn recommended(alias: &'static str, sharing: Sharing) -> Self {
        Self { alias, recommended: true, sharing }
    }

    /// A mode that is allowed.
    #[must_use]
    pub const fn allowed(alias: &'static str, sharing: Sharing) -> Self {
        Self { alias, recommended: false, sharing }
    }
}

impl AdapterInfo {
    /// What holds in a profile, by its name; none where the adapter does not exist in it.
    #[must_use]
    pub fn in_profile(&self, profile: &str) -> Option<&'static AdapterRules> {
        self.profiles.iter().find(|found| found.profile.name == profile).map(|found| &found.rules)
    }

    /// Whether the adapter carries an operation in a profile; without one, in any of those in which it exists.
    fn carries(&self, operation: Operation, profile: Option<&ProfileInfo>) -> bool {
        match profile {
            Some(profile) => self.in_profile(profile.name).is_some_and(|rules| rules.allows(operation)),
            None => self.rules.allows(operation) || self.profiles.iter().any(|found| found.rules.allows(operation)),
        }
    }
}

impl MessageInfo {
    /// Whether one of the adapters of the message carries an operation in a profile; without one, in any. A message that no adapter
    /// carries takes every operation.
    #[must_use]
    pub fn carries(&self, operation: Operation, profile: Option<&ProfileInfo>) -> bool {
        self.adapters.is_empty() || self.adapters.iter().any(|adapter| adapter.carries(operation, profile))
    }

    /// The operations that the adapters carry, for the error that says what fits.
    pub(crate) fn carried(&self, profile: Option<&ProfileInfo>) -> String {
        let all = [Operation::Insert, Operation::Update, Operation::Upsert, Operation::Delete];
        let rules = |adapter: &&'static AdapterInfo| match profile {
            Some(profile) => adapter.in_profile(profile.name).copied(),
            None => Some(adapter.rules),
        };
        let named = |operation: &&Operation| self.adapters.iter().filter_map(rules).any(|rules| rules.operations.contains(operation));
        let named: Vec<&str> = all.iter().filter(named).map(|operation| operation.name()).collect();
        if named.is_empty() { "none".to_owned() } else { named.join(", ") }
    }
}

impl Operation {
    /// The word of the mappings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Upsert => "upsert",
            Self::Delete => "delete",
        }
    }

    /// Whether a change can be both: an upsert is an insert or an update.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let saves = |operation| matches!(operation, Self::Insert | Self::Update | Self::Upsert);
        self == other || (self == Self::Upsert && saves(other)) || (other == Self::Upsert && saves(self))
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
