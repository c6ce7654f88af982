//! The truth table: what each operation does to a pair of keys, by what the keys are before.
//!
//! The words are those of cross-reference tables elsewhere: *reference* is the key that one has, *value* the key that is joined to it. `add`
//! makes a pair of two new keys, `link` joins a key to one that is there, `update` gives a reference another value, `populate or get` gives the
//! value that a reference has or makes the pair, `remove` leaves a tombstone.

use std::fmt;

/// What is done to a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Makes a pair of two new keys.
    Add,
    /// Joins a key to one that is there: one that waits for its partner, or one that may have several.
    Link,
    /// Gives the reference another value.
    Update,
    /// The value that the reference has; else makes the pair.
    PopulateOrGet,
    /// Removes every pair of the reference.
    Remove,
}

/// What a key is before an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// It has no partner and waits for none; perhaps it had one.
    Free,
    /// It waits for a person to map it.
    Waits,
    /// It has another partner.
    Taken,
    /// It has several partners, and the other key of the operation is none of them.
    Several,
}

/// When a rule holds, besides what the keys are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Condition {
    /// Always.
    Always,
    /// The two keys are a pair.
    Together,
    /// A reference may have several values.
    ReferenceMany,
    /// A value may have several references.
    ValueMany,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A new row.
    Insert,
    /// The row that waits gets its other key, and what waited for it goes on.
    Fill,
    /// The row of the reference gets another value.
    Move,
    /// Nothing, but that a newer event has confirmed the pair.
    Keep,
    /// Nothing: the value is there.
    Existing,
    /// The rows become tombstones; where there is none, one is made.
    Bury,
    /// It is refused.
    Refuse(Refusal),
}

/// Why an operation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// The reference waits for a person.
    ReferenceWaits,
    /// The value waits for a person.
    ValueWaits,
    /// The reference has another value.
    ReferenceTaken,
    /// The value has another reference.
    ValueTaken,
    /// Neither key is there.
    NothingToLink,
    /// The reference has no value.
    NothingToUpdate,
    /// The reference has several values.
    Several,
}

/// A line of the truth table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What is done.
    pub operation: Operation,
    /// What the reference is; nothing for anything.
    pub reference: &'static [Held],
    /// What the value is; nothing for anything.
    pub value: &'static [Held],
    /// When it holds besides.
    pub condition: Condition,
    /// What happens.
    pub verdict: Verdict,
}

const fn rule(operation: Operation, reference: &'static [Held], value: &'static [Held], condition: Condition, verdict: Verdict) -> Rule {
    Rule { operation, reference, value, condition, verdict }
}

const ANY: &[Held] = &[];
const FREE: &[Held] = &[Held::Free];
const WAITS: &[Held] = &[Held::Waits];
const ONE: &[Held] = &[Held::Taken];
const MORE: &[Held] = &[Held::Several];
const TAKEN: &[Held] = &[Held::Taken, Held::Several];

