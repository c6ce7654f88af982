//! Names of generated code: modules, types and constants, each unique where it stands.

use depara_dsl::ir::{Adapter, Catalog, Template, Version};
use proc_macro2::{Ident, Span};
use std::collections::BTreeSet;

/// The names that several files use.
pub(crate) struct Names {
    messages: Vec<MessageName>,
    types: Vec<String>,
    adapters: Vec<AdapterName>,
    profiles: Vec<String>,
}

struct MessageName {
    module: String,
    marker: String,
}

struct AdapterName {
    module: String,
    keys: Vec<String>,
    loads: Vec<String>,
    deparas: Vec<String>,
}

impl Names {
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let mut modules = Unique::with(["mod", "registry", "profiles"]);
        let mut markers = Unique::with(["Registry", "Content", "Return"]);
        let messages = catalog.messages.iter().map(|message| MessageName {
            module: modules.take(&[versioned(&snake(&message.title), message.version)]),
            marker: markers.take(&[format!("{}{}{:03}", upper_camel(&message.title), message.version.major, message.version.minor)]),
        });
        let messages = messages.collect();
        let types =
            catalog.types.iter().map(|types| modules.take(&[versioned(&format!("types_{}", snake(&types.name.value)), types.version)]));
        let types = types.collect();
        let adapters = catalog.adapters.iter().map(|adapter| AdapterName::new(adapter, &mut modules)).collect();
        let mut constants = Unique::default();
        let profiles = catalog.profiles.iter().map(|profile| constants.take(&[screaming(&profile.name.value)])).collect();
        Self { messages, types, adapters, profiles }
    }

    pub(crate) fn message(&self, message: usize) -> Ident {
        self.messages.get(message).map_or_else(missing, |name| ident(&name.module))
    }

    pub(crate) fn marker(&self, message: usize) -> Ident {
        self.messages.get(message).map_or_else(missing, |name| ident(&name.marker))
    }

    pub(crate) fn types(&self, types: usize) -> Ident {
        self.types.get(types).map_or_else(missing, |name| ident(name))
    }

    pub(crate) fn adapter(&self, adapter: usize) -> Ident {
        self.adapters.get(adapter).map_or_else(missing, |name| ident(&name.module))
    }

    pub(crate) fn key(&self, adapter: usize, key: usize) -> Ident {
        self.adapters.get(adapter).and_then(|name| name.keys.get(key)).map_or_else(missing, |name| ident(name))
    }

    /// The type of the masks by which a load finds the record of a key.
    pub(crate) fn load(&self, adapter: usize, key: usize) -> Ident {
        self.adapters.get(adapter).and_then(|name| name.loads.get(key)).map_or_else(missing, |name| ident(name))
    }

    pub(crate) fn depara_key(&self, adapter: usize, depara: usize) -> Ident {
        self.adapters.get(adapter).and_then(|name| name.deparas.get(depara)).map_or_else(missing, |name| ident(name))
    }

    pub(crate) fn profile(&self, profile: usize) -> Ident {
        self.profiles.get(profile).map_or_else(missing, |name| ident(name))
    }

    pub(crate) fn message_file(&self, message: usize) -> String {
        file(&self.message(message))
    }

    pub(crate) fn types_file(&self, types: usize) -> String {
        file(&self.types(types))
    }

    pub(crate) fn adapter_file(&self, adapter: usize) -> String {
        file(&self.adapter(adapter))
    }
}

impl AdapterName {
    /// Called by its first routine, or by its own name where two adapters begin with one routine.
    fn new(adapter: &Adapter, modules: &mut Unique) -> Self {
        let name = snake(&adapter.name.value);
        let routine = adapter.routines.first().map_or_else(|| name.clone(), |routine| snake(&routine.value));
        let mut types = Unique::default();
        let keys = adapter.keys.iter().map(|key| types.take(&[upper_camel(&key.name.value.to_string())])).collect();
        let deparas = adapter.deparas.iter().map(|depara| types.take(&[format!("{}Key", upper_camel(&depara.table.value))])).collect();
        let loads = adapter.keys.iter().map(|key| types.take(&[format!("{}Load", upper_camel(&key.name.value.to_string()))])).collect();
        Self { module: modules.take(&[routine, name]), keys, loads, deparas }
    }
}

/// Hands out names, each once.
#[derive(Default)]
pub(crate) struct Unique(BTreeSet<String>);

impl Unique {
    pub(crate) fn with<const N: usize>(taken: [&str; N]) -> Self {
        Self(taken.into_iter().map(str::to_owned).collect())
    }

