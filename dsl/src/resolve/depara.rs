//! De-Para tables of adapters.

use super::context::{Context, Once};
use super::definitions;
use super::draft::STAND_IN;
use super::path::{self, Bodies, Position};
use super::problems::{defined_twice, statement_missing, unknown_depara};
use super::{field, remarks, template, words};
use crate::ir::{DePara, Mode, Otherwise, Path, Remarks, Row, Template, When};
use crate::span::{Span, Spanned};
use crate::syntax::ast::{self, AdapterLine, Block, DeParaLine, FieldName, Quoted, Word};
use std::collections::BTreeMap;

/// Resolves the De-Para tables of the adapter at `adapter`. One whose name was taken is resolved for its own problems and dropped.
pub(super) fn deparas<'a>(
    cx: &mut Context<'a>,
    body: &'a Block<AdapterLine>,
    adapter: usize,
    bodies: Bodies<'_>,
    content: Position<'_>,
) -> Vec<DePara> {
    let written: Vec<Written<'a>> = body.statements().filter_map(|(line, statement)| Written::of(statement, &line.doc)).collect();
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    let mut taken = vec![false; written.len()];
    for (place, (depara, taken)) in written.iter().zip(&mut taken).enumerate() {
        let first = *by_name.entry(depara.table).or_insert(place);
        if let Some(first) = written.get(first).filter(|_| first != place) {
            *taken = true;
            cx.report(defined_twice::defined_twice(depara.table, depara.table.span, first.table.span));
        }
    }

    // A De-Para comes after the one that it is like.
    let mut made: Vec<Option<Made<'_>>> = written.iter().map(|_| None).collect();
    for place in 0..written.len() {
        for place in chain(cx, &written, &by_name, &made, place) {
            let Some(depara) = written.get(place) else { continue };
            let base = depara.base(&by_name).and_then(|base| made.get(base)?.as_ref());
            let lines = cx.within(format!("depara {}", **depara.table), |cx| Lines::read(cx, depara, adapter, bodies, content, base));
            if let Some(slot) = made.get_mut(place) {
                *slot = Some(lines);
            }
        }
    }
    let all = written.iter().zip(made).zip(taken);
    all.filter(|(_, taken)| !taken).filter_map(|((written, made), _)| Some(made?.into_depara(written))).collect()
}

/// A De-Para as it is written.
struct Written<'a> {
    table: &'a Word,
    title: Option<&'a Quoted>,
    body: &'a Block<DeParaLine>,
    doc: &'a [Quoted],
    like: Option<&'a Word>,
}

impl<'a> Written<'a> {
    fn of(statement: &'a AdapterLine, doc: &'a [Quoted]) -> Option<Self> {
        let AdapterLine::DePara { table, title, body } = statement else { return None };
        let like = body.statements().find_map(|(_, line)| match line {
            DeParaLine::Like(name) => Some(name),
            _ => None,
        });
        Some(Self { table, title: title.as_ref(), body, doc, like })
    }

    /// The De-Para that this one is like, by its place.
    fn base(&self, by_name: &BTreeMap<&str, usize>) -> Option<usize> {
        by_name.get(self.like?.as_str()).copied()
    }
}

