//! Ways through a catalog that several checks take, each with the business path of what it meets.

use crate::ir::{
    Adapter, Catalog, DePara, Enumeration, Field, Key, Member, Message, Parameter, Profile, Record, Remarks, Template, Types, Variant,
};
use crate::span::Span;

/// A template with the name of its key and its place in the business.
pub(super) struct NamedTemplate<'a> {
    pub(super) template: &'a Template,
    pub(super) name: String,
    pub(super) path: Vec<String>,
}

/// The template of every key, of every load and of every De-Para's internal side.
pub(super) fn templates(catalog: &Catalog) -> impl Iterator<Item = NamedTemplate<'_>> {
    catalog.adapters.iter().flat_map(|adapter| {
        let keys = adapter.keys.iter().flat_map(|key| std::iter::once(of_key(adapter, key)).chain(of_load(adapter, key)));
        keys.chain(adapter.deparas.iter().map(|depara| of_depara(adapter, depara)))
    })
}

/// The template of `key`.
pub(super) fn of_key<'a>(adapter: &Adapter, key: &'a Key) -> NamedTemplate<'a> {
    NamedTemplate { template: &key.template, name: key.name.value.to_string(), path: key_path(adapter, key) }
}

/// The form of the load of `key`, under the name that errors give it at run time too.
pub(super) fn of_load<'a>(adapter: &Adapter, key: &'a Key) -> Option<NamedTemplate<'a>> {
    let template = &key.load.as_ref()?.template;
    Some(NamedTemplate { template, name: key.load_name(), path: key_path(adapter, key) })
}

/// The template of the internal side of `depara`.
pub(super) fn of_depara<'a>(adapter: &Adapter, depara: &'a DePara) -> NamedTemplate<'a> {
    NamedTemplate { template: &depara.internal, name: depara.table.value.clone(), path: depara_path(adapter, depara) }
}

/// A field of a message or of shared types.
#[derive(Clone, Copy)]
pub(crate) struct FoundField<'a> {
    pub(crate) field: &'a Field,
    pub(crate) owner: Owner,
    record: FoundRecord<'a>,
}

impl FoundField<'_> {
    /// Where in the business the field is.
    pub(crate) fn path(&self) -> Vec<String> {
        let mut path = self.record.path();
        path.push(self.field.name.value.clone());
        path
    }

    /// The name of the record around the field, or the word that stands in its place: `content`, `return`.
    pub(super) fn record_name(&self) -> &str {
        match self.record.record.name.value.as_str() {
            CONTENT => "content",
            RETURN => "return",
            name => name,
        }
    }
}

/// What a record belongs to, by its place in the catalog.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    Message(usize),
    Types(usize),
}

/// The names of the records that are blocks of their own.
const CONTENT: &str = "BusinessContent";
const RETURN: &str = "ReturnContent";

/// A record of a message or of shared types. Few fields have a problem, so their paths are made when one is reported.
#[derive(Clone, Copy)]
struct FoundRecord<'a> {
    holder: Holder<'a>,
    record: &'a Record,
}

#[derive(Clone, Copy)]
enum Holder<'a> {
    Message(&'a Message),
    Types(&'a Types),
}

impl FoundRecord<'_> {
    fn path(&self) -> Vec<String> {
        let holder = match self.holder {
            Holder::Message(message) => message_step(message),
            Holder::Types(types) => types_step(types),
        };
        vec![holder, record_step(self.record)]
    }
}

/// Every field of every message, then of every block of shared types.
pub(crate) fn fields(catalog: &Catalog) -> impl Iterator<Item = FoundField<'_>> {
    records(catalog).flat_map(|(owner, record)| {
        record.record.members.iter().filter_map(move |member| match member {
            Member::Field(field) => Some(FoundField { field, owner, record }),
            Member::Group(_) => None,
        })
    })
}

/// Every record of every message, then of every block of shared types.
fn records(catalog: &Catalog) -> impl Iterator<Item = (Owner, FoundRecord<'_>)> {
    let messages = catalog.messages.iter().enumerate().flat_map(|(index, message)| {
        message.records.iter().map(move |record| (Owner::Message(index), FoundRecord { holder: Holder::Message(message), record }))
    });
    let types = catalog.types.iter().enumerate().flat_map(|(index, types)| {
        types.records.iter().map(move |record| (Owner::Types(index), FoundRecord { holder: Holder::Types(types), record }))
    });
    messages.chain(types)
}

/// Every enumeration of every message, then of every block of shared types.
pub(super) fn enumerations(catalog: &Catalog) -> impl Iterator<Item = (Vec<String>, &Enumeration)> {
    let messages = catalog
        .messages
        .iter()
        .flat_map(|message| message.enumerations.iter().map(|all| (vec![message_step(message), format!("enum {}", all.name.value)], all)));
    let types = catalog
        .types
        .iter()
        .flat_map(|types| types.enumerations.iter().map(|all| (vec![types_step(types), format!("enum {}", all.name.value)], all)));
    messages.chain(types)
}

