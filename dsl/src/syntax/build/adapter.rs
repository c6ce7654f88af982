//! The lines of `adapter`.

use super::forms::{Form, Freedom, Statement, common};
use super::items::sharing;
use super::node::{Node, optional};
use super::profile::{mask, parameter, take};
use super::{Parser, Rule};
use crate::near;
use crate::syntax::ast::{AdapterLine, DeParaLine, KeyLine, Requirement, VariantLine, When};
use crate::syntax::outline::RawBlock;

/// The systems that every mapping knows; others are seen by what they do.
const SYSTEMS: [&str; 4] = ["protheus", "rm", "datasul", "logix"];
/// What a system does in an adapter.
const ACTS: [&str; 3] = ["sends", "receives", "none"];

impl Statement for AdapterLine {
    const FORMS: &'static [Form] = &[
        Form::line("message", Rule::adapter_message),
        Form::line("routine", Rule::routine),
        Form::line("alias", Rule::alias),
        Form::line("channel", Rule::channel),
        Form::line("operations", Rule::operations),
        Form::line("delivery", Rule::delivery),
        Form::line("master", Rule::master),
        Form::line("locks", Rule::locks),
        Form::line("requires", Rule::requires),
        Form::line("sharing", Rule::adapter_sharing),
        Form::line("profile", Rule::adapter_profile),
        Form::line("parameter", Rule::parameter),
        Form::line("mask", Rule::mask),
        Form::line("take", Rule::take),
        Form::block::<VariantLine>("in", Rule::variant),
        Form::block::<KeyLine>("key", Rule::key),
        Form::line("depara none", Rule::depara_none),
        Form::block::<DeParaLine>("depara", Rule::depara),
    ];
    const FREE: Option<&'static Form> = Some(&Form::line("", Rule::direction));

    fn freedom(head: &str, word: &str) -> Freedom {
        let acts = head.get(word.len()..).unwrap_or_default().split([' ', '\t', ',']).filter(|act| !act.is_empty());
        let is_direction = SYSTEMS.contains(&word) || acts.take(2).any(|act| ACTS.iter().any(|known| near::alike(act, known)));
        if is_direction && !word.is_empty() { Freedom::Sure } else { Freedom::No }
    }

    fn takes_doc(&self) -> bool {
        matches!(self, Self::Key { .. } | Self::DePara { .. } | Self::Parameter(_) | Self::Mask(_) | Self::Take(_) | Self::Variant { .. })
    }

    fn build(parser: &mut Parser<'_>, node: Node<'_>, block: Option<&RawBlock>) -> Option<Self> {
        let (rule, span) = (node.rule(), node.span());
        if matches!(rule, Rule::source | Rule::note | Rule::pending | Rule::allow) {
            return common(node).map(Self::Common);
        }
        let mut children = node.children();
        match rule {
            Rule::adapter_message => Some(Self::Message {
                name: children.word(Rule::name)?,
                version: children.word(Rule::version)?,
                when: optional(children.one(Rule::when), when)?,
            }),
            Rule::routine => Some(Self::Routine(children.words(Rule::name))),
            Rule::alias => children.word(Rule::name).map(Self::Alias),
            Rule::channel => children.word(Rule::name).map(Self::Channel),
            Rule::operations => Some(Self::Operations(children.words(Rule::name))),
            Rule::direction => Some(Self::Direction { system: children.word(Rule::name)?, acts: children.words(Rule::name) }),
            Rule::delivery => children.word(Rule::name).map(Self::Delivery),
            Rule::master => children.word(Rule::name).map(Self::Master),
            Rule::locks => Some(Self::Locks { system: children.word(Rule::name)?, operations: children.words(Rule::name) }),
            Rule::requires => match children.field_name() {
                Some(field) => Some(Self::Requires { field, rule: requirement(children.next()?)? }),
                None => Some(Self::Prerequisite { system: children.word(Rule::name)?, text: children.quoted()? }),
            },
            Rule::adapter_profile => Some(Self::Profile(children.words(Rule::name))),
            Rule::parameter => parameter(span, &mut children).map(Box::new).map(Self::Parameter),
            Rule::mask => mask(span, &mut children).map(Box::new).map(Self::Mask),
            Rule::take => take(span, &mut children).map(Self::Take),
            Rule::variant => Some(Self::Variant { profiles: children.words(Rule::name), body: parser.block(block?) }),
            Rule::adapter_sharing => Some(Self::Sharing { alias: children.word(Rule::name)?, sharing: sharing(&mut children)? }),
            Rule::key => Some(Self::Key { name: children.field_name()?, body: parser.block(block?) }),
            Rule::depara => Some(Self::DePara { table: children.word(Rule::name)?, title: children.quoted(), body: parser.block(block?) }),
            Rule::depara_none => {
                let span = children.one(Rule::none)?.span();
                Some(Self::NoDePara { because: children.quoted()?, span })
            }
            _ => None,
        }
    }
}

/// `when Type is Customer or Both`.
pub(super) fn when(node: Node<'_>) -> Option<When> {
    let mut children = node.children();
    let path = children.path()?;
    let values = children.all(Rule::choice).map(|choice| {
        let value = choice.children().next()?;
        Some(if value.rule() == Rule::quoted { value.quoted() } else { value.word() })
    });
    Some(When { path, values: values.collect::<Option<_>>()? })
}

/// `initializer "01"`, `without initializer`, `size 9`.
fn requirement(node: Node<'_>) -> Option<Requirement> {
    let rule = node.rule();
    let mut children = node.children();
    match rule {
        Rule::initializer => children.quoted().map(Requirement::Initializer),
        Rule::without => Some(Requirement::WithoutInitializer),
        Rule::size => children.number(Rule::number).map(Requirement::Size),
        _ => None,
    }
}
