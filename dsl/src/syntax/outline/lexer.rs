//! The tokens that the outline is cut by: statements, braces, comments and line ends.

use std::ops::Range;

/// What may stand between two words of a line.
pub(in crate::syntax) const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// One token and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A statement, or what stands in its place.
    Head {
        /// The quote of a text that the line ends in.
        open_text: Option<usize>,
    },
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// `// …` or `/// …`.
    Comment,
    /// The end of a line.
    Newline,
}

/// Reads the tokens of a text one by one.
#[derive(Clone)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        // A byte order mark says nothing of the mapping.
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, at }
    }

    /// Skips to the `}` of a block whose `{` was just read, and gives the end of what belongs to it.
    pub(super) fn skip_block(&mut self) -> usize {
        let mut depth = 1usize;
        let mut end = self.at;
        while depth > 0
            && let Some(token) = self.next()
        {
            match token.kind {
                TokenKind::Open => depth = depth.saturating_add(1),
                TokenKind::Close => depth = depth.saturating_sub(1),
                TokenKind::Newline => continue,
                TokenKind::Head { .. } | TokenKind::Comment => {}
            }
            end = token.range.end;
        }
        end
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// A token of `length` bytes from here on.
    fn token(&mut self, kind: TokenKind, length: usize) -> Token {
        let start = self.at;
        self.at = self.at.saturating_add(length);
        Token { kind, range: start..self.at }
    }

    /// A statement: up to a brace, a comment or the end of the line, none of them inside a text.
    fn head(&mut self) -> Token {
        let rest = self.rest();
        let mut bytes = rest.bytes().enumerate().peekable();
        let mut open = None;
        let mut length = rest.len();
        while let Some((at, byte)) = bytes.next() {
            let next = bytes.peek().map(|(_, next)| *next);
            let ends = match (byte, open) {
                (b'\n', _) => true,
                (b'\\', Some(_)) => {
                    bytes.next_if(|(_, next)| matches!(next, b'"' | b'\\'));
                    false
                }
                (b'"', _) => {
                    open = if open.is_none() { Some(at) } else { None };
                    false
                }
                (b'{' | b'}', None) => true,
                (b'/', None) => next == Some(b'/'),
                _ => false,
            };
            if ends {
                length = at;
                break;
            }
        }
        let mut head = rest.get(..length).unwrap_or(rest);
        // A text that is not closed must not hide the block that its line opens.
        if let Some(quote) = open
            && let Some(before) = head.trim_end_matches(BLANKS).strip_suffix('{')
            && before.len() > quote
        {
            head = before;
        }
        let open_text = open.map(|quote| self.at.saturating_add(quote));
        self.token(TokenKind::Head { open_text }, head.trim_end_matches(BLANKS).len())
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.rest();
        self.at = self.at.saturating_add(rest.len().saturating_sub(rest.trim_start_matches(BLANKS).len()));
        let rest = self.rest();
        Some(match rest.bytes().next()? {
            b'\n' => self.token(TokenKind::Newline, 1),
            b'{' => self.token(TokenKind::Open, 1),
            b'}' => self.token(TokenKind::Close, 1),
            b'/' if rest.starts_with("//") => self.token(TokenKind::Comment, rest.find('\n').unwrap_or(rest.len())),
            _ => self.head(),
        })
    }
}
