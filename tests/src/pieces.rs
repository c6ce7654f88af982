//! A document cut into its tags and texts, so that it can be changed, and made small, piece by piece; the pieces joined are the document.

use std::ops::Range;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `<Name …>`.
    Start,
    /// `<Name …/>`.
    Empty,
    /// `</Name>`.
    End,
    /// Text between tags.
    Text,
    /// A comment, a processing instruction, CDATA.
    Other,
}

/// A tag, or what stands between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Its source.
    pub text: String,
}

impl Piece {
    /// The first piece of a source.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { kind: kind(&text), text }
    }

    /// The name of a tag, with its prefix; nothing for what is no tag.
    #[must_use]
    pub fn name(&self) -> &str {
        let inside = match self.kind {
            Kind::Start | Kind::Empty => self.text.get(1..),
            Kind::End => self.text.get(2..),
            Kind::Text | Kind::Other => None,
        };
        let inside = inside.unwrap_or_default();
        inside.split(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/')).next().unwrap_or_default()
    }

    /// Gives a tag another name.
    pub fn rename(&mut self, name: &str) {
        let from = if self.kind == Kind::End { 2 } else { 1 };
        let end = from + self.name().len();
        if self.text.is_char_boundary(from) && self.text.is_char_boundary(end) && end < self.text.len() {
            self.text.replace_range(from..end, name);
        }
    }

    /// Whether it opens an element, or is one.
    #[must_use]
    pub fn is_element(&self) -> bool {
        matches!(self.kind, Kind::Start | Kind::Empty)
    }
}

/// Cuts a document. What is not well formed is cut somehow, and joins to the same text.
#[must_use]
pub fn cut(text: &str) -> Vec<Piece> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at_checked(length(rest)).unwrap_or((rest, ""));
        pieces.push(Piece::new(piece));
        rest = behind;
    }
    pieces
}

