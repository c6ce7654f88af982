//! Diagnostics for people, in rustc's look.

use super::phrases::report;
use super::{Diagnostic, Fix, Label, Language, Phrase, Severity, Text};
use crate::span::{FileId, Source, Sources, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet, normalize_untrusted_str};
use std::ops::Range;

/// How diagnostics are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// With the colours of a terminal.
    pub color: bool,
    /// Longer lines are cut around what they point at.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, width: 140 }
    }
}

/// One diagnostic: what is wrong, the places, the advice and the edit. Without a line end after the last line.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, language: Language, style: Style) -> String {
    let say = |text: &Text| text.to(language);
    let word = |phrase: &'static Phrase| Text::from(phrase).to(language);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(word(&report::ERROR)),
        Severity::Warning => Level::WARNING.with_name(word(&report::WARNING)),
    };

    let mut problem = Group::with_title(level.primary_title(say(&diagnostic.message)).id(diagnostic.code.0));
    for file in files(diagnostic) {
        problem = problem.elements(annotated(diagnostic, file, sources, language));
    }
    if !diagnostic.path.is_empty() {
        problem = problem.element(Level::NOTE.with_name(word(&report::IN)).message(diagnostic.path.join(" › ")));
    }
    if let Some(help) = &diagnostic.help {
        problem = problem.element(Level::HELP.with_name(word(&report::HELP)).message(say(help)));
    }

    let mut groups = vec![problem];
    if let Some(fix) = &diagnostic.fix {
        let title = normalize_untrusted_str(&say(&fix.title));
        groups
            .push(Group::with_title(Level::HELP.with_name(word(&report::HELP)).secondary_title(title)).elements(suggestion(fix, sources)));
    }

    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(style.width).render(&groups)
}

/// How many errors and warnings there are: `2 errors, 1 warning`.
#[must_use]
pub fn summary(problems: &[Diagnostic], language: Language) -> String {
    let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let part = |count: usize, one, many| match count {
        0 => None,
        1 => Some(Text::from(one).with("count", count).to(language)),
        _ => Some(Text::from(many).with("count", count).to(language)),
    };
    let errors = part(count(Severity::Error), &report::ONE_ERROR, &report::ERRORS);
    let warnings = part(count(Severity::Warning), &report::ONE_WARNING, &report::WARNINGS);
    let parts: Vec<String> = errors.into_iter().chain(warnings).collect();
    if parts.is_empty() { Text::from(&report::NO_PROBLEM).to(language) } else { parts.join(", ") }
}

/// The files that a diagnostic points into, the one of its primary place first.
fn files(diagnostic: &Diagnostic) -> Vec<FileId> {
    let mut files = vec![diagnostic.primary.span.file];
    for label in &diagnostic.related {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files
}

/// The lines of `file` that the diagnostic points at, with the labels.
fn annotated<'a>(diagnostic: &Diagnostic, file: FileId, sources: &'a Sources, language: Language) -> Option<Snippet<'a, Annotation<'a>>> {
    let source = sources.get(file)?;
    let labels = std::iter::once((AnnotationKind::Primary, &diagnostic.primary))
        .chain(diagnostic.related.iter().map(|label| (AnnotationKind::Context, label)))
        .filter(|(_, label)| label.span.file == file);
    let window = Window::around(source, labels.clone().map(|(_, label)| label.span))?;
    let annotation = |(kind, label): (AnnotationKind, &Label)| kind.span(window.place(label.span)).label(label.text.to(language));
    Some(window.snippet().annotations(labels.map(annotation)))
}

/// The lines that the edit changes, as they are and as they would be.
fn suggestion<'a>(fix: &'a Fix, sources: &'a Sources) -> Option<Snippet<'a, Patch<'a>>> {
    let window = Window::around(sources.get(fix.span.file)?, std::iter::once(fix.span))?;
    Some(window.snippet().patch(Patch::new(window.place(fix.span), &fix.replacement)))
}

/// The lines of a file that matter, so that the renderer does not walk through all of a big file for each diagnostic.
struct Window<'a> {
    name: &'a str,
    text: &'a str,
    start: usize,
    first_line: usize,
}

