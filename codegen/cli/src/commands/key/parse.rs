//! `depara key parse`: what do the parts of this key mean?

use super::{not_a_key, object, printable};
use crate::arguments::Format;
use crate::failure::{Failure, Outcome};
use crate::keys;
use crate::phrases as say;
use crate::session::Session;
use crate::table::Table;
use clap::Args;
use depara::KeyError;
use depara::key::{Kind, Parts, Shape};
use depara_dsl::diagnostic::Text;

/// Take a key apart and name each part
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara key parse SA6.A6_COD '01|02AM0001|001|0455|012453'
  depara key parse FConta '2|001|0455 |012453'

Exit codes: 0 all is well; 1 the text is not such a key; 2 there is no such key.")]
pub(crate) struct Parse {
    /// The key: ALIAS.FIELD of the ERP, or a table of RM, such as FConta
    #[arg(value_name = "KEY")]
    name: String,

    /// The text of the key
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

impl Parse {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let (name, shapes) = keys::find(session, &self.name)?;
        let (shape, parts) = parse(&shapes, &self.value).map_err(|error| match error {
            Some(error) => not_a_key(session, &error, &self.value),
            None => Failure::Usage(session.text(Text::from(&say::UNKNOWN_KEY).with("name", &name))),
        })?;
        let text = shape.format(parts.as_slice()).map_err(|error| not_a_key(session, &error, &self.value))?;
        match self.format {
            Format::Json => session.line(format_args!("{:#}", object(&name, shape, &parts, &text)))?,
            Format::Human => self.table(session, &name, shape, &parts, &text)?,
        }
        Ok(Outcome::Fine)
    }

    fn table(&self, session: &mut Session<'_>, name: &str, shape: &Shape, parts: &Parts, text: &str) -> Result<(), Failure> {
        session.line(format_args!("{name}: {shape}\n"))?;
        let mut table = Table::new([&say::COLUMN_SEGMENT, &say::COLUMN_NAME, &say::COLUMN_VALUE].map(|title| session.word(title)));
        let mut values = parts.iter();
        for (index, segment) in shape.segments.iter().enumerate() {
            for part in &*segment.parts {
                let (name, value) = if part.kind == Kind::Literal {
                    (session.word(&say::ALWAYS).to_owned(), part.name.to_string())
                } else {
                    (part.name.to_string(), shown(session, values.next().flatten()))
                };
                table.rows.push(vec![index.saturating_add(1).to_string(), name, value]);
            }
        }
        session.print(table.aligned())?;
        if text != self.value {
            let text = session.text(Text::from(&say::CANONICAL).with("text", dotted(text)));
            session.line(format_args!("\n{text}"))?;
        }
        if parts.iter().flatten().any(|value| value.contains(' ')) {
            session.note(session.word(&say::BLANKS));
        }
        Ok(())
    }
}

/// The first form that takes `text`; else the error of the form that it comes nearest to.
fn parse(shapes: &[&'static Shape], text: &str) -> Result<(&'static Shape, Parts), Option<KeyError>> {
    let mut nearest: Option<KeyError> = None;
    for shape in shapes {
        match shape.parse(text) {
            Ok(parts) => return Ok((shape, parts)),
            Err(error) if nearest.as_ref().is_none_or(|nearest| nearest.span().start < error.span().start) => nearest = Some(error),
            Err(_) => {}
        }
    }
    Err(nearest)
}

/// A value with its blanks made visible.
fn shown(session: &Session<'_>, value: Option<&str>) -> String {
    match value {
        None => session.word(&say::ABSENT).to_owned(),
        Some("") => session.word(&say::EMPTY).to_owned(),
        Some(value) => dotted(value),
    }
}

fn dotted(text: &str) -> String {
    printable(text).replace(' ', "·")
}
