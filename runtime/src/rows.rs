//! De-Para rows: one definition, shown in the columns of EAI 2.0 or of package 1021.

mod proof;
mod tables;

pub use proof::{Pair, Proof, Reason, Undecided, proved_rows};
pub use tables::{NotOne, Tables};

use crate::info::{DeParaInfo, DeParaMode};
use crate::rules::first_filled;
use depara_key::KeyError;

/// A row of a De-Para: which key of the internal system is which key of the external one.
///
/// ```
/// # use depara::key::{Part, Segment, Shape, Value};
/// # use depara::{DeParaInfo, DeParaMode, KeyInfo};
/// # use std::borrow::Cow;
/// # const CODE: Segment = Segment { parts: Cow::Borrowed(&[Part::field("CTO_MOEDA", Value::Char(2))]), optional: false, group: None };
/// # static EXTERNAL: Shape = Shape { name: Cow::Borrowed("CTO.CTO_MOEDA"), segments: Cow::Borrowed(&[CODE]), separator: '|' };
/// # const SYMBOL: Segment = Segment { parts: Cow::Borrowed(&[Part::field("SIMBOLO", Value::Text)]), optional: false, group: None };
/// # static INTERNAL: Shape = Shape { name: Cow::Borrowed("GMOEDA"), segments: Cow::Borrowed(&[SYMBOL]), separator: '|' };
/// # static KEY: KeyInfo = KeyInfo { alias: "CTO", field: "CTO_MOEDA", system: "PROTHEUS", shape: &EXTERNAL };
/// # static GMOEDA: DeParaInfo = DeParaInfo {
/// #     table: "GMOEDA", title: "Moeda", system: "RM", transaction: "CURRENCY", internal: &INTERNAL, external: &KEY,
/// #     mode: DeParaMode::Rows,
/// # };
/// use depara::rows::Layout;
///
/// // `GMOEDA` comes with the generated code of the adapter.
/// let row = GMOEDA.row("R$", "01")?;
/// assert_eq!(row.identifier(), "R$");
/// assert_eq!(Layout::Eai2.cells(&row), ["PROTHEUS", "GMOEDA", "SIMBOLO", "R$", "01", "CURRENCY", "R$"]);
/// assert_eq!(Layout::Package1021.cells(&row), ["GMOEDA", "SIMBOLO", "R$", "PROTHEUS", "01"]);
///
/// let error = GMOEDA.row("R$", "001").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "external key of De-Para `GMOEDA`: segment 1 `CTO_MOEDA` of key `CTO.CTO_MOEDA` takes at most 2 characters; \
///      found `001`, which has 3"
/// );
/// # Ok::<(), depara::rows::RowError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The table as the internal system spells it: `FCFO`.
    pub table: &'static str,
    /// The fields of the internal key: `CODCOLIGADA|CODCFO`.
    pub fields: String,
    /// The internal key: `0|000000001`.
    pub internal: String,
    /// The external key: `01||000000001|01|C`.
    pub external: String,
    /// The transaction that writes the row: `CUSTOMERVENDOR`.
    pub transaction: &'static str,
    /// The application of the other side; its product name, unless an installation calls it otherwise.
    pub application: String,
    /// The product name of the other side: `PROTHEUS`.
    pub integrated_system: &'static str,
    /// What the row is called among all systems; empty where it has no such name: see [`Row::identifier`].
    pub global_identifier: String,
}

/// The columns in which a release of the integration shows De-Para rows.
///
/// ```
/// use depara::rows::Layout;
///
/// assert_eq!(Layout::Package1021.columns()[0], "Tabela RM");
/// assert_eq!(Layout::Eai2.columns().len(), 7);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// EAI 2.0.
    Eai2,
    /// Package 1021.
    Package1021,
}

