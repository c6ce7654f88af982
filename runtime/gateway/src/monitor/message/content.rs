//! What a message says: its typed content as a tree, what was read otherwise, and the documents as they came.

use super::tree;
use crate::engine::Described;
use maud::{Markup, html};

/// How much of a document a page shows; a file has all of it.
const SHOWN: usize = 100_000;

/// The typed content.
pub(super) fn section(described: &Described) -> Markup {
    html! {
        section.card aria-labelledby="conteudo-tipado" {
            h2 id="conteudo-tipado" { "Conteúdo" }
            @if let Some(problem) = &described.problem { p.note.bad { "O conteúdo não pôde ser lido: " (problem) } }
            @if let Some(value) = &described.tree { (tree::tree(value)) }
            @if described.tree.is_none() && described.problem.is_none() { p.faint { "A mensagem não tem conteúdo." } }
            @if !described.findings.is_empty() {
                h3 { "O que foi lido de outra forma" }
                ul.findings { @for finding in &described.findings { li { (finding) } } }
            }
        }
    }
}

/// A document as it came, folded away.
pub(super) fn raw(id: i64, which: &str, title: &str, document: Option<&[u8]>) -> Markup {
    let Some(document) = document else { return html! {} };
    let text = String::from_utf8_lossy(document);
    let shown: String = text.chars().take(SHOWN).collect();
    let is_cut = shown.len() < text.len();
    html! {
        details.card.raw id=(which) {
            summary { (title) " " span.faint { "(" (size(document.len())) ")" } }
            p { a href={ "/monitor/mensagens/" (id) "/" (which) } download { "Baixar" } }
            pre tabindex="0" { code { (shown) } }
            @if is_cut { p.faint { "O documento continua; baixe-o para ver tudo." } }
        }
    }
}

fn size(bytes: usize) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_fitting_units() {
        assert_eq!([999, 1_000, 1_250_000].map(size), ["999 bytes", "1 kB", "1,2 MB"]);
    }

    #[test]
    fn a_long_document_is_cut_between_letters() {
        let long = "é".repeat(SHOWN + 1);
        let page = raw(7, "documento", "Documento", Some(long.as_bytes())).into_string();
        assert!(page.contains("baixe-o") && !page.contains('\u{fffd}'));
        assert!(!raw(7, "documento", "Documento", Some(b"<a/>")).into_string().contains("baixe-o"));
    }
}
