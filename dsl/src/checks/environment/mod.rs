//! What is wrong with an installation: how it shares its tables, against what the mappings and RM take.
//!
//! RM has two levels where the ERP has three below the group, so an installation lets some of its levels be one for RM. In that grouping a
//! table has one of three forms: global, exclusive by company, exclusive by branch.

pub(crate) mod grouped_levels;
pub(crate) mod mode_not_allowed;
pub(crate) mod mode_not_recommended;
pub(crate) mod more_shared;
pub(crate) mod no_mode;

pub use grouped_levels::Grouping;

use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{Catalog, PartKind, Sharing, Table};
use crate::span::{FileId, Span, Spanned};
use std::collections::BTreeMap;

/// The sharing modes of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// Whether branch codes have characters for company, unit and branch.
    pub levels: [bool; 3],
    /// What RM's coligada stands for, where the environment says it.
    pub grouping: Option<Grouping>,
    /// The tables that have a mode: for company, unit and branch `true` for exclusive.
    pub tables: BTreeMap<String, Spanned<[bool; 3]>>,
    /// Where a mode would be written.
    pub span: Span,
}

impl Installation {
    /// The installation whose environment file is `file`, with this text, and whose `levels` are in branch codes: `mode` says how a table of the catalog is shared, and the text
    /// where that is written.
    #[must_use]
    pub fn new(catalog: &Catalog, (file, text): (FileId, &str), levels: [bool; 3], mode: impl Fn(&str) -> Option<[bool; 3]>) -> Self {
        let line = |names: &[String]| {
            let mut start = 0_usize;
            text.split_inclusive('\n').find_map(|line| {
                let begin = start.saturating_add(line.len().saturating_sub(line.trim_start().len()));
                start = start.saturating_add(line.len());
                let words = line.trim();
                let is_named = |name: &String| words.strip_prefix(name.as_str()).is_some_and(|rest| rest.trim_start().starts_with('='));
                let end = words.split(" #").next().unwrap_or(words).trim_end().len();
                names.iter().any(is_named).then(|| Span::new(file, begin, begin.saturating_add(end)))
            })
        };
        let written = |alias: &str| [alias.to_owned(), format!("\"{alias}\""), format!("sharing.{alias}")];
        let heading = text.find("[sharing]").map(|at| Span::new(file, at, at.saturating_add("[sharing]".len())));
        let span = heading.unwrap_or(Span::new(file, 0, 0));
        let place = |alias: &str| line(&written(alias)).or_else(|| line(&written("default"))).unwrap_or(span);
        let modes = tables(catalog).into_keys().filter_map(|alias| Some((alias.to_owned(), Spanned::new(mode(alias)?, place(alias)))));
        Self { levels, grouping: None, tables: modes.collect(), span }
    }

    /// With what RM's coligada stands for; without, it is taken for what fits most tables.
    #[must_use]
    pub fn grouped(self, grouping: Option<Grouping>) -> Self {
        Self { grouping, ..self }
    }
}

/// Each table of the ERP whose sharing matters to the mappings, and the first place that speaks of it.
#[must_use]
pub fn tables(catalog: &Catalog) -> BTreeMap<&str, Span> {
    let mut tables = BTreeMap::new();
    let mut add = |alias, span| {
        tables.entry(alias).or_insert(span);
    };
    for adapter in &catalog.adapters {
        let templates = adapter.keys.iter().map(|key| &key.template);
        for part in templates.flat_map(|template| template.segments()).flat_map(|segment| &segment.parts) {
            if let PartKind::Branch(alias) = &part.kind {
                add(alias.as_str(), part.span);
            }
        }
    }
    for table in catalog.tables.iter().filter(|table| !table.sharing.is_empty() || !table.masters.is_empty()) {
        add(table.alias.as_str(), table.alias.span);
        table.masters.iter().for_each(|master| add(master.as_str(), master.span));
    }
    tables
}

/// Everything that is wrong with how an installation shares the tables of these mappings.
#[must_use]
pub fn check(catalog: &Catalog, installation: &Installation) -> Vec<Diagnostic> {
    let mut problems = Problems::default();
    for (alias, span) in tables(catalog) {
        let Some(mode) = installation.tables.get(alias) else {
            // A table that is only recommended something is not in use.
            let is_used = catalog.adapters.iter().any(|adapter| uses_branch(adapter, alias));
            problems.extend(is_used.then(|| no_mode::no_mode(alias, span, installation)));
            continue;
        };
        let rules = rules(catalog, alias);
        problems.extend(mode_not_allowed::check(alias, *mode, &rules, installation));
        problems.extend(mode_not_recommended::check(alias, *mode, &rules, installation));
    }
    for table in &catalog.tables {
        problems.extend(table.masters.iter().filter_map(|master| more_shared::check(table, master, installation)));
    }
    problems.extend(grouped_levels::check(catalog, installation));
    problems.into_sorted()
}

/// `EEC`: exclusive or shared («compartilhado») at each level.
fn letters(mode: [bool; 3]) -> String {
    mode.iter().map(|exclusive| if *exclusive { 'E' } else { 'C' }).collect()
}

/// Whether two modes are one at the levels that branch codes have.
fn same(installation: &Installation, one: [bool; 3], other: [bool; 3]) -> bool {
    one.iter().zip(other).zip(installation.levels).all(|((one, other), there)| !there || *one == other)
}

/// What the mappings recommend and allow of a table.
fn rules<'c>(catalog: &'c Catalog, alias: &str) -> Vec<&'c Sharing> {
    let tables = catalog.tables.iter().filter(|table: &&Table| table.alias.value == alias).flat_map(|table| &table.sharing);
    let adapters = catalog.adapters.iter().flat_map(|adapter| &adapter.sharing);
    let variants = catalog.adapters.iter().flat_map(|adapter| &adapter.variants).flat_map(|variant| &variant.sharing);
    tables.chain(adapters).chain(variants).filter(|rule| rule.alias.value == alias).collect()
}

fn uses_branch(adapter: &crate::ir::Adapter, alias: &str) -> bool {
    let parts = adapter.keys.iter().flat_map(|key| key.template.segments()).flat_map(|segment| &segment.parts);
    parts.into_iter().any(|part| matches!(&part.kind, PartKind::Branch(branch) if branch == alias))
}
