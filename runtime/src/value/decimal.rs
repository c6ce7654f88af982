//! Fixed-point numbers that keep their scale.

use super::digits::{Digits, sign};
use super::{Form, Leaf, Remarks, ValueError, trimmed};
use crate::codec::{Facets, Field};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A fixed-point number such as an amount of money. The digits after the point stay as many as they are.
///
/// ```
/// use depara::Decimal;
///
/// let price: Decimal = "50.0000".parse()?;
/// assert_eq!(price.to_string(), "50.0000");
/// assert_eq!(price, Decimal::new(50, 0));
/// assert_eq!("-0.00".parse::<Decimal>()?.to_string(), "-0.00");
/// assert_eq!("+007.50".parse::<Decimal>()?.to_string(), "7.50");
/// assert!("1E3".parse::<Decimal>().is_err());
/// # Ok::<(), depara::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(rust_decimal::Decimal);

const EXPECTED: &str = "a decimal number such as `1250.00`";
const EXPECTED_SMALLER: &str = "a decimal number of at most 28 digits";

impl Decimal {
    /// `mantissa` with the point `scale` digits from the right; a scale above 28 is taken as 28.
    ///
    /// ```
    /// assert_eq!(depara::Decimal::new(125_000, 2).to_string(), "1250.00");
    /// ```
    #[must_use]
    pub fn new(mantissa: i64, scale: u32) -> Self {
        Self(rust_decimal::Decimal::new(mantissa, scale.min(rust_decimal::Decimal::MAX_SCALE)))
    }

    /// The digits after the point.
    #[must_use]
    pub fn scale(self) -> u32 {
        self.0.scale()
    }

    /// The number without its point.
    #[must_use]
    pub fn mantissa(self) -> i128 {
        self.0.mantissa()
    }

    /// The number for arithmetic.
    #[must_use]
    pub fn get(self) -> rust_decimal::Decimal {
        self.0
    }
}

impl From<rust_decimal::Decimal> for Decimal {
    fn from(value: rust_decimal::Decimal) -> Self {
        Self(value)
    }
}

