//! The forms that statements have: the words that each block takes, the rule that reads each, and the block behind it.

use super::node::{Node, Origin};
use super::{Parser, Rule, read};
use crate::span::FileId;
use crate::syntax::ast::{AdapterLine, Common, DeParaLine, IntegrationLine, KeyLine, ProfileLine, VariantLine};
use crate::syntax::ast::{MessageLine, RecordLine, TableLine, ValueLine};
use crate::syntax::outline::RawBlock;

/// The lines of one kind of block.
pub(in crate::syntax) trait Statement: Sized {
    /// The statements that begin with a keyword, those with two words before those with one.
    const FORMS: &'static [Form];
    /// The statement that begins with a name or a value.
    const FREE: Option<&'static Form> = None;
    /// Whether the block takes `source`, `note`, `pending` and `allow`.
    const TAKES_COMMON: bool = true;
    /// Whether a statement that the keyword's rule cannot read may be one that begins with a name.
    const KEYWORDS_ARE_NAMES: bool = false;

    /// Whether a statement that begins with no keyword may be the one that begins with a name.
    fn freedom(_head: &str, _word: &str) -> Freedom {
        if Self::FREE.is_some() { Freedom::Maybe } else { Freedom::No }
    }

    /// Whether the `///` lines above the statement say something of it that is kept.
    fn takes_doc(&self) -> bool {
        false
    }

    /// The tree of a statement; its block is read through `parser`.
    fn build(parser: &mut Parser<'_>, node: Node<'_>, block: Option<&RawBlock>) -> Option<Self>;
}

/// Whether a statement begins with a name instead of a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Freedom {
    No,
    /// Unless it is a slip of a keyword.
    Maybe,
    Sure,
}

/// One form of a statement.
pub(in crate::syntax) struct Form {
    /// The words that it begins with; empty when it begins with a name.
    pub(super) word: &'static str,
    pub(super) rule: Rule,
    pub(super) body: Body,
}

/// Whether a block belongs to a statement, and how its lines are read.
pub(super) enum Body {
    None,
    Optional(fn(&mut Parser<'_>, &RawBlock)),
    Required(fn(&mut Parser<'_>, &RawBlock)),
}

impl Form {
    pub(super) const fn line(word: &'static str, rule: Rule) -> Self {
        Self { word, rule, body: Body::None }
    }

    pub(super) const fn block<T: Statement>(word: &'static str, rule: Rule) -> Self {
        Self { word, rule, body: Body::Required(skim::<T>) }
    }

    pub(super) const fn may_have_block<T: Statement>(word: &'static str, rule: Rule) -> Self {
        Self { word, rule, body: Body::Optional(skim::<T>) }
    }

    /// What the business calls a statement of this form: `adapter Bank`, or the name of a field.
    pub(super) fn name(&self, head: &str) -> String {
        let words = if self.word.is_empty() { 1 } else { 2 };
        head.split_whitespace().take(words).collect::<Vec<_>>().join(" ")
    }
}

/// The form of a statement that begins with the keyword `word`.
pub(super) fn find<T: Statement>(head: &str, word: &str) -> Option<&'static Form> {
    let begins = |form: &&Form| match form.word.split_once(' ') {
        None => form.word == word,
        Some(words) => head.split_once(char::is_whitespace).is_some_and(|(first, rest)| {
            first == words.0 && rest.trim_start().split(|c: char| !c.is_alphanumeric()).next() == Some(words.1)
        }),
    };
    forms::<T>().find(begins)
}

/// The keywords that statements of the block begin with.
pub(super) fn words<T: Statement>() -> impl Iterator<Item = &'static str> {
    forms::<T>().map(|form| form.word).filter(|word| !word.contains(' ') || *word == "one of")
}

/// Whether `word`, where a name may stand, is rather a slip of `meant`: with the keyword in its place the statement can be read.
pub(super) fn is_slip<T: Statement>(head: &str, word: &str, meant: &str) -> bool {
    let rest = head.get(word.len()..).unwrap_or_default();
    let corrected = format!("{meant}{rest}");
    let origin = Origin { file: FileId(0), offset: 0 };
    find::<T>(&corrected, meant).is_some_and(|form| read(form, &corrected, origin).is_ok())
}

/// The blocks that take statements which begin with `word`.
pub(super) fn homes(word: &str) -> Vec<&'static str> {
    let homes: [(&str, bool); 12] = [
        ("integration", takes::<IntegrationLine>(word)),
        ("table", takes::<TableLine>(word)),
        ("profile", takes::<ProfileLine>(word)),
        ("adapter", takes::<AdapterLine>(word)),
        ("in", takes::<VariantLine>(word)),
        ("key", takes::<KeyLine>(word)),
        ("depara", takes::<DeParaLine>(word)),
        ("message", takes::<MessageLine>(word)),
        ("types", takes::<MessageLine>(word)),
        ("record", takes::<RecordLine>(word)),
        ("content", takes::<RecordLine>(word)),
        ("enum", takes::<ValueLine>(word)),
    ];
    homes.into_iter().filter(|(_, takes)| *takes).map(|(home, _)| home).collect()
}

/// The tree of `source`, `note`, `pending` and `allow`.
pub(super) fn common(node: Node<'_>) -> Option<Common> {
    let rule = node.rule();
    let mut children = node.children();
    match rule {
        Rule::source => children.quoted().map(Common::Source),
        Rule::note => children.quoted().map(Common::Note),
        Rule::pending => children.quoted().map(Common::Pending),
        Rule::allow => Some(Common::Allow { code: children.word(Rule::code)?, because: children.quoted()? }),
        _ => None,
    }
}

static COMMON: [Form; 4] = [
    Form::line("source", Rule::source),
    Form::line("note", Rule::note),
    Form::line("pending", Rule::pending),
    Form::line("allow", Rule::allow),
];

fn forms<T: Statement>() -> impl Iterator<Item = &'static Form> {
    T::FORMS.iter().chain(COMMON.iter().filter(|_| T::TAKES_COMMON))
}

fn takes<T: Statement>(word: &str) -> bool {
    T::FORMS.iter().any(|form| form.word == word)
}

/// Reads a block for its problems alone.
fn skim<T: Statement>(parser: &mut Parser<'_>, block: &RawBlock) {
    parser.block::<T>(block);
}
