//! Adapters: who sends which message, and how.

use super::context::{Context, Once};
use super::definitions::{self, AdapterDefinition, Miss};
use super::draft::STAND_IN;
use super::parameter::Known;
use super::path::{self, Bodies};
use super::problems::{given_twice, statement_missing, unknown_message};
use super::{depara, dictionary, key, parameter, profile, remarks, scope, variant, words};
use crate::ir::{
    Adapter, Delivery, Direction, Lock, Mask, Master, Operations, Parameter, Prerequisite, Requirement, RequirementRule, Take,
};
use crate::span::{Span, Spanned};
use crate::syntax::ast::{self, AdapterLine, Quoted, Word};
use std::collections::BTreeMap;

/// How a message travels when the adapter does not say.
const CHANNEL: &str = "EAI";

/// Resolves an adapter; `place` is where the catalog has it.
pub(super) fn adapter<'a>(cx: &mut Context<'a>, definition: &'a AdapterDefinition<'a>, place: usize, bodies: Bodies<'_>) -> Adapter {
    let item = &definition.item;
    cx.within(format!("adapter {}", item.name.value), |cx| {
        let known = Known::of_adapter(&cx.definitions.profiles, definition);
        let mut lines = Lines::new(item.name.span, place, &known);
        for (line, statement) in item.body.statements() {
            lines.read(cx, statement, &line.doc, bodies);
        }
        lines.complete(cx, definition);

        let message = lines.message.take();
        let (message, when) = message.unwrap_or((Spanned::new(STAND_IN, item.name.span), None));
        let content = bodies.content(message.value);
        let profiles = lines.profiles.take();
        let variants = variant::variants(cx, definition, place, bodies, &known, profiles.as_deref().unwrap_or_default());
        let mut remarks = remarks::with_doc(item.doc);
        for (_, line) in item.body.statements() {
            if let AdapterLine::Common(common) = line {
                remarks::add(&mut remarks, common);
            }
        }
        Adapter {
            name: item.name.clone(),
            title: remarks::title(item.title, item.doc),
            message,
            when,
            routines: lines.routines.take().unwrap_or_default(),
            alias: lines.alias.take(),
            channel: lines.channel.take().unwrap_or_else(|| CHANNEL.to_owned()),
            operations: lines.operations.take().unwrap_or(Operations::All),
            directions: lines.directions,
            delivery: lines.delivery.take().unwrap_or(Spanned::new(Delivery::Sync, item.name.span)),
            master: lines.master.take().flatten(),
            locks: lines.locks,
            requirements: lines.requirements,
            prerequisites: lines.prerequisites,
            parameters: lines.parameters,
            masks: lines.masks,
            takes: lines.takes,
            profiles: match profiles {
                Some(listed) => listed.iter().map(|profile| profile.value).collect(),
                None => (0..cx.definitions.profiles.len()).collect(),
            },
            variants,
            sharing: lines.sharing,
            keys: key::keys(cx, definition, place, bodies, content),
            deparas: depara::deparas(cx, item.body, place, bodies, content),
            no_depara: lines.no_depara.take(),
            remarks,
            span: item.span(),
        }
    })
}

/// The lines of an adapter or of an `in` block, keys and De-Para tables left out.
pub(super) struct Lines<'k> {
    message: Once<(Spanned<usize>, Option<crate::ir::When>)>,
    routines: Once<Vec<Spanned<String>>>,
    alias: Once<Spanned<String>>,
    channel: Once<String>,
    pub(super) operations: Once<Operations>,
    pub(super) directions: Vec<Direction>,
    pub(super) delivery: Once<Spanned<Delivery>>,
    pub(super) master: Once<Option<Master>>,
    pub(super) locks: Vec<Lock>,
    pub(super) requirements: Vec<Requirement>,
    pub(super) prerequisites: Vec<Prerequisite>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) masks: Vec<Mask>,
    pub(super) takes: Vec<Take>,
    profiles: Once<Vec<Spanned<usize>>>,
    pub(super) sharing: Vec<crate::ir::Sharing>,
    no_depara: Once<Spanned<String>>,
    /// Where each line stands that is there once for each name: those of systems, parameters and the like.
    seen: BTreeMap<(&'static str, String), Span>,
    name: Span,
    /// The place of the adapter, and the parameters that it knows.
    adapter: usize,
    known: &'k Known<'k>,
}

