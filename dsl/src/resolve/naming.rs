//! Names of Rust for names of messages: `ListOfAgency` becomes `list_of_agency`.

/// The name in `snake_case`, as a field or module of Rust is called: `ZIPCode` becomes `zip_code`.
///
/// A capital begins a word after a small letter or a digit, and as the last of several capitals before a small letter. The
/// plural `s` of an abbreviation stays with it: `ListOfInternalIDs` becomes `list_of_internal_ids`.
pub fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 8);
    for (place, &letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            if !snake.ends_with('_') {
                snake.push('_');
            }
            continue;
        }
        if letter.is_uppercase() && begins_word(letters.get(..place).unwrap_or_default(), letters.get(place + 1..).unwrap_or_default()) {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    usable(snake)
}

/// The name in `UpperCamelCase`, as a type or variant of Rust is called. What is written that way already stays as it is;
/// `NOT_PAID` becomes `NotPaid`.
pub fn upper_camel(name: &str) -> String {
    let pieces: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()).collect();
    let mut camel = String::with_capacity(name.len());
    for piece in &pieces {
        let mut letters = piece.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        if pieces.len() > 1 && !piece.chars().any(char::is_lowercase) {
            camel.extend(letters.flat_map(char::to_lowercase));
        } else {
            camel.push_str(letters.as_str());
        }
    }
    usable(camel)
}

/// Whether a text can be a name of Rust as it stands.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// Whether the capital between `before` and `after` begins a new word.
fn begins_word(before: &[char], after: &[char]) -> bool {
    match before.last() {
        Some(last) if last.is_lowercase() || last.is_numeric() => true,
        Some(last) if last.is_uppercase() => match after {
            ['s'] => false,
            ['s', next, ..] if !next.is_lowercase() => false,
            [next, ..] => next.is_lowercase(),
            [] => false,
        },
        _ => false,
    }
}

/// Names that cannot begin an identifier, or that `r#` cannot quote, get an underscore.
fn usable(name: String) -> String {
    match name.as_str() {
        "" => "_0".to_owned(),
        "self" | "Self" | "super" | "crate" | "_" => name + "_",
        _ if name.starts_with(char::is_numeric) => format!("_{name}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for (name, expected) in [
            ("ListOfAgency", "list_of_agency"),
            ("CompanyInternalID", "company_internal_id"),
            ("ZIPCode", "zip_code"),
            ("POBox", "po_box"),
            ("issueOn", "issue_on"),
            ("CFOP", "cfop"),
            ("ICMSTotal", "icms_total"),
            ("ListOfInternalIDs", "list_of_internal_ids"),
            ("IDsOfAll", "ids_of_all"),
            ("IDSystem", "id_system"),
            ("Tax1Value", "tax1_value"),
            ("xPed", "x_ped"),
            ("BASEDate", "base_date"),
            ("funcmsgorder", "funcmsgorder"),
            ("unit-of.measure", "unit_of_measure"),
            ("Address_1", "address_1"),
            ("already_snake", "already_snake"),
            ("Already_Snake", "already_snake"),
            ("2ndUnit", "_2nd_unit"),
            ("Descrição", "descrição"),
            ("Type", "type"),
            ("Self", "self_"),
            ("super", "super_"),
            ("_", "__"),
            ("", "_0"),
        ] {
            assert_eq!(snake_case(name), expected, "{name}");
            assert_eq!(snake_case(&snake_case(name)), expected, "{name} twice");
        }
    }

    #[test]
    fn types_and_variants() {
        for (name, expected) in [
            ("Registered", "Registered"),
            ("RawMaterial", "RawMaterial"),
            ("both", "Both"),
            ("CIF", "CIF"),
            ("NOT_PAID", "NotPaid"),
            ("raw_material", "RawMaterial"),
            ("charge-type", "ChargeType"),
            ("001", "_001"),
            ("Self", "Self_"),
        ] {
            assert_eq!(upper_camel(name), expected, "{name}");
        }
    }

    #[test]
    fn texts_that_are_names() {
        for (text, expected) in
            [("Customer", true), ("raw_1", true), ("Raw Material", false), ("1", false), ("", false), ("IRRF–PF", false)]
        {
            assert_eq!(is_name(text), expected, "{text}");
        }
    }
}
