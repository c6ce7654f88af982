//! Simple types of JSON schemas, with the spellings that are met.

use super::Reader;
use crate::json::Node;
use crate::phrases as say;
use crate::schema::{Base, EnumerationValue, Value};
use depara_dsl::diagnostic::Text;

impl<'r> Reader<'r, '_> {
    /// A simple type.
    pub(super) fn value(&mut self, kind: &str, node: &'r Node) -> Value {
        let format = node.get("format").and_then(Node::text).unwrap_or_default().to_ascii_lowercase();
        let (base, name) = base(kind, &format);
        if !name.is_empty() {
            self.unless_plain(kind, name, node.line);
        }
        let mut value = Value { base, line: node.line, ..Value::default() };
        let length = self.misspelt(node, "maxLength", &["maxlength", "maxLenght", "length"]);
        value.max_length = length.and_then(|length| self.count("maxLength", length)).filter(|max| *max > 0);
        value.min_length = node.get("minLength").and_then(|length| self.count("minLength", length)).filter(|min| *min > 0);
        if let (Some(min), Some(max)) = (value.min_length, value.max_length)
            && min > max
        {
            let text = Text::from(&say::BOUNDS_UPSIDE_DOWN).with("min", min).with("max", max);
            self.findings.damage(node.line, &self.place.join("/"), text);
            value.min_length = None;
        }
        value.pattern = node.get("pattern").and_then(Node::text).map(str::to_owned);
        let bound = |key: &str| node.get(key).and_then(Node::scalar).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        (value.min, value.max) = (bound("minimum"), bound("maximum"));
        if value.base == Base::Decimal {
            digits(&mut value, node.get("multipleOf").and_then(Node::scalar));
        }
        let values = node.get("enum").map(Node::items).unwrap_or_default();
        value.values = values.iter().filter_map(Node::scalar).map(|value| EnumerationValue { value, label: String::new() }).collect();
        value
    }

    /// A member, also under spellings of its name.
    fn misspelt(&mut self, node: &'r Node, name: &str, spellings: &[&str]) -> Option<&'r Node> {
        if let Some(found) = node.get(name) {
            return Some(found);
        }
        let (spelling, found) = spellings.iter().find_map(|spelling| Some((*spelling, node.get(spelling)?)))?;
        let text = Text::from(&say::MISSPELT).with("found", spelling).with("name", name);
        self.findings.damage(found.line, &self.place.join("/"), text);
        Some(found)
    }

    fn count(&mut self, name: &str, node: &Node) -> Option<u32> {
        let text = node.scalar()?;
        if node.text().is_some() {
            self.findings.damage(node.line, &self.place.join("/"), Text::from(&say::NUMBER_AS_TEXT).with("name", name));
        }
        let count = text.trim().parse::<u32>().ok().filter(|count| *count < 1_000_000_000);
        if count.is_none() {
            let text = Text::from(&say::FACET_LEFT_OUT).with("facet", name).with("value", text);
            self.findings.skipped(node.line, &self.place.join("/"), text);
        }
        count
    }
}

/// What a type is, and its name in JSON Schema; the name is empty where the type has none there.
fn base(kind: &str, format: &str) -> (Base, &'static str) {
    match kind.trim().to_ascii_lowercase().as_str() {
        "string" => (text_format(format), "string"),
        "varchar" | "char" | "character" | "text" | "byte[]" | "" => (Base::Text, if kind.is_empty() { "" } else { "string" }),
        "number" if matches!(format, "double" | "float") => (Base::Float, "number"),
        "double" | "float" => (Base::Float, "number"),
        "number" | "numeric" | "nuneric" | "decimal" | "num" => (Base::Decimal, "number"),
        "integer" | "int" | "int32" | "int64" | "smallint" | "long" => (Base::Int(None, None), "integer"),
        "boolean" | "bool" => (Base::Bool, "boolean"),
        "date" => (Base::Date, "string, format date"),
        "datetime" | "date-time" => (Base::DateTime, "string, format date-time"),
        "time" => (Base::Time, "string, format time"),
        _ => (Base::Any, "any"),
    }
}

fn text_format(format: &str) -> Base {
    match format {
        "date" => Base::Date,
        "date-time" | "datetime" => Base::DateTime,
        "time" => Base::Time,
        _ => Base::Text,
    }
}

/// Digits out of the step and the greatest value: 0.01 and 9999999999.99 are twelve digits, two behind the point.
fn digits(value: &mut Value, step: Option<String>) {
    let Some(step) = step else { return };
    let behind = step.trim().split_once('.').map_or("", |(_, behind)| behind);
    let powers =
        step.trim().parse::<f64>().is_ok() && behind.trim_end_matches('0').trim_start_matches('0').trim_end_matches('1').is_empty();
    let Some(max) = value.max.as_deref().filter(|_| powers) else { return };
    let whole = max.split('.').next().unwrap_or_default().trim_start_matches('-');
    if whole.is_empty() || !whole.bytes().all(|digit| digit.is_ascii_digit()) {
        return;
    }
    let scale = u32::try_from(behind.trim_end_matches('0').len()).unwrap_or(0);
    let whole = u32::try_from(whole.trim_start_matches('0').len()).unwrap_or(0);
    value.fraction_digits = Some(scale);
    value.total_digits = Some(whole.saturating_add(scale)).filter(|total| *total > 0);
    (value.min, value.max) = (None, None);
}
