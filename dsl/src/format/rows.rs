//! Each statement as a row of columns, and the block behind it.

use super::BlockPrinter;
use super::columns::Row;
use super::words::{
    clause, fact, field_name, field_place, field_type, list, mask, otherwise, outside, parameter, path, paths, pipes, quote, segment_type,
    sharing, slots, take, template, when,
};
use crate::syntax::ast::{
    AdapterLine, Clause, Common, DeParaLine, FactLine, Field, IntegrationLine, Item, KeyLine, MessageLine, ProfileLine, Quoted, RecordLine,
    Requirement, TableLine, ValueLine, VariantLine,
};

/// A statement that can be printed.
pub(super) trait Print {
    /// Its words up to the `{`, in columns.
    fn row(&self) -> Row;

    /// Whether a block belongs to it.
    fn has_block(&self) -> bool {
        self.is_section()
    }

    /// Whether it breaks the columns around it.
    fn is_section(&self) -> bool {
        false
    }

    /// Whether an empty line stands between it and the statement before it.
    fn stands_apart(&self, _previous: Option<&Self>) -> bool {
        self.is_section()
    }

    /// Prints its block.
    fn print_block(&self, _printer: &mut BlockPrinter<'_, '_>) {}
}

impl Print for Item {
    fn row(&self) -> Row {
        let titled = |keyword: &str, name: &str, title: &Option<Quoted>| {
            let title = title.as_ref().map(|title| format!(" {}", quote(title))).unwrap_or_default();
            Row::alone(format!("{keyword} {name}{title}"))
        };
        match self {
            Self::Edition(edition) => Row::alone(format!("map {}", edition.value)),
            Self::System { name, title } => Row::new(["system".to_owned(), name.value.clone(), quote(title)]),
            Self::Integration { name, title, .. } => titled("integration", name, title),
            Self::Table { alias, title, .. } => titled("table", alias, title),
            Self::Adapter { name, title, .. } => titled("adapter", name, title),
            Self::Profile { name, title, base, .. } => {
                let title = title.as_ref().map(|title| format!(" {}", quote(title))).unwrap_or_default();
                let base = base.as_ref().map(|base| format!(" extends {}", base.value)).unwrap_or_default();
                Row::alone(format!("profile {}{title}{base}", name.value))
            }
            Self::Message { name, version, kind, .. } => Row::alone(format!("message {} {} {}", name.value, version.value, kind.value)),
            Self::Types { name, version, .. } => Row::alone(format!("types {} {}", name.value, version.value)),
        }
    }

    fn is_section(&self) -> bool {
        !matches!(self, Self::Edition(_) | Self::System { .. })
    }

    fn stands_apart(&self, previous: Option<&Self>) -> bool {
        !matches!((previous, self), (Some(Self::System { .. }), Self::System { .. }))
    }

    fn print_block(&self, printer: &mut BlockPrinter<'_, '_>) {
        match self {
            Self::Edition(_) | Self::System { .. } => {}
            Self::Integration { body, .. } => printer.block(body),
            Self::Table { body, .. } => printer.block(body),
            Self::Profile { body, .. } => printer.block(body),
            Self::Adapter { body, .. } => printer.block(body),
            Self::Message { body, .. } | Self::Types { body, .. } => printer.block(body),
        }
    }
}

impl Print for ProfileLine {
    fn row(&self) -> Row {
        match self {
            Self::Rows(columns) => pair("rows", pipes(columns)),
            Self::Identifier(names) => pair("identifier", list(names)),
            Self::Delivery(names) => pair("delivery", list(names)),
            Self::Master(name) => pair("master", name.value.clone()),
            Self::Parameter(written) => pair("parameter", parameter(written)),
            Self::Common(line) => common(line),
        }
    }
}

impl Print for VariantLine {
    fn row(&self) -> Row {
        self.0.row()
    }
}

impl Print for IntegrationLine {
    fn row(&self) -> Row {
        match self {
            Self::Routines(names) => pair("routines", list(names)),
            Self::Sections(names) => pair("sections", list(names)),
            Self::Outside(line) => pair("outside", outside(line)),
            Self::Common(line) => common(line),
        }
    }
}

impl Print for TableLine {
    fn row(&self) -> Row {
        match self {
            Self::Field { name, kind, title } => {
                Row::new([name.value.clone(), segment_type(kind), title.as_ref().map(|title| quote(title)).unwrap_or_default()])
            }
            Self::Sharing(rule) => pair("sharing", sharing(rule)),
            Self::Movement(masters) => pair("movement", format!("of {}", list(masters))),
            Self::Common(line) => common(line),
        }
    }
}

