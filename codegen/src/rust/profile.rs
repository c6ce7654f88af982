//! The file of all profiles: one table each.

use super::{Context, docs, rules};
use depara_dsl::ir::{Identifier, Profile, RowColumn};
use proc_macro2::TokenStream;
use quote::quote;

/// The file; there is one when the mappings have profiles.
pub(crate) const FILE: &str = "profiles.rs";

/// The items of the file.
pub(crate) fn items(cx: &Context<'_>) -> Vec<TokenStream> {
    cx.catalog.profiles.iter().enumerate().map(|(index, profile)| info(cx, index, profile)).collect()
}

fn info(cx: &Context<'_>, index: usize, profile: &Profile) -> TokenStream {
    let Profile { name, title, base, rows, identifier, deliveries, master, parameters, remarks, span: _ } = profile;
    let ident = cx.names.profile(index);
    let name = &name.value;
    let doc = docs::doc(&format!("Profile {}.\n\n{}", docs::code(name), docs::escape(&remarks.doc)));
    let extends = base.map(|base| cx.names.profile(base)).map(|base| quote!(extends: Some(&#base),));
    let rows = filled("rows", rows.iter().map(|column| self::column(*column)));
    let identifier = filled("identifier", identifier.iter().map(|one| self::identifier(*one)));
    let deliveries = filled("deliveries", deliveries.iter().map(|delivery| rules::delivery(delivery.value)));
    let master = master.as_ref().map(|master| rules::master(cx, master)).map(|master| quote!(master: Some(#master),));
    let parameters = filled("parameters", parameters.iter().map(rules::parameter));
    quote! {
        #doc
        pub static #ident: ::depara::ProfileInfo = ::depara::ProfileInfo {
            #extends
            #rows
            #identifier
            #deliveries
            #master
            #parameters
            ..::depara::ProfileInfo::new(#name, #title)
        };
    }
}

/// A field with a list, if the list has anything.
fn filled(name: &str, items: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let name = super::names::ident(name);
    let items: Vec<TokenStream> = items.collect();
    (!items.is_empty()).then(|| quote!(#name: &[#(#items),*],))
}

fn column(column: RowColumn) -> TokenStream {
    let column = super::names::ident(match column {
        RowColumn::Application => "Application",
        RowColumn::Table => "Table",
        RowColumn::Fields => "Fields",
        RowColumn::Value => "Value",
        RowColumn::System => "System",
        RowColumn::External => "External",
        RowColumn::Transaction => "Transaction",
        RowColumn::Identifier => "Identifier",
    });
    quote!(::depara::rules::RowColumn::#column)
}

fn identifier(identifier: Identifier) -> TokenStream {
    match identifier {
        Identifier::Global => quote!(::depara::rules::Identifier::Global),
        Identifier::Value => quote!(::depara::rules::Identifier::Value),
    }
}
