//! Enumerations: the values that a schema lists, and a variant that keeps every other text as it came.

use super::docs;
use super::field::full_stop;
use super::names::{self, Unique};
use depara_dsl::ir::{Enumeration, Value};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The items of `enumeration`; `what` is where it stands.
pub(crate) fn items(enumeration: &Enumeration, what: &str) -> Vec<TokenStream> {
    let name = names::type_ident(&enumeration.name.value);
    let other = other(&enumeration.values);
    vec![definition(enumeration, &name, &other, what), implementation(enumeration, &name, &other)]
}

fn definition(enumeration: &Enumeration, name: &Ident, other: &Ident, what: &str) -> TokenStream {
    let described = docs::escape(&enumeration.remarks.doc);
    let fallback = format!("{} of {what}.", docs::code(&enumeration.name.value));
    let doc = docs::doc(if described.is_empty() { &fallback } else { &described });
    let variants = enumeration.values.iter().map(|value| {
        let label = full_stop(docs::escape(&value.label));
        let doc = docs::doc(&if label.is_empty() { format!("{}.", docs::code(&value.value.value)) } else { label });
        let variant = names::ident(&value.rust_name);
        quote!(#doc #variant)
    });
    let kept = docs::doc("Another value, as it came.");
    quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum #name<'a> {
            #(#variants,)*
            #kept
            #other(::depara::Text<'a>),
        }
    }
}

fn implementation(enumeration: &Enumeration, name: &Ident, other: &Ident) -> TokenStream {
    let variants: Vec<Ident> = enumeration.values.iter().map(|value| names::ident(&value.rust_name)).collect();
    let values = enumeration.values.iter().map(|value| &value.value.value);
    let texts = enumeration.values.iter().map(|value| &value.value.value);
    let also = also(enumeration);
    let form = enumeration.int.then(|| {
        quote!(
            const FORM: ::depara::value::Form = ::depara::value::Form::Number;
        )
    });
    quote! {
        impl<'a> ::depara::Enumeration<'a> for #name<'a> {
            const VALUES: &'a [(&'static str, Self)] = &[#((#values, Self::#variants)),*];
            #also
            #form

            fn other(text: ::depara::Text<'a>) -> Self {
                Self::#other(text)
            }

            fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::#other(text) => text,
                }
            }
        }
    }
}

/// `ALSO`, where a value is known under other spellings.
fn also(enumeration: &Enumeration) -> Option<TokenStream> {
    let spellings = enumeration.values.iter().flat_map(|value| {
        let variant = names::ident(&value.rust_name);
        value.also.iter().map(move |spelling| {
            let spelling = &spelling.value;
            quote!((#spelling, Self::#variant))
        })
    });
    let spellings: Vec<TokenStream> = spellings.collect();
    (!spellings.is_empty()).then(|| quote!(const ALSO: &'a [(&'static str, Self)] = &[#(#spellings),*];))
}

/// The variant that keeps other values: `Other`, unless a value of the schema is called so.
fn other(values: &[Value]) -> Ident {
    let mut variants = Unique::default();
    for value in values {
        variants.take(std::slice::from_ref(&value.rust_name));
    }
    names::ident(&variants.take(&["Other".to_owned(), "Unlisted".to_owned(), "UnlistedValue".to_owned()]))
}
