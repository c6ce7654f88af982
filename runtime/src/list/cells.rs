//! The cells of a line.

/// What separates the cells of a list with this first line: the first of tabs, semicolons and commas that is there.
pub(super) fn separator(header: &str) -> char {
    ['\t', ';', ','].into_iter().find(|separator| header.contains(*separator)).unwrap_or(',')
}

/// Puts the cells of a line into `cells`, whose memory is used again, and gives their number; none when a quote is not closed. A cell that
/// holds the separator stands in quotes, and a quote in it is doubled.
pub(super) fn split(line: &str, separator: char, cells: &mut Vec<String>) -> Option<usize> {
    let mut count = 0;
    let mut rest = line;
    loop {
        if cells.len() == count {
            cells.push(String::new());
        }
        let cell = cells.get_mut(count)?;
        cell.clear();
        count = count.checked_add(1)?;
        if let Some(quoted) = rest.strip_prefix('"') {
            rest = unquote(quoted, cell)?;
        }
        // What stands behind a closing quote belongs to the cell, as table programs read it.
        let Some((text, behind)) = rest.split_once(separator) else {
            cell.push_str(rest);
            return Some(count);
        };
        cell.push_str(text);
        rest = behind;
    }
}

/// Takes up a quoted text, behind its first quote, and gives what stands behind the closing one.
fn unquote<'l>(mut rest: &'l str, cell: &mut String) -> Option<&'l str> {
    loop {
        let (text, behind) = rest.split_once('"')?;
        cell.push_str(text);
        match behind.strip_prefix('"') {
            Some(behind) => {
                cell.push('"');
                rest = behind;
            }
            None => return Some(behind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_stand_in_quotes() {
        let mut cells = Vec::new();
        for (line, separator, expected) in [
            ("a,b,", ',', Some(&["a", "b", ""][..])),
            ("\"a,b\",c", ',', Some(&["a,b", "c"])),
            ("\"a \"\"b\"\"\";5\" c", ';', Some(&["a \"b\"", "5\" c"])),
            ("a\tb c", '\t', Some(&["a", "b c"])),
            ("\"\";\"x\" ;", ';', Some(&["", "x ", ""])),
            ("a;\"b;c", ';', None),
        ] {
            let count = split(line, separator, &mut cells);
            assert_eq!(
                count.map(|count| cells[..count].to_vec()),
                expected.map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()),
                "{line}"
            );
        }
    }
}
