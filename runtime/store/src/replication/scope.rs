//! Whether a table of the internal system has one record for all coligadas or one for each.

use crate::StoreError;
use crate::depara::{Cardinality, Space};
use depara::environment::{Mode, Sharing};
use depara::key::Shape;
use depara::{DeParaInfo, KeyError};

/// The field by which keys of RM say their coligada.
const COLIGADA: &str = "CODCOLIGADA";

/// How the installation keeps the records of a table that has coligadas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Records {
    /// Once, in coligada 0: a table with global records, such as RM's customers with the parameter «Default Cli/For Globais».
    Global,
    /// Once for each coligada.
    EachColigada,
}

/// Whether one record of the ERP is one of RM or one for each coligada. Only [`Scope::of`] makes one, from the key that the mapping declares and
/// from the sharing mode of the ERP's table, so a global table whose ERP side is not shared by company cannot be written.
///
/// ```
/// use depara::environment::Sharing;
/// use depara::key::{Part, Segment, Shape, Value};
/// use depara_store::depara::Cardinality;
/// use depara_store::replication::{Records, Scope};
///
/// let customers = Shape::new("FCFO", [Part::field("CODCOLIGADA", Value::Int), Part::field("CODCFO", Value::Text)].map(Segment::of));
/// let currencies = Shape::new("GMOEDA", [Part::field("SIMBOLO", Value::Text)].map(Segment::of));
///
/// let scope = Scope::of_key("FCFO", &customers, Sharing::EXCLUSIVE, Records::EachColigada)?;
/// assert!(scope.replicates());
/// assert_eq!(scope.cardinality(), Cardinality::ManyToOne);
/// assert!(!Scope::of_key("FCFO", &customers, Sharing::SHARED, Records::Global)?.replicates());
/// // A key without a coligada is the same in all of them.
/// assert!(!Scope::of_key("GMOEDA", &currencies, Sharing::EXCLUSIVE, Records::EachColigada)?.replicates());
///
/// let error = Scope::of_key("FCFO", &customers, Sharing::EXCLUSIVE, Records::Global).unwrap_err();
/// assert!(error.to_string().starts_with("`FCFO` cannot be global"));
/// # Ok::<(), depara_store::replication::ScopeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope<'k>(pub(super) Kind, &'k Shape);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// The key says no coligada.
    WithoutColigada,
    /// One record, of coligada 0; the value of this slot of the key.
    Global { slot: usize },
    /// One record for each coligada, which this slot of the key says.
    EachColigada { slot: usize },
}

/// A table that cannot be kept as the installation says. `Display` is English; [`ScopeError::in_portuguese`] has the other form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{table}` cannot be global: the table of the ERP has the sharing mode `{sharing}`, and global records need one that is shared by company, \
     such as `CCC`; share it, or keep the records of each coligada"
)]
pub struct ScopeError {
    /// The table of the internal system.
    pub table: String,
    /// The sharing mode of the ERP's table.
    pub sharing: Sharing,
}

impl ScopeError {
    /// The same for a reader of Portuguese.
    #[must_use]
    pub fn in_portuguese(&self) -> String {
        let Self { table, sharing } = self;
        format!(
            "`{table}` não pode ser global: a tabela do ERP tem o compartilhamento `{sharing}`, e registros globais exigem uma tabela compartilhada \
             por empresa, como `CCC`; compartilhe-a ou mantenha os registros por coligada"
        )
    }
}

impl Scope<'static> {
    /// The scope of a De-Para table: `sharing` is the mode of the external key's alias in this installation, and `records` says how RM keeps the
    /// table where its key has a coligada.
    ///
    /// Source: manual of the integration, CUSTOMERVENDOR: "A configuração para cliente global é realizada somente caso o Protheus tenha um
    /// compartilhamento por Empresa."
    ///
    /// # Errors
    /// When the table is to be global and the ERP does not share its own by company.
    pub fn of(info: &DeParaInfo, sharing: Sharing, records: Records) -> Result<Self, ScopeError> {
        Self::of_key(info.table, info.internal, sharing, records)
    }
}

impl<'k> Scope<'k> {
    /// The same for the key of a table that no mapping declares.
    ///
    /// # Errors
    /// As of [`Scope::of`].
    pub fn of_key(table: &str, internal: &'k Shape, sharing: Sharing, records: Records) -> Result<Self, ScopeError> {
        let slot = internal.slots().position(|part| part.name == COLIGADA);
        match (slot, records) {
            (None, _) => Ok(Self(Kind::WithoutColigada, internal)),
            (Some(slot), Records::EachColigada) => Ok(Self(Kind::EachColigada { slot }, internal)),
            (Some(slot), Records::Global) if sharing.company == Mode::Shared => Ok(Self(Kind::Global { slot }, internal)),
            (Some(_), Records::Global) => Err(ScopeError { table: table.to_owned(), sharing }),
        }
    }

    /// Whether a record of the ERP becomes one of each coligada.
    #[must_use]
    pub fn replicates(self) -> bool {
        matches!(self.0, Kind::EachColigada { .. })
    }

    /// Which keys have several partners in a De-Para of this scope: an external key that is replicated has one internal key for each coligada.
    #[must_use]
    pub fn cardinality(self) -> Cardinality {
        if self.replicates() { Cardinality::ManyToOne } else { Cardinality::OneToOne }
    }

    /// The coligada of an internal key; zero where the key has none.
    pub(super) fn coligada(self, space: &Space, internal: &str) -> Result<u32, StoreError> {
        let (Kind::Global { slot } | Kind::EachColigada { slot }) = self.0 else { return Ok(0) };
        let wrong = |source: Box<KeyError>| StoreError::InternalKey { space: space.name(), key: internal.to_owned(), source };
        let parts = self.1.parse(internal).map_err(|error| wrong(Box::new(error)))?;
        let said = parts.text(slot);
        said.trim().parse().map_err(|_| StoreError::ColigadaNumber { space: space.name(), internal: internal.to_owned() })
    }
}
