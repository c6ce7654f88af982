//! Records: a struct with its constants, and the three straight lines of calls that read, check and write it.

use super::docs;
use super::field::{Constants, Slot};
use super::types::{RecordRef, Scope};
use super::{Context, names};
use depara_dsl::ir::{Member, Record};
use proc_macro2::TokenStream;
use quote::quote;

/// The items of the record at `index`; `what` describes it when the mapping does not.
pub(crate) fn items(cx: &Context<'_>, scope: Scope, index: usize, record: &Record, what: &str) -> Vec<TokenStream> {
    let mut constants = Constants::default();
    let slots = slots(scope, record, &mut constants);
    let borrows = cx.borrowing.record(RecordRef { scope, index });
    vec![structure(cx, record, &slots, borrows, what), constant_items(record, &constants, borrows), codec(cx, record, &slots, borrows)]
}

fn structure(cx: &Context<'_>, record: &Record, slots: &[Slot<'_>], borrows: bool, what: &str) -> TokenStream {
    let described = docs::escape(&record.remarks.doc);
    let doc = docs::doc(if described.is_empty() { what } else { &described });
    let name = names::type_ident(&record.name.value);
    let lifetime = borrows.then(|| quote!(<'a>));
    let fields = slots.iter().filter_map(|slot| slot.declaration(cx));
    quote! {
        #doc
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct #name #lifetime {
            #(#fields,)*
        }
    }
}

fn constant_items(record: &Record, constants: &Constants, borrows: bool) -> TokenStream {
    if constants.items.is_empty() {
        return TokenStream::new();
    }
    let name = names::type_ident(&record.name.value);
    let lifetime = borrows.then(|| quote!(<'_>));
    let items = &constants.items;
    quote! {
        impl #name #lifetime {
            #(#items)*
        }
    }
}

fn codec(cx: &Context<'_>, record: &Record, slots: &[Slot<'_>], borrows: bool) -> TokenStream {
    let name = names::type_ident(&record.name.value);
    let lifetime = borrows.then(|| quote!(<'a>));
    let reads: Vec<TokenStream> = slots.iter().map(Slot::read).collect();
    let writes: Vec<TokenStream> = slots.iter().filter_map(Slot::write).collect();
    let source = names::ident(if reads.is_empty() { "_source" } else { "source" });
    let sink = names::ident(if writes.is_empty() { "_sink" } else { "sink" });
    let complete = complete(cx, record, slots);
    let (places, read_at) = any_order(record, slots).unzip();
    quote! {
        impl<'a> ::depara::Record<'a> for #name #lifetime {
            #places

            fn read<S: ::depara::Source<'a>>(&mut self, #source: &mut S) -> ::depara::Result<()> {
                #(#reads)*
                Ok(())
            }

            #read_at

            #complete

            fn write<S: ::depara::Sink>(&self, #sink: &mut S) {
                #(#writes)*
            }
        }
    }
}

/// A record of few fields is read as fast by trying one after the other.
const FEW: usize = 4;

/// The table of the fields and the reading of one, where the schema lets fields stand in any order.
fn any_order(record: &Record, slots: &[Slot<'_>]) -> Option<(TokenStream, TokenStream)> {
    let is_free = |member: &Member| matches!(member, Member::Field(field) if !field.ordered);
    if record.members.len() <= FEW || !record.members.iter().any(is_free) {
        return None;
    }
    let placed: Vec<(TokenStream, TokenStream)> = slots.iter().filter_map(Slot::place).collect();
    let fields = placed.iter().map(|(field, _)| field);
    let places = quote!(const PLACES: ::depara::Places = ::depara::Places::new(&[#(#fields),*]););
    let arms = placed.iter().enumerate().map(|(place, (_, call))| {
        let place = proc_macro2::Literal::usize_unsuffixed(place);
        quote!(#place => #call,)
    });
    let read_at = quote! {
        fn read_at<S: ::depara::Source<'a>>(&mut self, source: &mut S, place: usize) -> ::depara::Result<()> {
            match place {
                #(#arms)*
                _ => Ok(()),
            }
        }
    };
    Some((places, read_at))
}

/// Whether the schema wants anything of the record, so that it has a `complete` of its own.
pub(crate) fn wants(cx: &Context<'_>, at: RecordRef) -> bool {
    cx.record(at).is_some_and(|record| !checks(cx, record, &slots(at.scope, record, &mut Constants::default())).is_empty())
}

/// `complete`, where the schema wants anything.
fn complete(cx: &Context<'_>, record: &Record, slots: &[Slot<'_>]) -> Option<TokenStream> {
    let checks = checks(cx, record, slots);
    (!checks.is_empty()).then(|| {
        quote! {
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

fn slots<'r>(scope: Scope, record: &'r Record, constants: &mut Constants) -> Vec<Slot<'r>> {
    let is_exclusive = |index: usize| record.one_of.iter().flatten().any(|member| *member == index);
    record.members.iter().enumerate().map(|(n, member)| Slot::new(scope, member, is_exclusive(n), constants)).collect()
}
