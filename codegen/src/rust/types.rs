//! Where records and enumerations stand, how other files name them, and which of them borrow from the document.

use super::{Context, names, syntax};
use depara_dsl::ir::{Catalog, Enumeration, Field, FieldKind, Member, Occurs, Record, Scalar, TypeId};
use proc_macro2::Ident;
use std::collections::BTreeSet;
use syn::{Path, Type};

/// The message or the block of shared types that a definition stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    Message(usize),
    Types(usize),
}

/// A record of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RecordRef {
    pub(crate) scope: Scope,
    pub(crate) index: usize,
}

/// The records that borrow from the document, so that their types have a lifetime.
pub(crate) struct Borrowing(BTreeSet<RecordRef>);

impl Borrowing {
    /// Grows the set until no record is added: a record borrows when one of its values does, or a record in it.
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let mut borrowing = Self(BTreeSet::new());
        loop {
            let more: Vec<RecordRef> = all_records(catalog).filter(|(_, record)| borrowing.reaches(record)).map(|(at, _)| at).collect();
            let before = borrowing.0.len();
            borrowing.0.extend(more);
            if borrowing.0.len() == before {
                return borrowing;
            }
        }
    }

    pub(crate) fn record(&self, record: RecordRef) -> bool {
        self.0.contains(&record)
    }

    fn reaches(&self, (scope, record): &(Scope, &Record)) -> bool {
        record.members.iter().any(|member| match member {
            Member::Group(group) => self.record(RecordRef { scope: *scope, index: group.record }),
            Member::Field(field) if field.occurs == Occurs::Never => false,
            Member::Field(field) => match &field.kind {
                FieldKind::Scalar(scalar) => scalar_borrows(scalar),
                FieldKind::Enumeration(_) => true,
                FieldKind::Record(id) => self.record(scope.record(*id)),
            },
        })
    }
}

fn all_records(catalog: &Catalog) -> impl Iterator<Item = (RecordRef, (Scope, &Record))> {
    let messages = catalog.messages.iter().enumerate().map(|(n, message)| (Scope::Message(n), &message.records));
    let types = catalog.types.iter().enumerate().map(|(n, types)| (Scope::Types(n), &types.records));
    messages
        .chain(types)
        .flat_map(|(scope, records)| records.iter().enumerate().map(move |(index, record)| (RecordRef { scope, index }, (scope, record))))
}

fn scalar_borrows(scalar: &Scalar) -> bool {
    match scalar {
        Scalar::Text(_) | Scalar::Float | Scalar::Any => true,
        Scalar::Decimal(_) | Scalar::Int(..) | Scalar::Date | Scalar::DateTime | Scalar::Time | Scalar::Bool => false,
    }
}

impl Scope {
    /// The record that `id` means here.
    pub(crate) fn record(self, id: TypeId) -> RecordRef {
        let (scope, index) = self.locate(id);
        RecordRef { scope, index }
    }

    fn locate(self, id: TypeId) -> (Self, usize) {
        match id {
            TypeId::Local(index) => (self, index),
            TypeId::Shared(types, index) => (Self::Types(types), index),
        }
    }
}

impl Context<'_> {
    pub(crate) fn record(&self, at: RecordRef) -> Option<&Record> {
        match at.scope {
            Scope::Message(n) => self.catalog.messages.get(n)?.records.get(at.index),
            Scope::Types(n) => self.catalog.types.get(n)?.records.get(at.index),
        }
    }

    fn enumeration(&self, scope: Scope, index: usize) -> Option<&Enumeration> {
        match scope {
            Scope::Message(n) => self.catalog.messages.get(n)?.enumerations.get(index),
            Scope::Types(n) => self.catalog.types.get(n)?.enumerations.get(index),
        }
    }

    /// The type of a record as the file of `from` names it, with `lifetime` where it borrows; [`None`] is the file of an adapter.
    pub(crate) fn record_type(&self, from: Option<Scope>, at: RecordRef, lifetime: &str) -> Path {
        let name = self.record(at).map_or("Missing", |record| record.name.value.as_str());
        let name = self.place(from, at.scope, names::type_ident(name));
        if self.borrowing.record(at) { syntax::with_lifetime(name, lifetime) } else { name }
    }

    /// The type of one value of `field`.
    pub(crate) fn value_type(&self, scope: Scope, field: &Field) -> Type {
        syntax::r#type(match &field.kind {
            FieldKind::Scalar(scalar) => scalar_type(scalar),
            FieldKind::Record(id) => self.record_type(Some(scope), scope.record(*id), "'a"),
            FieldKind::Enumeration(id) => {
                let (place, index) = scope.locate(*id);
                let name = self.enumeration(place, index).map_or("Missing", |enumeration| enumeration.name.value.as_str());
                syntax::with_lifetime(self.place(Some(scope), place, names::type_ident(name)), "'a")
            }
        })
    }

    fn place(&self, from: Option<Scope>, scope: Scope, name: Ident) -> Path {
        if from == Some(scope) {
            return syntax::path([name]);
        }
        let module = match scope {
            Scope::Message(n) => self.names.message(n),
            Scope::Types(n) => self.names.types(n),
        };
        syntax::path([syntax::word("super"), module, name])
    }
}

fn scalar_type(scalar: &Scalar) -> Path {
    let borrowed = |name| syntax::with_lifetime(syntax::runtime(name), "'a");
    match scalar {
        Scalar::Text(_) => borrowed("Text"),
        Scalar::Decimal(_) => syntax::runtime("Decimal"),
        Scalar::Float => borrowed("Number"),
        Scalar::Int(..) => syntax::path([syntax::word("i64")]),
        Scalar::Date => syntax::runtime("Date"),
        Scalar::DateTime => syntax::runtime("DateTime"),
        Scalar::Time => syntax::runtime("Time"),
        Scalar::Bool => syntax::path([syntax::word("bool")]),
        Scalar::Any => borrowed("Any"),
    }
}
