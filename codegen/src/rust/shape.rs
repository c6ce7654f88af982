//! The form of a key as a constant: a list of segments, each of parts.

use super::names;
use depara_dsl::ir::{Blanks, Element, Part, PartKind, Segment, SegmentKind, Template};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The form of `template` as an expression, for the key that errors call `name`.
pub(crate) fn expression(name: &str, template: &Template) -> TokenStream {
    let segments = grouped(template).map(|(segment, group)| item(segment, group));
    let separator = (template.separator != '|').then_some(template.separator);
    quote!(::depara::shape!(#name #separator, #(#segments),*))
}

/// The segments with the number of their group.
fn grouped(template: &Template) -> impl Iterator<Item = (&Segment, Option<u8>)> {
    let mut groups = 0_u8;
    template.elements.iter().flat_map(move |element| match element {
        Element::Segment(segment) => vec![(segment, None)],
        Element::Group(segments, _) => {
            let group = groups;
            groups = groups.saturating_add(1);
            segments.iter().map(|segment| (segment, Some(group))).collect()
        }
    })
}

/// `[char("A6_COD", 3)] optional`
fn item(segment: &Segment, group: Option<u8>) -> TokenStream {
    let Segment { parts, optional, span: _ } = segment;
    let parts = parts.iter().map(part);
    let optional = optional.then(|| quote!(optional));
    let group = group.map(Literal::u8_unsuffixed).map(|group| quote!(in_group(#group)));
    quote!([#(#parts),*] #optional #group)
}

fn part(part: &Part) -> TokenStream {
    let Part { kind, r#type, blanks, span: _ } = part;
    let part = match kind {
        PartKind::Company => quote!(company()),
        PartKind::Branch(alias) => quote!(branch(#alias)),
        PartKind::Field(field) => field_part(field, *r#type),
        PartKind::Literal(text) => quote!(literal(#text)),
    };
    match blanks {
        Blanks::Trim => part,
        Blanks::TrimBoth => quote!(#part trim_both),
        Blanks::Keep => quote!(#part keep),
    }
}

fn field_part(field: &str, kind: SegmentKind) -> TokenStream {
    let name = names::ident(match kind {
        SegmentKind::Text => "text",
        SegmentKind::Char(_) => "char",
        SegmentKind::Int => "int",
        SegmentKind::Date => "date",
        SegmentKind::Any => "any",
    });
    match kind {
        SegmentKind::Char(width) => {
            let width = Literal::u32_unsuffixed(width);
            quote!(#name(#field, #width))
        }
        SegmentKind::Text | SegmentKind::Int | SegmentKind::Date | SegmentKind::Any => quote!(#name(#field)),
    }
}
