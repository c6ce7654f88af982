//! Which types a message sees: its own, and those of the blocks of shared types that it uses itself.

use super::context::Context;
use super::definitions::{MessageDefinition, Miss};
use super::draft::STAND_IN;
use super::layout::{Declared, Layout};
use super::problems::{unknown_type, unknown_types};
use crate::ir::{FieldKind, TypeId};
use crate::span::Span;
use crate::syntax::ast::Word;

/// The types that the message at hand sees.
pub(super) struct Scope<'a> {
    pub(super) own: &'a Layout<'a>,
    /// The used blocks of shared types, by their places.
    pub(super) uses: Vec<usize>,
}

impl<'a> Scope<'a> {
    /// The record or enumeration of this name.
    pub(super) fn find(&self, cx: &mut Context<'a>, name: &Word) -> FieldKind {
        if let Some(declared) = self.own.find(name) {
            return kind(declared, TypeId::Local);
        }
        let shared = cx.definitions.types.kept();
        let found = self.uses.iter().filter_map(|&place| {
            let layout = &shared.get(place)?.layout;
            Some((place, layout.find(name)?, layout.place(name)?))
        });
        match found.collect::<Vec<_>>().as_slice() {
            [(place, declared, _)] => kind(*declared, |index| TypeId::Shared(*place, index)),
            [(place, declared, first), (_, _, second), ..] => {
                cx.report(unknown_type::in_two_blocks(name, [*first, *second]));
                kind(*declared, |index| TypeId::Shared(*place, index))
            }
            [] => {
                self.report_unknown(cx, name);
                FieldKind::Record(TypeId::Local(STAND_IN))
            }
        }
    }

    fn report_unknown(&self, cx: &mut Context<'a>, name: &Word) {
        let shared = cx.definitions.types.kept();
        let elsewhere = shared.iter().find_map(|block| Some((block, block.layout.place(name)?)));
        let problem = match elsewhere {
            Some((block, place)) => unknown_type::not_used(name, &written(block), place),
            None => {
                let used = self.uses.iter().filter_map(|&place| shared.get(place)).flat_map(|block| block.layout.names());
                unknown_type::unknown_type(name, cx.nearest(name, self.own.names().chain(used).chain(super::facets::SCALARS)))
            }
        };
        cx.report_unknown(name, problem);
    }
}

/// The block that `use NAME VERSION` names, by its place.
pub(super) fn used_block(cx: &mut Context<'_>, name: &Word, version: &Word) -> Option<usize> {
    let definitions = cx.definitions;
    super::words::version(cx, version);
    match definitions.types(name, version) {
        Ok(place) => return Some(place),
        Err(Miss::Name) => {
            let known = definitions.types.kept().iter().map(|block| block.item.name.as_str());
            cx.report_unknown(name, unknown_types::unknown_types(name, cx.nearest(name, known)));
        }
        Err(Miss::Version(known)) => {
            if let Some(known) = newest(&known) {
                cx.report_unknown(version, unknown_types::unknown_version(name, version, known));
            }
        }
    }
    None
}

/// The newest version of several, and where it stands.
pub(super) fn newest<'a>(definitions: &[&'a MessageDefinition<'_>]) -> Option<(&'a str, Span)> {
    let newest = definitions.iter().max_by_key(|definition| definition.version.parse::<crate::ir::Version>().ok())?;
    Some((newest.version.as_str(), newest.version.span))
}

fn kind(declared: Declared, id: impl Fn(usize) -> TypeId) -> FieldKind {
    match declared {
        Declared::Record(index) => FieldKind::Record(id(index)),
        Declared::Enumeration(index) => FieldKind::Enumeration(id(index)),
    }
}

fn written(block: &MessageDefinition<'_>) -> String {
    format!("{} {}", block.item.name.value, block.version.value)
}