/// The document of these pieces.
#[must_use]
pub fn join(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// The pieces of the element that starts at `start`, through its end tag; only the start where there is none.
#[must_use]
pub fn element(pieces: &[Piece], start: usize) -> Range<usize> {
    let mut depth = 0_usize;
    for (place, piece) in pieces.iter().enumerate().skip(start) {
        match piece.kind {
            Kind::Start => depth += 1,
            Kind::End => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return start..place + 1;
        }
    }
    start..(start + 1).min(pieces.len())
}

/// The elements directly inside the element that takes `range`.
#[must_use]
pub fn children(pieces: &[Piece], range: &Range<usize>) -> Vec<Range<usize>> {
    let (mut children, mut place) = (Vec::new(), range.start + 1);
    while place + 1 < range.end {
        if pieces.get(place).is_some_and(Piece::is_element) {
            let child = element(pieces, place);
            place = child.end;
            children.push(child);
        } else {
            place += 1;
        }
    }
    children
}

/// The smallest document found that is still `wrong`, by leaving out elements, then pieces, then parts of texts. A document that is not
/// wrong comes back as it is.
#[must_use]
pub fn shrink(text: &str, wrong: impl Fn(&str) -> bool) -> String {
    let mut pieces = cut(text);
    loop {
        let before = pieces.clone();
        without_runs(&mut pieces, &wrong);
        without_letters(&mut pieces, &wrong);
        if pieces == before {
            return join(&pieces);
        }
    }
}

/// Leaves out every element, and every run of pieces, without which the document is still wrong.
fn without_runs(pieces: &mut Vec<Piece>, wrong: &impl Fn(&str) -> bool) {
    let mut start = 0;
    while start < pieces.len() {
        let range = element(pieces, start);
        let is_element = pieces.get(start).is_some_and(Piece::is_element);
        // The whole element, or only its tags.
        let gone = is_element
            && (keep_if_wrong(pieces, wrong, |pieces| drop(pieces.drain(range.clone())))
                || keep_if_wrong(pieces, wrong, |pieces| {
                    pieces.remove(range.end - 1);
                    pieces.drain(range.start..(range.start + 1).min(range.end - 1));
                }));
        start += usize::from(!gone);
    }
    let mut length = pieces.len().div_ceil(2);
    while length > 0 {
        let mut start = 0;
        while start < pieces.len() {
            let end = (start + length).min(pieces.len());
            if !keep_if_wrong(pieces, wrong, |pieces| drop(pieces.drain(start..end))) {
                start += length;
            }
        }
        length /= 2;
    }
}

/// Changes the pieces if the document is still wrong then, and says whether it is.
fn keep_if_wrong(pieces: &mut Vec<Piece>, wrong: &impl Fn(&str) -> bool, change: impl FnOnce(&mut Vec<Piece>)) -> bool {
    let mut changed = pieces.clone();
    change(&mut changed);
    let better = wrong(&join(&changed));
    if better {
        *pieces = changed;
    }
    better
}

/// Leaves out parts of pieces, ever smaller.
fn without_letters(pieces: &mut [Piece], wrong: &impl Fn(&str) -> bool) {
    for place in 0..pieces.len() {
        let whole: Vec<char> = pieces.get(place).map(|piece| piece.text.chars().collect()).unwrap_or_default();
        let (mut letters, mut length) = (whole.clone(), whole.len().div_ceil(2));
        while length > 0 {
            let mut start = 0;
            while start < letters.len() {
                let mut shorter = letters.clone();
                shorter.drain(start..(start + length).min(letters.len()));
                let mut all = pieces.to_vec();
                if let Some(piece) = all.get_mut(place) {
                    *piece = Piece::new(shorter.iter().collect::<String>());
                }
                if wrong(&join(&all)) {
                    letters = shorter;
                } else {
                    start += length;
                }
            }
            length /= 2;
        }
        if let Some(piece) = pieces.get_mut(place).filter(|_| letters != whole) {
            *piece = Piece::new(letters.into_iter().collect::<String>());
        }
    }
}

fn kind(text: &str) -> Kind {
    if text.starts_with("<!") || text.starts_with("<?") {
        Kind::Other
    } else if text.starts_with("</") {
        Kind::End
    } else if text.starts_with('<') && text.ends_with("/>") {
        Kind::Empty
    } else if text.starts_with('<') && text.ends_with('>') {
        Kind::Start
    } else {
        Kind::Text
    }
}

/// How long the piece at the start of `text` is.
fn length(text: &str) -> usize {
    let through = |close: &str| text.find(close).map_or(text.len(), |at| at + close.len());
    if text.starts_with("<!--") {
        through("-->")
    } else if text.starts_with("<![CDATA[") {
        through("]]>")
    } else if text.starts_with("<?") {
        through("?>")
    } else if text.starts_with('<') {
        tag_length(text)
    } else {
        text.find('<').unwrap_or(text.len())
    }
}

/// Through the `>` that stands in no quotes.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    text.find('>').map_or(text.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{cut, element, join, shrink};

    #[test]
    fn pieces_join_to_the_document() {
        for text in ["", "a", "<a b='>'>x<!-- < --><![CDATA[<]]></a>", "<?x?><a/><", "<a b='", "\u{e9}</a>&"] {
            assert_eq!(join(&cut(text)), text);
        }
        let pieces = cut("<a><b>1</b><a/></a><c/>");
        assert_eq!(element(&pieces, 0), 0..6);
        assert_eq!(element(&pieces, 1), 1..4);
    }

    #[test]
    fn what_is_wrong_stays() {
        let small = shrink("<a><b>one</b><c><d>some needle here</d></c></a>", |text| text.contains("need"));
        assert_eq!(small, "need");
        let nested = shrink("<a><b>one</b><c><d>x</d></c></a>", |text| text.contains("<d>") && text.contains("</d>"));
        assert_eq!(nested, "<d></d>");
        assert_eq!(shrink("<a/>", |_| false), "<a/>");
    }
}