/// The truth table. The first line that fits counts. An event that is older than what it meets does nothing, whatever the line, unless the
/// line says [`Verdict::Keep`] or [`Verdict::Existing`].
pub const TRUTH: &[Rule] = {
    use Condition::{Always, ReferenceMany, Together, ValueMany};
    use Operation::{Add, Link, PopulateOrGet, Remove, Update};
    use Refusal::{NothingToLink, NothingToUpdate, ReferenceTaken, ReferenceWaits, Several, ValueTaken, ValueWaits};
    use Verdict::{Bury, Existing, Fill, Insert, Keep, Move, Refuse};
    &[
        rule(Add, ANY, ANY, Together, Keep),
        rule(Add, WAITS, ANY, Always, Refuse(ReferenceWaits)),
        rule(Add, ANY, WAITS, Always, Refuse(ValueWaits)),
        rule(Add, FREE, FREE, Always, Insert),
        rule(Add, FREE, TAKEN, ValueMany, Insert),
        rule(Add, TAKEN, FREE, ReferenceMany, Insert),
        rule(Add, TAKEN, TAKEN, ReferenceMany, Refuse(ValueTaken)),
        rule(Add, TAKEN, ANY, Always, Refuse(ReferenceTaken)),
        rule(Add, FREE, TAKEN, Always, Refuse(ValueTaken)),
        rule(Link, ANY, ANY, Together, Keep),
        rule(Link, FREE, FREE, Always, Refuse(NothingToLink)),
        rule(Link, WAITS, FREE, Always, Fill),
        rule(Link, WAITS, WAITS, Always, Fill),
        rule(Link, FREE, WAITS, Always, Fill),
        rule(Link, WAITS, TAKEN, ValueMany, Fill),
        rule(Link, TAKEN, WAITS, ReferenceMany, Fill),
        rule(Link, FREE, TAKEN, ValueMany, Insert),
        rule(Link, TAKEN, FREE, ReferenceMany, Insert),
        rule(Link, TAKEN, TAKEN, ReferenceMany, Refuse(ValueTaken)),
        rule(Link, TAKEN, ANY, Always, Refuse(ReferenceTaken)),
        rule(Link, ANY, TAKEN, Always, Refuse(ValueTaken)),
        rule(Update, ANY, ANY, Together, Keep),
        rule(Update, FREE, ANY, Always, Refuse(NothingToUpdate)),
        rule(Update, WAITS, ANY, Always, Refuse(ReferenceWaits)),
        rule(Update, MORE, ANY, Always, Refuse(Several)),
        rule(Update, ONE, WAITS, Always, Refuse(ValueWaits)),
        rule(Update, ONE, FREE, Always, Move),
        rule(Update, ONE, TAKEN, ValueMany, Move),
        rule(Update, ONE, TAKEN, Always, Refuse(ValueTaken)),
        rule(PopulateOrGet, ANY, ANY, Together, Existing),
        rule(PopulateOrGet, ONE, ANY, Always, Existing),
        rule(PopulateOrGet, MORE, ANY, Always, Refuse(Several)),
        rule(PopulateOrGet, WAITS, ANY, Always, Refuse(ReferenceWaits)),
        rule(PopulateOrGet, FREE, WAITS, Always, Refuse(ValueWaits)),
        rule(PopulateOrGet, FREE, FREE, Always, Insert),
        rule(PopulateOrGet, FREE, TAKEN, ValueMany, Insert),
        rule(PopulateOrGet, FREE, TAKEN, Always, Refuse(ValueTaken)),
        rule(Remove, ANY, ANY, Always, Bury),
    ]
};

/// What two keys are when an operation meets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Situation {
    pub(crate) together: bool,
    pub(crate) reference: Held,
    pub(crate) value: Held,
    pub(crate) reference_many: bool,
    pub(crate) value_many: bool,
}

impl Rule {
    pub(crate) fn fits(&self, operation: Operation, situation: &Situation) -> bool {
        let holds = |states: &[Held], state| states.is_empty() || states.contains(&state);
        let condition = match self.condition {
            Condition::Always => true,
            Condition::Together => situation.together,
            Condition::ReferenceMany => situation.reference_many,
            Condition::ValueMany => situation.value_many,
        };
        self.operation == operation && condition && holds(self.reference, situation.reference) && holds(self.value, situation.value)
    }
}

/// What an operation does in a situation. The table has a line for each, as a test proves.
pub(crate) fn decide(operation: Operation, situation: &Situation) -> Verdict {
    let rule = TRUTH.iter().find(|rule| rule.fits(operation, situation));
    rule.map_or(Verdict::Refuse(Refusal::ReferenceTaken), |rule| rule.verdict)
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Add, Self::Link, Self::Update, Self::PopulateOrGet, Self::Remove];

    /// The word in Portuguese.
    #[must_use]
    pub const fn in_portuguese(self) -> &'static str {
        match self {
            Self::Add => "incluir",
            Self::Link => "vincular",
            Self::Update => "alterar",
            Self::PopulateOrGet => "incluir ou obter",
            Self::Remove => "excluir",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Add => "add",
            Self::Link => "link",
            Self::Update => "update",
            Self::PopulateOrGet => "populate or get",
            Self::Remove => "remove",
        })
    }
}