impl From<Decimal> for rust_decimal::Decimal {
    fn from(value: Decimal) -> Self {
        value.0
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::new(value, 0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Decimal {
    type Err = ValueError;

    /// An optional sign, digits and one point: the lexical form of the schemas, so neither exponents nor commas.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mut mantissa, mut count, mut scale, mut point) = (0_i128, 0_usize, 0_u32, false);
        for byte in digits.bytes() {
            match byte {
                b'0'..=b'9' => {
                    let next = mantissa.checked_mul(10).and_then(|mantissa| mantissa.checked_add(i128::from(byte - b'0')));
                    mantissa = next.ok_or_else(|| ValueError::new(text, EXPECTED_SMALLER))?;
                    count = count.saturating_add(1);
                    scale = scale.saturating_add(u32::from(point));
                }
                b'.' if !point => point = true,
                _ => return Err(ValueError::new(text, EXPECTED)),
            }
        }
        if count == 0 {
            return Err(ValueError::new(text, EXPECTED));
        }
        let value = rust_decimal::Decimal::try_from_i128_with_scale(mantissa, scale);
        let mut value = value.map_err(|_| ValueError::new(text, EXPECTED_SMALLER))?;
        // Also of zero: `-0` is written as it came.
        value.set_sign_negative(negative);
        Ok(Self(value))
    }
}

impl<'a> Leaf<'a> for Decimal {
    const FORM: Form = Form::Number;

    #[inline]
    fn plain(text: &'a str, field: &Field) -> Option<Self> {
        Self::plain_start(text, text.len(), field)
    }

    // Returned by a call, the parts of the number would be stored one by one and read as a whole, which a processor waits for.
    #[inline(always)]
    fn plain_start(document: &'a str, length: usize, field: &Field) -> Option<Self> {
        let Facets { digits, min, max, .. } = &field.facets;
        let (negative, document) = sign(document);
        let length = length.wrapping_sub(negative.into());
        let number = Digits::of(document.as_bytes(), length)?;
        // Zeros at the ends count here and not in the schema, so `read` decides where these are too many.
        let fits = digits.is_none_or(|(total, places)| {
            let beyond = number.places().saturating_sub(places.into());
            let length = length.wrapping_sub(beyond);
            length <= usize::from(total)
                && (beyond == 0 || document.get(length..).unwrap_or_default().bytes().take(beyond).all(|digit| digit == b'0'))
        });
        let (value, scale) = (number.mantissa(), number.places() as u32);
        let value = if negative { value.wrapping_neg() } else { value };
        // A bound that no word holds is beyond every value that one does.
        let bound = |bound: i64| bound.saturating_mul(10_i64.saturating_pow(scale));
        let in_range = min.is_none_or(|min| bound(min) <= value) && max.is_none_or(|max| value <= bound(max));
        // `-0` is not the word zero.
        (fits && in_range && !(negative && value == 0)).then(|| Self::new(value, scale))
    }

    fn read(text: Cow<'a, str>, field: &Field, remarks: &mut Remarks) -> Result<Option<Self>, ValueError> {
        let text = trimmed(&text);
        if text.is_empty() {
            return Ok(None);
        }
        let value: Self = text.parse()?;
        if let Some((total, fraction)) = field.facets.digits {
            check_digits(value, total, fraction, remarks);
        }
        check_range(value, &field.facets, remarks);
        Ok(Some(value))
    }

    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        let mut buffer = itoa::Buffer::new();
        let mantissa = self.mantissa().unsigned_abs();
        // Most fit a word, and words are quicker.
        let digits = match u64::try_from(mantissa) {
            Ok(word) => buffer.format(word),
            Err(_) => buffer.format(mantissa),
        };
        if self.0.is_sign_negative() {
            out.write_char('-')?;
        }
        let scale = usize::try_from(self.scale()).unwrap_or_default();
        match digits.len().checked_sub(scale).and_then(|point| digits.split_at_checked(point)) {
            Some((whole, "")) => out.write_str(whole),
            Some((whole, fraction)) => {
                out.write_str(if whole.is_empty() { "0" } else { whole })?;
                out.write_char('.')?;
                out.write_str(fraction)
            }
            None => write!(out, "0.{digits:0>scale$}"),
        }
    }
}

/// Says when the value has more digits than the schema takes; zeros at its ends do not count.
fn check_digits(value: Decimal, total: u8, fraction: u8, remarks: &mut Remarks) {
    let value = value.0.normalize();
    let scale = value.scale();
    // Digits before the point, without leading zeros.
    let whole = value.trunc().mantissa().unsigned_abs().checked_ilog10().map_or(0, |log| log.saturating_add(1));
    if scale > u32::from(fraction) {
        remarks.facet(format!("{scale} digits after the point"), format!("at most {fraction}"));
    } else if whole.saturating_add(scale) > u32::from(total) {
        remarks.facet(format!("{} digits", whole.saturating_add(scale)), format!("at most {total}"));
    }
}

/// Says when the value is outside the range of the schema.
fn check_range(value: Decimal, facets: &Facets, remarks: &mut Remarks) {
    match (facets.min, facets.max) {
        (Some(min), _) if value < Decimal::from(min) => remarks.facet(value.to_string(), format!("no less than {min}")),
        (_, Some(max)) if value > Decimal::from(max) => remarks.facet(value.to_string(), format!("no more than {max}")),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_they_are_shown() {
        let mantissas = [0, 1, 7, 50, 99, 12_345, 500_000, i64::MAX];
        let values = mantissas.into_iter().flat_map(|mantissa| (0..=28).map(move |scale| Decimal::new(mantissa, scale)));
        let extremes = ["79228162514264337593543950335", "0.0000000000000000000000000001", "-0", "-0.00"].map(|text| text.parse().unwrap());
        for value in values.chain(extremes) {
            for value in [value, Decimal(-value.0)] {
                let mut text = String::new();
                Leaf::write(&value, &mut text).unwrap();
                assert_eq!(text, value.to_string());
                assert_eq!(text.parse(), Ok(value));
            }
        }
    }
}
