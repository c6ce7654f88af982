//! Records read from JSON.

use crate::codec::context::Context;
use crate::codec::{DecodeError, DecodeErrorKind, Field, FindingKind, JsonList, Policy, Record, Report, Result, Source};
use crate::value::{Any, Form, Leaf, Remarks, Values, shortened};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A JSON value that is being read. Locations have a path and no byte, because the value does not know where it stood.
///
/// ```
/// use depara::{Decimal, Field, JsonSource, Policy, Record, Result, Sink, Source};
///
/// #[derive(Default)]
/// struct Credit {
///     limit: Option<Decimal>,
/// }
///
/// impl<'a> Record<'a> for Credit {
///     fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
///         source.leaf(&depara::field!("CreditLimit"), &mut self.limit)
///     }
///
///     fn write<S: Sink>(&self, sink: &mut S) {
///         sink.leaf(&depara::field!("CreditLimit"), &self.limit);
///     }
/// }
///
/// let value = serde_json::from_str(r#"{"CreditLimit": 150000.00}"#)?;
/// let mut credit = Credit::default();
/// JsonSource::new(&value, &Policy::default()).root(&depara::field!("Credit"), &mut credit)?;
/// assert_eq!(credit.limit.map(|limit| limit.to_string()).as_deref(), Some("150000.00"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct JsonSource<'a> {
    context: Context<'a>,
    open: Open<'a>,
}

/// The element that is being read.
#[derive(Debug, Clone)]
struct Open<'a> {
    value: &'a Value,
    /// Its name, which is also the name of its text.
    name: &'static str,
    /// The members that calls have asked for.
    taken: Vec<&'a str>,
    /// The item of a group, whose members are arrays over the items; and how many members have this item.
    item: Option<usize>,
    found: usize,
}

impl<'a> JsonSource<'a> {
    /// A value that was parsed before.
    #[must_use]
    pub fn new(value: &'a Value, policy: &Policy) -> Self {
        Self { context: Context::new(policy), open: Open { value, name: "", taken: Vec::new(), item: None, found: 0 } }
    }

