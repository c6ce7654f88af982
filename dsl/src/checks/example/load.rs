//! Whether the mask of an example is of the same record as the key beside it.

use super::super::shape::shape;
use super::super::walk::NamedTemplate;
use super::quoted::{escape, place};
use super::{CODE, pieces};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Diagnostic, Text};
use crate::ir::{Key, LoadExample};
use depara_key::{Kind, Parts, Shape};

/// The first value of a mask that differs from that of the key beside it. Either text may be no key at all, which is another problem.
pub(super) fn disagreement(named: &NamedTemplate<'_>, key: &Key, example: &LoadExample) -> Option<Diagnostic> {
    let (form, mask) = (shape(&key.name.value.to_string(), &key.template), shape(&named.name, named.template));
    let (of_key, of_mask) = (form.parse(&example.key.value).ok()?, mask.parse(&example.mask.value).ok()?);
    let (number, field, found) =
        values(&mask, &of_mask).find(|(_, field, found)| value(&form, &of_key, field).is_some_and(|fits| fits != *found))?;
    let fits = value(&form, &of_key, field)?;

    let segment = pieces(&example.mask.value, mask.separator, usize::MAX).get(number).cloned()?;
    // A value that is alone in its segment stands at its end, behind the texts that never change.
    let alone = mask.segments.get(number).is_some_and(|segment| segment.slots().count() == 1);
    let start = if alone { segment.end.saturating_sub(found.len()).max(segment.start) } else { segment.start };
    let span = place(&example.mask, start..segment.end);
    let label = Text::from(&phrases::MASK_VALUE).with("field", field).with("found", found).with("fits", fits);
    let message = Text::from(&phrases::MISFIT_EXAMPLE).with("name", &named.name);
    let problem = Diagnostic::error(CODE, message, span, label).related(example.key.span, Text::from(&phrases::KEY_OF_RECORD));
    let problem = problem.at(named.path.iter().cloned());
    Some(if alone { problem.fix(Text::from(&phrases::WRITE_LITERAL).with("fits", fits), span, escape(fits)) } else { problem })
}

/// The values of a mask, each with the number of its segment and the name of its field.
fn values<'a>(shape: &'a Shape, parts: &'a Parts) -> impl Iterator<Item = (usize, &'a str, &'a str)> {
    let segments = shape.segments.iter().enumerate();
    let names = segments.flat_map(|(number, segment)| segment.slots().map(move |part| (number, &*part.name)));
    names.zip(parts.iter()).map(|((number, name), value)| (number, name, value.unwrap_or_default()))
}

/// The value of a field of the key, when the key has the field.
fn value<'a>(shape: &'a Shape, parts: &'a Parts, name: &str) -> Option<&'a str> {
    let slot = shape.slots().position(|part| part.kind == Kind::Field && part.name == name)?;
    Some(parts.text(slot))
}
