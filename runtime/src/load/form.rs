//! The forms that a pair of an entity may have: masks, keys, and the De-Para tables of the internal system.

use super::{ProblemKind, Wanted};
use crate::info::{AdapterInfo, DeParaInfo, DeParaMode, LoadInfo};
use depara_key::{Blanks, KeyError, Kind, Part, Parts, Segment, Shape, Value};
use std::borrow::Cow;

/// One mask of an entity, with the tables whose rows its key may stand in.
pub(super) struct Form {
    pub(super) entity: &'static str,
    pub(super) load: &'static LoadInfo,
    tables: Vec<&'static DeParaInfo>,
}

/// The forms of an entity, which is a message or a De-Para table of the internal system.
pub(super) fn forms(adapters: &[&'static AdapterInfo], entity: &str) -> Vec<Form> {
    let entity = entity.trim();
    let all = || adapters.iter().flat_map(|adapter| adapter.deparas).copied().filter(|table| table.mode != DeParaMode::Identical);
    let of_message = adapters.iter().any(|adapter| adapter.message.eq_ignore_ascii_case(entity));
    let form = |adapter: &&'static AdapterInfo, load: &&'static LoadInfo| {
        let tables = all().filter(|table| table.external == load.key);
        let tables: Vec<_> = tables.filter(|table| of_message || table.table.eq_ignore_ascii_case(entity)).collect();
        let is_meant = if of_message { adapter.message.eq_ignore_ascii_case(entity) } else { !tables.is_empty() };
        is_meant.then_some(Form { entity: adapter.message, load, tables })
    };
    adapters.iter().flat_map(|adapter| adapter.loads.iter().filter_map(move |load| form(adapter, load))).collect()
}

/// The entities that have a mask.
pub(super) fn known(adapters: &[&'static AdapterInfo]) -> Vec<&'static str> {
    let mut known: Vec<_> = adapters.iter().filter(|adapter| !adapter.loads.is_empty()).map(|adapter| adapter.message).collect();
    known.sort_unstable();
    known.dedup();
    known
}

impl Form {
    /// The key of the internal system in its one form.
    pub(super) fn internal(&self, text: &str) -> Result<String, KeyError> {
        let mut nearest: Option<KeyError> = None;
        for shape in self.tables.iter().map(|table| table.internal) {
            match shape.parse(text) {
                Ok(parts) => return Ok(shape.text(&parts)),
                Err(error) if nearest.as_ref().is_none_or(|best| best.place().segment < error.place().segment) => nearest = Some(error),
                Err(_) => {}
            }
        }
        match nearest {
            Some(error) => Err(error),
            None => ANY_KEY.parse(text).map(|parts| ANY_KEY.text(&parts)),
        }
    }

    fn name(&self) -> String {
        format!("{}.{}", self.load.key.alias, self.load.key.field)
    }
}

/// A key of which the mappings only know that it is there.
const ANY_PART: Part = Part { name: Cow::Borrowed("NewIntegrationId"), kind: Kind::Field, value: Value::Any, blanks: Blanks::Trim };
static ANY_KEY: Shape = Shape {
    name: Cow::Borrowed("RM"),
    segments: Cow::Borrowed(&[Segment { parts: Cow::Borrowed(&[ANY_PART]), optional: false, group: None }]),
    separator: depara_key::SEPARATOR,
};

/// The form of a pair and the values of its mask: from the mask itself, else from the key and the values beside it.
pub(super) fn choose<'f>(forms: &'f [Form], wanted: &Wanted<'_>) -> Result<(&'f Form, Parts), ProblemKind> {
    let (mask, key) = (wanted.mask.trim(), wanted.key.trim());
    let (form, values) = match (mask, key) {
        ("", "") => from_values(forms, wanted)?,
        ("", key) => return from_key(forms, key, wanted),
        (mask, _) => one(forms, |form| form.load.mask.parse(mask), ProblemKind::Mask)?,
    };
    if !key.is_empty() {
        let shape = form.load.key.shape;
        let parts = shape.parse(key).map_err(|error| ProblemKind::Key(vec![error]))?;
        disagreement(form.load, &values, &parts).map_or(Ok(()), Err)?;
    }
    Ok((form, values))
}

fn from_key<'f>(forms: &'f [Form], key: &str, wanted: &Wanted<'_>) -> Result<(&'f Form, Parts), ProblemKind> {
    let (form, parts) = one(forms, |form| form.load.key.shape.parse(key), ProblemKind::Key)?;
    let filled: Vec<_> = wanted.values.iter().copied().filter(|(_, value)| !value.trim().is_empty()).collect();
    let mask = form.load.mask;
    let values = mask_values(mask, form.load.key.shape, &parts, &filled);
    let missing = mask.slots().zip(&values).filter(|(_, value)| value.is_none()).map(|(part, _)| part.name.clone().into_owned());
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        return Err(ProblemKind::MissingValues { fields: missing });
    }
    let values = mask.build(&values).map_err(|error| ProblemKind::Mask(vec![error]))?;
    disagreement(form.load, &values, &parts).map_or(Ok((form, values)), Err)
}

