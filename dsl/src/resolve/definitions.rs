//! Everything that the files define, by name: collected before the first name is looked up.

use super::layout::Layout;
use super::naming;
use super::order;
use super::problems::{defined_twice, field_of_alias, rust_names_collide};
use crate::diagnostic::Diagnostic;
use crate::ir::{FieldName, System, Version};
use crate::span::Span;
use crate::syntax::ast::{
    self, AdapterLine, Block, Content, File, IntegrationLine, Item, MessageLine, ProfileLine, Quoted, TableLine, Word,
};
use std::collections::{BTreeMap, BTreeSet};

/// The systems that every mapping knows: the name in mappings, the name in messages.
const KNOWN_SYSTEMS: [(&str, &str); 4] = [("protheus", "PROTHEUS"), ("rm", "RM"), ("datasul", "DATASUL"), ("logix", "LOGIX")];

/// The place of the ERP whose dictionary the rules about aliases and fields are of.
pub(super) const PROTHEUS: usize = 0;

/// An item as it is written, with the `///` lines above.
#[derive(Debug)]
pub(super) struct Definition<'a, T> {
    pub(super) name: &'a Word,
    pub(super) title: Option<&'a Quoted>,
    pub(super) body: &'a Block<T>,
    pub(super) doc: &'a [Quoted],
    /// What a profile extends.
    pub(super) base: Option<&'a Word>,
}

impl<T> Definition<'_, T> {
    /// From the name to the end of the body.
    pub(super) fn span(&self) -> Span {
        self.name.span.to(self.body.span)
    }
}

/// An adapter with its message and its keys.
#[derive(Debug)]
pub(super) struct AdapterDefinition<'a> {
    pub(super) item: Definition<'a, AdapterLine>,
    /// The name and the version of its message.
    pub(super) message: Option<(&'a Word, &'a Word)>,
    /// The keys with their bodies, a second one of the same name left out.
    pub(super) keys: Vec<(&'a ast::FieldName, &'a Block<ast::KeyLine>)>,
}

/// A message or a block of shared types, with the records and enumerations it declares.
#[derive(Debug)]
pub(super) struct MessageDefinition<'a> {
    pub(super) item: Definition<'a, MessageLine>,
    pub(super) version: &'a Word,
    /// `event` or `request`; none for a block of shared types.
    pub(super) kind: Option<&'a Word>,
    pub(super) layout: Layout<'a>,
}

/// Everything that the files define, in catalog order.
#[derive(Debug)]
pub(super) struct Definitions<'a> {
    pub(super) systems: Vec<System>,
    pub(super) profiles: Vec<Definition<'a, ProfileLine>>,
    pub(super) integrations: Vec<Definition<'a, IntegrationLine>>,
    pub(super) tables: Vec<Definition<'a, TableLine>>,
    pub(super) adapters: Kept<AdapterDefinition<'a>>,
    pub(super) messages: Kept<MessageDefinition<'a>>,
    pub(super) types: Kept<MessageDefinition<'a>>,
    /// The places of the keys, (adapter, key), by alias and field.
    keys_by_name: BTreeMap<(&'a str, &'a str), Vec<(usize, usize)>>,
    /// The keys whose field does not belong to their alias.
    misfit_keys: Vec<((usize, usize), &'a ast::FieldName)>,
}

/// The definitions of one kind: first those that stay in the catalog, then those whose name was taken, which are resolved for
/// their own problems and then dropped.
#[derive(Debug)]
pub(super) struct Kept<T> {
    pub(super) all: Vec<T>,
    pub(super) kept: usize,
}

impl<T> Kept<T> {
    /// Those that stay.
    pub(super) fn kept(&self) -> &[T] {
        self.all.get(..self.kept).unwrap_or(&self.all)
    }
}

/// Why a name with a version was not found.
pub(super) enum Miss<'a> {
    /// No definition has the name.
    Name,
    /// The name has other versions.
    Version(Vec<&'a MessageDefinition<'a>>),
}

