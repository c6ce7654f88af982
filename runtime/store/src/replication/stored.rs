//! The company map as the data base keeps it.

use super::CompanyMap;
use crate::backend::{Columns, Value, integer, text};
use crate::{StoreError, Transaction};

const SET: &str = "INSERT INTO depara_coligada (application, coligada, company_group) VALUES (?1, ?2, ?3) \
     ON CONFLICT (application, coligada) DO UPDATE SET company_group = excluded.company_group";
const SET_BRANCH: &str = "INSERT INTO depara_filial (application, coligada, filial, branch) VALUES (?1, ?2, ?3, ?4) \
     ON CONFLICT (application, coligada, filial) DO UPDATE SET branch = excluded.branch";
const CLEAR_BRANCHES: &str = "DELETE FROM depara_filial WHERE application = ?1 AND coligada = ?2";
const CLEAR: &str = "DELETE FROM depara_coligada WHERE application = ?1 AND coligada = ?2";
const CLEAR_BRANCH: &str = "DELETE FROM depara_filial WHERE application = ?1 AND coligada = ?2 AND filial = ?3";
const MAP: &str = "SELECT coligada, company_group FROM depara_coligada WHERE application = ?1 ORDER BY coligada";
const BRANCHES: &str = "SELECT coligada, filial, branch FROM depara_filial WHERE application = ?1 ORDER BY coligada, filial";

impl Transaction<'_> {
    /// Says which company group of an application a coligada is: its field «Código Externo». Nothing or blanks take the coligada and its
    /// branches out of the map; another group makes its branches unknown. Several coligadas may have one group.
    ///
    /// # Errors
    /// [`StoreError::ColigadaZero`], which stands for all coligadas and is none, and those of the data base.
    pub fn map_coligada(&mut self, application: &str, coligada: u32, group: Option<&str>) -> Result<(), StoreError> {
        if coligada == 0 {
            return Err(StoreError::ColigadaZero);
        }
        let key = [Value::Text(application), i64::from(coligada).into()];
        let group = group.map(str::trim_end).filter(|group| !group.is_empty());
        let known = self.company_map(application)?.group(coligada).map(str::to_owned);
        if known.as_deref() != group {
            self.execute(CLEAR_BRANCHES, &key)?;
        }
        match group {
            Some(group) => self.execute(SET, &[application.into(), i64::from(coligada).into(), group.into()])?,
            None => self.execute(CLEAR, &key)?,
        };
        Ok(())
    }

    /// Says which branch of the ERP, in full width, a filial of a coligada is; nothing takes it out of the map.
    ///
    /// # Errors
    /// [`StoreError::NoColigada`] when the coligada has no company group, and those of the data base.
    pub fn map_filial(&mut self, application: &str, coligada: u32, filial: u32, branch: Option<&str>) -> Result<(), StoreError> {
        if self.company_map(application)?.group(coligada).is_none() {
            return Err(StoreError::NoColigada { application: application.to_owned(), coligada });
        }
        let (coligada, filial) = (i64::from(coligada), i64::from(filial));
        match branch {
            Some(branch) => self.execute(SET_BRANCH, &[application.into(), coligada.into(), filial.into(), branch.into()])?,
            None => self.execute(CLEAR_BRANCH, &[application.into(), coligada.into(), filial.into()])?,
        };
        Ok(())
    }

    /// The company map of an application.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn company_map(&mut self, application: &str) -> Result<CompanyMap, StoreError> {
        let mut map = CompanyMap::default();
        for (coligada, group) in self.rows(MAP, &[application.into()], |row| Ok((number(row, 0)?, text(row, 1)?)))? {
            map.insert(coligada, &group);
        }
        let branches = self.rows(BRANCHES, &[application.into()], |row| Ok((number(row, 0)?, number(row, 1)?, text(row, 2)?)))?;
        for (coligada, filial, branch) in branches {
            map.insert_branch(coligada, filial, &branch);
        }
        Ok(map)
    }
}

fn number(row: &dyn Columns, column: usize) -> Result<u32, StoreError> {
    u32::try_from(integer(row, column)?).map_err(|_| StoreError::Column { column, wanted: "a whole number" })
}
