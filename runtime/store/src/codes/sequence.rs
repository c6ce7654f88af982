//! The numbers of a field, each given once.

use super::{CodeError, form};
use crate::backend::{Value, integer};
use crate::{StoreError, Transaction};
use depara::rules::Mask;

/// The field whose codes a sequence gives.
///
/// ```
/// use depara::rules::Mask;
/// use depara_store::codes::CodeField;
/// use depara_store::{Settings, Store, StoreError};
///
/// let folder = tempfile::tempdir()?;
/// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
/// let field = CodeField { system: "RM", table: "FCFO", field: "CODCFO", coligada: 0 };
/// let codes = store.transaction(|transaction| {
///     transaction.codes_go_on_after(field, Mask::Digits(9), "000000122")?;
///     let mut next = || transaction.next_code(field, Mask::Digits(9), |_, code| Ok::<_, StoreError>(code == "000000124"));
///     Ok::<_, StoreError>([next()?, next()?])
/// })?;
/// assert_eq!(codes, ["000000123", "000000125"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodeField<'f> {
    /// The product whose table it is: `RM`.
    pub system: &'f str,
    /// The table: `FCFO`.
    pub table: &'f str,
    /// The field that holds the code: `CODCFO`.
    pub field: &'f str,
    /// The coligada whose codes they are; zero where all coligadas share them.
    pub coligada: u32,
}

const NEXT: &str = "INSERT INTO depara_sequence (system_name, table_name, field, coligada, last_number) VALUES (?1, ?2, ?3, ?4, 1) \
     ON CONFLICT (system_name, table_name, field, coligada) DO UPDATE SET last_number = depara_sequence.last_number + 1 RETURNING last_number";
const AFTER: &str = "INSERT INTO depara_sequence (system_name, table_name, field, coligada, last_number) VALUES (?1, ?2, ?3, ?4, ?5) \
     ON CONFLICT (system_name, table_name, field, coligada) DO UPDATE SET last_number = \
       CASE WHEN excluded.last_number > depara_sequence.last_number THEN excluded.last_number ELSE depara_sequence.last_number END";

impl CodeField<'_> {
    fn values(&self) -> [Value<'_>; 4] {
        [self.system.into(), self.table.into(), self.field.into(), i64::from(self.coligada).into()]
    }
}

impl Transaction<'_> {
    /// The next code of a field in the form of a mask. `taken` says whether a record has it already, because a person typed it or another system
    /// gave it; such codes are passed over. Others who want a code of this field wait until the transaction ends, and when it is rolled back, get
    /// this one.
    ///
    /// # Errors
    /// [`CodeError::Exhausted`] when every number of the mask was given, [`CodeError::NoDigits`] when it has no place for one, those of `taken` and
    /// of the data base.
    pub fn next_code<E: From<StoreError>>(
        &mut self,
        field: CodeField<'_>,
        mask: Mask<'_>,
        mut taken: impl FnMut(&mut Transaction<'_>, &str) -> Result<bool, E>,
    ) -> Result<String, E> {
        loop {
            let number = self.rows(NEXT, &field.values(), |row| integer(row, 0))?.pop().unwrap_or(i64::MAX);
            let code = form::code(mask, number).map_err(StoreError::from)?;
            if !taken(self, &code)? {
                return Ok(code);
            }
        }
    }

    /// Lets the codes of a field go on after this one, unless they are beyond it: for a table that has records already when its sequence begins.
    /// The sequence has not to pass over each of them then.
    ///
    /// # Errors
    /// [`CodeError::NoNumber`] when the code is no number in the form of the mask, and those of the data base.
    pub fn codes_go_on_after(&mut self, field: CodeField<'_>, mask: Mask<'_>, code: &str) -> Result<(), StoreError> {
        let wrong = || CodeError::NoNumber { code: code.to_owned(), mask: form::shown(mask) };
        let number = form::number(mask, code).ok_or_else(wrong)?;
        let [system, table, name, coligada] = field.values();
        self.execute(AFTER, &[system, table, name, coligada, number.into()]).map(|_| ())
    }
}
