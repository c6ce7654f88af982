//! Rows of text for people and for programs.

use std::fmt::Write;

/// Columns and rows; every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Values between tabs, a line a row, the columns first. Tabs and line ends within a value become blanks: the form has no escapes.
    pub(crate) fn tsv(&self) -> String {
        let cell = |cell: &String| cell.replace(['\t', '\n', '\r'], " ");
        self.lines().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n").collect()
    }

    /// Values between commas, a line a row, the columns first; a value with a comma, a quote or a line end stands in quotes.
    pub(crate) fn csv(&self) -> String {
        self.lines().map(|row| csv_line(row)).collect()
    }

    /// Columns of even width, two blanks between them.
    pub(crate) fn aligned(&self) -> String {
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|column| self.lines().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0))
            .collect();
        let mut text = String::new();
        for row in self.lines() {
            let cells: String =
                row.iter().zip(&widths).map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide.saturating_sub(width(cell)) + 2))).collect();
            let _ = writeln!(text, "{}", cells.trim_end());
        }
        text
    }

    /// A table of Markdown.
    pub(crate) fn markdown(&self) -> String {
        let cell = |cell: &String| cell.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ");
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let escaped = |row: &Vec<String>| line(row.iter().map(cell).collect());
        let rule = line(self.columns.iter().map(|_| "---".to_owned()).collect());
        escaped(&self.columns) + &rule + &self.rows.iter().map(escaped).collect::<String>()
    }

    /// One object a row, with the columns as names.
    pub(crate) fn objects(&self) -> serde_json::Value {
        let object = |row: &Vec<String>| {
            let members = self.columns.iter().zip(row).map(|(column, cell)| (column.clone(), cell.as_str().into()));
            serde_json::Value::Object(members.collect())
        };
        self.rows.iter().map(object).collect()
    }

    fn lines(&self) -> impl Iterator<Item = &Vec<String>> {
        std::iter::once(&self.columns).chain(&self.rows)
    }
}

/// A line of values between commas; a value with a comma, a quote or a line end stands in quotes.
pub(crate) fn csv_line<S: AsRef<str>>(cells: &[S]) -> String {
    separated(cells, ',')
}

/// A line of values between these characters; a value with one of them, a quote or a line end stands in quotes.
pub(crate) fn separated<S: AsRef<str>>(cells: &[S], separator: char) -> String {
    let cell = |cell: &S| match cell.as_ref() {
        cell if cell.contains([separator, '"', '\n', '\r']) => format!("\"{}\"", cell.replace('"', "\"\"")),
        cell => cell.to_owned(),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(separator.encode_utf8(&mut [0; 4])) + "\n"
}

fn width(cell: &str) -> usize {
    cell.chars().count()
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn table() -> Table {
        Table { rows: vec![vec!["R$".into(), "a|b".into()], vec!["é".into(), "c\td".into()]], ..Table::new(["value", "key"]) }
    }

    #[test]
    fn every_form() {
        assert_eq!(table().tsv(), "value\tkey\nR$\ta|b\né\tc d\n");
        assert_eq!(table().csv(), "value,key\nR$,a|b\né,c\td\n");
        assert_eq!(table().aligned(), "value  key\nR$     a|b\né      c\td\n");
        assert_eq!(table().markdown(), "| value | key |\n| --- | --- |\n| R$ | a\\|b |\n| é | c\td |\n");
        assert_eq!(table().objects().to_string(), r#"[{"value":"R$","key":"a|b"},{"value":"é","key":"c\td"}]"#);
    }
}
