//! Name spaces: what must be known besides a key to find its partner.

use super::Side;
use crate::backend::{Columns, integer, text};
use crate::{StoreError, Transaction};
use depara::{DeParaInfo, DeParaMode};
use std::fmt;

/// What a De-Para is called and how it is kept. The name space is application, transaction, table, alias, field and direction: one external
/// key is in several tables (a bank account of Protheus is `FCONTA` and `FCXA`), and one alias has keys of several forms (`SE1.E1_NUM`,
/// `SE1.E1_BAIXA`).
///
/// ```
/// use depara_store::depara::{Cardinality, Direction, SpaceInfo};
///
/// let space = SpaceInfo {
///     application: "PROTHEUS".into(),
///     transaction: "BANK".into(),
///     internal_system: "RM".into(),
///     table: "FCONTA".into(),
///     fields: "CODCOLIGADA|NUMBANCO|NUMAGENCIA|NROCONTA".into(),
///     integrated_system: "PROTHEUS".into(),
///     alias: "SA6".into(),
///     field: "A6_COD".into(),
///     direction: Direction::Both,
///     cardinality: Cardinality::OneToOne,
///     mode: depara::DeParaMode::Rows,
/// };
/// assert_eq!(space.to_string(), "PROTHEUS BANK FCONTA = SA6.A6_COD");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpaceInfo {
    /// The application of the other side, which is an instance of its product.
    pub application: String,
    /// The transaction that makes the rows: `BANK`.
    pub transaction: String,
    /// The product whose table it is: `RM`.
    pub internal_system: String,
    /// The table of the internal system: `FCONTA`.
    pub table: String,
    /// The fields of its key, between `|`.
    pub fields: String,
    /// The product of the other side: `PROTHEUS`.
    pub integrated_system: String,
    /// The alias of the external key.
    pub alias: String,
    /// The field of the external key.
    pub field: String,
    /// In which direction keys are looked up.
    pub direction: Direction,
    /// Which keys may have several partners.
    pub cardinality: Cardinality,
    /// Who makes the rows.
    pub mode: DeParaMode,
}

/// In which direction keys are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// In both.
    Both,
    /// From the internal key to the external one; several internal keys may have one external key.
    ToExternal,
    /// From the external key to the internal one; several external keys may have one internal key.
    ToInternal,
}

/// Which keys may have several partners within a name space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cardinality {
    /// None.
    OneToOne,
    /// An external key may have several internal ones: a record that is replicated to each coligada.
    ManyToOne,
    /// An internal key may have several external ones.
    OneToMany,
}

/// A name space that the store knows: see [`Transaction::space`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    pub(crate) id: i64,
    pub(crate) info: SpaceInfo,
}

/// Which name spaces are wanted; what is none is anything. Case does not count.
///
/// ```
/// use depara_store::depara::Wanted;
/// use depara_store::{Settings, Store, StoreError};
///
/// let folder = tempfile::tempdir()?;
/// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
/// let wanted = Wanted { transaction: Some("CUSTOMERVENDOR"), ..Wanted::default() };
/// assert!(store.read(|transaction| transaction.spaces(&wanted))?.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted<'w> {
    /// The message that makes the rows: `CUSTOMERVENDOR`.
    pub transaction: Option<&'w str>,
    /// The table of the internal system: `FCFO`.
    pub table: Option<&'w str>,
    /// The alias of the external key: `SA1`.
    pub alias: Option<&'w str>,
    /// The application of the other side.
    pub application: Option<&'w str>,
    /// The product of the other side: `PROTHEUS`.
    pub system: Option<&'w str>,
}

impl Wanted<'_> {
    pub(crate) fn takes(&self, info: &SpaceInfo) -> bool {
        let is = |wanted: Option<&str>, found: &str| wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(found));
        is(self.transaction, &info.transaction)
            && is(self.table, &info.table)
            && is(self.alias, &info.alias)
            && is(self.application, &info.application)
            && is(self.system, &info.integrated_system)
    }
}

