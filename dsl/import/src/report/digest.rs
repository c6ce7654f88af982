//! The short form of a report: classes of findings, counted, with the first few of each.

use super::{Finding, FindingKind};
use crate::phrases as say;
use depara_dsl::diagnostic::{Language, Text};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many findings of a class are shown, when there are more than [`FEW`].
const FIRST: usize = 3;
/// A class of so many findings is shown whole.
const FEW: usize = 5;
/// The argument that parts the findings of one sentence into classes: who a thing is about.
const ABOUT: &str = "product";

/// The findings on which somebody has to act, a line each; then the classes of the others.
pub(super) fn lines(findings: &[Finding], language: Language) -> String {
    let mut text = String::new();
    for finding in findings.iter().filter(|finding| finding.kind.is_severe()) {
        let _ = writeln!(text, "{}", finding.to_text(language));
    }
    let mut classes: BTreeMap<(FindingKind, String), Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !finding.kind.is_severe()) {
        classes.entry((finding.kind, title(&finding.text, language))).or_default().push(finding);
    }
    for ((kind, title), findings) in &classes {
        let kind = Text::from(kind.phrase()).to(language);
        let _ = writeln!(text, "\n{kind} ({}): {title}", findings.len());
        let shown = if findings.len() > FEW { FIRST } else { findings.len() };
        for finding in findings.iter().take(shown) {
            let same = finding.text.to(language) == *title && !finding.place.is_empty();
            let said = if same { finding.place.clone() } else { finding.said(language) };
            let _ = writeln!(text, "  {}: {said}", finding.origin());
        }
        if let Some(more) = findings.len().checked_sub(shown).filter(|more| *more > 0) {
            let _ = writeln!(text, "  {}", Text::from(&say::AND_MORE).with("count", more).to(language));
        }
    }
    text
}

/// The sentence without what differs from one finding to the next.
fn title(text: &Text, language: Language) -> String {
    let same = |name: &str, value: &str| if name == ABOUT { value.to_owned() } else { "…".to_owned() };
    text.arguments().fold(Text::from(text.phrase()), |title, (name, value)| title.with(name, same(name, value))).to(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: u32, kind: FindingKind, text: Text) -> Finding {
        Finding { file: "Visit_1_000.xsd".to_owned(), line, kind, place: "content/Code".to_owned(), text }
    }

    #[test]
    fn a_class_is_counted_and_its_first_findings_are_shown() {
        let wants = |product: &str| Text::from(&say::PRODUCT_REQUIRES).with("product", product);
        let mut findings: Vec<Finding> = (1..=6).map(|line| finding(line, FindingKind::Contradiction, wants("rm"))).collect();
        findings.push(finding(7, FindingKind::Contradiction, wants("logix")));
        findings.push(finding(8, FindingKind::Damage, Text::from(&say::TWO_TYPES)));
        let text = lines(&findings, Language::English);
        let expected = "\
Visit_1_000.xsd:8: damage: content/Code: a type by name and a type inside; the one inside counts

contradiction (1): logix requires it, the schema does not
  Visit_1_000.xsd:7: content/Code

contradiction (6): rm requires it, the schema does not
  Visit_1_000.xsd:1: content/Code
  Visit_1_000.xsd:2: content/Code
  Visit_1_000.xsd:3: content/Code
  … and 3 more; `--pedantic` lists them all
";
        assert_eq!(text, expected);
    }
}
