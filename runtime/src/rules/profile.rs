//! Profiles: the generations of an integration.

use super::{AdapterRules, Delivery, Master, ParameterInfo};
use crate::rows::Row;

/// A generation of the integration: a package, or EAI 2.0. What it takes over from the one that it extends is filled in.
///
/// ```
/// use depara::rules::{Delivery, Identifier, ProfileInfo, RowColumn};
///
/// static PACKAGE1021: ProfileInfo = ProfileInfo {
///     rows: &[RowColumn::Table, RowColumn::Value, RowColumn::External],
///     identifier: &[Identifier::Value],
///     ..ProfileInfo::new("Package1021", "Pacote 1021")
/// };
/// static EAI2: ProfileInfo = ProfileInfo {
///     extends: Some(&PACKAGE1021),
///     identifier: &[Identifier::Global, Identifier::Value],
///     deliveries: &[Delivery::Sync],
///     ..ProfileInfo::new("Eai2", "EAI 2.0")
/// };
/// // Blanks alone are no identifier.
/// assert_eq!(EAI2.identifier("C-77", "0|77"), "C-77");
/// assert_eq!(EAI2.identifier("   ", "0|77"), "0|77");
/// assert_eq!(PACKAGE1021.identifier("C-77", "0|77"), "0|77");
/// assert!(EAI2.takes(Delivery::Sync) && !EAI2.takes(Delivery::Async));
/// assert!(PACKAGE1021.takes(Delivery::Async));
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct ProfileInfo {
    /// Its name in the mappings: `Eai2`.
    pub name: &'static str,
    /// Its description: `EAI 2.0`.
    pub title: &'static str,
    /// The profile that it extends.
    pub extends: Option<&'static ProfileInfo>,
    /// The columns of a De-Para row; empty where the mappings do not say.
    pub rows: &'static [RowColumn],
    /// What stands for a record in messages: the first that is filled; empty where the mappings do not say.
    pub identifier: &'static [Identifier],
    /// The deliveries that it takes; empty for both.
    pub deliveries: &'static [Delivery],
    /// Who owns the record of an adapter that does not say it.
    pub master: Option<Master>,
    /// The parameters of every adapter in it.
    pub parameters: &'static [ParameterInfo],
}

/// A column of a De-Para row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowColumn {
    /// The application on the other side: «Aplicativo».
    Application,
    /// The table of the internal system: «Tabela RM».
    Table,
    /// The fields of its key: «Campos RM», «Chave Primária RM».
    Fields,
    /// The internal value: «Valor RM», «Valor Chave Primária RM».
    Value,
    /// The system on the other side: «Sistema Integrado».
    System,
    /// The external value: «Valores Externos», «Valor Chave Integração».
    External,
    /// The message that made the row: «Transação».
    Transaction,
    /// What the row is called among all systems: «Identificador Global».
    Identifier,
}

/// What can stand for a record in messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// The identifier of the row that holds for every system.
    Global,
    /// The value of the internal system.
    Value,
}

/// What holds for an adapter in one profile.
#[derive(Debug, PartialEq, Eq)]
pub struct ProfileRules {
    /// The profile.
    pub profile: &'static ProfileInfo,
    /// What holds in it.
    pub rules: AdapterRules,
}

impl ProfileInfo {
    /// A profile of which nothing else is said.
    #[must_use]
    pub const fn new(name: &'static str, title: &'static str) -> Self {
        Self { name, title, extends: None, rows: &[], identifier: &[], deliveries: &[], master: None, parameters: &[] }
    }

    /// What stands for a record in messages: the first of the profile's identifiers that is more than blanks, else the value of the internal
    /// system. `global` is empty where the row has no global identifier.
    ///
    /// Source: manual of the integration, "Tabelas De-Para": with an empty "Identificador Global" the integration sends "Valor RM".
    #[must_use]
    pub fn identifier<'r>(&self, global: &'r str, value: &'r str) -> &'r str {
        let texts = self.identifier.iter().map(|identifier| match identifier {
            Identifier::Global => global,
            Identifier::Value => value,
        });
        first_filled(texts).unwrap_or(value)
    }

    /// Whether the profile takes a delivery.
    #[must_use]
    pub fn takes(&self, delivery: Delivery) -> bool {
        self.deliveries.is_empty() || self.deliveries.contains(&delivery)
    }

    /// The cells of a De-Para row in the columns of the profile.
    #[must_use]
    pub fn cells<'r>(&self, row: &'r Row) -> Vec<&'r str> {
        self.rows.iter().map(|column| column.cell(row)).collect()
    }
}

impl ProfileRules {
    /// What holds in a profile.
    #[must_use]
    pub const fn new(profile: &'static ProfileInfo, rules: AdapterRules) -> Self {
        Self { profile, rules }
    }
}

impl RowColumn {
    /// What a row has in this column.
    #[must_use]
    pub fn cell(self, row: &Row) -> &str {
        match self {
            Self::Application => &row.application,
            Self::Table => row.table,
            Self::Fields => &row.fields,
            Self::Value => &row.internal,
            Self::System => row.integrated_system,
            Self::External => &row.external,
            Self::Transaction => row.transaction,
            Self::Identifier => row.identifier(),
        }
    }
}

/// The first text that is more than blanks.
pub(crate) fn first_filled<'t>(mut texts: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    texts.find(|text| !text.trim().is_empty())
}