impl SpaceInfo {
    /// The name space of a De-Para as its mapping says it. One external key may have several internal keys: tables that are not global have a
    /// row for each coligada, if the caller says so.
    #[must_use]
    pub fn of(info: &DeParaInfo, cardinality: Cardinality) -> Self {
        Self {
            application: info.external.system.to_owned(),
            transaction: info.transaction.to_owned(),
            internal_system: info.system.to_owned(),
            table: info.table.to_owned(),
            fields: info.internal.slots().map(|part| &*part.name).collect::<Vec<_>>().join("|"),
            integrated_system: info.external.system.to_owned(),
            alias: info.external.alias.to_owned(),
            field: info.external.field.to_owned(),
            direction: Direction::Both,
            cardinality,
            mode: info.mode,
        }
    }

    fn kept_as(&self) -> String {
        format!(
            "{}, {}, {}, internal system {}, integrated system {}, fields {}",
            self.cardinality.name(),
            self.direction.name(),
            mode_name(self.mode),
            self.internal_system,
            self.integrated_system,
            self.fields
        )
    }
}

impl fmt::Display for SpaceInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} = {}.{}", self.application, self.transaction, self.table, self.alias, self.field)
    }
}

impl Space {
    /// Its number.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// What it is called and how it is kept.
    #[must_use]
    pub fn info(&self) -> &SpaceInfo {
        &self.info
    }

    pub(crate) fn name(&self) -> String {
        self.info.to_string()
    }

    /// Whether a key of this side may have several partners.
    pub(crate) fn many(&self, side: Side) -> bool {
        matches!(
            (side, self.info.direction, self.info.cardinality),
            (Side::External, Direction::ToExternal, _)
                | (Side::Internal, Direction::ToInternal, _)
                | (Side::External, _, Cardinality::ManyToOne)
                | (Side::Internal, _, Cardinality::OneToMany)
        )
    }

    /// Refuses a use of the name space that needs another cardinality.
    pub(crate) fn check_cardinality(&self, wanted: Cardinality) -> Result<(), StoreError> {
        let found = self.info.cardinality;
        if found == wanted {
            return self.check_rows();
        }
        Err(StoreError::SpaceDiffers { space: self.name(), found: found.name().to_owned(), declared: wanted.name().to_owned() })
    }

