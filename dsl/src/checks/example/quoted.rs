//! Between the value of a quoted text and its bytes in the file.

use crate::span::{Span, Spanned};
use std::ops::Range;

/// The bytes of the file that hold `range` of the value. All of the text when the value does not say how it was written.
pub(super) fn place(text: &Spanned<String>, range: Range<usize>) -> Span {
    let whole = text.span.range();
    if whole.len() != escape(&text.value).len().saturating_add(2) {
        return text.span;
    }
    let offset = |end: usize| {
        let before = text.value.get(..end).unwrap_or(&text.value);
        whole.start.saturating_add(1).saturating_add(escape(before).len())
    };
    Span::new(text.span.file, offset(range.start), offset(range.end))
}

/// `value` as it is written between quotes.
pub(super) fn escape(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    #[test]
    fn a_place_counts_the_escapes_before_it() {
        let written = r#""a\"b|\\c""#;
        let text = Spanned::new(r#"a"b|\c"#.to_owned(), Span::new(FileId(0), 10, 10 + written.len()));
        let shown = |range: Range<usize>| {
            let span = place(&text, range).range();
            &written[span.start - 10..span.end - 10]
        };
        assert_eq!(shown(0..1), "a");
        assert_eq!(shown(1..3), r#"\"b"#);
        assert_eq!(shown(4..6), r"\\c");
        assert_eq!(shown(6..6), "");
    }

    #[test]
    fn a_text_written_in_another_way_is_blamed_as_a_whole() {
        let text = Spanned::new("ab".to_owned(), Span::new(FileId(0), 0, 9));
        assert_eq!(place(&text, 0..1), text.span);
    }
}
