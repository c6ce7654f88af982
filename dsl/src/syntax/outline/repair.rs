//! Which brace is missing, told from where the lines stand. Asked only where the braces of a file do not balance.

use super::lexer::{Lexer, Token, TokenKind};
use super::{Cutter, Flaw};
use std::ops::Range;

/// The words that begin an item.
const ITEMS: [&str; 8] = ["adapter", "integration", "map", "message", "profile", "system", "table", "types"];
/// The words that open a block inside an item.
const INNER: [&str; 7] = ["depara", "enum", "group", "in", "key", "record", "unordered"];

impl<'t> Cutter<'t> {
    /// Ends the blocks that the first token of a line shows to have been left open.
    pub(super) fn close_by_place(&mut self, first: &Token) {
        while self.stack.len() > 1 && self.left_open(first) {
            self.ascend(self.line.end, Some(Flaw::NotClosed));
        }
    }

    fn left_open(&self, first: &Token) -> bool {
        let Some(frame) = self.stack.last() else { return false };
        let here = self.line.indent;
        match first.kind {
            // A `}` belongs to the block whose line stands where it stands, when there is such a block.
            TokenKind::Close => here < frame.indent && self.stack.iter().skip(1).any(|outer| outer.indent <= here),
            TokenKind::Head { .. } if here == 0 && self.begins_item(&first.range) => true,
            // What stands as far left as the statement that opened the block is no longer inside, if its lines are moved in at all.
            TokenKind::Head { .. } => here <= frame.indent && frame.inner.is_some_and(|inner| inner > frame.indent),
            TokenKind::Comment | TokenKind::Open | TokenKind::Newline => false,
        }
    }

    /// `message` and `profile` are also statements of an adapter: as items they open a block.
    fn begins_item(&self, head: &Range<usize>) -> bool {
        let word = first_word(self.text, head);
        let line = self.text.get(head.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        ITEMS.contains(&word) && (matches!(word, "map" | "system") || line.trim_start().starts_with('{'))
    }

    /// Whether a statement that needs a block has no `{`, although lines that are moved in follow.
    pub(super) fn lacks_brace(&self, head: &Range<usize>, lexer: &Lexer<'t>) -> bool {
        let word = first_word(self.text, head);
        let statement = self.text.get(head.clone()).unwrap_or_default();
        let opens = match word {
            "map" | "system" => false,
            "message" | "profile" => self.stack.len() == 1,
            "content" | "return" => statement == word,
            "depara" => statement.split_whitespace().nth(1) != Some("none"),
            _ => ITEMS.contains(&word) || INNER.contains(&word),
        };
        opens && self.next_is_moved_in(lexer.clone())
    }

    fn next_is_moved_in(&self, lexer: Lexer<'t>) -> bool {
        let mut ahead = lexer.peekable();
        if ahead.peek().is_some_and(|token| token.kind == TokenKind::Open) {
            return false;
        }
        let next = ahead.find(|token| !matches!(token.kind, TokenKind::Newline | TokenKind::Comment));
        next.is_some_and(|token| {
            let line = self.text.get(..token.range.start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
            matches!(token.kind, TokenKind::Head { .. }) && line.len() > self.line.indent
        })
    }
}

fn first_word<'t>(text: &'t str, head: &Range<usize>) -> &'t str {
    text.get(head.clone()).and_then(|head| head.split_whitespace().next()).unwrap_or_default()
}
