//! What the listening side tells people, in Portuguese.

use std::fmt::Write;

/// The answer on a path that nobody has.
pub(super) fn unknown_path<'c>(callers: impl Iterator<Item = (&'c str, &'c str)>, transactions: &str) -> String {
    let mut text = "Não há nada neste endereço. Os sistemas chamam o gateway em:\n\n".to_owned();
    for (path, name) in callers {
        let _ = writeln!(text, "SOAP  {path}\nREST  /{name}{transactions}");
    }
    text
}

/// What the path of a peer says to a browser.
pub(super) fn help(peer: &str, address: &str, transactions: &str) -> String {
    format!(
        "Serviço EAI do gateway para {peer}.\n\n\
         SOAP  POST {address}\n\
         WSDL  GET  {address}?wsdl\n\
         REST  POST /{peer}{transactions}\n\n\
         As chamadas levam usuário e senha (HTTP Basic).\n"
    )
}

/// The documentation in the WSDL.
pub(super) fn documentation(peer: &str, spoken: &[(String, String)]) -> String {
    let mut text = format!("Recebe uma TOTVSMessage de {peer} e devolve a resposta.");
    for (number, (message, version)) in spoken.iter().enumerate() {
        let _ = write!(text, "{}{message} {version}", if number == 0 { " Mensagens aceitas: " } else { ", " });
    }
    if !spoken.is_empty() {
        text.push('.');
    }
    text
}
