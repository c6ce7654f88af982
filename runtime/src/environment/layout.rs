//! The levels of a branch code and their widths.

use std::fmt;
use std::str::FromStr;

/// The levels of a branch code and how many characters each has: `EEUUFFFF` in the ERP's letters.
///
/// ```
/// let layout: depara::environment::Layout = "EEUUFFFF".parse()?;
/// assert_eq!((layout.company(), layout.unit(), layout.branch(), layout.width()), (2, 2, 4, 8));
/// assert_eq!(layout.to_string(), "EEUUFFFF");
/// # Ok::<(), depara::environment::LayoutError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Layout {
    company: u8,
    unit: u8,
    branch: u8,
}

/// Widths or letters that are no layout.
///
/// ```
/// let error = "EEFFUU".parse::<depara::environment::Layout>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "a branch layout is `E` for the company, `U` for the unit, `F` for the branch, in this order, \
///      1 to 12 in all with at least one `F`, such as `EEUUFFFF`; found `EEFFUU`"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a branch layout is `E` for the company, `U` for the unit, `F` for the branch, in this order, \
     1 to {LIMIT} in all with at least one `F`, such as `EEUUFFFF`; found `{0}`"
)]
pub struct LayoutError(pub String);

/// The longest branch that the ERP has room for.
const LIMIT: usize = 12;

impl Layout {
    /// A layout with these widths; zero where there is no such level.
    ///
    /// # Errors
    /// When the branch has no width, or all together are longer than the ERP has room for.
    pub fn new(company: u8, unit: u8, branch: u8) -> Result<Self, LayoutError> {
        let layout = Self { company, unit, branch };
        if branch > 0 && layout.width() <= LIMIT { Ok(layout) } else { Err(LayoutError(layout.to_string())) }
    }

    /// The characters of the company; zero where there is no such level.
    #[must_use]
    pub fn company(self) -> u8 {
        self.company
    }

    /// The characters of the business unit; zero where there is no such level.
    #[must_use]
    pub fn unit(self) -> u8 {
        self.unit
    }

    /// The characters of the branch itself.
    #[must_use]
    pub fn branch(self) -> u8 {
        self.branch
    }

    /// The characters of a whole branch code.
    #[must_use]
    pub fn width(self) -> usize {
        [self.company, self.unit, self.branch].map(usize::from).iter().sum()
    }
}

/// In the ERP's letters.
impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        [("E", self.company), ("U", self.unit), ("F", self.branch)]
            .iter()
            .try_for_each(|(letter, width)| f.write_str(&letter.repeat((*width).into())))
    }
}

impl FromStr for Layout {
    type Err = LayoutError;

    fn from_str(text: &str) -> Result<Self, LayoutError> {
        let error = || LayoutError(text.to_owned());
        let count = |letter| u8::try_from(text.matches(letter).count()).map_err(|_| error());
        let layout = Self::new(count('E')?, count('U')?, count('F')?).map_err(|_| error())?;
        if layout.to_string() == text { Ok(layout) } else { Err(error()) }
    }
}
