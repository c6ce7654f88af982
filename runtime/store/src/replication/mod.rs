//! Replication: one record of the ERP becomes a record of each coligada that sees it.
//!
//! RM keeps some tables once for all coligadas and others once for each ([`Scope`]). A message of the ERP about a table of the second kind writes
//! one row for each coligada of the sender's company group from which the record is visible, or none: the [`CompanyMap`] says which coligada is
//! which company group, and the sharing mode of the ERP's table how far a record is seen.
//!
//! Source: manual of the integration, "Compartilhamento" ("…o RM irá realizar a replicação dos dados para todas as coligadas com código externo
//! preenchido. A replicação será conforme o tipo de compartilhamento configurado no Protheus").

mod map;
mod replicate;
mod scope;
mod stored;

pub use map::{CompanyMap, LeftOut, Reached, ReachedColigada, WhyLeftOut};
pub use replicate::{Replica, Replicated, Target};
pub use scope::{Records, Scope, ScopeError};