/// Every parameter, of profiles and of adapters. What a profile takes over from another one is met in both.
pub(super) fn parameters(catalog: &Catalog) -> impl Iterator<Item = (Vec<String>, &Parameter)> {
    let profiles =
        catalog.profiles.iter().flat_map(|profile| profile.parameters.iter().map(move |parameter| (profile_path(profile), parameter)));
    let adapters = catalog.adapters.iter().flat_map(move |adapter| {
        let own = adapter.parameters.iter().map(move |parameter| (adapter_path(adapter), parameter));
        let variants = adapter
            .variants
            .iter()
            .flat_map(move |variant| variant.parameters.iter().map(move |parameter| (variant_path(catalog, adapter, variant), parameter)));
        own.chain(variants)
    });
    profiles.chain(adapters)
}

/// The sentences of one block, what they are about, and where the block stands.
pub(super) struct Block<'a> {
    pub(super) remarks: &'a Remarks,
    pub(super) span: Span,
    pub(super) path: Vec<String>,
}

/// Every block that holds a `pending` or an `allow`, in no order that matters.
pub(super) fn blocks(catalog: &Catalog) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    for integration in &catalog.integrations {
        let span = reach(integration.name.span, &integration.remarks);
        blocks.extend(block(&integration.remarks, span, || vec![format!("integration {}", integration.name.value)]));
    }
    for table in &catalog.tables {
        let span = reach(table.alias.span, &table.remarks);
        blocks.extend(block(&table.remarks, span, || vec![format!("table {}", table.alias.value)]));
    }
    for profile in &catalog.profiles {
        blocks.extend(block(&profile.remarks, profile.span, || profile_path(profile)));
    }
    for adapter in &catalog.adapters {
        blocks.extend(block(&adapter.remarks, adapter.span, || adapter_path(adapter)));
        for variant in &adapter.variants {
            blocks.extend(block(&variant.remarks, variant.span, || variant_path(catalog, adapter, variant)));
        }
        for key in &adapter.keys {
            blocks.extend(block(&key.remarks, key.span, || key_path(adapter, key)));
        }
        for depara in &adapter.deparas {
            blocks.extend(block(&depara.remarks, depara.span, || depara_path(adapter, depara)));
        }
    }
    for message in &catalog.messages {
        blocks.extend(block(&message.remarks, message.span, || vec![message_step(message)]));
    }
    for types in &catalog.types {
        blocks.extend(block(&types.remarks, types.span, || vec![types_step(types)]));
    }
    for (path, enumeration) in enumerations(catalog) {
        blocks.extend(block(&enumeration.remarks, enumeration.span, || path));
    }
    for (_, found) in records(catalog) {
        blocks.extend(block(&found.record.remarks, found.record.span, || found.path()));
    }
    for found in fields(catalog) {
        blocks.extend(block(&found.field.remarks, found.field.span, || found.path()));
    }
    blocks
}

/// The block, when it holds one of both.
fn block(remarks: &Remarks, span: Span, path: impl FnOnce() -> Vec<String>) -> Option<Block<'_>> {
    (!remarks.pending.is_empty() || !remarks.allows.is_empty()).then(|| Block { remarks, span, path: path() })
}

/// `adapter Bank`.
pub(super) fn adapter_path(adapter: &Adapter) -> Vec<String> {
    vec![format!("adapter {}", adapter.name.value)]
}

/// `profile Eai2`.
pub(super) fn profile_path(profile: &Profile) -> Vec<String> {
    vec![format!("profile {}", profile.name.value)]
}

/// `adapter Bank › in Eai2`.
pub(super) fn variant_path(catalog: &Catalog, adapter: &Adapter, variant: &Variant) -> Vec<String> {
    let names = variant.profiles.iter().filter_map(|profile| Some(catalog.profiles.get(profile.value)?.name.as_str()));
    vec![format!("adapter {}", adapter.name.value), format!("in {}", names.collect::<Vec<_>>().join(", "))]
}

/// `adapter Bank › key SA6.A6_COD`.
pub(super) fn key_path(adapter: &Adapter, key: &Key) -> Vec<String> {
    vec![format!("adapter {}", adapter.name.value), format!("key {}", key.name.value)]
}

/// `adapter Bank › depara FCONVENIO`.
pub(super) fn depara_path(adapter: &Adapter, depara: &DePara) -> Vec<String> {
    vec![format!("adapter {}", adapter.name.value), format!("depara {}", depara.table.value)]
}

fn message_step(message: &Message) -> String {
    format!("message {} {}", message.name.value, message.version)
}

fn types_step(types: &Types) -> String {
    format!("types {} {}", types.name.value, types.version)
}

fn record_step(record: &Record) -> String {
    match record.name.value.as_str() {
        CONTENT => "content".to_owned(),
        RETURN => "return".to_owned(),
        name => format!("record {name}"),
    }
}

/// From the name of a block to the last of its sentences: the part of it that a check can report in.
fn reach(name: Span, remarks: &Remarks) -> Span {
    let pending = remarks.pending.iter().map(|pending| pending.span);
    pending.chain(remarks.allows.iter().map(|allow| allow.code.span)).fold(name, Span::to)
}
