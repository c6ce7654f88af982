//! All schemas together: which file another one means, which types a file sees, and which blocks of shared types there are.

use crate::draft::BlockId;
use crate::names::{Unique, base, capitalised, type_name};
use crate::schema::{Body, Form, Kind, Named, Role, Schema, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Files that hold the envelope: nobody misses them.
const ENVELOPE: [&str; 2] = ["totvsmsg.xsd", "totvsmsgdoc.xsd"];

/// All schemas.
pub(crate) struct World<'s> {
    pub(crate) schemas: &'s [Schema],
    by_base: BTreeMap<String, Vec<usize>>,
    /// The schemas that lead a block of shared types, with what it is called and what the types are called in it.
    pub(crate) blocks: BTreeMap<usize, Block>,
    leading: BTreeMap<BlockId, usize>,
    /// What each schema includes, directly or not, as far as it is there; and what is not there.
    includes: Vec<(Vec<usize>, Vec<usize>)>,
}

/// A block of shared types.
pub(crate) struct Block {
    pub(crate) id: BlockId,
    /// The name of each type, by its name in the schema.
    pub(crate) exports: BTreeMap<String, String>,
}

/// What a reference leads to.
pub(crate) enum Target<'s> {
    /// A type, in the schema whose names it uses; with the name under which that schema has it.
    Body {
        scope: usize,
        name: Option<&'s str>,
        body: &'s Body,
        doc: &'s str,
    },
    Untyped,
    /// Nothing of this name; whether an include is missing that might have it.
    Missing {
        name: String,
        line: u32,
        include: bool,
    },
}

impl<'s> World<'s> {
    pub(crate) fn new(schemas: &'s [Schema]) -> Self {
        let mut by_base: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, schema) in schemas.iter().enumerate() {
            by_base.entry(base(&schema.path).to_lowercase()).or_default().push(place);
        }
        let mut world = Self { schemas, by_base, blocks: BTreeMap::new(), leading: BTreeMap::new(), includes: Vec::new() };
        for (place, schema) in schemas.iter().enumerate().filter(|(_, schema)| schema.role == Role::Types) {
            let first = world.leading.entry(block_id(schema)).or_insert(place);
            let leads = |place: usize| schemas.get(place).map(|schema| (schema.form, schema.damage));
            if leads(place) < leads(*first) {
                *first = place;
            }
        }
        for (id, place) in &world.leading {
            if let Some(schema) = schemas.get(*place) {
                world.blocks.insert(*place, Block { id: id.clone(), exports: exports(schema) });
            }
        }
        world.includes = (0..schemas.len()).map(|place| world.closure(place)).collect();
        world
    }

    /// The same without blocks of shared types: what a message includes becomes its own.
    pub(crate) fn without_blocks(schemas: &'s [Schema]) -> Self {
        Self { blocks: BTreeMap::new(), ..Self::new(schemas) }
    }

    /// The includes of the schema that lead nowhere, by their places in its list.
    pub(crate) fn missing_includes(&self, place: usize) -> &[usize] {
        self.includes.get(place).map(|(_, missing)| missing.as_slice()).unwrap_or_default()
    }

    /// Whether one schema sees the types of another through includes.
    pub(crate) fn sees(&self, place: usize, other: usize) -> bool {
        self.includes.get(place).is_some_and(|(seen, _)| seen.contains(&other))
    }

    /// What `kind`, written in the schema `scope`, leads to; names of names are followed.
    pub(crate) fn target(&self, scope: usize, kind: &'s Kind) -> Target<'s> {
        let (mut scope, mut kind) = (scope, kind);
        let mut at: Option<(&'s str, &'s str)> = None;
        for _ in 0..32 {
            match kind {
                Kind::Untyped => return Target::Untyped,
                Kind::Inline(body) => {
                    return match alias(body) {
                        Some(inner) => {
                            kind = inner;
                            continue;
                        }
                        None => Target::Body { scope, name: at.map(|(name, _)| name), body, doc: at.map_or("", |(_, doc)| doc) },
                    };
                }
                Kind::Named { file, name, line } => {
                    let Some((found, key, named)) = self.find(scope, file.as_deref(), name) else {
                        let name = if name.is_empty() { file.clone().unwrap_or_default() } else { name.clone() };
                        let include = file.is_some() || !self.missing_includes(scope).is_empty();
                        return Target::Missing { name, line: *line, include };
                    };
                    match alias(&named.body) {
                        Some(inner) => (scope, kind) = (found, inner),
                        None => return Target::Body { scope: found, name: Some(key), body: &named.body, doc: &named.doc },
                    }
                    at = Some((key, &named.doc));
                }
            }
        }
        Target::Missing { name: String::new(), line: 0, include: false }
    }

    /// The simple type of this name, as the schema `scope` sees it.
    pub(crate) fn simple(&self, scope: usize, name: &str) -> Option<&'s Value> {
        match &self.find(scope, None, name)?.2.body {
            Body::Value(value) => Some(value),
            Body::Record(_) | Body::List(_) => None,
        }
    }

    fn find(&self, scope: usize, file: Option<&str>, name: &str) -> Option<(usize, &'s str, &'s Named)> {
        let here = |place: usize| {
            let schema = self.schemas.get(place)?;
            schema.types.get_key_value(name).map(|(key, named)| (place, key.as_str(), named))
        };
        let Some(file) = file else {
            let seen = self.includes.get(scope).map(|(seen, _)| seen.as_slice()).unwrap_or_default();
            return std::iter::once(scope).chain(seen.iter().copied()).find_map(here);
        };
        let meant = self.by_base.get(&base(file).to_lowercase())?;
        // A block that an XSD leads is the same block.
        let leading = meant.iter().filter_map(|place| self.leading.get(&block_id(self.schemas.get(*place)?)).copied());
        let places: Vec<usize> = leading.chain(meant.iter().copied()).collect();
        if name.is_empty() {
            return places.iter().find_map(|place| {
                let (key, named) = self.schemas.get(*place)?.types.iter().min_by_key(|(_, named)| named.order)?;
                Some((*place, key.as_str(), named))
            });
        }
        places.into_iter().find_map(here)
    }

    /// All schemas that `place` includes, directly or not, and the places of its own includes that lead nowhere.
    fn closure(&self, place: usize) -> (Vec<usize>, Vec<usize>) {
        let (mut seen, mut order, mut missing) = (BTreeSet::from([place]), Vec::new(), Vec::new());
        let mut open = vec![place];
        while let Some(at) = open.pop() {
            let includes = self.schemas.get(at).map(|schema| schema.includes.as_slice()).unwrap_or_default();
            for (number, include) in includes.iter().enumerate() {
                match self.file(at, &include.location) {
                    Some(found) if seen.insert(found) => {
                        order.push(found);
                        open.push(found);
                    }
                    Some(_) => {}
                    None if is_envelope(&include.location) => {}
                    None if at == place => missing.push(number),
                    None => {}
                }
            }
        }
        (order, missing)
    }

    /// The XSD that an include means: the file at that place, or else one of its name.
    fn file(&self, from: usize, location: &str) -> Option<usize> {
        let from = &self.schemas.get(from)?.path;
        let candidates = self.by_base.get(&base(location).to_lowercase())?;
        let wanted = resolved(from, location);
        let exact = candidates.iter().find(|place| self.schemas.get(**place).is_some_and(|schema| schema.path == wanted));
        exact.or_else(|| candidates.iter().find(|place| self.schemas.get(**place).is_some_and(|schema| schema.form == Form::Xsd))).copied()
    }
}

