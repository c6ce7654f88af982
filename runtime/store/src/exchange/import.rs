//! Rows of a list become rows of the store.

use crate::depara::{Cardinality, Done, Refusal, Side, Space, SpaceInfo, Stamp};
use crate::{Store, StoreError, Timestamp, Transaction};
use depara::list::ListedRow;
use depara::rows::{NotOne, Tables};
use depara::{AdapterInfo, DeParaInfo};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// Takes rows of a list into the store.
///
/// An import adds pairs, and says of each row what became of it. It never removes or replaces what it does not name: a pair that the list
/// does not have stays, and a key that has another partner keeps it unless [`Options::replace`] is set. A key that waits for a person gets
/// its partner. An import that is done again changes nothing.
///
/// Rows come in portions, each of which is one transaction: see [`Importer::take`]. Beside a portion, memory holds some fifty bytes for each
/// row that came before, by which a row that repeats or contradicts one further up is found in a dry run too.
///
/// ```
/// use depara_store::exchange::{Importer, ListedPair, Options};
/// use depara_store::{Settings, Store};
///
/// let folder = tempfile::tempdir()?;
/// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
/// // A program gives `Registry::ADAPTERS` of its mappings; without any, no table is known.
/// let mut importer = Importer::new(&[], None, Options::new("rm.csv"));
/// let pair = ListedPair { line: 2, table: "FCFO".into(), internal: "0|1".into(), external: "01||1|01|C".into(), ..ListedPair::default() };
/// let outcomes = importer.take(&mut store, &[pair])?;
/// assert!(outcomes[0].as_ref().unwrap_err().to_string().starts_with("no De-Para of the mappings is called `FCFO`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Importer<'i> {
    tables: Tables,
    options: Options<'i>,
    seen: Seen,
}

/// How rows are taken.
///
/// ```
/// use depara_store::exchange::Options;
///
/// let options = Options { dry_run: true, ..Options::new("rm.csv") };
/// assert!(!options.replace);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options<'i> {
    /// The application of the other side, where the list does not say it; else its product name.
    pub application: Option<&'i str>,
    /// How a name space is kept that the store does not know yet.
    pub cardinality: Cardinality,
    /// Whether an internal key that has another partner gets the one of the list.
    pub replace: bool,
    /// What is to be said of the rows: nothing is changed.
    pub dry_run: bool,
    /// When the list was true; none for now. A pair that a later event has removed stays removed.
    pub at: Option<Timestamp>,
    /// What brings the rows, for their history: the name of the file, or of a person.
    pub source: &'i str,
}

/// A row of a list that is kept until its portion is taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedPair {
    /// Its line.
    pub line: u64,
    /// As [`ListedRow::table`].
    pub table: String,
    /// As [`ListedRow::alias`].
    pub alias: String,
    /// As [`ListedRow::field`].
    pub field: String,
    /// As [`ListedRow::internal`].
    pub internal: String,
    /// As [`ListedRow::external`].
    pub external: String,
    /// As [`ListedRow::transaction`].
    pub transaction: String,
    /// As [`ListedRow::application`].
    pub application: String,
    /// As [`ListedRow::identifier`].
    pub identifier: String,
}

/// What became of a row.
pub type Outcome = Result<Taken, NotTaken>;

/// What was done with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Taken {
    /// There is a new pair.
    Added,
    /// A key that waited has its partner.
    Filled,
    /// The pair was there.
    Unchanged,
    /// The internal key had another partner.
    Replaced {
        /// The one that it had.
        from: String,
    },
}

/// Why a row was not taken.
///
/// ```
/// use depara_store::exchange::NotTaken;
///
/// let reason = NotTaken::Repeated { line: 7 };
/// assert_eq!(reason.to_string(), "the same pair stands in line 7");
/// assert_eq!(reason.in_portuguese().as_deref(), Some("o mesmo par está na linha 7"));
/// ```
///
/// `Display` is English; [`NotTaken::in_portuguese`] has what the store says in the other form.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotTaken {
    /// It is of no De-Para, or of several.
    #[error(transparent)]
    NotOne(#[from] NotOne),
    /// The same pair stands further up.
    #[error("the same pair stands in line {line}")]
    Repeated {
        /// Where.
        line: u64,
    },
    /// One of its keys stands further up with another partner.
    #[error("line {line} has the same {side} key with another partner")]
    Contradicted {
        /// Where.
        line: u64,
        /// Whose key it is.
        side: Side,
    },
    /// A newer event has said something else.
    #[error("an event of {newer} is newer than the list")]
    Stale {
        /// When that happened.
        newer: Timestamp,
    },
    /// The store refuses it.
    #[error(transparent)]
    Refused(#[from] StoreError),
}

impl<'i> Options<'i> {
    /// Pairs are added and nothing is replaced; a new name space is one to one.
    #[must_use]
    pub const fn new(source: &'i str) -> Self {
        Self { application: None, cardinality: Cardinality::OneToOne, replace: false, dry_run: false, at: None, source }
    }
}

impl ListedPair {
    /// A copy of a row that a list lends.
    #[must_use]
    pub fn of(line: u64, row: &ListedRow<'_>) -> Self {
        let text = str::to_owned;
        Self {
            line,
            table: text(row.table),
            alias: text(row.alias),
            field: text(row.field),
            internal: text(row.internal),
            external: text(row.external),
            transaction: text(row.transaction),
            application: text(row.application),
            identifier: text(row.identifier),
        }
    }

    fn listed(&self) -> ListedRow<'_> {
        ListedRow {
            table: &self.table,
            alias: &self.alias,
            field: &self.field,
            internal: &self.internal,
            external: &self.external,
            transaction: &self.transaction,
            application: &self.application,
            identifier: &self.identifier,
            ..ListedRow::default()
        }
    }

    /// What the row is called among all systems; the screens of EAI 2.0 show the internal key where there is no such name.
    fn identifier(&self) -> Option<&str> {
        let identifier = self.identifier.trim();
        (!identifier.is_empty() && identifier != self.internal.trim()).then_some(identifier)
    }
}

