//! Integrations, and the tables of the ERP dictionary.

use super::context::{Context, Once};
use super::definitions::Definition;
use super::problems::{field_name_too_long, field_of_alias, given_twice, not_there};
use super::{remarks, template, words};
use crate::ir::{Adapter, Integration, Outside, OutsideElement, Table, TableField};
use crate::span::Spanned;
use crate::syntax::ast::{self, IntegrationLine, TableLine, Word};
use std::collections::BTreeSet;

/// Resolves an integration: what it lists must be there.
pub(super) fn integration(cx: &mut Context<'_>, item: &Definition<'_, IntegrationLine>, adapters: &[Adapter]) -> Integration {
    let messages: BTreeSet<&str> = cx.definitions.messages.kept().iter().map(|message| message.item.name.as_str()).collect();
    let known: BTreeSet<&str> = adapters.iter().flat_map(|adapter| adapter.routines.iter().map(|routine| routine.as_str())).collect();
    cx.within(format!("integration {}", item.name.value), |cx| {
        let mut remarks = remarks::with_doc(item.doc);
        let (mut routines, mut sections) = (Once::new("routines"), Once::new("sections"));
        let mut outsides = Vec::new();
        for (_, line) in item.body.statements() {
            match line {
                IntegrationLine::Routines(listed) => {
                    check_listed(cx, listed, &known, not_there::routine);
                    routines.set(cx, words::words_span(listed).unwrap_or(item.name.span), listed.clone());
                }
                IntegrationLine::Sections(listed) => {
                    check_listed(cx, listed, &messages, not_there::section);
                    sections.set(cx, words::words_span(listed).unwrap_or(item.name.span), listed.clone());
                }
                IntegrationLine::Outside(written) => outsides.push(outside(written)),
                IntegrationLine::Common(common) => remarks::add(&mut remarks, common),
            }
        }
        let (routines, sections) = (routines.take().unwrap_or_default(), sections.take().unwrap_or_default());
        let title = remarks::title(item.title, item.doc);
        Integration { name: item.name.clone(), title, routines, sections, outsides, remarks }
    })
}

/// The elements whose records no message carries.
pub(super) fn outside(written: &ast::Outside) -> Outside {
    let elements = written.elements.iter().filter_map(|path| {
        let (name, record) = path.elements.split_last()?;
        let element = OutsideElement { record: record.last().map(|record| record.value.clone()), name: name.value.clone() };
        Some(Spanned::new(element, path.span))
    });
    Outside { elements: elements.collect(), because: written.because.value.clone() }
}

fn check_listed(
    cx: &mut Context<'_>,
    listed: &[Word],
    known: &BTreeSet<&str>,
    problem: fn(&Word, Option<&str>) -> crate::diagnostic::Diagnostic,
) {
    for word in listed.iter().filter(|word| !known.contains(word.as_str())) {
        cx.report_unknown(word, problem(word, cx.nearest(word, known.iter().copied())));
    }
}

/// Resolves a table of the ERP dictionary.
pub(super) fn table(cx: &mut Context<'_>, item: &Definition<'_, TableLine>) -> Table {
    cx.within(format!("table {}", item.name.value), |cx| {
        let mut table = Table {
            alias: item.name.clone(),
            title: remarks::title(item.title, item.doc),
            fields: Vec::new(),
            sharing: Vec::new(),
            masters: Vec::new(),
            remarks: remarks::with_doc(item.doc),
        };
        for (line, statement) in item.body.statements() {
            match statement {
                TableLine::Field { name, kind, title } => {
                    check_field_of(cx, item.name, name);
                    let kind = template::segment_type(cx, kind);
                    table.fields.push(TableField { name: name.clone(), kind, title: remarks::title(title.as_ref(), &line.doc) });
                }
                TableLine::Sharing(sharing) => table.sharing.push(words::sharing(cx, item.name, sharing)),
                TableLine::Movement(masters) => movement(cx, &mut table, masters),
                TableLine::Common(common) => remarks::add(&mut table.remarks, common),
            }
        }
        duplicates(cx, &table);
        table
    })
}

/// Reports what is wrong with a Protheus field and the alias it is written with.
pub(super) fn check_field(cx: &mut Context<'_>, name: &ast::FieldName) {
    check_field_of(cx, &name.alias, &name.field);
}

/// Reports a Protheus field name that the dictionary cannot hold.
pub(super) fn check_length(cx: &mut Context<'_>, field: &Word) {
    if field.chars().count() > field_name_too_long::LONGEST {
        cx.report(field_name_too_long::too_long(field));
    }
}

fn check_field_of(cx: &mut Context<'_>, alias: &Word, field: &Word) {
    if !field_of_alias::belongs(alias, field) {
        cx.report(field_of_alias::misfit(alias, field));
    }
    check_length(cx, field);
}

/// Adds the tables whose records the movements of a table are of.
fn movement(cx: &mut Context<'_>, table: &mut Table, masters: &[Word]) {
    for master in masters {
        match table.masters.iter().find(|known| known.value == master.value) {
            Some(first) => cx.report(given_twice::given_twice(master, master.span, first.span)),
            None => table.masters.push(master.clone()),
        }
    }
}

fn duplicates(cx: &mut Context<'_>, table: &Table) {
    let mut seen = std::collections::BTreeMap::new();
    for field in &table.fields {
        match seen.get(field.name.as_str()) {
            Some(first) => cx.report(super::problems::defined_twice::defined_twice(&field.name, field.name.span, *first)),
            None => drop(seen.insert(field.name.as_str(), field.name.span)),
        }
    }
}
