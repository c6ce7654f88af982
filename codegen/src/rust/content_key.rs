//! From the content of a message to the keys that it stands for: the `content` line of a key, compiled.

use super::names::{self, Unique};
use super::path::Step;
use super::types::RecordRef;
use super::{Context, adapter, docs};
use depara_dsl::ir::{Adapter, Key, Part, PartKind, Path, Segment};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

/// A loop over the elements of a list: one key for each of them.
struct Loop {
    /// The members that lead to the list, which tell two loops apart.
    members: Vec<usize>,
    variable: Ident,
    iterator: TokenStream,
}

/// `of`, where the mapping says which elements fill the key.
pub(crate) fn function(cx: &Context<'_>, index: usize, adapter: &Adapter, k: usize, key: &Key) -> Option<TokenStream> {
    if key.content.is_empty() {
        return None;
    }
    let start = adapter::content(cx, adapter);
    let (name, content_type) = (cx.names.key(index, k), cx.record_type(None, start, "'_"));
    let loops = loops(cx, start, key);
    let values = values(cx, start, key, &loops);
    let helpers = helpers(&values);
    let guard = adapter.when.as_ref().map(|_| {
        quote!(if !applies(content) {
            return Ok(Vec::new());
        })
    });
    let body = if loops.is_empty() {
        quote!(#guard let only = key(context, &[#(#values),*])?; Ok(vec![only]))
    } else {
        let push = quote!(keys.push(key(context, &[#(#values),*])?););
        let nested = loops.iter().rev().fold(push, |body, Loop { variable, iterator, .. }| quote!(for #variable in #iterator { #body }));
        quote!(#guard let mut keys = Vec::new(); #nested Ok(keys))
    };
    let doc = docs::doc(&description(key));
    Some(quote! {
        impl #name {
            #doc
            pub fn of(
                content: &#content_type,
                context: &::depara::KeyContext<'_>,
            ) -> ::core::result::Result<Vec<Self>, ::depara::BuildKeyError> {
                use ::depara::generated::#helpers;
                #body
            }
        }
    })
}

fn description(key: &Key) -> String {
    let elements: Vec<String> =
        key.content.iter().map(|path| path.value.as_ref().map_or_else(|| "_".into(), |path| path.elements.join("/"))).collect();
    format!(
        "The keys that a content stands for, from {}.\n\n# Errors\n\nWhen a value does not fit its segment, or the environment does not know a branch.",
        docs::code(&elements.join(" | "))
    )
}

/// The functions that the values need, as the end of a `use`.
fn helpers(values: &[TokenStream]) -> TokenStream {
    let called = |name: &str| values.iter().any(|value| calls(value.clone(), name));
    let names = ["branch_of", "key", "text"].into_iter().filter(|name| *name == "key" || called(name)).map(names::ident);
    quote!({#(#names),*})
}

/// Whether a function of this name is called in the expression.
fn calls(expression: TokenStream, name: &str) -> bool {
    expression.into_iter().any(|token| match token {
        TokenTree::Ident(found) => found == name,
        TokenTree::Group(group) => calls(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The lists on the ways of the elements, outer ones first.
fn loops(cx: &Context<'_>, start: RecordRef, key: &Key) -> Vec<Loop> {
    let mut variables = Unique::with(["content", "context", "keys", "key", "text", "branch_of"]);
    let mut loops: Vec<Loop> = Vec::new();
    for steps in paths(key).map(|path| cx.steps(start, path)) {
        let lists = steps.iter().enumerate().filter(|(_, step)| step.many).map(|(n, step)| (n.saturating_add(1), step));
        for (length, list) in lists {
            let (way, _) = steps.split_at_checked(length).unwrap_or((&steps, &[]));
            let members = members(way);
            if loops.iter().all(|other| other.members != members) {
                let iterator = from_loops(cx, way, &loops);
                loops.push(Loop { members, variable: names::ident(&variables.take(&[cx.variable(list)])), iterator });
            }
        }
    }
    loops
}

fn paths(key: &Key) -> impl Iterator<Item = &Path> {
    key.content.iter().filter_map(|element| element.value.as_ref())
}

fn members(steps: &[Step]) -> Vec<usize> {
    steps.iter().map(|step| step.member).collect()
}

/// An iterator over what `steps` lead to, from the variable of the innermost loop on the way.
fn from_loops(cx: &Context<'_>, steps: &[Step], loops: &[Loop]) -> TokenStream {
    let way = members(steps);
    let inner = loops.iter().filter(|one| way.starts_with(&one.members)).max_by_key(|one| one.members.len());
    let content = names::ident("content");
    let (variable, done) = inner.map_or((&content, 0), |inner| (&inner.variable, inner.members.len()));
    let (_, rest) = steps.split_at_checked(done).unwrap_or((&[], steps));
    cx.iterate(variable, rest)
}

/// The expression of each slot, in order.
fn values(cx: &Context<'_>, start: RecordRef, key: &Key, loops: &[Loop]) -> Vec<TokenStream> {
    let segments = key.template.segments().zip(&key.content);
    let value = |(segment, element): (&Segment, &depara_dsl::span::Spanned<Option<Path>>)| {
        let mut text = element.value.as_ref().map(|path| {
            let iterator = from_loops(cx, &cx.steps(start, path), loops);
            quote!(text(#iterator))
        });
        let slots = segment.parts.iter().filter(|part| !matches!(part.kind, PartKind::Literal(_)));
        slots.map(|part| slot(part, text.take())).collect::<Vec<_>>()
    };
    segments.flat_map(value).collect()
}

/// What fills a part: the element of the content, else what the context knows.
fn slot(part: &Part, text: Option<TokenStream>) -> TokenStream {
    match (&part.kind, text) {
        (PartKind::Branch(alias), Some(text)) => quote!(branch_of(context, #alias, &#text)?),
        (PartKind::Branch(alias), None) => quote!(context.branch(#alias)?),
        (_, Some(text)) => text,
        (PartKind::Company, None) => quote!(context.company().to_owned()),
        (PartKind::Field(_) | PartKind::Literal(_), None) => quote!(String::new()),
    }
}