impl<'a> Definitions<'a> {
    /// Collects the definitions of `files`; what is defined twice is reported.
    pub(super) fn collect(files: &'a [File], problems: &mut Vec<Diagnostic>) -> Self {
        let mut systems = Systems::default();
        let (mut profiles, mut integrations, mut tables) = (Unique::default(), Unique::default(), Unique::default());
        let (mut adapters, mut messages, mut types) = (Unique::default(), Unique::default(), Unique::default());
        for line in files.iter().flat_map(|file| &file.lines) {
            let Content::Statement(item) = &line.content else { continue };
            let doc = line.doc.as_slice();
            match item {
                Item::Edition(_) => {}
                Item::System { name, title } => systems.add(name, title, problems),
                Item::Profile { name, title, base, body } => {
                    let item = Definition { name, title: title.as_ref(), body, doc, base: base.as_ref() };
                    profiles.add(name.to_string(), name.span, item, problems);
                }
                Item::Integration { name, title, body } => {
                    integrations.add(
                        name.to_string(),
                        name.span,
                        Definition { name, title: title.as_ref(), body, doc, base: None },
                        problems,
                    );
                }
                Item::Table { alias, title, body } => {
                    tables.add(
                        alias.to_string(),
                        alias.span,
                        Definition { name: alias, title: title.as_ref(), body, doc, base: None },
                        problems,
                    );
                }
                Item::Adapter { name, title, body } => {
                    let item = Definition { name, title: title.as_ref(), body, doc, base: None };
                    let keys = keys(body, problems, name);
                    adapters.add(name.to_string(), name.span, AdapterDefinition { item, message: message(body), keys }, problems);
                }
                Item::Message { name, version, kind, body } => {
                    let item = Definition { name, title: None, body, doc, base: None };
                    let layout = Layout::new(body, &format!("message {} {}", **name, **version), problems);
                    let definition = MessageDefinition { item, version, kind: Some(kind), layout };
                    messages.add(format!("{} {}", **name, **version), name.span.to(version.span), definition, problems);
                }
                Item::Types { name, version, body } => {
                    let item = Definition { name, title: None, body, doc, base: None };
                    let layout = Layout::new(body, &format!("types {} {}", **name, **version), problems);
                    let definition = MessageDefinition { item, version, kind: None, layout };
                    types.add(format!("{} {}", **name, **version), name.span.to(version.span), definition, problems);
                }
            }
        }
        let order = order::Order::of(&integrations.first);
        adapters.first.sort_by_key(|adapter| order.adapter(adapter));
        messages.first.sort_by_key(|message| order.message(message));
        adapters.collisions(|adapter| adapter.item.name, problems);
        let mut definitions = Self {
            systems: systems.all,
            profiles: profiles.first,
            integrations: integrations.first,
            tables: tables.first,
            adapters: adapters.finish(),
            messages: messages.finish(),
            types: types.finish(),
            keys_by_name: BTreeMap::new(),
            misfit_keys: Vec::new(),
        };
        definitions.index_keys();
        definitions
    }

    fn index_keys(&mut self) {
        let keys: Vec<_> = self.keys().collect();
        for (place, key) in &keys {
            self.keys_by_name.entry((&key.alias, &key.field)).or_default().push(*place);
        }
        self.misfit_keys = keys.into_iter().filter(|(_, key)| !field_of_alias::fits(key)).collect();
    }

    /// The system of this name.
    pub(super) fn system(&self, name: &str) -> Option<usize> {
        self.systems.iter().position(|system| system.name == name)
    }

    /// Whether a profile is another one, or extends it.
    pub(super) fn extends(&self, profile: usize, base: usize) -> bool {
        let mut way = BTreeSet::new();
        let mut next = Some(profile);
        while let Some(place) = next.filter(|place| way.insert(*place)) {
            let name = self.profiles.get(place).and_then(|profile| profile.base);
            next = name.and_then(|name| self.profiles.iter().position(|profile| profile.name.value == name.value));
        }
        way.contains(&base)
    }

