//! The rows of the store, name space by name space.

use crate::depara::{RowState, Space, StoredRow, Wanted};
use crate::{Store, StoreError};

/// How many rows are read at once: memory holds a page, not the table.
const PAGE: u32 = 1000;

impl Store {
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
        for space in &self.read(|transaction| transaction.spaces(wanted))? {
            let mut after = i64::MIN;
            loop {
                let page = self.read(|transaction| transaction.page_of_rows(space, after, PAGE))?;
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