impl<'a> Window<'a> {
    /// The whole lines that hold every one of `spans`; nothing when there is none.
    fn around(source: &'a Source, spans: impl Iterator<Item = Span>) -> Option<Self> {
        let text = source.text.as_str();
        let (first, last) = spans.map(|span| (span.range().start, span.range().end)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let first = boundary(text, first);
        let start = text.get(..first)?.rfind('\n').map_or(0, |line_end| line_end.saturating_add(1));
        let last = boundary(text, last.max(first));
        let end = text.get(last..)?.find('\n').map_or(text.len(), |line_end| last.saturating_add(line_end));
        Some(Self { name: &source.name, text: text.get(start..end)?, start, first_line: source.lines_before(start).saturating_add(1) })
    }

    fn snippet<T: Clone>(&self) -> Snippet<'a, T> {
        Snippet::source(self.text).path(self.name).line_start(self.first_line)
    }

    /// `span` within these lines, on character boundaries.
    fn place(&self, span: Span) -> Range<usize> {
        let within = |offset: usize| boundary(self.text, offset.saturating_sub(self.start));
        let start = within(span.range().start);
        start..within(span.range().end).max(start)
    }
}

/// The last character boundary of `text` that is not after `offset`.
fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    static MESSAGE: Phrase = Phrase { en: "account `{name}` is closed", pt: "a conta `{name}` está fechada" };
    static HERE: Phrase = Phrase { en: "closed", pt: "fechada" };
    static THERE: Phrase = Phrase { en: "opened here", pt: "aberta aqui" };
    static OPEN: Phrase = Phrase { en: "open it", pt: "abrir a conta" };

    const TEXT: &str = "map 1\n\nopened  conta \"São João\"\nclosed  conta\n";

    fn sources() -> (Sources, FileId) {
        let mut sources = Sources::default();
        let file = sources.add("contas.map", TEXT);
        (sources, file)
    }

    fn problem(file: FileId) -> Diagnostic {
        let place = |word: &str| {
            let start = TEXT.find(word).unwrap();
            Span::new(file, start, start + word.len())
        };
        Diagnostic::error(Code("DP9999"), Text::from(&MESSAGE).with("name", "São João"), place("closed"), Text::from(&HERE))
            .at(["adapter Conta", "key SA6.A6_COD"])
            .related(place("opened"), Text::from(&THERE))
            .fix(Text::from(&OPEN), place("closed"), "opened")
    }

    #[test]
    fn everything_is_shown_in_the_language_asked_for() {
        let (sources, file) = sources();
        let shown = render(&problem(file), &sources, Language::Portuguese, Style::default());
        let expected = "\
erro[DP9999]: a conta `São João` está fechada
 --> contas.map:4:1
  |
3 | opened  conta \"São João\"
  | ------ aberta aqui
4 | closed  conta
  | ^^^^^^ fechada
  |
  = em: adapter Conta › key SA6.A6_COD
ajuda: abrir a conta
  |
4 - closed  conta
4 + opened  conta
  |";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_place_beyond_the_text_or_within_a_character_is_moved_to_the_next_that_can_be_shown() {
        let (sources, file) = sources();
        for start in 0..TEXT.len() + 3 {
            for end in start..TEXT.len() + 3 {
                let mut problem = problem(file);
                problem.primary.span = Span::new(file, start, end);
                problem.fix = Some(Fix { title: Text::from(&OPEN), span: problem.primary.span, replacement: "é".into() });
                assert!(render(&problem, &sources, Language::English, Style::default()).contains("closed"), "{start}..{end}");
            }
        }
    }

    #[test]
    fn a_file_that_is_not_there_costs_the_snippet_alone() {
        let (_, file) = sources();
        let shown = render(&problem(file), &Sources::default(), Language::English, Style::default());
        assert!(shown.starts_with("error[DP9999]: account `São João` is closed"), "{shown}");
    }

    #[test]
    fn colour_is_added_only_when_it_is_asked_for() {
        let (sources, file) = sources();
        let shown = |color| render(&problem(file), &sources, Language::English, Style { color, ..Style::default() });
        assert!(shown(true).contains('\u{1b}'));
        assert!(!shown(false).contains('\u{1b}'));
    }

    #[test]
    fn a_summary_counts_in_words() {
        let (_, file) = sources();
        let error = problem(file);
        let warning = Diagnostic { severity: Severity::Warning, ..error.clone() };
        let problems = [error.clone(), error, warning];
        assert_eq!(summary(&problems, Language::English), "2 errors, 1 warning");
        assert_eq!(summary(&problems, Language::Portuguese), "2 erros, 1 aviso");
        assert_eq!(summary(&[], Language::English), "no problems");
    }
}
