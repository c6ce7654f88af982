//! Profiles: the generations of an integration, what each is like, and what differs from one to another.

use super::{
    Adapter, Catalog, Delivery, Direction, FieldName, Lock, Master, Operations, Prerequisite, Remarks, Requirement, Scalar, Sharing,
};
use crate::span::{Span, Spanned};

/// A generation of the integration: a package, or EAI 2.0. What its base says and it does not say otherwise is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: Spanned<String>,
    /// Its description.
    pub title: String,
    /// The profile whose rules hold here too, as an index of [`Catalog::profiles`].
    pub base: Option<usize>,
    /// The columns of a De-Para row; empty when the mapping does not say.
    pub rows: Vec<RowColumn>,
    /// What stands for a record in messages: the first that is filled; empty when the mapping does not say.
    pub identifier: Vec<Identifier>,
    /// The deliveries that it takes; empty when it takes every one.
    pub deliveries: Vec<Spanned<Delivery>>,
    /// Who owns a record whose adapter does not say it.
    pub master: Option<Master>,
    /// The parameters of every adapter in it.
    pub parameters: Vec<Parameter>,
    /// Sources and notes.
    pub remarks: Remarks,
    /// The whole item.
    pub span: Span,
}

/// A column of a De-Para row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowColumn {
    /// The application on the other side.
    Application,
    /// The table of the internal system.
    Table,
    /// The fields of its key.
    Fields,
    /// The internal value.
    Value,
    /// The system on the other side.
    System,
    /// The external value.
    External,
    /// The message that made the row.
    Transaction,
    /// The identifier that stands for the record everywhere.
    Identifier,
}

/// What can stand for a record in messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// The identifier of the row that holds for every system.
    Global,
    /// The value of the internal system.
    Value,
}

/// A setting that the customer makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: Spanned<String>,
    /// Its type.
    pub kind: Scalar,
    /// The value that holds where the customer sets none.
    pub default: Option<Spanned<String>>,
    /// The parameter that it stands for after a conversion.
    pub replaces: Option<Spanned<String>>,
    /// Where the customer sets it.
    pub at: Option<String>,
    /// The `///` lines.
    pub doc: String,
    /// The whole statement.
    pub span: Span,
}

/// The form that codes of a field have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    /// The system, as an index of [`Catalog::systems`].
    pub system: usize,
    /// The field that holds the code.
    pub field: Spanned<FieldName>,
    /// The mask, where the sources print it.
    pub pattern: Option<String>,
    /// How many digits a code has where the mask is empty.
    pub empty_digits: Option<u32>,
    /// Whether an empty mask cannot be filled again while the integration is active.
    pub stays_empty: bool,
    /// The parameter that turns the mask off.
    pub unless: Option<Spanned<String>>,
    /// Where the customer sets it.
    pub at: Option<String>,
    /// The `///` lines.
    pub doc: String,
    /// The whole statement.
    pub span: Span,
}

/// Where a key is looked for in one case: the first place that has it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Take {
    /// The key, as (adapter, key).
    pub key: Spanned<(usize, usize)>,
    /// The case.
    pub context: Spanned<String>,
    /// The places, in order.
    pub sources: Vec<Spanned<String>>,
    /// The `///` lines.
    pub doc: String,
    /// The whole statement.
    pub span: Span,
}

/// What an adapter says for some profiles alone. What a list holds takes the place of what the adapter says of the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The profiles, as indices of [`Catalog::profiles`].
    pub profiles: Vec<Spanned<usize>>,
    /// What it carries.
    pub operations: Option<Operations>,
    /// Who sends and who receives.
    pub directions: Vec<Direction>,
    /// Whether the sender waits for the answer.
    pub delivery: Option<Spanned<Delivery>>,
    /// Who owns the record.
    pub master: Option<Master>,
    /// What systems forbid.
    pub locks: Vec<Lock>,
    /// What the ERP dictionary must say.
    pub requirements: Vec<Requirement>,
    /// What a person must set up.
    pub prerequisites: Vec<Prerequisite>,
    /// Sharing modes.
    pub sharing: Vec<Sharing>,
    /// Parameters.
    pub parameters: Vec<Parameter>,
    /// Masks.
    pub masks: Vec<Mask>,
    /// Where keys are looked for.
    pub takes: Vec<Take>,
    /// Sources and notes.
    pub remarks: Remarks,
    /// The whole block.
    pub span: Span,
}

impl Catalog {
    /// A profile and those that it extends, the oldest first.
    #[must_use]
    pub fn lineage(&self, profile: usize) -> Vec<usize> {
        let mut lineage = Vec::new();
        let mut next = Some(profile);
        while let Some(place) = next.filter(|place| !lineage.contains(place)) {
            let Some(found) = self.profiles.get(place) else { break };
            lineage.push(place);
            next = found.base;
        }
        lineage.reverse();
        lineage
    }

    /// An adapter as it is in a profile: what the profile and the `in` blocks of it and of its bases say is merged in. None where the
    /// adapter does not exist in the profile.
    #[must_use]
    pub fn adapter_in(&self, adapter: &Adapter, profile: usize) -> Option<Adapter> {
        let found = self.profiles.get(profile).filter(|_| adapter.profiles.contains(&profile))?;
        let mut parameters = found.parameters.clone();
        add_parameters(&mut parameters, &adapter.parameters);
        let mut merged = Adapter { parameters, variants: Vec::new(), profiles: vec![profile], ..adapter.clone() };
        merged.master = merged.master.or_else(|| found.master.clone());
        for place in self.lineage(profile) {
            for variant in adapter.variants.iter().filter(|variant| variant.profiles.iter().any(|named| named.value == place)) {
                merged.overlay(variant);
            }
        }
        Some(merged)
    }
}

