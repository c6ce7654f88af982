//! Fields of records: type, cardinality, clauses and the facts of the products.

use super::context::{Context, Once};
use super::definitions;
use super::facets::{self, Facets};
use super::problems::{out_of_bounds, unknown_key, unknown_message, unknown_type};
use super::scope::Scope;
use super::{dictionary, json, naming, record, remarks, words};
use crate::ir::{Fact, Field, FieldKind, JsonForm, Occurs, Place, ProductType, Refers, Remarks, Space, TypeId};
use crate::near;
use crate::span::Spanned;
use crate::syntax::ast::{self, Clause, FactLine, FieldName, Quoted, Word};

/// Resolves a field of the message at `message`, or of a block of shared types; its order and its `///` lines are for the caller.
pub(super) fn field<'a>(cx: &mut Context<'a>, scope: &Scope<'a>, written: &'a ast::Field, message: Option<usize>) -> Field {
    cx.within(written.name.value.clone(), |cx| {
        let mut remarks = Remarks::default();
        let mut facts = Vec::new();
        let clauses = Clauses::read(cx, &written.clauses, message, &mut facts);
        for (_, line) in written.facts.iter().flat_map(|block| block.statements()) {
            match line {
                FactLine::Fact(written) => facts.push(fact(cx, written)),
                FactLine::Common(common) => remarks::add(&mut remarks, common),
            }
        }
        let kind = match facets::scalar(cx, &written.r#type, &clauses.facets) {
            Some(scalar) => FieldKind::Scalar(scalar),
            None => {
                let kind = scope.find(cx, &written.r#type.name);
                if kind != FieldKind::Record(TypeId::Local(super::draft::STAND_IN)) {
                    facets::no_arguments(cx, &written.r#type);
                    facets::text_only(cx, &clauses.facets);
                }
                kind
            }
        };
        let field = Field {
            rust_name: clauses.rust_name.unwrap_or_else(|| default_name(written)),
            name: written.name.clone(),
            place: written.place,
            kind,
            occurs: occurs(cx, written),
            ordered: true,
            default: clauses.default,
            keys: clauses.keys,
            refers: clauses.refers,
            json: clauses.json,
            facts,
            remarks,
            span: written.facts.as_ref().map_or(written.span, |facts| written.span.to(facts.span)),
        };
        check_place(cx, written, &field);
        field
    })
}

/// The element around a list.
pub(super) fn wrapper(field: &Field) -> Option<&str> {
    match &field.occurs {
        Occurs::Wrapped { wrapper, .. } => Some(wrapper),
        Occurs::Once { .. } | Occurs::Many(_) | Occurs::Never => None,
    }
}

/// What the clauses of a field say.
struct Clauses {
    rust_name: Option<String>,
    default: Option<Quoted>,
    keys: Vec<Spanned<(usize, usize)>>,
    refers: Option<Refers>,
    json: Option<Spanned<JsonForm>>,
    facets: Facets,
}

impl Clauses {
    fn read(cx: &mut Context<'_>, clauses: &[Clause], message: Option<usize>, facts: &mut Vec<Fact>) -> Self {
        let (mut rust_name, mut default, mut keys) = (Once::new("as"), Once::new("="), Once::new("key"));
        let (mut refers, mut json) = (Once::new("refers"), Once::new("json"));
        let (mut pattern, mut space) = (Once::new("pattern"), Once::new("space"));
        for clause in clauses {
            match clause {
                Clause::As(name) => rust_name.set(cx, name.span, naming::snake_case(name)),
                Clause::Default(text) => default.set(cx, text.span, text.clone()),
                Clause::Key(names) => {
                    let Some((first, last)) = names.first().zip(names.last()) else { continue };
                    let span = first.span.to(last.span);
                    let found = names.iter().filter_map(|name| own_key(cx, name, message)).collect();
                    keys.set(cx, span, found);
                }
                Clause::Refers { message: name, later } => {
                    let message = referred(cx, name);
                    refers.set(cx, name.span, message.map(|message| Refers { message, later: later.is_some() }));
                }
                Clause::Json { span, name, words } => {
                    let form = json::form(cx, name.as_ref(), words);
                    json.set(cx, *span, Spanned::new(form, *span));
                }
                Clause::Pattern(text) => pattern.set(cx, text.span, text.clone()),
                Clause::Space(word) => {
                    let chosen = words::choose(cx, word, &[("preserve", Space::Preserve), ("collapse", Space::Collapse)]);
                    space.set(cx, word.span, chosen.map(|space| Spanned::new(space, word.span)));
                }
                Clause::Fact(written) => facts.push(fact(cx, written)),
            }
        }
        Self {
            rust_name: rust_name.take(),
            default: default.take(),
            keys: keys.take().unwrap_or_default(),
            refers: refers.take().flatten(),
            json: json.take(),
            facets: Facets { pattern: pattern.take(), space: space.take().flatten() },
        }
    }
}

/// The key that an element of this message carries: rather one of the message's own adapters.
fn own_key(cx: &mut Context<'_>, name: &FieldName, message: Option<usize>) -> Option<Spanned<(usize, usize)>> {
    let definitions = cx.definitions;
    let place = definitions.key(name, |adapter| message.is_some() && definitions.message_of(adapter) == message);
    if place.is_none() {
        report_unknown_key(cx, name);
    }
    Some(Spanned::new(place?, name.span))
}

/// Reports a name space for which no adapter has a key.
pub(super) fn report_unknown_key(cx: &mut Context<'_>, name: &FieldName) {
    let known: Vec<String> =
        cx.definitions.keys().take(near::CANDIDATES).map(|(_, key)| definitions::field_name(key).to_string()).collect();
    let near = cx.nearest(&definitions::field_name(name).to_string(), known.iter().map(String::as_str)).map(str::to_owned);
    cx.report_unknown(&name.field, unknown_key::unknown_key(name, near.as_deref()));
}

fn referred(cx: &mut Context<'_>, name: &Word) -> Option<Spanned<usize>> {
    let message = cx.definitions.newest_message(name);
    if message.is_none() {
        let known = cx.definitions.messages.kept().iter().map(|message| message.item.name.as_str());
        cx.report_unknown(name, unknown_message::unknown_message(name, cx.nearest(name, known)));
    }
    Some(Spanned::new(message?, name.span))
}

fn fact(cx: &mut Context<'_>, written: &ast::Fact) -> Fact {
    let system = cx.system(&written.system);
    if let Some(name) = written.field.as_ref().filter(|_| system == definitions::PROTHEUS) {
        dictionary::check_field(cx, name);
    }
    Fact {
        system,
        field: written.field.as_ref().map(|name| Spanned::new(definitions::field_name(name), name.span)),
        r#type: written.r#type.as_ref().map(|written| Spanned::new(product_type(cx, written), written.span)),
        required: written.required,
        note: written.note.as_ref().map(|note| note.value.clone()),
        span: written.span,
    }
}

fn product_type(cx: &mut Context<'_>, written: &ast::ProductType) -> ProductType {
    let size = written.size.and_then(|size| words::size(cx, size));
    let scale = written.scale.map(|scale| scale.value);
    if let Some((digits, scale)) = size.zip(written.scale)
        && scale.value > digits
    {
        cx.report(out_of_bounds::scale(digits, scale.value, scale.span));
    }
    ProductType { name: written.name.value.clone(), size, scale }
}

/// A list is called after its wrapper, the text of an element `text`, everything else after itself.
fn default_name(written: &ast::Field) -> String {
    match (&written.wrapper, written.place) {
        (Some(wrapper), _) => naming::snake_case(&wrapper.name),
        (None, Place::Text) => "text".to_owned(),
        (None, Place::Element | Place::Attribute) => naming::snake_case(&written.name),
    }
}

fn occurs(cx: &mut Context<'_>, written: &ast::Field) -> Occurs {
    let cardinality = record::cardinality(cx, &written.cardinality);
    match (&written.wrapper, cardinality.max) {
        (_, Some(0)) => Occurs::Never,
        (Some(wrapper), _) => Occurs::Wrapped { wrapper: wrapper.name.clone(), required: !wrapper.optional, cardinality },
        (None, Some(1)) => Occurs::Once { required: cardinality.min > 0 },
        (None, _) => Occurs::Many(cardinality),
    }
}

/// Attributes and the text of an element hold one value.
fn check_place(cx: &mut Context<'_>, written: &ast::Field, field: &Field) {
    if written.place == Place::Element {
        return;
    }
    match field.kind {
        FieldKind::Record(TypeId::Local(super::draft::STAND_IN)) | FieldKind::Scalar(_) | FieldKind::Enumeration(_) => {}
        FieldKind::Record(_) => cx.report(unknown_type::not_a_value(&written.r#type.name)),
    }
    if matches!(field.occurs, Occurs::Many(_) | Occurs::Wrapped { .. }) {
        cx.report(out_of_bounds::at_most_once(&written.name, written.cardinality.span));
    }
}
