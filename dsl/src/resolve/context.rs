//! What every part of the resolver works with: the definitions, the business path, and the problems found so far.

use super::definitions::Definitions;
use super::draft::STAND_IN;
use super::key::Followed;
use super::problems::statement_missing::{self, Wanted};
use super::problems::{given_twice, unknown_system};
use super::unread::Unread;
use crate::diagnostic::{Diagnostic, Problems};
use crate::near;
use crate::span::Span;
use crate::syntax::ast::Word;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// The definitions, the business path, and the problems found so far.
pub(super) struct Context<'a> {
    /// Everything that is defined, by name.
    pub(super) definitions: &'a Definitions<'a>,
    unread: &'a Unread,
    problems: Problems,
    path: Vec<String>,
    muted: bool,
    /// How many more searches for what may have been meant there will be.
    advice: Cell<usize>,
    /// Where `like` leads from a key, (adapter, key), that was followed before.
    pub(super) likes: BTreeMap<(usize, usize), Followed<'a>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(definitions: &'a Definitions<'a>, unread: &'a Unread) -> Self {
        Self {
            definitions,
            unread,
            problems: Problems::default(),
            path: Vec::new(),
            muted: false,
            advice: Cell::new(near::SEARCHES),
            likes: BTreeMap::new(),
        }
    }

    /// Works inside the block that `step` names.
    pub(super) fn within<T>(&mut self, step: String, work: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let done = work(self);
        self.path.pop();
        done
    }

    /// Works on what is reported where it is written: its problems are not reported again.
    pub(super) fn muted<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.muted, true);
        let done = work(self);
        self.muted = before;
        done
    }

    /// Reports a problem, with the business path.
    pub(super) fn report(&mut self, problem: Diagnostic) {
        if !self.muted {
            self.problems.push(problem.at(self.path.iter().cloned()));
        }
    }

    /// The candidate that `word` most likely stands for. In a file where nearly every name is wrong, only the first ones get advice.
    pub(super) fn nearest<'n>(&self, word: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        self.advice.set(self.advice.get().checked_sub(1)?);
        near::nearest(word, candidates)
    }

    /// Whether it is still worth while to look for what may have been meant.
    pub(super) fn has_advice(&self) -> bool {
        self.advice.get() > 0
    }

    /// Reports a name that is not defined, unless a piece that could not be read mentions it.
    pub(super) fn report_unknown(&mut self, name: &str, problem: Diagnostic) {
        if !self.unread.mentions(name) {
            self.report(problem);
        }
    }

    /// Reports that the block at `block`, named at `name`, lacks a statement, unless an unreadable piece of it begins like one of `words`.
    pub(super) fn report_missing(&mut self, name: Span, block: Span, wanted: &Wanted, words: &[&str]) {
        if !words.iter().any(|word| self.unread.begins(block, word)) {
            self.report(statement_missing::missing(name, wanted));
        }
    }

    /// Reports that the block lacks a statement that begins with the name of a system.
    pub(super) fn report_missing_system_line(&mut self, name: Span, block: Span, wanted: &Wanted) {
        let systems: Vec<&str> = self.definitions.systems.iter().map(|system| system.name.as_str()).collect();
        self.report_missing(name, block, wanted, &systems);
    }

    /// Whether a piece of the block could not be read.
    pub(super) fn has_unread(&self, block: Span) -> bool {
        self.unread.within(block)
    }

    /// The systems that unreadable pieces of `block` seem to speak of.
    pub(super) fn unread_systems(&self, block: Span) -> Vec<usize> {
        let systems = self.unread.inside(block).filter_map(|first| self.definitions.system(first));
        systems.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The system of this name, or a stand-in.
    pub(super) fn system(&mut self, name: &Word) -> usize {
        self.definitions.system(name).unwrap_or_else(|| {
            let near = self.nearest(name, self.definitions.systems.iter().map(|system| system.name.as_str()));
            self.report_unknown(name, unknown_system::unknown_system(name, near));
            STAND_IN
        })
    }

    /// The problems, in the order they were found.
    pub(super) fn into_problems(self) -> Problems {
        self.problems
    }
}

/// A statement that a block takes once.
pub(super) struct Once<T> {
    keyword: &'static str,
    first: Option<(Span, T)>,
}

impl<T> Once<T> {
    /// The statement that begins with `keyword`.
    pub(super) fn new(keyword: &'static str) -> Self {
        Self { keyword, first: None }
    }

    /// Takes the statement at `span`, or reports that it was there before.
    pub(super) fn set(&mut self, cx: &mut Context<'_>, span: Span, value: T) {
        match &self.first {
            Some((first, _)) => cx.report(given_twice::given_twice(self.keyword, span, *first)),
            None => self.first = Some((span, value)),
        }
    }

    /// Whether it was there.
    pub(super) fn is_given(&self) -> bool {
        self.first.is_some()
    }

    /// The value that was given first.
    pub(super) fn take(self) -> Option<T> {
        self.first.map(|(_, value)| value)
    }
}
