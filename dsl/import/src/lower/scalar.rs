//! Simple types: scalars with their sizes, enumerations with their labels, defaults that fit.

use super::{Lowerer, Made};
use crate::draft::{Enumeration, Field, Type, TypeRef, Value as Listed};
use crate::labels::labels;
use crate::names::{Unique, value_name};
use crate::phrases as say;
use crate::report::FindingKind;
use crate::schema::{Base, Space, Value};
use crate::text::{one_line, without_controls};
use depara_dsl::diagnostic::Text;
use depara_dsl::ir::{self, Scalar, TextFacets};
use depara_dsl::resolve::naming;
use std::collections::BTreeSet;

/// How many digits a fixed-point number may have at run time.
const MOST_DIGITS: u32 = 28;

impl<'s> Lowerer<'_, 's> {
    /// The enumeration of a simple type; none when nothing is listed.
    pub(super) fn made_enumeration(
        &mut self,
        scope: usize,
        name: Option<&'s str>,
        value: &'s Value,
        doc: &str,
        wish: &str,
        parent: &str,
    ) -> Option<Made> {
        let description = if value.doc.trim().is_empty() { doc } else { &value.doc };
        let (int, values) = self.listed(scope, value, description)?;
        let doc = one_line(description);
        if name.is_none() {
            let wish = crate::names::capitalised(wish);
            let same = self.enumerations.iter().position(|made| made.int == int && made.values == values && made.name.ends_with(&wish));
            if let Some(place) = same {
                return Some(Made::Enumeration(place));
            }
        }
        let free = self.name(scope, name, wish, parent);
        let place = self.enumerations.len();
        self.enumerations.push(Enumeration { name: free, doc, int, values });
        if let Some(name) = name {
            self.made.insert((scope, name), Made::Enumeration(place));
        }
        Some(Made::Enumeration(place))
    }

    /// The values of a list, each once, with names and labels; whether they are whole numbers.
    fn listed(&mut self, scope: usize, value: &Value, description: &str) -> Option<(bool, Vec<Listed>)> {
        let mut seen = BTreeSet::new();
        let mut kept = Vec::new();
        for item in &value.values {
            let text = without_controls(&item.value);
            if seen.insert(text.clone()) {
                kept.push((text, item.label.as_str()));
            } else {
                self.note(FindingKind::Skipped, scope, value.line, Text::from(&say::VALUE_TWICE).with("value", &text));
            }
        }
        if kept.is_empty() {
            return None;
        }
        let is_plain_int = |text: &str| text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
        let int = matches!(self.base(scope, value), Base::Int(..)) && kept.iter().all(|(text, _)| is_plain_int(text));
        let texts: Vec<&str> = kept.iter().map(|(text, _)| text.as_str()).collect();
        let from_description = labels(&texts, description);
        let mut names = Unique::types(&[]);
        let mut values = Vec::new();
        for ((text, own), described) in kept.iter().zip(from_description) {
            let label = if own.is_empty() { described } else { own_label(text, own) };
            let name = if naming::is_name(text) {
                let taken = names.take([text.clone()]);
                (taken != *text).then_some(taken)
            } else {
                let wish = value_name(&label).or_else(|| value_name(text)).unwrap_or_else(|| fallback(text));
                Some(names.take([wish]))
            };
            values.push(Listed { value: text.clone(), name, label });
        }
        Some((int, values))
    }

    /// Gives `field` the scalar of a simple type, and notes for what the language has no form for.
    pub(super) fn scalar_type(&mut self, scope: usize, value: &'s Value, description: &str, field: &mut Field) {
        if !value.values.is_empty() {
            // The same list at several elements of one name is one enumeration.
            if let Some(Made::Enumeration(place)) = self.made_enumeration(scope, None, value, description, &field.name.clone(), "") {
                field.r#type = Type::Enumeration(TypeRef::Local(place));
                return;
            }
        }
        let value = &self.flattened(scope, value);
        let scalar = match value.base {
            Base::Text | Base::Named(_) => self.text(scope, value, field),
            Base::Decimal => Scalar::Decimal(self.digits(scope, value, field)),
            Base::Int(min, max) => self.int(scope, value, (min, max), field),
            Base::Float => Scalar::Float,
            Base::Date => Scalar::Date,
            Base::DateTime => Scalar::DateTime,
            Base::Time => Scalar::Time,
            Base::Bool => Scalar::Bool,
            Base::Any => Scalar::Any,
        };
        if !matches!(scalar, Scalar::Text(_) | Scalar::Any) {
            let lengths = [("maxLength", value.max_length), ("minLength", value.min_length.filter(|min| *min > 1))];
            for (facet, length) in lengths.into_iter().filter_map(|(facet, length)| Some((facet, length?))) {
                self.left_out(scope, value.line, facet, &length.to_string(), field);
            }
            if let Some(pattern) = &value.pattern {
                self.left_out(scope, value.line, "pattern", pattern, field);
            }
        }
        if !matches!(scalar, Scalar::Int(..)) {
            let bounds = [("minInclusive", &value.min), ("maxInclusive", &value.max)];
            for (facet, bound) in bounds.into_iter().filter_map(|(facet, bound)| Some((facet, bound.as_ref()?))) {
                self.left_out(scope, value.line, facet, bound, field);
            }
        }
        field.r#type = Type::Scalar(scalar);
    }

    fn text(&mut self, scope: usize, value: &Value, field: &mut Field) -> Scalar {
        let (mut min, mut max) = (value.min_length.filter(|min| *min > 0), value.max_length);
        if max == Some(0) {
            self.left_out(scope, value.line, "maxLength", "0", field);
            max = None;
        }
        if let (Some(least), Some(most)) = (min, max)
            && least > most
        {
            let text = Text::from(&say::BOUNDS_UPSIDE_DOWN).with("min", least).with("max", most);
            self.note(FindingKind::Damage, scope, value.line, text);
            min = None;
        }
        for (facet, digits) in [("totalDigits", value.total_digits), ("fractionDigits", value.fraction_digits)] {
            if let Some(digits) = digits {
                self.left_out(scope, value.line, facet, &digits.to_string(), field);
            }
        }
        let space = value.space.map(|space| match space {
            Space::Preserve => ir::Space::Preserve,
            Space::Collapse => ir::Space::Collapse,
        });
        Scalar::Text(TextFacets { min, max, pattern: value.pattern.as_deref().map(without_controls), space })
    }

    /// Digits in all and behind the point.
    fn digits(&mut self, scope: usize, value: &Value, field: &mut Field) -> Option<(u32, Option<u32>)> {
        match (value.total_digits, value.fraction_digits) {
            (Some(total), fraction) if total > 0 && total <= MOST_DIGITS && fraction.is_none_or(|fraction| fraction <= total) => {
                Some((total, fraction))
            }
            (None, None) => None,
            (total, fraction) => {
                for (facet, digits) in [("totalDigits", total), ("fractionDigits", fraction)] {
                    if let Some(digits) = digits {
                        self.left_out(scope, value.line, facet, &digits.to_string(), field);
                    }
                }
                None
            }
        }
    }

    fn int(&mut self, scope: usize, value: &Value, base: (Option<i64>, Option<i64>), field: &mut Field) -> Scalar {
        let power =
            value.total_digits.filter(|digits| (1..=18).contains(digits)).map(|digits| 10_i64.saturating_pow(digits).saturating_sub(1));
        if let Some(digits) = value.total_digits.filter(|_| power.is_none()) {
            self.left_out(scope, value.line, "totalDigits", &digits.to_string(), field);
        }
        let mut bound = |facet: &str, text: &Option<String>| {
            let text = text.as_ref()?;
            // `0.00` is a bound of whole numbers as well.
            let whole =
                text.split_once('.').map_or(text.as_str(), |(whole, rest)| if rest.trim_matches('0').is_empty() { whole } else { text });
            let number = whole.parse::<i64>().ok().filter(|number| number.unsigned_abs() < 1_000_000_000_000_000_000);
            if number.is_none() {
                self.left_out(scope, value.line, facet, text, field);
            }
            number
        };
        let (min, max) = (bound("minInclusive", &value.min), bound("maxInclusive", &value.max));
        let least = [min, base.0, power.map(i64::wrapping_neg)].into_iter().flatten().max();
        let most = [max, base.1, power].into_iter().flatten().min();
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let text = Text::from(&say::BOUNDS_UPSIDE_DOWN).with("min", least).with("max", most);
            self.note(FindingKind::Damage, scope, value.line, text);
            return Scalar::Int(None, Some(most));
        }
        Scalar::Int(least, most)
    }

    /// Keeps as a note what the language has no form for.
    fn left_out(&mut self, scope: usize, line: u32, facet: &str, value: &str, field: &mut Field) {
        self.note(FindingKind::Skipped, scope, line, Text::from(&say::FACET_LEFT_OUT).with("facet", facet).with("value", value));
        field.notes.push(self.sentence(Text::from(&say::FACET_NOTE).with("facet", facet).with("value", one_line(value))));
    }

    /// The base of a simple type, through those it is derived from.
    fn base(&self, scope: usize, value: &Value) -> Base {
        self.flattened(scope, value).base
    }

    /// A simple type with the facets of those it is derived from, where it has none of its own.
    fn flattened(&self, scope: usize, value: &Value) -> Value {
        let mut flat = Value { values: Vec::new(), ..value.clone() };
        for _ in 0..16 {
            let Base::Named(name) = flat.base.clone() else { return flat };
            let Some(parent) = self.world.simple(scope, &name) else { break };
            flat = Value {
                base: parent.base.clone(),
                min_length: flat.min_length.or(parent.min_length),
                max_length: flat.max_length.or(parent.max_length),
                total_digits: flat.total_digits.or(parent.total_digits),
                fraction_digits: flat.fraction_digits.or(parent.fraction_digits),
                min: flat.min.or_else(|| parent.min.clone()),
                max: flat.max.or_else(|| parent.max.clone()),
                pattern: flat.pattern.or_else(|| parent.pattern.clone()),
                space: flat.space.or(parent.space),
                values: Vec::new(),
                doc: flat.doc,
                line: flat.line,
            };
        }
        Value { base: Base::Text, ..flat }
    }

    /// Gives `field` its default, when it fits.
    pub(super) fn default(&mut self, scope: usize, text: &str, line: u32, field: &mut Field) {
        let text = without_controls(text);
        let fits = match &field.r#type {
            Type::Record(_) => false,
            Type::Enumeration(TypeRef::Local(place)) => {
                self.enumerations.get(*place).is_some_and(|made| made.values.iter().any(|value| value.value == text))
            }
            Type::Enumeration(TypeRef::Shared(..)) => false,
            Type::Scalar(scalar) => fits(scalar, &text),
        };
        if fits {
            field.default = Some(text);
        } else {
            self.note(FindingKind::Skipped, scope, line, Text::from(&say::DEFAULT_LEFT_OUT).with("value", &text));
        }
    }
}

