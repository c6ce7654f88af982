//! Key templates: segments, their parts and types.

use super::context::Context;
use super::problems::{out_of_bounds, unfit_word};
use super::{dictionary, words};
use crate::ir::{Blanks, Element, Part, PartKind, Segment, SegmentKind, Template};
use crate::syntax::ast::{self, SegmentType, TemplateElement};

/// The names of the types of segments.
const TYPES: [&str; 5] = ["text", "char", "int", "date", "any"];

/// The most characters that a field of a dictionary has.
const WIDEST: u32 = 255;

/// The width of the company group.
const COMPANY: u32 = 2;

/// Resolves a template; the fields of the ERP must be names that its dictionary can hold.
pub(super) fn template(cx: &mut Context<'_>, written: &ast::Template, of_the_erp: bool) -> Template {
    let elements = written.elements.iter().map(|element| match element {
        TemplateElement::Segment(written) => Element::Segment(segment(cx, written, of_the_erp)),
        TemplateElement::Group { span, segments } => {
            Element::Group(segments.iter().map(|written| segment(cx, written, of_the_erp)).collect(), *span)
        }
    });
    Template { elements: elements.collect(), separator: written.separator, span: written.span }
}

/// The type of a segment or of a dictionary field; a text when it was reported.
pub(super) fn segment_type(cx: &mut Context<'_>, written: &SegmentType) -> SegmentKind {
    let plain = match written.name.as_str() {
        "text" => SegmentKind::Text,
        "int" => SegmentKind::Int,
        "date" => SegmentKind::Date,
        "any" => SegmentKind::Any,
        "char" => {
            let Some(size) = written.size else {
                cx.report(out_of_bounds::arguments("char", written.span, &["char(9)"]));
                return SegmentKind::Text;
            };
            if size.value > WIDEST {
                cx.report(out_of_bounds::too_wide(size.value, WIDEST, size.span));
                return SegmentKind::Text;
            }
            return words::size(cx, size).map_or(SegmentKind::Text, SegmentKind::Char);
        }
        other => {
            cx.report(unfit_word::unfit_word(&written.name, &TYPES, cx.nearest(other, TYPES)));
            return SegmentKind::Text;
        }
    };
    if written.size.is_some() {
        cx.report(out_of_bounds::arguments(&written.name, written.span, &[written.name.as_str(), "char(9)"]));
    }
    plain
}

fn segment(cx: &mut Context<'_>, written: &ast::Segment, of_the_erp: bool) -> Segment {
    let parts = written.parts.iter().map(|written| part(cx, written, of_the_erp)).collect();
    Segment { parts, optional: written.optional.is_some(), span: written.span }
}

fn part(cx: &mut Context<'_>, written: &ast::Part, of_the_erp: bool) -> Part {
    let (kind, untyped) = match &written.kind {
        ast::PartKind::Company => (PartKind::Company, SegmentKind::Char(COMPANY)),
        ast::PartKind::Branch(alias) => (PartKind::Branch(alias.value.clone()), SegmentKind::Text),
        ast::PartKind::Field(name) => {
            if of_the_erp {
                dictionary::check_length(cx, name);
            }
            (PartKind::Field(name.value.clone()), SegmentKind::Text)
        }
        ast::PartKind::Literal(text) => (PartKind::Literal(text.value.clone()), SegmentKind::Text),
    };
    let given = written.r#type.as_ref().map(|written| segment_type(cx, written));
    let blanks = written.blanks.map_or(Blanks::Trim, |blanks| blanks.value);
    Part { kind, r#type: given.unwrap_or(untyped), blanks, span: written.span }
}
