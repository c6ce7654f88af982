//! Help and misuse in both languages: the arguments carry the English text, [`portuguese`] the other one.

mod misuse;
mod portuguese;

pub(crate) use misuse::misuse;

use crate::arguments::Arguments;
use clap::{Arg, Command, CommandFactory};
use depara_dsl::diagnostic::Language;

/// The command line with its help in `language`.
pub(crate) fn command(language: Language) -> Command {
    let command = Arguments::command().term_width(100);
    match language {
        Language::English => command,
        Language::Portuguese => translated(command, "depara"),
    }
}

/// A help page or usage line with the words that clap itself puts there in `language`.
pub(crate) fn frame(text: String, language: Language) -> String {
    match language {
        Language::English => text,
        Language::Portuguese => FRAME.iter().fold(text, |text, (english, portuguese)| text.replace(english, portuguese)),
    }
}

/// The words of clap's own template, the longer before the shorter.
const FRAME: &[(&str, &str)] = &[
    ("Usage:", "Uso:"),
    ("Arguments:", "Argumentos:"),
    ("Options:", "Opções:"),
    ("Commands:", "Comandos:"),
    ("[OPTIONS]", "[OPÇÕES]"),
    ("<COMMAND>", "<COMANDO>"),
    ("Print help (see more with '--help')", "Mostra a ajuda (mais com '--help')"),
    ("Print help (see a summary with '-h')", "Mostra a ajuda (resumo com '-h')"),
    ("Print help", "Mostra a ajuda"),
    ("Print version", "Mostra a versão"),
];

/// `command` and the commands in it in Portuguese; `path` is how it is called: `depara key parse`.
fn translated(command: Command, path: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let mut command = names.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}");
        command.mut_subcommand(name, |command| translated(command, &path))
    });
    if let Some(page) = portuguese::page(path) {
        command = command.about(page.about).after_help(page.after);
        if !page.more.is_empty() {
            command = command.long_about(format!("{}\n\n{}", page.about, page.more));
        }
    }
    command.mut_args(|argument| argument_in_portuguese(argument, path))
}

/// An argument with its help, its possible values and its default in Portuguese.
fn argument_in_portuguese(argument: Arg, path: &str) -> Arg {
    let Some(text) = portuguese::argument(path, argument.get_id().as_str()) else { return argument };
    let mut text = text.to_owned();
    let takes_values = argument.get_action().takes_values();
    let values: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if takes_values && !values.is_empty() {
        text.push_str(&format!(" [valores: {}]", values.join(", ")));
    }
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if takes_values && !defaults.is_empty() {
        text.push_str(&format!(" [padrão: {}]", defaults.join(", ")));
    }
    let name = argument.get_value_names().and_then(|names| names.first()).and_then(|name| portuguese::value_name(name));
    let argument = match name {
        Some(name) if takes_values => argument.value_name(name),
        _ => argument,
    };
    // Only the options that every command takes have a heading of their own.
    let argument = if argument.get_help_heading().is_some() { argument.help_heading("Opções gerais") } else { argument };
    argument.help(text).hide_possible_values(takes_values).hide_default_value(takes_values)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command and argument that help shows, with the path of its command.
    fn shown(command: &Command, path: &str, found: &mut Vec<(String, Option<String>)>) {
        found.push((path.to_owned(), None));
        let arguments = command.get_arguments().filter(|argument| !argument.is_hide_set());
        let ids = arguments.map(|argument| argument.get_id().to_string()).filter(|id| id != "help" && id != "version");
        found.extend(ids.map(|id| (path.to_owned(), Some(id))));
        for command in command.get_subcommands() {
            shown(command, &format!("{path} {}", command.get_name()), found);
        }
    }

    #[test]
    fn everything_has_its_portuguese() {
        let mut found = Vec::new();
        shown(&Arguments::command(), "depara", &mut found);
        for (path, argument) in found {
            match argument {
                None => assert!(portuguese::page(&path).is_some(), "no page for `{path}`"),
                Some(id) => assert!(portuguese::argument(&path, &id).is_some(), "no Portuguese for `{id}` of `{path}`"),
            }
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        for language in [Language::English, Language::Portuguese] {
            command(language).debug_assert();
        }
    }
}
