//! The fields of a form or of an address, each of which may be there several times.

/// The fields of a form or of an address.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Those of a query or of a form's body.
    pub(super) fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// The text of a field without blanks around it; none when there is nothing in it.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        filled(self.0.iter().filter(|(found, _)| found == name)).next()
    }

    /// All texts of a field that have something in them.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        filled(self.0.iter().filter(move |(found, _)| found == name))
    }

    /// The text of a field as it was typed: blanks of passwords and keys count.
    pub(super) fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// The number in a field.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }
}

fn filled<'f>(fields: impl Iterator<Item = &'f (String, String)>) -> impl Iterator<Item = &'f str> {
    fields.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

/// An address with these fields; those that are empty are left out.
pub(super) fn address(path: &str, fields: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_several_times_and_empty() {
        let fields = Fields::parse(b"id=1&id=+2+&texto=&senha=+a+&n=x");
        assert_eq!(fields.all("id").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!((fields.get("texto"), fields.raw("senha"), fields.number("n"), fields.number("id")), (None, " a ", None, Some(1)));
        assert_eq!(address("/x", &[("a", "1&2"), ("b", ""), ("c", "é")]), "/x?a=1%262&c=%C3%A9");
        assert_eq!(address("/x", &[("b", "")]), "/x");
    }
}
