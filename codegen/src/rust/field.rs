//! A member of a record: its slot in the struct, its constants, and the calls that read, check and write it.

use super::syntax::{self, Argument, Say};
use super::types::{RecordRef, Scope};
use super::{Context, docs, names, record};
use depara_dsl::ir::{Cardinality, Fact, Field, FieldKind, Group, JsonList, JsonValue, Member, Occurs, Place, Scalar, Space};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeMap;
use syn::{Expr, ImplItem, Stmt, Type};

/// A member with the names that its calls use.
pub(crate) struct Slot<'c> {
    scope: Scope,
    member: &'c Member,
    name: Ident,
    constant: Ident,
    wrapper: Option<Ident>,
}

/// The constants of a record, by name. Members that say the same share one.
#[derive(Default)]
pub(crate) struct Constants<'c> {
    values: BTreeMap<String, Definition<'c>>,
    pub(crate) items: Vec<ImplItem>,
}

impl<'c> Constants<'c> {
    fn take(&mut self, name: &str, value: Definition<'c>) -> Ident {
        let base = names::screaming(name.trim_start_matches('$'));
        let base = if base.is_empty() { "TEXT".to_owned() } else { base };
        let numbered = (2_usize..).map(|n| format!("{base}_{n}"));
        let wishes = std::iter::once(base.clone()).chain(numbered);
        let free = wishes.into_iter().find(|name| self.values.get(name).is_none_or(|other| *other == value)).unwrap_or(base);
        let constant = names::ident(&free);
        if !self.values.contains_key(&free) {
            self.items.push(syntax::field_constant(&constant, value.element, &value.said));
            self.values.insert(free, value);
        }
        constant
    }
}

/// What a constant holds: `::depara::field!("Name").json("nome")`, and what else there is to say.
#[derive(PartialEq)]
struct Definition<'c> {
    element: &'c str,
    said: Vec<Say<'c>>,
}

impl<'c> Definition<'c> {
    fn new(element: &'c str, json: Option<&'c str>, said: impl IntoIterator<Item = Say<'c>>) -> Self {
        let json = json.filter(|json| *json != element).map(|json| Say::new("json", [Argument::Text(json)]));
        Self { element, said: json.into_iter().chain(said).collect() }
    }
}

impl<'c> Slot<'c> {
    /// The slot of `member`, which stands in a `one of` or not.
    pub(crate) fn new(scope: Scope, member: &'c Member, excludes_others: bool, constants: &mut Constants<'c>) -> Self {
        match member {
            Member::Group(group) => {
                let name = names::ident(&group.rust_name);
                // Only its bounds and `one of` name a group, and a constant without use is a warning.
                let is_named = excludes_others || bounds(group.cardinality).is_some();
                let constant =
                    if is_named { constants.take(&group.rust_name, Definition::new(&group.rust_name, None, [])) } else { name.clone() };
                Self { scope, member, name, constant, wrapper: None }
            }
            Member::Field(field) => {
                let form = field.json.as_ref().map(|form| &form.value);
                let json = form.and_then(|form| form.name.as_deref());
                let list = form.map_or(&JsonList::Array, |form| &form.list);
                let (element, name) = (field.name.value.as_str(), names::ident(&field.rust_name));
                let (list_form, value_form) = (list_form(list), value_form(form.and_then(|form| form.value)));
                let said = value_form.into_iter().chain(facets(&field.kind));
                if let Occurs::Wrapped { wrapper, .. } = &field.occurs {
                    let child = if let JsonList::Object(child) = list { Some(child.as_str()) } else { None };
                    let wrapper = constants.take(&wrapper.value, Definition::new(&wrapper.value, json, list_form));
                    let constant = constants.take(element, Definition::new(element, child, said));
                    return Self { scope, member, name, constant, wrapper: Some(wrapper) };
                }
                let constant = constants.take(element, Definition::new(element, json, list_form.into_iter().chain(said)));
                Self { scope, member, name, constant, wrapper: None }
            }
        }
    }

