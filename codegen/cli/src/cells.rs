//! The cells of a list that a person or a table program wrote.

/// What separates the cells of a list with this first line: the first of tabs, semicolons and commas that is there.
pub(crate) fn separator(header: &str) -> char {
    ['\t', ';', ','].into_iter().find(|separator| header.contains(*separator)).unwrap_or(',')
}

/// The cells of a line; one that holds the separator stands in quotes, and a quote in it is doubled.
pub(crate) fn cells(line: &str, separator: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_first = cells.last().is_some_and(String::is_empty);
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_none() => quoted = false,
            '"' if !quoted && is_first => quoted = true,
            letter if letter == separator && !quoted => cells.push(String::new()),
            letter => cells.last_mut().into_iter().for_each(|cell| cell.push(letter)),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_stand_in_quotes() {
        for (line, separator, expected) in [
            ("a,b,", ',', &["a", "b", ""][..]),
            ("\"a,b\",c", ',', &["a,b", "c"]),
            ("\"a \"\"b\"\"\";5\" c", ';', &["a \"b\"", "5\" c"]),
            ("a\tb c", '\t', &["a", "b c"]),
        ] {
            assert_eq!(cells(line, separator), expected, "{line}");
        }
    }
}
