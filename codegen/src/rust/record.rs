//! Records: a struct with its constants, and the three straight lines of calls that read, check and write it.

use super::docs;
use super::field::{Constants, Slot};
use super::print::Item;
use super::types::{RecordRef, Scope};
use super::{Context, names, syntax};
use depara_dsl::ir::{Member, Record};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Arm, Expr, Field, ImplItem, ImplItemFn, ItemImpl, ItemStruct, Stmt, parse_quote};

/// The items of the record at `index`; `what` describes it when the mapping does not.
pub(crate) fn items<'c>(
    cx: &'c Context<'_>,
    scope: Scope,
    index: usize,
    record: &'c Record,
    what: &str,
) -> impl Iterator<Item = Item> + use<'c> {
    let mut constants = Constants::default();
    let slots = slots(scope, record, &mut constants);
    let borrows = cx.borrowing.record(RecordRef { scope, index });
    let structure = syn::Item::Struct(structure(cx, record, &slots, borrows, what));
    let constants = constant_items(record, constants, borrows).map(syn::Item::Impl);
    let codec = std::iter::once_with(move || syn::Item::Impl(codec(cx, record, &slots, borrows)));
    std::iter::once(structure).chain(constants).chain(codec).map(Item::from)
}

fn structure(cx: &Context<'_>, record: &Record, slots: &[Slot<'_>], borrows: bool, what: &str) -> ItemStruct {
    let described = docs::escape(&record.remarks.doc);
    let doc = docs::doc(if described.is_empty() { what } else { &described });
    let name = names::type_ident(&record.name.value);
    let lifetime = borrows.then(|| quote!(<'a>));
    let fields: Vec<Field> = slots.iter().filter_map(|slot| slot.declaration(cx)).collect();
    let mut structure: ItemStruct = parse_quote! {
        #doc
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct #name #lifetime {}
    };
    if let syn::Fields::Named(named) = &mut structure.fields {
        named.named.extend(fields);
    }
    structure
}

fn constant_items(record: &Record, constants: Constants<'_>, borrows: bool) -> Option<ItemImpl> {
    let name = names::type_ident(&record.name.value);
    let lifetime = borrows.then(|| quote!(<'_>));
    (!constants.items.is_empty()).then(|| ItemImpl { items: constants.items, ..parse_quote!(impl #name #lifetime {}) })
}

fn codec(cx: &Context<'_>, record: &Record, slots: &[Slot<'_>], borrows: bool) -> ItemImpl {
    let name = names::type_ident(&record.name.value);
    let lifetime = borrows.then(|| quote!(<'a>));
    let reads: Vec<Stmt> = slots.iter().map(Slot::read).collect();
    let writes: Vec<Stmt> = slots.iter().filter_map(Slot::write).collect();
    let source = names::ident(if reads.is_empty() { "_source" } else { "source" });
    let sink = names::ident(if writes.is_empty() { "_sink" } else { "sink" });
    let mut read: ImplItemFn = parse_quote! {
        fn read<S: ::depara::Source<'a>>(&mut self, #source: &mut S) -> ::depara::Result<()> {
            Ok(())
        }
    };
    read.block.stmts.splice(0..0, reads);
    let mut write: ImplItemFn = parse_quote!(fn write<S: ::depara::Sink>(&self, #sink: &mut S) {});
    write.block.stmts = writes;
    let mut codec: ItemImpl = parse_quote!(impl<'a> ::depara::Record<'a> for #name #lifetime {});
    let (places, read_at) = any_order(record, slots).unzip();
    codec.items.extend(places);
    codec.items.push(ImplItem::Fn(read));
    codec.items.extend(read_at.map(ImplItem::Fn));
    codec.items.extend(complete(cx, record, slots));
    codec.items.push(ImplItem::Fn(write));
    codec
}

/// A record of few fields is read as fast by trying one after the other.
const FEW: usize = 4;

/// The table of the fields and the reading of one, where the schema lets fields stand in any order.
fn any_order(record: &Record, slots: &[Slot<'_>]) -> Option<(ImplItem, ImplItemFn)> {
    let is_free = |member: &Member| matches!(member, Member::Field(field) if !field.ordered);
    if record.members.len() <= FEW || !record.members.iter().any(is_free) {
        return None;
    }
    let (fields, calls): (Vec<Expr>, Vec<Expr>) = slots.iter().filter_map(Slot::place).unzip();
    let places = parse_quote! {
        const PLACES: ::depara::Places = ::depara::Places::new(const { &::depara::StartTags::of([#(#fields),*]) });
    };
    let arms: Vec<Arm> = calls.into_iter().enumerate().map(|(place, call)| syntax::arm(place, call)).collect();
    let mut read_at: ImplItemFn = parse_quote! {
        fn read_at<S: ::depara::Source<'a>>(&mut self, source: &mut S, place: usize) -> ::depara::Result<()> {
            match place {
                _ => Ok(()),
            }
        }
    };
    if let Some(Stmt::Expr(Expr::Match(choice), _)) = read_at.block.stmts.first_mut() {
        choice.arms.splice(0..0, arms);
    }
    Some((places, read_at))
}

/// Whether the schema wants anything of the record, so that it has a `complete` of its own.
pub(crate) fn wants(cx: &Context<'_>, at: RecordRef) -> bool {
    cx.record(at).is_some_and(|record| !checks(cx, record, &slots(at.scope, record, &mut Constants::default())).is_empty())
}

/// `complete`, where the schema wants anything.
fn complete(cx: &Context<'_>, record: &Record, slots: &[Slot<'_>]) -> Option<ImplItem> {
    let checks = checks(cx, record, slots);
    (!checks.is_empty()).then(|| {
        parse_quote! {
            fn complete<S: ::depara::Source<'a>>(&self, source: &mut S) -> ::depara::Result<()> {
                #(#checks)*
                Ok(())
            }
        }
    })
}

/// What the schema wants of the members, and of those that exclude each other.
fn checks(cx: &Context<'_>, record: &Record, slots: &[Slot<'_>]) -> Vec<TokenStream> {
    let alternatives = record.one_of.iter().map(|members| {
        let present = members.iter().filter_map(|member| slots.get(*member)).filter_map(Slot::presence);
        quote!(source.one_of(&[#(#present),*])?;)
    });
    slots.iter().filter_map(|slot| slot.complete(cx)).chain(alternatives).collect()
}

fn slots<'r>(scope: Scope, record: &'r Record, constants: &mut Constants<'r>) -> Vec<Slot<'r>> {
    let is_exclusive = |index: usize| record.one_of.iter().flatten().any(|member| *member == index);
    record.members.iter().enumerate().map(|(n, member)| Slot::new(scope, member, is_exclusive(n), constants)).collect()
}