    /// `pub code: Option<Text<'a>>`, unless the schema forbids the field.
    pub(crate) fn declaration(&self, cx: &Context<'_>) -> Option<syn::Field> {
        let (doc, r#type) = match self.member {
            Member::Group(group) => {
                let record = RecordRef { scope: self.scope, index: group.record };
                let record = syntax::r#type(cx.record_type(Some(self.scope), record, "'a"));
                (group_doc(group), syntax::wrapped("Vec", record))
            }
            Member::Field(field) => {
                let value = cx.value_type(self.scope, field);
                let r#type = match &field.occurs {
                    Occurs::Once { .. } => syntax::wrapped("Option", value),
                    Occurs::Many(_) => list(field, value),
                    Occurs::Wrapped { .. } => syntax::wrapped("Option", list(field, value)),
                    Occurs::Never => return None,
                };
                (cx.field_doc(field), r#type)
            }
        };
        Some(syntax::public_field(docs::lines(&doc), &self.name, r#type))
    }

    /// `source.leaf(&Self::CODE, &mut self.code)?;`
    pub(crate) fn read(&self) -> Stmt {
        syntax::statement(syntax::attempt(self.read_by(self.call())))
    }

    /// `&Self::CODE` with `source.found_leaf(&Self::CODE, &mut self.code)`, for a member that is one element.
    pub(crate) fn place(&self) -> Option<(Expr, Expr)> {
        let Member::Field(field) = self.member else { return None };
        let constant = self.wrapper.as_ref().unwrap_or(&self.constant);
        let call = match self.call() {
            "leaf" => "found_leaf",
            other => other,
        };
        (field.place == Place::Element).then(|| (syntax::constant(constant), self.read_by(call)))
    }

    fn read_by(&self, call: &'static str) -> Expr {
        let source = syntax::variable("source");
        match self.member {
            Member::Field(field) if field.occurs == Occurs::Never => syntax::call(source, "forbidden", [syntax::constant(&self.constant)]),
            Member::Group(_) | Member::Field(_) => {
                let value = syntax::mutable(syntax::field(&self.name));
                syntax::call(source, call, self.named().chain([value]))
            }
        }
    }

    /// `sink.leaf(&Self::CODE, &self.code);`
    pub(crate) fn write(&self) -> Option<Stmt> {
        if matches!(self.member, Member::Field(field) if field.occurs == Occurs::Never) {
            return None;
        }
        let value = syntax::shared(syntax::field(&self.name));
        Some(syntax::statement(syntax::call(syntax::variable("sink"), self.call(), self.named().chain([value]))))
    }

    /// The constants that a call names: `&Self::LIST_OF_AGENCY`, `&Self::AGENCY`. A group has none.
    fn named(&self) -> impl Iterator<Item = Expr> {
        let own = matches!(self.member, Member::Field(_)).then_some(&self.constant);
        self.wrapper.iter().chain(own).map(syntax::constant)
    }

    /// What the schema wants of the member, if it wants anything. A source meets no end of a group's item, so the record around it asks.
    pub(crate) fn complete(&self, cx: &Context<'_>) -> Option<TokenStream> {
        let bounds = self.bounds();
        let Member::Group(group) = self.member else { return bounds };
        if !record::wants(cx, RecordRef { scope: self.scope, index: group.record }) {
            return bounds;
        }
        let name = &self.name;
        Some(quote!(#bounds ::depara::generated::complete(&self.#name, source)?;))
    }

    /// How many of the member the schema wants, unless it takes any number.
    fn bounds(&self) -> Option<TokenStream> {
        let Self { name, constant, wrapper, .. } = self;
        let occurs = match self.member {
            Member::Group(group) => &Occurs::Many(group.cardinality),
            Member::Field(field) => &field.occurs,
        };
        match occurs {
            Occurs::Once { required: true } => Some(quote!(source.require(&Self::#constant, self.#name.is_some())?;)),
            Occurs::Once { required: false } | Occurs::Never => None,
            Occurs::Many(cardinality) => {
                let (min, max) = bounds(*cardinality)?;
                Some(quote!(source.count(&Self::#constant, self.#name.len(), #min, #max)?;))
            }
            Occurs::Wrapped { required, cardinality, .. } => {
                let require = required.then(|| quote!(source.require(&Self::#wrapper, self.#name.is_some())?;));
                let count = bounds(*cardinality).map(
                    |(min, max)| quote!(if let Some(#name) = &self.#name { source.count(&Self::#constant, #name.len(), #min, #max)?; }),
                );
                (require.is_some() || count.is_some()).then(|| quote!(#require #count))
            }
        }
    }

    /// `(&Self::CODE, self.code.is_some())`, for the lists of `one of`.
    pub(crate) fn presence(&self) -> Option<TokenStream> {
        let Self { name, constant, wrapper, .. } = self;
        let constant = wrapper.as_ref().unwrap_or(constant);
        match self.member {
            Member::Field(field) if field.occurs == Occurs::Never => None,
            Member::Field(field) if !matches!(field.occurs, Occurs::Many(_)) => Some(quote!((&Self::#constant, self.#name.is_some()))),
            _ => Some(quote!((&Self::#constant, !self.#name.is_empty()))),
        }
    }

    /// The method of the source and of the sink.
    fn call(&self) -> &'static str {
        let Member::Field(field) = self.member else { return "group" };
        let is_record = matches!(field.kind, FieldKind::Record(_));
        match (field.place, &field.occurs) {
            (Place::Attribute, _) => "attribute",
            (Place::Text, _) => "text",
            (Place::Element, Occurs::Many(_)) if is_record => "records",
            (Place::Element, Occurs::Many(_)) => "leaves",
            (Place::Element, Occurs::Wrapped { .. }) if is_record => "list",
            (Place::Element, Occurs::Wrapped { .. }) => "leaf_list",
            (Place::Element, _) if is_record => "record",
            (Place::Element, _) => "leaf",
        }
    }
}

/// The type of a list: values keep the first one in place; records are large, and may hold others like themselves.
fn list(field: &Field, item: Type) -> Type {
    if matches!(field.kind, FieldKind::Record(_)) { syntax::wrapped("Vec", item) } else { syntax::values(item) }
}

/// The bounds as arguments, unless everything is allowed.
fn bounds(cardinality: Cardinality) -> Option<(TokenStream, TokenStream)> {
    let Cardinality { min, max } = cardinality;
    let literal = |n: u32| proc_macro2::Literal::u32_unsuffixed(n);
    if min == 0 && max.is_none() {
        return None;
    }
    let min = literal(min);
    let max = max.map(literal).map_or_else(|| quote!(None), |max| quote!(Some(#max)));
    Some((quote!(#min), max))
}

fn list_form<'c>(list: &JsonList) -> Option<Say<'c>> {
    match list {
        JsonList::Array => None,
        JsonList::Object(_) => Some(Say::new("json_object", [])),
        JsonList::Nested => Some(Say::new("json_nested", [])),
    }
}

fn value_form<'c>(value: Option<JsonValue>) -> Option<Say<'c>> {
    Some(match value? {
        JsonValue::Text => Say::new("json_text", []),
        JsonValue::Number => Say::new("json_number", []),
    })
}

fn facets<'c>(kind: &FieldKind) -> Vec<Say<'c>> {
    match kind {
        FieldKind::Scalar(scalar) => scalar_facets(scalar),
        FieldKind::Record(_) | FieldKind::Enumeration(_) => Vec::new(),
    }
}

/// What a scalar says of its values, as calls of a constant: `.max_length(40)`.
pub(crate) fn scalar_facets<'c>(scalar: &Scalar) -> Vec<Say<'c>> {
    let one = |method, number: i64| Say::new(method, [Argument::Number(number)]);
    match scalar {
        Scalar::Text(text) => {
            let min = text.min.filter(|min| *min > 0).map(|min| one("min_length", min.into()));
            let max = text.max.map(|max| one("max_length", max.into()));
            let collapse = (text.space == Some(Space::Collapse)).then(|| Say::new("collapse", []));
            min.into_iter().chain(max).chain(collapse).collect()
        }
        Scalar::Decimal(Some((total, fraction))) => {
            let digits = [*total, fraction.unwrap_or(*total)].map(|n| Argument::Number(n.min(u32::from(u8::MAX)).into()));
            vec![Say::new("digits", digits)]
        }
        Scalar::Int(min, max) => {
            let min = min.map(|min| one("min", min));
            let max = max.map(|max| one("max", max));
            min.into_iter().chain(max).collect()
        }
        _ => Vec::new(),
    }
}

fn group_doc(group: &Group) -> String {
    match group.cardinality.max {
        Some(1) => "Fields that stand together.".to_owned(),
        Some(max) => format!("Fields that repeat together, at most {max} times."),
        None => "Fields that repeat together.".to_owned(),
    }
}

impl Context<'_> {
    /// The description of a field, then what is known of it: `Código do banco. PROTHEUS: SA6.A6_COD char(3), required.`
    fn field_doc(&self, field: &Field) -> String {
        let described = docs::escape(&field.remarks.doc);
        let sentence = if described.is_empty() { format!("{}.", docs::code(&field.name.value)) } else { full_stop(described) };
        let default = field.default.iter().map(|default| format!("Default: {}.", docs::code(&default.value)));
        let keys = field.keys.iter().filter_map(|key| {
            let (adapter, key) = key.value;
            let key = self.catalog.adapters.get(adapter)?.keys.get(key)?;
            Some(format!("Key {}.", docs::code(&key.name.value.to_string())))
        });
        let refers = field.refers.iter().filter_map(|refers| {
            let message = docs::code(&self.catalog.messages.get(refers.message.value)?.name.value);
            Some(if refers.later { format!("A key of {message}, filled later.") } else { format!("A key of {message}.") })
        });
        let facts = field.facts.iter().map(|fact| self.fact(fact));
        let parts: Vec<String> = std::iter::once(sentence).chain(keys).chain(refers).chain(default).chain(facts).collect();
        parts.join(" ")
    }

    fn fact(&self, fact: &Fact) -> String {
        let Fact { system, field, r#type, required, note, span: _ } = fact;
        let title = self.catalog.systems.get(*system).map_or("", |system| system.title.as_str());
        let name = field.iter().map(|field| docs::code(&field.value.to_string()));
        let r#type = r#type.iter().map(|product| match (product.size, product.scale) {
            (Some(size), Some(scale)) => format!("{}({size},{scale})", product.name),
            (Some(size), None) => format!("{}({size})", product.name),
            _ => product.name.clone(),
        });
        let name: Vec<String> = name.chain(r#type).collect();
        let name = (!name.is_empty()).then(|| name.join(" "));
        let required = required.map(|_| "required".to_owned());
        let known: Vec<String> = name.into_iter().chain(required).collect();
        let note = note.iter().map(|note| full_stop(docs::escape(note)));
        let known = (!known.is_empty()).then(|| full_stop(known.join(", ")));
        let sentences: Vec<String> = known.into_iter().chain(note).collect();
        format!("{}: {}", docs::escape(title), sentences.join(" "))
    }
}

/// The text as a whole sentence.
pub(crate) fn full_stop(text: String) -> String {
    if text.is_empty() || text.ends_with(['.', '!', '?', ':', ';', '…']) { text } else { text + "." }
}
