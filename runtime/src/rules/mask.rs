//! Masks: the form that codes of a field have.

use std::borrow::Cow;

/// The mask of the codes in a field, as the mappings have it. Which mask a customer has set, the caller knows.
///
/// ```
/// use depara::rules::{Mask, MaskInfo};
///
/// static CODCFO: MaskInfo = MaskInfo::new("RM", "FCFO", "CODCFO").empty_means(9).stays_empty();
/// let mask = CODCFO.holding("", false);
/// assert_eq!(mask, Mask::Digits(9));
/// assert_eq!(mask.apply("1").unwrap(), "000000001");
///
/// assert!(CODCFO.change("999", "", true).is_ok());
/// let error = CODCFO.change("", "999", true).unwrap_err();
/// assert_eq!(error.to_string(), "the mask of `FCFO.CODCFO` is empty and stays empty while the integration is active; found `999`");
/// assert!(CODCFO.change("", "999", false).is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaskInfo {
    /// The product name of the system: `RM`.
    pub system: &'static str,
    /// The table: `FCFO`.
    pub alias: &'static str,
    /// The field that holds the code: `CODCFO`.
    pub field: &'static str,
    /// The mask, where the sources print it.
    pub printed: Option<&'static str>,
    /// How many digits a code has where the mask is empty.
    pub empty_digits: Option<u32>,
    /// Whether an empty mask cannot be filled again while the integration is active.
    pub stays_empty: bool,
    /// The parameter that turns the mask off.
    pub unless: Option<&'static str>,
    /// Where the customer sets it.
    pub at: Option<&'static str>,
    /// What is said of it, in the language of the mapping; may be empty.
    pub doc: &'static str,
}

/// A mask that holds.
///
/// ```
/// use depara::rules::Mask;
///
/// let account = Mask::Printed("9.9.99.999");
/// assert_eq!(account.apply("1.0.11.214").unwrap(), "1.0.11.214");
/// // An account of an upper level ends with a group of the mask.
/// assert_eq!(account.apply("1.0.11").unwrap(), "1.0.11");
/// assert_eq!(account.apply("1011214").unwrap_err().to_string(), "code `1011214` has not the form of the mask `9.9.99.999`");
/// assert_eq!(Mask::Off.apply("1011214").unwrap(), "1011214");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mask<'m> {
    /// Every code fits.
    Off,
    /// This many digits, with zeros before a shorter number.
    Digits(u32),
    /// `9` stands for a digit, every other character for itself.
    Printed(&'m str),
}

/// Why a code or a change of a mask does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MaskError {
    /// A code of digits alone is wanted.
    #[error("code `{code}` is no number of at most {digits} digits")]
    NotDigits {
        /// The code.
        code: String,
        /// The digits that fit.
        digits: u32,
    },
    /// The code has too many digits.
    #[error("code `{code}` has {found} digits; the mask takes {digits}")]
    TooLong {
        /// The code.
        code: String,
        /// Its digits.
        found: usize,
        /// The digits that fit.
        digits: u32,
    },
    /// The code has another form.
    #[error("code `{code}` has not the form of the mask `{mask}`")]
    Form {
        /// The code.
        code: String,
        /// The mask.
        mask: String,
    },
    /// The mask was emptied and must stay so.
    #[error("the mask of `{alias}.{field}` is empty and stays empty while the integration is active; found `{found}`")]
    StaysEmpty {
        /// The table.
        alias: &'static str,
        /// The field.
        field: &'static str,
        /// The new mask.
        found: String,
    },
}

impl MaskInfo {
    /// The mask of a field of which nothing else is said.
    #[must_use]
    pub const fn new(system: &'static str, alias: &'static str, field: &'static str) -> Self {
        Self { system, alias, field, printed: None, empty_digits: None, stays_empty: false, unless: None, at: None, doc: "" }
    }

    /// The mask that the sources print.
    #[must_use]
    pub const fn printed(mut self, mask: &'static str) -> Self {
        self.printed = Some(mask);
        self
    }

