//! Changes of documents: of every kind that a sender, a line or an attacker makes, and those that leave alone what a document says.

#![expect(clippy::ptr_arg, reason = "every change has the same arguments")]

mod harmless;
mod words;

pub use harmless::HARMLESS;

use crate::pieces::{Kind, Piece, children, element};
use crate::random::Choice;
use std::ops::Range;
use words::{ATTRIBUTES, BETWEEN, INSIDE, LENGTHS, TEXTS};

/// A change. What it changes is chosen when it is made.
type Change = fn(&mut Vec<Piece>, &mut dyn Choice);

/// Every kind of change, by the name that a failure shows.
pub const CHANGES: &[(&str, Change)] = &[
    ("shuffle children", shuffle),
    ("an order of its own", own_order),
    ("repeat an element", repeat),
    ("repeat an element elsewhere", copy_elsewhere),
    ("drop an element", drop_element),
    ("move an element", move_elsewhere),
    ("swap elements", swap),
    ("another case of a name", other_case),
    ("another name", other_name),
    ("a prefix", prefix),
    ("insert something between tags", insert),
    ("insert something into a text", insert_into_text),
    ("another text", other_text),
    ("a text of another length", other_length),
    ("an attribute", attribute),
    ("CDATA around a text", wrap_in_cdata),
    ("empty an element", empty),
    ("another end tag", other_end),
    ("drop a tag", drop_tag),
    ("nest deeply", nest),
    ("cut the end off", truncate),
    ("another letter", other_letter),
    ("around the root", around_the_root),
];

/// Makes one of `changes`, and gives its name.
pub fn change(pieces: &mut Vec<Piece>, changes: &[(&'static str, Change)], choice: &mut dyn Choice) -> &'static str {
    let Some((name, change)) = changes.get(choice.below(changes.len())) else { return "nothing" };
    change(pieces, choice);
    name
}

/// A random element, by its pieces.
fn some_element(pieces: &[Piece], choice: &mut dyn Choice) -> Option<Range<usize>> {
    let starts: Vec<usize> = places(pieces, |piece| piece.is_element());
    starts.get(choice.below(starts.len())).map(|start| element(pieces, *start))
}

/// A random element that has nothing but one text.
fn some_leaf(pieces: &[Piece], choice: &mut dyn Choice) -> Option<usize> {
    let is_leaf = |place: &usize| {
        let around = [pieces.get(place.wrapping_sub(1)), pieces.get(place.wrapping_add(1))].map(|piece| piece.map(|piece| piece.kind));
        around == [Some(Kind::Start), Some(Kind::End)]
    };
    let mut texts = places(pieces, |piece| piece.kind == Kind::Text);
    texts.retain(is_leaf);
    texts.get(choice.below(texts.len())).copied()
}

fn places(pieces: &[Piece], fits: impl Fn(&Piece) -> bool) -> Vec<usize> {
    pieces.iter().enumerate().filter(|(_, piece)| fits(piece)).map(|(place, _)| place).collect()
}

fn some(pieces: &[Piece], choice: &mut dyn Choice, fits: impl Fn(&Piece) -> bool) -> Option<usize> {
    let places = places(pieces, fits);
    places.get(choice.below(places.len())).copied()
}

fn word(choice: &mut dyn Choice, words: &'static [&'static str]) -> &'static str {
    words.get(choice.below(words.len())).copied().unwrap_or_default()
}

/// A place between two letters.
fn boundary(text: &str, choice: &mut dyn Choice) -> usize {
    floor(text, choice.below(text.len() + 1))
}

/// The last place between two letters up to this byte.
fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

fn put(pieces: &mut Vec<Piece>, place: usize, new: impl IntoIterator<Item = Piece>) {
    let place = place.min(pieces.len());
    pieces.splice(place..place, new);
}

fn shuffle(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(parent) = some_element(pieces, choice) else { return };
    rearrange(pieces, parent.start, |inside| {
        for place in (1..inside.len()).rev() {
            inside.swap(place, choice.below(place + 1));
        }
    });
}

/// The children of all elements of one name in one order, as a system has it that knows another schema.
fn own_order(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let name = name_at(pieces, range.start);
    let copy = pieces.get(range.clone()).unwrap_or_default().to_vec();
    for _ in 0..choice.below(5) {
        put(pieces, range.end, copy.clone());
    }
    let factor = 1 + 2 * choice.below(100);
    let rank = |child: &Vec<Piece>| {
        let name = child.first().map(Piece::name).unwrap_or_default();
        name.bytes().fold(0_usize, |rank, letter| rank.wrapping_mul(31).wrapping_add(letter.into())).wrapping_mul(factor) % 251
    };
    // From the last on, so that the others stay where they are.
    for start in places(pieces, |piece| piece.is_element() && piece.name() == name).into_iter().rev() {
        rearrange(pieces, start, |inside| inside.sort_by_key(rank));
    }
}

/// Puts the children of the element that starts there in another order.
fn rearrange(pieces: &mut Vec<Piece>, start: usize, order: impl FnOnce(&mut Vec<Vec<Piece>>)) {
    let parent = element(pieces, start);
    let mut inside: Vec<Vec<Piece>> =
        children(pieces, &parent).iter().filter_map(|child| Some(pieces.get(child.clone())?.to_vec())).collect();
    if inside.len() < 2 {
        return;
    }
    order(&mut inside);
    pieces.splice(parent.start + 1..parent.end - 1, inside.into_iter().flatten());
}

fn repeat(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let copy = pieces.get(range.clone()).unwrap_or_default().to_vec();
    for _ in 0..=choice.below(3) {
        put(pieces, range.end, copy.clone());
    }
}

fn copy_elsewhere(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let copy = pieces.get(range).unwrap_or_default().to_vec();
    put(pieces, choice.below(pieces.len() + 1), copy);
}

fn drop_element(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    if let Some(range) = some_element(pieces, choice) {
        pieces.drain(range);
    }
}

fn move_elsewhere(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let moved: Vec<Piece> = pieces.drain(range).collect();
    put(pieces, choice.below(pieces.len() + 1), moved);
}

fn swap(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let (Some(one), Some(two)) = (some_element(pieces, choice), some_element(pieces, choice)) else { return };
    let (first, last) = if one.start <= two.start { (one, two) } else { (two, one) };
    if first.end > last.start {
        return;
    }
    let moved: Vec<Piece> = pieces.drain(last.clone()).collect();
    put(pieces, last.start, pieces.get(first.clone()).unwrap_or_default().to_vec());
    pieces.splice(first, moved);
}

/// Renames the element at `range`: both tags, or, one time in four, only the first.
fn rename(pieces: &mut [Piece], range: &Range<usize>, choice: &mut dyn Choice, name: &str) {
    let both = choice.below(4) > 0;
    if let Some(end) = pieces.get_mut(range.end - 1).filter(|_| both && range.len() > 1) {
        end.rename(name);
    }
    if let Some(start) = pieces.get_mut(range.start) {
        start.rename(name);
    }
}

fn name_at(pieces: &[Piece], place: usize) -> String {
    pieces.get(place).map(|piece| piece.name().to_owned()).unwrap_or_default()
}

fn other_case(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let name = name_at(pieces, range.start);
    let swapped = |letter: char| if letter.is_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() };
    let name = match choice.below(3) {
        0 => name.to_ascii_lowercase(),
        1 => name.to_ascii_uppercase(),
        _ => name.chars().take(1).map(swapped).chain(name.chars().skip(1)).collect(),
    };
    rename(pieces, &range, choice, &name);
}

