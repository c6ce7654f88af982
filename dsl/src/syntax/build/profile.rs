//! The lines of `profile` and of `in`, and the statements that stand in both and in `adapter`.

use super::forms::{Form, Freedom, Statement, common};
use super::node::{Children, Node, optional};
use super::{Parser, Rule};
use crate::span::Span;
use crate::syntax::ast::{AdapterLine, EmptyMask, Mask, Parameter, ProfileLine, Take, VariantLine};
use crate::syntax::outline::RawBlock;

impl Statement for ProfileLine {
    const FORMS: &'static [Form] = &[
        Form::line("rows", Rule::rows),
        Form::line("identifier", Rule::identifier),
        Form::line("delivery", Rule::profile_delivery),
        Form::line("master", Rule::master),
        Form::line("parameter", Rule::parameter),
    ];

    fn takes_doc(&self) -> bool {
        matches!(self, Self::Parameter(_))
    }

    fn build(_: &mut Parser<'_>, node: Node<'_>, _: Option<&RawBlock>) -> Option<Self> {
        let (rule, span) = (node.rule(), node.span());
        if matches!(rule, Rule::source | Rule::note | Rule::pending | Rule::allow) {
            return common(node).map(Self::Common);
        }
        let mut children = node.children();
        match rule {
            Rule::rows => Some(Self::Rows(children.words(Rule::name))),
            Rule::identifier => Some(Self::Identifier(children.words(Rule::name))),
            Rule::profile_delivery => Some(Self::Delivery(children.words(Rule::name))),
            Rule::master => children.word(Rule::name).map(Self::Master),
            Rule::parameter => parameter(span, &mut children).map(Box::new).map(Self::Parameter),
            _ => None,
        }
    }
}

impl Statement for VariantLine {
    const FORMS: &'static [Form] = &[
        Form::line("operations", Rule::operations),
        Form::line("delivery", Rule::delivery),
        Form::line("master", Rule::master),
        Form::line("locks", Rule::locks),
        Form::line("requires", Rule::requires),
        Form::line("sharing", Rule::adapter_sharing),
        Form::line("parameter", Rule::parameter),
        Form::line("mask", Rule::mask),
        Form::line("take", Rule::take),
    ];
    const FREE: Option<&'static Form> = AdapterLine::FREE;

    fn freedom(head: &str, word: &str) -> Freedom {
        AdapterLine::freedom(head, word)
    }

    fn takes_doc(&self) -> bool {
        self.0.takes_doc()
    }

    fn build(parser: &mut Parser<'_>, node: Node<'_>, block: Option<&RawBlock>) -> Option<Self> {
        AdapterLine::build(parser, node, block).map(Self)
    }
}

/// `parameter NAME text(2) = "01" replaces OLD at "…"`.
pub(super) fn parameter(span: Span, children: &mut Children<'_>) -> Option<Parameter> {
    Some(Parameter {
        span,
        name: children.word(Rule::name)?,
        r#type: super::message::field_type(children.one(Rule::field_type)?)?,
        default: optional(children.one(Rule::default_clause), |text| text.children().quoted())?,
        replaces: optional(children.one(Rule::replaces), |old| old.children().word(Rule::name))?,
        at: optional(children.one(Rule::setting), |text| text.children().quoted())?,
    })
}

/// `mask rm FCFO.CODCFO "9.99" empty means digits(9) stays empty unless NAME at "…"`.
pub(super) fn mask(span: Span, children: &mut Children<'_>) -> Option<Mask> {
    Some(Mask {
        span,
        system: children.word(Rule::name)?,
        field: children.field_name()?,
        pattern: optional(children.one(Rule::label), |text| text.children().quoted())?,
        empty: optional(children.one(Rule::empty_mask), |empty| {
            let mut children = empty.children();
            Some(EmptyMask { digits: children.number(Rule::number)?, stays: children.one(Rule::stays).map(|words| words.span()) })
        })?,
        unless: optional(children.one(Rule::unless), |switch| switch.children().word(Rule::name))?,
        at: optional(children.one(Rule::setting), |text| text.children().quoted())?,
    })
}

/// `take SED.ED_CODIGO for Parcela from Anexo, Servico`.
pub(super) fn take(span: Span, children: &mut Children<'_>) -> Option<Take> {
    Some(Take { span, key: children.field_name()?, context: children.word(Rule::name)?, sources: children.words(Rule::name) })
}
