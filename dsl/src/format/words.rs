//! The words inside statements, as they are written.

use crate::span::Spanned;
use crate::syntax::ast::{
    Blanks, Cardinality, Clause, Fact, Field, FieldName, FieldType, Mask, Otherwise, Outside, Parameter, Part, PartKind, Path, Place,
    Segment, SegmentType, Sharing, Take, Template, TemplateElement, TypeArguments, When, Word,
};

/// The text in quotes.
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `A, B`.
pub(super) fn list(words: &[Word]) -> String {
    join(words, ", ", |word| word.value.clone())
}

/// `table | fields | value`.
pub(super) fn pipes(words: &[Word]) -> String {
    join(words, " | ", |word| word.value.clone())
}

/// What stands behind `parameter`.
pub(super) fn parameter(parameter: &Parameter) -> String {
    let words = [
        Some(parameter.name.value.clone()),
        Some(type_words(&parameter.r#type)),
        parameter.default.as_ref().map(|text| format!("= {}", quote(text))),
        parameter.replaces.as_ref().map(|old| format!("replaces {}", old.value)),
        parameter.at.as_ref().map(|at| format!("at {}", quote(at))),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What stands behind `mask`.
pub(super) fn mask(mask: &Mask) -> String {
    let empty = mask.empty.as_ref().map(|empty| {
        let stays = if empty.stays.is_some() { " stays empty" } else { "" };
        format!("empty means digits({}){stays}", empty.digits.value)
    });
    let words = [
        Some(format!("{} {}", mask.system.value, field_name(&mask.field))),
        mask.pattern.as_ref().map(|pattern| quote(pattern)),
        empty,
        mask.unless.as_ref().map(|switch| format!("unless {}", switch.value)),
        mask.at.as_ref().map(|at| format!("at {}", quote(at))),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What stands behind `take`.
pub(super) fn take(take: &Take) -> String {
    format!("{} for {} from {}", field_name(&take.key), take.context.value, list(&take.sources))
}

/// `SA6.A6_COD`.
pub(super) fn field_name(name: &FieldName) -> String {
    format!("{}.{}", name.alias.value, name.field.value)
}

/// `ListOfAgency/Agency`.
pub(super) fn path(path: &Path) -> String {
    join(&path.elements, "/", |element| element.value.clone())
}

/// `Code, Name`.
pub(super) fn paths(paths: &[Path]) -> String {
    join(paths, ", ", path)
}

/// What stands behind `outside`.
pub(super) fn outside(outside: &Outside) -> String {
    format!("{} because {}", paths(&outside.elements), quote(&outside.because))
}

/// `CompanyId | _`.
pub(super) fn slots(slots: &[Spanned<Option<Path>>]) -> String {
    join(slots, " | ", |slot| slot.value.as_ref().map_or_else(|| "_".to_owned(), path))
}

/// `when Type is Customer or Both`.
pub(super) fn when(choice: &When) -> String {
    format!("when {} is {}", path(&choice.path), join(&choice.values, " or ", |value| value_word(value)))
}

/// A value, in quotes where it would not be read as one word.
pub(super) fn value_word(value: &str) -> String {
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') || ('À'..='ſ').contains(&c) && !matches!(c, '×' | '÷');
    if !value.is_empty() && value != "or" && value.chars().all(is_plain) { value.to_owned() } else { quote(value) }
}

/// `recommended shared`.
pub(super) fn sharing(sharing: &Sharing) -> String {
    format!("{} {}", sharing.rule.value, join(&sharing.modes, " ", |mode| mode.value.clone()))
}

/// `char(9)`.
pub(super) fn segment_type(kind: &SegmentType) -> String {
    match &kind.size {
        Some(size) => format!("{}({})", kind.name.value, size.value),
        None => kind.name.value.clone(),
    }
}

/// `skip quietly because "…"`.
pub(super) fn otherwise(rule: &Otherwise) -> String {
    match rule {
        Otherwise::SkipQuietly { because: Some(because), .. } => format!("skip quietly because {}", quote(because)),
        Otherwise::SkipQuietly { because: None, .. } => "skip quietly".to_owned(),
        Otherwise::Skip(text) => format!("skip {}", quote(text)),
        Otherwise::Refuse(text) => format!("refuse {}", quote(text)),
    }
}

/// `company | branch(SA6) | [ A | B ]`, or `A ; B` in the form of a load.
pub(super) fn template(template: &Template) -> String {
    join(&template.elements, &format!(" {} ", template.separator), |element| match element {
        TemplateElement::Segment(one) => segment(one),
        TemplateElement::Group { segments, .. } => format!("[ {} ]", join(segments, " | ", segment)),
    })
}

fn segment(segment: &Segment) -> String {
    let mark = if segment.optional.is_some() { "?" } else { "" };
    format!("{}{mark}", join(&segment.parts, " + ", part))
}

fn part(part: &Part) -> String {
    let mut text = match &part.kind {
        PartKind::Company => "company".to_owned(),
        PartKind::Branch(alias) => format!("branch({})", alias.value),
        PartKind::Field(name) => name.value.clone(),
        PartKind::Literal(text) => quote(text),
    };
    if let Some(kind) = &part.r#type {
        text.push(' ');
        text.push_str(&segment_type(kind));
    }
    if let Some(blanks) = &part.blanks {
        text.push_str(match blanks.value {
            Blanks::Trim => " trim",
            Blanks::TrimBoth => " trim both",
            Blanks::Keep => " keep",
        });
    }
    text
}

/// `ListOfAgency?/Agency`, `@name`, `$`.
pub(super) fn field_place(field: &Field) -> String {
    let name = &field.name.value;
    match (&field.wrapper, field.place) {
        (Some(wrapper), _) => format!("{}{}/{name}", wrapper.name.value, if wrapper.optional { "?" } else { "" }),
        (None, Place::Attribute) => format!("@{name}"),
        (None, Place::Element | Place::Text) => name.clone(),
    }
}

/// `text(1..40)?`.
pub(super) fn field_type(field: &Field) -> String {
    format!("{}{}", type_words(&field.r#type), cardinality(field.cardinality.value))
}

/// `text(1..40)`.
fn type_words(written: &FieldType) -> String {
    let bound = |bound: &Option<Spanned<i64>>| bound.as_ref().map(|bound| bound.value.to_string()).unwrap_or_default();
    let arguments = match &written.arguments {
        None => String::new(),
        Some(TypeArguments::One(size)) => format!("({})", size.value),
        Some(TypeArguments::Two(digits, scale)) => format!("({},{})", digits.value, scale.value),
        Some(TypeArguments::Range(from, to)) => format!("({}..{})", bound(from), bound(to)),
    };
    format!("{}{arguments}", written.name.value)
}

/// Nothing, `?`, `*`, `+`, `[2..5]`.
pub(super) fn cardinality(cardinality: Cardinality) -> String {
    match (cardinality.min, cardinality.max) {
        (1, Some(1)) => String::new(),
        (0, Some(1)) => "?".to_owned(),
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (min, Some(max)) if min == max => format!("[{max}]"),
        (0, Some(max)) => format!("[..{max}]"),
        (min, Some(max)) => format!("[{min}..{max}]"),
        (min, None) => format!("[{min}..]"),
    }
}

/// One clause of a field.
pub(super) fn clause(clause: &Clause) -> String {
    match clause {
        Clause::As(name) => format!("as {}", name.value),
        Clause::Default(text) => format!("= {}", quote(text)),
        Clause::Key(names) => format!("key {}", join(names, ", ", field_name)),
        Clause::Refers { message, later } => format!("refers {}{}", message.value, if later.is_some() { " later" } else { "" }),
        Clause::Json { name, words, span: _ } => {
            let words = words.iter().map(|word| word.value.clone());
            let parts: Vec<String> = name.iter().map(|name| quote(name)).chain(words).collect();
            format!("json {}", parts.join(" "))
        }
        Clause::Pattern(text) => format!("pattern {}", quote(text)),
        Clause::Space(word) => format!("space {}", word.value),
        Clause::Fact(said) => format!("{} {}", said.system.value, fact(said)),
    }
}

/// What a fact says, behind its system.
pub(super) fn fact(fact: &Fact) -> String {
    let kind = fact.r#type.as_ref().map(|kind| match (&kind.size, &kind.scale) {
        (Some(size), Some(scale)) => format!("{}({},{})", kind.name.value, size.value, scale.value),
        (Some(size), None) => format!("{}({})", kind.name.value, size.value),
        (None, _) => kind.name.value.clone(),
    });
    let required = fact.required.map(|_| "required".to_owned());
    let words = [fact.field.as_ref().map(field_name), kind, required, fact.note.as_ref().map(|note| quote(note))];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn join<T>(items: &[T], between: &str, text: impl Fn(&T) -> String) -> String {
    items.iter().map(text).collect::<Vec<_>>().join(between)
}
