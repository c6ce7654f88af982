//! Answers that come twice, late, or to nothing; and messages that come twice.

use super::base::{Base, both};
use super::scene::{Scene, eventually, outcome};
use depara::Delivery;
use depara_peers::{Answers, Behaviour, Customer, Sent};
use depara_store::queue::{QueueDirection, Status};
use std::time::Duration;

both!(
    a_message_that_comes_again_is_answered_as_before,
    an_answer_that_comes_later_is_waited_for,
    an_answer_that_comes_twice_counts_once,
    an_answer_that_comes_too_late_is_still_taken,
    an_answer_to_nothing_is_kept,
);

fn later(after: u64, times: u32) -> Behaviour {
    Behaviour { answers: Answers::Later { after: Duration::from_millis(after), times }, ..Behaviour::default() }
}

fn a_message_that_comes_again_is_answered_as_before(base: Base) {
    let scene = Scene::new(base);
    let first = outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap());
    let uuid = scene.rm.last_sent().unwrap();
    for _ in 0..3 {
        assert_eq!(outcome(scene.rm.send_again(&uuid).unwrap()), first);
    }
    assert_eq!(scene.protheus.received().len(), 1, "Protheus saw it once");
    assert_eq!(scene.gateway.inbound(&uuid).status, Status::Processed);
}

fn an_answer_that_comes_later_is_waited_for(base: Base) {
    let scene = Scene::new(base);
    scene.protheus.behave(later(100, 1));
    // RM waits, although Protheus answers with a message of its own.
    let pairs = outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap();
    assert_eq!(pairs[0].1, "01||000000001|01|C");
}

fn an_answer_that_comes_twice_counts_once(base: Base) {
    let scene = Scene::new(base);
    scene.rm.deliver(Delivery::Async);
    scene.protheus.behave(later(10, 3));
    assert_eq!(scene.rm.create(Customer::named("Escola Exemplo")).unwrap(), Sent::Taken);
    let uuid = scene.rm.last_sent().unwrap();
    scene.gateway.becomes(&uuid, Status::Processed);
    eventually("RM is told", || scene.rm.answers().into_iter().next());
    // A message behind it has been through everything that the repeated answers could have caused.
    scene.rm.create(Customer::named("Papelaria Exemplo")).unwrap();
    eventually("RM is told of the second one", || (scene.rm.answers().len() >= 2).then_some(()));
    let answered: Vec<_> = scene.rm.answers().into_iter().filter(|answer| answer.uuid == uuid).collect();
    assert_eq!(answered.len(), 1, "RM is told once");
    assert_eq!(scene.gateway.rows(depara::rows::Layout::Package1021).len(), 2);
}

fn an_answer_that_comes_too_late_is_still_taken(base: Base) {
    let scene = Scene::with(base, |config| {
        for peer in config.peers.values_mut() {
            peer.wait = Duration::from_millis(300);
        }
    });
    scene.protheus.behave(later(900, 1));
    let errors = outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap_err();
    assert!(errors[0].contains("Tempo esgotado"), "{errors:?}");
    let uuid = scene.rm.last_sent().unwrap();
    assert_eq!(scene.gateway.inbound(&uuid).status, Status::Error);
    scene.gateway.becomes(&uuid, Status::Processed);
    assert_eq!(scene.gateway.rows(depara::rows::Layout::Package1021).len(), 1);
    // RM asks once more, as its users do, and learns what has become of it.
    outcome(scene.rm.send_again(&uuid).unwrap()).unwrap();
    assert_eq!(scene.rm.rows().len(), 1);
    assert_eq!(scene.protheus.received().len(), 1);
}

fn an_answer_to_nothing_is_kept(base: Base) {
    let scene = Scene::new(base);
    let orphan = "<TOTVSMessage><MessageInformation version=\"2.002\"><UUID>f1</UUID><Type>ResponseMessage</Type>\
         <Transaction>CustomerVendor</Transaction><Product name=\"PROTHEUS\" version=\"12\"/></MessageInformation><ResponseMessage>\
         <ReceivedMessage><UUID>nobody-sent-this</UUID><Event>upsert</Event></ReceivedMessage><ProcessingInformation><Status>OK</Status>\
         </ProcessingInformation></ResponseMessage></TOTVSMessage>";
    for _ in 0..2 {
        scene.protheus.send_document(orphan).unwrap();
    }
    let kept = scene.gateway.look(|transaction| transaction.orphan_answers(0, 10));
    assert!(!kept.is_empty(), "it can be looked at");
    assert!(kept.iter().all(|answer| (answer.peer.as_str(), answer.uuid.as_str()) == ("PROTHEUS", "nobody-sent-this")));
    for direction in [QueueDirection::Inbound, QueueDirection::Outbound] {
        assert!(scene.gateway.messages(direction).is_empty());
    }
}
