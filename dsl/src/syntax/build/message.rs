//! The lines of `message` and `types`, and what stands in their blocks.

use super::forms::{Form, Statement, common};
use super::items::outside;
use super::node::{Node, optional};
use super::{Parser, Rule};
use crate::span::Spanned;
use crate::syntax::ast::{
    Cardinality, Clause, Fact, FactLine, Field, FieldType, MessageLine, Place, ProductType, RecordLine, TypeArguments, ValueLine, Wrapper,
};
use crate::syntax::outline::RawBlock;

/// What holds where no cardinality is written.
const ONCE: Cardinality = Cardinality { min: 1, max: Some(1) };

impl Statement for MessageLine {
    const FORMS: &'static [Form] = &[
        Form::line("title", Rule::title),
        Form::line("schema", Rule::schema),
        Form::line("use", Rule::used),
        Form::line("outside", Rule::outside),
        Form::block::<RecordLine>("content", Rule::content),
        Form::block::<RecordLine>("return", Rule::returned),
        Form::block::<RecordLine>("record", Rule::record),
        Form::block::<ValueLine>("enum", Rule::enumeration),
    ];

    fn takes_doc(&self) -> bool {
        matches!(self, Self::Content(..) | Self::Return { .. } | Self::Record { .. } | Self::Enumeration { .. })
    }

    fn build(parser: &mut Parser<'_>, node: Node<'_>, block: Option<&RawBlock>) -> Option<Self> {
        let (rule, span) = (node.rule(), node.span());
        if matches!(rule, Rule::source | Rule::note | Rule::pending | Rule::allow) {
            return common(node).map(Self::Common);
        }
        if rule == Rule::outside {
            return outside(node).map(Self::Outside);
        }
        let mut children = node.children();
        match rule {
            Rule::title => children.word(Rule::name).or_else(|| children.quoted()).map(Self::Title),
            Rule::schema => children.quoted().map(Self::Schema),
            Rule::used => Some(Self::Use { name: children.word(Rule::name)?, version: children.word(Rule::version)? }),
            Rule::content => Some(Self::Content(parser.block(block?), span)),
            Rule::returned => {
                let before_keys = children.one(Rule::before_keys).is_some();
                Some(Self::Return { body: parser.block(block?), before_keys, span })
            }
            Rule::record => Some(Self::Record { name: children.word(Rule::name)?, body: parser.block(block?) }),
            Rule::enumeration => {
                Some(Self::Enumeration { name: children.word(Rule::name)?, base: children.word(Rule::name), body: parser.block(block?) })
            }
            _ => None,
        }
    }
}

impl Statement for RecordLine {
    const FORMS: &'static [Form] =
        &[Form::block::<Self>("unordered", Rule::unordered), Form::block::<Self>("group", Rule::group), Form::line("one of", Rule::one_of)];
    const FREE: Option<&'static Form> = Some(&Form::may_have_block::<FactLine>("", Rule::field));
    const KEYWORDS_ARE_NAMES: bool = true;

    fn takes_doc(&self) -> bool {
        matches!(self, Self::Field(_) | Self::Group { .. })
    }

    fn build(parser: &mut Parser<'_>, node: Node<'_>, block: Option<&RawBlock>) -> Option<Self> {
        match node.rule() {
            Rule::field => field(parser, node, block).map(Box::new).map(Self::Field),
            Rule::unordered => Some(Self::Unordered(parser.block(block?))),
            Rule::group => {
                let statement = node.span();
                let mut children = node.children();
                let cardinality = optional(children.one(Rule::cardinality), cardinality)?.unwrap_or(Spanned::new(ONCE, statement.after()));
                Some(Self::Group { cardinality, name: children.word(Rule::name)?, body: parser.block(block?) })
            }
            Rule::one_of => Some(Self::OneOf(node.children().words(Rule::name))),
            _ => common(node).map(Self::Common),
        }
    }
}

impl Statement for FactLine {
    const FORMS: &'static [Form] = &[];
    const FREE: Option<&'static Form> = Some(&Form::line("", Rule::fact_line));

    fn build(_: &mut Parser<'_>, node: Node<'_>, _: Option<&RawBlock>) -> Option<Self> {
        match node.rule() {
            Rule::fact_line => fact(node.children().one(Rule::fact)?).map(Box::new).map(Self::Fact),
            _ => common(node).map(Self::Common),
        }
    }
}

impl Statement for ValueLine {
    const FORMS: &'static [Form] = &[];
    const FREE: Option<&'static Form> = Some(&Form::line("", Rule::value));

    fn takes_doc(&self) -> bool {
        matches!(self, Self::Value { label: None, .. })
    }