    /// The message of this name and version, by its place.
    pub(super) fn message(&'a self, name: &str, version: &str) -> Result<usize, Miss<'a>> {
        versioned(self.messages.kept(), name, version)
    }

    /// The newest message of this name, by its place.
    pub(super) fn newest_message(&self, name: &str) -> Option<usize> {
        let named = self.messages.kept().iter().enumerate().filter(|(_, message)| message.item.name.value == name);
        named.max_by_key(|(_, message)| message.version.parse::<Version>().ok()).map(|(place, _)| place)
    }

    /// The message that an adapter names, by its place.
    pub(super) fn message_of(&'a self, adapter: usize) -> Option<usize> {
        let (name, version) = self.adapters.kept().get(adapter)?.message?;
        self.message(name, version).ok()
    }

    /// The block of shared types of this name and version, by its place.
    pub(super) fn types(&'a self, name: &str, version: &str) -> Result<usize, Miss<'a>> {
        versioned(self.types.kept(), name, version)
    }

    /// The key of this name space, as (adapter, key): one of the adapters that `prefer` names before all others. A name space
    /// that was reported for itself is found by its alias or its field, so that it is not reported again where it is used.
    pub(super) fn key(&self, name: &ast::FieldName, prefer: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let named = self.keys_by_name.get(&(name.alias.as_str(), name.field.as_str()));
        let misfits =
            || self.misfit_keys.iter().filter(|(_, key)| key.alias.value == name.alias.value || key.field.value == name.field.value);
        match named {
            Some(places) => places.iter().copied().min_by_key(|(adapter, _)| !prefer(*adapter)),
            None => misfits().map(|(place, _)| *place).min_by_key(|(adapter, _)| !prefer(*adapter)),
        }
    }

    /// Every key with its place, (adapter, key).
    pub(super) fn keys(&self) -> impl Iterator<Item = ((usize, usize), &'a ast::FieldName)> {
        let adapters = self.adapters.kept().iter().enumerate();
        adapters.flat_map(|(a, adapter)| adapter.keys.iter().enumerate().map(move |(k, (name, _))| ((a, k), *name)))
    }
}

/// The name space as the catalog holds it.
pub(super) fn field_name(name: &ast::FieldName) -> FieldName {
    FieldName { alias: name.alias.value.clone(), field: name.field.value.clone() }
}

/// A version that was reported for itself fits any other, so that it is not reported again as unknown.
fn versioned<'a>(definitions: &'a [MessageDefinition<'a>], name: &str, version: &str) -> Result<usize, Miss<'a>> {
    let readable = |version: &str| version.parse::<Version>().is_ok();
    let named = || definitions.iter().enumerate().filter(|(_, definition)| definition.item.name.value == name);
    let exact = named().find(|(_, definition)| definition.version.value == version);
    let vague = || named().find(|(_, definition)| !readable(version) || !readable(&definition.version.value));
    match exact.or_else(vague) {
        Some((place, _)) => Ok(place),
        None => {
            let versions: Vec<_> = named().map(|(_, definition)| definition).collect();
            Err(if versions.is_empty() { Miss::Name } else { Miss::Version(versions) })
        }
    }
}

fn message(body: &Block<AdapterLine>) -> Option<(&Word, &Word)> {
    body.statements().find_map(|(_, line)| match line {
        AdapterLine::Message { name, version, .. } => Some((name, version)),
        _ => None,
    })
}

fn keys<'a>(
    body: &'a Block<AdapterLine>,
    problems: &mut Vec<Diagnostic>,
    adapter: &str,
) -> Vec<(&'a ast::FieldName, &'a Block<ast::KeyLine>)> {
    let mut keys = Unique::default();
    let mut found = Vec::new();
    for (_, line) in body.statements() {
        if let AdapterLine::Key { name, body } = line {
            keys.add(field_name(name).to_string(), name.span, (name, body), &mut found);
        }
    }
    problems.extend(found.into_iter().map(|problem| problem.at([format!("adapter {adapter}")])));
    keys.first
}

/// The known systems and the declared ones.
struct Systems {
    all: Vec<System>,
}

impl Default for Systems {
    fn default() -> Self {
        let known = |(name, title): (&str, &str)| System { name: name.to_owned(), title: title.to_owned(), span: None };
        Self { all: KNOWN_SYSTEMS.map(known).into() }
    }
}

impl Systems {
    fn add(&mut self, name: &Word, title: &Quoted, problems: &mut Vec<Diagnostic>) {
        match self.all.iter().find(|system| system.name == name.value) {
            Some(System { span: Some(first), .. }) => problems.push(defined_twice::defined_twice(name, name.span, *first)),
            Some(System { span: None, .. }) => problems.push(defined_twice::known_system(name)),
            None => self.all.push(System { name: name.value.clone(), title: title.value.clone(), span: Some(name.span) }),
        }
    }
}

/// Definitions by name: the first of each, and those whose name was taken.
pub(super) struct Unique<T> {
    names: BTreeMap<String, Span>,
    first: Vec<T>,
    taken: Vec<T>,
}

impl<T> Default for Unique<T> {
    fn default() -> Self {
        Self { names: BTreeMap::new(), first: Vec::new(), taken: Vec::new() }
    }
}

impl<T> Unique<T> {
    fn add(&mut self, name: String, span: Span, definition: T, problems: &mut Vec<Diagnostic>) {
        match self.names.get(&name) {
            Some(first) => {
                problems.push(defined_twice::defined_twice(&name, span, *first));
                self.taken.push(definition);
            }
            None => {
                self.names.insert(name, span);
                self.first.push(definition);
            }
        }
    }

    /// Reports different names that are one name in Rust.
    fn collisions(&self, name: impl Fn(&T) -> &Word, problems: &mut Vec<Diagnostic>) {
        let mut seen = BTreeMap::new();
        for name in self.first.iter().map(name) {
            let rust_name = naming::snake_case(name);
            match seen.get(&rust_name) {
                Some(first) => problems.push(rust_names_collide::collide(&rust_name, name.span, *first)),
                None => drop(seen.insert(rust_name, name.span)),
            }
        }
    }

    fn finish(self) -> Kept<T> {
        let kept = self.first.len();
        Kept { all: self.first.into_iter().chain(self.taken).collect(), kept }
    }
}
