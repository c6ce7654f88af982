//! Items, and the lines of `integration` and `table`.

use super::forms::{Form, Statement, common};
use super::key::segment_type;
use super::node::{Children, Node, optional};
use super::{Parser, Rule};
use crate::span::Span;
use crate::syntax::ast::{AdapterLine, IntegrationLine, Item, MessageLine, Outside, ProfileLine, Sharing, TableLine};
use crate::syntax::outline::RawBlock;

impl Statement for Item {
    const FORMS: &'static [Form] = &[
        Form::line("map", Rule::edition),
        Form::line("system", Rule::system),
        Form::block::<IntegrationLine>("integration", Rule::integration),
        Form::block::<TableLine>("table", Rule::table),
        Form::block::<ProfileLine>("profile", Rule::profile),
        Form::block::<AdapterLine>("adapter", Rule::adapter),
        Form::block::<MessageLine>("message", Rule::message),
        Form::block::<MessageLine>("types", Rule::types),
    ];
    const TAKES_COMMON: bool = false;

    fn takes_doc(&self) -> bool {
        !matches!(self, Self::Edition(_) | Self::System { .. })
    }

    fn build(parser: &mut Parser<'_>, node: Node<'_>, block: Option<&RawBlock>) -> Option<Self> {
        let rule = node.rule();
        let mut children = node.children();
        if rule == Rule::edition {
            return children.number(Rule::number).map(Self::Edition);
        }
        let name = children.word(Rule::name)?;
        match rule {
            Rule::system => Some(Self::System { name, title: children.quoted()? }),
            Rule::integration => Some(Self::Integration { name, title: children.quoted(), body: parser.block(block?) }),
            Rule::table => Some(Self::Table { alias: name, title: children.quoted(), body: parser.block(block?) }),
            Rule::profile => Some(Self::Profile {
                name,
                title: children.quoted(),
                base: optional(children.one(Rule::extends), |base| base.children().word(Rule::name))?,
                body: parser.block(block?),
            }),
            Rule::adapter => Some(Self::Adapter { name, title: children.quoted(), body: parser.block(block?) }),
            Rule::message => Some(Self::Message {
                name,
                version: children.word(Rule::version)?,
                kind: children.word(Rule::message_kind)?,
                body: parser.block(block?),
            }),
            Rule::types => Some(Self::Types { name, version: children.word(Rule::version)?, body: parser.block(block?) }),
            _ => None,
        }
    }
}

impl Statement for IntegrationLine {
    const FORMS: &'static [Form] =
        &[Form::line("routines", Rule::routines), Form::line("sections", Rule::sections), Form::line("outside", Rule::outside)];

    fn build(_: &mut Parser<'_>, node: Node<'_>, _: Option<&RawBlock>) -> Option<Self> {
        match node.rule() {
            Rule::routines => Some(Self::Routines(node.children().words(Rule::name))),
            Rule::sections => Some(Self::Sections(node.children().words(Rule::name))),
            Rule::outside => outside(node).map(Self::Outside),
            _ => common(node).map(Self::Common),
        }
    }
}

impl Statement for TableLine {
    const FORMS: &'static [Form] = &[Form::line("sharing", Rule::table_sharing), Form::line("movement", Rule::movement)];
    const FREE: Option<&'static Form> = Some(&Form::line("", Rule::table_field));

    fn takes_doc(&self) -> bool {
        matches!(self, Self::Field { title: None, .. })
    }

    fn build(_: &mut Parser<'_>, node: Node<'_>, _: Option<&RawBlock>) -> Option<Self> {
        match node.rule() {
            Rule::table_sharing => sharing(&mut node.children()).map(Self::Sharing),
            Rule::movement => Some(Self::Movement(node.children().words(Rule::name))),
            Rule::table_field => {
                let mut children = node.children();
                let name = children.word(Rule::name)?;
                let kind = segment_type(children.one(Rule::segment_type)?)?;
                Some(Self::Field { name, kind, title: children.quoted() })
            }
            _ => common(node).map(Self::Common),
        }
    }
}

/// `outside CityInternalId, Payment/InternalId because "…"`.
pub(super) fn outside(node: Node<'_>) -> Option<Outside> {
    let mut children = node.children();
    Some(Outside { elements: children.all(Rule::outside_element).map(Node::path).collect(), because: children.quoted()? })
}

/// `recommended shared`.
pub(super) fn sharing(children: &mut Children<'_>) -> Option<Sharing> {
    let mut children = children.one(Rule::sharing)?.children();
    Some(Sharing { rule: children.word(Rule::sharing_rule)?, modes: children.words(Rule::sharing_mode) })
}

/// The place of the name or the number that an item begins with.
pub(super) fn name(item: &Item) -> Span {
    match item {
        Item::Edition(number) => number.span,
        Item::System { name, .. }
        | Item::Integration { name, .. }
        | Item::Table { alias: name, .. }
        | Item::Profile { name, .. }
        | Item::Adapter { name, .. }
        | Item::Message { name, .. }
        | Item::Types { name, .. } => name.span,
    }
}