fn other_name(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let (Some(range), Some(other)) = (some_element(pieces, choice), some_element(pieces, choice)) else { return };
    let name = name_at(pieces, range.start);
    let shorter: String = name.chars().take(name.chars().count().saturating_sub(1)).collect();
    let name = match choice.below(4) {
        0 => format!("{name}s"),
        1 if !shorter.is_empty() => shorter,
        2 => word(choice, &["InternalId", "Code", "Version", "New", "-a", "\u{e9}", "a:b:c", ":a", "a:"]).to_owned(),
        _ => name_at(pieces, other.start),
    };
    rename(pieces, &range, choice, &name);
}

fn prefix(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let name = format!("{}{}", word(choice, &["ns:", "a:b:", ":", "x:"]), name_at(pieces, range.start));
    rename(pieces, &range, choice, &name);
}

fn insert(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let place = choice.below(pieces.len() + 1);
    put(pieces, place, [Piece::new(word(choice, BETWEEN))]);
}

fn insert_into_text(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(piece) = some(pieces, choice, |piece| piece.kind == Kind::Text).and_then(|place| pieces.get_mut(place)) else { return };
    let at = boundary(&piece.text, choice);
    piece.text.insert_str(at, word(choice, INSIDE));
}

fn other_text(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(piece) = some_leaf(pieces, choice).and_then(|place| pieces.get_mut(place)) else { return };
    word(choice, TEXTS).clone_into(&mut piece.text);
}

fn other_length(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(piece) = some_leaf(pieces, choice).and_then(|place| pieces.get_mut(place)) else { return };
    let length = LENGTHS.get(choice.below(LENGTHS.len())).copied().unwrap_or_default();
    let letter = word(choice, &["a", "1", " ", "\u{e9}", "&amp;", "\r\n", "\u{1f600}"]);
    let mut text = letter.repeat(length.div_ceil(letter.len()));
    if choice.below(2) == 0 && !letter.starts_with('&') {
        text.truncate(floor(&text, length));
    }
    piece.text = text;
}