impl Adapter {
    fn overlay(&mut self, variant: &Variant) {
        let Variant { profiles: _, operations, directions, delivery, master, locks, requirements, .. } = variant;
        let Variant { prerequisites, sharing, parameters, masks, takes, remarks: _, span: _, .. } = variant;
        if let Some(operations) = operations {
            self.operations = operations.clone();
        }
        if let Some(delivery) = delivery {
            self.delivery = *delivery;
        }
        if let Some(master) = master {
            self.master = Some(master.clone());
        }
        overlay(&mut self.directions, directions, |one, other| one.system.value == other.system.value);
        overlay(&mut self.locks, locks, |one, other| one.system.value == other.system.value);
        overlay(&mut self.requirements, requirements, |one, other| one.field.value == other.field.value);
        overlay(&mut self.sharing, sharing, |one, other| one.alias.value == other.alias.value && one.recommended == other.recommended);
        overlay(&mut self.masks, masks, |one, other| one.system == other.system && one.field.value == other.field.value);
        overlay(&mut self.takes, takes, |one, other| one.key.value == other.key.value && one.context.value == other.context.value);
        self.prerequisites.extend(prerequisites.iter().cloned());
        add_parameters(&mut self.parameters, parameters);
    }
}

/// Adds parameters; one takes the place of its namesake and of the one that it replaces.
pub(crate) fn add_parameters(all: &mut Vec<Parameter>, more: &[Parameter]) {
    for parameter in more {
        let is_gone = |old: &str| old == parameter.name.value || parameter.replaces.as_ref().is_some_and(|gone| gone.value == old);
        all.retain(|old| !is_gone(&old.name.value));
        all.push(parameter.clone());
    }
}

/// Adds what `more` holds; what says the same thing as something in it goes.
fn overlay<T: Clone>(all: &mut Vec<T>, more: &[T], same: fn(&T, &T) -> bool) {
    all.retain(|old| !more.iter().any(|new| same(old, new)));
    all.extend(more.iter().cloned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Options;
    use crate::ir::Operation;
    use crate::span::Sources;

    /// Two packages and EAI 2.0, with an adapter that says something else in each.
    const MAP: &str = r#"map 1

profile Package1012 "1012" {
    master     protheus
    parameter  AUTONUM bool = "false"
    parameter  MASK text = "9.99"
}

profile Package1021 "1021" extends Package1012 {
    parameter  MASK text = "99"
}

profile Eai2 "EAI 2.0" extends Package1021 {
    parameter  NUMAUTO bool replaces AUTONUM
}

adapter Fruit "Fruta" {
    message    FRUIT 1.000
    routine    XFRU010
    protheus   sends
    rm         receives
    delivery   async
    locks      rm delete
    profile    Package1021, Eai2
    parameter  STALL text(2) = "01"

    in Package1021 {
        rm     none
        locks  rm insert, delete
    }

    in Eai2 {
        delivery   sync
        master     both
        parameter  STALL text(2) = "02"
    }
}

message FRUIT 1.000 event {
    content {
        Code  text?
    }
}
"#;

    fn compiled() -> Catalog {
        let mut sources = Sources::default();
        sources.add("fruit.map", MAP);
        let (catalog, problems) = crate::compile(&sources, Options::default());
        catalog.unwrap_or_else(|| panic!("{problems:?}"))
    }

    #[test]
    fn a_rule_for_a_profile_holds_in_those_that_extend_it() {
        let catalog = compiled();
        let adapter = &catalog.adapters[0];
        assert_eq!(catalog.adapter_in(adapter, 0), None);
        assert_eq!(catalog.adapter_in(adapter, 3), None);

        let package = catalog.adapter_in(adapter, 1).unwrap();
        let eai2 = catalog.adapter_in(adapter, 2).unwrap();
        assert_eq!((package.delivery.value, eai2.delivery.value), (Delivery::Async, Delivery::Sync));
        assert_eq!((package.master, eai2.master), (Some(Master::System(0)), Some(Master::Both)));
        for found in [&package.locks, &eai2.locks] {
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].operations, [Operation::Insert, Operation::Delete]);
        }
        let receives = |directions: &[Direction]| directions.iter().filter(|direction| direction.receives).count();
        assert_eq!((receives(&adapter.directions), receives(&package.directions), receives(&eai2.directions)), (1, 0, 0));
    }

    #[test]
    fn a_parameter_takes_the_place_of_its_namesake_and_of_the_one_that_it_replaces() {
        let catalog = compiled();
        let adapter = &catalog.adapters[0];
        let parameters = |profile: usize| {
            let parameter = |one: &Parameter| format!("{}={}", one.name.value, one.default.as_ref().map_or("", |text| &text.value));
            catalog.adapter_in(adapter, profile).unwrap().parameters.iter().map(parameter).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(parameters(1), "AUTONUM=false MASK=99 STALL=01");
        assert_eq!(parameters(2), "MASK=99 NUMAUTO= STALL=02");
    }
}
