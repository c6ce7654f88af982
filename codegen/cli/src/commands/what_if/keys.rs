//! The keys that may change, and how they look.

use depara::Messages;
use depara::environment::{Layout, Mode, Sharing};
use depara::key::{Blanks, Kind, Part, Shape};
use depara_dsl::checks::shape::shape;
use depara_dsl::ir::Catalog;
use depara_mappings::Registry;

/// A key of an adapter.
#[derive(Debug)]
pub(super) struct KeyForm {
    pub(super) adapter: String,
    /// `SA1.A1_COD`.
    pub(super) name: String,
    pub(super) shape: Shape,
    /// The De-Para tables whose external value it is.
    pub(super) tables: Vec<String>,
}

/// The keys of the mappings that come with depara.
pub(super) fn shipped() -> Vec<KeyForm> {
    let adapters = || Registry::MESSAGES.iter().flat_map(|message| message.adapters);
    let form = |adapter: &depara::AdapterInfo, key: &'static depara::KeyInfo| {
        let external = adapters().flat_map(|adapter| adapter.deparas).filter(|depara| depara.external == key);
        KeyForm {
            adapter: adapter.name.to_owned(),
            name: format!("{}.{}", key.alias, key.field),
            shape: key.shape.clone(),
            tables: external.map(|depara| depara.table.to_owned()).collect(),
        }
    };
    adapters().flat_map(|adapter| adapter.keys.iter().map(move |key| form(adapter, key))).collect()
}

/// The keys of compiled mappings.
pub(super) fn of_catalog(catalog: &Catalog) -> Vec<KeyForm> {
    let mut forms = Vec::new();
    for (place, adapter) in catalog.adapters.iter().enumerate() {
        for (number, key) in adapter.keys.iter().enumerate() {
            let name = key.name.value.to_string();
            let deparas = catalog.adapters.iter().flat_map(|adapter| &adapter.deparas);
            let external = deparas.filter(|depara| depara.external.value == (place, number));
            forms.push(KeyForm {
                adapter: adapter.name.value.clone(),
                shape: shape(&name, &key.template),
                name,
                tables: external.map(|depara| depara.table.value.clone()).collect(),
            });
        }
    }
    forms
}

impl KeyForm {
    /// The key with this company, with branches by table, and with the names of its other fields in their places; none when the branch of a
    /// table is not known.
    pub(super) fn shown(&self, company: &str, branch: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let part = |part: &Part| {
            Some(match &part.kind {
                Kind::Company => company.to_owned(),
                Kind::Branch(alias) => {
                    let full = branch(alias)?;
                    match part.blanks {
                        Blanks::Keep => full,
                        Blanks::Trim => full.trim_end().to_owned(),
                        Blanks::TrimBoth => full.trim().to_owned(),
                    }
                }
                Kind::Field | Kind::Literal => part.name.to_string(),
            })
        };
        let segment = |parts: &[Part]| parts.iter().map(part).collect::<Option<String>>();
        let segments: Option<Vec<String>> = self.shape.segments.iter().map(|one| segment(&one.parts)).collect();
        Some(segments?.join("|"))
    }
}

/// What is left of a branch, in full width: blanks at the levels at which the table is shared.
pub(super) fn shared_branch(sharing: Sharing, layout: Layout, branch: &str) -> String {
    branch.chars().zip(modes(sharing, layout)).map(|(letter, mode)| if mode == Mode::Exclusive { letter } else { ' ' }).collect()
}

/// The mode of each character of a branch.
fn modes(sharing: Sharing, layout: Layout) -> impl Iterator<Item = Mode> {
    let level = |mode, width: u8| std::iter::repeat_n(mode, usize::from(width));
    level(sharing.company, layout.company()).chain(level(sharing.unit, layout.unit())).chain(level(sharing.branch, layout.branch()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_filled_at_the_exclusive_levels_alone() {
        let layout: Layout = "EEUUFFFF".parse().unwrap();
        let fitting = |branch: &str| {
            let modes = ["CCC", "ECC", "EEC", "EEE"];
            modes.into_iter().filter(|mode| mode.parse::<Sharing>().unwrap().fits(layout, branch)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(fitting(""), "CCC");
        assert_eq!(fitting("        "), "CCC");
        assert_eq!(fitting("01"), "ECC");
        assert_eq!(fitting("01AM"), "EEC");
        assert_eq!(fitting("01AM0001"), "EEE");
        assert_eq!(fitting("01AM00019"), "");
        assert_eq!(shared_branch("EEC".parse().unwrap(), layout, "01AM0001"), "01AM    ");
    }
}
