//! The pieces of sentences that errors of the runtime carry as text, in Portuguese.

/// `text` in Portuguese; as it is where it is not one of the known pieces, such as what a library says.
pub(crate) fn in_portuguese(text: &str) -> String {
    let found = FRAGMENTS.iter().find_map(|(english, portuguese)| Some((parts(english, text)?, portuguese)));
    let Some((parts, portuguese)) = found else { return text.to_owned() };
    parts.into_iter().fold((*portuguese).to_owned(), |text, part| text.replacen("{}", &part, 1))
}

/// What stands at the places `{}` of `template`, if `text` is of its form.
fn parts(template: &str, text: &str) -> Option<Vec<String>> {
    let mut pieces = template.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut parts = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let last = pieces.peek().is_none();
        let at = if last { rest.strip_suffix(piece)?.len() } else { rest.find(piece)? };
        let (part, behind) = rest.split_at_checked(at)?;
        parts.push(part.to_owned());
        rest = behind.strip_prefix(piece)?;
    }
    rest.is_empty().then_some(parts)
}

/// (English, Portuguese), the more special before the more general.
static FRAGMENTS: &[(&str, &str)] = &[
    // What fits a value.
    ("a decimal number such as `1250.00`", "um número decimal como `1250.00`"),
    ("a decimal number of at most 28 digits", "um número decimal de no máximo 28 dígitos"),
    ("a number such as `1250.00` or `1.25E3`", "um número como `1250.00` ou `1.25E3`"),
    ("a whole number such as `42`", "um número inteiro como `42`"),
    ("`true`, `false`, `1` or `0`", "`true`, `false`, `1` ou `0`"),
    ("a date such as `2024-06-07`", "uma data como `2024-06-07`"),
    ("a date and time such as `2024-06-07T14:32:11`", "uma data e hora como `2024-06-07T14:32:11`"),
    ("a time such as `14:32:11`", "uma hora como `14:32:11`"),
    // Facets.
    ("at least 1 character", "pelo menos 1 caractere"),
    ("at least {} characters", "pelo menos {} caracteres"),
    ("at most 1 character", "no máximo 1 caractere"),
    ("at most {} characters", "no máximo {} caracteres"),
    ("1 character", "1 caractere"),
    ("{} characters", "{} caracteres"),
    ("{} digits after the point", "{} dígitos depois do ponto"),
    ("{} digits", "{} dígitos"),
    ("no less than {}", "não menos que {}"),
    ("no more than {}", "não mais que {}"),
    ("at least {}", "pelo menos {}"),
    ("at most {}", "no máximo {}"),
    // Limits.
    ("document length", "tamanho do documento"),
    ("element depth", "profundidade dos elementos"),
    ("text length", "tamanho de um texto"),
    ("list length", "tamanho de uma lista"),
    // What is not well formed.
    ("the document does not start with an element", "o documento não começa com um elemento"),
    ("the document has no element", "o documento não tem nenhum elemento"),
    ("something stands behind the end of the document", "há algo depois do fim do documento"),
    ("text stands outside of the document's element", "há texto fora do elemento do documento"),
    ("the attributes of `{}` are not well formed", "os atributos de `{}` estão malformados"),
    ("`<!` opens neither a comment nor CDATA", "`<!` não abre nem um comentário nem um CDATA"),
    ("`{}` is not the name of an element", "`{}` não é o nome de um elemento"),
    ("entity `{}` is not defined", "a entidade `{}` não está definida"),
    ("the message in the SOAP body", "a mensagem no corpo SOAP"),
    ("; this is a SOAP envelope with the message inside", "; este é um envelope SOAP com a mensagem dentro"),
    ("; `{}` is a fragment, which stands inside `TOTVSMessage`", "; `{}` é um fragmento, que fica dentro de `TOTVSMessage`"),
    // Findings that a strict policy refuses.
    ("`{}` stands there {} times; the schema takes at least {}", "quantidade de `{}`: {}; o esquema aceita pelo menos {}"),
    ("`{}` stands there {} times; the schema takes {} to {}", "quantidade de `{}`: {}; o esquema aceita de {} a {}"),
    ("`{}` stands there {} times; the schema takes {}", "quantidade de `{}`: {}; o esquema aceita {}"),
    ("only one of {} fits", "cabe apenas um destes: {}"),
    ("text stands between elements: `{}`", "há texto entre elementos: `{}`"),
    ("the text is empty; the schema takes at least 1 character", "o texto está vazio; o esquema aceita pelo menos 1 caractere"),
    ("the text is empty; the schema takes at least {} characters", "o texto está vazio; o esquema aceita pelo menos {} caracteres"),
    ("`{}` is missing", "falta `{}`"),
    // Operations that no adapter carries.
    ("none", "nenhuma"),
    // Notes.
    (
        "only the keys of the answer were read: message `{}` is not known here; known: {}",
        "só as chaves da resposta foram lidas: a mensagem `{}` não é conhecida aqui; conhecidas: {}",
    ),
    (
        "only the keys of the answer were read: version {} of `{}` is not known here; known: {}",
        "só as chaves da resposta foram lidas: a versão {} de `{}` não é conhecida aqui; conhecidas: {}",
    ),
    ("{} to {}", "de {} a {}"),
];

#[cfg(test)]
mod tests {
    use super::in_portuguese;

    #[test]
    fn pieces() {
        for (english, portuguese) in [
            ("at most 40 characters", "no máximo 40 caracteres"),
            ("at least 2", "pelo menos 2"),
            ("1 to 3", "de 1 a 3"),
            ("`Id` stands there 3 times; the schema takes 1 to 2", "quantidade de `Id`: 3; o esquema aceita de 1 a 2"),
            ("only one of `A`, `B` fits", "cabe apenas um destes: `A`, `B`"),
            ("something that a library says", "something that a library says"),
        ] {
            assert_eq!(in_portuguese(english), portuguese);
        }
    }
}
