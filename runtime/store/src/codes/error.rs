//! Why no code can be given.

use depara::rules::ParameterError;

/// Why no code can be given. `Display` is English; [`CodeError::in_portuguese`] has the other form.
///
/// ```
/// use depara_store::codes::CodeError;
///
/// let error = CodeError::Exhausted { mask: "99".into(), greatest: 99 };
/// assert_eq!(error.to_string(), "the codes of the mask `99` are used up: the last one has the number 99");
/// assert_eq!(error.in_portuguese(), "os códigos da máscara `99` se esgotaram: o último tem o número 99");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// The adapter has no mask of the field.
    #[error("the adapter has no mask of `{table}.{field}` in this profile")]
    NoMask {
        /// The table.
        table: String,
        /// The field.
        field: String,
    },
    /// The adapter has no such parameter.
    #[error("the adapter has no parameter `{name}` in this profile; it has: {}", or_none(.known, "none"))]
    NoParameter {
        /// The parameter.
        name: String,
        /// Those that it has.
        known: Vec<String>,
    },
    /// What the customer has set is no value of the parameter.
    #[error("{source}")]
    Parameter {
        /// What was found, and what fits.
        source: ParameterError,
    },
    /// The parameter is not one that is on or off.
    #[error("parameter `{name}` is not on or off, so it does not say where codes come from")]
    NoSwitch {
        /// The parameter.
        name: String,
    },
    /// The customer has not set the parameter, and it has no default.
    #[error("parameter `{name}` is not set, and has no default: set it to `true` for generated codes or `false` for received ones")]
    NotSet {
        /// The parameter.
        name: String,
    },
    /// No number has a place in the mask.
    #[error("the mask `{mask}` has no digit for a number")]
    NoDigits {
        /// The mask.
        mask: String,
    },
    /// Every number of the mask was given.
    #[error("the codes of the mask `{mask}` are used up: the last one has the number {greatest}")]
    Exhausted {
        /// The mask.
        mask: String,
        /// The greatest number.
        greatest: i64,
    },
    /// The code is no number in the form of the mask.
    #[error("code `{code}` is no number in the form of the mask `{mask}`")]
    NoNumber {
        /// The code.
        code: String,
        /// The mask.
        mask: String,
    },
}

fn or_none(names: &[String], none: &str) -> String {
    if names.is_empty() { none.to_owned() } else { names.join(", ") }
}

impl CodeError {
    /// The same for a reader of Portuguese.
    #[must_use]
    pub fn in_portuguese(&self) -> String {
        match self {
            Self::NoMask { table, field } => format!("o adapter não tem máscara de `{table}.{field}` neste perfil"),
            Self::NoParameter { name, known } => {
                format!("o adapter não tem o parâmetro `{name}` neste perfil; ele tem: {}", or_none(known, "nenhum"))
            }
            Self::Parameter { source } => format!("o valor de um parâmetro não serve: {source}"),
            Self::NoSwitch { name } => format!("o parâmetro `{name}` não é de sim ou não, então não diz de onde vêm os códigos"),
            Self::NotSet { name } => format!(
                "o parâmetro `{name}` não está preenchido e não tem padrão: preencha com `true` para gerar os códigos ou `false` para receber \
                 os do outro sistema"
            ),
            Self::NoDigits { mask } => format!("a máscara `{mask}` não tem nenhum dígito para um número"),
            Self::Exhausted { mask, greatest } => format!("os códigos da máscara `{mask}` se esgotaram: o último tem o número {greatest}"),
            Self::NoNumber { code, mask } => format!("o código `{code}` não é um número na forma da máscara `{mask}`"),
        }
    }
}
