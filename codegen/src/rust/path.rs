//! Paths of elements as iterators over the values of a record: `content.agencies.iter().flatten().flat_map(|agency| …)`.

use super::types::{RecordRef, Scope};
use super::{Context, names};
use depara_dsl::ir::{FieldKind, Member, Occurs, Path};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// One field on the way of a path.
#[derive(Clone)]
pub(crate) struct Step {
    /// The place of the member in its record, which tells two steps apart.
    pub(crate) member: usize,
    /// The field of the struct.
    pub(crate) field: Ident,
    /// Whether there may be several.
    pub(crate) many: bool,
    /// Whether a wrapper stands around them.
    wrapped: bool,
    /// The record it leads to; none for a value.
    pub(crate) record: Option<RecordRef>,
}

impl Context<'_> {
    /// The steps of `path` from `start`.
    pub(crate) fn steps(&self, start: RecordRef, path: &Path) -> Vec<Step> {
        let mut at = Some(start);
        let mut steps = Vec::new();
        for member in &path.fields {
            let Some(step) = at.and_then(|at| self.step(at, *member)) else { break };
            at = step.record;
            steps.push(step);
        }
        steps
    }

    fn step(&self, at: RecordRef, index: usize) -> Option<Step> {
        let record_of = |scope: Scope, kind: &FieldKind| match kind {
            FieldKind::Record(id) => Some(scope.record(*id)),
            FieldKind::Scalar(_) | FieldKind::Enumeration(_) => None,
        };
        match self.record(at)?.members.get(index)? {
            Member::Group(group) => {
                let record = RecordRef { scope: at.scope, index: group.record };
                Some(Step { member: index, field: names::ident(&group.rust_name), many: true, wrapped: false, record: Some(record) })
            }
            Member::Field(field) if field.occurs == Occurs::Never => None,
            Member::Field(field) => Some(Step {
                member: index,
                field: names::ident(&field.rust_name),
                many: !matches!(field.occurs, Occurs::Once { .. }),
                wrapped: matches!(field.occurs, Occurs::Wrapped { .. }),
                record: record_of(at.scope, &field.kind),
            }),
        }
    }

    /// What a variable that holds the record is called: `agency`; `value` for what is no record.
    pub(crate) fn variable(&self, step: &Step) -> String {
        let record = step.record.and_then(|at| self.record(at));
        record.map_or_else(|| "value".to_owned(), |record| names::snake(&record.name.value))
    }

    /// An iterator over what `steps` lead to, beginning at the variable `from`.
    pub(crate) fn iterate(&self, from: &Ident, steps: &[Step]) -> TokenStream {
        let Some((first, rest)) = steps.split_first() else { return quote!(::core::iter::once(#from)) };
        let (_, iterator) = rest.iter().fold((first, first.iterator(from)), |(before, iterator), step| {
            let variable = names::ident(&self.variable(before));
            let inner = step.iterator(&variable);
            (step, quote!(#iterator.flat_map(|#variable| #inner)))
        });
        iterator
    }
}

impl Step {
    fn iterator(&self, from: &Ident) -> TokenStream {
        let field = &self.field;
        if self.wrapped { quote!(#from.#field.iter().flatten()) } else { quote!(#from.#field.iter()) }
    }
}
