//! The page of each code: what `depara explain DP0214` shows.

use crate::diagnostic::Language;

/// The page of `code` in `language`; `None` when there is no such code.
#[must_use]
pub fn page(code: &str, language: Language) -> Option<&'static str> {
    let (_, page) = PAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code))?;
    let (english, portuguese) = page.split_once("\n---\n")?;
    Some(match language {
        Language::English => english,
        Language::Portuguese => portuguese,
    })
}

/// Every code, in order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(code, _)| *code)
}

/// Pairs each code with its file of `pages/`: the English page, a line `---`, the Portuguese one.
macro_rules! pages {
    ($($code:literal)*) => { &[$(($code, include_str!(concat!("../pages/", $code, ".md")))),*] };
}

static PAGES: &[(&str, &str)] = pages! {
    "DP0001" "DP0002" "DP0003" "DP0004" "DP0005" "DP0006" "DP0007" "DP0008"
    "DP0101" "DP0102" "DP0103" "DP0104" "DP0105" "DP0106" "DP0107" "DP0108" "DP0109" "DP0110"
    "DP0111" "DP0112" "DP0113" "DP0114" "DP0115" "DP0116" "DP0117" "DP0118" "DP0119" "DP0120"
    "DP0121" "DP0131"
    "DP0201" "DP0202" "DP0203" "DP0204" "DP0205" "DP0206" "DP0207" "DP0208" "DP0214" "DP0216" "DP0221"
    "DP0301" "DP0302" "DP0303" "DP0304" "DP0305" "DP0306" "DP0307" "DP0308" "DP0309" "DP0310"
    "DP0311"
    "DP0401" "DP0402"
    "DP0501" "DP0502" "DP0503" "DP0504" "DP0505"
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_in_either_case_and_language() {
        let title = |code, language| page(code, language).and_then(|page| page.lines().next());
        assert_eq!(title("DP0214", Language::English), Some("# DP0214: example does not fit its key"));
        assert_eq!(title("dp0214", Language::Portuguese), Some("# DP0214: o exemplo não corresponde à chave"));
        assert_eq!(title("DP9999", Language::English), None);
    }

    #[test]
    fn codes_stand_in_order() {
        assert!(codes().is_sorted_by(|one, next| one < next));
    }
}
