//! De-Para tables: the internal key as a type, the row that joins it to the external one, and which elements of a message give a row.

use super::key::{self, KeyType};
use super::types::RecordRef;
use super::{Context, adapter, docs, names};
use depara_dsl::ir::{Adapter, DePara, Mode, Otherwise, PartKind, Path, Template};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The items of the table at `d` of the adapter at `index`.
pub(crate) fn items(cx: &Context<'_>, index: usize, adapter: &Adapter, d: usize, table: &DePara) -> Vec<TokenStream> {
    let name = cx.names.depara_key(index, d);
    let mut items = internal_key(cx, &name, table).items();
    items.push(implementation(cx, index, adapter, &name, table));
    items
}

fn internal_key<'k>(cx: &Context<'_>, name: &Ident, table: &'k DePara) -> KeyType<'k> {
    let title = table.table.value.clone();
    let doc = format!(
        "Internal key of the De-Para {} ({}): {}.\n\n{}",
        docs::code(&title),
        docs::escape(&table.title),
        docs::code(&key::written(&table.internal)),
        docs::escape(&table.remarks.doc)
    );
    let (fields, system) = (fields(&table.internal), adapter::system(cx, table.system));
    KeyType {
        name: name.clone(),
        info: quote!(::depara::KeyInfo { alias: #title, field: #fields, system: #system, shape: Self::SHAPE }),
        title,
        doc,
        noun: "key",
        template: &table.internal,
    }
}

/// `CODCOLIGADA|CODCFO`, as the De-Para screen names the key.
fn fields(template: &Template) -> String {
    let parts = template.segments().flat_map(|segment| &segment.parts).filter_map(|part| match &part.kind {
        PartKind::Company => Some("company"),
        PartKind::Branch(_) => Some("branch"),
        PartKind::Field(field) => Some(field.as_str()),
        PartKind::Literal(_) => None,
    });
    parts.collect::<Vec<_>>().join("|")
}

fn implementation(cx: &Context<'_>, index: usize, adapter: &Adapter, name: &Ident, table: &DePara) -> TokenStream {
    let (owner, k) = table.external.value;
    let external = cx.names.key(owner, k);
    let external = if owner == index {
        quote!(#external)
    } else {
        let module = cx.names.adapter(owner);
        quote!(super::#module::#external)
    };
    let info = info(cx, adapter, table, &external);
    let otherwise = table.otherwise.as_ref().map(otherwise);
    let row = (table.mode != Mode::Identical).then(|| row(table, &external));
    let outcomes = table.otherwise.as_ref().map(|_| outcomes(cx, adapter, table));
    let doc = docs::doc(&format!("The De-Para {}.", docs::code(&table.table.value)));
    quote! {
        impl #name {
            #doc
            pub const DE_PARA: &'static ::depara::DeParaInfo = &#info;

            #otherwise

            #row

            #outcomes
        }
    }
}

fn info(cx: &Context<'_>, adapter: &Adapter, table: &DePara, external: &TokenStream) -> TokenStream {
    let name = &table.table.value;
    let title = &table.title;
    let system = adapter::system(cx, table.system);
    let transaction = cx.catalog.messages.get(adapter.message.value).map_or("", |message| message.name.value.as_str());
    let mode = names::ident(match table.mode {
        Mode::Rows => "Rows",
        Mode::Identical => "Identical",
        Mode::Ask => "Ask",
    });
    quote! {
        ::depara::DeParaInfo {
            table: #name,
            title: #title,
            system: #system,
            transaction: #transaction,
            internal: Self::SHAPE,
            external: <#external as ::depara::Key>::INFO,
            mode: ::depara::DeParaMode::#mode,
        }
    }
}

fn row(table: &DePara, external: &TokenStream) -> TokenStream {
    let doc = docs::doc(&format!(
        "The row of {} that joins this key to the external one.\n\n# Errors\n\n\
         When a key does not have the form that the De-Para states.",
        docs::code(&table.table.value)
    ));
    quote! {
        #doc
        pub fn row(&self, external: &#external) -> ::core::result::Result<::depara::rows::Row, ::depara::rows::RowError> {
            Self::DE_PARA.row(&self.to_string(), &external.to_string())
        }
    }
}

/// What becomes of each element that rows are made from.
fn outcomes(cx: &Context<'_>, adapter: &Adapter, table: &DePara) -> TokenStream {
    let content = names::ident("content");
    let start = adapter::content(cx, adapter);
    let steps = table.each.as_ref().map(|each| cx.steps(start, each)).unwrap_or_default();
    let record = steps.last().map_or(Some(start), |step| step.record).unwrap_or(start);
    let element = steps.last().map_or_else(|| "content".to_owned(), |step| cx.variable(step));
    let element = names::ident(&element);
    let each = cx.iterate(&content, &steps);
    let each = match &table.when {
        Some(when) => {
            let condition = adapter::condition(cx, &content, start, when);
            quote!(#each.filter(|_| #condition))
        }
        None => each,
    };
    let filled = table.require.iter().map(|path| filled(cx, &element, record, path));
    let content_type = borrowed(cx, start);
    let element_type = borrowed(cx, record);
    let doc = docs::doc(&outcome_doc(table));
    let lifetime = cx.borrowing.record(start).then(|| quote!(, 'a));
    let checks = checks(cx, record, table);
    quote! {
        #doc
        #[must_use]
        pub fn outcomes<'c #lifetime>(#content: &'c #content_type) -> Vec<(&'c #element_type, ::depara::Outcome)> {
            use ::depara::generated::#checks;
            let required = |#element: &#element_type| [#(#filled),*];
            #each.map(|#element| (#element, Self::OTHERWISE.judge(&required(#element)))).collect()
        }
    }
}

fn borrowed(cx: &Context<'_>, record: RecordRef) -> syn::Path {
    cx.record_type(None, record, "'a")
}

/// `("ContractNumber", is_filled(contract.contract_numbers.iter()))`.
fn filled(cx: &Context<'_>, element: &Ident, record: RecordRef, path: &Path) -> TokenStream {
    let iterator = cx.iterate(element, &cx.steps(record, path));
    let name = path.elements.join("/");
    let check = check(cx, record, path);
    quote!((#name, #check(#iterator)))
}

/// The function that says whether an element is filled: values must be more than blanks, records must be there.
fn check(cx: &Context<'_>, record: RecordRef, path: &Path) -> Ident {
    let leads_to_record = cx.steps(record, path).last().is_some_and(|step| step.record.is_some());
    names::ident(if leads_to_record { "is_present" } else { "is_filled" })
}

/// The functions that the required elements need, as the end of a `use`.
fn checks(cx: &Context<'_>, record: RecordRef, table: &DePara) -> TokenStream {
    let mut checks: Vec<Ident> = table.require.iter().map(|path| check(cx, record, path)).collect();
    checks.sort();
    checks.dedup();
    if table.when.is_some() {
        checks.push(names::ident("is_one_of"));
    }
    quote!({#(#checks),*})
}

fn otherwise(otherwise: &Otherwise) -> TokenStream {
    let value = match otherwise {
        Otherwise::SkipQuietly(reason) => {
            let reason = &reason.value;
            quote!(::depara::Otherwise::SkipQuietly(#reason))
        }
        Otherwise::Skip(message) => quote!(::depara::Otherwise::Skip(#message)),
        Otherwise::Refuse(message) => quote!(::depara::Otherwise::Refuse(#message)),
    };
    quote! {
        /// What happens to an element that lacks what the De-Para requires.
        pub const OTHERWISE: ::depara::Otherwise = #value;
    }
}

fn outcome_doc(table: &DePara) -> String {
    let required: Vec<String> = table.require.iter().map(|path| docs::code(&path.elements.join("/"))).collect();
    let each =
        table.each.as_ref().map_or_else(|| "the content".to_owned(), |each| format!("each {}", docs::code(&each.elements.join("/"))));
    let when = table
        .when
        .as_ref()
        .map_or_else(String::new, |when| format!(" Only contents with {} are concerned.", docs::code(&adapter::written_when(when))));
    format!("Whether {each} gives a row: {} must be filled.{when}", required.join(", "))
}
