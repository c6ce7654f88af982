//! The order of the catalog: that of the integrations first, then that of the files.

use super::definitions::{AdapterDefinition, Definition, MessageDefinition};
use crate::syntax::ast::{AdapterLine, IntegrationLine};
use std::collections::BTreeMap;

/// Where the integrations list routines and messages.
pub(super) struct Order<'a> {
    routines: BTreeMap<&'a str, usize>,
    sections: BTreeMap<&'a str, usize>,
}

impl<'a> Order<'a> {
    /// The order that `integrations` say; a name that is listed more than once counts where it stands first.
    pub(super) fn of(integrations: &[Definition<'a, IntegrationLine>]) -> Self {
        let mut order = Self { routines: BTreeMap::new(), sections: BTreeMap::new() };
        for (_, line) in integrations.iter().flat_map(|integration| integration.body.statements()) {
            let (listed, words) = match line {
                IntegrationLine::Routines(words) => (&mut order.routines, words),
                IntegrationLine::Sections(words) => (&mut order.sections, words),
                IntegrationLine::Outside(_) | IntegrationLine::Common(_) => continue,
            };
            for word in words {
                let place = listed.len();
                listed.entry(&word.value).or_insert(place);
            }
        }
        order
    }

    /// An adapter stands at the first of its routines that is listed.
    pub(super) fn adapter(&self, adapter: &AdapterDefinition<'_>) -> usize {
        let routines = adapter.item.body.statements().filter_map(|(_, line)| match line {
            AdapterLine::Routine(words) => Some(words),
            _ => None,
        });
        routines.flatten().filter_map(|routine| self.routines.get(routine.as_str())).min().copied().unwrap_or(usize::MAX)
    }

    /// A message stands where it is listed.
    pub(super) fn message(&self, message: &MessageDefinition<'_>) -> usize {
        self.sections.get(message.item.name.as_str()).copied().unwrap_or(usize::MAX)
    }
}
