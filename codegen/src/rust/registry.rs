//! The registry: every message and adapter of the mappings, and a content of any of them.

use super::types::{RecordRef, Scope};
use super::{Context, docs, names};
use depara_dsl::references;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A variant of `Content` or of `Return`: the message, and the record in the box.
struct Variant {
    message: Ident,
    marker: Ident,
    record: RecordRef,
}

/// The items of the registry.
pub(crate) fn items(cx: &Context<'_>) -> Vec<TokenStream> {
    let contents = variants(cx, |message| Some(message.content.0));
    let answers = variants(cx, |message| message.r#return.map(|record| record.0));
    let mut items = vec![marker(), implementation(cx, &contents, &answers), adapters(cx)];
    items.extend(enumeration(cx, "Content", "The content of any message of the mappings.", &contents));
    items.extend(enumeration(cx, "Return", "The content of an answer to any message of the mappings.", &answers));
    items
}

fn variants(cx: &Context<'_>, record: impl Fn(&depara_dsl::ir::Message) -> Option<usize>) -> Vec<Variant> {
    let all = cx.catalog.messages.iter().enumerate();
    let variant = |(n, message)| {
        let record = RecordRef { scope: Scope::Message(n), index: record(message)? };
        Some(Variant { message: cx.names.message(n), marker: cx.names.marker(n), record })
    };
    all.filter_map(variant).collect()
}

fn marker() -> TokenStream {
    quote! {
        /// Every message of the mappings.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Registry {}
    }
}

fn implementation(cx: &Context<'_>, contents: &[Variant], answers: &[Variant]) -> TokenStream {
    let content = side(cx, "Content", contents);
    let answer = side(cx, "Return", answers);
    let messages = contents.iter().map(|variant| &variant.message);
    let new_content = constructor("content", contents, &names::ident("Content"));
    let new_answer = constructor("return_content", answers, &names::ident("Return"));
    quote! {
        impl ::depara::Messages for Registry {
            type Content<'a> = #content;
            type Return<'a> = #answer;

            const MESSAGES: &'static [&'static ::depara::MessageInfo] = &[#(&super::#messages::INFO),*];

            #new_content

            #new_answer
        }
    }
}

/// The type of the contents of one side.
fn side(cx: &Context<'_>, name: &str, variants: &[Variant]) -> TokenStream {
    let name = names::ident(name);
    match variants {
        [] => quote!(::depara::NoContent),
        _ if borrows(cx, variants) => quote!(#name<'a>),
        _ => quote!(#name),
    }
}

fn borrows(cx: &Context<'_>, variants: &[Variant]) -> bool {
    variants.iter().any(|variant| cx.borrowing.record(variant.record))
}

/// `content` or `return_content`: an empty record of the message that is asked for.
fn constructor(name: &str, variants: &[Variant], side: &Ident) -> TokenStream {
    let function = names::ident(name);
    let message = if variants.is_empty() { quote!(_) } else { quote!(message) };
    let modules = variants.iter().map(|variant| &variant.message);
    let markers = variants.iter().map(|variant| &variant.marker);
    quote! {
        fn #function<'a>(#message: &::depara::MessageInfo) -> Option<Self::#side<'a>> {
            #(
                if message.is(&super::#modules::INFO) {
                    return Some(#side::#markers(Box::default()));
                }
            )*
            None
        }
    }
}

fn adapters(cx: &Context<'_>) -> TokenStream {
    let modules = (0..cx.catalog.adapters.len()).map(|n| cx.names.adapter(n));
    let order = references::plan(cx.catalog, None).into_iter().map(|step| cx.names.message(step.message));
    let profiles = (0..cx.catalog.profiles.len()).map(|n| cx.names.profile(n));
    quote! {
        impl Registry {
            /// The messages in the order of the initial load: each after those that it refers to.
            pub const LOAD_ORDER: &'static [&'static ::depara::MessageInfo] = &[#(&super::#order::INFO),*];

            /// Every adapter of the mappings.
            pub const ADAPTERS: &'static [&'static ::depara::AdapterInfo] = &[#(&super::#modules::INFO),*];

            /// Every profile of the mappings.
            pub const PROFILES: &'static [&'static ::depara::ProfileInfo] = &[#(&super::profiles::#profiles),*];
        }
    }
}

/// A record of any message, in a box each.
fn enumeration(cx: &Context<'_>, name: &str, doc: &str, variants: &[Variant]) -> Vec<TokenStream> {
    if variants.is_empty() {
        return Vec::new();
    }
    let name = names::ident(name);
    let doc = docs::doc(doc);
    let lifetime = borrows(cx, variants).then(|| quote!(<'a>));
    let entries = variants.iter().map(|variant| {
        let Variant { message, marker, record } = variant;
        let doc = docs::doc(&format!("Of [`{marker}`](super::{message}::{marker})."));
        let record = cx.record_type(None, *record, "'a");
        quote!(#doc #marker(Box<#record>))
    });
    let definition = quote! {
        #doc
        #[derive(Debug, Clone, PartialEq)]
        pub enum #name #lifetime {
            #(#entries,)*
        }
    };
    vec![definition, record_impl(&name, lifetime.as_ref(), variants)]
}

fn record_impl(name: &Ident, lifetime: Option<&TokenStream>, variants: &[Variant]) -> TokenStream {
    let markers: Vec<&Ident> = variants.iter().map(|variant| &variant.marker).collect();
    quote! {
        impl<'a> ::depara::Record<'a> for #name #lifetime {
            fn read<S: ::depara::Source<'a>>(&mut self, source: &mut S) -> ::depara::Result<()> {
                match self {
                    #(Self::#markers(content) => ::depara::Record::read(&mut **content, source),)*
                }
            }

            fn complete<S: ::depara::Source<'a>>(&self, source: &mut S) -> ::depara::Result<()> {
                match self {
                    #(Self::#markers(content) => ::depara::Record::complete(&**content, source),)*
                }
            }

            fn write<S: ::depara::Sink>(&self, sink: &mut S) {
                match self {
                    #(Self::#markers(content) => ::depara::Record::write(&**content, sink),)*
                }
            }
        }
    }
}
