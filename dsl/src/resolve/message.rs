//! Messages and blocks of shared types.

use super::context::{Context, Once};
use super::definitions::MessageDefinition;
use super::draft::STAND_IN;
use super::problems::{given_twice, statement_missing};
use super::scope::{self, Scope};
use super::{dictionary, enumeration, record, remarks, words};
use crate::ir::{Enumeration, Message, MessageKind, Outside, Record, RecordId, Remarks, Types, Version};
use crate::span::Span;
use crate::syntax::ast::MessageLine;
use std::collections::BTreeMap;

/// The version that stands for one that was reported as unreadable.
const UNREADABLE: Version = Version { major: 0, minor: 0 };

/// Resolves a message; `place` is where the catalog has it.
pub(super) fn message<'a>(cx: &mut Context<'a>, definition: &'a MessageDefinition<'a>, place: usize) -> Message {
    let item = &definition.item;
    cx.within(format!("message {} {}", item.name.value, definition.version.value), |cx| {
        let version = words::version(cx, definition.version).unwrap_or(UNREADABLE);
        let kinds = [("event", MessageKind::Event), ("request", MessageKind::Request)];
        let kind = definition.kind.and_then(|kind| words::choose(cx, kind, &kinds)).unwrap_or(MessageKind::Event);
        let body = body(cx, definition, Some(place));
        if definition.layout.content.is_none() {
            cx.report_missing(item.name.span, item.body.span, &statement_missing::MESSAGE_CONTENT, &["content"]);
        }
        Message {
            name: item.name.clone(),
            version,
            title: body.title.unwrap_or_else(|| item.name.value.clone()),
            kind,
            schema: body.schema,
            content: RecordId(definition.layout.content.unwrap_or(STAND_IN)),
            r#return: definition.layout.r#return.map(RecordId),
            return_before_keys: body.return_before_keys,
            records: body.records,
            enumerations: body.enumerations,
            uses: body.uses,
            outsides: body.outsides,
            remarks: body.remarks,
            span: item.span(),
        }
    })
}

/// Resolves a block of shared types.
pub(super) fn types<'a>(cx: &mut Context<'a>, definition: &'a MessageDefinition<'a>) -> Types {
    let item = &definition.item;
    cx.within(format!("types {} {}", item.name.value, definition.version.value), |cx| {
        let version = words::version(cx, definition.version).unwrap_or(UNREADABLE);
        let Body { title: _, schema, return_before_keys: _, uses, outsides, records, enumerations, remarks } = body(cx, definition, None);
        Types { name: item.name.clone(), version, schema, records, enumerations, uses, outsides, remarks, span: item.span() }
    })
}

/// What messages and blocks of shared types have in common.
struct Body {
    title: Option<String>,
    schema: Option<String>,
    return_before_keys: bool,
    uses: Vec<usize>,
    outsides: Vec<Outside>,
    records: Vec<Record>,
    enumerations: Vec<Enumeration>,
    remarks: Remarks,
}

fn body<'a>(cx: &mut Context<'a>, definition: &'a MessageDefinition<'a>, message: Option<usize>) -> Body {
    let mut remarks = remarks::with_doc(definition.item.doc);
    let (mut title, mut schema) = (Once::new("title"), Once::new("schema"));
    let (mut content, mut answer) = (Once::new("content"), Once::new("return"));
    let mut uses: BTreeMap<usize, Span> = BTreeMap::new();
    let (mut order, mut outsides) = (Vec::new(), Vec::new());
    for (_, line) in definition.item.body.statements() {
        match line {
            MessageLine::Title(word) => title.set(cx, word.span, word.value.clone()),
            MessageLine::Schema(text) => schema.set(cx, text.span, text.value.clone()),
            MessageLine::Content(_, span) => content.set(cx, *span, ()),
            MessageLine::Return { span, before_keys, .. } => answer.set(cx, *span, *before_keys),
            MessageLine::Use { name, version } => {
                let Some(place) = scope::used_block(cx, name, version) else { continue };
                let span = name.span.to(version.span);
                match uses.get(&place) {
                    Some(first) => cx.report(given_twice::given_twice("use", span, *first)),
                    None => {
                        uses.insert(place, span);
                        order.push(place);
                    }
                }
            }
            MessageLine::Outside(written) => outsides.push(dictionary::outside(written)),
            MessageLine::Record { .. } | MessageLine::Enumeration { .. } => {}
            MessageLine::Common(common) => remarks::add(&mut remarks, common),
        }
    }
    let layout = &definition.layout;
    let scope = Scope { own: layout, uses: order };
    let records = layout.records.iter().map(|declared| record::record(cx, &scope, declared, message)).collect();
    let enumerations = layout.enumerations.iter().map(|declared| enumeration::enumeration(cx, declared)).collect();
    let return_before_keys = answer.take().unwrap_or_default();
    Body { title: title.take(), schema: schema.take(), return_before_keys, uses: scope.uses, outsides, records, enumerations, remarks }
}
