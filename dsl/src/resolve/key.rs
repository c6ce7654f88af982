//! Keys of adapters.

use super::context::{Context, Once};
use super::definitions::{self, AdapterDefinition, PROTHEUS};
use super::draft::STAND_IN;
use super::path::{self, Bodies, Position};
use super::problems::{given_twice, statement_missing, unknown_key};
use super::{dictionary, field, load, remarks, template, words};
use crate::ir::{Key, Load, LoadExample, Template};
use crate::span::{Span, Spanned};
use crate::syntax::ast::{self, AdapterLine, Block, FieldName, KeyLine};
use std::collections::BTreeSet;

/// Resolves the keys of an adapter. One whose name was taken is resolved for its own problems and dropped.
pub(super) fn keys<'a>(
    cx: &mut Context<'a>,
    definition: &AdapterDefinition<'a>,
    adapter: usize,
    bodies: Bodies<'_>,
    content: Position<'_>,
) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for (line, statement) in definition.item.body.statements() {
        let AdapterLine::Key { name, body } = statement else { continue };
        let step = format!("key {}", definitions::field_name(name));
        let kept = definition.keys.get(keys.len()).is_some_and(|(kept, _)| kept.span == name.span);
        let written = Written { name, body, doc: &line.doc, place: kept.then_some((adapter, keys.len())) };
        let key = cx.within(step, |cx| key(cx, &written, bodies, content));
        if kept {
            keys.push(key);
        }
    }
    keys
}

/// A key as it is written.
struct Written<'a> {
    name: &'a FieldName,
    body: &'a Block<KeyLine>,
    doc: &'a [ast::Quoted],
    /// Where the catalog has it; none when its name was taken.
    place: Option<(usize, usize)>,
}

fn key<'a>(cx: &mut Context<'a>, written: &Written<'a>, bodies: Bodies<'_>, start: Position<'_>) -> Key {
    let Written { name, body, doc, place: _ } = *written;
    let mut remarks = remarks::with_doc(doc);
    let (mut content, mut versions, mut mask) = (Once::new("content"), Once::new("versions"), Once::new("load"));
    let (mut examples, mut masks) = (Vec::new(), Vec::new());
    for (_, line) in body.statements() {
        match line {
            KeyLine::Template { .. } | KeyLine::Like(_) => {}
            KeyLine::Content(written) => {
                let span = written.first().zip(written.last()).map_or(name.span, |(first, last)| first.span.to(last.span));
                let paths = written.iter().map(|place| {
                    let found = place.value.as_ref().map(|written| path::path(cx, bodies, start, written).0);
                    Spanned::new(found, place.span)
                });
                let paths = paths.collect();
                content.set(cx, span, paths);
            }
            KeyLine::Versions(written) => {
                let found = written.iter().filter_map(|word| Some(Spanned::new(words::version(cx, word)?, word.span))).collect();
                versions.set(cx, words::words_span(written).unwrap_or(name.span), found);
            }
            KeyLine::Load(written) => mask.set(cx, written.span, written),
            KeyLine::Example { key, load } => {
                examples.push(key.clone());
                masks.extend(load.clone().map(|mask| LoadExample { key: key.clone(), mask }));
            }
            KeyLine::Common(common) => remarks::add(&mut remarks, common),
        }
    }
    let (system, template) = form(cx, written);
    if system == PROTHEUS {
        dictionary::check_field(cx, name);
    }
    let load = mask.take().map(|written| load::form(cx, written, &template, system == PROTHEUS));
    if let (None, Some(first)) = (&load, masks.first()) {
        cx.report_missing(first.mask.span, body.span, &statement_missing::KEY_LOAD, &["load"]);
    }
    Key {
        name: Spanned::new(definitions::field_name(name), name.span),
        system,
        template,
        content: content.take().unwrap_or_default(),
        versions: versions.take().unwrap_or_default(),
        load: load.map(|template| Load { template, examples: masks }),
        examples,
        remarks,
        span: name.span.to(body.span),
    }
}

