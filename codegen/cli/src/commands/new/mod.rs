//! `depara new`: the map of a new adapter, out of the schema of its message.

mod neighbours;
mod schemas;

use crate::commands::import::{name, write};
use crate::failure::{Failure, Outcome};
use crate::near::nearest;
use crate::phrases as say;
use crate::session::Session;
use clap::Args;
use depara_dsl::checks::{self, Options};
use depara_dsl::diagnostic::Text;
use depara_dsl::span::Sources;
use depara_import::{FindingKind, Order, Refusal, Report, Scaffold, scaffold};
use neighbours::Neighbours;
use std::path::PathBuf;

/// Start an adapter: a map with its message, and the rest to be filled in
///
/// The map has the message with all its elements, out of the official schema, and an adapter block in which what the schema does not say
/// is `pending`, in the order in which it is filled in. It compiles as it is; `depara check` lists what is pending, and `depara check --release` refuses it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara new Bank --message Bank --schema Bank_2_001.xsd --out maps
  depara new Bank --message bank --schema xsd/events/Bank_2_001.xsd --include xsd/types
  depara new Warehouse --message Warehouse --schema json/Warehouse_1_002.json --force

Files that the schema includes are looked for where it says, beside it, and by their names in the folders of --include. The elements of \
a type that is not found are untyped and pending.

Exit codes: 0 the map is written; 1 the schema cannot be read, or only in part; 2 the call is wrong, or the map exists already.")]
pub(crate) struct New {
    /// Name of the adapter, such as Bank
    #[arg(value_name = "ADAPTER")]
    adapter: String,

    /// Name of the message as the schema has it, in any case
    #[arg(long, value_name = "NAME")]
    message: String,

    /// Schema of the message: XSD or JSON
    #[arg(long, value_name = "FILE")]
    schema: PathBuf,

    /// Folder with files that the schema includes; may be given several times
    #[arg(long, value_name = "FOLDER")]
    include: Vec<PathBuf>,

    /// Folder to write to
    #[arg(long, default_value = ".", value_name = "FOLDER")]
    out: PathBuf,

    /// Write over a map that exists
    #[arg(long)]
    force: bool,
}

impl New {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let path = self.out.join(format!("{}.map", self.adapter.to_lowercase()));
        let neighbours = Neighbours::read(session, &self.out, &path)?;
        let sources = schemas::read(session, &self.schema, &self.include)?;
        let schema = name(&self.schema);
        let order = Order { adapter: &self.adapter, message: &self.message, schema: &schema, systems: &neighbours.systems };
        let new = match scaffold(&sources, order) {
            Ok(new) => new,
            Err(refusal) => return Err(self.refused(session, &refusal)),
        };
        neighbours.refuse(session, &self.adapter, &new)?;
        if path.exists() && !self.force {
            return Err(Failure::Usage(session.text(Text::from(&say::MAP_EXISTS).with("path", path.display()))));
        }
        write(session, &path, &new.text)?;
        session.line(session.text(Text::from(&say::GENERATED).with("path", path.display())))?;
        tell(session, &new.report);
        session.note(session.text(Text::from(&say::PENDING_FACTS).with("count", pending(&new))));
        Ok(Outcome::of(new.report.count(FindingKind::Loss) == 0))
    }

    /// Why there is no map, with what fits.
    fn refused(&self, session: &mut Session<'_>, refusal: &Refusal) -> Failure {
        let path = self.schema.display();
        let (adapter, message) = (&self.adapter, &self.message);
        match refusal {
            Refusal::AdapterName { fitting } => {
                Failure::Usage(session.text(Text::from(&say::NO_ADAPTER_NAME).with("name", adapter).with("fitting", fitting)))
            }
            Refusal::NoSchema(report) => {
                for finding in report.findings.iter().filter(|finding| finding.file == name(&self.schema)) {
                    session.aside(finding.to_text(session.language));
                }
                Failure::Input(session.text(Text::from(&say::NO_SCHEMA).with("path", path)))
            }
            Refusal::NoMessage => Failure::Input(session.text(Text::from(&say::NO_MESSAGE).with("path", path))),
            Refusal::SeveralMessages { count } => {
                Failure::Input(session.text(Text::from(&say::SEVERAL_MESSAGES).with("path", path).with("count", count)))
            }
            Refusal::OtherMessage { found } => {
                let other = session.text(Text::from(&say::OTHER_MESSAGE).with("path", path).with("found", found).with("name", message));
                let near = nearest(message, [found.as_str()]);
                let near = near.map(|near| session.text(Text::from(&say::DID_YOU_MEAN).with("near", near)));
                Failure::Usage([Some(other), near].into_iter().flatten().collect::<Vec<_>>().join("; "))
            }
            Refusal::TooLarge { bytes } => {
                Failure::Input(session.text(Text::from(&say::MAP_TOO_LARGE).with("path", path).with("bytes", bytes)))
            }
            refusal => Failure::Input(format!("{refusal:?}")),
        }
    }
}

/// Shows what is damaged or missing.
fn tell(session: &mut Session<'_>, report: &Report) {
    for finding in report.findings.iter().filter(|finding| finding.kind.is_severe()) {
        session.aside(finding.to_text(session.language));
    }
}

/// How many facts are pending.
fn pending(new: &Scaffold) -> usize {
    let mut sources = Sources::default();
    sources.add(&new.file, &new.text);
    let (_, problems) = depara_dsl::compile(&sources, Options::default());
    problems.iter().filter(|problem| problem.code == checks::PENDING).count()
}
