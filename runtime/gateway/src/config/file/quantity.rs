//! Times and sizes as people write them: `30s`, `2min`, `16MB`.

use std::time::Duration;

/// What fits a time.
pub(super) const DURATION: &str = "um tempo como `500ms`, `30s`, `2min`, `1h` ou `1h30min`";

/// What fits a size.
pub(super) const SIZE: &str = "um tamanho como `512kB`, `16MB` ou `1GB`";

/// A time: numbers with units behind each other.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    let mut sum = Duration::ZERO;
    while !rest.is_empty() {
        let (number, unit, behind) = piece(rest)?;
        let unit = match unit {
            "ms" => 1,
            "s" => 1_000,
            "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return None,
        };
        sum = sum.checked_add(Duration::from_millis(number.checked_mul(unit)?))?;
        rest = behind.trim_start();
    }
    (!text.trim().is_empty()).then_some(sum)
}

/// A size in bytes. Units are powers of 1024, as file managers have them.
pub(super) fn size(text: &str) -> Option<u64> {
    let (number, unit, "") = piece(text.trim())? else { return None };
    let shift = match unit.to_ascii_lowercase().as_str() {
        "b" => 0,
        "kb" | "kib" => 10,
        "mb" | "mib" => 20,
        "gb" | "gib" => 30,
        _ => return None,
    };
    number.checked_mul(1 << shift)
}

/// A number, the word behind it, and the rest.
fn piece(text: &str) -> Option<(u64, &str, &str)> {
    let digits = text.find(|character: char| !character.is_ascii_digit())?;
    let (number, rest) = text.split_at_checked(digits)?;
    let rest = rest.trim_start();
    let letters = rest.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (unit, behind) = rest.split_at_checked(letters)?;
    Some((number.parse().ok()?, unit, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for (text, expected) in [
            ("500ms", Some(500)),
            ("30s", Some(30_000)),
            ("2 min", Some(120_000)),
            ("1h30min", Some(5_400_000)),
            ("1d", Some(86_400_000)),
            ("30", None),
            ("", None),
            ("s", None),
            ("1 ano", None),
            ("-1s", None),
            ("99999999999999999999s", None),
            ("18446744073709551615d", None),
        ] {
            assert_eq!(duration(text).map(|time| time.as_millis()), expected, "{text}");
        }
    }

    #[test]
    fn sizes() {
        for (text, expected) in [
            ("16MB", Some(16 << 20)),
            ("512 kB", Some(512 << 10)),
            ("1GiB", Some(1 << 30)),
            ("10b", Some(10)),
            ("16", None),
            ("16MB8", None),
            ("16TB", None),
            ("99999999999999999GB", None),
        ] {
            assert_eq!(size(text), expected, "{text}");
        }
    }
}
