//! Diagnostics for machines: one JSON object each.

use super::{Diagnostic, Fix, Label, Language, Severity};
use crate::span::{Sources, Span};
use serde_json::{Map, Value, json};

/// One diagnostic with everything that [`super::render`] shows. Offsets are bytes, lines and columns count from one, columns in
/// characters.
#[must_use]
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> Value {
    let Diagnostic { severity, code, message, path, primary, related, help, fix } = diagnostic;
    let arguments: Map<String, Value> = message.arguments().map(|(name, value)| (name.to_owned(), value.into())).collect();
    json!({
        "code": code.0,
        "severity": match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": message.to(language),
        "arguments": arguments,
        "path": path,
        "primary": label(primary, sources, language),
        "related": related.iter().map(|related| label(related, sources, language)).collect::<Vec<_>>(),
        "help": help.as_ref().map(|help| help.to(language)),
        "fix": fix.as_ref().map(|fix| edit(fix, sources, language)),
    })
}

fn label(label: &Label, sources: &Sources, language: Language) -> Value {
    let Label { span, text } = label;
    json!({ "text": text.to(language), "place": place(*span, sources) })
}

fn edit(fix: &Fix, sources: &Sources, language: Language) -> Value {
    let Fix { title, span, replacement } = fix;
    json!({ "title": title.to(language), "place": place(*span, sources), "replacement": replacement })
}

fn place(span: Span, sources: &Sources) -> Value {
    let point = |offset| {
        let (line, column) = sources.line_column(span.file, offset);
        json!({ "byte": offset, "line": line, "column": column })
    };
    json!({
        "file": sources.get(span.file).map(|source| source.name.as_str()),
        "start": point(span.start),
        "end": point(span.end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Phrase, Text};

    static MESSAGE: Phrase = Phrase { en: "account `{name}` is closed", pt: "a conta `{name}` está fechada" };
    static HERE: Phrase = Phrase { en: "closed", pt: "fechada" };

    #[test]
    fn everything_is_there_with_places_for_machines_and_people() {
        let mut sources = Sources::default();
        let file = sources.add("contas.map", "map 1\n// ação closed\n");
        let span = Span::new(file, 16, 22);
        let problem = Diagnostic::warning(Code("DP9999"), Text::from(&MESSAGE).with("name", "1"), span, Text::from(&HERE))
            .at(["adapter Conta"])
            .fix(Text::from(&HERE), span.after(), "!");
        let place = |start: (u32, usize), end: (u32, usize)| {
            let point = |(byte, column): (u32, usize)| json!({ "byte": byte, "line": 2, "column": column });
            json!({ "file": "contas.map", "start": point(start), "end": point(end) })
        };
        let expected = json!({
            "code": "DP9999",
            "severity": "warning",
            "message": "a conta `1` está fechada",
            "arguments": { "name": "1" },
            "path": ["adapter Conta"],
            "primary": { "text": "fechada", "place": place((16, 9), (22, 15)) },
            "related": [],
            "help": null,
            "fix": { "title": "fechada", "place": place((22, 15), (22, 15)), "replacement": "!" },
        });
        assert_eq!(to_json(&problem, &sources, Language::Portuguese), expected);
    }
}
