//! `depara explain`: what does this problem mean?

use crate::failure::{Failure, Outcome};
use crate::near::nearest;
use crate::phrases as say;
use crate::session::Session;
use crate::table::Table;
use clap::Args;
use depara_dsl::diagnostic::Text;
use depara_dsl::explain;

/// Explain a code: what it means, a wrong and a right example, why it matters
///
/// Without a code, all codes are listed with their titles.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara explain DP0214
  depara explain 214                      the same
  depara --lang pt-BR explain DP0214      em português
  depara explain                          every code

Exit codes: 0 all is well; 2 there is no such code.")]
pub(crate) struct Explain {
    /// The code, such as DP0214, dp0214 or 214
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl Explain {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let Some(asked) = self.code else {
            return contents(session);
        };
        let code = full(&asked);
        match explain::page(&code, session.language) {
            Some(page) => session.line(page.trim_end()).map(|()| Outcome::Fine),
            None => {
                let unknown = session.text(Text::from(&say::UNKNOWN_CODE).with("code", &asked));
                let advice = match nearest(&code, explain::codes()) {
                    Some(near) => session.text(Text::from(&say::DID_YOU_MEAN).with("near", near)),
                    None => session.text(&say::ALL_CODES),
                };
                Err(Failure::Usage(format!("{unknown}; {advice}")))
            }
        }
    }
}

/// Every code with the title of its page.
fn contents(session: &mut Session<'_>) -> Result<Outcome, Failure> {
    let mut table = Table::new([session.word(&say::CODE), session.word(&say::TITLE)]);
    for code in explain::codes() {
        let heading = explain::page(code, session.language).and_then(|page| page.lines().next()).unwrap_or_default();
        let title = heading.split_once(": ").map_or(heading, |(_, title)| title);
        table.rows.push(vec![code.to_owned(), title.to_owned()]);
    }
    session.print(table.aligned())?;
    Ok(Outcome::Fine)
}

/// `DP0214` of `dp0214`, `0214` and `214`.
fn full(asked: &str) -> String {
    let upper = asked.trim().to_ascii_uppercase();
    match upper.strip_prefix("DP").unwrap_or(&upper) {
        digits if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => format!("DP{digits:0>4}"),
        _ => upper,
    }
}
