//! The whole import: files in, maps out.

use crate::compare;
use crate::draft::{BlockId, Item};
use crate::forms::SharedForms;
use crate::lower::{Lowered, lower};
use crate::names::{FileName, identifier};
use crate::phrases as say;
use crate::report::{Finding, FindingKind, Findings, Report};
use crate::schema::{Form, Role, Schema};
use crate::world::World;
use crate::{json_schema, print, xsd};
use depara_dsl::diagnostic::{Language, Text};
use depara_dsl::ir::Version;
use std::collections::{BTreeMap, BTreeSet};

/// The version of a file whose name has none.
const FIRST: Version = Version { major: 1, minor: 0 };

/// What became of schema files.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// The maps, by their paths below the folder that they are written to.
    pub files: BTreeMap<String, String>,
    /// Everything to know besides.
    pub report: Report,
}

/// Imports schema files, given by their paths with `/` between folders; notes in the maps are written in `language`.
///
/// ```
/// # use depara_dsl::diagnostic::Language;
/// # use std::collections::BTreeMap;
/// let schema = br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
///     <xs:complexType name="BusinessContentType">
///         <xs:sequence><xs:element name="Code" type="xs:string" minOccurs="0"/></xs:sequence>
///     </xs:complexType>
///     <xs:element name="BusinessContent" type="BusinessContentType" substitutionGroup="AbstractBusinessContent"/>
/// </xs:schema>"#;
/// let import = depara_import::import(&BTreeMap::from([("Bench_1_000.xsd".to_owned(), schema.to_vec())]), Language::English);
/// assert!(import.files["bench_1_000.map"].contains("Code  text?"));
/// assert!(import.report.findings.is_empty());
/// ```
#[must_use]
pub fn import(sources: &BTreeMap<String, Vec<u8>>, language: Language) -> Import {
    let mut report = Report { files: sources.len(), ..Report::default() };
    let mut schemas = Vec::new();
    for (path, bytes) in sources {
        let mut findings = Findings::new(path);
        if let Some(mut schema) = read(path, bytes, language, &mut findings) {
            schema.damage = findings.all.iter().filter(|finding| finding.kind.is_damage()).count();
            schemas.push(schema);
        }
        report.add(findings);
    }
    let world = World::new(&schemas);
    let mut out = Output {
        language,
        import: Import { files: BTreeMap::new(), report },
        systems: BTreeMap::new(),
        blocks: BTreeMap::new(),
        shared: SharedForms::default(),
    };
    let names = out.blocks(&world);
    out.messages(&world, &names);
    out.finish()
}

