//! At which levels of a branch code a table is shared.

use super::Layout;
use std::fmt;
use std::str::FromStr;

/// The sharing mode of a table at each level of the branch code.
///
/// ```
/// use depara::environment::{Mode, Sharing};
///
/// let sharing: Sharing = "EEC".parse()?;
/// assert_eq!(sharing, Sharing { company: Mode::Exclusive, unit: Mode::Exclusive, branch: Mode::Shared });
/// assert_eq!("shared".parse(), Ok(Sharing::SHARED));
/// assert_eq!(Sharing::SHARED.to_string(), "CCC");
/// # Ok::<(), depara::environment::SharingError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sharing {
    /// Among companies.
    pub company: Mode,
    /// Among the business units of a company.
    pub unit: Mode,
    /// Among the branches of a unit.
    pub branch: Mode,
}

/// Whether rows belong to one place of a level or to all.
///
/// ```
/// use depara::environment::{Mode, Sharing};
///
/// assert_eq!(Sharing::EXCLUSIVE.branch, Mode::Exclusive);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// To all: `C`, «compartilhado».
    Shared,
    /// To one: `E`, «exclusivo».
    Exclusive,
}

/// A text that is no sharing mode.
///
/// ```
/// let error = "CCD".parse::<depara::environment::Sharing>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "a sharing mode is `shared`, `exclusive`, or a letter each for company, unit and branch, `E` exclusive or `C` shared, \
///      such as `EEC`; found `CCD`"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a sharing mode is `shared`, `exclusive`, or a letter each for company, unit and branch, `E` exclusive or `C` shared, \
     such as `EEC`; found `{0}`"
)]
pub struct SharingError(pub String);

impl Sharing {
    /// Shared at every level.
    pub const SHARED: Self = Self { company: Mode::Shared, unit: Mode::Shared, branch: Mode::Shared };
    /// Exclusive at every level.
    pub const EXCLUSIVE: Self = Self { company: Mode::Exclusive, unit: Mode::Exclusive, branch: Mode::Exclusive };

    /// The mode at each level.
    #[must_use]
    pub const fn new(company: Mode, unit: Mode, branch: Mode) -> Self {
        Self { company, unit, branch }
    }

    /// Whether a branch, with or without its last blanks, is one that a table shared like this has: filled at each exclusive level and there
    /// alone.
    ///
    /// ```
    /// use depara::environment::{Layout, Sharing};
    ///
    /// let (layout, sharing): (Layout, Sharing) = ("EEUUFFFF".parse().unwrap(), "EEC".parse().unwrap());
    /// assert!(sharing.fits(layout, "01AM") && sharing.fits(layout, "01AM    "));
    /// assert!(!sharing.fits(layout, "") && !sharing.fits(layout, "01AM0001"));
    /// ```
    #[must_use]
    pub fn fits(self, layout: Layout, branch: &str) -> bool {
        let levels = [(self.company, layout.company()), (self.unit, layout.unit()), (self.branch, layout.branch())]
            .map(|(mode, width)| (mode, usize::from(width)));
        let mut letters = branch.chars();
        let mut all_fit = true;
        for (mode, width) in levels.into_iter().filter(|(_, width)| *width > 0) {
            let is_filled = letters.by_ref().take(width).filter(|letter| *letter != ' ').count() > 0;
            all_fit &= is_filled == (mode == Mode::Exclusive);
        }
        all_fit && letters.next().is_none()
    }
}

/// In the ERP's letters, from company to branch.
impl fmt::Display for Sharing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = |mode| if mode == Mode::Exclusive { 'E' } else { 'C' };
        write!(f, "{}{}{}", letter(self.company), letter(self.unit), letter(self.branch))
    }
}

impl FromStr for Sharing {
    type Err = SharingError;

    fn from_str(text: &str) -> Result<Self, SharingError> {
        let mode = |letter| match letter {
            b'E' => Some(Mode::Exclusive),
            b'C' => Some(Mode::Shared),
            _ => None,
        };
        let sharing = match text.as_bytes() {
            b"shared" => Some(Self::SHARED),
            b"exclusive" => Some(Self::EXCLUSIVE),
            &[company, unit, branch] => {
                mode(company).zip(mode(unit)).zip(mode(branch)).map(|((company, unit), branch)| Self { company, unit, branch })
            }
            _ => None,
        };
        sharing.ok_or_else(|| SharingError(text.to_owned()))
    }
}
