//! The installation a program works for: company group, layout of the branch codes, sharing mode of each table, widths of fields.

mod coligada;
mod context;
mod file;
mod layout;
mod sharing;

pub use coligada::Coligada;
pub use context::KeyContext;
pub use layout::{Layout, LayoutError};
pub use sharing::{Mode, Sharing, SharingError};

use crate::key::{Kind, Part, Segment, Shape, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// An installation of the ERP: what keys depend on and no mapping can know. It is read from TOML; an entry that is not known is an
/// error, and what is not written is not guessed.
///
/// ```
/// let environment: depara::Environment = r#"
///     ## O grupo de empresas: os dois caracteres que abrem toda chave.
///     company = "01"
///
///     ## O leiaute da filial, como o configurador o mostra: E empresa, U unidade de negócio, F filial.
///     ## O mesmo por extenso: branch = { company = 2, unit = 2, branch = 4 }
///     branch = "EEUUFFFF"
///
///     ## O compartilhamento de cada tabela. Sem `default`, toda tabela em uso precisa estar na lista.
///     [sharing]
///     default = "exclusive"
///     SA1 = "shared"
///     CT1 = "EEC"                   # empresa, unidade e filial: E exclusivo, C compartilhado
///     CTT = { company = "exclusive", unit = "exclusive", branch = "shared" }
///
///     ## O tamanho dos campos no dicionário desta instalação, onde difere do padrão.
///     [fields]
///     A1_COD = 9
///
///     ## Até que nível do Protheus vai a coligada do RM: group, company ou unit.
///     [rm]
///     coligada = "unit"
/// "#.parse()?;
///
/// assert_eq!(environment.company(), "01");
/// assert_eq!(environment.branch("SA1", "02AM0001")?, "        ");
/// assert_eq!(environment.branch("CT1", "02AM0001")?, "02AM    ");
/// assert_eq!(environment.branch("SA6", "02AM0001")?, "02AM0001");
/// assert_eq!(environment.width("A1_COD"), Some(9));
/// assert_eq!(environment.coligada(), Some(depara::environment::Coligada::Unit));
/// # Ok::<(), depara::EnvironmentError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    company: String,
    layout: Layout,
    default: Option<Sharing>,
    tables: BTreeMap<String, Sharing>,
    fields: BTreeMap<String, u32>,
    coligada: Option<Coligada>,
}

/// Why an environment cannot be read, or says nothing about a branch.
///
/// ```
/// let environment: depara::Environment = "company = '01'\nbranch = 'FF'\nsharing.SA1 = 'shared'".parse()?;
/// let error = environment.branch("SA6", "01").unwrap_err();
/// assert_eq!(error.to_string(), "no sharing mode for table `SA6`: write it, or a `default`, under `[sharing]`; known: SA1");
/// let error = environment.branch("SA1", "0101").unwrap_err();
/// assert_eq!(error.to_string(), "a branch has 2 characters in the layout `FF`; found `0101`, which has 4");
/// # Ok::<(), depara::EnvironmentError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnvironmentError {
    /// The text is not the TOML it should be.
    #[error("line {line}, column {column}: {message}")]
    File {
        /// The line, counted from one.
        line: usize,
        /// The character in the line, counted from one.
        column: usize,
        /// What is wrong there, and what fits.
        message: String,
    },
    /// Neither the table nor a default has a sharing mode.
    #[error("no sharing mode for table `{alias}`: write it, or a `default`, under `[sharing]`; known: {}", Known(.known))]
    UnknownTable {
        /// The table.
        alias: String,
        /// The tables that have one.
        known: Vec<String>,
    },
    /// The branch does not fill the layout.
    #[error("a branch has {} characters in the layout `{layout}`; found `{found}`, which has {}", .layout.width(), .found.chars().count())]
    BranchWidth {
        /// The branch.
        found: String,
        /// The layout.
        layout: Layout,
    },
}

