//! What the values of an enumeration mean, where a description lists them: `1 = Registrada; 2 = Não registrada`.

use crate::text::one_line;

/// What stands between a value and its meaning.
const SEPARATORS: [char; 6] = ['=', '-', '–', ':', ')', '–'];
/// The longest text that is taken for a meaning.
const LONGEST: usize = 80;

/// The meaning of each of `values` in `description`; empty where it gives none.
pub(crate) fn labels(values: &[&str], description: &str) -> Vec<String> {
    let letters: Vec<char> = description.chars().collect();
    let marks: Vec<Option<(usize, usize)>> = values.iter().map(|value| mark(value, &letters)).collect();
    let starts: Vec<usize> = marks.iter().flatten().map(|(start, _)| *start).collect();
    marks.iter().map(|mark| mark.map(|(_, end)| meaning(&letters, end, &starts)).unwrap_or_default()).collect()
}

/// Where a value stands with a separator behind it: the first letter of the value, and the first one behind the separator.
fn mark(value: &str, letters: &[char]) -> Option<(usize, usize)> {
    let value: Vec<char> = value.chars().collect();
    if value.is_empty() || value.iter().all(|letter| !letter.is_alphanumeric()) {
        return None;
    }
    (0..letters.len().saturating_sub(value.len())).find_map(|start| {
        let before = start.checked_sub(1).and_then(|before| letters.get(before));
        let fits = letters.get(start..start.saturating_add(value.len())) == Some(value.as_slice());
        if !fits || before.is_some_and(|before| before.is_alphanumeric() || SEPARATORS.contains(before)) {
            return None;
        }
        let mut end = start.saturating_add(value.len());
        while letters.get(end).is_some_and(|letter| matches!(letter, ' ' | '\t' | '"' | '\'')) {
            end = end.saturating_add(1);
        }
        letters.get(end).filter(|letter| SEPARATORS.contains(letter)).map(|_| (start, end.saturating_add(1)))
    })
}

/// The text from `from` to the next value, the end of the line, or what ends an item of a list.
fn meaning(letters: &[char], from: usize, starts: &[usize]) -> String {
    let end = starts.iter().copied().filter(|start| *start >= from).min().unwrap_or(letters.len());
    let piece: String = letters.get(from..end).unwrap_or_default().iter().collect();
    let line = piece.trim_start_matches(|letter: char| letter.is_whitespace() || SEPARATORS.contains(&letter));
    let line = line.split(['\n', ';', '|']).next().unwrap_or_default();
    let line = line.split(" / ").next().unwrap_or_default();
    let line = one_line(line);
    let text = line.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '.' | '/' | '(' | '"' | '\'' | '-'));
    if text.chars().count() <= LONGEST { text.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[&str], description: &str, expected: &[&str]) {
        assert_eq!(labels(values, description), expected, "{description}");
    }

    #[test]
    fn lists_in_descriptions() {
        check(&["1", "2"], "Tipo: 1 = Registrada; 2 = Não registrada.", &["Registrada", "Não registrada"]);
        check(&["1", "2"], "1-Banca\n2-Mesa", &["Banca", "Mesa"]);
        check(&["1", "2", "3"], "1=Banca, 2=Mesa", &["Banca", "Mesa", ""]);
        check(&["01", "1"], "01: Banca 1: Mesa", &["Banca", "Mesa"]);
        check(&["C", "F"], "C) Cliente / F) Fornecedor", &["Cliente", "Fornecedor"]);
        check(&["1"], "Até 11 = muitos", &[""]);
        check(&["1", ""], "Sem lista", &["", ""]);
    }
}