impl Print for AdapterLine {
    fn row(&self) -> Row {
        match self {
            Self::Message { name, version, when: choice } => {
                let choice = choice.as_ref().map(|choice| format!(" {}", when(choice))).unwrap_or_default();
                pair("message", format!("{} {}{choice}", name.value, version.value))
            }
            Self::Routine(names) => pair("routine", list(names)),
            Self::Alias(name) => pair("alias", name.value.clone()),
            Self::Channel(name) => pair("channel", name.value.clone()),
            Self::Operations(names) => pair("operations", list(names)),
            Self::Direction { system, acts } => pair(system, list(acts)),
            Self::Delivery(name) => pair("delivery", name.value.clone()),
            Self::Master(name) => pair("master", name.value.clone()),
            Self::Locks { system, operations } => pair("locks", format!("{} {}", system.value, list(operations))),
            Self::Requires { field, rule } => pair("requires", format!("{} {}", field_name(field), requirement(rule))),
            Self::Prerequisite { system, text } => pair("requires", format!("{} {}", system.value, quote(text))),
            Self::Profile(names) => pair("profile", list(names)),
            Self::Parameter(written) => pair("parameter", parameter(written)),
            Self::Mask(written) => pair("mask", mask(written)),
            Self::Take(written) => pair("take", take(written)),
            Self::Variant { profiles, .. } => Row::alone(format!("in {}", list(profiles))),
            Self::Sharing { alias, sharing: rule } => pair("sharing", format!("{} {}", alias.value, sharing(rule))),
            Self::Key { name, .. } => Row::alone(format!("key {}", field_name(name))),
            Self::DePara { table, title, .. } => {
                let title = title.as_ref().map(|title| format!(" {}", quote(title))).unwrap_or_default();
                Row::alone(format!("depara {}{title}", table.value))
            }
            Self::NoDePara { because, span: _ } => pair("depara", format!("none because {}", quote(because))),
            Self::Common(line) => common(line),
        }
    }

    fn is_section(&self) -> bool {
        matches!(self, Self::Key { .. } | Self::DePara { .. } | Self::Variant { .. })
    }

    fn print_block(&self, printer: &mut BlockPrinter<'_, '_>) {
        match self {
            Self::Key { body, .. } => printer.block(body),
            Self::DePara { body, .. } => printer.block(body),
            Self::Variant { body, .. } => printer.block(body),
            _ => {}
        }
    }
}

impl Print for KeyLine {
    fn row(&self) -> Row {
        match self {
            Self::Template { system, template: form } => pair(system, template(form)),
            Self::Like(name) => pair("like", field_name(name)),
            Self::Content(paths) => pair("content", slots(paths)),
            Self::Versions(versions) => pair("versions", list(versions)),
            Self::Load(form) => pair("load", template(form)),
            Self::Example { key, load } => {
                let load = load.as_ref().map(|mask| format!(" load {}", quote(mask))).unwrap_or_default();
                pair("example", format!("{}{load}", quote(key)))
            }
            Self::Common(line) => common(line),
        }
    }
}

impl Print for DeParaLine {
    fn row(&self) -> Row {
        match self {
            Self::Each(place) => pair("each", path(place)),
            Self::Template { system, template: form } => pair(system, template(form)),
            Self::External(name) => pair("external", field_name(name)),
            Self::Like(name) => pair("like", name.value.clone()),
            Self::Mode(name) => pair("mode", name.value.clone()),
            // The keyword is the first word of the condition itself.
            Self::When(choice) => pair("when", when(choice).split_off("when ".len())),
            Self::Require(places) => pair("require", format!("{} filled", paths(places))),
            Self::Otherwise(rule) => pair("otherwise", otherwise(rule)),
            Self::Example { internal, external } => {
                Row::new(["example".to_owned(), quote(internal), format!("= {}", quote(external))]).tight(1)
            }
            Self::Common(line) => common(line),
        }
    }
}

impl Print for MessageLine {
    fn row(&self) -> Row {
        match self {
            Self::Title(name) => pair("title", title(name)),
            Self::Schema(text) => pair("schema", quote(text)),
            Self::Use { name, version } => pair("use", format!("{} {}", name.value, version.value)),
            Self::Outside(line) => pair("outside", outside(line)),
            Self::Content(..) => Row::alone("content"),
            Self::Return { before_keys, .. } => Row::alone(if *before_keys { "return before keys" } else { "return" }),
            Self::Record { name, .. } => Row::alone(format!("record {}", name.value)),
            Self::Enumeration { name, base, .. } => {
                let base = base.as_ref().map(|base| format!(" {}", base.value)).unwrap_or_default();
                Row::alone(format!("enum {}{base}", name.value))
            }
            Self::Common(line) => common(line),
        }
    }

