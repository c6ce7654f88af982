//! Typed keys: a type whose values have the form of a template, made from named values or read from a text.

use super::{docs, names, shape};
use depara_dsl::ir::{Element, PartKind, Segment, SegmentKind, Template};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

/// What a key type is made of.
pub(crate) struct KeyType<'k> {
    /// The type.
    pub(crate) name: Ident,
    /// What errors call it.
    pub(crate) title: String,
    /// The first sentence of its documentation.
    pub(crate) doc: String,
    /// What its values are called: `key`, or `mask`.
    pub(crate) noun: &'static str,
    /// Its form.
    pub(crate) template: &'k Template,
    /// Its `KeyInfo`, as an expression that may name `Self::SHAPE`.
    pub(crate) info: TokenStream,
}

/// One value of a key.
pub(crate) struct Slot {
    pub(crate) name: Ident,
    index: Literal,
    label: String,
    kind: SlotKind,
}

/// How a value is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SlotKind {
    Text,
    GroupText,
    Int,
    OptionalInt,
    GroupInt,
}

impl KeyType<'_> {
    /// The items of the type.
    pub(crate) fn items(&self) -> Vec<TokenStream> {
        let slots = slots(self.template);
        vec![self.structure(), self.values(&slots), self.inherent(&slots), self.key_impl(), self.text()]
    }

    /// The type of its values.
    pub(crate) fn values_type(&self) -> Ident {
        format_ident!("{}Values", self.name)
    }

    fn structure(&self) -> TokenStream {
        let doc = docs::doc(&self.doc);
        let name = &self.name;
        quote! {
            #doc
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(::depara::key::Parts);
        }
    }

    fn values(&self, slots: &[Slot]) -> TokenStream {
        let doc = docs::doc(&format!("The values of a [`{}`].", self.name));
        let values = self.values_type();
        let lifetime = borrows(slots).then(|| quote!(<'a>));
        let fields = slots.iter().map(Slot::field);
        quote! {
            #doc
            #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
            pub struct #values #lifetime {
                #(#fields,)*
            }
        }
    }

    fn inherent(&self, slots: &[Slot]) -> TokenStream {
        let (name, values) = (&self.name, self.values_type());
        let doc = docs::doc(&format!("The {} of these values.\n\n# Errors\n\nWhen a value does not fit its segment.", self.noun));
        let shape = shape::expression(&self.title, self.template);
        let lifetime = borrows(slots).then(|| quote!(<'_>));
        let names: Vec<&Ident> = slots.iter().map(|slot| &slot.name).collect();
        let given = slots.iter().map(|slot| slot.given(&names::ident("values")));
        let read = slots.iter().map(Slot::read);
        quote! {
            impl #name {
                const SHAPE: &'static ::depara::key::Shape = #shape;

                #doc
                pub fn new(values: #values #lifetime) -> ::core::result::Result<Self, ::depara::KeyError> {
                    ::depara::Key::build(&[#(#given),*])
                }

                /// Its values.
                #[must_use]
                pub fn values(&self) -> #values #lifetime {
                    #values { #(#names: #read),* }
                }
            }
        }
    }

    fn key_impl(&self) -> TokenStream {
        let (name, info) = (&self.name, &self.info);
        quote! {
            impl ::depara::Key for #name {
                const INFO: &'static ::depara::KeyInfo = &#info;

                fn from_parts(parts: ::depara::key::Parts) -> Self {
                    Self(parts)
                }

                fn parts(&self) -> &::depara::key::Parts {
                    &self.0
                }
            }
        }
    }

    fn text(&self) -> TokenStream {
        let name = &self.name;
        quote!(::depara::key_text!(#name);)
    }
}

impl SlotKind {
    fn of(segment: &Segment, kind: SegmentKind, in_group: bool) -> Self {
        match (kind, in_group, segment.optional) {
            (SegmentKind::Int, false, false) => Self::Int,
            (SegmentKind::Int, false, true) => Self::OptionalInt,
            (SegmentKind::Int, true, false) => Self::GroupInt,
            // An empty whole number in a group that is there differs from an absent group, so it stays a text.
            (_, true, _) => Self::GroupText,
            (_, false, _) => Self::Text,
        }
    }

    fn r#type(self) -> TokenStream {
        match self {
            Self::Text => quote!(&'a str),
            Self::GroupText => quote!(Option<&'a str>),
            Self::Int => quote!(i64),
            Self::OptionalInt | Self::GroupInt => quote!(Option<i64>),
        }
    }
}

impl Slot {
    /// The field of a struct of values.
    pub(crate) fn field(&self) -> TokenStream {
        let doc = docs::doc(&self.label);
        let (name, r#type) = (&self.name, self.kind.r#type());
        quote!(#doc pub #name: #r#type)
    }

    /// The value of the struct `values` as `Key::build` takes it.
    fn given(&self, values: &Ident) -> TokenStream {
        let name = &self.name;
        match self.kind {
            SlotKind::GroupText => quote!(#values.#name),
            SlotKind::GroupInt => quote!(#values.#name.map(|value| value.to_string()).as_deref()),
            SlotKind::Text | SlotKind::Int | SlotKind::OptionalInt => {
                let text = self.text(values);
                quote!(Some(#text))
            }
        }
    }

    /// The value of the struct `values` as a text, empty where there is none.
    pub(crate) fn text(&self, values: &Ident) -> TokenStream {
        let name = &self.name;
        match self.kind {
            SlotKind::Text => quote!(#values.#name),
            SlotKind::GroupText => quote!(#values.#name.unwrap_or_default()),
            SlotKind::Int => quote!(#values.#name.to_string().as_str()),
            SlotKind::OptionalInt | SlotKind::GroupInt => {
                quote!(#values.#name.map(|value| value.to_string()).unwrap_or_default().as_str())
            }
        }
    }

    /// The value of the struct from the parts of the key.
    fn read(&self) -> TokenStream {
        let index = &self.index;
        match self.kind {
            SlotKind::Text => quote!(self.0.text(#index)),
            SlotKind::GroupText => quote!(self.0.get(#index)),
            SlotKind::Int => quote!(self.0.int(#index).unwrap_or_default()),
            SlotKind::OptionalInt | SlotKind::GroupInt => quote!(self.0.int(#index)),
        }
    }
}

pub(crate) fn borrows<'s>(slots: impl IntoIterator<Item = &'s Slot>) -> bool {
    slots.into_iter().any(|slot| matches!(slot.kind, SlotKind::Text | SlotKind::GroupText))
}

/// The values of a key of this form, in order.
pub(crate) fn slots(template: &Template) -> Vec<Slot> {
    let segments = template.elements.iter().flat_map(|element| match element {
        Element::Segment(segment) => vec![(segment, false)],
        Element::Group(segments, _) => segments.iter().map(|segment| (segment, true)).collect(),
    });
    let parts = segments.flat_map(|(segment, in_group)| segment.parts.iter().map(move |part| (segment, part, in_group)));
    let valued = parts.filter(|(_, part, _)| !matches!(part.kind, PartKind::Literal(_)));
    let slot = |(index, ((segment, part, in_group), name)): (usize, ((&Segment, &depara_dsl::ir::Part, bool), Ident))| {
        let label = match &part.kind {
            PartKind::Company => "The company group.".to_owned(),
            PartKind::Branch(alias) => format!("The branch as the sharing mode of {} gives it.", docs::code(alias)),
            PartKind::Field(field) | PartKind::Literal(field) => field_label(field, part.r#type, segment.optional),
        };
        Slot { name, index: Literal::usize_unsuffixed(index), label, kind: SlotKind::of(segment, part.r#type, in_group) }
    };
    valued.zip(names::slots(template)).enumerate().map(slot).collect()
}

fn field_label(field: &str, kind: SegmentKind, optional: bool) -> String {
    let kind = match kind {
        SegmentKind::Char(width) => format!(", at most {width} characters"),
        SegmentKind::Date => ", eight digits, year first".to_owned(),
        SegmentKind::Text | SegmentKind::Int | SegmentKind::Any => String::new(),
    };
    let optional = if optional { ", may be empty" } else { "" };
    format!("{}{kind}{optional}.", docs::code(field))
}

/// The template as a mapping writes it: `company | branch(SA6) | A6_COD char(3)`.
pub(crate) fn written(template: &Template) -> String {
    depara_dsl::checks::shape::shape("", template).to_string()
}
