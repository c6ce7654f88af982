//! What products document about an element: the field of their dictionary, its type and length, whether they want it.

use crate::names::is_identifier;
use crate::text::{folded, one_line};

/// The documentation of one product about one element, as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ProductDoc {
    pub(crate) product: String,
    pub(crate) field: String,
    pub(crate) kind: String,
    pub(crate) length: String,
    pub(crate) required: String,
    pub(crate) note: String,
    /// The product says that it does not fill the element.
    pub(crate) unavailable: bool,
    pub(crate) line: u32,
}

/// How many letters the dictionary (SX3) gives to the name of a field.
pub(crate) const LONGEST_FIELD: usize = 10;

/// The system of a product: its name in maps and its title, and whether the product is written otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct System {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) respelt: bool,
}

/// Systems that every map knows.
const KNOWN: [&str; 4] = ["protheus", "rm", "datasul", "logix"];
/// Spellings that are met.
const RESPELT: [(&str, &str); 6] = [
    ("prothues", "protheus"),
    ("protehus", "protheus"),
    ("protheu", "protheus"),
    ("proteus", "protheus"),
    ("microsiga protheus", "protheus"),
    ("corporerm", "rm"),
];
/// Words that begin other lines or clauses of a field.
const KEYWORDS: [&str; 12] = ["source", "note", "pending", "allow", "as", "key", "refers", "json", "pattern", "space", "required", "also"];

impl System {
    /// The system of a product.
    pub(crate) fn of(product: &str) -> Option<Self> {
        let title = one_line(product);
        let folded = folded(&title);
        if folded.chars().all(|letter| !letter.is_alphanumeric()) {
            return None;
        }
        let respelt = RESPELT.iter().find(|(spelling, _)| *spelling == folded).map(|(_, name)| *name);
        let bare = crate::names::identifier(&folded).to_ascii_lowercase();
        let name = match respelt {
            Some(name) => name.to_owned(),
            None if KEYWORDS.contains(&bare.as_str()) => format!("{bare}_product"),
            None => bare,
        };
        Some(Self { title, respelt: respelt.is_some(), name })
    }

    /// Whether maps know it without being told.
    pub(crate) fn is_known(&self) -> bool {
        KNOWN.contains(&self.name.as_str())
    }
}

/// Whether a text only fills the form: `tabela.campo`, `sim/não`, `...`.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let folded = folded(&one_line(text));
    let letters = folded.chars().any(char::is_alphanumeric);
    !letters
        || matches!(
            folded.as_str(),
            "tabela.campo" | "tabela,campo" | "tabela campo" | "sim/nao" | "sim / nao" | "sim|nao" | "tipo" | "tamanho" | "campo" | "xxx"
        )
}

/// What stands in the field of a product's documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DictionaryField {
    /// Nothing, or a placeholder.
    None,
    /// Alias and field.
    Known(String, String),
    /// Something else.
    Unread,
}

/// Reads the field of a product's dictionary, without guessing.
pub(crate) fn dictionary_field(system: &str, text: &str) -> DictionaryField {
    let text = one_line(text);
    if is_placeholder(&text) {
        return DictionaryField::None;
    }
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    let found = match parts.as_slice() {
        [table, field] if system == "protheus" => alias(table, field).map(|alias| (alias, (*field).to_ascii_uppercase())),
        [field] if system == "protheus" && field.len() <= LONGEST_FIELD => alias_of(field).map(|alias| (alias, field.to_ascii_uppercase())),
        [table, field] if is_identifier(table) && is_identifier(field) => Some(((*table).to_owned(), (*field).to_owned())),
        _ => None,
    };
    found.map_or(DictionaryField::Unread, |(alias, field)| DictionaryField::Known(alias, field))
}

/// The alias of a table, when the field belongs to it. The name of a table in the database is its alias with company and `0`: `SE1990`, `SE1XX0`.
fn alias(table: &str, field: &str) -> Option<String> {
    let (table, field) = (table.to_ascii_uppercase(), field.to_ascii_uppercase());
    let (alias, rest) = table.split_at_checked(3)?;
    let physical = rest.is_empty() || rest.len() == 3 && rest.ends_with('0') || rest == "XXX";
    let named = is_identifier(&field)
        && is_identifier(alias)
        && field.strip_prefix(prefix(alias)).is_some_and(|rest| rest.len() > 1 && rest.starts_with('_'));
    (physical && named).then(|| alias.to_owned())
}

/// The alias of a field that stands alone: `A6_COD` is of `SA6`, `CTT_CUSTO` of `CTT`.
fn alias_of(field: &str) -> Option<String> {
    let field = field.to_ascii_uppercase();
    let (prefix, rest) = field.split_once('_')?;
    let fits = prefix.starts_with(|first: char| first.is_ascii_uppercase())
        && prefix.chars().all(|letter| letter.is_ascii_alphanumeric())
        && !rest.is_empty()
        && is_identifier(&field);
    match prefix.len() {
        2 if fits => Some(format!("S{prefix}")),
        3 if fits && !prefix.starts_with('S') => Some(prefix.to_owned()),
        _ => None,
    }
}

/// With what the fields of an alias begin: an alias that begins with `S` drops it.
fn prefix(alias: &str) -> &str {
    alias.strip_prefix('S').filter(|rest| rest.len() == 2).unwrap_or(alias)
}