/// What stands behind the last point of a path, in small letters.
fn extension(path: &str) -> String {
    path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether a path names a file of a kind that is read.
pub(crate) fn is_schema_file(path: &str) -> bool {
    matches!(extension(path).as_str(), "xsd" | "json")
}

/// Reads one file; none when it holds nothing to import.
pub(crate) fn read(path: &str, bytes: &[u8], language: Language, findings: &mut Findings) -> Option<Schema> {
    let extension = extension(path);
    if !is_schema_file(path) {
        findings.skipped(0, "", &say::OTHER_EXTENSION);
        return None;
    }
    let name = FileName::read(path);
    let version = name.version.unwrap_or(FIRST);
    let schema = match extension.as_str() {
        "xsd" => match xsd::read(path, &name, version, bytes, language, findings) {
            xsd::Read::Schema(schema) => Some(*schema),
            xsd::Read::Envelope => {
                findings.skipped(0, "", &say::ENVELOPE);
                None
            }
            xsd::Read::Nothing => None,
        },
        _ => json_schema::read(path, &name, version, bytes, language, findings),
    };
    if schema.is_some() {
        if name.version.is_none() {
            findings.guess(0, "", Text::from(&say::VERSION_GUESSED).with("version", version));
        } else if !name.regular {
            findings.guess(0, "", Text::from(&say::IRREGULAR_NAME).with("name", &name.name).with("version", version));
        }
    }
    schema
}

/// What is written.
struct Output {
    language: Language,
    import: Import,
    systems: BTreeMap<String, String>,
    blocks: BTreeMap<BlockId, Item>,
    /// What messages say of the types in the blocks.
    shared: SharedForms,
}

impl Output {
    /// Makes the blocks of shared types, and gives the names that each declares.
    fn blocks(&mut self, world: &World<'_>) -> BTreeMap<BlockId, BTreeSet<String>> {
        // What a block exports is known before; what it declares besides, once it is made.
        let mut names: BTreeMap<BlockId, BTreeSet<String>> =
            world.blocks.values().map(|block| (block.id.clone(), block.exports.values().cloned().collect())).collect();
        for (place, schema) in world.schemas.iter().enumerate().filter(|(_, schema)| schema.role == Role::Types) {
            let Some(block) = world.blocks.get(&place) else {
                let id = crate::world::block_id(schema);
                let leader = world.blocks.iter().find(|(_, block)| block.id == id).and_then(|(place, _)| world.schemas.get(*place));
                if let Some(leader) = leader {
                    self.same(schema, leader);
                }
                continue;
            };
            let Some(lowered) = lower(world, place, &names, self.language) else { continue };
            let item = self.take(lowered);
            let declared = item.records.iter().map(|record| &record.name).chain(item.enumerations.iter().map(|item| &item.name));
            names.entry(block.id.clone()).or_default().extend(declared.cloned());
            if item.records.is_empty() && item.enumerations.is_empty() {
                continue;
            }
            self.import.report.types = self.import.report.types.saturating_add(1);
            self.blocks.insert(block.id.clone(), item);
        }
        names
    }

    /// Writes the messages: of several files of one version the soundest XSD leads.
    fn messages(&mut self, world: &World<'_>, names: &BTreeMap<BlockId, BTreeSet<String>>) {
        let mut versions: BTreeMap<(String, Version), Vec<usize>> = BTreeMap::new();
        for (place, schema) in world.schemas.iter().enumerate().filter(|(_, schema)| schema.role != Role::Types) {
            versions.entry((identifier(&schema.title).to_uppercase(), schema.version)).or_default().push(place);
        }
        for places in versions.into_values() {
            let of = |form: Form| {
                let mut places: Vec<(usize, &Schema)> = places
                    .iter()
                    .filter_map(|place| Some((*place, world.schemas.get(*place)?)))
                    .filter(|(_, schema)| schema.form == form)
                    .collect();
                places.sort_by_key(|(_, schema)| (schema.damage, schema.path.clone()));
                places
            };
            let (xsds, jsons) = (of(Form::Xsd), of(Form::Json));
            for forms in [&xsds, &jsons] {
                for (_, other) in forms.iter().skip(1) {
                    if let Some((_, leader)) = forms.first() {
                        self.same(other, leader);
                    }
                }
            }
            match (xsds.first(), jsons.first()) {
                (Some((xsd, _)), Some((json, schema))) => self.pair(world, *xsd, *json, schema, names),
                (Some((one, schema)), None) | (None, Some((one, schema))) => {
                    if let Some(lowered) = lower(world, *one, names, self.language) {
                        let item = self.take(lowered);
                        self.message(&schema.path, &item);
                    }
                }
                (None, None) => {}
            }
        }
    }

    fn pair(&mut self, world: &World<'_>, xsd: usize, json: usize, schema: &Schema, names: &BTreeMap<BlockId, BTreeSet<String>>) {
        let (Some(lowered), Some(other)) = (lower(world, xsd, names, self.language), lower(world, json, names, self.language)) else {
            return;
        };
        // What the JSON schema alone says is not in the map: its guesses do not matter, its holes and damage do.
        let kept = |finding: &&Finding| finding.kind == FindingKind::Hole || finding.kind.is_damage();
        self.import.report.findings.extend(other.findings.all.iter().filter(kept).cloned());
        let mut item = self.take(lowered);
        for (name, title) in other.systems {
            self.systems.entry(name).or_insert(title);
        }
        let found = compare::compare(&mut item, &other.item, &self.blocks, &schema.path, &mut self.shared);
        self.import.report.findings.extend(found);
        item.sources.push(schema.path.clone());
        if item.description.is_empty() {
            item.description.clone_from(&schema.description);
        }
        self.message(&schema.path, &item);
    }

    fn message(&mut self, path: &str, item: &Item) {
        self.import.report.messages = self.import.report.messages.saturating_add(1);
        self.write(path, file_name(item), item);
    }

    fn write(&mut self, path: &str, file: String, item: &Item) {
        match print::map(item) {
            Ok(text) => drop(self.import.files.insert(file, text)),
            Err(found) => self.tell(path, FindingKind::Loss, Text::from(&say::MAP_TOO_LARGE).with("found", found)),
        }
    }

    fn same(&mut self, other: &Schema, leader: &Schema) {
        let text = Text::from(&say::SAME_MESSAGE).with("name", &leader.title).with("version", leader.version).with("other", &leader.path);
        self.tell(&other.path, FindingKind::Skipped, text);
    }

    fn tell(&mut self, path: &str, kind: FindingKind, text: Text) {
        self.import.report.findings.push(Finding { file: path.to_owned(), line: 0, kind, place: String::new(), text });
    }

    fn take(&mut self, lowered: Lowered) -> Item {
        for (name, title) in lowered.systems {
            self.systems.entry(name).or_insert(title);
        }
        self.import.report.add(lowered.findings);
        lowered.item
    }

    fn finish(mut self) -> Import {
        // Messages had to be read before it is known what all of them say of a shared type.
        let mut blocks = std::mem::take(&mut self.blocks);
        self.import.report.findings.extend(std::mem::take(&mut self.shared).apply(&mut blocks));
        for item in blocks.values() {
            let path = item.sources.first().map_or("", String::as_str);
            self.write(path, format!("types/{}", file_name(item)), item);
        }
        if !self.systems.is_empty()
            && let Ok(text) = print::systems(&self.systems)
        {
            self.import.files.insert("systems.map".to_owned(), text);
        }
        self.import.report.findings.sort();
        self.import.report.findings.dedup();
        self.import
    }
}

fn file_name(item: &Item) -> String {
    format!("{}_{}_{:03}.map", identifier(&item.title).to_lowercase(), item.version.major, item.version.minor)
}