/// Why two keys make no row of a De-Para.
///
/// ```
/// let error = depara::rows::RowError::Identical { table: "GCONSIST" };
/// assert_eq!(error.to_string(), "De-Para `GCONSIST` has no rows: both systems use one code");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// The first text is not a key of the internal system.
    #[error("internal key of De-Para `{table}`: {source}")]
    Internal {
        /// The table.
        table: &'static str,
        /// What does not fit.
        source: KeyError,
    },
    /// The second text is not the external key.
    #[error("external key of De-Para `{table}`: {source}")]
    External {
        /// The table.
        table: &'static str,
        /// What does not fit.
        source: KeyError,
    },
    /// Both systems use one code.
    #[error("De-Para `{table}` has no rows: both systems use one code")]
    Identical {
        /// The table.
        table: &'static str,
    },
}

impl Row {
    /// What the row is called among all systems: its global identifier, or else the internal key. Blanks alone are no identifier.
    #[must_use]
    pub fn identifier(&self) -> &str {
        identifier(&self.global_identifier, &self.internal)
    }
}

/// The parts of a [`Row`], wherever they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowParts<'r> {
    /// As [`Row::table`].
    pub table: &'r str,
    /// As [`Row::fields`].
    pub fields: &'r str,
    /// As [`Row::internal`].
    pub internal: &'r str,
    /// As [`Row::external`].
    pub external: &'r str,
    /// As [`Row::transaction`].
    pub transaction: &'r str,
    /// As [`Row::application`].
    pub application: &'r str,
    /// As [`Row::integrated_system`].
    pub integrated_system: &'r str,
    /// As [`Row::global_identifier`].
    pub global_identifier: &'r str,
}

/// What a row is called among all systems, as [`Row::identifier`] says it.
#[must_use]
pub fn identifier<'r>(global_identifier: &'r str, internal: &'r str) -> &'r str {
    first_filled([global_identifier].into_iter()).unwrap_or(internal)
}

impl<'r> From<&'r Row> for RowParts<'r> {
    fn from(row: &'r Row) -> Self {
        let Row { table, fields, internal, external, transaction, application, integrated_system, global_identifier } = row;
        Self { table, fields, internal, external, transaction, application, integrated_system, global_identifier }
    }
}

impl Layout {
    /// The titles of the columns, as the form shows them.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Eai2 => &["Aplicativo", "Tabela RM", "Campos RM", "Valor RM", "Valores Externos", "Transação", "Identificador Global"],
            Self::Package1021 => {
                &["Tabela RM", "Chave Primária RM", "Valor Chave Primária RM", "Sistema Integrado", "Valor Chave Integração"]
            }
        }
    }

    /// The cells of a row, one for each column.
    #[must_use]
    pub fn cells<'r>(self, row: impl Into<RowParts<'r>>) -> Vec<&'r str> {
        let row = row.into();
        let called = identifier(row.global_identifier, row.internal);
        match self {
            Self::Eai2 => vec![row.application, row.table, row.fields, row.internal, row.external, row.transaction, called],
            Self::Package1021 => vec![row.table, row.fields, row.internal, row.integrated_system, row.external],
        }
    }
}

impl DeParaInfo {
    /// The row of two keys, each in its one form.
    ///
    /// # Errors
    /// When one of the texts is not the key it should be, or the De-Para has no rows.
    pub fn row(&self, internal: &str, external: &str) -> Result<Row, RowError> {
        let table = self.table;
        if self.mode == DeParaMode::Identical {
            return Err(RowError::Identical { table });
        }
        let key = self.external;
        let internal = self.internal.parse(internal).map_err(|source| RowError::Internal { table, source })?;
        let external = key.shape.parse(external).map_err(|source| RowError::External { table, source })?;
        Ok(Row {
            table,
            fields: self.internal.slots().map(|part| &*part.name).collect::<Vec<_>>().join("|"),
            internal: self.internal.text(&internal),
            external: key.shape.text(&external),
            transaction: self.transaction,
            application: key.system.to_owned(),
            integrated_system: key.system,
            global_identifier: String::new(),
        })
    }
}

#[cfg(test)]
mod tests;
