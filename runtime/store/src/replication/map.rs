//! The company map: which coligada is which company group, and which filial which branch.

use depara::{EnvironmentError, KeyContext};
use std::collections::BTreeMap;

/// Which coligadas of RM are which company group of an installation of the ERP. Several coligadas may be one group; a coligada that is not in the
/// map has no external code, and nothing is replicated to it.
///
/// ```
/// use depara::{Environment, KeyContext};
/// use depara_store::replication::CompanyMap;
///
/// let mut map = CompanyMap::default();
/// map.insert(1, "01");
/// map.insert(2, "01");
/// map.insert_branch(1, 1, "02AM0001");
/// map.insert_branch(2, 1, "03SP0001");
///
/// let environment: Environment = "company = '01'\nbranch = 'EEUUFFFF'\nsharing = { SA1 = 'shared', SA6 = 'exclusive' }".parse()?;
/// let context = KeyContext::new(&environment, "02AM0001");
/// let coligadas = |alias| map.reached(alias, &context).map(|reached| reached.coligadas.iter().map(|one| one.coligada).collect::<Vec<_>>());
/// assert_eq!(coligadas("SA1")?, [1, 2]);
/// assert_eq!(coligadas("SA6")?, [1]);
/// # Ok::<(), depara::EnvironmentError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompanyMap {
    coligadas: BTreeMap<u32, Coligada>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Coligada {
    group: String,
    branches: BTreeMap<u32, String>,
}

/// The coligadas that a record of the ERP reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// Those from which it is visible, in ascending order.
    pub coligadas: Vec<ReachedColigada>,
    /// Those of the map from which it is not, and why.
    pub left_out: Vec<LeftOut>,
}

/// A coligada from which a record of the ERP is visible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachedColigada {
    /// Its number.
    pub coligada: u32,
    /// Its filiais from which the record is visible, in ascending order; empty where no branch of the coligada is in the map.
    pub filiais: Vec<u32>,
}

/// A coligada that a record does not reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its number.
    pub coligada: u32,
    /// Why not.
    pub why: WhyLeftOut,
}

/// Why a record does not reach a coligada.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyLeftOut {
    /// It is another company group of the ERP.
    OtherGroup {
        /// Which.
        group: String,
    },
    /// The ERP's table is not shared by all, and no branch of the coligada is in the map.
    NoBranches,
    /// None of its branches sees the record.
    OtherBranches,
    /// It has a row of the record, but no external code any more. The row stays as it is.
    NotInMap {
        /// The internal key of the row.
        internal: String,
    },
}

impl WhyLeftOut {
    /// The sentence in Portuguese.
    #[must_use]
    pub fn in_portuguese(&self) -> String {
        match self {
            Self::OtherGroup { group } => format!("a coligada é do grupo de empresas `{group}`"),
            Self::NoBranches => {
                "a tabela não é compartilhada por todos, e nenhuma filial da coligada está relacionada a uma do ERP".to_owned()
            }
            Self::OtherBranches => "nenhuma filial da coligada enxerga o registro".to_owned(),
            Self::NotInMap { internal } => format!("a coligada ficou sem código externo; a linha `{internal}` permanece como está"),
        }
    }
}

impl std::fmt::Display for WhyLeftOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OtherGroup { group } => write!(f, "the coligada is of the company group `{group}`"),
            Self::NoBranches => {
                f.write_str("the table is not shared by all, and no filial of the coligada is mapped to a branch of the ERP")
            }
            Self::OtherBranches => f.write_str("no filial of the coligada sees the record"),
            Self::NotInMap { internal } => write!(f, "the coligada has no external code any more; its row `{internal}` stays as it is"),
        }
    }
}

impl CompanyMap {
    /// Says which company group a coligada is. What was said of the coligada before, its branches included, is forgotten.
    pub fn insert(&mut self, coligada: u32, group: &str) {
        self.coligadas.insert(coligada, Coligada { group: group.to_owned(), branches: BTreeMap::new() });
    }

    /// Says which branch of the ERP, in full width, a filial is; false when the coligada is not in the map.
    pub fn insert_branch(&mut self, coligada: u32, filial: u32, branch: &str) -> bool {
        match self.coligadas.get_mut(&coligada) {
            Some(found) => {
                found.branches.insert(filial, branch.to_owned());
                true
            }
            None => false,
        }
    }

    /// The company group of a coligada.
    #[must_use]
    pub fn group(&self, coligada: u32) -> Option<&str> {
        self.coligadas.get(&coligada).map(|found| found.group.as_str())
    }

    /// The branch of a filial.
    #[must_use]
    pub fn branch(&self, coligada: u32, filial: u32) -> Option<&str> {
        self.coligadas.get(&coligada)?.branches.get(&filial).map(String::as_str)
    }

    /// The coligadas that a record of the table `alias` reaches, which the company group and branch of `context` have sent: those of the group
    /// with a filial whose branch, as the sharing mode of the table gives it, is that of the record. A table that all share reaches every
    /// coligada of the group, whether its branches are known or not.
    ///
    /// # Errors
    /// When the installation says nothing about the table, or a branch does not fill its layout.
    pub fn reached(&self, alias: &str, context: &KeyContext<'_>) -> Result<Reached, EnvironmentError> {
        let of_record = context.branch(alias)?;
        let shared_by_all = of_record.trim().is_empty();
        let mut reached = Reached { coligadas: Vec::new(), left_out: Vec::new() };
        for (&coligada, Coligada { group, branches }) in &self.coligadas {
            let mut left_out = |why| reached.left_out.push(LeftOut { coligada, why });
            if group.trim_end() != context.company().trim_end() {
                left_out(WhyLeftOut::OtherGroup { group: group.clone() });
                continue;
            }
            let mut filiais = Vec::new();
            for (&filial, branch) in branches {
                if context.environment().branch(alias, branch)? == of_record {
                    filiais.push(filial);
                }
            }
            match (filiais.is_empty(), branches.is_empty()) {
                (true, _) if shared_by_all => reached.coligadas.push(ReachedColigada { coligada, filiais }),
                (false, _) => reached.coligadas.push(ReachedColigada { coligada, filiais }),
                (true, true) => left_out(WhyLeftOut::NoBranches),
                (true, false) => left_out(WhyLeftOut::OtherBranches),
            }
        }
        Ok(reached)
    }
}
