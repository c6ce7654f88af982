//! Numbers in plain or exponent form, kept as written.

use super::digits::{Digits, sign};
use super::{Decimal, Form, Leaf, Remarks, ValueError, trimmed};
use crate::codec::Field;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A number of the schema types `float` and `double`, kept as it was written: no digit is lost and none is made up.
///
/// ```
/// use depara::{Decimal, Number};
///
/// let rate: Number = "1.50E3".parse()?;
/// assert_eq!(rate.to_string(), "1.50E3");
/// assert_eq!(rate.to_decimal(), Some(Decimal::new(1500, 0)));
/// assert_eq!(rate.to_f64(), 1500.0);
/// assert_eq!("INF".parse::<Number>()?.to_decimal(), None);
/// # Ok::<(), depara::value::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number<'a>(Cow<'a, str>);

impl<'a> Number<'a> {
    /// A number as it is written.
    ///
    /// # Errors
    /// When the text is not a number in plain or exponent form, `INF`, `-INF` or `NaN`.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, ValueError> {
        let text = text.into();
        if is_number(&text) { Ok(Self(text)) } else { Err(ValueError::new(&text, "a number such as `1250.00` or `1.25E3`")) }
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The exact value, unless it is not finite or has more digits than a [`Decimal`] holds.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        let (mantissa, exponent) = self.0.split_once(['e', 'E']).unwrap_or((&self.0, "0"));
        let (mantissa, exponent) = (mantissa.parse::<Decimal>().ok()?, exponent.parse::<i64>().ok()?);
        let scale = i64::from(mantissa.scale()).checked_sub(exponent)?;
        let digits = u32::try_from(scale.checked_neg()?.max(0)).ok()?;
        let value = mantissa.mantissa().checked_mul(10_i128.checked_pow(digits)?)?;
        let value = rust_decimal::Decimal::try_from_i128_with_scale(value, u32::try_from(scale.max(0)).ok()?).ok()?;
        Some(Decimal::from(value))
    }

    /// The nearest binary number.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        // Rust takes every form of the schemas: `INF`, `NaN`, a point at either end, either sign.
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The same number, without borrowing.
    #[must_use]
    pub fn into_owned(self) -> Number<'static> {
        Number(self.0.into_owned().into())
    }
}

impl From<Decimal> for Number<'static> {
    fn from(value: Decimal) -> Self {
        Self(value.to_string().into())
    }
}

impl From<i64> for Number<'static> {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Number<'static> {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::new(text.to_owned())
    }
}

impl<'a> Leaf<'a> for Number<'a> {
    #[inline]
    fn plain(text: &'a str, field: &Field) -> Option<Self> {
        Self::plain_start(text, text.len(), field)
    }

    #[inline]
    fn plain_start(document: &'a str, length: usize, _: &Field) -> Option<Self> {
        let (negative, digits) = sign(document);
        // Other forms, such as `1E3` or `.5`, are for `read`.
        Digits::of(digits.as_bytes(), length.wrapping_sub(negative.into()))?;
        document.get(..length).map(|text| Self(Cow::Borrowed(text)))
    }

    const FORM: Form = Form::Number;

    fn read(text: Cow<'a, str>, _: &Field, _: &mut Remarks) -> Result<Option<Self>, ValueError> {
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(trimmed(text)),
            Cow::Owned(text) => Cow::Owned(trimmed(&text).to_owned()),
        };
        if text.is_empty() { Ok(None) } else { Self::new(text).map(Some) }
    }

    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Whether `text` is in the lexical space of `xs:double`.
fn is_number(text: &str) -> bool {
    fn unsigned(text: &str) -> &str {
        text.strip_prefix(['+', '-']).unwrap_or(text)
    }
    if text == "NaN" || unsigned(text) == "INF" {
        return true;
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let mantissa = unsigned(mantissa);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.map(unsigned);
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}