/// A type of a product's dictionary: its name, size and scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProductType {
    pub(crate) name: String,
    pub(crate) size: Option<u32>,
    pub(crate) scale: Option<u32>,
}

/// Reads a product's type and length: `Ok(None)` where nothing is said, an error where it cannot be read.
pub(crate) fn product_type(kind: &str, length: &str) -> Result<Option<ProductType>, ()> {
    let (kind, mut length) = (folded(&one_line(kind)), one_line(length));
    let (kind, inside) = match kind.split_once('(') {
        Some((name, size)) => (name.trim().to_owned(), size.trim_end_matches(')').trim().to_owned()),
        None => (kind, String::new()),
    };
    if is_placeholder(&length) {
        length = inside;
    } else if !inside.is_empty() && inside != length {
        return Err(());
    }
    let (size, scale) = if is_placeholder(&length) { (None, None) } else { digits(&length).ok_or(())? };
    if is_placeholder(&kind) {
        return if size.is_none() { Ok(None) } else { Err(()) };
    }
    let plain = kind.starts_with(|first: char| first.is_ascii_lowercase())
        && kind.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !KEYWORDS.contains(&kind.as_str());
    if plain { Ok(Some(ProductType { name: kind, size, scale })) } else { Err(()) }
}

/// `40`, `12,2`, `12.2`: at least one in all, and not more behind the point than in all.
fn digits(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| *number < 1_000_000_000);
    match text.split_once([',', '.']) {
        None => match number(text)? {
            0 => Some((None, None)),
            size => Some((Some(size), None)),
        },
        Some((size, scale)) => {
            let (size, scale) = (number(size)?, number(scale)?);
            (size > 0 && scale <= size).then_some((Some(size), Some(scale)))
        }
    }
}

/// Whether a product wants an element; none where it says something else than yes or no.
pub(crate) fn required(text: &str) -> Option<bool> {
    match folded(&one_line(text)).as_str() {
        "sim" | "s" | "true" | "yes" | "som" | "obrigatorio" => Some(true),
        "nao" | "n" | "false" | "no" | "opcional" => Some(false),
        _ if is_placeholder(text) => Some(false),
        // Broken encodings of the same word.
        other if other.starts_with('n') && other.ends_with('o') && other.chars().count() == 3 => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_the_dictionary() {
        use DictionaryField::{Known, None, Unread};
        let known = |alias: &str, field: &str| Known(alias.to_owned(), field.to_owned());
        for (system, text, expected) in [
            ("protheus", "SA6.A6_COD", known("SA6", "A6_COD")),
            ("protheus", "sa6.a6_cod", known("SA6", "A6_COD")),
            ("protheus", "CTT.CTT_CUSTO", known("CTT", "CTT_CUSTO")),
            ("protheus", "SE1XX0.E1_NUM", known("SE1", "E1_NUM")),
            ("protheus", "SE1990.E1_NUM", known("SE1", "E1_NUM")),
            ("protheus", "A6_COD", known("SA6", "A6_COD")),
            ("protheus", "CTT_CUSTO", known("CTT", "CTT_CUSTO")),
            ("protheus", "SED.SED_CODIGO", Unread),
            ("protheus", "SED_CODIGO", Unread),
            ("protheus", "A6_COD + A6_LOJA", Unread),
            ("protheus", "A6_COD / A6_LOJA", Unread),
            ("protheus", "tabela.campo", None),
            ("protheus", "...", None),
            ("rm", "FCONTA.NROCONTA", known("FCONTA", "NROCONTA")),
            ("datasul", "cta-corren.cod", Unread),
            ("rm", "CODCOLIGADA", Unread),
        ] {
            assert_eq!(dictionary_field(system, text), expected, "{system} {text}");
        }
    }

    #[test]
    fn types_of_the_dictionary() {
        let kind = |name: &str, size, scale| Ok(Some(ProductType { name: name.to_owned(), size, scale }));
        for (name, length, expected) in [
            ("Char", "03", kind("char", Some(3), None)),
            ("decimal", "12,2", kind("decimal", Some(12), Some(2))),
            ("varchar(40)", "", kind("varchar", Some(40), None)),
            ("numérico", "", kind("numerico", None, None)),
            ("date", "...", kind("date", None, None)),
            ("", "", Ok(None)),
            ("", "10", Err(())),
            ("char", ">>>9", Err(())),
            ("char or int", "2", Err(())),
            ("decimal", "2,12", Err(())),
        ] {
            assert_eq!(product_type(name, length), expected, "{name} {length}");
        }
    }

    #[test]
    fn products() {
        for (product, name, known) in [
            ("PROTHEUS", "protheus", true),
            ("Prothues ", "protheus", true),
            ("RM", "rm", true),
            ("PIMS", "pims", false),
            ("Central – X", "central_x", false),
            ("note", "note_product", false),
        ] {
            let system = System::of(product).unwrap();
            assert_eq!((system.name.as_str(), system.is_known()), (name, known), "{product}");
        }
        assert_eq!(System::of(" ... "), None);
    }

    #[test]
    fn yes_and_no() {
        let cases = [
            ("Sim", Some(true)),
            ("NÃO", Some(false)),
            ("som", Some(true)),
            ("sim/não", Some(false)),
            ("", Some(false)),
            ("n\u{fffd}o", Some(false)),
            ("às vezes", None),
        ];
        for (text, expected) in cases {
            assert_eq!(required(text), expected, "{text}");
        }
    }
}
