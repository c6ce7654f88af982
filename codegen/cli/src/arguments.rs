//! What can be written after `depara`.

use crate::commands::Command;
use clap::{ColorChoice, Parser, ValueEnum};
use depara_dsl::diagnostic::Language;

/// Compiles mappings of the TOTVS EAI, and reads the messages and keys that they describe
///
/// A mapping (`.map`) says which routine sends which message, what it contains, and how the keys of one system become the keys of the
/// other. `new` and `import` make mappings; `check`, `fmt`, `gen`, `list` and `examples` work on them; `decode`, `encode`, `transcode`,
/// `rows` and `key` work on messages and keys, with the mappings that come with depara.
#[derive(Debug, Parser)]
#[command(
    name = "depara",
    bin_name = "depara",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  depara check maps                       is everything in the folder right?
  depara decode message.xml               what does this message say?
  depara rows answer.xml                  which De-Para rows does this answer prove?
  depara key parse SA6.A6_COD '01|02AM0001|001|0455|012453'
  depara explain DP0214                   what does this problem mean?

Exit codes: 0 all is well; 1 the input has errors, or differs; 2 the call is wrong."
)]
pub(crate) struct Arguments {
    /// Language of what is said: en or pt-BR; else that of DEPARA_LANG, else English
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language, help_heading = GENERAL)]
    pub(crate) lang: Option<Language>,

    /// Colours: on a terminal unless NO_COLOR is set, always or never
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = ColorChoice::Auto, help_heading = GENERAL)]
    pub(crate) color: ColorChoice,

    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The form of a result, for the commands that know these two.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Human,
    Json,
}

/// The heading of the options that every command takes.
const GENERAL: &str = "General options";

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "it is en or pt-BR".to_owned())
}
