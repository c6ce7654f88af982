//! The root file: it declares the modules of all others, and proves that the runtime fits the generator.

use super::{Context, Layout, docs};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The items of the root.
pub(crate) fn items(cx: &Context<'_>) -> Vec<TokenStream> {
    let messages = cx.catalog.messages.iter().enumerate().map(|(n, message)| {
        let doc = format!("Message {} {}.", docs::code(&message.name.value), message.version);
        module(cx, &cx.names.message(n), &doc, &message.remarks.doc)
    });
    let types = cx.catalog.types.iter().enumerate().map(|(n, types)| {
        let doc = format!("Shared types {} {}.", docs::code(&types.name.value), types.version);
        module(cx, &cx.names.types(n), &doc, &types.remarks.doc)
    });
    let adapters = cx.catalog.adapters.iter().enumerate().map(|(n, adapter)| {
        let routines: Vec<String> = adapter.routines.iter().map(|routine| docs::code(&routine.value)).collect();
        let doc = format!("Adapter {} of {}.", docs::code(&adapter.name.value), routines.join(", "));
        module(cx, &cx.names.adapter(n), &doc, &adapter.remarks.doc)
    });
    let all = "What each profile of the integration is like.";
    let profiles = (!cx.catalog.profiles.is_empty()).then(|| module(cx, &super::names::ident("profiles"), all, ""));
    let registry = module(cx, &super::names::ident("registry"), "Every message and adapter of the mappings.", "");
    let mut items = vec![quote!(
        const _: () = ::depara::generated::for_0_1();
    )];
    items.extend(messages.chain(types).chain(adapters).chain(profiles).chain([registry]));
    items.push(reexports(cx));
    items
}

fn module(cx: &Context<'_>, name: &Ident, title: &str, described: &str) -> TokenStream {
    let doc = docs::doc(&format!("{title}\n\n{}", docs::escape(described)));
    match &cx.options.layout {
        Layout::Files => quote!(#doc pub mod #name;),
        Layout::OutDir(folder) => {
            let file = format!("/{folder}/{}.rs", name.to_string().trim_start_matches("r#"));
            quote! {
                #doc
                pub mod #name {
                    include!(concat!(env!("OUT_DIR"), #file));
                }
            }
        }
    }
}

/// The types that stand for messages, under their own names.
fn reexports(cx: &Context<'_>) -> TokenStream {
    let all = 0..cx.catalog.messages.len();
    let (modules, markers): (Vec<Ident>, Vec<Ident>) = all.map(|n| (cx.names.message(n), cx.names.marker(n))).unzip();
    quote! {
        #(pub use self::#modules::#markers;)*
        pub use self::registry::Registry;
    }
}
