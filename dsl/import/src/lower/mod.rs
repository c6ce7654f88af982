//! Schemas become messages and blocks of shared types: every name is looked up, every type gets the form that the language has for it.

mod facts;
mod field;
mod record;
mod scalar;

pub(crate) use facts::{longer, longer_text};

use crate::draft::{BlockId, Enumeration, Item, Line, Record, Type, TypeRef};
use crate::names::Unique;
use crate::phrases as say;
use crate::product::System;
use crate::report::{Count, Finding, FindingKind, Findings};
use crate::schema::{Body, Kind, Role, Schema};
use crate::world::{Target, World};
use depara_dsl::diagnostic::{Language, Text};
use std::collections::{BTreeMap, BTreeSet};

/// The step of the path that names the content of an answer.
const ANSWER: &str = "return";
/// How deep types may stand inside one another.
const MAX_DEPTH: usize = 48;

/// Lowers the schema at `place`. `names` holds every name that the blocks of shared types declare.
pub(crate) fn lower(world: &World<'_>, place: usize, names: &BTreeMap<BlockId, BTreeSet<String>>, language: Language) -> Option<Lowered> {
    let schema = world.schemas.get(place)?;
    let mut lowerer = Lowerer {
        world,
        schema,
        place,
        language,
        block_names: names,
        names: Unique::types(&["BusinessContent", "ReturnContent"]),
        local: BTreeSet::new(),
        made: BTreeMap::new(),
        shared: BTreeMap::new(),
        records: Vec::new(),
        enumerations: Vec::new(),
        systems: BTreeMap::new(),
        findings: Findings::new(&schema.path),
        path: Vec::new(),
        roots: BTreeSet::new(),
        depth: 0,
        answer_before_keys: false,
    };
    Some(lowerer.item())
}

/// An item, the systems that it speaks of and must be declared, and what there is to say.
pub(crate) struct Lowered {
    pub(crate) item: Item,
    pub(crate) systems: BTreeMap<String, String>,
    pub(crate) findings: Findings,
}

/// What a type became.
#[derive(Debug, Clone, Copy)]
enum Made {
    /// It is being lowered: what refers to it contains itself.
    Open,
    Record(usize),
    Enumeration(usize),
}

/// Lowers one schema.
struct Lowerer<'w, 's> {
    world: &'w World<'s>,
    schema: &'s Schema,
    place: usize,
    language: Language,
    block_names: &'w BTreeMap<BlockId, BTreeSet<String>>,
    names: Unique,
    /// The names of own records and enumerations.
    local: BTreeSet<String>,
    /// What each named type became, by the schema that has it.
    made: BTreeMap<(usize, &'s str), Made>,
    /// The names that are used of each block of shared types.
    shared: BTreeMap<BlockId, BTreeSet<String>>,
    records: Vec<Record>,
    enumerations: Vec<Enumeration>,
    systems: BTreeMap<String, String>,
    findings: Findings,
    /// The elements that are being lowered.
    path: Vec<String>,
    /// The types that are the contents themselves.
    roots: BTreeSet<&'s str>,
    depth: usize,
    /// Whether the answer has elements before its list of keys.
    answer_before_keys: bool,
}

impl<'s> Lowerer<'_, 's> {
    fn item(&mut self) -> Lowered {
        self.includes();
        let schema = self.schema;
        let mut pending = Vec::new();
        let (mut content, mut answer) = (Vec::new(), Vec::new());
        match schema.role {
            Role::Types => self.types(),
            Role::Event | Role::Request => {
                match &schema.content {
                    Some(kind) => content = self.root("content", kind, &mut pending),
                    None => {
                        self.findings.damage(0, "", &say::NO_CONTENT);
                        pending.push(self.sentence(Text::from(&say::PENDING_CONTENT)));
                    }
                }
                if let Some(kind) = &schema.answer {
                    answer = self.root(ANSWER, kind, &mut pending);
                }
                let is_used = |name: &&String| self.made.contains_key(&(self.place, name.as_str())) || self.roots.contains(name.as_str());
                let used = schema.types.keys().filter(is_used).count();
                for _ in used..schema.types.len() {
                    self.findings.count(Count::UnusedTypes);
                }
            }
        }
        let item = Item {
            role: schema.role,
            title: if schema.role == Role::Types { crate::world::block_id(schema).0 } else { schema.title.clone() },
            version: schema.version,
            sources: vec![schema.path.clone()],
            description: schema.description.clone(),
            notes: schema.remarks.clone(),
            pending,
            uses: self.shared.keys().cloned().collect(),
            content,
            answer,
            answer_before_keys: self.answer_before_keys,
            records: std::mem::take(&mut self.records),
            enumerations: std::mem::take(&mut self.enumerations),
        };
        Lowered { item, systems: std::mem::take(&mut self.systems), findings: std::mem::take(&mut self.findings) }
    }

