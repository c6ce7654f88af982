//! Systems that are down, slow or of another opinion: nothing is lost, nothing is sent twice, and the order of a record's messages holds.

use super::base::{Base, both};
use super::scene::{Scene, eventually, outcome};
use depara::Delivery;
use depara::rows::Layout;
use depara_peers::{Answers, Behaviour, Customer, Sent};
use depara_store::queue::{QueueDirection, Status};
use std::time::Duration;

both!(
    a_system_that_is_down_is_told_and_the_message_is_processed_by_hand,
    a_system_that_was_down_gets_what_was_kept_for_it_in_order,
    a_system_that_does_not_answer_is_left_alone_for_a_while,
    an_error_of_the_other_system_comes_back_in_its_words,
    an_answer_that_was_lost_is_asked_for_again,
    wrong_credentials_are_named,
    a_gateway_that_stops_finishes_what_it_does,
);

fn a_system_that_is_down_is_told_and_the_message_is_processed_by_hand(base: Base) {
    let scene = Scene::new(base);
    scene.protheus.stop();
    let errors = outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap_err();
    assert!(errors[0].starts_with("O PROTHEUS não pôde ser alcançado"), "{errors:?}");
    let uuid = scene.rm.last_sent().unwrap();
    let failed = scene.gateway.inbound(&uuid);
    assert_eq!(failed.status, Status::Error);
    scene.protheus.start_again().unwrap();
    let after = scene.gateway.operate.reprocess(failed.id, "operadora").unwrap();
    assert_eq!(after, Status::Processed);
    assert_eq!(scene.protheus.customers().len(), 1);
    assert_eq!(scene.gateway.rows(Layout::Package1021).len(), 1);
    let audit = scene.gateway.look(|transaction| transaction.audit(failed.id));
    assert!(audit.iter().any(|line| line.who == "operadora"), "{audit:?}");
}

fn a_system_that_was_down_gets_what_was_kept_for_it_in_order(base: Base) {
    let scene = Scene::new(base);
    scene.rm.deliver(Delivery::Async);
    scene.protheus.stop();
    // Three messages of one record and one of each of two others.
    scene.rm.create(Customer::named("Nome 1")).unwrap();
    for name in ["Nome 2", "Nome 3"] {
        assert_eq!(scene.rm.change(&Customer::named(name).coded("000000001")).unwrap(), Sent::Taken);
    }
    scene.rm.create(Customer::named("Papelaria Exemplo")).unwrap();
    scene.rm.create(Customer::named("Livraria Exemplo")).unwrap();
    eventually("the way was tried", || {
        let sent = scene.gateway.messages(QueueDirection::Outbound);
        sent.iter().any(|message| message.status == Status::Error).then_some(())
    });
    scene.protheus.start_again().unwrap();
    eventually("all have come", || (scene.rm.answers().len() >= 5).then_some(()));
    let names: Vec<_> = scene.protheus.received().into_iter().filter(|received| received.document.contains("0|000000001<")).collect();
    let order: Vec<_> =
        names.iter().map(|received| ["Nome 1", "Nome 2", "Nome 3"].iter().position(|name| received.document.contains(name))).collect();
    assert_eq!(order, [Some(0), Some(1), Some(2)]);
    assert_eq!(scene.protheus.customers().iter().find(|customer| customer.code == "000000001").unwrap().name, "Nome 3");
    assert_eq!(scene.protheus.received().len(), 5, "each came once");
}

fn a_system_that_does_not_answer_is_left_alone_for_a_while(base: Base) {
    let scene = Scene::with(base, |config| {
        for peer in config.peers.values_mut() {
            peer.breaker.failures = 2;
            peer.breaker.pause = Duration::from_secs(600);
        }
    });
    scene.protheus.stop();
    for _ in 0..2 {
        outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap_err();
    }
    let state = scene.gateway.operate.peers().into_iter().find(|peer| peer.name == "PROTHEUS").unwrap();
    assert_eq!(state.failures, 2);
    assert!(state.left_alone_until.is_some() && state.last_failure.is_some(), "{state:?}");
    scene.protheus.start_again().unwrap();
    let errors = outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap_err();
    assert!(errors[0].contains("não está respondendo"), "{errors:?}");
    assert!(scene.protheus.received().is_empty(), "it is left alone");
}

fn an_error_of_the_other_system_comes_back_in_its_words(base: Base) {
    let scene = Scene::new(base);
    scene.protheus.behave(Behaviour { refusal: Some("Cliente bloqueado: título & juros < 5 > 3".to_owned()), ..Behaviour::default() });
    let errors = outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap_err();
    assert_eq!(errors, ["Cliente bloqueado: título & juros < 5 > 3"]);
    let message = scene.gateway.inbound(&scene.rm.last_sent().unwrap());
    assert_eq!((message.status, message.text.as_str()), (Status::Error, "Cliente bloqueado: título & juros < 5 > 3"));
    assert!(scene.gateway.rows(Layout::Package1021).is_empty());
}

fn an_answer_that_was_lost_is_asked_for_again(base: Base) {
    let scene = Scene::new(base);
    scene.rm.deliver(Delivery::Async);
    scene.protheus.behave(Behaviour { answers: Answers::Lost, ..Behaviour::default() });
    scene.rm.create(Customer::named("Escola Exemplo")).unwrap();
    let uuid = scene.rm.last_sent().unwrap();
    eventually("it has come to Protheus", || scene.protheus.received().into_iter().next());
    scene.protheus.behave(Behaviour::default());
    scene.gateway.becomes(&uuid, Status::Processed);
    // It was sent under one UUID, and Protheus has one customer.
    assert!(scene.protheus.received().iter().all(|received| received.uuid == uuid));
    assert_eq!(scene.protheus.customers().len(), 1);
    assert_eq!(scene.gateway.rows(Layout::Package1021).len(), 1);
}

fn wrong_credentials_are_named(base: Base) {
    let scene = Scene::new(base);
    scene.protheus.behave(Behaviour { refuses_credentials: true, ..Behaviour::default() });
    let errors = outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap_err();
    assert_eq!(errors, ["O PROTHEUS recusou o usuário ou a senha (HTTP 401)"]);
}

fn a_gateway_that_stops_finishes_what_it_does(base: Base) {
    let mut scene = Scene::new(base);
    scene.protheus.behave(Behaviour { delay: Duration::from_millis(400), ..Behaviour::default() });
    let (rm, gateway, protheus) = (&scene.rm, &mut scene.gateway, &scene.protheus);
    std::thread::scope(|scope| {
        let sent = scope.spawn(|| rm.create(Customer::named("Escola Exemplo")));
        eventually("it is in work", || protheus.received().into_iter().next());
        gateway.stop();
        let pairs = outcome(sent.join().unwrap().unwrap()).unwrap();
        assert_eq!(pairs[0].1, "01||000000001|01|C");
    });
    assert!(rm.create(Customer::named("Papelaria Exemplo")).is_err(), "nobody is let in any more");
}