    /// Refuses a look-up by the key of a side from which the name space does not lead anywhere.
    pub(crate) fn check_direction(&self, from: Side) -> Result<(), StoreError> {
        match (self.info.direction, from) {
            (Direction::ToExternal, Side::External) | (Direction::ToInternal, Side::Internal) => {
                Err(StoreError::WrongDirection { space: self.name(), side: from })
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn check_rows(&self) -> Result<(), StoreError> {
        match self.info.mode {
            DeParaMode::Identical => Err(StoreError::Identical { space: self.name() }),
            DeParaMode::Rows | DeParaMode::Ask => Ok(()),
        }
    }
}

const INSERT: &str = "INSERT INTO depara_space (application, transaction_name, internal_system, internal_table, internal_fields, \
     integrated_system, alias, field, direction, cardinality, mode) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
     ON CONFLICT (application, transaction_name, internal_table, alias, field, direction) DO NOTHING";
const SELECT: &str = "SELECT id, internal_system, internal_fields, integrated_system, cardinality, mode FROM depara_space \
     WHERE application = ?1 AND transaction_name = ?2 AND internal_table = ?3 AND alias = ?4 AND field = ?5 AND direction = ?6";

const ALL: &str = "SELECT id, application, transaction_name, internal_system, internal_table, internal_fields, integrated_system, alias, field, \
     direction, cardinality, mode FROM depara_space ORDER BY transaction_name, internal_table, alias, field, application, direction";

impl Transaction<'_> {
    /// The name spaces that are wanted, by transaction, table, alias and field. There are as many as De-Paras in the mappings, not as rows.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn spaces(&mut self, wanted: &Wanted<'_>) -> Result<Vec<Space>, StoreError> {
        let mut spaces = self.rows(ALL, &[], |row| {
            let unknown = |column, wanted| StoreError::Column { column, wanted };
            let info = SpaceInfo {
                application: text(row, 1)?,
                transaction: text(row, 2)?,
                internal_system: text(row, 3)?,
                table: text(row, 4)?,
                fields: text(row, 5)?,
                integrated_system: text(row, 6)?,
                alias: text(row, 7)?,
                field: text(row, 8)?,
                direction: Direction::named(&text(row, 9)?).ok_or_else(|| unknown(9, "a direction"))?,
                cardinality: Cardinality::named(&text(row, 10)?).ok_or_else(|| unknown(10, "a cardinality"))?,
                mode: mode_named(&text(row, 11)?).ok_or_else(|| unknown(11, "a mode"))?,
            };
            Ok(Space { id: integer(row, 0)?, info })
        })?;
        spaces.retain(|space| wanted.takes(space.info()));
        Ok(spaces)
    }

    /// The name space with this name, which is made when it is not there.
    ///
    /// # Errors
    /// When it is there and kept otherwise: a change of cardinality or mode is not the matter of a start.
    pub fn space(&mut self, info: &SpaceInfo) -> Result<Space, StoreError> {
        if let Some(space) = self.known_space(info)? {
            return Ok(space);
        }
        let values = [
            (&info.application).into(),
            (&info.transaction).into(),
            (&info.internal_system).into(),
            (&info.table).into(),
            (&info.fields).into(),
            (&info.integrated_system).into(),
            (&info.alias).into(),
            (&info.field).into(),
            info.direction.name().into(),
            info.cardinality.name().into(),
            mode_name(info.mode).into(),
        ];
        self.execute(INSERT, &values)?;
        let missing = StoreError::SpaceDiffers { space: info.to_string(), found: "nothing".to_owned(), declared: info.kept_as() };
        self.known_space(info)?.ok_or(missing)
    }

    fn known_space(&mut self, info: &SpaceInfo) -> Result<Option<Space>, StoreError> {
        let values = [
            (&info.application).into(),
            (&info.transaction).into(),
            (&info.table).into(),
            (&info.alias).into(),
            (&info.field).into(),
            info.direction.name().into(),
        ];
        let read = |row: &dyn Columns| {
            let found = SpaceInfo {
                internal_system: text(row, 1)?,
                fields: text(row, 2)?,
                integrated_system: text(row, 3)?,
                cardinality: Cardinality::named(&text(row, 4)?).ok_or(StoreError::Column { column: 4, wanted: "a cardinality" })?,
                mode: mode_named(&text(row, 5)?).ok_or(StoreError::Column { column: 5, wanted: "a mode" })?,
                ..info.clone()
            };
            Ok((integer(row, 0)?, found))
        };
        match self.rows(SELECT, &values, read)?.pop() {
            None => Ok(None),
            Some((id, found)) if found == *info => Ok(Some(Space { id, info: found })),
            Some((_, found)) => Err(StoreError::SpaceDiffers { space: info.to_string(), found: found.kept_as(), declared: info.kept_as() }),
        }
    }
}

impl Direction {
    const ALL: [Self; 3] = [Self::Both, Self::ToExternal, Self::ToInternal];

    fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::ToExternal => "to external",
            Self::ToInternal => "to internal",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.name() == name)
    }
}

impl Cardinality {
    const ALL: [Self; 3] = [Self::OneToOne, Self::ManyToOne, Self::OneToMany];

    fn name(self) -> &'static str {
        match self {
            Self::OneToOne => "one to one",
            Self::ManyToOne => "many to one",
            Self::OneToMany => "one to many",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cardinality| cardinality.name() == name)
    }
}

fn mode_name(mode: DeParaMode) -> &'static str {
    match mode {
        DeParaMode::Rows => "rows",
        DeParaMode::Identical => "identical",
        DeParaMode::Ask => "ask",
    }
}

fn mode_named(name: &str) -> Option<DeParaMode> {
    [DeParaMode::Rows, DeParaMode::Identical, DeParaMode::Ask].into_iter().find(|mode| mode_name(*mode) == name)
}