fn attribute(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(piece) = some(pieces, choice, Piece::is_element).and_then(|place| pieces.get_mut(place)) else { return };
    let first = 1 + piece.name().len();
    let last = piece.text.len().saturating_sub(if piece.kind == Kind::Empty { 2 } else { 1 });
    let at = if choice.below(3) == 0 { last } else { first };
    if piece.text.is_char_boundary(at) {
        piece.text.insert_str(at, word(choice, ATTRIBUTES));
    }
}

/// Puts a text, or the rest of it from some place on, into CDATA, as far as it has no references.
fn wrap_in_cdata(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(place) = some_leaf(pieces, choice) else { return };
    let Some(piece) = pieces.get(place).filter(|piece| !piece.text.contains(['&', '\r']) && !piece.text.contains("]]>")) else { return };
    let (plain, wrapped) = piece.text.split_at(boundary(&piece.text, choice) * choice.below(2));
    let new = [Piece::new(plain), Piece::new(format!("<![CDATA[{wrapped}]]>"))];
    pieces.splice(place..=place, new.into_iter().filter(|piece| !piece.text.is_empty()));
}

fn empty(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let name = name_at(pieces, range.start);
    let text = match choice.below(6) {
        0 => format!("<{name}/>"),
        1 => format!("<{name} />"),
        2 => format!("<{name}></{name}>"),
        3 => format!("<{name}> \n</{name}>"),
        4 => format!("<{name} xsi:nil='true'></{name}>"),
        _ => format!("<{name}><!-- --></{name} >"),
    };
    pieces.splice(range, crate::pieces::cut(&text));
}

fn other_end(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(place) = some(pieces, choice, |piece| piece.kind == Kind::End) else { return };
    let (name, other) = (name_at(pieces, place), some(pieces, choice, |piece| piece.kind == Kind::End));
    let text = match choice.below(9) {
        0 => format!("</{name} >"),
        1 => format!("</{name}\n\t>"),
        2 => format!("</ns:{name}>"),
        3 => format!("</{}>", name.to_ascii_lowercase()),
        4 => format!("</{name} a='b'>"),
        5 => format!("</{name}"),
        6 => format!("</{name}x>"),
        7 => format!("</ {name}>"),
        _ => format!("</{}>", name_at(pieces, other.unwrap_or(place))),
    };
    pieces.splice(place..=place, [Piece::new(text)]);
}

fn drop_tag(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    if let Some(place) = some(pieces, choice, |piece| piece.kind != Kind::Text) {
        pieces.remove(place);
    }
}

fn nest(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(range) = some_element(pieces, choice) else { return };
    let depth = [1, 2, 3, 6, 62, 63, 64, 70].get(choice.below(8)).copied().unwrap_or_default();
    let name = if choice.below(2) == 0 { name_at(pieces, range.start) } else { "New".to_owned() };
    put(pieces, range.end, std::iter::repeat_n(Piece::new(format!("</{name}>")), depth));
    put(pieces, range.start, std::iter::repeat_n(Piece::new(format!("<{name}>")), depth));
}

fn truncate(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    pieces.truncate(choice.below(pieces.len()) + 1);
    if let Some(piece) = pieces.last_mut() {
        let at = boundary(&piece.text, choice);
        *piece = Piece::new(piece.text.get(..at).unwrap_or_default());
    }
}

fn other_letter(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let Some(piece) = some(pieces, choice, |piece| !piece.text.is_empty()).and_then(|place| pieces.get_mut(place)) else { return };
    let at = boundary(&piece.text, choice);
    let next = piece.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let end = at + next * choice.below(2);
    let letter = word(choice, &["<", ">", "&", "\"", "'", "\0", "\u{e9}", "/", " ", "!", "?", "=", ":", ";", "]", "a", "0", ""]);
    let mut text = piece.text.clone();
    text.replace_range(at..end, letter);
    *piece = Piece::new(text);
}

fn around_the_root(pieces: &mut Vec<Piece>, choice: &mut dyn Choice) {
    let text = word(
        choice,
        &[
            "\u{feff}",
            " ",
            "\n<!-- c -->",
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<?p?>",
            "<!DOCTYPE a>",
            "x",
            "&amp;",
            "<a/>",
            "</a>",
            "<![CDATA[]]>",
        ],
    );
    let place = if choice.below(2) == 0 { 0 } else { pieces.len() };
    put(pieces, place, [Piece::new(text)]);
}
