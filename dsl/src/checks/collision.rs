//! Two different records whose keys have one text: what convinces a reader that a key cannot be split again.

use super::shape::sample;
use depara_key::{Kind, Part, Shape, Value};

/// Two different records with one key text, each by the values that differ: `A1_COD=1, A1_LOJA=23`.
pub(super) struct Collision {
    pub(super) first: String,
    pub(super) second: String,
    pub(super) text: String,
}

/// A collision of a form, when one can be found by moving a boundary or leaving out a group.
pub(super) fn collision(shape: &Shape) -> Option<Collision> {
    let slots = slots(shape);
    candidates(&slots).into_iter().find_map(|(first, second)| {
        let text = text(shape.separator, &slots, &first)?;
        let same = first != second && self::text(shape.separator, &slots, &second).as_ref() == Some(&text);
        same.then(|| Collision { first: differing(&slots, &first, &second), second: differing(&slots, &second, &first), text })
    })
}

/// A value for each slot; none where the group of the slot is absent.
type Values = Vec<Option<String>>;

/// A part that holds a value, and what stands around it.
struct Slot<'a> {
    part: &'a Part,
    group: Option<u8>,
    /// The fixed texts before it, back to the slot before it.
    before: String,
    /// The fixed texts behind the last slot.
    after: String,
}

fn slots(shape: &Shape) -> Vec<Slot<'_>> {
    let mut slots: Vec<Slot<'_>> = Vec::new();
    let mut fixed = String::new();
    for (at, segment) in shape.segments.iter().enumerate() {
        if at > 0 {
            fixed.push(shape.separator);
        }
        for part in segment.parts.iter() {
            if part.kind == Kind::Literal {
                fixed.push_str(&part.name);
            } else {
                let before = std::mem::take(&mut fixed);
                slots.push(Slot { part, group: segment.group, before, after: String::new() });
            }
        }
    }
    if let Some(last) = slots.last_mut() {
        last.after = fixed;
    }
    slots
}

/// Pairs of records that may collide.
fn candidates(slots: &[Slot<'_>]) -> Vec<(Values, Values)> {
    let full: Values = slots.iter().map(|slot| Some(sample(slot.part))).collect();
    let without =
        |group: u8| -> Values { full.iter().zip(slots).map(|(value, slot)| value.clone().filter(|_| slot.group != Some(group))).collect() };
    let mut pairs = Vec::new();
    for (at, (slot, next)) in slots.iter().zip(slots.iter().skip(1)).enumerate() {
        if slot.part.width().is_some() || next.part.width().is_some() {
            continue;
        }
        let between = &next.before;
        let (short, long) = ("1".to_owned(), format!("1{between}2"));
        pairs.push((set(&full, at, &short, Some(format!("2{between}3"))), set(&full, at, &long, Some("3".to_owned()))));
        if let Some(group) = next.group.filter(|group| slot.group != Some(*group)) {
            pairs.push((set(&full, at, &short, Some("2".to_owned())), set(&without(group), at, &long, None)));
        }
    }
    let groups: Vec<u8> = slots.iter().filter_map(|slot| slot.group).collect();
    for group in &groups {
        pairs.extend(groups.iter().filter(|other| *other > group).map(|other| (without(*group), without(*other))));
    }
    pairs
}

/// `values` with the value at `at` and the one after it replaced.
fn set(values: &Values, at: usize, value: &str, next: Option<String>) -> Values {
    let replaced = |(index, old): (usize, &Option<String>)| match index.checked_sub(at) {
        Some(0) => Some(value.to_owned()),
        Some(1) => next.clone(),
        _ => old.clone(),
    };
    values.iter().enumerate().map(replaced).collect()
}

/// The text of a record, as the form is read by a person: the engine builds no key of a form that it cannot split.
fn text(separator: char, slots: &[Slot<'_>], values: &Values) -> Option<String> {
    let mut text = String::new();
    for (slot, value) in slots.iter().zip(values) {
        let Some(value) = value else { continue };
        if !fits(separator, slot.part, value) {
            return None;
        }
        text.push_str(if text.is_empty() { slot.before.trim_start_matches(separator) } else { &slot.before });
        text.push_str(value);
        text.push_str(&slot.after);
    }
    Some(text)
}

fn fits(separator: char, part: &Part, value: &str) -> bool {
    let length_fits = match part.value {
        Value::Char(limit) => value.chars().count() <= limit as usize,
        Value::Int => value.parse::<i64>().is_ok_and(|number| number.to_string() == value),
        Value::Date => value == sample(part),
        Value::Text | Value::Any => true,
    };
    length_fits && (part.value == Value::Any || !value.contains(separator))
}

/// The values that differ from those of `other`.
fn differing(slots: &[Slot<'_>], values: &Values, other: &Values) -> String {
    let shown = |slot: &Slot<'_>, value: &Option<String>| match value {
        Some(value) => format!("{}={value}", slot.part.name),
        None => format!("{} –", slot.part.name),
    };
    let pairs = slots.iter().zip(values).zip(other).filter(|((_, value), other)| value != other);
    pairs.map(|((slot, value), _)| shown(slot, value)).collect::<Vec<_>>().join(", ")
}
