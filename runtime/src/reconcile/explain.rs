//! Why two keys differ, where the cause is one of those that are known.

use super::names::Form;
use depara_key::{Kind, Shape};
use std::collections::BTreeSet;

/// A known cause for which a key of one side is not that of the other.
///
/// ```
/// use depara::reconcile::Cause;
///
/// assert_eq!(Cause::LostZero.name(), "lost-zero");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// The key has more or fewer segments.
    SegmentCount,
    /// One side says customer, the other vendor: the literal `C` or `F` at the end of the key of `CUSTOMERVENDOR`.
    RoleSwapped,
    /// One side has the branch at a level at which the other has blanks: filled though the table is shared, or the other way round.
    BranchFilled,
    /// One side says coligada 0, which is global, the other one coligada.
    Coligada,
    /// Zeros at the front are gone, as table programs lose them.
    LostZero,
    /// Capital and small letters differ.
    Case,
    /// Blanks around a value differ.
    Blank,
}

/// Where two keys differ, and why.
///
/// ```
/// use depara::reconcile::{Cause, Difference};
///
/// let lost = Difference { cause: Cause::LostZero, external: true, segment: 3 };
/// let blank = Difference { cause: Cause::Blank, external: false, segment: 2 };
/// assert!(lost < blank, "the more telling cause comes first");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Difference {
    /// The cause.
    pub cause: Cause,
    /// Whether it is the external key that differs, and not the internal one.
    pub external: bool,
    /// The segment, counted from one.
    pub segment: usize,
}

impl Cause {
    /// Every cause, the most telling first.
    pub const ALL: [Self; 7] =
        [Self::SegmentCount, Self::RoleSwapped, Self::BranchFilled, Self::Coligada, Self::LostZero, Self::Case, Self::Blank];

    /// The word for programs; the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SegmentCount => "segment-count",
            Self::RoleSwapped => "role-swapped",
            Self::BranchFilled => "branch-filled",
            Self::Coligada => "coligada",
            Self::LostZero => "lost-zero",
            Self::Case => "case",
            Self::Blank => "blank",
        }
    }
}

/// What is special about the segments of the keys of a family.
#[derive(Debug, Default)]
pub(super) struct Special {
    /// The segments that are a branch.
    branches: BTreeSet<usize>,
    /// The segments that are a coligada.
    coligadas: BTreeSet<usize>,
    /// The fixed texts of the last segment, where the family has several.
    roles: BTreeSet<String>,
    /// How many segments there can be.
    counts: BTreeSet<usize>,
}

/// The segments of a branch, a coligada and a role: of the internal keys of a family, and of the external ones.
pub(super) fn special<'f>(forms: impl Iterator<Item = &'f Form> + Clone) -> [Special; 2] {
    [Special::of(forms.clone().map(|form| &form.internal)), Special::of(forms.map(|form| &form.external))]
}