impl<'k> Lines<'k> {
    /// The lines of the block that is named at `name`, of the adapter at `adapter`.
    pub(super) fn new(name: Span, adapter: usize, known: &'k Known<'k>) -> Self {
        Self {
            message: Once::new("message"),
            routines: Once::new("routine"),
            alias: Once::new("alias"),
            channel: Once::new("channel"),
            operations: Once::new("operations"),
            directions: Vec::new(),
            delivery: Once::new("delivery"),
            master: Once::new("master"),
            locks: Vec::new(),
            requirements: Vec::new(),
            prerequisites: Vec::new(),
            parameters: Vec::new(),
            masks: Vec::new(),
            takes: Vec::new(),
            profiles: Once::new("profile"),
            sharing: Vec::new(),
            no_depara: Once::new("depara none"),
            seen: BTreeMap::new(),
            name,
            adapter,
            known,
        }
    }

    /// Reads a line with the `///` lines above it.
    pub(super) fn read(&mut self, cx: &mut Context<'_>, line: &AdapterLine, doc: &[Quoted], bodies: Bodies<'_>) {
        match line {
            AdapterLine::Message { name, version, when } => {
                let place = message(cx, name, version);
                let start = bodies.content(place);
                let when = when.as_ref().map(|written| path::when(cx, bodies, start, written));
                self.message.set(cx, name.span.to(version.span), (Spanned::new(place, name.span), when));
            }
            AdapterLine::Routine(routines) => {
                self.routines.set(cx, words::words_span(routines).unwrap_or(self.name), routines.clone());
            }
            AdapterLine::Alias(alias) => self.alias.set(cx, alias.span, alias.clone()),
            AdapterLine::Channel(channel) => self.channel.set(cx, channel.span, channel.value.clone()),
            AdapterLine::Operations(listed) => {
                let operations = words::operations(cx, listed);
                self.operations.set(cx, words::words_span(listed).unwrap_or(self.name), operations);
            }
            AdapterLine::Direction { system, acts } => self.direction(cx, system, acts),
            AdapterLine::Delivery(word) => {
                let delivery = words::choose(cx, word, &words::DELIVERIES).unwrap_or(Delivery::Sync);
                self.delivery.set(cx, word.span, Spanned::new(delivery, word.span));
            }
            AdapterLine::Master(word) => {
                let master = master(cx, word);
                self.master.set(cx, word.span, master);
            }
            AdapterLine::Locks { system, operations } => self.lock(cx, system, operations),
            AdapterLine::Requires { field, rule } => self.requirement(cx, field, rule),
            AdapterLine::Prerequisite { system, text } => {
                let system = cx.system(system);
                self.prerequisites.push(Prerequisite { system, text: text.clone() });
            }
            AdapterLine::Profile(names) => {
                let listed = profile::listed(cx, names);
                self.profiles.set(cx, words::words_span(names).unwrap_or(self.name), listed);
            }
            AdapterLine::Parameter(written) => {
                let found = parameter::parameter(cx, written, doc, self.known);
                if self.is_first(cx, "parameter", &written.name, written.name.span) {
                    self.parameters.push(found);
                }
            }
            AdapterLine::Mask(written) => {
                let found = parameter::mask(cx, written, doc, self.known);
                let about = written.field.field.clone().map(|_| found.field.value.to_string());
                if self.is_first(cx, "mask", &about, written.field.span) {
                    self.masks.push(found);
                }
            }
            AdapterLine::Take(written) => {
                let Some(found) = parameter::take(cx, written, doc, self.adapter) else { return };
                let about = written.context.clone().map(|context| format!("{} for {context}", definitions::field_name(&written.key)));
                if self.is_first(cx, "take", &about, written.span) {
                    self.takes.push(found);
                }
            }
            AdapterLine::Sharing { alias, sharing } => self.sharing.push(words::sharing(cx, alias, sharing)),
            AdapterLine::NoDePara { because, span } => self.no_depara.set(cx, *span, because.clone()),
            AdapterLine::Key { .. } | AdapterLine::DePara { .. } | AdapterLine::Variant { .. } | AdapterLine::Common(_) => {}
        }
    }

