//! The lines of `key` and `depara`, and the templates in them.

use super::adapter::when;
use super::forms::{Form, Statement, common};
use super::node::{Children, Node, optional};
use super::{Parser, Rule};
use crate::span::Spanned;
use crate::syntax::ast::{Blanks, DeParaLine, KeyLine, Otherwise, Part, PartKind, Segment, SegmentType, Template, TemplateElement};
use crate::syntax::outline::RawBlock;

/// A system and its template, in `key` as in `depara`.
const TEMPLATE: Form = Form::line("", Rule::template_line);

impl Statement for KeyLine {
    const FORMS: &'static [Form] = &[
        Form::line("like", Rule::key_like),
        Form::line("content", Rule::key_content),
        Form::line("versions", Rule::versions),
        Form::line("load", Rule::key_load),
        Form::line("example", Rule::key_example),
    ];
    const FREE: Option<&'static Form> = Some(&TEMPLATE);

    fn build(_: &mut Parser<'_>, node: Node<'_>, _: Option<&RawBlock>) -> Option<Self> {
        match node.rule() {
            Rule::template_line => {
                let mut children = node.children();
                Some(Self::Template { system: children.word(Rule::name)?, template: template(&mut children)? })
            }
            Rule::key_like => node.children().field_name().map(Self::Like),
            Rule::key_content => Some(Self::Content(
                node.children()
                    .all(Rule::slot)
                    .map(|slot| {
                        let span = slot.span();
                        Spanned::new(slot.children().path(), span)
                    })
                    .collect(),
            )),
            Rule::versions => Some(Self::Versions(node.children().words(Rule::version))),
            Rule::key_load => load_form(node.children().one(Rule::load_form)?).map(Self::Load),
            Rule::key_example => {
                let mut children = node.children();
                let key = children.quoted()?;
                Some(Self::Example { key, load: optional(children.one(Rule::loaded), |load| load.children().quoted())? })
            }
            _ => common(node).map(Self::Common),
        }
    }
}

impl Statement for DeParaLine {
    const FORMS: &'static [Form] = &[
        Form::line("each", Rule::each),
        Form::line("external", Rule::external),
        Form::line("like", Rule::depara_like),
        Form::line("mode", Rule::mode),
        Form::line("when", Rule::depara_when),
        Form::line("require", Rule::require),
        Form::line("otherwise", Rule::otherwise),
        Form::line("example", Rule::depara_example),
    ];
    const FREE: Option<&'static Form> = Some(&TEMPLATE);

    fn build(_: &mut Parser<'_>, node: Node<'_>, _: Option<&RawBlock>) -> Option<Self> {
        let rule = node.rule();
        if matches!(rule, Rule::source | Rule::note | Rule::pending | Rule::allow) {
            return common(node).map(Self::Common);
        }
        let mut children = node.children();
        match rule {
            Rule::template_line => Some(Self::Template { system: children.word(Rule::name)?, template: template(&mut children)? }),
            Rule::each => children.path().map(Self::Each),
            Rule::external => children.field_name().map(Self::External),
            Rule::depara_like => children.word(Rule::name).map(Self::Like),
            Rule::mode => children.word(Rule::name).map(Self::Mode),
            Rule::depara_when => children.one(Rule::when).and_then(when).map(Self::When),
            Rule::require => Some(Self::Require(children.all(Rule::path).map(Node::path).collect())),
            Rule::otherwise => otherwise(children.next()?).map(Self::Otherwise),
            Rule::depara_example => Some(Self::Example { internal: children.quoted()?, external: children.quoted()? }),
            _ => None,
        }
    }
}

/// `char(9)`.
pub(super) fn segment_type(node: Node<'_>) -> Option<SegmentType> {
    let span = node.span();
    let mut children = node.children();
    Some(SegmentType { span, name: children.word(Rule::type_name)?, size: children.number(Rule::number) })
}

/// `skip quietly because "…"`, `skip "…"`, `refuse "…"`.
fn otherwise(node: Node<'_>) -> Option<Otherwise> {
    let rule = node.rule();
    let mut children = node.children();
    match rule {
        Rule::skip_quietly => {
            let span = children.one(Rule::quietly)?.span();
            Some(Otherwise::SkipQuietly { because: children.quoted(), span })
        }
        Rule::skip => children.quoted().map(Otherwise::Skip),
        Rule::refuse => children.quoted().map(Otherwise::Refuse),
        _ => None,
    }
}

/// `company | branch(SA6) | A6_COD`.
fn template(children: &mut Children<'_>) -> Option<Template> {
    let node = children.one(Rule::template)?;
    let span = node.span();
    let elements = node.children().map(|element| match element.rule() {
        Rule::segment_group => {
            let span = element.span();
            let segments = element.children().all(Rule::segment).map(segment).collect::<Option<_>>()?;
            Some(TemplateElement::Group { span, segments })
        }
        _ => segment(element).map(TemplateElement::Segment),
    });
    Some(Template { span, elements: elements.collect::<Option<_>>()?, separator: '|' })
}

/// `A1_LOJA ; "C" + A1_COD`.
fn load_form(node: Node<'_>) -> Option<Template> {
    let span = node.span();
    let elements = node.children().all(Rule::segment).map(|node| segment(node).map(TemplateElement::Segment)).collect::<Option<_>>()?;
    Some(Template { span, elements, separator: ';' })
}

fn segment(node: Node<'_>) -> Option<Segment> {
    let span = node.span();
    let mut children = node.children();
    let parts = children.all(Rule::part).map(part).collect::<Option<_>>()?;
    Some(Segment { span, parts, optional: children.one(Rule::question).map(|mark| mark.span()) })
}

fn part(node: Node<'_>) -> Option<Part> {
    let span = node.span();
    let mut children = node.children();
    let kind = children.next()?;
    let kind = match kind.rule() {
        Rule::company => PartKind::Company,
        Rule::branch => PartKind::Branch(kind.children().word(Rule::name)?),
        Rule::literal => PartKind::Literal(kind.children().quoted()?),
        Rule::field_part => PartKind::Field(kind.word()),
        _ => return None,
    };
    let r#type = optional(children.one(Rule::segment_type), segment_type)?;
    let blanks = optional(children.next(), |blanks| {
        let kind = match blanks.rule() {
            Rule::keep => Blanks::Keep,
            Rule::trim_both => Blanks::TrimBoth,
            Rule::trim => Blanks::Trim,
            _ => return None,
        };
        Some(Spanned::new(kind, blanks.span()))
    })?;
    Some(Part { span, kind, r#type, blanks })
}
