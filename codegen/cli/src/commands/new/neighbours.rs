//! The maps that a new one will stand beside: what they declare, it must not declare again.

use crate::failure::Failure;
use crate::maps;
use crate::phrases as say;
use crate::session::Session;
use depara_build::read_sources;
use depara_dsl::diagnostic::Text;
use depara_dsl::syntax::ast::{Content, Item};
use depara_dsl::syntax::parse;
use depara_import::Scaffold;
use std::collections::BTreeSet;
use std::path::Path;

/// What the maps of a folder declare.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// The systems.
    pub(super) systems: BTreeSet<String>,
    /// The adapters, each with its file.
    adapters: Vec<(String, String)>,
    /// The messages with their versions, each with its file.
    messages: Vec<((String, String), String)>,
}

impl Neighbours {
    /// Those of a folder, the map at `except` left out; a folder that does not exist yet has none.
    pub(super) fn read(session: &Session<'_>, folder: &Path, except: &Path) -> Result<Self, Failure> {
        let mut known = Self::default();
        if !folder.exists() {
            return Ok(known);
        }
        let sources = match read_sources(&[folder]) {
            Ok(sources) => sources,
            Err(depara_build::Error::NoMappings { .. }) => return Ok(known),
            Err(error) => return Err(maps::failure(session, error)),
        };
        for (file, source) in sources.iter().filter(|(_, source)| !same_file(Path::new(&source.name), except)) {
            for line in parse(file, &source.text).file.lines {
                let Content::Statement(item) = line.content else { continue };
                match item {
                    Item::System { name, .. } => drop(known.systems.insert(name.value)),
                    Item::Adapter { name, .. } => known.adapters.push((name.value, source.name.clone())),
                    Item::Message { name, version, .. } => known.messages.push(((name.value, version.value), source.name.clone())),
                    Item::Edition(_) | Item::Integration { .. } | Item::Table { .. } | Item::Profile { .. } | Item::Types { .. } => {}
                }
            }
        }
        Ok(known)
    }

    /// Refuses what another map of the folder has already.
    pub(super) fn refuse(&self, session: &Session<'_>, adapter: &str, new: &Scaffold) -> Result<(), Failure> {
        if let Some((_, path)) = self.adapters.iter().find(|(name, _)| name == adapter) {
            let text = Text::from(&say::ADAPTER_EXISTS).with("name", adapter).with("path", path);
            return Err(Failure::Usage(session.text(text)));
        }
        let version = new.version.to_string();
        if let Some((_, path)) = self.messages.iter().find(|((name, found), _)| *name == new.message && *found == version) {
            let text = Text::from(&say::MESSAGE_EXISTS).with("name", &new.message).with("version", version).with("path", path);
            return Err(Failure::Usage(session.text(text)));
        }
        Ok(())
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    let canonical = |path: &Path| path.canonicalize().ok();
    canonical(one).is_some_and(|one| canonical(other) == Some(one))
}
