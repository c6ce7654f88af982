//! Messages that are not taken, and the questions that are answered without a queue.

use super::base::{Base, both};
use super::scene::{Scene, banks, outcome};
use depara_peers::{Customer, Peer, Sent, System};
use depara_store::queue::Status;

both!(
    a_bank_of_rm_is_refused,
    an_event_that_is_not_carried_is_refused,
    an_unknown_message_is_refused,
    an_unknown_version_is_refused,
    a_message_without_identifier_or_sense_is_refused,
    a_profile_that_is_always_synchronous_takes_nothing_else,
    an_adapter_that_is_switched_off_takes_nothing,
    who_is_there_and_what_do_they_speak,
);

/// A message of an event without more content than is asked for.
fn event(uuid: &str, transaction: &str, version: &str, event: &str, key: &str) -> String {
    format!(
        "<TOTVSMessage><MessageInformation version=\"{version}\"><UUID>{uuid}</UUID><Type>BusinessMessage</Type>\
         <Transaction>{transaction}</Transaction><Product name=\"X\" version=\"12\"/><DeliveryType>Sync</DeliveryType></MessageInformation>\
         <BusinessMessage><BusinessEvent><Entity>{transaction}</Entity><Event>{event}</Event><Identification><key name=\"InternalId\">{key}\
         </key></Identification></BusinessEvent><BusinessContent></BusinessContent></BusinessMessage></TOTVSMessage>"
    )
}

/// The one error of an answer, which says which message it answers.
fn refusal<S: System>(peer: &Peer<S>, document: &str, uuid: &str) -> String {
    let sent = peer.send_document(document).unwrap();
    let Sent::Answered(answer) = &sent else { panic!("an answer: {sent:?}") };
    assert_eq!(answer.uuid, uuid);
    assert_eq!(answer.product.as_deref(), Some("DEPARA"));
    let errors = outcome(sent).unwrap_err();
    let [error] = errors.as_slice() else { panic!("one error: {errors:?}") };
    error.clone()
}

fn a_bank_of_rm_is_refused(base: Base) {
    let scene = Scene::new(base);
    let error = refusal(&scene.rm, &event("b1", "BANK", "2.001", "upsert", "2|001|0455 |012453"), "b1");
    assert_eq!(error, "RM não envia a mensagem BANK; ela é enviada por: PROTHEUS");
    let kept = scene.gateway.inbound("b1");
    assert_eq!((kept.status, kept.text), (Status::Refused, error));
    assert!(scene.protheus.received().is_empty());
}

fn an_event_that_is_not_carried_is_refused(base: Base) {
    let scene = Scene::new(base);
    let document = event("f1", "FINANCINGTRADING", "2.000", "delete", "2|731");
    let error = refusal(&scene.rm, &document, "f1");
    assert!(error.contains("delete") && error.contains("FINANCINGTRADING"), "{error}");
    assert_eq!(scene.gateway.inbound("f1").status, Status::Refused);
    assert!(scene.protheus.received().is_empty());
}

fn an_unknown_message_is_refused(base: Base) {
    let scene = Scene::new(base);
    let error = refusal(&scene.rm, &event("p1", "PRODUCTIONORDER", "2.000", "upsert", "1"), "p1");
    assert!(error.starts_with("Mensagem PRODUCTIONORDER não configurada"), "{error}");
}

fn an_unknown_version_is_refused(base: Base) {
    let scene = Scene::new(base);
    let error = refusal(&scene.protheus, &event("v1", "BANK", "9.000", "upsert", "01|02AM0001|001|0455|012453"), "v1");
    assert_eq!(error, "Mensagem BANK na versão 9.000 não configurada. Versões conhecidas: 2.001");
}

fn a_message_without_identifier_or_sense_is_refused(base: Base) {
    let scene = Scene::new(base);
    let error = refusal(&scene.rm, &event("", "CustomerVendor", "2.002", "upsert", "0|1"), "");
    assert!(error.contains("não tem UUID"), "{error}");
    let wrong = event("w1", "CustomerVendor", "2.002", "upsert", "0|1")
        .replace("<BusinessContent>", "<BusinessContent><RegisterDate>ontem</RegisterDate>");
    let error = refusal(&scene.rm, &wrong, "w1");
    assert!(error.contains("`ontem` não é uma data"), "{error}");
}

fn a_profile_that_is_always_synchronous_takes_nothing_else(base: Base) {
    let scene = Scene::with(base, |config| config.profile = Some("Eai2".to_owned()));
    let document = event("a1", "CustomerVendor", "2.002", "upsert", "0|1").replace("Sync", "Async");
    let error = refusal(&scene.rm, &document, "a1");
    assert!(error.contains("síncronas"), "{error}");
    outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap();
}

fn an_adapter_that_is_switched_off_takes_nothing(base: Base) {
    let scene = Scene::with(base, |config| config.adapters.entry("Bank".to_owned()).or_default().enabled = Some(false));
    let [bank, ..] = banks();
    let errors = outcome(scene.protheus.send_bank(&bank).unwrap()).unwrap_err();
    assert_eq!(errors, ["A mensagem BANK não está ativa nesta instalação"]);
}

fn who_is_there_and_what_do_they_speak(base: Base) {
    let scene = Scene::new(base);
    let ask = "<TOTVSMessage><MessageInformation version=\"1.000\"><UUID>q1</UUID><Type>BusinessMessage</Type><Transaction>WHOIS</Transaction>\
         <Product name=\"RM\" version=\"12\"/></MessageInformation><BusinessMessage><BusinessRequest><Operation>WhoIs</Operation>\
         </BusinessRequest></BusinessMessage></TOTVSMessage>";
    let Sent::Answered(answer) = scene.rm.send_document(ask).unwrap() else { panic!("an answer") };
    let spoken = answer.outcome.unwrap();
    for (message, version) in [("CUSTOMERVENDOR", "2.002"), ("BANK", "2.001"), ("ORDER", "4.003")] {
        assert!(spoken.iter().any(|pair| pair.name == message && pair.destination == version), "{message}: {spoken:?}");
    }
}
