//! Masks of a load: typed as keys are, and made from the key where that has their values.

use super::key::{self, KeyType, Slot};
use super::{Context, adapter, docs, names};
use depara_dsl::ir::{Adapter, Key, Load, Part, PartKind, Template};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The items of the mask by which a load finds the record of `key`.
pub(crate) fn items(cx: &Context<'_>, index: usize, adapter: &Adapter, k: usize, key: &Key, load: &Load) -> Vec<TokenStream> {
    let mask = mask_type(cx, index, adapter, k, key, load);
    let key_name = cx.names.key(index, k);
    let rest = rest(key, load);
    let mut items = mask.items();
    if !rest.is_empty() {
        items.push(rest_struct(&mask.name, &key_name, &rest));
    }
    items.push(inherent(&mask.name, &key_name, &rest));
    items
}

fn mask_type<'k>(cx: &Context<'_>, index: usize, by: &Adapter, k: usize, key: &'k Key, load: &'k Load) -> KeyType<'k> {
    let (key_name, routine) = (cx.names.key(index, k), docs::code(adapter::routine(by)));
    let form = docs::code(&key::written(&load.template));
    let (alias, field, system) = (&key.name.value.alias, &key.name.value.field, adapter::system(cx, key.system));
    KeyType {
        name: cx.names.load(index, k),
        title: key.load_name(),
        doc: format!("The mask by which a load of the De-Para finds the record of a [`{key_name}`] of {routine}: {form}."),
        noun: "mask",
        template: &load.template,
        info: quote!(::depara::KeyInfo { alias: #alias, field: #field, system: #system, shape: Self::SHAPE }),
    }
}

/// The values of the mask that the key does not have, each with what the engine calls it.
fn rest(key: &Key, load: &Load) -> Vec<(String, Slot)> {
    let named = valued(&load.template).zip(key::slots(&load.template));
    let rest = named.filter(|(part, _)| valued(&key.template).all(|own| own.kind != part.kind));
    rest.map(|(part, slot)| (part_name(&part.kind), slot)).collect()
}

fn valued(template: &Template) -> impl Iterator<Item = &Part> {
    template.segments().flat_map(|segment| &segment.parts).filter(|part| !matches!(part.kind, PartKind::Literal(_)))
}

/// What the engine calls a part.
fn part_name(kind: &PartKind) -> String {
    match kind {
        PartKind::Company => "company".to_owned(),
        PartKind::Branch(alias) => format!("branch({alias})"),
        PartKind::Field(name) | PartKind::Literal(name) => name.clone(),
    }
}

fn rest_type(mask: &Ident) -> Ident {
    format_ident!("{mask}Rest")
}

fn rest_struct(mask: &Ident, key: &Ident, rest: &[(String, Slot)]) -> TokenStream {
    let doc = docs::doc(&format!("The values of a [`{mask}`] that a [`{key}`] does not have."));
    let name = rest_type(mask);
    let lifetime = key::borrows(rest.iter().map(|(_, slot)| slot)).then(|| quote!(<'a>));
    let fields = rest.iter().map(|(_, slot)| slot.field());
    quote! {
        #doc
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct #name #lifetime {
            #(#fields,)*
        }
    }
}

fn inherent(mask: &Ident, key: &Ident, rest: &[(String, Slot)]) -> TokenStream {
    let lifetime = key::borrows(rest.iter().map(|(_, slot)| slot)).then(|| quote!(<'_>));
    let parameter = (!rest.is_empty()).then(|| {
        let r#type = rest_type(mask);
        quote!(, rest: #r#type #lifetime)
    });
    let values = names::ident("rest");
    let given = rest.iter().map(|(name, slot)| {
        let text = slot.text(&values);
        quote!((#name, #text))
    });
    let source = if rest.is_empty() { "which has all of its values" } else { "with the values that the key does not have" };
    let doc = docs::doc(&format!("The mask of the record of a key, {source}.\n\n# Errors\n\nWhen a value does not fit the mask."));
    quote! {
        impl #mask {
            /// The mask and its key, as a load needs them.
            pub const LOAD: &'static ::depara::LoadInfo = &::depara::LoadInfo {
                key: <#key as ::depara::Key>::INFO,
                mask: Self::SHAPE,
            };

            #doc
            pub fn of(key: &#key #parameter) -> ::core::result::Result<Self, ::depara::KeyError> {
                ::depara::generated::mask(key, &[#(#given),*])
            }
        }
    }
}
