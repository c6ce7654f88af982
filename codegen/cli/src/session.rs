//! One run: its streams, its language, its colours.

use crate::failure::Failure;
use crate::phrases as say;
use crate::{Io, reader_has_gone};
use clap::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use depara_dsl::diagnostic::{self, Diagnostic, Language, Phrase, Text};
use depara_dsl::span::Sources;
use std::ffi::OsString;
use std::fmt::Display;
use std::io;
use std::path::Path;

/// One run: its streams, its language, its colours.
pub(crate) struct Session<'io> {
    io: Io<'io>,
    pub(crate) language: Language,
    color: ColorChoice,
}

impl<'io> Session<'io> {
    /// A run with these arguments. Language and colour are looked for before the arguments are understood, because the first thing to be
    /// said may be that they are not.
    pub(crate) fn new(arguments: &[OsString], io: Io<'io>) -> Self {
        let asked = option(arguments, "--lang").or_else(|| (io.variable)("DEPARA_LANG"));
        let language = asked.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default();
        let color = match option(arguments, "--color").as_deref() {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
        Self { io, language, color }
    }

    /// A sentence in the language of this run.
    pub(crate) fn text(&self, text: impl Into<Text>) -> String {
        text.into().to(self.language)
    }

    /// A sentence without arguments in the language of this run.
    pub(crate) fn word(&self, phrase: &'static Phrase) -> &'static str {
        match self.language {
            Language::English => phrase.en,
            Language::Portuguese => phrase.pt,
        }
    }

    /// Writes a result as it is.
    pub(crate) fn print(&mut self, text: impl Display) -> Result<(), Failure> {
        Ok(write!(self.io.stdout, "{text}")?)
    }

    /// Writes a line of a result.
    pub(crate) fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        Ok(writeln!(self.io.stdout, "{text}")?)
    }

    /// Writes a line beside the results. Nobody may be there to read it, which is no reason to stop.
    pub(crate) fn aside(&mut self, text: impl Display) {
        let _ = writeln!(self.io.stderr, "{text}");
    }

    /// Says that something is wrong.
    pub(crate) fn error(&mut self, text: impl Display) {
        let title = self.titled(AnsiColor::Red, &say::ERROR);
        self.aside(format_args!("{title} {text}"));
    }

    /// Says something to know.
    pub(crate) fn note(&mut self, text: impl Display) {
        let title = self.titled(AnsiColor::Cyan, &say::NOTE);
        self.aside(format_args!("{title} {text}"));
    }

    /// A diagnostic as people read it, for the results or, with `aside`, beside them.
    pub(crate) fn render(&self, problem: &Diagnostic, sources: &Sources, aside: bool) -> String {
        let terminal = if aside { self.io.stderr_terminal } else { self.io.stdout_terminal };
        let style = diagnostic::Style { color: self.colored(terminal), ..diagnostic::Style::default() };
        diagnostic::render(problem, sources, self.language, style)
    }

    /// The bytes of a file, or of the standard input for `-`.
    pub(crate) fn read(&mut self, path: &Path) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let read = match path.to_str() {
            Some("-") => self.io.stdin.read_to_end(&mut bytes).map(|_| bytes),
            _ => std::fs::read(path),
        };
        read.map_err(|error| self.unreadable(path, &error))
    }

    /// Why a file or folder cannot be read: its name is wrong, which is a matter of the call, or anything else.
    pub(crate) fn unreadable(&self, path: &Path, error: &io::Error) -> Failure {
        let path = path.display();
        match error.kind() {
            io::ErrorKind::NotFound => Failure::Usage(self.text(Text::from(&say::NO_SUCH_PATH).with("path", path))),
            io::ErrorKind::IsADirectory => Failure::Usage(self.text(Text::from(&say::IS_A_FOLDER).with("path", path))),
            _ => Failure::Input(self.text(Text::from(&say::UNREADABLE).with("path", path).with("reason", error))),
        }
    }

    /// Why a file or folder cannot be written.
    pub(crate) fn unwritable(&self, path: &Path, error: &io::Error) -> Failure {
        Failure::Input(self.text(Text::from(&say::UNWRITABLE).with("path", path.display()).with("reason", error)))
    }