    fn direction(&mut self, cx: &mut Context<'_>, system: &Word, acts: &[Word]) {
        let span = words::words_span(acts).map_or(system.span, |acts| system.span.to(acts));
        let (sends, receives) = words::acts(cx, acts);
        if self.is_first(cx, "sends or receives", system, span) {
            let system = Spanned::new(cx.system(system), system.span);
            self.directions.push(Direction { system, sends, receives, span });
        }
    }

    fn lock(&mut self, cx: &mut Context<'_>, system: &Word, operations: &[Word]) {
        let operations = match words::operations(cx, operations) {
            Operations::All => words::EVERY_OPERATION.into(),
            Operations::Only(operations) => operations,
        };
        if self.is_first(cx, "locks", system, system.span) {
            self.locks.push(Lock { system: Spanned::new(cx.system(system), system.span), operations });
        }
    }

    fn requirement(&mut self, cx: &mut Context<'_>, field: &ast::FieldName, rule: &ast::Requirement) {
        dictionary::check_field(cx, field);
        let rule = match rule {
            ast::Requirement::Initializer(text) => RequirementRule::Initializer(text.value.clone()),
            ast::Requirement::WithoutInitializer => RequirementRule::WithoutInitializer,
            ast::Requirement::Size(size) => match words::size(cx, *size) {
                Some(size) => RequirementRule::Size(size),
                None => return,
            },
        };
        self.requirements.push(Requirement { field: Spanned::new(definitions::field_name(field), field.span), rule });
    }

    /// Whether the line is the first of its kind for a name; another one is reported.
    fn is_first(&mut self, cx: &mut Context<'_>, kind: &'static str, name: &Word, span: Span) -> bool {
        match self.seen.get(&(kind, name.value.clone())) {
            Some(first) => {
                let line = if matches!(kind, "parameter" | "mask" | "take") {
                    format!("{kind} {}", name.value)
                } else {
                    format!("{} {kind}", name.value)
                };
                cx.report(given_twice::given_twice(&line, span, *first));
                false
            }
            None => {
                self.seen.insert((kind, name.value.clone()), span);
                true
            }
        }
    }

    /// Reports what an adapter cannot do without. Where a line that could not be read speaks of a system, that system may send
    /// and receive.
    fn complete(&mut self, cx: &mut Context<'_>, definition: &AdapterDefinition<'_>) {
        let (name, block) = (definition.item.name.span, definition.item.body.span);
        if !self.message.is_given() {
            cx.report_missing(name, block, &statement_missing::ADAPTER_MESSAGE, &["message"]);
        }
        if !self.routines.is_given() {
            cx.report_missing(name, block, &statement_missing::ADAPTER_ROUTINE, &["routine"]);
        }
        if self.directions.is_empty() {
            cx.report_missing_system_line(name, block, &statement_missing::ADAPTER_DIRECTION);
        }
        for system in cx.unread_systems(block) {
            if !self.directions.iter().any(|direction| direction.system.value == system) {
                self.directions.push(Direction { system: Spanned::new(system, name), sends: true, receives: true, span: name });
            }
        }
    }
}

/// The message that an adapter carries, or a stand-in.
fn message(cx: &mut Context<'_>, name: &Word, version: &Word) -> usize {
    words::version(cx, version);
    let definitions = cx.definitions;
    match definitions.message(name, version) {
        Ok(place) => return place,
        Err(Miss::Name) => {
            let known = definitions.messages.kept().iter().map(|message| message.item.name.as_str());
            cx.report_unknown(name, unknown_message::unknown_message(name, cx.nearest(name, known)));
        }
        Err(Miss::Version(known)) => {
            if let Some(known) = scope::newest(&known) {
                cx.report_unknown(name, unknown_message::unknown_version(name, version, known));
            }
        }
    }
    STAND_IN
}

/// A system, or `both`.
pub(super) fn master(cx: &mut Context<'_>, word: &Word) -> Option<Master> {
    if word.value == "both" {
        return Some(Master::Both);
    }
    Some(cx.system(word)).filter(|system| *system != STAND_IN).map(Master::System)
}
