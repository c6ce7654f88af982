//! Gateways that die, and several of them on one data base.

use super::base::{Base, both};
use super::child::Child;
use super::scene::{Gateway, Scene, config, eventually, login};
use depara::Delivery;
use depara::rows::Layout;
use depara_peers::{Behaviour, Customer, Protheus, Rm, Sent};
use depara_store::queue::{QueueDirection, Status};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

both!(a_gateway_that_dies_between_sending_and_writing_loses_nothing);

/// A message is taken up when its lease is over: that of these tests, with the time that a peer may take, and a worker's rest.
const TAKEN_UP_WITHIN: Duration = Duration::from_secs(12);

/// How often each message came to Protheus.
fn times(protheus: &Protheus) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for received in protheus.received() {
        *times.entry(received.uuid).or_default() += 1;
    }
    times
}

fn a_gateway_that_dies_between_sending_and_writing_loses_nothing(base: Base) {
    let (protheus, rm) = (Protheus::start(login("gateway")).unwrap(), Rm::start(login("gateway")).unwrap());
    let child = Child::start(&base, &protheus.address(), &rm.address());
    rm.deliver(Delivery::Async);
    rm.connect(child.url("RM"), login("RM"));
    protheus.behave(Behaviour { delay: Duration::from_millis(500), ..Behaviour::default() });
    assert_eq!(rm.create(Customer::named("Escola Exemplo")).unwrap(), Sent::Taken);
    let uuid = rm.last_sent().unwrap();
    // Protheus has it and processes it; whoever sent it does not live to hear that.
    eventually("Protheus has it", || protheus.received().into_iter().next());
    child.kill();
    let died = Instant::now();
    protheus.behave(Behaviour::default());
    let mut gateway = Gateway::start(config(&base.address, &protheus.address(), &rm.address()));
    rm.connect(gateway.url("RM"), login("RM"));
    gateway.becomes(&uuid, Status::Processed);
    assert!(died.elapsed() < TAKEN_UP_WITHIN, "{:?}", died.elapsed());
    eventually("RM is told", || rm.answers().into_iter().next());
    assert_eq!(times(&protheus), [(uuid, 2)].into(), "it was sent again under its UUID");
    assert_eq!((protheus.customers().len(), gateway.rows(Layout::Package1021).len()), (1, 1));
    gateway.stop();
}

/// Customers that are sent one after another to two gateways in turns.
fn send_to_both(rm: &Rm, urls: [String; 2], count: usize) -> Vec<String> {
    (0..count)
        .map(|number| {
            rm.connect(urls[number % 2].clone(), login("RM"));
            assert_eq!(rm.create(Customer::named(&format!("Cliente {number}"))).unwrap(), Sent::Taken);
            rm.last_sent().unwrap()
        })
        .collect()
}

#[test]
fn two_gateways_on_one_data_base_process_each_message_once() {
    const COUNT: usize = 60;
    let Some(base) = Base::postgres() else { return };
    let scene = Scene::new(base);
    scene.rm.deliver(Delivery::Async);
    let child = Child::start(&scene.base, &scene.protheus.address(), &scene.rm.address());
    let sent = send_to_both(&scene.rm, [child.url("RM"), scene.gateway.url("RM")], COUNT);
    eventually("all are answered", || (scene.rm.answers().len() >= COUNT).then_some(()));
    assert_eq!(times(&scene.protheus), sent.into_iter().map(|uuid| (uuid, 1)).collect());
    assert_eq!(scene.gateway.rows(Layout::Package1021).len(), COUNT);
    let answers: BTreeMap<_, usize> = scene.rm.answers().into_iter().fold(BTreeMap::new(), |mut times, answer| {
        *times.entry(answer.uuid).or_default() += 1;
        times
    });
    assert!(answers.len() == COUNT && answers.values().all(|times| *times == 1), "RM is told once of each: {answers:?}");
}

#[test]
fn a_gateway_takes_over_what_another_one_did_when_it_was_killed() {
    const COUNT: usize = 30;
    let Some(base) = Base::postgres() else { return };
    let scene = Scene::new(base);
    scene.rm.deliver(Delivery::Async);
    let child = Child::start(&scene.base, &scene.protheus.address(), &scene.rm.address());
    scene.protheus.behave(Behaviour { delay: Duration::from_millis(50), ..Behaviour::default() });
    let sent = send_to_both(&scene.rm, [child.url("RM"), scene.gateway.url("RM")], COUNT);
    eventually("they are at it", || (scene.protheus.received().len() >= 4).then_some(()));
    child.kill();
    let died = Instant::now();
    for uuid in &sent {
        scene.gateway.becomes(uuid, Status::Processed);
    }
    assert!(died.elapsed() < TAKEN_UP_WITHIN, "{:?}", died.elapsed());
    let times = times(&scene.protheus);
    assert_eq!(times.len(), COUNT);
    // What the dead one had in its hands was sent again under its UUID, and nothing else was.
    let again = times.values().filter(|times| **times > 1).count();
    assert!(again <= 2 * 2, "as many as it had senders: {times:?}");
    assert_eq!(scene.protheus.customers().len(), COUNT);
    assert_eq!(scene.gateway.rows(Layout::Package1021).len(), COUNT);
    let outbound = scene.gateway.messages(QueueDirection::Outbound);
    assert!(outbound.iter().all(|message| message.status == Status::Processed), "{outbound:?}");
}
