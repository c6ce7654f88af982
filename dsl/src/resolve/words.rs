//! The closed lists of words: operations, directions, deliveries and the like.

use super::context::Context;
use super::problems::{out_of_bounds, unfit_word, unreadable_version};
use crate::ir::{Delivery, Operation, Operations, Sharing, Version};
use crate::span::{Span, Spanned};
use crate::syntax::ast::{self, Word};

const OPERATIONS: [(&str, Operation); 4] =
    [("insert", Operation::Insert), ("update", Operation::Update), ("upsert", Operation::Upsert), ("delete", Operation::Delete)];

/// Whether the sender waits for the answer.
pub(super) const DELIVERIES: [(&str, Delivery); 2] = [("sync", Delivery::Sync), ("async", Delivery::Async)];

/// Every kind of change: `upsert` is `insert` and `update`.
pub(super) const EVERY_OPERATION: [Operation; 4] = [Operation::Insert, Operation::Update, Operation::Upsert, Operation::Delete];

/// What `word` means among `choices`; a word that is not there is reported.
pub(super) fn choose<T: Copy>(cx: &mut Context<'_>, word: &Word, choices: &[(&str, T)]) -> Option<T> {
    let chosen = choices.iter().find(|(name, _)| *name == word.value).map(|(_, choice)| *choice);
    if chosen.is_none() {
        let fits: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        cx.report(unfit_word::unfit_word(word, &fits, cx.nearest(word, fits.iter().copied())));
    }
    chosen
}

/// `all`, or a list of operations.
pub(super) fn operations(cx: &mut Context<'_>, words: &[Word]) -> Operations {
    match words {
        [word] if word.value == "all" => Operations::All,
        [word] => match choose(cx, word, &with("all", None, &OPERATIONS)) {
            Some(Some(operation)) => Operations::Only(vec![operation]),
            _ => Operations::All,
        },
        words => Operations::Only(listed_operations(cx, words)),
    }
}

/// A list of operations.
pub(super) fn listed_operations(cx: &mut Context<'_>, words: &[Word]) -> Vec<Operation> {
    let mut chosen = Vec::new();
    for word in words {
        if word.value == "all" {
            cx.report(unfit_word::not_alone(word));
        } else if let Some(operation) = choose(cx, word, &OPERATIONS) {
            chosen.push(operation);
        }
    }
    chosen
}

/// Whether a system sends and receives. A word that does not fit counts as both, so that nothing is missed because of it.
pub(super) fn acts(cx: &mut Context<'_>, words: &[Word]) -> (bool, bool) {
    let (mut sends, mut receives) = (false, false);
    for word in words {
        if word.value == "none" && words.len() > 1 {
            cx.report(unfit_word::not_alone(word));
            continue;
        }
        let choices = [("sends", (true, false)), ("receives", (false, true)), ("none", (false, false))];
        let (send, receive) = choose(cx, word, &choices).unwrap_or((true, true));
        (sends, receives) = (sends || send, receives || receive);
    }
    (sends, receives)
}

/// The sharing modes of a table.
pub(super) fn sharing(cx: &mut Context<'_>, alias: &Word, sharing: &ast::Sharing) -> Sharing {
    let recommended = choose(cx, &sharing.rule, &[("recommended", true), ("allowed", false)]).unwrap_or(true);
    let modes: Vec<bool> =
        sharing.modes.iter().map(|mode| choose(cx, mode, &[("shared", false), ("exclusive", true)]).unwrap_or(false)).collect();
    let span = words_span(&sharing.modes).map_or(sharing.rule.span, |modes| sharing.rule.span.to(modes));
    let exclusive = match modes.as_slice() {
        [all] => [*all; 3],
        [company, unit, branch] => [*company, *unit, *branch],
        // The parser takes one word or three.
        _ => [false; 3],
    };
    Sharing { alias: alias.clone(), recommended, exclusive, span }
}

/// A version; none when it was reported as unreadable.
pub(super) fn version(cx: &mut Context<'_>, word: &Word) -> Option<Version> {
    let version = word.parse().ok();
    if version.is_none() {
        cx.report(unreadable_version::unreadable_version(word));
    }
    version
}

/// A size of at least one; none when it was reported.
pub(super) fn size(cx: &mut Context<'_>, size: Spanned<u32>) -> Option<u32> {
    if size.value == 0 {
        cx.report(out_of_bounds::size(size.value, size.span));
    }
    (size.value > 0).then_some(size.value)
}

/// From the first word to the last.
pub(super) fn words_span(words: &[Word]) -> Option<Span> {
    Some(words.first()?.span.to(words.last()?.span))
}

/// The choices with one more, which stands for no choice among them.
fn with<'a, T: Copy>(word: &'a str, none: Option<T>, choices: &[(&'a str, T)]) -> Vec<(&'a str, Option<T>)> {
    std::iter::once((word, none)).chain(choices.iter().map(|(word, choice)| (*word, Some(*choice)))).collect()
}