/// The system and the template of a key: its own, or those of the key that it is like.
fn form<'a>(cx: &mut Context<'a>, written: &Written<'a>) -> (usize, Template) {
    let Written { name, body, place, doc: _ } = *written;
    let missing = (STAND_IN, Template { elements: Vec::new(), separator: depara_key::SEPARATOR, span: name.span });
    let mut forms = statements(body);
    let first = forms.next();
    for again in forms {
        if let Some(first) = &first {
            cx.report(given_twice::given_twice(again.keyword(), again.span(), first.span()));
        }
    }
    match first {
        Some(Form::Own(system, written)) => own_form(cx, system, written),
        Some(Form::Like(like)) => match followed(cx, name, place, like) {
            Followed::Form(system, written) => cx.muted(|cx| own_form(cx, system, written)),
            Followed::Nowhere => missing,
        },
        None => {
            cx.report_missing_system_line(name.span, body.span, &statement_missing::KEY_TEMPLATE);
            missing
        }
    }
}

fn own_form(cx: &mut Context<'_>, system: &ast::Word, written: &ast::Template) -> (usize, Template) {
    let system = cx.system(system);
    (system, template::template(cx, written, system == PROTHEUS))
}

/// The line of a key that says its template.
enum Form<'a> {
    Own(&'a ast::Word, &'a ast::Template),
    Like(&'a FieldName),
}

impl Form<'_> {
    fn keyword(&self) -> &str {
        match self {
            Self::Own(system, _) => system,
            Self::Like(_) => "like",
        }
    }

    fn span(&self) -> Span {
        match self {
            Self::Own(system, template) => system.span.to(template.span),
            Self::Like(name) => name.span,
        }
    }
}

fn statements(body: &Block<KeyLine>) -> impl Iterator<Item = Form<'_>> {
    body.statements().filter_map(|(_, line)| match line {
        KeyLine::Template { system, template } => Some(Form::Own(system, template)),
        KeyLine::Like(name) => Some(Form::Like(name)),
        _ => None,
    })
}

/// Where `like` leads.
#[derive(Clone, Copy)]
pub(super) enum Followed<'a> {
    /// To this system and template.
    Form(&'a ast::Word, &'a ast::Template),
    /// To something that was reported.
    Nowhere,
}

/// Follows the `like` of the key at `place` from key to key. What is wrong on the way is reported where it is written; a circle
/// is reported once, at the first of its keys.
fn followed<'a>(cx: &mut Context<'a>, name: &FieldName, place: Option<(usize, usize)>, like: &'a FieldName) -> Followed<'a> {
    let definitions = cx.definitions;
    let (mut here, mut next) = (place, like);
    let mut way = BTreeSet::new();
    let end = loop {
        let Some((adapter, key)) = definitions.key(next, |adapter| here.is_some_and(|(own, _)| own == adapter)) else {
            if way.is_empty() {
                field::report_unknown_key(cx, next);
            }
            break Followed::Nowhere;
        };
        if let Some(known) = cx.likes.get(&(adapter, key)) {
            break *known;
        }
        if !way.insert((adapter, key)) {
            // A key that only leads into the circle leaves the report to those that form it.
            if place.is_none_or(|place| !way.contains(&place)) {
                return Followed::Nowhere;
            }
            cx.report(unknown_key::like_itself(name, like.span));
            break Followed::Nowhere;
        }
        here = Some((adapter, key));
        let body = definitions.adapters.kept().get(adapter).and_then(|adapter| adapter.keys.get(key)).map(|(_, body)| *body);
        match body.and_then(|body| statements(body).next()) {
            Some(Form::Own(system, template)) => break Followed::Form(system, template),
            Some(Form::Like(like)) => next = like,
            None => break Followed::Nowhere,
        }
    };
    cx.likes.extend(way.into_iter().map(|place| (place, end)));
    end
}
