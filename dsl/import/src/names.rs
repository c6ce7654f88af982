//! Names: what a file name says, and names that the language and Rust accept.

use crate::text::plain;
use depara_dsl::ir::Version;
use depara_dsl::resolve::naming;
use std::collections::BTreeSet;

/// What the name of a schema file says: `Bank_2_001.xsd` is `Bank` in version 2.001.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileName {
    /// The name without version and extension.
    pub(crate) name: String,
    /// The version, when the name ends in one.
    pub(crate) version: Option<Version>,
    /// Whether name and version are written as they should be.
    pub(crate) regular: bool,
}

impl FileName {
    /// Reads `path`: `_` or `.` before the last part of the version, a `v` or blanks before its first part are met as well.
    pub(crate) fn read(path: &str) -> Self {
        let file = base(path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let whole = || Self { name: stem.trim().to_owned(), version: None, regular: false };
        let Some((front, minor)) = stem.rsplit_once(['_', '.']) else { return whole() };
        let Some((name, major)) = front.rsplit_once(['_', ' ']) else { return whole() };
        let bare = major.strip_prefix(['v', 'V']).unwrap_or(major);
        let Some((major_number, minor_number)) = bare.parse::<u16>().ok().zip(minor.parse::<u16>().ok()) else { return whole() };
        let name = name.trim_end_matches(['_', ' ']);
        let written = format!("{name}_{major_number}_{minor_number:03}");
        let regular = written == stem && name.chars().all(|letter| letter.is_ascii_alphanumeric());
        Self { name: name.to_owned(), version: Some(Version { major: major_number, minor: minor_number.min(999) }), regular }
    }
}

/// The last part of a path or an address.
pub(crate) fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A name that the language takes: letters, digits and `_`, a letter first.
pub(crate) fn identifier(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for letter in text.trim().chars().map(plain) {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    match name.chars().next() {
        None => "Unnamed".to_owned(),
        Some(first) if first.is_ascii_alphabetic() || first == '_' && name.len() > 1 => name.to_owned(),
        Some(_) => format!("N{name}"),
    }
}

/// Whether the language takes a name as it stands.
pub(crate) fn is_identifier(text: &str) -> bool {
    identifier(text) == text
}

/// A name for a record or an enumeration: begins with a capital, and does without the `Type` behind names of types.
pub(crate) fn type_name(text: &str) -> String {
    let name = identifier(text);
    let short = name.strip_suffix("Type").filter(|short| !short.is_empty()).unwrap_or(&name);
    let short = short.trim_matches('_');
    capitalised(if short.is_empty() { &name } else { short })
}

/// A name for a record or an enumeration that is called like its element.
pub(crate) fn capitalised(text: &str) -> String {
    let name = identifier(text);
    let mut letters = name.trim_start_matches('_').chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A name for a value out of what it means: the first words, as many as make a name of some forty letters.
pub(crate) fn value_name(label: &str) -> Option<String> {
    let mut name = String::new();
    for word in label.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let shouted = word.chars().count() > 3 && !word.chars().any(char::is_lowercase);
        let mut letters = word.chars().map(plain).filter(char::is_ascii_alphanumeric);
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.extend(letters.map(|letter| if shouted { letter.to_ascii_lowercase() } else { letter }));
        if name.len() >= 30 {
            break;
        }
    }
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(name)
}

/// Hands out names that stay different in Rust.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unique {
    taken: BTreeSet<String>,
    form: Form,
}

/// How names look in Rust.
#[derive(Debug, Clone, Copy, Default)]
enum Form {
    #[default]
    Types,
    Fields,
}

impl Unique {
    /// For records, enumerations and values.
    pub(crate) fn types(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|name| naming::upper_camel(name)).collect(), form: Form::Types }
    }

    /// For fields.
    pub(crate) fn fields() -> Self {
        Self { taken: BTreeSet::new(), form: Form::Fields }
    }

    /// The first of `wishes` that is free, else the last one with a number.
    pub(crate) fn take<const N: usize>(&mut self, wishes: [String; N]) -> String {
        let last = wishes.last().cloned().unwrap_or_default();
        let joint = match self.form {
            Form::Types => "",
            Form::Fields => "_",
        };
        let numbered = (2_u32..).map(|number| format!("{last}{joint}{number}"));
        let free = wishes.into_iter().chain(numbered).find(|name| !self.taken.contains(&self.rust(name))).unwrap_or_default();
        self.taken.insert(self.rust(&free));
        free
    }

    fn rust(&self, name: &str) -> String {
        match self.form {
            Form::Types => naming::upper_camel(name),
            Form::Fields => naming::snake_case(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names() {
        for (path, name, version, regular) in [
            ("events/Bench_2_001.xsd", "Bench", Some((2, 1)), true),
            ("ListOfBench_1.000.json", "ListOfBench", Some((1, 0)), false),
            ("Bench _1_000.xsd", "Bench", Some((1, 0)), false),
            ("Bench_v1_000.json", "Bench", Some((1, 0)), false),
            ("Bench-A-B_1_000.json", "Bench-A-B", Some((1, 0)), false),
            ("Bench_1_0000.json", "Bench", Some((1, 0)), false),
            ("Bench_1000.json", "Bench_1000", None, false),
            ("bench", "bench", None, false),
        ] {
            let version = version.map(|(major, minor)| Version { major, minor });
            assert_eq!(FileName::read(path), FileName { name: name.to_owned(), version, regular }, "{path}");
        }
    }

    #[test]
    fn identifiers() {
        for (text, expected) in
            [("Amount ", "Amount"), ("unit price", "unit_price"), ("1st", "N1st"), ("", "Unnamed"), ("Preço", "Preco"), ("a-b", "a_b")]
        {
            assert_eq!(identifier(text), expected, "{text}");
            assert!(is_identifier(expected));
        }
    }

    #[test]
    fn names_of_types_and_values() {
        assert_eq!(
            ["AgencyType", "text", "Type", "tcOther", "Cost_Center_Type"].map(type_name),
            ["Agency", "Text", "Type", "TcOther", "Cost_Center"]
        );
        assert_eq!(value_name("Não registrada").as_deref(), Some("NaoRegistrada"));
        assert_eq!(value_name("PESSOA FÍSICA").as_deref(), Some("PessoaFisica"));
        assert_eq!(value_name("2ª via"), None);
    }

    #[test]
    fn names_stay_different_in_rust() {
        let mut types = Unique::types(&["Content"]);
        assert_eq!(types.take(["Content".to_owned()]), "Content2");
        let mut fields = Unique::fields();
        assert_eq!([fields.take(["Cgc".to_owned()]), fields.take(["CGC".to_owned()])], ["Cgc", "CGC_2"]);
    }
}
