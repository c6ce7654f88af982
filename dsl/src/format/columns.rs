//! Columns: the cells of consecutive statements under one another.

/// What stands between two columns.
const GAP: usize = 2;

/// A cell of more characters does not widen its column: one long name would push every other line apart.
const WIDEST: usize = 36;

/// A statement as cells; an empty one leaves its column free.
#[derive(Debug, Default)]
pub(super) struct Row {
    cells: Vec<String>,
    /// The column that stands one blank before the next instead of two: the left side of an `=`.
    tight: Option<usize>,
}

impl Row {
    pub(super) fn new(cells: impl IntoIterator<Item = String>) -> Self {
        let mut cells: Vec<String> = cells.into_iter().collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        Self { cells, tight: None }
    }

    /// A statement that is in no column.
    pub(super) fn alone(text: impl Into<String>) -> Self {
        Self::new([text.into()])
    }

    /// With one blank behind `column`.
    pub(super) fn tight(self, column: usize) -> Self {
        Self { tight: Some(column), ..self }
    }
}

/// The text of each row. A column is as wide as the widest cell that something follows, in characters and up to [`WIDEST`]; one without
/// text takes no place.
pub(super) fn align(rows: &[Row]) -> Vec<String> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        let followed = row.cells.len().saturating_sub(1);
        widths.resize(widths.len().max(followed), 0);
        for (width, cell) in widths.iter_mut().zip(row.cells.iter().take(followed)) {
            *width = Some(cell.chars().count()).filter(|count| *count <= WIDEST).map_or(*width, |count| count.max(*width));
        }
    }
    rows.iter().map(|row| text(row, &widths)).collect()
}

fn text(row: &Row, widths: &[usize]) -> String {
    let mut text = String::new();
    let last = row.cells.len().saturating_sub(1);
    for (column, cell) in row.cells.iter().enumerate() {
        text.push_str(cell);
        let width = widths.get(column).copied().unwrap_or_default();
        if column < last && (width > 0 || !cell.is_empty()) {
            let gap = if row.tight == Some(column) { 1 } else { GAP };
            let blanks = width.saturating_sub(cell.chars().count()).saturating_add(gap);
            text.extend(std::iter::repeat_n(' ', blanks));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_count_characters_and_only_what_is_followed() {
        let rows = [
            Row::new(["é".to_owned(), String::new(), "x".to_owned()]),
            Row::new(["abc".to_owned(), String::new(), "y".to_owned()]),
            Row::alone("a statement of its own"),
            Row::new(["ab".to_owned(), "z".to_owned(), String::new()]),
        ];
        assert_eq!(align(&rows), ["é    x", "abc  y", "a statement of its own", "ab   z"]);
    }

    #[test]
    fn a_long_cell_does_not_push_the_others_apart() {
        let long = "x".repeat(WIDEST + 1);
        let rows = [Row::new(["a".to_owned(), "1".to_owned()]), Row::new([long.clone(), "2".to_owned()])];
        assert_eq!(align(&rows), ["a  1".to_owned(), format!("{long}  2")]);
    }
}