    /// An environment variable.
    #[cfg(feature = "gateway")]
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        (self.io.variable)(name)
    }

    /// Whether somebody sits at a terminal and can be asked.
    #[cfg(feature = "gateway")]
    pub(crate) fn can_ask(&self) -> bool {
        self.io.password.is_some()
    }

    /// Asks for a line; none when there is no more input.
    #[cfg(feature = "gateway")]
    pub(crate) fn ask(&mut self, question: impl Display) -> io::Result<Option<String>> {
        write!(self.io.stderr, "{question} ")?;
        self.io.stderr.flush()?;
        self.input_line()
    }

    /// Asks for a password, which is not shown.
    #[cfg(feature = "gateway")]
    pub(crate) fn ask_password(&mut self, question: impl Display) -> io::Result<String> {
        let Some(password) = self.io.password else { return Ok(self.ask(question)?.unwrap_or_default()) };
        write!(self.io.stderr, "{question} ")?;
        self.io.stderr.flush()?;
        password()
    }

    /// A line of the standard input, without its end; byte by byte, since what stands behind it is for others to read.
    #[cfg(feature = "gateway")]
    pub(crate) fn input_line(&mut self) -> io::Result<Option<String>> {
        let (mut line, mut byte) = (Vec::new(), [0]);
        loop {
            match self.io.stdin.read(&mut byte)? {
                0 if line.is_empty() => return Ok(None),
                0 => break,
                _ if byte == *b"\n" => break,
                _ if line.len() >= LONGEST_LINE => return Err(io::ErrorKind::InvalidInput.into()),
                _ => line.extend(byte),
            }
        }
        let line = String::from_utf8(line).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        Ok(Some(line.trim_end_matches('\r').to_owned()))
    }

    /// Whether progress can be drawn.
    pub(crate) fn draws_progress(&self) -> bool {
        self.io.stderr_terminal
    }

    /// Hands everything written to its readers.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.io.stdout.flush()
    }

    /// Says why a command could not do its work. The result is the exit code.
    pub(crate) fn fail(&mut self, failure: Failure) -> u8 {
        // What was written before the failure stands before it.
        let _ = self.flush();
        match failure {
            Failure::Arguments(error) => self.answer(&error),
            Failure::Usage(text) => {
                self.error(text);
                2
            }
            Failure::Input(text) => {
                self.error(text);
                1
            }
            Failure::Output(error) if reader_has_gone(&error) => 0,
            Failure::Output(error) => {
                let text = self.text(Text::from(&say::UNWRITABLE_OUTPUT).with("reason", error));
                self.error(text);
                1
            }
        }
    }

    /// Shows the help or the version that was asked for, or what is wrong with the arguments.
    fn answer(&mut self, error: &clap::Error) -> u8 {
        let rendered = error.render();
        if error.use_stderr() {
            let text = crate::help::misuse(error, self.language);
            let text = if self.colored(self.io.stderr_terminal) { text.ansi().to_string() } else { text.to_string() };
            let text = crate::help::frame(text, self.language);
            let _ = write!(self.io.stderr, "{text}");
            return 2;
        }
        let text = if self.colored(self.io.stdout_terminal) { rendered.ansi().to_string() } else { rendered.to_string() };
        let text = crate::help::frame(text, self.language);
        match write!(self.io.stdout, "{text}").and_then(|()| self.flush()) {
            Ok(()) => 0,
            Err(error) => self.fail(Failure::Output(error)),
        }
    }

    fn titled(&self, color: AnsiColor, phrase: &'static Phrase) -> String {
        let word = self.word(phrase);
        if !self.colored(self.io.stderr_terminal) {
            return format!("{word}:");
        }
        let (title, bold) = (Style::new().fg_color(Some(color.into())).bold(), Style::new().bold());
        format!("{title}{word}{title:#}{bold}:{bold:#}")
    }

    fn colored(&self, terminal: bool) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && (self.io.variable)("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }
}

/// The longest answer to a question.
#[cfg(feature = "gateway")]
const LONGEST_LINE: usize = 4_096;

/// The value of `--name value` or `--name=value`, wherever it stands before `--`.
fn option(arguments: &[OsString], name: &str) -> Option<String> {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str()).take_while(|argument| *argument != "--");
    loop {
        let argument = arguments.next()?;
        if argument == name {
            return arguments.next().map(str::to_owned);
        }
        if let Some(value) = argument.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
            return Some(value.to_owned());
        }
    }
}
