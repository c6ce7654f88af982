//! The file of a message, and that of a block of shared types: what the message is, then its records and enumerations.

use super::print::Item;
use super::types::{RecordRef, Scope};
use super::{Context, docs, enumeration, names, record, syntax};
use depara_dsl::ir::{Adapter, Enumeration, Message, MessageKind, Record, RecordId, Types, Version};
use proc_macro2::TokenStream;
use quote::quote;

/// The items of the message at `index`.
pub(crate) fn items<'c>(cx: &'c Context<'_>, index: usize, message: &'c Message) -> impl Iterator<Item = Item> + 'c {
    let known = [marker(cx, index, message), info(cx, index, message), implementation(cx, index, message)];
    let known = known.into_iter().chain(external_keys(cx, index, message)).map(Item::from);
    let what = format!("{} {}", docs::code(&message.name.value), message.version);
    known.chain(definitions(cx, Scope::Message(index), &message.records, &message.enumerations, what))
}

/// The items of the block of shared types at `index`.
pub(crate) fn shared_items<'c>(cx: &'c Context<'_>, index: usize, types: &'c Types) -> impl Iterator<Item = Item> + 'c {
    let what = format!("types {} {}", docs::code(&types.name.value), types.version);
    definitions(cx, Scope::Types(index), &types.records, &types.enumerations, what)
}

/// The adapters of the message at `index`, with their places.
pub(crate) fn adapters<'c>(cx: &'c Context<'_>, index: usize) -> impl Iterator<Item = (usize, &'c Adapter)> {
    cx.catalog.adapters.iter().enumerate().filter(move |(_, adapter)| adapter.message.value == index)
}

/// A version as an expression.
pub(crate) fn version(version: Version) -> TokenStream {
    let [major, minor] = [version.major, version.minor].map(proc_macro2::Literal::u16_unsuffixed);
    quote!(::depara::Version::new(#major, #minor))
}

fn definitions<'c>(
    cx: &'c Context<'_>,
    scope: Scope,
    records: &'c [Record],
    enumerations: &'c [Enumeration],
    what: String,
) -> impl Iterator<Item = Item> + 'c {
    let kinds = enumerations.iter().flat_map({
        let what = what.clone();
        move |enumeration| enumeration::items(enumeration, &what)
    });
    let records = records.iter().enumerate().flat_map(move |(n, record)| {
        let fallback = match record.name.value.as_str() {
            "BusinessContent" => format!("The content of {what}."),
            "ReturnContent" => format!("The content of an answer to {what}."),
            name => format!("{} of {what}.", docs::code(name)),
        };
        record::items(cx, scope, n, record, &fallback)
    });
    records.chain(kinds.map(Item::from))
}

fn marker(cx: &Context<'_>, index: usize, message: &Message) -> TokenStream {
    let marker = cx.names.marker(index);
    let described = docs::escape(&message.remarks.doc);
    let title = format!("Message {} {}.", docs::code(&message.name.value), message.version);
    let doc = docs::doc(&format!("{title}\n\n{described}"));
    quote! {
        #doc
        #[derive(Debug, Clone, PartialEq)]
        pub enum #marker {}
    }
}

fn implementation(cx: &Context<'_>, index: usize, message: &Message) -> TokenStream {
    let marker = cx.names.marker(index);
    let scope = Scope::Message(index);
    let record = |record: RecordId| cx.record_type(Some(scope), RecordRef { scope, index: record.0 }, "'a");
    let content = record(message.content);
    let (answer, parameter, constructor) = match message.r#return {
        Some(answer) => (record(answer), quote!(message), quote!(message.is(&INFO).then(Default::default))),
        None => (syntax::runtime("NoContent"), quote!(_), quote!(None)),
    };
    quote! {
        impl ::depara::Messages for #marker {
            type Content<'a> = #content;
            type Return<'a> = #answer;

            const MESSAGES: &'static [&'static ::depara::MessageInfo] = &[&INFO];

            fn content<'a>(message: &::depara::MessageInfo) -> Option<Self::Content<'a>> {
                message.is(&INFO).then(Default::default)
            }

            fn return_content<'a>(#parameter: &::depara::MessageInfo) -> Option<Self::Return<'a>> {
                #constructor
            }
        }
    }
}

fn info(cx: &Context<'_>, index: usize, message: &Message) -> TokenStream {
    let name = &message.name.value;
    let version = version(message.version);
    let title = &message.title;
    let kind = names::ident(match message.kind {
        MessageKind::Event => "Event",
        MessageKind::Request => "Request",
    });
    let before_keys = message.return_before_keys;
    let schema = message.schema.as_deref().unwrap_or_default();
    let adapters = adapters(cx, index).map(|(n, _)| cx.names.adapter(n));
    let doc = docs::doc(&format!("What is known of {} {}.", docs::code(name), message.version));
    quote! {
        #doc
        pub static INFO: ::depara::MessageInfo = ::depara::MessageInfo {
            name: #name,
            version: #version,
            title: #title,
            kind: ::depara::MessageKind::#kind,
            schema: #schema,
            return_before_keys: #before_keys,
            adapters: &[#(&super::#adapters::INFO),*],
        };
    }
}

/// All keys that one content stands for, over the adapters that carry it: a customer that is also a vendor has two.
fn external_keys(cx: &Context<'_>, index: usize, message: &Message) -> Option<TokenStream> {
    let calls = adapters(cx, index).flat_map(|(n, adapter)| {
        let module = cx.names.adapter(n);
        let keys = adapter.keys.iter().enumerate().filter(|(_, key)| !key.content.is_empty());
        keys.map(move |(k, _)| {
            let key = cx.names.key(n, k);
            quote!(collect(&mut keys, super::#module::#key::of(content, context)?);)
        })
    });
    let calls: Vec<TokenStream> = calls.collect();
    let scope = Scope::Message(index);
    let content = cx.record_type(Some(scope), RecordRef { scope, index: message.content.0 }, "'_");
    let doc = docs::doc(
        "The keys of the ERP that this content stands for, of every adapter that carries it.\n\n# Errors\n\n\
         When an element does not fit its segment, or the environment does not know a branch.",
    );
    (!calls.is_empty()).then(|| {
        quote! {
            #doc
            pub fn external_keys(
                content: &#content,
                context: &::depara::KeyContext<'_>,
            ) -> ::core::result::Result<Vec<::depara::ExternalKey>, ::depara::BuildKeyError> {
                use ::depara::generated::collect;
                let mut keys = Vec::new();
                #(#calls)*
                Ok(keys)
            }
        }
    })
}
