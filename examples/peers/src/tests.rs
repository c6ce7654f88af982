//! The two systems with nothing between them: what either writes, the other one reads.

use crate::{Account, Answers, Bank, Behaviour, Contract, Customer, Login, Protheus, Rm, SendError, Sent};
use depara::Delivery;
use std::thread;
use std::time::{Duration, Instant};

fn both() -> (Protheus, Rm) {
    let (protheus, rm) = (Protheus::start(Login::new("rm", "a")).unwrap(), Rm::start(Login::new("protheus", "b")).unwrap());
    rm.connect(protheus.address(), Login::new("rm", "a"));
    protheus.connect(rm.address(), Login::new("protheus", "b"));
    (protheus, rm)
}

fn bank() -> Bank {
    Bank {
        branch: "02AM0001".into(),
        code: "001".into(),
        name: "Banco Exemplo".into(),
        account: Account { agency: "0455".into(), number: "012453".into() },
        contract: Some(Contract { number: "1250".into(), transferor: "Escola Exemplo & Cia".into(), code: "77".into() }),
    }
}

fn rows<S: crate::System>(peer: &crate::Peer<S>) -> Vec<String> {
    peer.rows().iter().map(ToString::to_string).collect()
}

fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_secs(10);
    while !holds() {
        assert!(Instant::now() < until, "{what}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn customers_go_both_ways_and_are_deleted() {
    let (protheus, rm) = both();
    let Sent::Answered(answer) = rm.create(Customer::named("Escola Exemplo & Cia <Ltda>")).unwrap() else { panic!("an answer") };
    assert_eq!(answer.event.as_deref(), Some("upsert"));
    assert!(answer.carries_message);
    rm.create(Customer::named("Papelaria Exemplo").vendor().coded("000000110")).unwrap();
    protheus.send(&Customer::named("Aluno Exemplo").coded("000000500")).unwrap();
    let of_rm = ["FCFO  0|000000001  01||000000001|01|C", "FCFO  0|000000110  01||000000110|01|F", "FCFO  0|000000002  01||000000500|01|C"];
    assert_eq!(rows(&rm), of_rm);
    let of_protheus = [
        "SA1.A1_COD  0|000000001  01||000000001|01|C",
        "SA2.A2_COD  0|000000110  01||000000110|01|F",
        "SA1.A1_COD  0|000000002  01||000000500|01|C",
    ];
    assert_eq!(rows(&protheus), of_protheus);
    assert_eq!(protheus.customers()[0].name, "Escola Exemplo & Cia <Ltda>");
    rm.delete(&Customer::named("Escola Exemplo & Cia <Ltda>").coded("000000001")).unwrap();
    assert_eq!(rows(&rm), of_rm[1..]);
    assert_eq!(rows(&protheus), of_protheus[1..]);
}

#[test]
fn a_bank_is_three_records_of_rm() {
    let (protheus, rm) = both();
    rm.number_contracts_from(19);
    protheus.send_bank(&bank()).unwrap();
    protheus.send_bank(&bank()).unwrap();
    let key = "01|02AM0001|001|0455|012453";
    let expected = [format!("FConta  2|001|0455 |012453  {key}"), format!("FCxa  2|012453  {key}"), format!("FCONVENIO  2|19  {key}")];
    assert_eq!(rows(&rm), expected);
    assert_eq!(protheus.rows().len(), 3);
    protheus.delete_bank(&bank()).unwrap();
    assert_eq!((rm.rows().len(), protheus.rows().len()), (0, 0));
}

#[test]
fn what_they_are_told_to_do_wrong() {
    let (protheus, rm) = both();
    let customer = || Customer::named("Escola Exemplo");
    protheus.behave(Behaviour { refusal: Some("Cliente bloqueado".into()), ..Behaviour::default() });
    let Sent::Answered(answer) = rm.create(customer()).unwrap() else { panic!("an answer") };
    assert_eq!(answer.outcome, Err(vec!["Cliente bloqueado".to_owned()]));
    protheus.behave(Behaviour { refuses_credentials: true, ..Behaviour::default() });
    assert!(matches!(rm.create(customer()), Err(SendError::Fault { status: 401, .. })));
    protheus.behave(Behaviour { answers: Answers::Lost, ..Behaviour::default() });
    assert!(matches!(rm.create(customer()), Err(SendError::Unreachable(_))));
    assert_eq!(protheus.customers().len(), 1, "it was processed");
    protheus.behave(Behaviour::default());
    protheus.stop();
    assert!(matches!(rm.create(customer()), Err(SendError::Unreachable(_))));
    protheus.start_again().unwrap();
    let uuid = rm.last_sent().unwrap();
    rm.send_again(&uuid).unwrap();
    rm.send_again(&uuid).unwrap();
    assert_eq!(protheus.received().iter().filter(|received| received.uuid == uuid).count(), 2);
}

#[test]
fn answers_come_later_and_twice() {
    let (protheus, rm) = both();
    rm.deliver(Delivery::Async);
    let later = Answers::Later { after: Duration::from_millis(20), times: 2 };
    protheus.behave(Behaviour { answers: later, ..Behaviour::default() });
    assert_eq!(rm.create(Customer::named("Escola Exemplo")).unwrap(), Sent::Taken);
    wait_for("both answers come", || rm.answers().len() == 2);
    assert_eq!(rm.answers()[0].uuid, rm.last_sent().unwrap());
    assert_eq!(rm.rows().len(), 1);
}

#[test]
fn they_say_which_versions_they_speak() {
    let (protheus, rm) = both();
    let ask = |request: &str| {
        format!(
            "<TOTVSMessage><MessageInformation version=\"1.000\"><UUID>7</UUID><Type>BusinessMessage</Type><Transaction>WhoIs</Transaction>\
             </MessageInformation><BusinessMessage>{request}</BusinessMessage></TOTVSMessage>"
        )
    };
    let Sent::Answered(answer) = protheus.send_document(&ask("<BusinessRequest><Operation>Bank</Operation></BusinessRequest>")).unwrap()
    else {
        panic!("an answer")
    };
    assert!(answer.document.contains("<ReturnContent>2.001</ReturnContent>"), "{}", answer.document);
    let Sent::Answered(answer) = rm.send_document(&ask("")).unwrap() else { panic!("an answer") };
    assert!(answer.document.contains("<ReturnContent>CUSTOMERVENDOR 2.002</ReturnContent>"), "{}", answer.document);
}
