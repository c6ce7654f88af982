//! The plain types: characters, whole numbers, true and false.

use super::digits::whole_number;
use super::{Form, Leaf, Remarks, ValueError, collapsed, shortened, trimmed};
use crate::codec::{Facets, Field, FindingKind};
use std::borrow::Cow;
use std::fmt;

impl<'a> Leaf<'a> for Cow<'a, str> {
    const KEEPS_TEXT: bool = true;

    #[inline]
    fn read(text: Cow<'a, str>, field: &Field, remarks: &mut Remarks) -> Result<Option<Self>, ValueError> {
        let text = if field.facets.collapse { collapsed(text, &field.facets) } else { text };
        // A text has no more characters than bytes, so most texts need no count.
        if field.facets.min_length.is_some() || field.facets.max_length.is_some_and(|max| text.len() > max as usize) {
            check_length(&text, &field.facets, remarks);
        }
        Ok(Some(text))
    }

    #[inline]
    fn plain(text: &'a str, field: &Field) -> Option<Self> {
        field.is_plain_length(text.len()).then_some(Cow::Borrowed(text))
    }

    #[inline]
    fn plain_owned(text: String, field: &Field) -> Option<Self> {
        field.is_plain_length(text.len()).then_some(Cow::Owned(text))
    }

    #[inline]
    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(self)
    }
}

impl<'a> Leaf<'a> for i64 {
    const FORM: Form = Form::Number;

    #[inline]
    fn plain(text: &'a str, field: &Field) -> Option<Self> {
        Self::plain_start(text, text.len(), field)
    }

    #[inline]
    fn plain_start(document: &'a str, length: usize, field: &Field) -> Option<Self> {
        let value = whole_number(document.as_bytes(), length)?;
        let fits = field.facets.min.is_none_or(|min| min <= value) && field.facets.max.is_none_or(|max| value <= max);
        fits.then_some(value)
    }

    fn read(text: Cow<'a, str>, field: &Field, remarks: &mut Remarks) -> Result<Option<Self>, ValueError> {
        let digits = trimmed(&text);
        if digits.is_empty() {
            return Ok(None);
        }
        let value: i64 = digits.parse().map_err(|_| ValueError::new(digits, "a whole number such as `42`"))?;
        match (field.facets.min, field.facets.max) {
            (Some(min), _) if value < min => remarks.facet(value.to_string(), format!("no less than {min}")),
            (_, Some(max)) if value > max => remarks.facet(value.to_string(), format!("no more than {max}")),
            _ => {}
        }
        Ok(Some(value))
    }

    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(itoa::Buffer::new().format(*self))
    }
}

impl<'a> Leaf<'a> for bool {
    const FORM: Form = Form::Bool;

    #[inline]
    fn plain(text: &'a str, _: &Field) -> Option<Self> {
        match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    fn read(text: Cow<'a, str>, _: &Field, remarks: &mut Remarks) -> Result<Option<Self>, ValueError> {
        let word = trimmed(&text);
        let value = match word {
            "" => return Ok(None),
            "true" | "1" => true,
            "false" | "0" => false,
            _ if word.eq_ignore_ascii_case("true") => true,
            _ if word.eq_ignore_ascii_case("false") => false,
            _ => return Err(ValueError::new(word, "`true`, `false`, `1` or `0`")),
        };
        if word.contains(|letter: char| letter.is_ascii_uppercase()) {
            remarks.push(FindingKind::Respelt { found: shortened(word), read_as: value.to_string() });
        }
        Ok(Some(value))
    }

    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(if *self { "true" } else { "false" })
    }
}

/// Says when `text` has fewer or more characters than the schema takes.
#[cold]
fn check_length(text: &str, facets: &Facets, remarks: &mut Remarks) {
    let length = text.chars().count();
    let characters = |count: usize| format!("{count} {}", if count == 1 { "character" } else { "characters" });
    match (facets.min_length, facets.max_length) {
        // Senders write an empty element where they have no value.
        (Some(min), _) if length == 0 && min > 0 => {
            remarks.push(FindingKind::Empty { expected: format!("at least {}", characters(min as usize)) });
        }
        (Some(min), _) if length < min as usize => remarks.facet(characters(length), format!("at least {}", characters(min as usize))),
        (_, Some(max)) if length > max as usize => remarks.facet(characters(length), format!("at most {}", characters(max as usize))),
        _ => {}
    }
}