impl Special {
    fn of<'s>(shapes: impl Iterator<Item = &'s Shape>) -> Self {
        let mut special = Self::default();
        for shape in shapes {
            special.counts.insert(shape.segments.len());
            for (index, segment) in shape.segments.iter().enumerate() {
                for part in &*segment.parts {
                    let is_last = index.saturating_add(1) == shape.segments.len();
                    match &part.kind {
                        Kind::Branch(_) => _ = special.branches.insert(index),
                        Kind::Field if part.name.eq_ignore_ascii_case("CODCOLIGADA") => _ = special.coligadas.insert(index),
                        Kind::Literal if is_last => _ = special.roles.insert(part.name.to_string()),
                        Kind::Literal | Kind::Field | Kind::Company => {}
                    }
                }
            }
        }
        special
    }

    /// What is left of a key when all is taken away that a known cause can change; keys that nearly match have the same.
    pub(super) fn folded(&self, key: &str) -> String {
        let pieces: Vec<&str> = key.split('|').collect();
        let fits = self.counts.contains(&pieces.len());
        let mut left: Vec<String> = Vec::with_capacity(pieces.len());
        for (index, piece) in pieces.iter().enumerate() {
            let is_role = index.saturating_add(1) == pieces.len() && self.is_role(piece);
            let is_passed = (fits && self.branches.contains(&index)) || self.coligadas.contains(&index) || is_role;
            let piece = plain(piece);
            if !is_passed && !piece.is_empty() {
                left.push(piece);
            }
        }
        left.join("|")
    }

    /// The coligada of an internal key; empty where it has none.
    pub(super) fn coligada<'k>(&self, key: &'k str) -> &'k str {
        self.coligadas.first().and_then(|index| key.split('|').nth(*index)).map_or("", str::trim)
    }

    fn is_role(&self, piece: &str) -> bool {
        self.roles.len() > 1 && self.roles.iter().any(|role| role.eq_ignore_ascii_case(piece.trim()))
    }

    /// Why two keys differ; none where one of the differences has no known cause.
    pub(super) fn explain(&self, left: &str, right: &str, external: bool) -> Option<Vec<Difference>> {
        let (left, right): (Vec<&str>, Vec<&str>) = (left.split('|').collect(), right.split('|').collect());
        let mut differences = Vec::new();
        if left.len() == right.len() {
            let last = left.len().saturating_sub(1);
            for (index, (one, other)) in left.iter().zip(&right).enumerate() {
                self.segment(one, other, (index, index == last), external, &mut differences)?;
            }
        } else {
            let (long, short) = if left.len() > right.len() { (&left, &right) } else { (&right, &left) };
            let surplus = aligned(long, short)?;
            differences.push(Difference { cause: Cause::SegmentCount, external, segment: surplus.saturating_add(1) });
        }
        Some(differences)
    }

    fn segment(
        &self,
        one: &str,
        other: &str,
        (index, is_last): (usize, bool),
        external: bool,
        differences: &mut Vec<Difference>,
    ) -> Option<()> {
        if one == other {
            return Some(());
        }
        let segment = index.saturating_add(1);
        let mut add = |cause| differences.push(Difference { cause, external, segment });
        let (cut_one, cut_other) = (one.trim(), other.trim());
        if self.branches.contains(&index) && cut_one != cut_other {
            // At the levels that both have filled they must agree.
            let (long, short) = if cut_one.len() > cut_other.len() { (cut_one, cut_other) } else { (cut_other, cut_one) };
            return long.starts_with(short).then(|| add(Cause::BranchFilled));
        }
        if is_last && self.is_role(one) && self.is_role(other) && !cut_one.eq_ignore_ascii_case(cut_other) {
            add(Cause::RoleSwapped);
            return Some(());
        }
        if self.coligadas.contains(&index) && plain(one) != plain(other) {
            let is_global = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte == b'0');
            return (is_global(cut_one) != is_global(cut_other)).then(|| add(Cause::Coligada));
        }
        if cut_one.len() != one.len() || cut_other.len() != other.len() {
            add(Cause::Blank);
        }
        if cut_one.is_empty() != cut_other.is_empty() {
            return None;
        }
        let (small_one, small_other) = (cut_one.to_lowercase(), cut_other.to_lowercase());
        let (short_one, short_other) = (small_one.trim_start_matches('0'), small_other.trim_start_matches('0'));
        if short_one != short_other {
            return None;
        }
        if small_one != small_other {
            add(Cause::LostZero);
        }
        let capital = |text: &'_ str| text.trim_start_matches('0').to_owned();
        if capital(cut_one) != capital(cut_other) {
            add(Cause::Case);
        }
        Some(())
    }
}

/// A value without what a known cause can change in it.
fn plain(piece: &str) -> String {
    let piece = piece.trim().to_lowercase();
    match piece.trim_start_matches('0') {
        // Only zeros: they are a value too.
        "" if !piece.is_empty() => "0".to_owned(),
        rest => rest.to_owned(),
    }
}

/// The first segment that only the longer key has, if all the others agree in order.
fn aligned(long: &[&str], short: &[&str]) -> Option<usize> {
    let mut rest = short.iter().map(|piece| plain(piece)).peekable();
    let mut surplus = None;
    for (index, piece) in long.iter().map(|piece| plain(piece)).enumerate() {
        if rest.peek() == Some(&piece) {
            rest.next();
        } else if surplus.is_none() {
            surplus = Some(index);
        }
    }
    // More is missing than is there: that is another key.
    let is_near = long.len().saturating_sub(short.len()) < short.len();
    surplus.filter(|_| rest.next().is_none() && is_near)
}