impl<'i> Importer<'i> {
    /// Nothing is taken yet. The environment, where one is given, says how wide fields are and how tables are shared.
    #[must_use]
    pub fn new(adapters: &[&'static AdapterInfo], environment: Option<&depara::Environment>, options: Options<'i>) -> Self {
        Self { tables: Tables::new(adapters, environment), options, seen: Seen::default() }
    }

    /// Takes a portion of rows in one transaction, and says of each what became of it. Some hundreds at once are a good portion.
    ///
    /// # Errors
    /// Those of the data base: then nothing of the portion is taken.
    pub fn take(&mut self, store: &mut Store, rows: &[ListedPair]) -> Result<Vec<Outcome>, StoreError> {
        let infos: Vec<Result<&'static DeParaInfo, NotOne>> = rows.iter().map(|row| self.tables.of(&row.listed())).collect();
        let (options, seen) = (&self.options, &self.seen);
        let mut result: Option<(Vec<Outcome>, HashMap<u64, u64>)> = None;
        let done = store.transaction(|transaction| {
            let mut portion = Portion { transaction, options, before: seen, seen: HashMap::new(), spaces: Vec::new() };
            let outcomes = rows.iter().zip(&infos).map(|(row, info)| match info {
                Ok(info) => portion.row(info, row),
                Err(reason) => Ok(Err(NotTaken::NotOne(reason.clone()))),
            });
            let outcomes: Vec<Outcome> = outcomes.collect::<Result<_, StoreError>>()?;
            result = Some((outcomes, portion.seen));
            if options.dry_run { Err(Ended::Dry) } else { Ok(()) }
        });
        match done {
            Ok(()) | Err(Ended::Dry) => {}
            Err(Ended::Store(error)) => return Err(error),
        }
        let (outcomes, seen) = result.unwrap_or_default();
        self.seen.lines.extend(seen);
        Ok(outcomes)
    }
}

/// How the transaction of a portion ends that is not committed.
enum Ended {
    /// Nothing was to be changed.
    Dry,
    /// The data base.
    Store(StoreError),
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The keys that came so far, by hash, with their lines.
#[derive(Debug, Default)]
struct Seen {
    lines: HashMap<u64, u64>,
    hasher: RandomState,
}

/// A portion while it is taken.
struct Portion<'p, 'i, 't, 's> {
    transaction: &'t mut Transaction<'s>,
    options: &'p Options<'i>,
    before: &'p Seen,
    seen: HashMap<u64, u64>,
    spaces: Vec<((&'static DeParaInfo, String), Space)>,
}

impl Portion<'_, '_, '_, '_> {
    fn row(&mut self, info: &'static DeParaInfo, row: &ListedPair) -> Result<Outcome, StoreError> {
        let space = match self.space(info, row) {
            Ok(space) => space,
            Err(error) if is_of_row(&error) => return Ok(Err(error.into())),
            Err(error) => return Err(error),
        };
        if let Some(reason) = self.met(&space, row) {
            return Ok(Err(reason));
        }
        let source = self.options.source;
        let stamp = Stamp { at: self.options.at.unwrap_or(self.transaction.now()), source };
        let (internal, external) = (row.internal.as_str(), row.external.as_str());
        let done = self.transaction.add(&space, internal, external, stamp).or_else(|error| match refusal(&error) {
            Some(Refusal::ReferenceWaits | Refusal::ValueWaits) => self.transaction.link(&space, internal, external, stamp),
            Some(Refusal::ReferenceTaken) if self.options.replace => {
                self.transaction.update(&space, Side::Internal, internal, external, stamp)
            }
            _ => Err(error),
        });
        let taken = match done {
            Ok(Done::Inserted) => Taken::Added,
            Ok(Done::Filled { .. }) => Taken::Filled,
            Ok(Done::Moved { from }) => Taken::Replaced { from },
            Ok(Done::Stale { newer }) => return Ok(Err(NotTaken::Stale { newer })),
            Ok(_) => Taken::Unchanged,
            Err(error) if is_of_row(&error) => return Ok(Err(error.into())),
            Err(error) => return Err(error),
        };
        self.note(&space, row);
        if let Some(identifier) = row.identifier() {
            self.transaction.identify(&space, Side::Internal, internal, identifier)?;
        }
        Ok(Ok(taken))
    }

    /// The name space of a row. One that the store knows stays as it is kept.
    fn space(&mut self, info: &'static DeParaInfo, row: &ListedPair) -> Result<Space, StoreError> {
        let named = [row.application.as_str(), self.options.application.unwrap_or_default(), info.external.system];
        let application = named.into_iter().find(|name| !name.trim().is_empty()).unwrap_or_default().to_owned();
        let is_it = |((known, of), _): &&((&'static DeParaInfo, String), Space)| *known == info && *of == application;
        if let Some((_, space)) = self.spaces.iter().find(is_it) {
            return Ok(space.clone());
        }
        let wanted = self.options.cardinality;
        let mut cardinalities = vec![wanted];
        cardinalities
            .extend([Cardinality::OneToOne, Cardinality::ManyToOne, Cardinality::OneToMany].into_iter().filter(|one| *one != wanted));
        let mut first: Option<StoreError> = None;
        for cardinality in cardinalities {
            let declared = SpaceInfo { application: application.clone(), ..SpaceInfo::of(info, cardinality) };
            match self.transaction.space(&declared) {
                Ok(space) => {
                    self.spaces.push(((info, application), space.clone()));
                    return Ok(space);
                }
                Err(error @ StoreError::SpaceDiffers { .. }) => first = first.or(Some(error)),
                Err(error) => return Err(error),
            }
        }
        Err(first.unwrap_or(StoreError::Identical { space: info.table.to_owned() }))
    }

    /// Why a row is not taken that repeats or contradicts one further up.
    fn met(&self, space: &Space, row: &ListedPair) -> Option<NotTaken> {
        let [pair, internal, external] = self.numbers(space, row);
        let find = |number: u64| self.before.lines.get(&number).or(self.seen.get(&number)).copied();
        if let Some(line) = find(pair) {
            return Some(NotTaken::Repeated { line });
        }
        for (side, number) in [(Side::Internal, internal), (Side::External, external)] {
            if let Some(line) = find(number).filter(|_| !space.many(side)) {
                return Some(NotTaken::Contradicted { line, side });
            }
        }
        None
    }

    /// Notes the keys of a row that was taken. One that was refused says nothing of those that follow.
    fn note(&mut self, space: &Space, row: &ListedPair) {
        let [pair, internal, external] = self.numbers(space, row);
        self.seen.insert(pair, row.line);
        for number in [internal, external] {
            self.seen.entry(number).or_insert(row.line);
        }
    }

    /// Numbers that stand for the pair and for both keys.
    fn numbers(&self, space: &Space, row: &ListedPair) -> [u64; 3] {
        let (internal, external) = (row.internal.trim_end_matches(' '), row.external.trim_end_matches(' '));
        // By its name: the number of a name space that a dry run makes is another one's afterwards.
        let name = space.name();
        let hash = |kind: u8, one: &str, other: &str| self.before.hasher.hash_one((kind, &name, one, other));
        [hash(0, internal, external), hash(1, internal, ""), hash(2, external, "")]
    }
}

fn refusal(error: &StoreError) -> Option<Refusal> {
    match error {
        StoreError::Refused { refusal, .. } => Some(*refusal),
        _ => None,
    }
}

/// Whether an error is one of the row, and not of the data base.
fn is_of_row(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Refused { .. }
            | StoreError::EmptyKey { .. }
            | StoreError::KeyTooLong { .. }
            | StoreError::NulCharacter { .. }
            | StoreError::Identical { .. }
            | StoreError::SpaceDiffers { .. }
    )
}

impl NotTaken {
    /// The same for a reader of Portuguese; none for what the runtime says of tables and keys, whose Portuguese the command line has.
    #[must_use]
    pub fn in_portuguese(&self) -> Option<String> {
        match self {
            Self::NotOne(_) => None,
            Self::Repeated { line } => Some(format!("o mesmo par está na linha {line}")),
            Self::Contradicted { line, side } => Some(format!("a linha {line} tem a mesma chave {} com outro par", side.in_portuguese())),
            Self::Stale { newer } => Some(format!("um evento de {newer} é mais novo que a lista")),
            Self::Refused(error) => Some(error.in_portuguese()),
        }
    }
}
