//! Where the code of a new record comes from, by profile.

use super::CodeError;
use depara::AdapterRules;
use depara::rules::{Mask, ParameterValue};

/// Where the code of a new record comes from.
///
/// ```
/// use depara::AdapterRules;
/// use depara::rules::{Mask, MaskInfo, ParameterInfo};
/// use depara_store::codes::CodeSource;
///
/// // Generated code has such tables, one for each profile.
/// static CUSTOMERS: AdapterRules =
///     AdapterRules { masks: &[MaskInfo::new("RM", "FCFO", "CODCFO").empty_means(9)], ..AdapterRules::NONE };
/// static NATURES: AdapterRules =
///     AdapterRules { parameters: &[ParameterInfo::bool("NATUREZAFINANCEIRAAUTOINC")], ..AdapterRules::NONE };
///
/// // The customer has left the mask empty.
/// assert_eq!(CodeSource::by_mask(&CUSTOMERS, "FCFO", "CODCFO", "", None)?, CodeSource::Generated(Mask::Digits(9)));
/// assert_eq!(CodeSource::by_parameter(&NATURES, "NATUREZAFINANCEIRAAUTOINC", Some("false"), Mask::Off)?, CodeSource::Received);
/// let error = CodeSource::by_parameter(&NATURES, "AUTOINCNATUREZAFISCAL", Some("true"), Mask::Off).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the adapter has no parameter `AUTOINCNATUREZAFISCAL` in this profile; it has: NATUREZAFINANCEIRAAUTOINC"
/// );
/// # Ok::<(), depara_store::codes::CodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSource<'m> {
    /// The next number of the sequence, in this form.
    Generated(Mask<'m>),
    /// The other system's code.
    Received,
}

impl<'m> CodeSource<'m> {
    /// A code in the form of the field's mask: `set` is the mask that the customer has set, empty for none, and `off` the value of the parameter
    /// that turns the mask off.
    ///
    /// Source: manual of the integration, CUSTOMERVENDOR: with an empty mask "será adotada uma máscara numérica com 09 posições".
    ///
    /// # Errors
    /// When the adapter has no mask of the field in this profile, or `off` is no value of its parameter.
    pub fn by_mask(rules: &AdapterRules, table: &str, field: &str, set: &'m str, off: Option<&str>) -> Result<Self, CodeError> {
        let unknown = || CodeError::NoMask { table: table.to_owned(), field: field.to_owned() };
        let info = rules.masks.iter().find(|mask| mask.alias == table && mask.field == field).ok_or_else(unknown)?;
        let off = match info.unless {
            Some(name) => switched_on(rules, name, off)?.unwrap_or(false),
            None => false,
        };
        Ok(Self::Generated(info.holding(set, off)))
    }

    /// A code in the form of `mask` where the parameter is on, and the other system's where it is off; `set` is what the customer has set.
    ///
    /// # Errors
    /// When the adapter has no such parameter in this profile, the text is no value of it, or there is neither a value nor a default: what a
    /// customer has not decided is not guessed.
    pub fn by_parameter(rules: &AdapterRules, name: &str, set: Option<&str>, mask: Mask<'m>) -> Result<Self, CodeError> {
        match switched_on(rules, name, set)? {
            Some(true) => Ok(Self::Generated(mask)),
            Some(false) => Ok(Self::Received),
            None => Err(CodeError::NotSet { name: name.to_owned() }),
        }
    }
}

fn switched_on(rules: &AdapterRules, name: &str, set: Option<&str>) -> Result<Option<bool>, CodeError> {
    let unknown = || CodeError::NoParameter {
        name: name.to_owned(),
        known: rules.parameters.iter().map(|parameter| parameter.name.to_owned()).collect(),
    };
    let info = rules.parameter(name).ok_or_else(unknown)?;
    match info.value(set).map_err(|source| CodeError::Parameter { source })? {
        Some(ParameterValue::Bool(on)) => Ok(Some(on)),
        Some(_) => Err(CodeError::NoSwitch { name: name.to_owned() }),
        None => Ok(None),
    }
}
