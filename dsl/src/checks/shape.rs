//! From a template of the catalog to the shape that splits and builds keys at run time.

use crate::ir;
use depara_key::{Blanks, Kind, Part, Segment, Shape, Value};

/// The shape of `template`, for the key or the table `name`.
#[must_use]
pub fn shape(name: &str, template: &ir::Template) -> Shape {
    let mut segments = Vec::new();
    let mut groups = 0;
    for element in &template.elements {
        match element {
            ir::Element::Segment(one) => segments.push(segment(one, None)),
            ir::Element::Group(several, _) => {
                segments.extend(several.iter().map(|one| segment(one, Some(groups))));
                groups = groups.saturating_add(1);
            }
        }
    }
    Shape { name: name.to_owned().into(), segments: segments.into(), separator: template.separator }
}

/// Whether the part always has the same number of characters, so that what follows it is found by counting.
pub(super) fn has_fixed_width(of: &ir::Part) -> bool {
    part(of).width().is_some()
}

/// A value that fits a part of a shape; the text of a literal.
pub(super) fn sample(part: &Part) -> String {
    let value = match (&part.kind, part.value) {
        (Kind::Literal, _) => &part.name,
        (Kind::Company, _) => "01",
        (_, Value::Date) => "20240131",
        _ => "1",
    };
    format!("{value:<width$}", width = part.width().unwrap_or_default())
}

fn segment(segment: &ir::Segment, group: Option<u8>) -> Segment {
    let ir::Segment { parts, optional, span: _ } = segment;
    Segment { parts: parts.iter().map(part).collect(), optional: *optional, group }
}

fn part(part: &ir::Part) -> Part {
    let ir::Part { kind, r#type, blanks, span: _ } = part;
    let (name, kind) = match kind {
        ir::PartKind::Company => ("company".to_owned(), Kind::Company),
        ir::PartKind::Branch(alias) => (format!("branch({alias})"), Kind::Branch(alias.clone().into())),
        ir::PartKind::Field(field) => (field.clone(), Kind::Field),
        ir::PartKind::Literal(text) => (text.clone(), Kind::Literal),
    };
    let value = match r#type {
        ir::SegmentKind::Text => Value::Text,
        ir::SegmentKind::Char(width) => Value::Char(*width),
        ir::SegmentKind::Int => Value::Int,
        ir::SegmentKind::Date => Value::Date,
        ir::SegmentKind::Any => Value::Any,
    };
    let blanks = match blanks {
        ir::Blanks::Trim => Blanks::Trim,
        ir::Blanks::TrimBoth => Blanks::TrimBoth,
        ir::Blanks::Keep => Blanks::Keep,
    };
    Part { name: name.into(), kind, value, blanks }
}