    fn build(_: &mut Parser<'_>, node: Node<'_>, _: Option<&RawBlock>) -> Option<Self> {
        if node.rule() != Rule::value {
            return common(node).map(Self::Common);
        }
        let mut children = node.children();
        let value = children.next()?;
        let quoted = value.rule() == Rule::quoted;
        Some(Self::Value {
            value: if quoted { value.quoted() } else { value.word() },
            quoted,
            name: children.word(Rule::name),
            label: optional(children.one(Rule::label), |label| label.children().quoted())?,
            also: children.one(Rule::also).map(|also| also.children().all(Rule::quoted).map(Node::quoted).collect()).unwrap_or_default(),
        })
    }
}

fn field(parser: &mut Parser<'_>, node: Node<'_>, block: Option<&RawBlock>) -> Option<Field> {
    let span = node.span();
    let mut children = node.children();
    let place = children.next()?;
    let (wrapper, name, place) = match place.rule() {
        Rule::wrapped => {
            let mut parts = place.children();
            let wrapper = parts.word(Rule::name)?;
            let optional = parts.one(Rule::question).is_some();
            (Some(Wrapper { name: wrapper, optional }), parts.word(Rule::name)?, Place::Element)
        }
        Rule::attribute => (None, place.children().word(Rule::name)?, Place::Attribute),
        Rule::text_place => (None, place.word(), Place::Text),
        _ => (None, place.word(), Place::Element),
    };
    let r#type = field_type(children.one(Rule::field_type)?)?;
    let cardinality = optional(children.one(Rule::cardinality), cardinality)?.unwrap_or(Spanned::new(ONCE, r#type.span.after()));
    let clauses = children.map(clause).collect::<Option<_>>()?;
    let facts = block.map(|block| parser.block(block));
    Some(Field { span, wrapper, name, place, r#type, cardinality, clauses, facts })
}

pub(super) fn field_type(node: Node<'_>) -> Option<FieldType> {
    let span = node.span();
    let mut children = node.children();
    let name = children.word(Rule::type_word)?;
    let arguments = optional(children.next(), |arguments| match arguments.rule() {
        Rule::integer => arguments.number().map(TypeArguments::One),
        Rule::two => {
            let mut numbers = arguments.children();
            Some(TypeArguments::Two(numbers.number(Rule::integer)?, numbers.number(Rule::integer)?))
        }
        _ => {
            let mut bounds = arguments.children();
            Some(TypeArguments::Range(bounds.number(Rule::from), bounds.number(Rule::to)))
        }
    })?;
    Some(FieldType { span, name, arguments })
}

/// `?`, `*`, `+`, `[2..5]`.
fn cardinality(node: Node<'_>) -> Option<Spanned<Cardinality>> {
    let span = node.span();
    let inner = node.children().next()?;
    let (min, max) = match inner.rule() {
        Rule::question => (0, Some(1)),
        Rule::star => (0, None),
        Rule::some => (1, None),
        _ => {
            let inner = inner.children().next()?;
            if inner.rule() == Rule::number {
                let exact = inner.number::<u32>()?.value;
                (exact, Some(exact))
            } else {
                let mut bounds = inner.children();
                let least = bounds.number::<u32>(Rule::least).map_or(0, |least| least.value);
                (least, bounds.number::<u32>(Rule::most).map(|most| most.value))
            }
        }
    };
    Some(Spanned::new(Cardinality { min, max }, span))
}

fn clause(node: Node<'_>) -> Option<Clause> {
    let (rule, span) = (node.rule(), node.span());
    if rule == Rule::fact {
        return fact(node).map(Box::new).map(Clause::Fact);
    }
    let mut children = node.children();
    match rule {
        Rule::as_clause => children.word(Rule::name).map(Clause::As),
        Rule::default_clause => children.quoted().map(Clause::Default),
        Rule::key_clause => Some(Clause::Key(children.all(Rule::field_name).map(Node::field_name).collect::<Option<_>>()?)),
        Rule::refers_clause => {
            Some(Clause::Refers { message: children.word(Rule::name)?, later: children.one(Rule::later).map(|word| word.span()) })
        }
        Rule::json_clause => {
            let (name, first) = (children.quoted(), children.word(Rule::name));
            Some(Clause::Json { span, name, words: first.into_iter().chain(children.words(Rule::json_word)).collect() })
        }
        Rule::pattern_clause => children.quoted().map(Clause::Pattern),
        Rule::space_clause => children.word(Rule::name).map(Clause::Space),
        _ => None,
    }
}

/// `protheus SA6.A6_COD char(3) required "…"`.
fn fact(node: Node<'_>) -> Option<Fact> {
    let span = node.span();
    let mut children = node.children();
    Some(Fact {
        span,
        system: children.word(Rule::fact_system)?,
        field: optional(children.one(Rule::fact_field), |field| field.children().field_name())?,
        r#type: optional(children.one(Rule::product_type), product_type)?,
        required: children.one(Rule::required).map(|word| word.span()),
        note: children.quoted(),
    })
}

fn product_type(node: Node<'_>) -> Option<ProductType> {
    let span = node.span();
    let mut children = node.children();
    Some(ProductType {
        span,
        name: children.word(Rule::type_name)?,
        size: children.number(Rule::number),
        scale: children.number(Rule::number),
    })
}
