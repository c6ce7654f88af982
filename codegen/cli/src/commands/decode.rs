//! `depara decode`: what does this message say?

use crate::document::{Document, not_decoded};
use crate::failure::{Failure, Outcome};
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use clap::Args;
use depara::envelope::{Decoded, Untyped};
use depara::{DecodeErrorKind, Message, Messages, Policy, Report};
use depara_dsl::diagnostic::Text;
use depara_mappings::Registry;
use serde_json::json;
use std::path::PathBuf;

/// Read a message and print its envelope and content as JSON
///
/// XML in UTF-8 or Windows-1252, in a SOAP envelope or not, or the JSON form of a message. The report says what was noticed on the way:
/// unknown elements, other spellings, what the schema wants and the message lacks.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara decode message.xml
  depara decode - < message.xml
  depara decode --envelope message.xml    any message, its content as it came

Exit codes: 0 all is well; 1 the message cannot be read, or is not in the mappings; 2 the file does not exist.")]
pub(crate) struct Decode {
    /// Read the envelope alone, of any message; the content stays as it came
    #[arg(long)]
    envelope: bool,

    #[command(flatten)]
    strictness: Strictness,

    /// The message, or - for the standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What happens on a message that differs from its schema.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Strictness {
    /// Refuse everything that differs from the schema
    #[arg(long, conflicts_with = "lenient")]
    strict: bool,

    /// Read everything that can be read, and report what differs
    #[arg(long)]
    lenient: bool,
}

impl Strictness {
    pub(super) fn policy(self) -> Policy {
        match (self.strict, self.lenient) {
            (true, _) => Policy::strict(),
            (_, true) => Policy::lenient(),
            _ => Policy::default(),
        }
    }
}

impl Decode {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let policy = self.strictness.policy();
        let document = Document::read(session, &self.file, &policy)?;
        let fail = |session: &Session<'_>, error| not_decoded(session, &self.file, &error);
        if self.envelope {
            let decoded = document.decode::<Untyped>(&policy).map_err(|error| fail(session, error))?;
            return print(session, &decoded);
        }
        match document.decode::<Registry>(&policy) {
            Ok(decoded) => print(session, &decoded),
            Err(error) if is_unknown(&error.kind) => {
                // Who sent what to whom is worth seeing even when nobody here knows the content.
                let Ok(decoded) = document.decode::<Untyped>(&policy) else { return Err(fail(session, error)) };
                print(session, &decoded)?;
                session.note(session.word(&say::CONTENT_LEFT_RAW));
                Err(fail(session, error))
            }
            Err(error) => Err(fail(session, error)),
        }
    }
}

/// Whether the message is none of those that the mappings describe.
fn is_unknown(kind: &DecodeErrorKind) -> bool {
    matches!(kind, DecodeErrorKind::UnknownMessage { .. } | DecodeErrorKind::UnknownVersion { .. })
}

fn print<M: Messages>(session: &mut Session<'_>, decoded: &Decoded<Message<'_, M>>) -> Result<Outcome, Failure> {
    let mut document = decoded.value.to_json();
    if let Some(members) = document.as_object_mut() {
        members.insert("report".to_owned(), report(session, &decoded.report).into());
    }
    session.line(format_args!("{document:#}"))?;
    Ok(Outcome::Fine)
}

/// What was noticed, an object each.
fn report(session: &Session<'_>, report: &Report) -> Vec<serde_json::Value> {
    let finding = |finding: &depara::Finding| {
        json!({
            "path": finding.location.path,
            "position": finding.location.position,
            "kind": wording::finding_name(&finding.kind),
            "text": wording::finding(&finding.kind, session.language),
        })
    };
    let more = (report.more > 0).then(|| {
        let text = session.text(Text::from(&say::MORE_FINDINGS).with("count", report.more));
        json!({ "path": "", "position": 0, "kind": "more", "text": text })
    });
    report.findings.iter().map(finding).chain(more).collect()
}