/// What is not made yet of a De-Para and of those that it is like, the last of them first.
fn chain(
    cx: &mut Context<'_>,
    written: &[Written<'_>],
    by_name: &BTreeMap<&str, usize>,
    made: &[Option<Made<'_>>],
    start: usize,
) -> Vec<usize> {
    let mut chain = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let mut next = Some(start);
    while let Some(place) = next.filter(|place| made.get(*place).is_some_and(Option::is_none)) {
        let Some(depara) = written.get(place) else { break };
        if !seen.insert(place) {
            cx.within(format!("depara {}", **depara.table), |cx| {
                cx.report(unknown_depara::like_itself(depara.like.unwrap_or(depara.table)))
            });
            break;
        }
        chain.push(place);
        next = depara.base(by_name);
        if let Some(like) = depara.like.filter(|_| next.is_none()) {
            let near = cx.nearest(like, by_name.keys().copied());
            cx.within(format!("depara {}", **depara.table), |cx| cx.report_unknown(like, unknown_depara::unknown_depara(like, near)));
        }
    }
    chain.reverse();
    chain
}

/// What the lines of a De-Para say, those that it takes over among them.
#[derive(Clone, Default)]
struct Lines<'c> {
    each: Option<(Path, Position<'c>)>,
    form: Option<(usize, Template)>,
    external: Option<Spanned<(usize, usize)>>,
    mode: Option<Mode>,
    when: Option<When>,
    require: Option<Vec<Path>>,
    otherwise: Option<Otherwise>,
}

/// A De-Para with its own rows and remarks.
struct Made<'c> {
    lines: Lines<'c>,
    examples: Vec<Row>,
    remarks: Remarks,
}

impl<'c> Lines<'c> {
    fn read(
        cx: &mut Context<'_>,
        written: &Written<'_>,
        adapter: usize,
        bodies: Bodies<'c>,
        content: Position<'c>,
        base: Option<&Made<'c>>,
    ) -> Made<'c> {
        let (mut each, mut form, mut external) = (Once::new("each"), Once::new("key line"), Once::new("external"));
        let (mut mode, mut when, mut like) = (Once::new("mode"), Once::new("when"), Once::new("like"));
        let (mut require, mut otherwise) = (Once::new("require"), Once::new("otherwise"));
        let mut remarks = remarks::with_doc(written.doc);
        let mut examples = Vec::new();
        for (_, line) in written.body.statements() {
            match line {
                DeParaLine::Each(written) => {
                    let found = path::path(cx, bodies, content, written);
                    each.set(cx, written.span, found);
                }
                DeParaLine::Template { system, template: written } => {
                    let place = cx.system(system);
                    let found = template::template(cx, written, place == definitions::PROTHEUS);
                    form.set(cx, system.span.to(written.span), (place, found));
                }
                DeParaLine::External(name) => {
                    let found = key(cx, name, adapter);
                    external.set(cx, name.span, found);
                }
                DeParaLine::Like(name) => like.set(cx, name.span, ()),
                DeParaLine::Mode(word) => {
                    let chosen = words::choose(cx, word, &[("identical", Mode::Identical), ("ask", Mode::Ask)]);
                    mode.set(cx, word.span, chosen.unwrap_or(Mode::Rows));
                }
                DeParaLine::When(written) => {
                    let found = path::when(cx, bodies, content, written);
                    when.set(cx, written.path.span, found);
                }
                // Their paths begin at `each`, which may stand below.
                DeParaLine::Require(paths) => require.set(cx, paths_span(paths).unwrap_or(written.table.span), paths),
                DeParaLine::Otherwise(written) => {
                    let (span, found) = otherwise_of(written);
                    otherwise.set(cx, span, found);
                }
                DeParaLine::Example { internal, external } => {
                    examples.push(Row { internal: internal.clone(), external: external.clone() });
                }
                DeParaLine::Common(common) => remarks::add(&mut remarks, common),
            }
        }
        let is_like = like.is_given();
        let taken = base.map(|base| base.lines.clone()).unwrap_or_default();
        let each = each.take().or(taken.each);
        let start = each.as_ref().map_or(content, |(_, position)| *position);
        let require = require.take().map(|paths| paths.iter().map(|written| path::path(cx, bodies, start, written).0).collect());
        let lines = Self {
            each,
            form: form.take().or(taken.form),
            external: external.take().or(taken.external),
            mode: mode.take().or(taken.mode),
            when: when.take().or(taken.when),
            require: require.or(taken.require),
            otherwise: otherwise.take().or(taken.otherwise),
        };
        // What a De-Para takes over is missing where it is written.
        if !is_like {
            lines.complete(cx, written);
        }
        Made { lines, examples, remarks }
    }

    fn complete(&self, cx: &mut Context<'_>, written: &Written<'_>) {
        let (name, block) = (written.table.span, written.body.span);
        if self.form.is_none() {
            cx.report_missing_system_line(name, block, &statement_missing::DEPARA_TEMPLATE);
        }
        if self.external.is_none() {
            cx.report_missing(name, block, &statement_missing::DEPARA_EXTERNAL, &["external", "like"]);
        }
    }
}

impl Made<'_> {
    fn into_depara(self, written: &Written<'_>) -> DePara {
        let name = written.table.span;
        let Lines { each, form, external, mode, when, require, otherwise } = self.lines;
        let (system, internal) =
            form.unwrap_or((STAND_IN, Template { elements: Vec::new(), separator: depara_key::SEPARATOR, span: name }));
        DePara {
            table: written.table.clone(),
            title: remarks::title(written.title, written.doc),
            system,
            each: each.map(|(path, _)| path),
            internal,
            external: external.unwrap_or(Spanned::new((STAND_IN, STAND_IN), name)),
            mode: mode.unwrap_or(Mode::Rows),
            when,
            require: require.unwrap_or_default(),
            otherwise,
            examples: self.examples,
            remarks: self.remarks,
            span: name.to(written.body.span),
        }
    }
}

/// The key that a De-Para names: rather one of the same adapter; a stand-in when there is none.
fn key(cx: &mut Context<'_>, name: &FieldName, adapter: usize) -> Spanned<(usize, usize)> {
    let place = cx.definitions.key(name, |other| other == adapter);
    if place.is_none() {
        field::report_unknown_key(cx, name);
    }
    Spanned::new(place.unwrap_or((STAND_IN, STAND_IN)), name.span)
}

fn otherwise_of(written: &ast::Otherwise) -> (Span, Otherwise) {
    match written {
        ast::Otherwise::SkipQuietly { because, span } => {
            let reason = because.clone().unwrap_or_else(|| Spanned::new(String::new(), *span));
            (*span, Otherwise::SkipQuietly(reason))
        }
        ast::Otherwise::Skip(text) => (text.span, Otherwise::Skip(text.value.clone())),
        ast::Otherwise::Refuse(text) => (text.span, Otherwise::Refuse(text.value.clone())),
    }
}

fn paths_span(paths: &[ast::Path]) -> Option<Span> {
    Some(paths.first()?.span.to(paths.last()?.span))
}
