//! The rows of the store, name space by name space.

use crate::backend::text;
use crate::depara::{Cardinality, Direction, RowState, Space, SpaceInfo, StoredRow};
use crate::{Store, StoreError};
use depara::DeParaMode;

/// How many rows are read at once: memory holds a page, not the table.
const PAGE: u32 = 1000;

const SPACES: &str = "SELECT application, transaction_name, internal_system, internal_table, internal_fields, integrated_system, alias, field, \
     direction, cardinality, mode FROM depara_space ORDER BY transaction_name, internal_table, alias, field, application, direction";

/// Which rows are wanted; what is none is anything. Case does not count.
///
/// ```
/// use depara_store::exchange::Wanted;
/// use depara_store::{Settings, Store, StoreError};
///
/// let folder = tempfile::tempdir()?;
/// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
/// let wanted = Wanted { transaction: Some("CUSTOMERVENDOR"), ..Wanted::default() };
/// let mut count = 0;
/// store.export(&wanted, |_, _| -> Result<(), StoreError> {
///     count += 1;
///     Ok(())
/// })?;
/// assert_eq!(count, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted<'w> {
    /// The message that makes the rows: `CUSTOMERVENDOR`.
    pub transaction: Option<&'w str>,
    /// The table of the internal system: `FCFO`.
    pub table: Option<&'w str>,
    /// The application of the other side.
    pub application: Option<&'w str>,
    /// The product of the other side: `PROTHEUS`.
    pub system: Option<&'w str>,
}

impl Wanted<'_> {
    fn takes(&self, info: &SpaceInfo) -> bool {
        let is = |wanted: Option<&str>, found: &str| wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(found));
        is(self.transaction, &info.transaction)
            && is(self.table, &info.table)
            && is(self.application, &info.application)
            && is(self.system, &info.integrated_system)
    }
}

impl Store {
    /// The name spaces that the store knows, by transaction, table, alias and field.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn spaces(&mut self) -> Result<Vec<Space>, StoreError> {
        self.transaction(|transaction| {
            let infos = transaction.rows(SPACES, &[], |row| {
                let word = |column: usize| text(row, column);
                let unknown = |column, wanted| StoreError::Column { column, wanted };
                Ok(SpaceInfo {
                    application: word(0)?,
                    transaction: word(1)?,
                    internal_system: word(2)?,
                    table: word(3)?,
                    fields: word(4)?,
                    integrated_system: word(5)?,
                    alias: word(6)?,
                    field: word(7)?,
                    direction: direction(&word(8)?).ok_or_else(|| unknown(8, "a direction"))?,
                    cardinality: cardinality(&word(9)?).ok_or_else(|| unknown(9, "a cardinality"))?,
                    mode: mode(&word(10)?).ok_or_else(|| unknown(10, "a mode"))?,
                })
            })?;
            infos.iter().map(|info| transaction.space(info)).collect()
        })
    }

    /// Hands out each pair that is wanted, in the order of the name spaces and within one in that of their making. Tombstones and keys that
    /// wait are no pairs.
    ///
    /// # Errors
    /// Those of `each`, and those of the data base.
    pub fn export<E: From<StoreError>>(
        &mut self,
        wanted: &Wanted<'_>,
        mut each: impl FnMut(&Space, &StoredRow) -> Result<(), E>,
    ) -> Result<(), E> {
        for space in self.spaces()?.iter().filter(|space| wanted.takes(space.info())) {
            let mut after = i64::MIN;
            loop {
                let page = self.transaction(|transaction| transaction.page_of_rows(space, after, PAGE))?;
                let Some(last) = page.last() else { break };
                after = last.id;
                for row in page.iter().filter(|row| row.state == RowState::Paired) {
                    each(space, row)?;
                }
            }
        }
        Ok(())
    }
}

fn direction(word: &str) -> Option<Direction> {
    match word {
        "both" => Some(Direction::Both),
        "to external" => Some(Direction::ToExternal),
        "to internal" => Some(Direction::ToInternal),
        _ => None,
    }
}

fn cardinality(word: &str) -> Option<Cardinality> {
    match word {
        "one to one" => Some(Cardinality::OneToOne),
        "many to one" => Some(Cardinality::ManyToOne),
        "one to many" => Some(Cardinality::OneToMany),
        _ => None,
    }
}

fn mode(word: &str) -> Option<DeParaMode> {
    match word {
        "rows" => Some(DeParaMode::Rows),
        "identical" => Some(DeParaMode::Identical),
        "ask" => Some(DeParaMode::Ask),
        _ => None,
    }
}