    /// Reports the includes that lead nowhere.
    fn includes(&mut self) {
        for number in self.world.missing_includes(self.place) {
            if let Some(include) = self.schema.includes.get(*number) {
                self.findings.push(
                    FindingKind::Hole,
                    include.line,
                    "",
                    Text::from(&say::INCLUDE_NOT_FOUND).with("name", &include.location),
                );
            }
        }
    }

    /// Every type of a block of shared types, in the order of the file.
    fn types(&mut self) {
        let Some(block) = self.world.blocks.get(&self.place) else { return };
        for name in block.exports.values() {
            self.names.take([name.clone()]);
            self.local.insert(name.clone());
        }
        let mut types: Vec<_> = self.schema.types.iter().filter(|(name, _)| block.exports.contains_key(*name)).collect();
        types.sort_by_key(|(_, named)| named.order);
        for (name, named) in types {
            self.path.push(name.clone());
            self.made_of(self.place, Some(name), &named.body, &named.doc, name, "");
            self.path.pop();
        }
    }

    /// The lines of the content or of the answer.
    fn root(&mut self, step: &str, kind: &'s Kind, pending: &mut Vec<String>) -> Vec<Line> {
        self.path.push(step.to_owned());
        let lines = match self.world.target(self.place, kind) {
            Target::Body { scope, name, body, .. } => {
                if let Some(name) = name {
                    self.made.insert((scope, name), Made::Open);
                }
                let lines = self.root_lines(scope, body);
                if let Some(name) = name {
                    self.made.remove(&(scope, name));
                    self.roots.insert(name);
                }
                lines
            }
            Target::Missing { name, line, include } => {
                pending.push(self.hole(self.place, &name, line, include));
                Vec::new()
            }
            Target::Untyped => Vec::new(),
        };
        self.path.pop();
        lines
    }

    fn root_lines(&mut self, scope: usize, body: &'s Body) -> Vec<Line> {
        match body {
            Body::Record(record) => self.record_lines(scope, record, "Content"),
            Body::Value(_) => Vec::new(),
            Body::List(item) => match self.world.target(scope, item) {
                Target::Body { scope, body: Body::Record(record), .. } => self.record_lines(scope, record, "Content"),
                _ => Vec::new(),
            },
        }
    }

    /// The type in its own scope or as a part of a block of shared types; none for a value without a list of values.
    fn type_of(&mut self, scope: usize, name: Option<&'s str>, body: &'s Body, doc: &str, wish: &str, parent: &str) -> Option<Type> {
        if let Some(shared) = name.and_then(|name| self.shared_type(scope, name, body)) {
            return Some(shared);
        }
        self.made_of(scope, name, body, doc, wish, parent)
    }

    /// The type as a part of a block of shared types, unless its name would mean two things here.
    fn shared_type(&mut self, scope: usize, name: &str, body: &Body) -> Option<Type> {
        // Blocks that include one another keep copies, so that no record can contain itself by way of another block.
        if scope == self.place || self.world.sees(scope, self.place) {
            return None;
        }
        let block = self.world.blocks.get(&scope)?;
        let export = block.exports.get(name)?;
        let declares = |id: &BlockId, name: &String| self.block_names.get(id).is_some_and(|names| names.contains(name));
        let here = self.shared.iter().filter(|(id, _)| **id != block.id);
        let unclear = self.local.contains(export)
            || here.clone().any(|(id, _)| declares(id, export))
            || here.flat_map(|(_, used)| used).any(|used| declares(&block.id, used));
        if unclear {
            return None;
        }
        self.shared.entry(block.id.clone()).or_default().insert(export.clone());
        let reference = TypeRef::Shared(block.id.clone(), export.clone());
        Some(match body {
            Body::Record(_) | Body::List(_) => Type::Record(reference),
            Body::Value(_) => Type::Enumeration(reference),
        })
    }

