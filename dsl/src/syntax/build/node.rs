//! What the grammar read, with its place in the file: the one way from pest to the words of the tree.

use super::Rule;
use crate::span::{FileId, Span, Spanned};
use crate::syntax::ast::{FieldName, Path, Quoted, Word};
use crate::syntax::outline::BLANKS;
use pest::iterators::{Pair, Pairs};

/// Where the statement begins that the grammar reads.
#[derive(Debug, Clone, Copy)]
pub(in crate::syntax) struct Origin {
    pub(super) file: FileId,
    pub(super) offset: usize,
}

/// One thing that the grammar read.
pub(in crate::syntax) struct Node<'t> {
    pair: Pair<'t, Rule>,
    origin: Origin,
}

impl<'t> Node<'t> {
    pub(super) fn new(pair: Pair<'t, Rule>, origin: Origin) -> Self {
        Self { pair, origin }
    }

    pub(super) fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// The text, without the blanks that the grammar takes in where something optional is left out.
    pub(super) fn text(&self) -> &'t str {
        self.pair.as_str().trim_end_matches(BLANKS)
    }

    pub(super) fn span(&self) -> Span {
        let start = self.pair.as_span().start().saturating_add(self.origin.offset);
        Span::new(self.origin.file, start, start.saturating_add(self.text().len()))
    }

    pub(super) fn word(&self) -> Word {
        Spanned::new(self.text().to_owned(), self.span())
    }

    /// The number that it stands for; the grammar lets no greater ones through.
    pub(super) fn number<N: std::str::FromStr>(&self) -> Option<Spanned<N>> {
        Some(Spanned::new(self.text().parse().ok()?, self.span()))
    }

    /// The text between the quotes.
    pub(super) fn quoted(self) -> Quoted {
        let span = self.span();
        let pieces = self.pair.into_inner().filter_map(|piece| match piece.as_rule() {
            Rule::chars => Some(piece.as_str()),
            Rule::escape => piece.as_str().get(1..),
            _ => None,
        });
        Spanned::new(pieces.collect(), span)
    }

    /// `SA6.A6_COD`.
    pub(super) fn field_name(self) -> Option<FieldName> {
        let span = self.span();
        let mut children = self.children();
        Some(FieldName { span, alias: children.word(Rule::name)?, field: children.word(Rule::name)? })
    }

    /// `ListOfAgency/Agency`.
    pub(super) fn path(self) -> Path {
        Path { span: self.span(), elements: self.children().words(Rule::name) }
    }

    pub(super) fn children(self) -> Children<'t> {
        Children { pairs: self.pair.into_inner(), origin: self.origin }
    }
}

/// The things inside another one, in order; punctuation and the words of the language are passed over.
pub(in crate::syntax) struct Children<'t> {
    pairs: Pairs<'t, Rule>,
    origin: Origin,
}

impl<'t> Children<'t> {
    /// The next one, when it is of this kind.
    pub(super) fn one(&mut self, rule: Rule) -> Option<Node<'t>> {
        self.skip();
        if self.pairs.peek()?.as_rule() == rule { self.next() } else { None }
    }

    /// The next ones of this kind.
    pub(super) fn all(&mut self, rule: Rule) -> impl Iterator<Item = Node<'t>> {
        std::iter::from_fn(move || self.one(rule))
    }

    pub(super) fn word(&mut self, rule: Rule) -> Option<Word> {
        Some(self.one(rule)?.word())
    }

    pub(super) fn words(&mut self, rule: Rule) -> Vec<Word> {
        self.all(rule).map(|node| node.word()).collect()
    }

    pub(super) fn number<N: std::str::FromStr>(&mut self, rule: Rule) -> Option<Spanned<N>> {
        self.one(rule)?.number()
    }

    pub(super) fn quoted(&mut self) -> Option<Quoted> {
        Some(self.one(Rule::quoted)?.quoted())
    }

    pub(super) fn field_name(&mut self) -> Option<FieldName> {
        self.one(Rule::field_name)?.field_name()
    }

    pub(super) fn path(&mut self) -> Option<Path> {
        Some(self.one(Rule::path)?.path())
    }

    fn skip(&mut self) {
        while self.pairs.peek().is_some_and(|pair| is_mere_word(pair.as_rule())) {
            self.pairs.next();
        }
    }
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        self.skip();
        Some(Node::new(self.pairs.next()?, self.origin))
    }
}

/// What `build` makes of `node`; nothing at all when it makes nothing of a node that is there.
pub(super) fn optional<'t, T>(node: Option<Node<'t>>, build: impl FnOnce(Node<'t>) -> Option<T>) -> Option<Option<T>> {
    match node {
        Some(node) => build(node).map(Some),
        None => Some(None),
    }
}

/// What says nothing beyond the rule that it stands in.
fn is_mere_word(rule: Rule) -> bool {
    let is_joint = matches!(
        rule,
        Rule::EOI
            | Rule::quote
            | Rule::at
            | Rule::close
            | Rule::closing
            | Rule::comma
            | Rule::dot
            | Rule::dots
            | Rule::equals
            | Rule::open
            | Rule::opening
            | Rule::pipe
            | Rule::plus
            | Rule::semicolon
            | Rule::slash
    );
    is_joint || is_keyword(rule)
}

fn is_keyword(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::kw_also
            | Rule::kw_as
            | Rule::kw_at
            | Rule::kw_because
            | Rule::kw_digits
            | Rule::kw_empty
            | Rule::kw_extends
            | Rule::kw_filled
            | Rule::kw_for
            | Rule::kw_from
            | Rule::kw_initializer
            | Rule::kw_is
            | Rule::kw_json
            | Rule::kw_key
            | Rule::kw_later
            | Rule::kw_load
            | Rule::kw_means
            | Rule::kw_of
            | Rule::kw_or
            | Rule::kw_pattern
            | Rule::kw_refers
            | Rule::kw_refuse
            | Rule::kw_replaces
            | Rule::kw_size
            | Rule::kw_skip
            | Rule::kw_space
            | Rule::kw_stays
            | Rule::kw_unless
            | Rule::kw_when
            | Rule::kw_without
    )
}
