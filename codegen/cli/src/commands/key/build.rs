//! `depara key build`: the key of these values.

use super::{not_a_key, object};
use crate::arguments::Format;
use crate::environment;
use crate::failure::{Failure, Outcome};
use crate::keys;
use crate::near::nearest;
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use clap::Args;
use depara::key::{Kind, Part, Shape};
use depara::{Environment, KeyError};
use depara_dsl::diagnostic::Text;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Put a key together from its values
///
/// With an environment, the company group and the branch come from it: the sharing mode of the table decides what is left of the branch.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara key build SA6.A6_COD --environment env.toml --branch 02AM0001 \\
      A6_COD=001 A6_AGENCIA=0455 A6_NUMCON=012453
  depara key build SA6.A6_COD company=01 branch=02AM0001 A6_COD=001 A6_AGENCIA=0455

Exit codes: 0 all is well; 1 a value does not fit; 2 there is no such key or part.")]
pub(crate) struct Build {
    /// The key: ALIAS.FIELD of the ERP, or a table of RM, such as FConta
    #[arg(value_name = "KEY")]
    name: String,

    /// The environment: company group, layout of the branches, sharing modes of the tables
    #[arg(long, value_name = "FILE")]
    environment: Option<PathBuf>,

    /// The whole branch; the environment says what the key takes of it
    #[arg(long, value_name = "BRANCH")]
    branch: Option<String>,

    /// The values, such as A6_COD=001; without an environment also company=01 and branch=02AM0001
    #[arg(value_name = "NAME=VALUE")]
    values: Vec<String>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

impl Build {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let (name, shapes) = keys::find(session, &self.name)?;
        let mut given = self.given(session)?;
        let environment =
            self.environment.as_deref().map(|path| environment::read(session, path)).transpose()?.map(|(environment, _)| environment);
        if environment.is_none() && self.branch.is_some() {
            return Err(Failure::Usage(session.word(&say::BRANCH_NEEDS_ENVIRONMENT).to_owned()));
        }
        // Of several forms the one that has all the named parts is meant.
        let takes_all = |shape: &&&Shape| given.keys().all(|name| shape.slots().any(|part| is_called(part, name)));
        let Some(&shape) = shapes.iter().find(takes_all).or(shapes.first()) else {
            return Err(Failure::Usage(session.text(Text::from(&say::UNKNOWN_KEY).with("name", name))));
        };
        check_names(session, shape, &given)?;
        let shape = environment.as_ref().map_or_else(|| shape.clone(), |environment| environment.shape(shape));
        if let Some(environment) = &environment {
            self.complete(session, &shape, environment, &mut given)?;
        }
        let values = values(session, &shape, &given)?;
        let text = shape.format(&values).map_err(|error| blame(session, &error, &shape, &values))?;
        let parts = shape.parse(&text).map_err(|error| not_a_key(session, &error, &text))?;
        match self.format {
            Format::Human => session.line(&text)?,
            Format::Json => session.line(format_args!("{:#}", object(&name, &shape, &parts, &text)))?,
        }
        Ok(Outcome::Fine)
    }

    /// The values by the names they are given under.
    fn given(&self, session: &Session<'_>) -> Result<BTreeMap<String, String>, Failure> {
        let mut given = BTreeMap::new();
        for text in &self.values {
            let Some((name, value)) = text.split_once('=') else {
                return Err(Failure::Usage(session.text(Text::from(&say::NOT_A_PAIR).with("text", text))));
            };
            if given.insert(name.trim().to_owned(), value.to_owned()).is_some() {
                return Err(Failure::Usage(session.text(Text::from(&say::GIVEN_TWICE).with("name", name))));
            }
        }
        Ok(given)
    }

    /// Adds what the environment knows and nobody has said.
    fn complete(
        &self,
        session: &Session<'_>,
        shape: &Shape,
        environment: &Environment,
        given: &mut BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        for part in shape.slots() {
            if given.keys().any(|name| is_called(part, name)) {
                continue;
            }
            let value = match (&part.kind, &self.branch) {
                (Kind::Company, _) => environment.company().to_owned(),
                (Kind::Branch(alias), Some(branch)) => {
                    let refuse = |error| Failure::Input(wording::environment_error(&error, session.language));
                    environment.branch(alias, branch).map_err(refuse)?
                }
                _ => continue,
            };
            given.insert(part.name.to_string(), value);
        }
        Ok(())
    }
}

/// Whether `name` names the part: its own name, or `branch` for a branch; case does not count.
fn is_called(part: &Part, name: &str) -> bool {
    part.name.eq_ignore_ascii_case(name) || (matches!(part.kind, Kind::Branch(_)) && name.eq_ignore_ascii_case("branch"))
}

/// Refuses values of parts that the key does not have.
fn check_names(session: &Session<'_>, shape: &Shape, given: &BTreeMap<String, String>) -> Result<(), Failure> {
    let Some(unknown) = given.keys().find(|name| !shape.slots().any(|part| is_called(part, name))) else { return Ok(()) };
    let text = session.text(Text::from(&say::UNKNOWN_PART).with("key", &shape.name).with("name", unknown));
    let names: Vec<&str> = shape.slots().map(called).collect();
    let near = nearest(unknown, names.iter().copied()).map(|near| session.text(Text::from(&say::DID_YOU_MEAN).with("near", near)));
    let known = session.text(Text::from(&say::KNOWN).with("known", names.join(", ")));
    Err(Failure::Usage([Some(text), near, Some(known)].into_iter().flatten().collect::<Vec<_>>().join("; ")))
}

/// What the user calls a part.
fn called(part: &Part) -> &str {
    if matches!(part.kind, Kind::Branch(_)) { "branch" } else { &part.name }
}

/// The values in the order of the slots. What may be empty may be left out; a group of which nothing is said is absent.
fn values(session: &Session<'_>, shape: &Shape, given: &BTreeMap<String, String>) -> Result<Vec<Option<String>>, Failure> {
    let value = |part: &Part| given.iter().find(|(name, _)| is_called(part, name)).map(|(_, value)| value.clone());
    let slots = || shape.segments.iter().flat_map(|segment| segment.slots().map(move |part| (segment, part)));
    let deepest = slots().filter(|(_, part)| value(part).is_some()).filter_map(|(segment, _)| segment.group).max();
    let (mut values, mut missing) = (Vec::new(), Vec::new());
    for (segment, part) in slots() {
        let absent = segment.group.is_some() && segment.group > deepest;
        let found = value(part).or_else(|| (segment.optional && !absent).then(String::new));
        if found.is_none() && !absent {
            missing.push(format!("`{}`", called(part)));
        }
        values.push(found);
    }
    if missing.is_empty() {
        return Ok(values);
    }
    Err(Failure::Usage(session.text(Text::from(&say::MISSING_PARTS).with("key", &shape.name).with("missing", missing.join(", ")))))
}

/// What is wrong with a value, with the place in the value under it.
fn blame(session: &Session<'_>, error: &KeyError, shape: &Shape, values: &[Option<String>]) -> Failure {
    let named = shape.slots().zip(values).find(|(part, _)| part.name == error.place().name);
    not_a_key(session, error, named.and_then(|(_, value)| value.as_deref()).unwrap_or_default())
}
