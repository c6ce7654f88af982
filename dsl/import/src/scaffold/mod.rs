//! A new adapter out of one schema: one map with the message, and an adapter block in which everything that the schema does not say is
//! pending.
//!
//! Shared types become records of the message, so that the map stands alone: a second one in the same folder never defines them twice.

mod adapter;
mod open;
mod references;

pub use references::references;

use crate::files::{is_schema_file, read};
use crate::lower::lower;
use crate::names::{base, identifier, is_identifier};
use crate::print;
use crate::report::{FindingKind, Findings, Report};
use crate::schema::{Role, Schema};
use crate::world::World;
use depara_dsl::diagnostic::Language;
use depara_dsl::ir::Version;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Order<'o> {
    /// The name of the adapter: `Customer`.
    pub adapter: &'o str,
    /// The message as the schema names it, in any case: `CustomerVendor`.
    pub message: &'o str,
    /// The path of its schema among the sources.
    pub schema: &'o str,
    /// The systems that other maps declare: the new one must not declare them again.
    pub systems: &'o BTreeSet<String>,
}

/// A new map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaffold {
    /// The name of its file: `customer.map`.
    pub file: String,
    /// Its text, in the one form of maps.
    pub text: String,
    /// The message that it describes: `CUSTOMERVENDOR`.
    pub message: String,
    /// The version of the message.
    pub version: Version,
    /// What there is to say of the schema and of the types that it includes.
    pub report: Report,
}

/// Why there is no map.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The name of the adapter is no name of the language; the nearest that is one.
    AdapterName {
        /// A name that fits.
        fitting: String,
    },
    /// The file is no schema; the report says why.
    NoSchema(Report),
    /// The schema describes the envelope, or types that messages share.
    NoMessage,
    /// The schema has more than one business content.
    SeveralMessages {
        /// How many.
        count: usize,
    },
    /// The schema is of another message.
    OtherMessage {
        /// Its name as the schema has it: `CustomerVendor`.
        found: String,
    },
    /// The map would be larger than a map may be.
    TooLarge {
        /// Its bytes.
        bytes: usize,
    },
}

/// Makes the map of a new adapter. `sources` holds the schema and the files that it includes, by their paths with `/` between folders:
/// [`references`] tells which they are. What is written into the map is Portuguese, as in every map.
///
/// # Errors
/// When the order does not fit the schema, or the schema is none: see [`Refusal`].
///
/// ```
/// # use depara_import::{Order, scaffold};
/// # use std::collections::{BTreeMap, BTreeSet};
/// let schema = br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
///     <xs:complexType name="BusinessContentType">
///         <xs:sequence><xs:element name="Code" type="xs:string" minOccurs="0"/></xs:sequence>
///     </xs:complexType>
///     <xs:element name="BusinessContent" type="BusinessContentType" substitutionGroup="AbstractBusinessContent"/>
/// </xs:schema>"#;
/// let sources = BTreeMap::from([("Bench_1_000.xsd".to_owned(), schema.to_vec())]);
/// let order = Order { adapter: "Bench", message: "bench", schema: "Bench_1_000.xsd", systems: &BTreeSet::new() };
/// let new = scaffold(&sources, order).unwrap();
/// assert_eq!(new.file, "bench.map");
/// assert!(new.text.contains("Falta a rotina do Protheus"));
/// ```
pub fn scaffold(sources: &BTreeMap<String, Vec<u8>>, order: Order<'_>) -> Result<Scaffold, Refusal> {
    let fitting = identifier(order.adapter);
    if !is_identifier(order.adapter) || !order.adapter.contains(|letter: char| letter.is_ascii_alphabetic()) {
        return Err(Refusal::AdapterName { fitting });
    }
    let (schemas, mut report) = schemas(sources);
    let Some(place) = schemas.iter().position(|schema| schema.path == order.schema) else {
        let loss = report.findings.iter().any(|finding| finding.file == order.schema && finding.kind == FindingKind::Loss);
        return Err(if loss || !is_schema_file(order.schema) { Refusal::NoSchema(report) } else { Refusal::NoMessage });
    };
    let world = World::without_blocks(&schemas);
    let Some(schema) = schemas.get(place).filter(|schema| schema.role != Role::Types) else { return Err(Refusal::NoMessage) };
    if schema.contents > 1 {
        return Err(Refusal::SeveralMessages { count: schema.contents });
    }
    let message = identifier(&schema.title).to_uppercase();
    if ![&message, &schema.title].iter().any(|name| name.eq_ignore_ascii_case(order.message)) {
        return Err(Refusal::OtherMessage { found: schema.title.clone() });
    }
    let Some(mut lowered) = lower(&world, place, &BTreeMap::new(), Language::Portuguese) else { return Err(Refusal::NoMessage) };
    report.add(lowered.findings);
    report.messages = 1;
    let adapter = adapter::block(order.adapter, &lowered.item);
    open::mark(&mut lowered.item);
    // The file is cited by its name: the folder where somebody keeps the schemas means nothing to others.
    lowered.item.sources = vec![base(&schema.path).to_owned()];
    lowered.systems.retain(|name, _| !order.systems.contains(name));
    let text = print::scaffold(&lowered.systems, &adapter, &lowered.item);
    let text = text.map_err(|bytes| Refusal::TooLarge { bytes })?;
    Ok(Scaffold { file: format!("{}.map", order.adapter.to_lowercase()), text, message, version: schema.version, report })
}

/// The sources that are schemas, and what there is to say of them.
fn schemas(sources: &BTreeMap<String, Vec<u8>>) -> (Vec<Schema>, Report) {
    let mut report = Report { files: sources.len(), ..Report::default() };
    let mut schemas = Vec::new();
    for (path, bytes) in sources {
        let mut findings = Findings::new(path);
        schemas.extend(read(path, bytes, Language::Portuguese, &mut findings));
        report.add(findings);
    }
    (schemas, report)
}