/// Whether a file that is included holds the envelope.
pub(crate) fn is_envelope(location: &str) -> bool {
    ENVELOPE.contains(&base(location).to_lowercase().as_str())
}

/// What a block of shared types is called.
pub(crate) fn block_id(schema: &Schema) -> BlockId {
    (capitalised(&schema.title), schema.version)
}

/// The names of the types of a block that others can use: records, and enumerations.
fn exports(schema: &Schema) -> BTreeMap<String, String> {
    let mut names = Unique::types(&[]);
    let mut types: Vec<(&String, &Named)> = schema.types.iter().collect();
    types.sort_by_key(|(_, named)| named.order);
    let shared = types.into_iter().filter(|(_, named)| match &named.body {
        Body::Record(record) => !record.is_empty() && alias(&named.body).is_none(),
        Body::Value(value) => !value.values.is_empty(),
        Body::List(_) => false,
    });
    shared.map(|(name, _)| (name.clone(), names.take([type_name(name)]))).collect()
}

/// The type that a record only passes on.
fn alias(body: &Body) -> Option<&Kind> {
    match body {
        Body::Record(record) if record.particles.is_empty() && record.attributes.is_empty() && record.text.is_none() => {
            match record.bases.as_slice() {
                [only] => Some(only),
                _ => None,
            }
        }
        Body::Record(_) | Body::Value(_) | Body::List(_) => None,
    }
}

/// `../types/Place_1_000.xsd`, seen from `xsd/events/Visit_1_000.xsd`, is `xsd/types/Place_1_000.xsd`.
fn resolved(from: &str, location: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in location.split(['/', '\\']) {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}