/// A label without the value in front: `1 = Registrada` of the value `1`.
fn own_label(value: &str, label: &str) -> String {
    let rest = label.strip_prefix(value).map(str::trim_start);
    let bare = rest.and_then(|rest| rest.strip_prefix(['=', '-', '–', ':', ')'])).map(str::trim_start);
    bare.filter(|bare| !bare.is_empty()).unwrap_or(label).to_owned()
}

/// A name for a value that neither label nor text gives one: `001` is `Value001`.
fn fallback(value: &str) -> String {
    if value.trim().is_empty() {
        return "Empty".to_owned();
    }
    let letters: String = value.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    format!("Value{}", letters.trim_end_matches('_'))
}

/// Whether a default fits its type, as far as it is worth keeping.
fn fits(scalar: &Scalar, text: &str) -> bool {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let plain_number = |text: &str| {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.parse::<f64>().is_ok()
    };
    match scalar {
        Scalar::Text(facets) => facets.max.is_none_or(|max| length <= max) && facets.min.is_none_or(|min| length >= min),
        Scalar::Int(min, max) => {
            text.parse::<i64>().is_ok_and(|number| min.is_none_or(|min| min <= number) && max.is_none_or(|max| number <= max))
        }
        Scalar::Decimal(None) | Scalar::Float => plain_number(text),
        Scalar::Decimal(Some((digits, scale))) => {
            let (whole, behind) = text.trim_start_matches('-').split_once('.').unwrap_or((text.trim_start_matches('-'), ""));
            let count = |part: &str| u32::try_from(part.len()).unwrap_or(u32::MAX);
            plain_number(text) && scale.is_none_or(|scale| count(behind) <= scale) && count(whole).saturating_add(count(behind)) <= *digits
        }
        Scalar::Bool => matches!(text, "true" | "false" | "0" | "1"),
        Scalar::Any => true,
        Scalar::Date | Scalar::DateTime | Scalar::Time => false,
    }
}
