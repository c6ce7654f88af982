//! The file of an adapter: what it is, its typed keys, and its De-Para tables.

use super::key::{self, KeyType};
use super::rules::{self, Rules};
use super::types::{RecordRef, Scope};
use super::{Context, content_key, depara, docs, load, message, names};
use depara_dsl::ir::{Adapter, Key, When};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The items of the adapter at `index`.
pub(crate) fn items(cx: &Context<'_>, index: usize, adapter: &Adapter) -> Vec<TokenStream> {
    let mut items = info(cx, index, adapter);
    items.extend(adapter.when.as_ref().map(|when| applies(cx, adapter, when)));
    for (k, key) in adapter.keys.iter().enumerate() {
        items.extend(key_type(cx, index, adapter, k, key).items());
        items.extend(content_key::function(cx, index, adapter, k, key));
        items.extend(key.load.iter().flat_map(|form| load::items(cx, index, adapter, k, key, form)));
    }
    for (d, table) in adapter.deparas.iter().enumerate() {
        items.extend(depara::items(cx, index, adapter, d, table));
    }
    items
}

/// The content of the adapter's message.
pub(crate) fn content(cx: &Context<'_>, adapter: &Adapter) -> RecordRef {
    let message = adapter.message.value;
    let index = cx.catalog.messages.get(message).map_or(0, |message| message.content.0);
    RecordRef { scope: Scope::Message(message), index }
}

/// The product name of a system.
pub(crate) fn system<'c>(cx: &Context<'c>, index: usize) -> &'c str {
    cx.catalog.systems.get(index).map_or("", |system| system.title.as_str())
}

/// The routine that an adapter is known by.
pub(crate) fn routine(adapter: &Adapter) -> &str {
    adapter.routines.first().map_or(adapter.name.value.as_str(), |routine| routine.value.as_str())
}

/// What is known of the adapter, and before it what holds for it in every profile that says nothing else.
fn info(cx: &Context<'_>, index: usize, adapter: &Adapter) -> Vec<TokenStream> {
    let name = &adapter.name.value;
    let doc = docs::doc(&format!("Adapter {}.\n\n{}", docs::code(name), docs::escape(&adapter.remarks.doc)));
    let title = &adapter.title;
    let routines = adapter.routines.iter().map(|routine| &routine.value);
    let carried = cx.catalog.messages.get(adapter.message.value);
    let message = carried.map_or("", |message| message.name.value.as_str());
    let version = carried.map(|message| message::version(message.version));
    let alias = adapter.alias.as_ref().map_or("", |alias| alias.value.as_str());
    let channel = &adapter.channel;
    let Rules { constant, base, profiles } = rules::rules(cx, adapter);
    let keys = (0..adapter.keys.len()).map(|key| cx.names.key(index, key));
    let loaded = adapter.keys.iter().enumerate().filter(|(_, key)| key.load.is_some());
    let loads = loaded.map(|(key, _)| cx.names.load(index, key));
    let deparas = (0..adapter.deparas.len()).map(|depara| cx.names.depara_key(index, depara));
    let info = quote! {
        #doc
        pub static INFO: ::depara::AdapterInfo = ::depara::AdapterInfo {
            name: #name,
            title: #title,
            routines: &[#(#routines),*],
            message: #message,
            version: #version,
            alias: #alias,
            channel: #channel,
            rules: #base,
            profiles: #profiles,
            keys: &[#(<#keys as ::depara::Key>::INFO),*],
            loads: &[#(#loads::LOAD),*],
            deparas: &[#(#deparas::DE_PARA),*],
        };
    };
    constant.into_iter().chain([info]).collect()
}

/// Whether a content belongs to this adapter, where several share a message.
fn applies(cx: &Context<'_>, adapter: &Adapter, when: &When) -> TokenStream {
    let from: Ident = names::ident("content");
    let record = content(cx, adapter);
    let r#type = cx.record_type(None, record, "'_");
    let condition = condition(cx, &from, record, when);
    let doc = docs::doc(&format!("Whether a content belongs to {}: {}.", docs::code(routine(adapter)), docs::code(&written_when(when))));
    quote! {
        #doc
        #[must_use]
        pub fn applies(#from: &#r#type) -> bool {
            use ::depara::generated::is_one_of;
            #condition
        }
    }
}

/// The condition on the record in the variable `from`, where `is_one_of` of the runtime is in scope.
pub(crate) fn condition(cx: &Context<'_>, from: &Ident, start: RecordRef, when: &When) -> TokenStream {
    let values = when.values.iter().map(|value| &value.value);
    let iterator = cx.iterate(from, &cx.steps(start, &when.path));
    quote!(is_one_of(#iterator, &[#(#values),*]))
}

/// `Type is Customer or Both`.
pub(crate) fn written_when(when: &When) -> String {
    let values: Vec<&str> = when.values.iter().map(|value| value.value.as_str()).collect();
    format!("{} is {}", when.path.elements.join("/"), values.join(" or "))
}

fn key_type<'k>(cx: &Context<'_>, index: usize, adapter: &Adapter, k: usize, key: &'k Key) -> KeyType<'k> {
    let title = key.name.value.to_string();
    let doc = format!("Key {} of {}: {}.", docs::code(&title), docs::code(routine(adapter)), docs::code(&key::written(&key.template)));
    let described = docs::escape(&key.remarks.doc);
    let (alias, field, system) = (&key.name.value.alias, &key.name.value.field, system(cx, key.system));
    KeyType {
        name: cx.names.key(index, k),
        title,
        doc: format!("{doc}\n\n{described}"),
        noun: "key",
        template: &key.template,
        info: quote!(::depara::KeyInfo { alias: #alias, field: #field, system: #system, shape: Self::SHAPE }),
    }
}