    /// Reads the whole value as the element `root`.
    ///
    /// # Errors
    /// When something inside does not fit.
    pub fn root<R: Record<'a>>(&mut self, root: &Field, record: &mut R) -> Result<()> {
        self.child(root, 0, self.open.value, record)
    }

    /// What was noticed.
    #[must_use]
    pub fn finish(self) -> Report {
        self.context.report
    }

    /// Reads a member into `record`.
    fn child<R: Record<'a>>(&mut self, field: &Field, number: usize, value: &'a Value, record: &mut R) -> Result<()> {
        self.context.push(field.json, number, ());
        let allowed = self.context.policy.limits.depth;
        if self.context.depth() > allowed {
            return Err(self.context.limit(self.context.location(0), "element depth", allowed));
        }
        if value.is_array() && field.json_list != JsonList::Nested {
            return Err(self.unfit(value, "an object"));
        }
        let open = Open { value, name: field.json, taken: Vec::new(), item: None, found: 0 };
        let outer = std::mem::replace(&mut self.open, open);
        record.read(self)?;
        self.unknown_members()?;
        record.complete(self)?;
        self.open = outer;
        self.context.pop();
        Ok(())
    }

    /// The member of this name, exactly or else in any case; `None` for null.
    fn member(&mut self, name: &'static str) -> Result<Option<&'a Value>> {
        if self.open.value.is_array() && self.open.found == 0 {
            // The element stands as its one list.
            self.open.found = 1;
            return Ok(Some(self.open.value));
        }
        let Some(members) = self.open.value.as_object() else { return Ok(None) };
        let untaken = |found: &&String| found.eq_ignore_ascii_case(name) && !self.open.taken.contains(&found.as_str());
        let (found, value) = match members.get_key_value(name) {
            Some(member) => member,
            None => match members.keys().find(untaken).and_then(|key| members.get_key_value(key)) {
                Some(member) => member,
                None => return Ok(None),
            },
        };
        if !self.open.taken.contains(&found.as_str()) {
            self.open.taken.push(found);
            if found != name {
                let location = self.context.child(name, 0, 0);
                self.context.remark(location, [FindingKind::Respelt { found: found.clone(), read_as: name.to_owned() }])?;
            }
        }
        let value = match (self.open.item, value) {
            (None, value) => Some(value),
            (Some(item), Value::Array(items)) => items.get(item),
            (Some(0), value) => Some(value),
            (Some(_), _) => None,
        };
        self.open.found = self.open.found.saturating_add(usize::from(value.is_some()));
        Ok(value.filter(|value| !value.is_null()))
    }

    /// The one value of a member; an array of one is that one, of more by policy the last.
    fn single(&mut self, field: &Field) -> Result<Option<&'a Value>> {
        let items = match self.member(field.json)? {
            Some(Value::Array(items)) => items,
            other => return Ok(other),
        };
        if items.len() > 1 {
            let finding = FindingKind::Duplicate { element: field.json.to_owned() };
            self.context.react(self.context.policy.duplicate, self.context.child(field.json, 0, 0), finding)?;
        }
        Ok(items.last().filter(|value| !value.is_null()))
    }

    /// The values of a member, whether they stand in an array or not; `None` when there is no member.
    fn values(&mut self, field: &Field) -> Result<Option<&'a [Value]>> {
        let Some(value) = self.member(field.json)? else { return Ok(None) };
        let values = items(value);
        self.check_length(field, values.len())?;
        Ok(Some(values))
    }

    /// The items of a list in whichever form it stands: an array, an object or an array around it, or one item alone; `None` when there
    /// is no member. Arrays in the array are the items themselves where the items are `raw`, unless the wrapper says otherwise.
    fn items(&mut self, wrapper: &Field, field: &Field, raw: bool) -> Result<Option<Vec<&'a Value>>> {
        let Some(mut value) = self.member(wrapper.json)? else { return Ok(None) };
        if let Some(members) = value.as_object() {
            match self.inside(wrapper, field, members)? {
                Inside::Item => {}
                Inside::Empty => return Ok(Some(Vec::new())),
                Inside::List(list) => value = list,
            }
        }
        let flattens = !raw || wrapper.json_list == JsonList::Nested;
        let flat = |value: &'a Value| if flattens { items(value) } else { std::slice::from_ref(value) };
        let found: Vec<&Value> = items(value).iter().flat_map(flat).collect();
        self.check_length(wrapper, found.len())?;
        Ok(Some(found))
    }

    /// What an object in the place of a list is: an object around the list, or the one item of it. Where the wrapper does not say that there
    /// is an object, some systems write it all the same, as the XML has it.
    fn inside(&mut self, wrapper: &Field, field: &Field, members: &'a Map<String, Value>) -> Result<Inside<'a>> {
        let declared = wrapper.json_list == JsonList::Object;
        let found = members.get_key_value(field.json);
        let respelt = || members.iter().find(|(name, _)| declared && name.eq_ignore_ascii_case(field.json));
        let Some((name, list)) = found.or_else(respelt) else {
            return Ok(if declared && members.is_empty() { Inside::Empty } else { Inside::Item });
        };
        if !declared {
            let is_list = members.len() == 1 && (list.is_array() || list.is_object());
            return Ok(if is_list { Inside::List(list) } else { Inside::Item });
        }
        self.context.push(wrapper.json, 0, ());
        if name != field.json {
            let location = self.context.child(field.json, 0, 0);
            self.context.remark(location, [FindingKind::Respelt { found: name.clone(), read_as: field.json.to_owned() }])?;
        }
        for (other, value) in members.iter().filter(|(other, _)| *other != name) {
            self.unknown(other, value)?;
        }
        self.context.pop();
        Ok(if list.is_null() { Inside::Empty } else { Inside::List(list) })
    }

    fn check_length(&self, field: &Field, found: usize) -> Result<()> {
        let allowed = self.context.policy.limits.items;
        if found > allowed { Err(self.context.limit(self.context.child(field.json, 0, 0), "list length", allowed)) } else { Ok(()) }
    }

    fn read_records<R, V>(&mut self, field: &Field, values: V) -> Result<Vec<R>>
    where
        R: Record<'a> + Default,
        V: IntoIterator<Item = &'a Value>,
    {
        let read = |(number, value): (usize, &'a Value)| {
            let mut record = R::default();
            self.child(field, number.saturating_add(1), value, &mut record).map(|()| record)
        };
        values.into_iter().enumerate().map(read).collect()
    }

    fn read_leaves<T, V>(&mut self, field: &Field, values: V) -> Result<Values<T>>
    where
        T: Leaf<'a>,
        V: IntoIterator<Item = &'a Value>,
    {
        let read = |(number, value): (usize, &'a Value)| self.leaf_value(field, number.saturating_add(1), value).transpose();
        values.into_iter().enumerate().filter_map(read).collect()
    }

    /// Reads the value of a member or of an item of a list.
    fn leaf_value<T: Leaf<'a>>(&mut self, field: &Field, number: usize, value: &'a Value) -> Result<Option<T>> {
        self.context.push(field.json, number, ());
        let read = self.own_value(field, value)?;
        self.context.pop();
        Ok(read)
    }

    /// Reads a value in the open element.
    fn own_value<T: Leaf<'a>>(&mut self, field: &Field, value: &'a Value) -> Result<Option<T>> {
        let text = match value {
            Value::Null => return Ok(None),
            Value::String(text) => Cow::Borrowed(text.as_str()),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
            Value::Object(_) | Value::Array(_) if T::FORM == Form::Raw => Cow::Owned(value.to_string()),
            Value::Object(_) | Value::Array(_) => return Err(self.unfit(value, "a single value")),
        };
        let allowed = self.context.policy.limits.text;
        if text.len() > allowed {
            return Err(self.context.limit(self.context.location(0), "text length", allowed));
        }
        let text = if T::FORM == Form::Raw { Cow::Owned(Any::from_text(&text).raw().to_owned()) } else { text };
        let mut remarks = Remarks::default();
        let read = T::read(text, field, &mut remarks).map_err(|error| self.context.error(0, error.into()))?;
        if !remarks.is_empty() {
            self.context.remark(self.context.location(0), remarks)?;
        }
        Ok(read)
    }

    /// Reports the members that no call has asked for, or the value that no call has taken.
    fn unknown_members(&mut self) -> Result<()> {
        let (taken, value) = (std::mem::take(&mut self.open.taken), self.open.value);
        let Some(members) = value.as_object() else {
            let took = self.open.found > 0 || value.is_null() || value.as_str().is_some_and(str::is_empty);
            return if took { Ok(()) } else { Err(self.unfit(value, "an object")) };
        };
        for (name, value) in members.iter().filter(|(name, _)| !taken.contains(&name.as_str())) {
            self.unknown(name, value)?;
        }
        Ok(())
    }

    fn unknown(&mut self, name: &str, value: &Value) -> Result<()> {
        let finding = FindingKind::UnknownElement { element: name.to_owned(), source: value.to_string() };
        self.context.react(self.context.policy.unknown, self.context.child(name, 0, 0), finding)
    }

    /// A value that is not of the right kind.
    fn unfit(&self, value: &Value, expected: &str) -> DecodeError {
        let kind = DecodeErrorKind::Value { found: shortened(&value.to_string()), expected: expected.to_owned() };
        self.context.error(0, kind)
    }
}