    /// An empty mask means this many digits.
    #[must_use]
    pub const fn empty_means(mut self, digits: u32) -> Self {
        self.empty_digits = Some(digits);
        self
    }

    /// An empty mask cannot be filled again.
    #[must_use]
    pub const fn stays_empty(mut self) -> Self {
        self.stays_empty = true;
        self
    }

    /// This parameter turns the mask off.
    #[must_use]
    pub const fn unless(mut self, parameter: &'static str) -> Self {
        self.unless = Some(parameter);
        self
    }

    /// Where the customer sets it.
    #[must_use]
    pub const fn at(mut self, place: &'static str) -> Self {
        self.at = Some(place);
        self
    }

    /// What is said of it.
    #[must_use]
    pub const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }

    /// The mask that holds where the customer has `set` one, empty for none; `off` is the value of the parameter [`MaskInfo::unless`].
    #[must_use]
    pub fn holding<'m>(&'m self, set: &'m str, off: bool) -> Mask<'m> {
        match (set.trim(), self.empty_digits) {
            _ if off && self.unless.is_some() => Mask::Off,
            ("", Some(digits)) => Mask::Digits(digits),
            ("", None) => Mask::Off,
            (mask, _) => Mask::Printed(mask),
        }
    }

    /// Whether the mask may be changed. While the integration is active, a mask may be emptied, and one that [stays
    /// empty](MaskInfo::stays_empty) may not be filled again.
    ///
    /// Source: manual of the integration, CUSTOMERVENDOR: "O sistema permite a alteração da máscara para vazio, quando integrado, porém, não
    /// será permitido a alteração de nulo para outro valor."
    ///
    /// # Errors
    /// When an empty mask must stay empty.
    pub fn change(&self, from: &str, to: &str, integrated: bool) -> Result<(), MaskError> {
        if self.stays_empty && integrated && from.trim().is_empty() && !to.trim().is_empty() {
            return Err(MaskError::StaysEmpty { alias: self.alias, field: self.field, found: to.to_owned() });
        }
        Ok(())
    }
}

impl Mask<'_> {
    /// The code in the form of the mask: a number gets its zeros, any other code must have the form already. Blanks around it do not count.
    ///
    /// # Errors
    /// When the code cannot have the form, with the code and the mask.
    pub fn apply<'c>(&self, code: &'c str) -> Result<Cow<'c, str>, MaskError> {
        let trimmed = code.trim();
        match *self {
            Self::Off => Ok(Cow::Borrowed(code)),
            Self::Digits(digits) => padded(trimmed, digits),
            Self::Printed(mask) if has_form(trimmed, mask) => Ok(Cow::Borrowed(trimmed)),
            Self::Printed(mask) => Err(MaskError::Form { code: trimmed.to_owned(), mask: mask.to_owned() }),
        }
    }
}

fn padded(code: &str, digits: u32) -> Result<Cow<'_, str>, MaskError> {
    let code_of = || code.to_owned();
    if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(MaskError::NotDigits { code: code_of(), digits });
    }
    let width = digits as usize;
    match code.len() {
        found if found > width => Err(MaskError::TooLong { code: code_of(), found, digits }),
        found if found == width => Ok(Cow::Borrowed(code)),
        found => Ok(Cow::Owned("0".repeat(width.saturating_sub(found)) + code)),
    }
}

/// Whether a code has the form of a mask, or that of its first groups: what separates the groups is no digit.
fn has_form(code: &str, mask: &str) -> bool {
    let mut rest = mask.chars();
    let fits = |letter: char| match rest.next() {
        Some('9') => letter.is_ascii_digit(),
        other => other == Some(letter),
    };
    if code.is_empty() || !code.chars().all(fits) {
        return false;
    }
    match rest.next() {
        None => true,
        Some('9') => false,
        Some(_) => code.ends_with(char::is_alphanumeric),
    }
}
