//! Every text of the way is known, and what is not known keeps its own words.

use super::*;
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
fn every_error_of_the_way_is_told_in_portuguese() {
    let peer = || "PROTHEUS".to_owned();
    let errors = [
        DeliveryError::Unreachable { peer: peer(), reason: "conexão recusada".into() },
        DeliveryError::TimedOut { peer: peer(), seconds: 120 },
        DeliveryError::Credentials { peer: peer(), status: 401 },
        DeliveryError::Fault { peer: peer(), status: 500, text: "falha (HTTP 9): x".into() },
        DeliveryError::NoMessage { peer: peer(), reason: "vazio".into() },
        DeliveryError::NoAddress { peer: peer() },
    ];
    for error in errors {
        let (said, told) = (of(Status::Error, &error.to_string()), delivery(&error));
        assert_eq!(said, Explanation { what: format!("Erro: {}", told.what), ..told });
        assert!(said.what.contains("PROTHEUS") && !said.next.is_empty(), "{said:?}");
    }
    let late = of(Status::Error, "PROTHEUS did not answer within 120 s");
    assert_eq!(late.what, "Erro: o PROTHEUS não respondeu em 120 s.");
    assert_eq!(late.next, "Reprocessar envia de novo com o mesmo UUID; o PROTHEUS reconhece a repetição.");
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
