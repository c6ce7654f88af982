//! What RM's coligada stands for in the ERP.

use serde::Deserialize;

/// The level of the ERP down to which RM's coligada reaches. The ERP has group, company, unit and branch, and RM has coligada and filial
/// alone, so an installation groups levels in one of three ways (TDN 463821434); grouped levels must be shared alike.
///
/// In an environment file it is the word in lower case: `rm.coligada = "company"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Coligada {
    /// The group: company, unit and branch together are RM's filial.
    Group,
    /// Group and company: unit and branch together are RM's filial.
    Company,
    /// Group, company and unit: RM's filial is the branch.
    Unit,
}
