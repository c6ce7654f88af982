//! Which De-Para a listed row is of.

use crate::environment::Environment;
use crate::info::{AdapterInfo, DeParaInfo};
use crate::list::ListedRow;
use crate::reconcile::{Misfit, Names, UnknownName};

/// The De-Paras of some adapters, by the names that lists give them: tables, or aliases with or without their fields.
///
/// ```
/// use depara::list::ListedRow;
/// use depara::rows::Tables;
///
/// // Without adapters no table is known, and that is said.
/// let mut tables = Tables::new(&[], None);
/// let row = ListedRow { table: "FCFO", internal: "0|1", external: "01||1|01|C", ..ListedRow::default() };
/// assert_eq!(tables.of(&row).unwrap_err().to_string(), "no De-Para of the mappings is called `FCFO`; known are none");
/// ```
#[derive(Debug)]
pub struct Tables(Names);

/// Why a row is of no De-Para.
///
/// ```
/// let several = depara::rows::NotOne::Several(vec!["FCxa", "FCONVENIO"]);
/// assert_eq!(several.to_string(), "it can be a row of FCxa or FCONVENIO; a column `rm_table` decides it");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotOne {
    /// No mapping has the table or alias.
    #[error(transparent)]
    Unknown(#[from] UnknownName),
    /// The keys are not those of the table.
    #[error("{0}")]
    Misfit(#[from] Misfit),
    /// The keys can be those of several tables.
    #[error("it can be a row of {}; a column `rm_table` decides it", .0.join(" or "))]
    Several(Vec<&'static str>),
}

impl Tables {
    /// The De-Paras of the adapters. The environment, where one is given, says how wide fields are and how tables are shared.
    #[must_use]
    pub fn new(adapters: &[&'static AdapterInfo], environment: Option<&Environment>) -> Self {
        Self(Names::new(adapters, environment))
    }

    /// The one De-Para that has the name and both keys of a row.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn of(&mut self, row: &ListedRow<'_>) -> Result<&'static DeParaInfo, NotOne> {
        let name = self.0.find(row)?;
        let (internal, external) = (row.internal.trim_end_matches(' '), row.external.trim_end_matches(' '));
        let forms = self.0.name(name).forms.iter().filter_map(|place| self.0.form(Some(*place)));
        let fitting = forms.filter(|form| self.0.fit_form(form, internal, external).is_ok());
        let mut found: Vec<&'static DeParaInfo> = fitting.map(|form| form.info).collect();
        // A transaction that the list names decides between the tables of several messages.
        if found.len() > 1 && found.iter().any(|info| info.transaction.eq_ignore_ascii_case(row.transaction)) {
            found.retain(|info| info.transaction.eq_ignore_ascii_case(row.transaction));
        }
        match found.as_slice() {
            [info] => Ok(info),
            [] => match self.0.fit(name, internal, external) {
                Ok(_) => Err(NotOne::Several(Vec::new())),
                Err(misfit) => Err(misfit.into()),
            },
            several => Err(NotOne::Several(several.iter().map(|info| info.table).collect())),
        }
    }
}
