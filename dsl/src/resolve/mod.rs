//! Name resolution: trees become a catalog in which every name is a definition.
//!
//! All definitions are collected before the first name is looked up, so neither the order of the files nor that of the items
//! matters. What cannot be resolved is reported once, and a stand-in takes its place.

mod adapter;
mod context;
mod cycle;
mod definitions;
mod depara;
mod dictionary;
mod draft;
mod enumeration;
mod facets;
mod field;
mod json;
mod key;
mod layout;
mod load;
mod message;
pub mod naming;
mod order;
mod parameter;
mod path;
mod profile;
mod record;
mod remarks;
mod scope;
mod template;
mod unread;
mod variant;
mod words;

pub(crate) mod problems;

#[cfg(test)]
mod tests;

pub use draft::Draft;

use crate::diagnostic::Diagnostic;
use crate::ir::{Catalog, Message, Types};
use crate::span::Sources;
use crate::syntax::ast::File;
use context::Context;
use definitions::Definitions;
use path::Bodies;
use unread::Unread;

/// Resolves `files`, which were read from `sources`: the catalog as far as it can be made, and all problems. Files that come
/// sorted by name give a catalog that does not depend on how they were found.
#[must_use]
pub fn resolve(files: &[File], sources: &Sources) -> (Draft, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let unread = Unread::new(files, sources);
    let definitions = Definitions::collect(files, &mut problems);
    let mut cx = Context::new(&definitions, &unread);

    let mut types: Vec<Types> = definitions.types.all.iter().map(|definition| message::types(&mut cx, definition)).collect();
    let numbered = definitions.messages.all.iter().enumerate();
    let mut messages: Vec<Message> = numbered.map(|(place, definition)| message::message(&mut cx, definition, place)).collect();
    types.truncate(definitions.types.kept);
    messages.truncate(definitions.messages.kept);
    let bodies = Bodies { messages: &messages, types: &types };
    cycle::check(&mut cx, bodies);
    let numbered = definitions.adapters.all.iter().enumerate();
    let mut adapters: Vec<_> = numbered.map(|(place, definition)| adapter::adapter(&mut cx, definition, place, bodies)).collect();
    let integrations = definitions.integrations.iter().map(|item| dictionary::integration(&mut cx, item, &adapters)).collect();
    adapters.truncate(definitions.adapters.kept);
    let profiles = profile::profiles(&mut cx);
    let tables = definitions.tables.iter().map(|item| dictionary::table(&mut cx, item)).collect();

    problems.extend(cx.into_problems().into_sorted());
    let systems = definitions.systems.clone();
    let catalog = Catalog { systems, profiles, integrations, tables, adapters, messages, types };
    (Draft::new(catalog, unread, &problems), problems)
}
