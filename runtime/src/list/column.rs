//! What the columns of a list are called.

/// A column of a list of De-Para rows or of pairs for a load.
///
/// Each has the names that `depara` itself writes, those of the De-Para screens of RM (package 1021 and EAI 2.0), those of the table XXF of
/// Protheus, and those of the message INTERNALIDLOAD. Case, accents, and `_` for a blank make no difference.
///
/// ```
/// use depara::list::Column;
///
/// // What is the external value to Protheus is the value of RM, and the other way round.
/// assert_eq!(Column::named("XXF_EXTVAL"), Some(Column::Internal));
/// assert_eq!(Column::named("Valor Chave Primaria RM"), Some(Column::Internal));
/// assert_eq!(Column::named("XXF_INTVAL"), Some(Column::External));
/// assert_eq!(Column::named("valores externos"), Some(Column::External));
/// assert_eq!(Column::named("price"), None);
/// assert_eq!(Column::External.name(), "external_value");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The application of the other side, an instance of its product: `PROTHEUS`.
    Application,
    /// The table of the internal system: `FCFO`.
    Table,
    /// The fields of its key: `CODCOLIGADA|CODCFO`.
    Fields,
    /// The key of the internal system: `0|000000001`.
    Internal,
    /// The key of the external system: `01||000000001|01|C`.
    External,
    /// The message that makes the row: `CUSTOMERVENDOR`.
    Transaction,
    /// What the row is called among all systems.
    Identifier,
    /// The product on the other side.
    System,
    /// The alias of the external key: `SA1`.
    Alias,
    /// The field of the external key: `A1_COD`.
    Field,
    /// By what a load finds the record: `01;C000000001`.
    Mask,
}

/// Each column with its names, its own first.
const NAMES: &[(Column, &[&str])] = &[
    (Column::Application, &["application", "aplicativo"]),
    (Column::Table, &["rm_table", "tabela rm"]),
    (Column::Fields, &["rm_fields", "campos rm", "chave primária rm"]),
    (Column::Internal, &["rm_value", "valor rm", "valor chave primária rm", "XXF_EXTVAL", "NewIntegrationId"]),
    (Column::External, &["external_value", "valores externos", "valor externo", "valor chave integração", "XXF_INTVAL"]),
    (Column::Transaction, &["transaction", "transação", "entity", "entidade", "EntityName", "adapter"]),
    (Column::Identifier, &["global_identifier", "identificador global"]),
    (Column::System, &["system", "sistema integrado", "XXF_REFER"]),
    (Column::Alias, &["alias", "XXF_ALIAS"]),
    (Column::Field, &["field", "XXF_FIELD"]),
    (Column::Mask, &["mask", "máscara", "IntegrationId"]),
];

impl Column {
    /// The column that has this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = folded(name);
        NAMES.iter().find(|(_, names)| names.iter().any(|known| folded(known) == name)).map(|(column, _)| *column)
    }

    /// The name that `depara` writes.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// Every name that it may have.
    #[must_use]
    pub fn names(self) -> &'static [&'static str] {
        NAMES.iter().find(|(column, _)| *column == self).map_or(&[], |(_, names)| names)
    }

    /// Every name that a column may have.
    pub fn all_names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().flat_map(|(_, names)| names.iter().copied())
    }
}

/// The text in small letters and without the accents that Portuguese has: what a person types finds what was meant.
///
/// ```
/// assert_eq!(depara::list::plain_letters("Transação NÃO concluída"), "transacao nao concluida");
/// ```
#[must_use]
pub fn plain_letters(text: &str) -> String {
    let letter = |letter: char| match letter {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ô' | 'õ' => 'o',
        'ú' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    };
    text.to_lowercase().chars().map(letter).collect()
}

/// A name without case, accents and `_`.
pub(crate) fn folded(name: &str) -> String {
    plain_letters(name.trim()).replace('_', " ")
}
