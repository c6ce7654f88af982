//! Simple types of XSD: bases and facets.

use super::{Reader, documentation};
use crate::phrases as say;
use crate::schema::{Base, EnumerationValue, Space, Value};
use crate::xml::Element;
use depara_dsl::diagnostic::Text;

impl Reader<'_> {
    /// A simple type.
    pub(super) fn simple(&mut self, element: &Element) -> Value {
        let mut value = Value { line: element.line, doc: documentation::raw(element), ..Value::default() };
        for child in &element.children {
            match child.name.as_str() {
                "annotation" => {}
                "restriction" => self.restriction(child, &mut value),
                _ => self.misplaced(child, &element.name, false),
            }
        }
        value
    }

    fn restriction(&mut self, element: &Element, value: &mut Value) {
        if let Some(base) = element.attribute("base") {
            let based = builtin(base);
            value.space = based.as_ref().and_then(|based| based.space);
            value.base = based.map_or_else(|| Base::Named(base.rsplit(':').next().unwrap_or(base).to_owned()), |based| based.base);
        }
        for facet in &element.children {
            let text = facet.attribute("value").unwrap_or_default();
            let number = || text.trim().parse::<u32>().ok().filter(|number| *number < 1_000_000_000);
            let slot = match facet.name.as_str() {
                "minLength" => Some(&mut value.min_length),
                "maxLength" => Some(&mut value.max_length),
                "totalDigits" => Some(&mut value.total_digits),
                "fractionDigits" => Some(&mut value.fraction_digits),
                _ => None,
            };
            if let Some(slot) = slot {
                *slot = number();
                if slot.is_none() {
                    self.left_out(facet, text);
                }
                continue;
            }
            match facet.name.as_str() {
                "length" => (value.min_length, value.max_length) = (number(), number()),
                "minInclusive" => value.min = Some(text.trim().to_owned()),
                "maxInclusive" => value.max = Some(text.trim().to_owned()),
                "pattern" => match &value.pattern {
                    Some(first) => value.pattern = Some(format!("{first}|{text}")),
                    None => value.pattern = Some(text.to_owned()),
                },
                "whiteSpace" => {
                    value.space = match text {
                        "preserve" => Some(Space::Preserve),
                        "collapse" | "replace" => Some(Space::Collapse),
                        _ => None,
                    }
                }
                "enumeration" => value.values.push(EnumerationValue { value: text.to_owned(), label: documentation::doc(facet) }),
                "simpleType" => {
                    let inner = self.simple(facet);
                    value.base = inner.base;
                }
                "annotation" if value.doc.is_empty() && value.values.is_empty() => {
                    value.doc = documentation::raw_annotation(facet);
                }
                "annotation" => {
                    self.misplaced(facet, &element.name, true);
                    value.doc.push_str(&documentation::raw_annotation(facet));
                }
                "minExclusive" | "maxExclusive" => self.left_out(facet, text),
                _ => self.misplaced(facet, &element.name, false),
            }
        }
    }

    fn left_out(&mut self, facet: &Element, value: &str) {
        let place = self.here();
        self.findings.skipped(facet.line, &place, Text::from(&say::FACET_LEFT_OUT).with("facet", &facet.name).with("value", value));
    }
}

/// A type of XML Schema: with a prefix, or one of its names without.
pub(super) fn builtin(name: &str) -> Option<Value> {
    let bare = name.trim().rsplit(':').next().unwrap_or(name);
    let collapsed = |base: Base| Value { base, space: Some(Space::Collapse), ..Value::default() };
    let plain = |base: Base| Value { base, ..Value::default() };
    let int = |min: Option<i64>, max: Option<i64>| plain(Base::Int(min, max));
    Some(match bare {
        "string" | "anyURI" | "ID" | "IDREF" | "NCName" | "NMTOKEN" | "Name" | "QName" | "language" | "base64Binary" | "hexBinary"
        | "duration" | "gYear" | "gYearMonth" | "gMonth" | "gDay" | "gMonthDay" => plain(Base::Text),
        "token" | "normalizedString" => collapsed(Base::Text),
        "decimal" => plain(Base::Decimal),
        "double" | "float" => plain(Base::Float),
        "int" | "integer" | "long" => int(None, None),
        "short" => int(Some(i64::from(i16::MIN)), Some(i64::from(i16::MAX))),
        "byte" => int(Some(i64::from(i8::MIN)), Some(i64::from(i8::MAX))),
        "nonNegativeInteger" | "unsignedInt" | "unsignedLong" => int(Some(0), None),
        "unsignedShort" => int(Some(0), Some(i64::from(u16::MAX))),
        "unsignedByte" => int(Some(0), Some(i64::from(u8::MAX))),
        "positiveInteger" => int(Some(1), None),
        "nonPositiveInteger" => int(None, Some(0)),
        "negativeInteger" => int(None, Some(-1)),
        "date" => plain(Base::Date),
        "dateTime" => plain(Base::DateTime),
        "time" => plain(Base::Time),
        "boolean" => plain(Base::Bool),
        "anySimpleType" => plain(Base::Any),
        _ => return None,
    })
}
