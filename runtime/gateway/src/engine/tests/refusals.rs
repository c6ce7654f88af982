//! What is not taken: the sender is told why, in a standard answer, and the message is kept with the reason.

use super::{Scene, answered, customer, errors};
use depara_store::queue::{QueueDirection, Status};

/// A message of any kind.
fn message(transaction: &str, version: &str, event: &str) -> String {
    format!(
        "<TOTVSMessage><MessageInformation version=\"{version}\"><UUID>u1</UUID><Transaction>{transaction}</Transaction></MessageInformation>\
         <BusinessMessage><BusinessEvent><Event>{event}</Event></BusinessEvent><BusinessContent/></BusinessMessage></TOTVSMessage>"
    )
}

fn refused(peer: &str, document: &str) -> (String, String) {
    let scene = Scene::new();
    let answer = answered(scene.receive(peer, document));
    let [error] = <[_; 1]>::try_from(errors(&answer)).unwrap();
    let kept = scene.messages(QueueDirection::Inbound);
    assert_eq!((kept[0].status, kept[0].text.as_str()), (Status::Refused, error.1.as_str()));
    assert!(scene.sent().is_empty());
    error
}

#[test]
fn each_reason_has_its_code_and_its_sentence() {
    let cases = [
        ("RM", message("PRODUCTIONORDER", "1.000", "upsert"), "103", "Mensagem PRODUCTIONORDER não configurada"),
        ("RM", message("BANK", "9.000", "upsert"), "104", "Mensagem BANK na versão 9.000 não configurada"),
        ("RM", message("BANK", "2.001", "upsert"), "106", "RM não envia a mensagem BANK; ela é enviada por: PROTHEUS"),
        ("RM", message("FINANCINGTRADING", "2.000", "delete"), "109", "O evento delete da mensagem FINANCINGTRADING não é tratado"),
        ("RM", message("CUSTOMERVENDOR", "2.002", "upsert").replace("<UUID>u1</UUID>", ""), "102", "A mensagem não tem UUID"),
        ("RM", "isto não é uma mensagem".to_owned(), "101", "A mensagem não pôde ser lida"),
        (
            "RM",
            customer("u1", "1", "upsert", "Sync").replace("<Type>Customer</Type>", "<RegisterDate>ontem</RegisterDate>"),
            "101",
            "A mensagem não pôde ser lida",
        ),
    ];
    for (peer, document, code, text) in cases {
        let error = refused(peer, &document);
        assert_eq!(error.0, code, "{error:?}");
        assert!(error.1.starts_with(text), "{error:?}");
    }
}

#[test]
fn a_profile_that_knows_no_asynchronous_messages_refuses_them() {
    let scene = Scene::with(|config| config.profile = Some("Eai2".to_owned()), |engine| engine);
    let answer = answered(scene.receive("RM", &customer("u1", "1", "upsert", "Async")));
    assert_eq!(errors(&answer)[0].0, "112", "{answer}");
}

#[test]
fn an_adapter_that_is_switched_off_is_not_there() {
    let scene = Scene::with(
        |config| {
            for name in ["Customer", "Vendor"] {
                config.adapters.entry(name.to_owned()).or_default().enabled = Some(false);
            }
        },
        |engine| engine,
    );
    let answer = answered(scene.receive("RM", &customer("u1", "1", "upsert", "Sync")));
    assert_eq!(errors(&answer), [("105".to_owned(), "A mensagem CUSTOMERVENDOR não está ativa nesta instalação".to_owned())]);
}

#[test]
fn whoever_asks_is_told_what_is_spoken() {
    let scene = Scene::new();
    let answer = answered(scene.receive("PROTHEUS", &message("WhoIs", "1.000", "")));
    assert!(answer.contains("<Name>BANK</Name><Origin></Origin><Destination>2.001</Destination>"), "{answer}");
    assert!(scene.messages(QueueDirection::Inbound).is_empty());
}
