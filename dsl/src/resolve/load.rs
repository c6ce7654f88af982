//! The `load` line of a key: by what a load of the De-Para finds the record.

use super::context::Context;
use super::problems::unknown_load_field;
use super::template;
use crate::ir::{Element, Part, PartKind, Template};
use crate::syntax::ast::{self, SegmentType, TableLine, TemplateElement};
use std::collections::BTreeSet;

/// Resolves the `load` line of a key that has the form `key`.
pub(super) fn form(cx: &mut Context<'_>, written: &ast::Template, key: &Template, of_the_erp: bool) -> Template {
    let mut template = template::template(cx, written, of_the_erp);
    let parts = template.elements.iter_mut().flat_map(|element| match element {
        Element::Segment(segment) => segment.parts.iter_mut(),
        Element::Group(..) => [].iter_mut(),
    });
    for (part, written) in parts.zip(written_parts(written)) {
        take_over(cx, part, written, key);
    }
    template
}

fn written_parts(written: &ast::Template) -> impl Iterator<Item = &ast::Part> {
    written.elements.iter().flat_map(|element| match element {
        TemplateElement::Segment(segment) => segment.parts.iter(),
        TemplateElement::Group { .. } => [].iter(),
    })
}

/// Gives a field the type and the blanks that it has in the key, or else the type that a table gives it.
fn take_over(cx: &mut Context<'_>, part: &mut Part, written: &ast::Part, key: &Template) {
    let (ast::PartKind::Field(name), None) = (&written.kind, &written.r#type) else { return };
    let own = key.segments().flat_map(|segment| &segment.parts).find(|own| own.kind == part.kind);
    if let Some(own) = own {
        part.r#type = own.r#type;
        if written.blanks.is_none() {
            part.blanks = own.blanks;
        }
        return;
    }
    let table_fields = || cx.definitions.tables.iter().flat_map(|table| table.body.statements()).filter_map(|(_, line)| table_field(line));
    if let Some((_, kind)) = table_fields().find(|(field, _)| *field == name.as_str()) {
        // What is wrong with the type is reported in the table.
        part.r#type = cx.muted(|cx| template::segment_type(cx, kind));
    } else if !key.elements.is_empty() {
        let of_the_key = key.segments().flat_map(|segment| &segment.parts).filter_map(field);
        let known: BTreeSet<&str> = of_the_key.chain(table_fields().map(|(field, _)| field)).collect();
        let near = cx.nearest(name, known.iter().copied());
        cx.report_unknown(name, unknown_load_field::unknown_load_field(name, near));
    }
}

fn field(part: &Part) -> Option<&str> {
    match &part.kind {
        PartKind::Field(name) => Some(name),
        PartKind::Company | PartKind::Branch(_) | PartKind::Literal(_) => None,
    }
}

fn table_field(line: &TableLine) -> Option<(&str, &SegmentType)> {
    match line {
        TableLine::Field { name, kind, .. } => Some((name.as_str(), kind)),
        TableLine::Sharing(_) | TableLine::Movement(_) | TableLine::Common(_) => None,
    }
}