impl<'a> Source<'a> for JsonSource<'a> {
    fn leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        let value = if T::FORM == Form::Raw { self.member(field.json)? } else { self.single(field)? };
        if let Some(value) = value {
            *slot = self.leaf_value(field, 0, value)?;
        }
        Ok(())
    }

    fn leaves<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Values<T>) -> Result<()> {
        if let Some(values) = self.values(field)? {
            *slot = self.read_leaves(field, values)?;
        }
        Ok(())
    }

    fn record<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Option<R>) -> Result<()> {
        match self.single(field)? {
            Some(value) => self.child(field, 0, value, slot.insert(R::default())),
            None => Ok(()),
        }
    }

    fn element<R: Record<'a>>(&mut self, field: &Field, record: &mut R) -> Result<bool> {
        match self.single(field)? {
            Some(value) => self.child(field, 0, value, record).map(|()| true),
            None => Ok(false),
        }
    }

    fn inner(&mut self, slot: &mut Option<Any<'a>>) -> Result<()> {
        self.open.found = self.open.found.saturating_add(1);
        let Some(members) = self.open.value.as_object() else {
            *slot = self.own_value(&INNER, self.open.value)?;
            return Ok(());
        };
        let rest = members.iter().filter(|(name, _)| !self.open.taken.contains(&name.as_str()));
        let rest: Map<_, _> = rest.map(|(name, value)| (name.clone(), value.clone())).collect();
        self.open.taken = members.keys().map(String::as_str).collect();
        *slot = Some(Any::from_text(&Value::Object(rest).to_string()));
        Ok(())
    }

    fn records<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Vec<R>) -> Result<()> {
        if let Some(values) = self.values(field)? {
            *slot = self.read_records(field, values)?;
        }
        Ok(())
    }

    fn list<R: Record<'a> + Default>(&mut self, wrapper: &Field, field: &Field, slot: &mut Option<Vec<R>>) -> Result<()> {
        if let Some(values) = self.items(wrapper, field, false)? {
            self.context.push(wrapper.json, 0, ());
            *slot = Some(self.read_records(field, values)?);
            self.context.pop();
        }
        Ok(())
    }

    fn leaf_list<T: Leaf<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &mut Option<Values<T>>) -> Result<()> {
        if let Some(values) = self.items(wrapper, field, T::FORM == Form::Raw)? {
            self.context.push(wrapper.json, 0, ());
            *slot = Some(self.read_leaves(field, values)?);
            self.context.pop();
        }
        Ok(())
    }

    fn group<R: Record<'a> + Default>(&mut self, slot: &mut Vec<R>) -> Result<()> {
        let found = self.open.found;
        for item in 0..self.context.policy.limits.items {
            (self.open.item, self.open.found) = (Some(item), 0);
            let mut record = R::default();
            record.read(self)?;
            if self.open.found == 0 {
                break;
            }
            slot.push(record);
        }
        (self.open.item, self.open.found) = (None, found);
        Ok(())
    }

    fn attribute<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        self.leaf(field, slot)
    }

    fn text<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if !self.open.value.is_object() {
            self.open.found = self.open.found.saturating_add(1);
            *slot = self.own_value(field, self.open.value)?;
            return Ok(());
        }
        let value = match self.member(self.open.name)? {
            None => self.member("$")?,
            value => value,
        };
        if let Some(value) = value {
            *slot = self.own_value(field, value)?;
        }
        Ok(())
    }

    fn forbidden(&mut self, field: &Field) -> Result<()> {
        match self.member(field.json)? {
            Some(value) => self.unknown(field.json, value),
            None => Ok(()),
        }
    }

    fn require(&mut self, field: &Field, present: bool) -> Result<()> {
        if present { Ok(()) } else { self.context.missing(field, 0) }
    }

    fn count(&mut self, field: &Field, found: usize, min: usize, max: Option<usize>) -> Result<()> {
        let fits = found >= min && max.is_none_or(|max| found <= max);
        if fits { Ok(()) } else { self.context.miscount(field, found, min, max, 0) }
    }

    fn one_of(&mut self, fields: &[(&Field, bool)]) -> Result<()> {
        self.context.one_of(fields, 0)
    }

    fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        self.context.error(0, kind)
    }

    fn policy(&self) -> &Policy {
        &self.context.policy
    }

    fn report(&mut self, kind: FindingKind) {
        let location = self.context.location(0);
        self.context.report.push(&self.context.policy, location, kind);
    }
}

/// What an object in the place of a list is.
enum Inside<'a> {
    /// The one item of the list.
    Item,
    /// An object without the list.
    Empty,
    /// An object around this list.
    List(&'a Value),
}

/// The items of an array; anything else is one item.
fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// [`Source::inner`] has no field of its own.
const INNER: Field = Field::new("", "", "");