impl Environment {
    /// The company group.
    #[must_use]
    pub fn company(&self) -> &str {
        &self.company
    }

    /// The levels of a branch code.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// The sharing mode of a table.
    ///
    /// # Errors
    /// When the environment says nothing about it.
    pub fn sharing(&self, alias: &str) -> Result<Sharing, EnvironmentError> {
        let known = || self.tables.keys().cloned().collect();
        let sharing = self.tables.get(alias).copied().or(self.default);
        sharing.ok_or_else(|| EnvironmentError::UnknownTable { alias: alias.to_owned(), known: known() })
    }

    /// The branch as rows of the table `alias` have it: the characters of the levels at which the table is exclusive, and blanks for
    /// those at which it is shared, always in full width. Whether the blanks at the end are cut is the matter of the key.
    ///
    /// # Errors
    /// When the branch does not fill the layout, or the environment says nothing about the table.
    pub fn branch(&self, alias: &str, branch: &str) -> Result<String, EnvironmentError> {
        let sharing = self.sharing(alias)?;
        if branch.chars().count() != self.layout.width() {
            return Err(EnvironmentError::BranchWidth { found: branch.to_owned(), layout: self.layout });
        }
        let level = |mode, width| std::iter::repeat_n(mode, usize::from(width));
        let modes = level(sharing.company, self.layout.company()).chain(level(sharing.unit, self.layout.unit()));
        let modes = modes.chain(level(sharing.branch, self.layout.branch()));
        Ok(branch.chars().zip(modes).map(|(character, mode)| if mode == Mode::Exclusive { character } else { ' ' }).collect())
    }

    /// The width of a field in this installation, where it is written.
    #[must_use]
    pub fn width(&self, field: &str) -> Option<u32> {
        self.fields.get(field).copied()
    }

    /// The level of the ERP down to which RM's coligada reaches, where the environment says it: the levels above are grouped in the coligada
    /// and those below in the filial, and levels that are grouped are shared alike.
    #[must_use]
    pub fn coligada(&self) -> Option<Coligada> {
        self.coligada
    }

    /// A key as this installation has it: text fields with the widths written here, branches with that of the layout.
    ///
    /// ```
    /// use depara::key::{Part, Segment, Shape, Value};
    ///
    /// let environment: depara::Environment = "company = '01'\nbranch = 'EEFF'\nsharing.default = 'shared'\nfields.A1_COD = 9".parse()?;
    /// let shape = Shape::new("SA1.A1_COD", [Part::branch("SA1").keep(), Part::field("A1_COD", Value::Char(6))].map(Segment::of));
    /// let shape = environment.shape(&shape);
    /// assert_eq!(shape.segments[1].to_string(), "A1_COD char(9)");
    /// assert!(shape.parse("    |000001").is_ok());
    /// assert!(shape.parse(" |000001").is_err());
    /// # Ok::<(), depara::EnvironmentError>(())
    /// ```
    #[must_use]
    pub fn shape(&self, shape: &Shape) -> Shape {
        let sized = |part: &Part| Part { value: self.value(part), ..part.clone() };
        let segment = |segment: &Segment| Segment { parts: segment.parts.iter().map(sized).collect(), ..segment.clone() };
        Shape { segments: shape.segments.iter().map(segment).collect::<Cow<'_, [_]>>(), ..shape.clone() }
    }

    fn value(&self, part: &Part) -> Value {
        let width = match (&part.kind, part.value) {
            (Kind::Field, Value::Text | Value::Char(_)) => self.width(&part.name),
            (Kind::Branch(_), _) => u32::try_from(self.layout.width()).ok(),
            _ => None,
        };
        width.map_or(part.value, Value::Char)
    }
}

/// The tables, or that there are none.
struct Known<'a>(&'a [String]);

impl fmt::Display for Known<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&if self.0.is_empty() { "none".to_owned() } else { self.0.join(", ") })
    }
}

#[cfg(test)]
mod tests;
