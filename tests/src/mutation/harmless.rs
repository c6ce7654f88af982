//! Changes that leave alone what a document says.

use super::{Change, boundary, name_at, put, some, some_element, some_leaf, word, wrap_in_cdata};
use crate::pieces::{Kind, Piece};
use crate::random::Choice;

/// Every kind of change that leaves alone what a document says, whoever reads it.
pub const HARMLESS: &[(&str, Change)] = &[
    ("a comment", comment),
    ("a reference for a letter", reference),
    ("CDATA around a text", wrap_in_cdata),
    ("blanks between elements", blanks),
    ("blanks in a tag", blanks_in_tag),
    ("a prefix on both tags", prefix_both),
    ("another form of an empty element", other_empty),
    ("a name space", name_space),
    ("another order of attributes", turn_attributes),
];

/// A comment or a processing instruction anywhere below the root.
fn comment(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let new = Piece::new(word(choice, &["<!-- c -->", "<!---->", "<!-- <a>& -->", "<?pi?>", "<?pi a='<'?>"]));
    let Some(root) = pieces.iter().position(Piece::is_element) else { return };
    match some_leaf(pieces, choice).filter(|_| choice.below(2) == 0) {
        Some(place) => {
            let Some(piece) = pieces.get(place).filter(|piece| !piece.text.contains(['&', '\r'])) else { return };
            let (before, behind) = piece.text.split_at(boundary(&piece.text, choice));
            let parts = [Piece::new(before), new, Piece::new(behind)];
            pieces.splice(place..=place, parts.into_iter().filter(|piece| !piece.text.is_empty()));
        }
        None => put(pieces, root + 1 + choice.below(pieces.len() - root), [new]),
    }
}

/// A letter of a text as a reference.
fn reference(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(piece) = some_leaf(pieces, choice).and_then(|place| pieces.get_mut(place)) else { return };
    let at = boundary(&piece.text, choice);
    let letter = piece.text.get(at..).and_then(|rest| rest.chars().next());
    let Some(letter) = letter.filter(|_| !piece.text.contains(['&', '\r'])) else { return };
    let text = if choice.below(2) == 0 { format!("&#{};", u32::from(letter)) } else { format!("&#x{:X};", u32::from(letter)) };
    piece.text.replace_range(at..at + letter.len_utf8(), &text);
}

/// White space before a child element, or behind the last.
fn blanks(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let opens = |piece: Option<&Piece>| piece.is_some_and(|piece| matches!(piece.kind, Kind::Start | Kind::Empty));
    let ends = |piece: Option<&Piece>| piece.is_some_and(|piece| matches!(piece.kind, Kind::End | Kind::Empty));
    let fits = |place: &usize| {
        let (before, here) = (pieces.get(place.wrapping_sub(1)), pieces.get(*place));
        (ends(before) && here.is_some()) && (opens(here) || here.is_some_and(|piece| piece.kind == Kind::End))
    };
    let places: Vec<usize> = (0..pieces.len()).filter(fits).collect();
    if let Some(place) = places.get(choice.below(places.len())).copied() {
        put(pieces, place, [Piece::new(word(choice, &[" ", "\n  ", "\r\n\t", "                                 "]))]);
    }
}

fn blanks_in_tag(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(piece) = some(pieces, choice, |piece| piece.is_element() || piece.kind == Kind::End).and_then(|place| pieces.get_mut(place))
    else {
        return;
    };
    let close = if piece.kind == Kind::Empty { 2 } else { 1 };
    let at = piece.text.len().saturating_sub(close);
    piece.text.insert_str(at, word(choice, &[" ", "\n", "\t ", "\r\n"]));
}

fn prefix_both(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let name = name_at(pieces, range.start);
    if name.contains(':') {
        return;
    }
    let name = format!("{}:{name}", word(choice, &["ns", "a", "Code"]));
    for place in [range.end - 1, range.start] {
        if let Some(piece) = pieces.get_mut(place) {
            piece.rename(&name);
        }
    }
}

fn other_empty(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let Some(piece) = pieces.get(range.start) else { return };
    if let Some(start) = piece.text.strip_suffix("/>") {
        let new = [Piece::new(format!("{start}>")), Piece::new(format!("</{}>", piece.name()))];
        pieces.splice(range, new);
    } else if let Some(start) = piece.text.strip_suffix('>').filter(|_| range.len() == 2) {
        let new = Piece::new(format!("{start}/>"));
        pieces.splice(range, [new]);
    }
}

fn name_space(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(piece) = some(pieces, choice, Piece::is_element).and_then(|place| pieces.get_mut(place)) else { return };
    let at = 1 + piece.name().len();
    if piece.text.is_char_boundary(at) && !piece.text.contains("xmlns") {
        piece.text.insert_str(at, word(choice, &[" xmlns=\"urn:a\"", " xmlns:ns='urn:b'", "\nxmlns:q=\"\""]));
    }
}

/// The attributes of a tag the other way round.
fn turn_attributes(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(piece) = some(pieces, choice, |piece| piece.is_element() && piece.text.contains('=')).and_then(|place| pieces.get_mut(place))
    else {
        return;
    };
    let (name, close) = (piece.name().to_owned(), if piece.kind == Kind::Empty { "/>" } else { ">" });
    let inside = piece.text.get(1 + name.len()..piece.text.len().saturating_sub(close.len())).unwrap_or_default();
    let mut attributes = Vec::new();
    let mut rest = inside.trim();
    while let Some((attribute, behind)) = first_attribute(rest) {
        attributes.push(attribute);
        rest = behind.trim_start();
    }
    if rest.is_empty() {
        let turned: String = attributes.iter().rev().map(|attribute| format!(" {attribute}")).collect();
        piece.text = format!("<{name}{turned}{close}");
    }
}

/// `name="value"` at the start, and what follows it.
fn first_attribute(text: &str) -> Option<(&str, &str)> {
    let equals = text.find('=')?;
    let quote = text.get(equals + 1..)?.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let end = text.get(equals + 2..)?.find(quote)? + equals + 3;
    text.split_at_checked(end)
}