    fn is_section(&self) -> bool {
        matches!(self, Self::Content(..) | Self::Return { .. } | Self::Record { .. } | Self::Enumeration { .. })
    }

    fn print_block(&self, printer: &mut BlockPrinter<'_, '_>) {
        match self {
            Self::Content(body, _) | Self::Return { body, .. } | Self::Record { body, .. } => printer.block(body),
            Self::Enumeration { body, .. } => printer.block(body),
            _ => {}
        }
    }
}

impl Print for RecordLine {
    fn row(&self) -> Row {
        match self {
            Self::Field(field) => field_row(field),
            Self::Unordered(_) => Row::alone("unordered"),
            Self::Group { cardinality, name, .. } => {
                let cardinality = super::words::cardinality(cardinality.value);
                let joint = if cardinality.is_empty() { "" } else { " " };
                Row::alone(format!("group{joint}{cardinality} as {}", name.value))
            }
            Self::OneOf(names) => Row::alone(format!("one of {}", list(names))),
            Self::Common(line) => {
                let (keyword, rest) = common_words(line);
                Row::alone(format!("{keyword} {rest}"))
            }
        }
    }

    fn has_block(&self) -> bool {
        self.is_section() || matches!(self, Self::Field(field) if field.facts.is_some())
    }

    fn is_section(&self) -> bool {
        matches!(self, Self::Unordered(_) | Self::Group { .. })
    }

    fn print_block(&self, printer: &mut BlockPrinter<'_, '_>) {
        match self {
            Self::Field(field) => field.facts.iter().for_each(|facts| printer.block(facts)),
            Self::Unordered(body) | Self::Group { body, .. } => printer.block(body),
            Self::OneOf(_) | Self::Common(_) => {}
        }
    }
}

impl Print for FactLine {
    fn row(&self) -> Row {
        match self {
            Self::Fact(said) => pair(&said.system, fact(said)),
            Self::Common(line) => common(line),
        }
    }
}

impl Print for ValueLine {
    fn row(&self) -> Row {
        match self {
            Self::Value { value, quoted, name, label, also } => {
                let value = if *quoted { quote(value) } else { value.value.clone() };
                let name = name.as_ref().map(|name| name.value.clone()).unwrap_or_default();
                let label = label.as_ref().map(|label| quote(label)).unwrap_or_default();
                let spellings = also.iter().map(|text| quote(text)).collect::<Vec<_>>().join(", ");
                let also = if also.is_empty() { spellings } else { format!("also {spellings}") };
                Row::new([value, name, label, also])
            }
            Self::Common(line) => {
                let (keyword, rest) = common_words(line);
                Row::alone(format!("{keyword} {rest}"))
            }
        }
    }
}

/// A keyword and the rest.
fn pair(keyword: &str, rest: String) -> Row {
    Row::new([keyword.to_owned(), rest])
}

fn common(line: &Common) -> Row {
    let (keyword, rest) = common_words(line);
    pair(keyword, rest)
}

fn common_words(line: &Common) -> (&'static str, String) {
    match line {
        Common::Source(text) => ("source", quote(text)),
        Common::Note(text) => ("note", quote(text)),
        Common::Pending(text) => ("pending", quote(text)),
        Common::Allow { code, because } => ("allow", format!("{} because {}", code.value, quote(because))),
    }
}

/// A title, in quotes where it is no name.
fn title(text: &str) -> String {
    let begins = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let is_name = begins && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if is_name { text.to_owned() } else { quote(text) }
}

/// Element, type, Rust name, and the other clauses.
fn field_row(field: &Field) -> Row {
    let (name, rest) = match field.clauses.split_first() {
        Some((Clause::As(name), rest)) => (format!("as {}", name.value), rest),
        _ => (String::new(), field.clauses.as_slice()),
    };
    let rest = rest.iter().map(clause).collect::<Vec<_>>().join(" ");
    Row::new([field_place(field), field_type(field), name, rest])
}

fn requirement(rule: &Requirement) -> String {
    match rule {
        Requirement::Initializer(text) => format!("initializer {}", quote(text)),
        Requirement::WithoutInitializer => "without initializer".to_owned(),
        Requirement::Size(size) => format!("size {}", size.value),
    }
}