fn from_values<'f>(forms: &'f [Form], wanted: &Wanted<'_>) -> Result<(&'f Form, Parts), ProblemKind> {
    let named = |part: &Part| wanted.values.iter().find(|(name, _)| part.name.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
    let is_meant = |form: &&Form| form.load.mask.slots().any(|part| named(part).is_some_and(|value| !value.trim().is_empty()));
    let meant: Vec<&Form> = forms.iter().filter(is_meant).collect();
    match meant.as_slice() {
        [] => Err(ProblemKind::NoRecord { forms: forms.iter().map(|form| form.load.mask.to_string()).collect() }),
        [form] => {
            let mask = form.load.mask;
            let values: Vec<_> = mask.slots().map(|part| Some(named(part).unwrap_or_default())).collect();
            let values = mask.build(&values).map_err(|error| ProblemKind::Mask(vec![error]))?;
            Ok((form, values))
        }
        several => Err(ProblemKind::Ambiguous { keys: several.iter().map(|form| form.name()).collect() }),
    }
}

/// The one form that takes a text.
fn one(
    forms: &[Form],
    parse: impl Fn(&Form) -> Result<Parts, KeyError>,
    misfit: fn(Vec<KeyError>) -> ProblemKind,
) -> Result<(&Form, Parts), ProblemKind> {
    let (mut fits, mut errors) = (Vec::new(), Vec::new());
    for form in forms {
        match parse(form) {
            Ok(parts) => fits.push((form, parts)),
            Err(error) => errors.push(error),
        }
    }
    match fits.pop() {
        Some(fit) if fits.is_empty() => Ok(fit),
        Some(fit) => {
            fits.push(fit);
            Err(ProblemKind::Ambiguous { keys: fits.iter().map(|(form, _)| form.name()).collect() })
        }
        None => {
            // A form that another fixed text rules out says nothing where one is left that it does not.
            if errors.iter().any(|error| !matches!(error, KeyError::Literal { .. })) {
                errors.retain(|error| !matches!(error, KeyError::Literal { .. }));
            }
            Err(misfit(errors))
        }
    }
}

/// The first value that a mask and a key of the same record would share and do not.
pub(super) fn disagreement(load: &LoadInfo, mask: &Parts, key: &Parts) -> Option<ProblemKind> {
    let fields = load.mask.slots().zip(mask.iter()).filter(|(part, _)| part.kind == Kind::Field);
    fields.into_iter().find_map(|(part, value)| {
        let slot = load.key.shape.slots().position(|own| own.kind == Kind::Field && own.name == part.name)?;
        let (mask, key) = (value.unwrap_or_default(), key.text(slot));
        let field = part.name.clone().into_owned();
        (mask.trim_end() != key.trim_end()).then(|| ProblemKind::Disagreement { field, mask: mask.to_owned(), key: key.to_owned() })
    })
}

/// The values of a mask: those that `rest` names, else those of the key. Where neither has one it is empty if it may be, and `None` if not.
pub(crate) fn mask_values<'v>(mask: &Shape, key: &Shape, parts: &'v Parts, rest: &[(&str, &'v str)]) -> Vec<Option<&'v str>> {
    let named = |part: &Part| rest.iter().find(|(name, _)| part.name.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
    let of_key = |part: &Part| parts.get(key.slots().position(|own| own.kind == part.kind && own.name == part.name)?);
    let slots = mask.segments.iter().flat_map(|segment| segment.slots().map(move |part| (segment, part)));
    slots.map(|(segment, part)| named(part).or_else(|| of_key(part)).or_else(|| segment.optional.then_some(""))).collect()
}
