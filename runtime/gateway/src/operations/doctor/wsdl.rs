//! What a WSDL says of the names that differ from product to product, against the dialect of the configuration.

use super::{Check, Verdict};
use crate::config::Peer;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// The names of a WSDL.
#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    namespaces: BTreeSet<String>,
    operations: BTreeSet<String>,
    elements: BTreeSet<String>,
    actions: BTreeSet<String>,
}

const NAME: &str = "peer-dialect";

/// The names of the dialect that the WSDL does not have.
pub(super) fn checks(peer: &Peer, wsdl: &[u8]) -> Vec<Check> {
    let Some(names) = read(wsdl).filter(|names| !names.operations.is_empty()) else {
        let text = "o que veio em lugar do WSDL não o é, e por isso os nomes do dialeto não foram conferidos";
        let advice = "abra o endereço com `?wsdl` em um navegador; se o serviço o publica em outro lugar, confira os nomes à mão";
        return vec![Check::new(NAME, &peer.name, Verdict::Warning, text, advice)];
    };
    let dialect = &peer.dialect;
    let compared = [
        ("operation", &dialect.operation, &names.operations, Verdict::Failure),
        ("parameter", &dialect.parameter, &names.elements, Verdict::Warning),
        ("result", &dialect.result, &names.elements, Verdict::Warning),
        ("namespace", &dialect.namespace, &names.namespaces, Verdict::Warning),
        ("soap_action", &dialect.soap_action, &names.actions, Verdict::Warning),
    ];
    let mut checks: Vec<Check> = compared
        .into_iter()
        // What the WSDL does not speak of, it does not contradict: many import their schema from elsewhere.
        .filter(|(_, wanted, found, _)| !found.is_empty() && !found.contains(*wanted))
        .map(|(field, wanted, found, verdict)| differing(peer, field, wanted, found, verdict))
        .collect();
    if checks.is_empty() {
        checks.push(Check::fine(NAME, &peer.name, format!("o WSDL tem a operação `{}` e os nomes do dialeto", dialect.operation)));
    }
    checks
}

fn differing(peer: &Peer, field: &str, wanted: &str, found: &BTreeSet<String>, verdict: Verdict) -> Check {
    let same = found.iter().find(|name| name.eq_ignore_ascii_case(wanted));
    let listed: Vec<String> = found.iter().take(8).map(|name| format!("`{name}`")).collect();
    let more = if found.len() > listed.len() { " e outros" } else { "" };
    let text = format!("`{field}` é `{wanted}` na configuração, e o WSDL tem {}{more}", listed.join(", "));
    let advice = match same.or(found.first().filter(|_| found.len() == 1)) {
        Some(name) => format!("em [peers.{}.dialect], ponha {field} = \"{name}\"", peer.name),
        None => format!("veja no WSDL o nome certo, e ponha-o em [peers.{}.dialect]", peer.name),
    };
    Check::new(NAME, &peer.name, verdict, text, advice)
}

/// The names; none where it is no XML. Nothing but names and attributes is looked at, so entities are not expanded.
fn read(wsdl: &[u8]) -> Option<Names> {
    let text = String::from_utf8_lossy(wsdl);
    let mut reader = Reader::from_str(&text);
    let mut names = Names::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => note(&mut names, &element),
            Event::Eof => return Some(names),
            _ => {}
        }
    }
}

fn note(names: &mut Names, element: &BytesStart<'_>) {
    let attribute = |wanted: &str| {
        let mut attributes = element.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == wanted)?;
        let value = found.value.trim().to_owned();
        (!value.is_empty()).then_some(value)
    };
    match element.local_name().as_ref() {
        "definitions" | "schema" => names.namespaces.extend(attribute("targetNamespace")),
        "element" => names.elements.extend(attribute("name")),
        "operation" => {
            names.operations.extend(attribute("name"));
            names.actions.extend(attribute("soapAction"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WSDL: &str = r#"<?xml version="1.0"?>
        <wsdl:definitions targetNamespace="http://www.totvs.com" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">
            <wsdl:types><xsd:schema targetNamespace="http://www.totvs.com"><xsd:element name="RECEIVEMESSAGE"><xsd:complexType>
                <xsd:sequence><xsd:element name="inMsg"/></xsd:sequence></xsd:complexType></xsd:element>
                <xsd:element name="receiveMessageResult"/></xsd:schema></wsdl:types>
            <wsdl:portType name="EAI"><wsdl:operation name="RECEIVEMESSAGE"/></wsdl:portType>
            <wsdl:binding><wsdl:operation name="RECEIVEMESSAGE"><soap:operation soapAction=""/></wsdl:operation></wsdl:binding>
        </wsdl:definitions>"#;

    #[test]
    fn names_that_differ_are_told_with_the_edit() {
        let mut peer = Peer::new("PROTHEUS", "PROTHEUS");
        let found = checks(&peer, WSDL.as_bytes());
        let shown: Vec<_> = found.iter().map(|check| (check.verdict, check.advice.as_str())).collect();
        assert_eq!(shown, [(Verdict::Failure, "em [peers.PROTHEUS.dialect], ponha operation = \"RECEIVEMESSAGE\"")]);
        peer.dialect.operation = "RECEIVEMESSAGE".to_owned();
        peer.dialect.parameter = "cXml".to_owned();
        let found = checks(&peer, WSDL.as_bytes());
        assert_eq!(found.iter().map(|check| check.verdict).collect::<Vec<_>>(), [Verdict::Warning]);
        peer.dialect.parameter = "inMsg".to_owned();
        assert_eq!(checks(&peer, WSDL.as_bytes()).iter().map(|check| check.verdict).collect::<Vec<_>>(), [Verdict::Fine]);
    }

    #[test]
    fn what_is_no_wsdl_is_a_warning() {
        let peer = Peer::new("RM", "RM");
        for text in ["", "<html><body>Service</body></html>", "<a", "\u{0}"] {
            let found = checks(&peer, text.as_bytes());
            assert_eq!(found.iter().map(|check| check.verdict).collect::<Vec<_>>(), [Verdict::Warning], "{text}");
        }
    }
}
