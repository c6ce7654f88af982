//! Which files a schema includes or refers to.

use crate::files::read;
use crate::names::base;
use crate::report::Findings;
use crate::schema::{Body, Kind, Particle, Record};
use crate::world::is_envelope;
use depara_dsl::diagnostic::Language;
use std::collections::BTreeSet;

/// The files that a schema includes (XSD) or refers to (JSON), as it writes them: paths as seen from it, or addresses. The envelope is not
/// among them, because nothing of it is imported.
///
/// ```
/// let schema = br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="../types/Place_1_000.xsd"/></xs:schema>"#;
/// assert_eq!(depara_import::references("events/Visit_1_000.xsd", schema), ["../types/Place_1_000.xsd"]);
/// ```
#[must_use]
pub fn references(path: &str, bytes: &[u8]) -> Vec<String> {
    let Some(schema) = read(path, bytes, Language::English, &mut Findings::new(path)) else { return Vec::new() };
    let mut found: BTreeSet<&str> = schema.includes.iter().map(|include| include.location.as_str()).collect();
    for kind in schema.content.iter().chain(&schema.answer) {
        of_kind(kind, &mut found);
    }
    for named in schema.types.values() {
        of_body(&named.body, &mut found);
    }
    found.into_iter().filter(|location| !base(location).is_empty() && !is_envelope(location)).map(str::to_owned).collect()
}

fn of_kind<'s>(kind: &'s Kind, found: &mut BTreeSet<&'s str>) {
    match kind {
        Kind::Named { file, .. } => found.extend(file.as_deref()),
        Kind::Inline(body) => of_body(body, found),
        Kind::Untyped => {}
    }
}

fn of_body<'s>(body: &'s Body, found: &mut BTreeSet<&'s str>) {
    match body {
        Body::Record(Record { bases, particles, attributes, text, line: _ }) => {
            bases.iter().chain(text).for_each(|kind| of_kind(kind, found));
            attributes.iter().for_each(|attribute| of_kind(&attribute.kind, found));
            of_particles(particles, found);
        }
        Body::List(item) => of_kind(item, found),
        Body::Value(_) => {}
    }
}

fn of_particles<'s>(particles: &'s [Particle], found: &mut BTreeSet<&'s str>) {
    for particle in particles {
        match particle {
            Particle::Element(element) => of_kind(&element.kind, found),
            Particle::Group(group) => of_particles(&group.particles, found),
        }
    }
}
