//! Records written as JSON.

use crate::codec::{Field, JsonList, Record, Sink};
use crate::value::{Any, Form, Leaf, Values};
use serde_json::{Map, Number, Value};

/// Records written as JSON. Numbers keep their digits; those that JSON cannot write, such as `INF`, become texts.
///
/// ```
/// use depara::{Decimal, JsonSink, Sink};
///
/// let mut sink = JsonSink::new();
/// sink.leaf(&depara::field!("CreditLimit"), &Some(Decimal::new(15_000_000, 2)));
/// assert_eq!(sink.into_value().to_string(), r#"{"CreditLimit":150000.00}"#);
/// ```
#[derive(Debug, Clone, Default)]
pub struct JsonSink {
    members: Map<String, Value>,
    /// The name of the open element, which is also the name of its text.
    name: &'static str,
}

impl JsonSink {
    /// Starts with an empty object.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of the element `root`.
    #[must_use]
    pub fn root<'a, R: Record<'a>>(root: &Field, record: &R) -> Value {
        Self::default().object(root.json, record)
    }

    /// The object of everything that was written.
    #[must_use]
    pub fn into_value(self) -> Value {
        Value::Object(self.members)
    }

    /// What `record` writes, as an object of its own.
    fn object<'a, R: Record<'a>>(&mut self, name: &'static str, record: &R) -> Value {
        let outer = std::mem::replace(self, Self { members: Map::new(), name });
        record.write(self);
        Value::Object(std::mem::replace(self, outer).members)
    }

    fn insert(&mut self, name: &str, value: Value) {
        self.members.insert(name.to_owned(), value);
    }

    fn objects<'a, R: Record<'a>>(&mut self, field: &Field, records: &[R]) -> Vec<Value> {
        records.iter().map(|record| self.object(field.json, record)).collect()
    }

    /// Writes the items of a list in the form of its wrapper. A list that stands there twice is one: an object has no member twice.
    fn insert_list(&mut self, wrapper: &Field, field: &Field, items: Vec<Value>) {
        let member = self.members.entry(wrapper.json);
        match wrapper.json_list {
            JsonList::Array => append(member.or_insert_with(|| Value::Array(Vec::new())), items),
            JsonList::Object => {
                let object = member.or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(lists) = object {
                    append(lists.entry(field.json).or_insert_with(|| Value::Array(Vec::new())), items);
                }
            }
            JsonList::Nested => append(member.or_insert_with(|| Value::Array(Vec::new())), vec![Value::Array(items)]),
        }
    }
}

impl Sink for JsonSink {
    fn leaf<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &Option<T>) {
        if let Some(leaf) = slot {
            self.insert(field.json, value(field, leaf));
        }
    }

    fn leaves<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &[T]) {
        if !slot.is_empty() {
            self.insert(field.json, slot.iter().map(|leaf| value(field, leaf)).collect());
        }
    }

    fn record<'a, R: Record<'a>>(&mut self, field: &Field, slot: &Option<R>) {
        if let Some(record) = slot {
            self.element(field, record);
        }
    }

    fn records<'a, R: Record<'a>>(&mut self, field: &Field, slot: &[R]) {
        if !slot.is_empty() {
            let objects = self.objects(field, slot).into_iter();
            let nested = field.json_list == JsonList::Nested;
            self.insert(field.json, objects.map(|object| if nested { only_list(object) } else { object }).collect());
        }
    }

    fn list<'a, R: Record<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &Option<Vec<R>>) {
        if let Some(records) = slot {
            let objects = self.objects(field, records);
            self.insert_list(wrapper, field, objects);
        }
    }

    fn leaf_list<'a, T: Leaf<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &Option<Values<T>>) {
        if let Some(values) = slot {
            self.insert_list(wrapper, field, values.iter().map(|leaf| value(field, leaf)).collect());
        }
    }

    fn group<'a, R: Record<'a>>(&mut self, slot: &[R]) {
        let name = self.name;
        for (item, record) in slot.iter().enumerate() {
            let Value::Object(members) = self.object(name, record) else { continue };
            for (name, value) in members {
                let column = self.members.entry(name).or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(column) = column {
                    column.resize(item, Value::Null);
                    column.push(value);
                }
            }
        }
    }

    fn attribute<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &Option<T>) {
        self.leaf(field, slot);
    }

    fn element<'a, R: Record<'a>>(&mut self, field: &Field, record: &R) {
        let object = self.object(field.json, record);
        self.insert(field.json, object);
    }

    fn inner(&mut self, slot: &Option<Any<'_>>) {
        let Some(source) = slot else { return };
        let text = source.text();
        match text.as_deref().and_then(|text| serde_json::from_str(text).ok()) {
            Some(Value::Object(members)) => self.members.extend(members),
            _ => self.insert(self.name, typed(source, Form::Raw)),
        }
    }

    fn text<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &Option<T>) {
        if let Some(leaf) = slot {
            self.insert(self.name, value(field, leaf));
        }
    }
}

/// Adds `items` to an array.
fn append(array: &mut Value, items: Vec<Value>) {
    if let Value::Array(before) = array {
        before.extend(items);
    }
}

/// The list that is all of an object; an empty one where the object is.
fn only_list(object: Value) -> Value {
    match object {
        Value::Object(members) => members.into_iter().next().map_or_else(|| Value::Array(Vec::new()), |(_, list)| list),
        other => other,
    }
}

/// A value in the form that the field declares, or else that of its type.
fn value<'a, T: Leaf<'a>>(field: &Field, leaf: &T) -> Value {
    typed(leaf, field.json_value.unwrap_or(T::FORM))
}

/// A value in this form.
fn typed<'a, T: Leaf<'a>>(leaf: &T, form: Form) -> Value {
    let mut text = String::new();
    // Writing into a text never fails.
    let _ = leaf.write(&mut text);
    if T::FORM == Form::Raw {
        text = crate::codec::xml::only_text(&text).map(Into::into).unwrap_or(text);
    }
    match form {
        Form::Text | Form::Raw => Value::String(text),
        Form::Bool => Value::Bool(text == "true"),
        Form::Number => match text.parse::<Number>() {
            Ok(number) if number.to_string() == text => Value::Number(number),
            _ => Value::String(text),
        },
    }
}
