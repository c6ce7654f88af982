//! DP0501: levels that are one for RM are shared differently, so that the table has none of the three forms that RM knows.

use super::{Installation, letters, tables};
use crate::diagnostic::phrases::environment as phrases;
use crate::diagnostic::{Code, Diagnostic, Phrase, Text};
use crate::ir::Catalog;
use crate::span::Spanned;

pub(crate) const CODE: Code = Code("DP0501");

/// What RM's company («coligada») stands for. RM has two levels below the group where the ERP has three (TDN 463821434).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The company; RM's branch stands for unit and branch.
    Company,
    /// Company and unit; RM's branch stands for the branch.
    Unit,
    /// The group; RM's branch stands for everything below it.
    Group,
}

/// An installation has one grouping for all tables: the one that its environment says, else that in which most tables have a form of RM.
pub(super) fn check(catalog: &Catalog, installation: &Installation) -> Vec<Diagnostic> {
    let used = tables(catalog);
    let modes: Vec<(&str, Spanned<[bool; 3]>)> =
        used.keys().filter_map(|alias| Some((*alias, *installation.tables.get(*alias)?))).collect();
    let misfits = |grouping: Grouping| {
        modes.iter().filter(move |(_, mode)| !grouping.takes(mode.value, installation.levels)).copied().collect::<Vec<_>>()
    };
    let groupings = [Grouping::Company, Grouping::Unit, Grouping::Group];
    let likely = || groupings.into_iter().min_by_key(|grouping| misfits(*grouping).len());
    let Some(grouping) = installation.grouping.or_else(likely) else { return Vec::new() };
    let is_said = installation.grouping.is_some();
    misfits(grouping).into_iter().map(|(alias, mode)| grouped_levels(alias, mode, grouping, is_said)).collect()
}

fn grouped_levels(alias: &str, mode: Spanned<[bool; 3]>, grouping: Grouping, is_said: bool) -> Diagnostic {
    let message = Text::from(&phrases::GROUPED_LEVELS).with("table", alias).with("mode", letters(mode.value));
    let help: &'static Phrase = match (grouping, is_said) {
        (Grouping::Company, false) => &phrases::FORMS_BY_COMPANY,
        (Grouping::Unit, false) => &phrases::FORMS_BY_UNIT,
        (Grouping::Group, false) => &phrases::FORMS_BY_GROUP,
        (Grouping::Company, true) => &phrases::FORMS_OF_COMPANY,
        (Grouping::Unit, true) => &phrases::FORMS_OF_UNIT,
        (Grouping::Group, true) => &phrases::FORMS_OF_GROUP,
    };
    Diagnostic::error(CODE, message, mode.span, Text::from(&phrases::NO_FORM)).help(Text::from(help))
}

impl Grouping {
    /// Whether a table with this mode is global, exclusive by RM's company or exclusive by RM's branch. Levels that branch codes have no
    /// characters for say nothing.
    fn takes(self, [company, unit, branch]: [bool; 3], [has_company, has_unit, has_branch]: [bool; 3]) -> bool {
        let [company, unit, branch] = [has_company.then_some(company), has_unit.then_some(unit), has_branch.then_some(branch)];
        let one = |levels: &[Option<bool>]| {
            let mut there = levels.iter().flatten();
            let first = there.next();
            there.all(|mode| Some(mode) == first)
        };
        let first = |levels: &[Option<bool>]| levels.iter().flatten().next().copied();
        let (above, below): (&[Option<bool>], &[Option<bool>]) = match self {
            Self::Company => (&[company], &[unit, branch]),
            Self::Unit => (&[company, unit], &[branch]),
            Self::Group => (&[], &[company, unit, branch]),
        };
        // What all companies share is not divided among their branches.
        let is_upside_down = first(above) == Some(false) && first(below) == Some(true);
        one(above) && one(below) && !is_upside_down
    }
}

#[cfg(test)]
mod tests {
    use super::Grouping::{self, Company, Group, Unit};

    #[test]
    fn the_forms_of_each_grouping() {
        let check = |grouping: Grouping, levels: [bool; 3], taken: &[&str]| {
            let all = ["CCC", "CCE", "CEC", "CEE", "ECC", "ECE", "EEC", "EEE"];
            let mode = |letters: &str| [0, 1, 2].map(|level| letters.as_bytes()[level] == b'E');
            let found: Vec<&str> = all.into_iter().filter(|letters| grouping.takes(mode(letters), levels)).collect();
            assert_eq!(found, taken, "{grouping:?}");
        };
        check(Company, [true; 3], &["CCC", "ECC", "EEE"]);
        check(Unit, [true; 3], &["CCC", "EEC", "EEE"]);
        check(Group, [true; 3], &["CCC", "EEE"]);
        check(Group, [false, false, true], &["CCC", "CCE", "CEC", "CEE", "ECC", "ECE", "EEC", "EEE"]);
    }
}
