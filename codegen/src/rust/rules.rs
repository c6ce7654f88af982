//! What holds for an adapter beside its message and its keys, everywhere and in each profile, as constants that are resolved already.

use super::adapter::system;
use super::{Context, field, names};
use depara_dsl::ir::{
    Adapter, Delivery, Direction, Lock, Mask, Master, Operation, Operations, Parameter, Prerequisite, Requirement, RequirementRule, Scalar,
    Sharing, Take,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The rules that hold where no profile is spoken of, in `INFO` itself or, where profiles differ from them, in a constant before it.
pub(crate) struct Rules {
    /// The constant, when there is one.
    pub(crate) constant: Option<TokenStream>,
    /// What stands in `INFO.rules`.
    pub(crate) base: TokenStream,
    /// What stands in `INFO.profiles`.
    pub(crate) profiles: TokenStream,
}

/// The rules of an adapter.
pub(crate) fn rules(cx: &Context<'_>, adapter: &Adapter) -> Rules {
    let base = fields(cx, adapter);
    let written = literal(&base, None);
    let found: Vec<(usize, Fields)> =
        adapter.profiles.iter().filter_map(|profile| Some((*profile, fields(cx, &cx.catalog.adapter_in(adapter, *profile)?)))).collect();
    if found.is_empty() {
        return Rules { constant: None, base: written, profiles: quote!(&[]) };
    }
    let profiles = found.iter().map(|(profile, fields)| {
        let (profile, rules) = (cx.names.profile(*profile), literal(fields, Some(&base)));
        quote!(::depara::rules::ProfileRules::new(&super::profiles::#profile, #rules))
    });
    Rules {
        profiles: quote!(&[#(#profiles),*]),
        constant: Some(quote! {
            /// What holds where a profile says nothing else.
            const RULES: ::depara::AdapterRules = #written;
        }),
        base: quote!(RULES),
    }
}

/// Every field of `AdapterRules` with its value; none where the adapter says nothing beyond the default.
type Fields = [(&'static str, Option<TokenStream>); 11];

fn fields(cx: &Context<'_>, adapter: &Adapter) -> Fields {
    [
        ("operations", operations(&adapter.operations)),
        ("directions", list(&adapter.directions, |line| direction(cx, line))),
        ("delivery", (adapter.delivery.value != Delivery::Sync).then(|| delivery(adapter.delivery.value))),
        ("master", adapter.master.as_ref().map(|master| self::master(cx, master)).map(|master| quote!(Some(#master)))),
        ("locks", list(&adapter.locks, |line| lock(cx, line))),
        ("requirements", list(&adapter.requirements, requirement)),
        ("prerequisites", list(&adapter.prerequisites, |line| prerequisite(cx, line))),
        ("parameters", list(&adapter.parameters, parameter)),
        ("masks", list(&adapter.masks, |line| mask(cx, line))),
        ("takes", list(&adapter.takes, |line| take(cx, line))),
        ("sharing", list(&adapter.sharing, sharing)),
    ]
}

/// The rules that differ from `base`, which is in the constant `RULES`, or from the default.
fn literal(fields: &Fields, base: Option<&Fields>) -> TokenStream {
    let text = |value: &Option<TokenStream>| value.as_ref().map(ToString::to_string);
    let same = |at: usize, value: &Option<TokenStream>| match base.and_then(|base| base.get(at)) {
        Some((_, base)) => text(base) == text(value),
        None => value.is_none(),
    };
    let differing: Vec<(Ident, TokenStream)> = fields
        .iter()
        .enumerate()
        .filter(|(at, (_, value))| !same(*at, value))
        .map(|(_, (name, value))| (names::ident(name), value.clone().unwrap_or_else(|| default(name))))
        .collect();
    let rest = if base.is_some() { quote!(RULES) } else { quote!(::depara::AdapterRules::NONE) };
    if differing.is_empty() {
        return rest;
    }
    let rest = (differing.len() < fields.len()).then(|| quote!(..#rest));
    let (names, values): (Vec<Ident>, Vec<TokenStream>) = differing.into_iter().unzip();
    quote!(::depara::AdapterRules { #(#names: #values,)* #rest })
}

/// The value of a field of which nothing is said.
fn default(name: &str) -> TokenStream {
    match name {
        "delivery" => delivery(Delivery::Sync),
        "master" => quote!(None),
        _ => quote!(&[]),
    }
}

/// The elements of a list, if it has any.
fn list<T>(items: &[T], item: impl Fn(&T) -> TokenStream) -> Option<TokenStream> {
    let items: Vec<TokenStream> = items.iter().map(item).collect();
    (!items.is_empty()).then(|| quote!(&[#(#items),*]))
}

fn operations(operations: &Operations) -> Option<TokenStream> {
    match operations {
        Operations::All => None,
        Operations::Only(some) => list(some, |one| operation(*one)),
    }
}

fn operation(operation: Operation) -> TokenStream {
    match operation {
        Operation::Insert => quote!(::depara::Operation::Insert),
        Operation::Update => quote!(::depara::Operation::Update),
        Operation::Upsert => quote!(::depara::Operation::Upsert),
        Operation::Delete => quote!(::depara::Operation::Delete),
    }
}

fn direction(cx: &Context<'_>, direction: &Direction) -> TokenStream {
    let Direction { system: index, sends, receives, span: _ } = direction;
    let system = system(cx, index.value);
    let does = names::ident(match (sends, receives) {
        (true, true) => "both",
        (true, false) => "sender",
        (false, true) => "receiver",
        (false, false) => "neither",
    });
    quote!(::depara::DirectionInfo::#does(#system))
}

/// A delivery.
pub(crate) fn delivery(delivery: Delivery) -> TokenStream {
    match delivery {
        Delivery::Sync => quote!(::depara::Delivery::Sync),
        Delivery::Async => quote!(::depara::Delivery::Async),
    }
}

/// Who owns a record.
pub(crate) fn master(cx: &Context<'_>, master: &Master) -> TokenStream {
    match master {
        Master::System(index) => {
            let system = system(cx, *index);
            quote!(::depara::Master::System(#system))
        }
        Master::Both => quote!(::depara::Master::Both),
    }
}

fn lock(cx: &Context<'_>, lock: &Lock) -> TokenStream {
    let system = system(cx, lock.system.value);
    let operations = lock.operations.iter().map(|one| operation(*one));
    quote!(::depara::rules::LockInfo::new(#system, &[#(#operations),*]))
}

fn requirement(requirement: &Requirement) -> TokenStream {
    let (alias, field) = (&requirement.field.value.alias, &requirement.field.value.field);
    match &requirement.rule {
        RequirementRule::Initializer(text) => quote!(::depara::rules::RequirementInfo::initializer(#alias, #field, #text)),
        RequirementRule::WithoutInitializer => quote!(::depara::rules::RequirementInfo::without_initializer(#alias, #field)),
        RequirementRule::Size(size) => {
            let size = Literal::u32_unsuffixed(*size);
            quote!(::depara::rules::RequirementInfo::size(#alias, #field, #size))
        }
    }
}

fn prerequisite(cx: &Context<'_>, prerequisite: &Prerequisite) -> TokenStream {
    let (system, text) = (system(cx, prerequisite.system), &prerequisite.text.value);
    quote!(::depara::rules::PrerequisiteInfo::new(#system, #text))
}

/// A parameter with what is said of it.
pub(crate) fn parameter(parameter: &Parameter) -> TokenStream {
    let Parameter { name, kind, default, replaces, at, doc, span: _ } = parameter;
    let (name, constructor, facets) = (&name.value, names::ident(type_word(kind)), field::scalar_facets(kind));
    let default = default.as_ref().map(|text| &text.value).map(|text| quote!(.default(#text)));
    let replaces = replaces.as_ref().map(|name| &name.value).map(|name| quote!(.replaces(#name)));
    let at = at.as_ref().map(|place| quote!(.at(#place)));
    let doc = (!doc.is_empty()).then(|| quote!(.doc(#doc)));
    quote!(::depara::rules::ParameterInfo::#constructor(#name) #(#facets)* #default #replaces #at #doc)
}

/// The word of the mappings for a type.
fn type_word(kind: &Scalar) -> &'static str {
    match kind {
        Scalar::Text(_) => "text",
        Scalar::Decimal(_) => "decimal",
        Scalar::Float => "float",
        Scalar::Int(..) => "int",
        Scalar::Date => "date",
        Scalar::DateTime => "datetime",
        Scalar::Time => "time",
        Scalar::Bool => "bool",
        Scalar::Any => "any",
    }
}

fn mask(cx: &Context<'_>, mask: &Mask) -> TokenStream {
    let Mask { system: index, field, pattern, empty_digits, stays_empty, unless, at, doc, span: _ } = mask;
    let (system, alias, field) = (system(cx, *index), &field.value.alias, &field.value.field);
    let pattern = pattern.as_ref().map(|mask| quote!(.printed(#mask)));
    let empty = empty_digits.map(Literal::u32_unsuffixed).map(|digits| quote!(.empty_means(#digits)));
    let stays = stays_empty.then(|| quote!(.stays_empty()));
    let unless = unless.as_ref().map(|name| &name.value).map(|name| quote!(.unless(#name)));
    let at = at.as_ref().map(|place| quote!(.at(#place)));
    let doc = (!doc.is_empty()).then(|| quote!(.doc(#doc)));
    quote!(::depara::rules::MaskInfo::new(#system, #alias, #field) #pattern #empty #stays #unless #at #doc)
}

fn take(cx: &Context<'_>, take: &Take) -> TokenStream {
    let (adapter, key) = take.key.value;
    let key = cx.catalog.adapters.get(adapter).and_then(|adapter| adapter.keys.get(key));
    let (alias, field) = key.map_or(("", ""), |key| (key.name.value.alias.as_str(), key.name.value.field.as_str()));
    let (case, places) = (&take.context.value, take.sources.iter().map(|source| &source.value));
    quote!(::depara::rules::TakeInfo::new(#alias, #field, #case, &[#(#places),*]))
}

fn sharing(sharing: &Sharing) -> TokenStream {
    let alias = &sharing.alias.value;
    let rule = names::ident(if sharing.recommended { "recommended" } else { "allowed" });
    let modes = match sharing.exclusive {
        [false, false, false] => quote!(::depara::environment::Sharing::SHARED),
        [true, true, true] => quote!(::depara::environment::Sharing::EXCLUSIVE),
        modes => {
            let [company, unit, branch] = modes.map(|exclusive| names::ident(if exclusive { "Exclusive" } else { "Shared" }));
            let mode = quote!(::depara::environment::Mode);
            quote!(::depara::environment::Sharing::new(#mode::#company, #mode::#unit, #mode::#branch))
        }
    };
    quote!(::depara::rules::SharingInfo::#rule(#alias, #modes))
}
