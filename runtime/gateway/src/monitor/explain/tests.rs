//! Every text of the way is known, and what is not known keeps its own words.

use super::*;
use crate::engine::Refusal;
use crate::transport::DeliveryError;
use depara_store::queue::Form;

fn record(status: Status, text: &str) -> MessageRecord {
    MessageRecord {
        id: 7,
        direction: QueueDirection::Outbound,
        peer: "PROTHEUS".into(),
        uuid: "u".into(),
        transaction: "BANK".into(),
        version: "2.001".into(),
        delivery: Delivery::Async,
        form: Form::Xml,
        cause: None,
        business_key: None,
        status,
        attempts: 1,
        waits: 0,
        due_at: None,
        text: text.into(),
        created_at: Timestamp::from_micros(0),
        changed_at: Timestamp::from_micros(0),
        finished_at: None,
        answer_by: None,
    }
}

fn of(status: Status, text: &str) -> Explanation {
    message(&record(status, text), Timestamp::from_micros(1))
}

#[test]
fn every_error_of_the_way_is_known() {
    let (peer, reason) = (|| "PROTHEUS".to_owned(), || "vazio".to_owned());
    let errors = [
        DeliveryError::Unreachable { peer: peer(), reason: reason() },
        DeliveryError::TimedOut { peer: peer(), seconds: 120 },
        DeliveryError::Interrupted { peer: peer(), reason: reason() },
        DeliveryError::Credentials { peer: peer(), status: 401 },
        DeliveryError::Fault { peer: peer(), status: 500, text: "falha".into() },
        DeliveryError::Fault { peer: peer(), status: 500, text: String::new() },
        DeliveryError::NoMessage { peer: peer(), reason: reason() },
        DeliveryError::NoAddress { peer: peer() },
    ];
    let mut meanings = std::collections::BTreeSet::new();
    for error in errors {
        let text = error.in_portuguese();
        let (told, way) = (of(Status::Error, &text), way(&text));
        assert_eq!(told.what, format!("Erro: {}.", text.trim_end_matches('.')));
        assert!(!way.meaning.is_empty() && told.meaning == way.meaning && told.next.starts_with(&way.next), "{told:?}");
        assert!(told.next.contains("UUID"), "{told:?}");
        meanings.insert(told.meaning);
    }
    assert_eq!(meanings.len(), 7, "each has its own; the two faults share theirs");
    let late = of(Status::Error, &DeliveryError::TimedOut { peer: peer(), seconds: 120 }.in_portuguese());
    assert!(late.what.starts_with("Erro: O PROTHEUS não respondeu em 120 s"), "{late:?}");
}

#[test]
fn every_refusal_is_known() {
    let text = || "BANK".to_owned();
    let refusals = [
        Refusal::Unreadable(text()),
        Refusal::NoIdentifier,
        Refusal::UnknownMessage { transaction: text(), known: text() },
        Refusal::UnknownVersion { transaction: text(), version: text(), known: text() },
        Refusal::Inactive { transaction: text(), profile: None },
        Refusal::DoesNotSend { product: text(), transaction: text(), senders: text() },
        Refusal::NobodyReceives { transaction: text() },
        Refusal::SeveralReceive { transaction: text(), candidates: text() },
        Refusal::Event { event: text(), transaction: text(), carried: text() },
        Refusal::Master { transaction: text(), master: text(), product: text() },
        Refusal::Locked { transaction: text(), product: text(), operation: depara::rules::Operation::Delete },
        Refusal::Delivery { profile: text() },
        Refusal::NoRoutine { transaction: text(), routines: text() },
        Refusal::AnswersNothing,
    ];
    let meanings: std::collections::BTreeSet<String> =
        refusals.iter().map(|refusal| known::of_text(&refusal.to_string()).unwrap().meaning).collect();
    assert_eq!(meanings.len(), refusals.len(), "each has its own");
}

#[test]
fn what_the_store_says_is_said_in_portuguese() {
    let died = of(Status::Error, "the worker stopped before it was done / o processo parou antes de terminar");
    assert_eq!(died.what, "Erro: o processo parou antes de terminar.");
    assert!(died.next.starts_with("Reprocesse"), "{died:?}");
    let late = of(Status::Error, "no answer came in time / tempo esgotado: a resposta não chegou");
    assert_eq!(late.what, "Erro: tempo esgotado: a resposta não chegou.");
    assert!(late.meaning.contains("não respondeu no prazo"));
}

#[test]
fn a_refusal_says_what_to_do_and_an_unknown_text_keeps_its_words() {
    let locked = of(Status::Refused, "Com a integração ativa, a exclusão do cadastro da mensagem BANK está bloqueada no RM");
    assert_eq!(locked.what, "Recusada: Com a integração ativa, a exclusão do cadastro da mensagem BANK está bloqueada no RM.");
    assert!(locked.next.starts_with("Faça a operação no outro sistema"));
    let eai = of(Status::Error, "Mensagem BANK nao configurada ou configurada incorretamente para processamento pelo EAI");
    assert!(eai.next.contains("Adapters EAI"));
    let unknown = of(Status::Error, "Código de banco inválido");
    assert_eq!(unknown.what, "Erro: Código de banco inválido.");
    assert!(unknown.next.contains("PROTHEUS") && unknown.next.contains("mesmo UUID"));
    assert_eq!(of(Status::Error, "").what, "Erro: sem texto.");
}

#[test]
fn every_status_has_words_and_those_that_need_somebody_say_so() {
    for status in Status::ALL {
        let told = of(status, "motivo");
        assert!(!told.what.is_empty() && !told.meaning.is_empty(), "{status}");
        assert_eq!(told.next.is_empty(), matches!(status, Status::Processing | Status::Processed | Status::Ignored), "{status}");
    }
    let waiting = message(&MessageRecord { waits: 2, ..record(Status::Pending, "") }, Timestamp::from_micros(1));
    assert_eq!(waiting.what, "Parada: aguarda o relacionamento de 2 códigos.");
    let planned = MessageRecord { due_at: Some(Timestamp::from_micros(60_000_000)), ..record(Status::Error, "x") };
    let planned = message(&planned, Timestamp::from_micros(1));
    assert!(planned.next.starts_with("Nova tentativa automática em 31/12/1969 21:01:00."), "{planned:?}");
}
