//! Doc comments: text of a mapping, written so that Markdown shows it as it stands.

use proc_macro2::TokenStream;
use quote::quote;

/// The attributes of a doc comment; `text` is Markdown, a line each line.
pub(crate) fn doc(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// The lines of a doc comment, as its attributes have them.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = String> {
    text.trim().lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") })
}

/// Text of a user as Markdown that shows the same characters. What stands in backquotes stays; every other character that Markdown or
/// rustdoc would read as its own is escaped, so that no text of a mapping can turn into a link, a tag, a list or a code block.
pub(crate) fn escape(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| escape_line(line.trim())).collect();
    lines.join("\n").trim().to_owned()
}

/// Text of a user between backquotes.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", text.replace(is_hidden, " ").replace('`', "'"))
}

fn escape_line(line: &str) -> String {
    let line = line.replace('\t', " ").replace(is_hidden, "");
    let paired = line.matches('`').count().is_multiple_of(2) && !line.contains("``");
    let mut escaped = String::with_capacity(line.len());
    if line.starts_with(['-', '+', '#', '=', '~', '|', ':']) {
        escaped.push('\\');
    }
    for (n, piece) in line.split('`').enumerate() {
        let in_code = paired && n % 2 == 1;
        if n > 0 {
            escaped.push_str(if paired { "`" } else { "\\`" });
        }
        if in_code { escaped.push_str(piece) } else { escape_words(piece, &mut escaped) }
    }
    ordered_list(escaped)
}

/// Addresses become links, as rustdoc wants them; in everything else the special characters are escaped.
fn escape_words(piece: &str, escaped: &mut String) {
    let start = ["https://", "http://"].iter().filter_map(|scheme| piece.find(scheme)).min();
    let Some((before, address)) = start.and_then(|start| piece.split_at_checked(start)) else {
        return escape_letters(piece, escaped);
    };
    let end = address.find(|c: char| c.is_whitespace() || "()[]<>\"'".contains(c)).unwrap_or(address.len());
    let (address, after) = address.split_at_checked(end).unwrap_or((address, ""));
    let bare = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    escape_letters(before, escaped);
    escaped.extend(["<", bare, ">", address.strip_prefix(bare).unwrap_or_default()]);
    escape_words(after, escaped);
}

fn escape_letters(piece: &str, escaped: &mut String) {
    let mut before = ' ';
    for letter in piece.chars() {
        let emphasis = letter == '_' && !before.is_alphanumeric();
        if emphasis || matches!(letter, '\\' | '[' | ']' | '<' | '>' | '*' | '&') {
            escaped.push('\\');
        }
        escaped.push(letter);
        before = letter;
    }
}

/// `1. First` begins a list in Markdown, `1\. First` does not.
fn ordered_list(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ => line,
    }
}

/// Characters that rustc refuses in comments: controls, and those that turn the direction of the text.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (text, expected) in [
            ("Código do banco.", "Código do banco."),
            ("Lista [opcional] <b>", "Lista \\[opcional\\] \\<b\\>"),
            ("Campo `A6_COD[1]` do banco", "Campo `A6_COD[1]` do banco"),
            ("Um ` só", "Um \\` só"),
            ("```", "\\`\\`\\`"),
            ("- não é lista", "\\- não é lista"),
            ("# não é título", "\\# não é título"),
            ("1. não é lista", "1\\. não é lista"),
            ("    não é código\tnem isto", "não é código nem isto"),
            ("veja https://example.com/a_b agora", "veja <https://example.com/a_b> agora"),
            ("A6_COD e _isto_", "A6_COD e \\_isto_"),
            ("(https://example.com/a_b).", "(<https://example.com/a_b>)."),
            ("http://a.example, http://b.example.", "<http://a.example>, <http://b.example>."),
            ("a\u{202e}b", "ab"),
            ("um\n\n\ndois", "um\n\n\ndois"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }
}
