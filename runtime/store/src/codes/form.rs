//! Numbers in the form of a mask, and back.

use super::CodeError;
use depara::rules::Mask;

/// How many digits a generated code has at most; further digits of a longer mask are zeros.
const MAXIMUM_DIGITS: usize = 18;

/// The greatest number that fits a mask.
pub(super) fn greatest(mask: Mask<'_>) -> i64 {
    let digits = match mask {
        Mask::Off => MAXIMUM_DIGITS,
        Mask::Digits(digits) => digits as usize,
        Mask::Printed(mask) => mask.matches('9').count(),
    };
    let digits = u32::try_from(digits.min(MAXIMUM_DIGITS)).unwrap_or(0);
    10_i64.checked_pow(digits).map_or(i64::MAX, |beyond| beyond.saturating_sub(1))
}

/// The code of a number.
pub(super) fn code(mask: Mask<'_>, number: i64) -> Result<String, CodeError> {
    let greatest = greatest(mask);
    if greatest == 0 {
        return Err(CodeError::NoDigits { mask: shown(mask) });
    }
    if !(0..=greatest).contains(&number) {
        return Err(CodeError::Exhausted { mask: shown(mask), greatest });
    }
    let filled = |digits: usize| format!("{number:0digits$}");
    Ok(match mask {
        Mask::Off => number.to_string(),
        Mask::Digits(digits) => filled(digits as usize),
        Mask::Printed(mask) => {
            let digits = filled(mask.matches('9').count());
            let mut digits = digits.chars();
            mask.chars().map(|place| if place == '9' { digits.next().unwrap_or('0') } else { place }).collect()
        }
    })
}

/// The number of a code; none of one that no number has in this form, such as the code of a group.
pub(super) fn number(mask: Mask<'_>, text: &str) -> Option<i64> {
    let applied = mask.apply(text).ok()?;
    let digits: String = match mask {
        Mask::Off | Mask::Digits(_) => applied.trim().to_owned(),
        Mask::Printed(mask) => mask.chars().zip(applied.chars()).filter(|(place, _)| *place == '9').map(|(_, digit)| digit).collect(),
    };
    let number = digits.parse().ok()?;
    (code(mask, number).ok()? == applied).then_some(number)
}

pub(super) fn shown(mask: Mask<'_>) -> String {
    match mask {
        Mask::Off => String::new(),
        Mask::Digits(digits) => "9".repeat((digits as usize).min(255)),
        Mask::Printed(mask) => mask.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_there_and_back() {
        for (mask, number_, expected) in [
            (Mask::Digits(9), 1, Ok("000000001")),
            (Mask::Digits(2), 99, Ok("99")),
            (Mask::Digits(2), 100, Err("the codes of the mask `99` are used up: the last one has the number 99")),
            (Mask::Digits(2), -1, Err("the codes of the mask `99` are used up: the last one has the number 99")),
            (Mask::Digits(0), 0, Err("the mask `` has no digit for a number")),
            (Mask::Printed("9.9.99.999"), 1_234, Ok("0.0.01.234")),
            (Mask::Printed("C99999"), 42, Ok("C00042")),
            (Mask::Printed("(99)"), 7, Ok("(07)")),
            (Mask::Printed("AB"), 7, Err("the mask `AB` has no digit for a number")),
            (Mask::Off, 12, Ok("12")),
            (Mask::Digits(20), 5, Ok("00000000000000000005")),
        ] {
            let found = code(mask, number_);
            assert_eq!(found.as_deref().map_err(ToString::to_string), expected.map_err(str::to_owned), "{mask:?} {number_}");
            if let Ok(text) = expected {
                assert_eq!(number(mask, text), Some(number_), "{mask:?} {text}");
                assert!(mask.apply(text).is_ok(), "a generated code has the form of its mask");
            }
        }
    }

    #[test]
    fn codes_that_are_no_number() {
        for (mask, text) in [
            (Mask::Digits(3), "A12"),
            (Mask::Digits(3), "1234"),
            (Mask::Printed("9.99"), "1"),
            (Mask::Printed("9.99"), "199"),
            (Mask::Off, "007"),
            (Mask::Off, "x"),
            (Mask::Off, ""),
            (Mask::Digits(3), ""),
        ] {
            assert_eq!(number(mask, text), None, "{mask:?} {text}");
        }
        assert_eq!(number(Mask::Digits(3), " 12 "), Some(12));
    }
}