    /// The first of `wishes` that is free, else the last one with a number.
    pub(crate) fn take(&mut self, wishes: &[String]) -> String {
        let numbered = (2_usize..).map(|n| format!("{}_{n}", wishes.last().map_or("name", String::as_str)));
        let free = wishes.iter().cloned().chain(numbered).find(|name| !self.0.contains(name)).unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}

/// The names of a template's parts, literals left out: `company`, `branch`, `a6_cod`.
pub(crate) fn slots(template: &Template) -> Vec<Ident> {
    use depara_dsl::ir::PartKind;
    let mut names = Unique::default();
    let parts = template.segments().flat_map(|segment| &segment.parts).filter_map(|part| match &part.kind {
        PartKind::Company => Some(vec!["company".to_owned()]),
        PartKind::Branch(alias) => Some(vec!["branch".to_owned(), format!("branch_{}", snake(alias))]),
        PartKind::Field(field) => Some(vec![snake(field)]),
        PartKind::Literal(_) => None,
    });
    parts.map(|wishes| ident(&names.take(&wishes))).collect()
}

/// An identifier, quoted with `r#` where it is a keyword.
pub(crate) fn ident(name: &str) -> Ident {
    if is_no_keyword(name) {
        return Ident::new(name, Span::call_site());
    }
    let parsed = syn::parse_str::<Ident>(name).or_else(|_| syn::parse_str(&format!("r#{name}")));
    parsed.unwrap_or_else(|_| {
        let letters: String = name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
        Ident::new(&format!("_{letters}"), Span::call_site())
    })
}

/// Whether the name is an identifier that needs no second look: no keyword has a digit, an underscore or a capital after its first letter.
fn is_no_keyword(name: &str) -> bool {
    let is_word = name.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_');
    let mut letters = name.bytes();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic()) && is_word && letters.any(|letter| !letter.is_ascii_lowercase())
}

/// The identifier of a record or an enumeration. Names of the prelude that generated code uses itself get a suffix.
pub(crate) fn type_ident(name: &str) -> Ident {
    match name {
        "Option" | "Vec" | "Default" => ident(&format!("{name}Type")),
        _ => ident(name),
    }
}

/// `SCREAMING_SNAKE_CASE`, as a constant is called.
pub(crate) fn screaming(name: &str) -> String {
    snake(name).to_uppercase()
}

/// `UpperCamelCase`: `SA6.A6_COD` becomes `Sa6A6Cod`, `FConta` stays.
pub(crate) fn upper_camel(name: &str) -> String {
    let words = words(name);
    let camel = words.iter().flat_map(|word| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.flat_map(char::to_lowercase))
    });
    camel.collect()
}

/// `snake_case`: `ListOfAgency` becomes `list_of_agency`.
pub(crate) fn snake(name: &str) -> String {
    words(name).join("_").to_lowercase()
}

/// `list_of_agency` of `ListOfAgency`, in the words as they are written.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    let mut before = None;
    for (n, &letter) in letters.iter().enumerate() {
        let next_small = letters.get(n.saturating_add(1)).is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase() && before.is_some_and(|before: char| !before.is_uppercase() || next_small);
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.push(letter);
        }
        before = Some(letter);
    }
    words.retain(|word| !word.is_empty());
    words
}

fn versioned(name: &str, version: Version) -> String {
    format!("{name}_{}_{:03}", version.major, version.minor)
}

fn file(module: &Ident) -> String {
    format!("{}.rs", module.to_string().trim_start_matches("r#"))
}

/// What stands for a name that is not in the catalog; `resolve` makes sure that there is none.
fn missing() -> Ident {
    ident("missing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        for (name, expected_snake, expected_camel) in [
            ("ListOfAgency", "list_of_agency", "ListOfAgency"),
            ("CompanyInternalID", "company_internal_id", "CompanyInternalId"),
            ("ZIPCode", "zip_code", "ZipCode"),
            ("SA6.A6_COD", "sa6_a6_cod", "Sa6A6Cod"),
            ("MATA070", "mata070", "Mata070"),
            ("FConta", "f_conta", "FConta"),
            ("FCONVENIO", "fconvenio", "Fconvenio"),
            ("CODCOLIGADA", "codcoligada", "Codcoligada"),
        ] {
            assert_eq!(snake(name), expected_snake);
            assert_eq!(upper_camel(name), expected_camel);
        }
    }

    #[test]
    fn identifiers() {
        for (name, expected) in [("code", "code"), ("type", "r#type"), ("1st", "_1st"), ("a-b", "_ab"), ("self", "_self"), ("", "_")] {
            assert_eq!(ident(name).to_string(), expected);
        }
    }

    #[test]
    fn unique() {
        let mut names = Unique::with(["taken"]);
        let wishes = ["taken".to_owned(), "other".to_owned()];
        assert_eq!([names.take(&wishes), names.take(&wishes), names.take(&wishes)], ["other", "other_2", "other_3"]);
    }
}