    /// The type as a record or enumeration of this item.
    fn made_of(&mut self, scope: usize, name: Option<&'s str>, body: &'s Body, doc: &str, wish: &str, parent: &str) -> Option<Type> {
        match name.and_then(|name| self.made.get(&(scope, name))) {
            Some(Made::Record(place)) => return Some(Type::Record(TypeRef::Local(*place))),
            Some(Made::Enumeration(place)) => return Some(Type::Enumeration(TypeRef::Local(*place))),
            Some(Made::Open) => {
                self.note(FindingKind::Skipped, scope, 0, Text::from(&say::RECURSIVE).with("name", name.unwrap_or(wish)));
                return None;
            }
            None => {}
        }
        if self.depth >= MAX_DEPTH {
            self.note(FindingKind::Loss, scope, 0, Text::from(&say::TOO_DEEP));
            return None;
        }
        self.depth = self.depth.saturating_add(1);
        let made = match body {
            Body::Record(record) => Some(self.made_record(scope, name, record, doc, wish, parent)),
            Body::Value(value) => self.made_enumeration(scope, name, value, doc, wish, parent),
            Body::List(_) => None,
        };
        self.depth = self.depth.saturating_sub(1);
        match made? {
            Made::Record(place) => Some(Type::Record(TypeRef::Local(place))),
            Made::Enumeration(place) => Some(Type::Enumeration(TypeRef::Local(place))),
            Made::Open => None,
        }
    }

    /// A free name for a type: that of the block's table, else the wish, else the wish with the parent before it.
    fn name(&mut self, scope: usize, name: Option<&str>, wish: &str, parent: &str) -> String {
        if scope == self.place
            && let Some(export) = name.and_then(|name| self.world.blocks.get(&self.place)?.exports.get(name))
        {
            return export.clone();
        }
        let wish = name.map_or_else(|| crate::names::capitalised(wish), crate::names::type_name);
        let used = |name: &String| self.shared.values().any(|names| names.contains(name));
        let longer = format!("{parent}{wish}");
        let free = if used(&wish) { self.names.take([longer]) } else { self.names.take([wish, longer]) };
        let free = if self.shared.values().any(|names| names.contains(&free)) { self.names.take([format!("Own{free}")]) } else { free };
        self.local.insert(free.clone());
        free
    }

    /// Reports a type that is not there, and gives the sentence for the map.
    fn hole(&mut self, scope: usize, name: &str, line: u32, include: bool) -> String {
        self.note(FindingKind::Hole, scope, line, Text::from(&say::HOLE).with("name", name));
        let phrase = if include { &say::PENDING_INCLUDE } else { &say::PENDING_TYPE };
        self.sentence(Text::from(phrase).with("name", name))
    }

    /// Reports something at the element that is being lowered; the line is of the schema `scope`.
    fn note(&mut self, kind: FindingKind, scope: usize, line: u32, text: Text) {
        let file = self.world.schemas.get(scope).map_or_else(String::new, |schema| schema.path.clone());
        self.findings.all.push(Finding { file, line, kind, place: self.path.join("/"), text });
    }

    fn sentence(&self, text: Text) -> String {
        text.to(self.language)
    }

    /// The system of a product, declared when it is not known.
    fn system(&mut self, product: &str, scope: usize, line: u32) -> Option<System> {
        let system = System::of(product)?;
        if system.respelt {
            let text = Text::from(&say::SYSTEM_RENAMED).with("found", &system.title).with("name", &system.name);
            self.note(FindingKind::Guess, scope, line, text);
        }
        if !system.is_known() {
            self.systems.entry(system.name.clone()).or_insert_with(|| system.title.clone());
        }
        Some(system)
    }
}