impl Refusal {
    /// The sentence in Portuguese.
    #[must_use]
    pub const fn in_portuguese(self) -> &'static str {
        match self {
            Self::ReferenceWaits => "a chave de referência aguarda que uma pessoa a relacione: vincule-a",
            Self::ValueWaits => "o valor aguarda que uma pessoa o relacione: vincule-o",
            Self::ReferenceTaken => "a chave de referência já tem outro valor: altere-o ou exclua a linha antes",
            Self::ValueTaken => "o valor já pertence a outra chave de referência: exclua aquela linha antes",
            Self::NothingToLink => "nenhuma das duas chaves existe: inclua o par",
            Self::NothingToUpdate => "a chave de referência não tem valor: inclua o par",
            Self::Several => "a chave de referência tem vários valores: exclua um e inclua o outro",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ReferenceWaits => "the reference key waits for a person to map it: link it",
            Self::ValueWaits => "the value waits for a person to map it: link it",
            Self::ReferenceTaken => "the reference key has another value: update it, or remove the row first",
            Self::ValueTaken => "the value belongs to another reference key: remove that row first",
            Self::NothingToLink => "neither key is there: add the pair",
            Self::NothingToUpdate => "the reference key has no value: add the pair",
            Self::Several => "the reference key has several values: remove one and add the other",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// `TRUTH.md`, from the table.
    fn page() -> String {
        let mut page = "# Truth table of the De-Para / Tabela-verdade do De-Para\n\n\
            Written by a test from `src/depara/truth.rs`; the first line that fits counts. A dash stands for anything.\n\
            Gerada por um teste a partir de `src/depara/truth.rs`; vale a primeira linha que se aplica. O traço significa qualquer caso.\n\n\
            | operation / operação | reference / referência | value / valor | when / quando | result / resultado |\n\
            | --- | --- | --- | --- | --- |\n"
            .to_owned();
        for rule in TRUTH {
            let held = |states: &[Held]| match states {
                [] => "–".to_owned(),
                states => states.iter().map(|state| state_words(*state)).collect::<Vec<_>>().join(", "),
            };
            let condition = match rule.condition {
                Condition::Always => "–",
                Condition::Together => "they are a pair / formam um par",
                Condition::ReferenceMany => "a reference may have several values / a referência pode ter vários valores",
                Condition::ValueMany => "a value may have several references / o valor pode ter várias referências",
            };
            let verdict = match rule.verdict {
                Verdict::Insert => "new row / nova linha".to_owned(),
                Verdict::Fill => "the waiting row gets its partner / a linha que aguarda recebe o par".to_owned(),
                Verdict::Move => "the row gets the value / a linha recebe o valor".to_owned(),
                Verdict::Keep => "nothing; a newer event confirms / nada; um evento mais novo confirma".to_owned(),
                Verdict::Existing => "the value that is there / o valor existente".to_owned(),
                Verdict::Bury => "tombstone / lápide".to_owned(),
                Verdict::Refuse(refusal) => format!("refused: {refusal} / recusado: {}", refusal.in_portuguese()),
            };
            let operation = format!("{} / {}", rule.operation, rule.operation.in_portuguese());
            writeln!(page, "| {operation} | {} | {} | {condition} | {verdict} |", held(rule.reference), held(rule.value)).unwrap();
        }
        page
    }

    fn state_words(state: Held) -> &'static str {
        match state {
            Held::Free => "free / livre",
            Held::Waits => "waits / aguarda",
            Held::Taken => "taken / ocupada",
            Held::Several => "several / várias",
        }
    }

    #[test]
    fn the_page_is_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/TRUTH.md");
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            std::fs::write(path, page()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), page(), "INSTA_UPDATE=always writes it");
    }

    fn situations() -> impl Iterator<Item = Situation> {
        let states = [Held::Free, Held::Waits, Held::Taken, Held::Several];
        let flags = [false, true];
        states.into_iter().flat_map(move |reference| {
            states.into_iter().flat_map(move |value| {
                flags.into_iter().flat_map(move |together| {
                    flags.into_iter().flat_map(move |reference_many| {
                        flags.into_iter().map(move |value_many| Situation { together, reference, value, reference_many, value_many })
                    })
                })
            })
        })
    }

    #[test]
    fn every_situation_has_a_line_and_every_line_a_situation() {
        let mut used = vec![0; TRUTH.len()];
        for operation in Operation::ALL {
            for situation in situations() {
                let line = TRUTH.iter().position(|rule| rule.fits(operation, &situation));
                used[line.unwrap_or_else(|| panic!("no line for {operation} in {situation:?}"))] += 1;
            }
        }
        let idle: Vec<_> = TRUTH.iter().zip(&used).filter(|(_, count)| **count == 0).map(|(rule, _)| rule).collect();
        assert!(idle.is_empty(), "lines that never count: {idle:?}");
    }

    #[test]
    fn no_line_gives_a_key_that_is_for_one_a_second_partner() {
        for operation in Operation::ALL {
            for situation in situations().filter(|situation| !situation.together) {
                let verdict = decide(operation, &situation);
                let taken = |held: Held, many: bool| !many && matches!(held, Held::Taken | Held::Several);
                if matches!(verdict, Verdict::Insert | Verdict::Fill) {
                    assert!(!taken(situation.reference, situation.reference_many), "{operation} {situation:?}");
                }
                if matches!(verdict, Verdict::Insert | Verdict::Fill | Verdict::Move) {
                    assert!(!taken(situation.value, situation.value_many), "{operation} {situation:?}");
                }
            }
        }
    }
}
