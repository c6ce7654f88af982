//! Attempts, leases, and a clock that is put back.

use crate::suite::base::{Base, both, error, inbound};
use depara::Delivery;
use depara_store::queue::{Answer, Answered, Finish, NewMessage, Outcome, QueueDirection, Status};
use depara_store::{Store, StoreError};
use std::time::Duration;

both!(
    four_attempts_and_then_a_person,
    a_synchronous_message_is_never_tried_again_by_itself,
    a_dead_worker_loses_its_lease,
    a_clock_that_is_put_back_stops_nothing,
    answers_that_come_later,
    an_answer_that_never_comes,
    a_worker_for_one_peer,
);

fn fail(store: &mut Store) -> usize {
    let handler = |_: &mut depara_store::Transaction<'_>, _: &depara_store::queue::Claimed| Err::<Finish, _>("sem rede");
    store.work(QueueDirection::Inbound, "w", 10, handler).unwrap().claimed
}

fn four_attempts_and_then_a_person(base: &Base) {
    let mut store = base.store();
    store.transaction(|transaction| transaction.enqueue(&inbound("u", Some("k")))).unwrap();
    let record = |store: &mut Store| store.transaction(|transaction| transaction.messages(Status::Error, 0, 1)).unwrap().remove(0);
    for (attempt, longest) in [(1, 30), (2, 60), (3, 120)] {
        assert_eq!(fail(&mut store), 1);
        let record = record(&mut store);
        let delay = record.due_at.unwrap().micros() - record.changed_at.micros();
        assert!((longest * 500_000..=longest * 1_000_000).contains(&delay), "{delay}");
        assert_eq!(record.attempts, attempt);
        assert_eq!(fail(&mut store), 0, "it is not due yet");
        base.clock.forward(Duration::from_secs(longest as u64));
    }
    assert_eq!(fail(&mut store), 1);
    base.clock.forward(Duration::from_secs(100_000));
    assert_eq!(fail(&mut store), 0);
    let last = record(&mut store);
    assert_eq!((last.attempts, last.due_at, last.text.as_str()), (4, None, "sem rede"));
    let claimed = store.transaction(|transaction| transaction.reprocess(last.id, "maria")).unwrap();
    assert_eq!(claimed.record.attempts, 1, "a person starts the count anew");
    let failed = Finish::Failed { error: "ainda sem rede".into(), response: None };
    store.transaction(|transaction| transaction.finish(&claimed, &failed)).unwrap();
    assert!(record(&mut store).due_at.is_some());
}

fn a_synchronous_message_is_never_tried_again_by_itself(base: &Base) {
    let mut store = base.store();
    for uuid in ["fails", "is lost"] {
        let message = NewMessage { delivery: Delivery::Sync, ..inbound(uuid, None) };
        store.transaction(|transaction| transaction.enqueue(&message)).unwrap();
    }
    let handler = |_: &mut depara_store::Transaction<'_>, _: &depara_store::queue::Claimed| Err::<Finish, _>("x");
    assert_eq!(store.work(QueueDirection::Inbound, "w", 1, handler).unwrap().failed, 1);
    let lost = store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, "dies", 1)).unwrap();
    assert_eq!(lost[0].record.uuid, "is lost");
    base.clock.forward(Duration::from_secs(100_000));
    let reclaimed = store.transaction(|transaction| transaction.reclaim()).unwrap();
    assert_eq!((reclaimed.pending, reclaimed.errors), (0, 1));
    assert_eq!(fail(&mut store), 0);
    let errors = store.transaction(|transaction| transaction.messages(Status::Error, 0, 10)).unwrap();
    assert_eq!(errors.iter().filter(|record| record.due_at.is_none()).count(), 2);
}

fn a_dead_worker_loses_its_lease(base: &Base) {
    let mut store = base.store();
    store.transaction(|transaction| transaction.enqueue(&inbound("u", Some("k")))).unwrap();
    let claim = |store: &mut Store, owner: &str| {
        store
            .transaction(|transaction| {
                transaction.reclaim()?;
                transaction.claim(QueueDirection::Inbound, owner, 1)
            })
            .unwrap()
            .pop()
    };
    let dead = claim(&mut store, "dead").unwrap();
    base.clock.forward(Duration::from_secs(50));
    store.transaction(|transaction| transaction.extend(&dead)).unwrap();
    base.clock.forward(Duration::from_secs(50));
    assert!(claim(&mut store, "too early").is_none());
    base.clock.forward(Duration::from_secs(11));
    let alive = claim(&mut store, "alive").unwrap();
    assert_eq!(alive.record.attempts, 2);
    let done = Finish::Processed { response: None, keys: Vec::new() };
    let late = store.transaction(|transaction| transaction.finish(&dead, &done));
    assert_eq!(error(late), format!("the lease on message {} has ended: what this worker did for it is not kept", alive.record.id));
    assert!(matches!(store.transaction(|transaction| transaction.extend(&dead)), Err(StoreError::LeaseLost { .. })));
    store.transaction(|transaction| transaction.finish(&alive, &done)).unwrap();
    // A message that kills whoever has it is for a person after four deaths.
    store.transaction(|transaction| transaction.enqueue(&inbound("poison", None))).unwrap();
    for _ in 0..4 {
        assert!(claim(&mut store, "dies").is_some());
        base.clock.forward(Duration::from_secs(61));
    }
    assert!(claim(&mut store, "lives").is_none());
    let poison = store.transaction(|transaction| transaction.messages(Status::Error, 0, 1)).unwrap().remove(0);
    assert_eq!((poison.attempts, poison.due_at), (4, None));
}

fn a_clock_that_is_put_back_stops_nothing(base: &Base) {
    let mut store = base.store();
    store.transaction(|transaction| transaction.enqueue(&inbound("fails", None))).unwrap();
    assert_eq!(fail(&mut store), 1);
    store.transaction(|transaction| transaction.enqueue(&inbound("held", None))).unwrap();
    let held = store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, "dies", 1)).unwrap();
    assert_eq!(held.len(), 1);
    store.transaction(|transaction| transaction.enqueue(&inbound("new", None))).unwrap();
    base.clock.back(Duration::from_secs(7 * 86_400));
    let handler = |_: &mut depara_store::Transaction<'_>, message: &depara_store::queue::Claimed| {
        Ok::<_, StoreError>(Finish::Processed { response: Some(message.record.uuid.clone().into_bytes()), keys: Vec::new() })
    };
    // All three: the new one, the one whose retry lies a week ahead, and the one whose lease does, which may have been its worker's death and is alone.
    let claimed: Vec<usize> = (0..4).map(|_| store.work(QueueDirection::Inbound, "w", 10, handler).unwrap().claimed).collect();
    assert_eq!(claimed, [1, 1, 1, 0]);
}

fn answers_that_come_later(base: &Base) {
    let mut store = base.store();
    let outbound = |uuid: &'static str| NewMessage { direction: QueueDirection::Outbound, ..inbound(uuid, Some("k")) };
    for uuid in ["one", "two", "three"] {
        store.transaction(|transaction| transaction.enqueue(&outbound(uuid))).unwrap();
    }
    let claim = |store: &mut Store| store.transaction(|transaction| transaction.claim(QueueDirection::Outbound, "w", 9)).unwrap();
    let answer = |error: Option<&str>| Answer { outcome: outcome(error), response: b"<r/>".to_vec(), keys: Vec::new() };
    let give = |store: &mut Store, uuid: &str, error: Option<&str>| {
        store.transaction(|transaction| transaction.answer("PROTHEUS", uuid, &answer(error)))
    };
    assert!(matches!(give(&mut store, "two", None), Err(StoreError::Transition { from: Status::Pending, .. })));
    let one = claim(&mut store).remove(0);
    store.transaction(|transaction| transaction.finish(&one, &Finish::Sent)).unwrap();
    assert!(claim(&mut store).is_empty(), "the key waits for the answer");
    assert_eq!(give(&mut store, "one", None).unwrap(), Answered::Taken(one.record.id));
    assert_eq!(give(&mut store, "one", Some("x")).unwrap(), Answered::Repeated(one.record.id));
    assert_eq!(give(&mut store, "nobody", None).unwrap(), Answered::Orphan);
    assert_eq!(crate::suite::base::count(&mut store, "SELECT count(*) FROM depara_orphan_answer"), 1);
    // The answer overtakes the confirmation.
    let two = claim(&mut store).remove(0);
    assert_eq!(give(&mut store, "two", None).unwrap(), Answered::Taken(two.record.id));
    store.transaction(|transaction| transaction.finish(&two, &Finish::Sent)).unwrap();
    let three = claim(&mut store).remove(0);
    store.transaction(|transaction| transaction.finish(&three, &Finish::Sent)).unwrap();
    give(&mut store, "three", Some("cliente bloqueado")).unwrap();
    let record = store.transaction(|transaction| transaction.message(three.record.id)).unwrap();
    assert_eq!((record.status, record.text.as_str()), (Status::Error, "cliente bloqueado"));
    assert!(record.due_at.is_some());
}

fn an_answer_that_never_comes(base: &Base) {
    let mut store =
        Store::open(&base.address, depara_store::Settings { answer_within: Duration::from_secs(600), ..base.settings() }).unwrap();
    for (uuid, delivery) in [("one", Delivery::Async), ("two", Delivery::Async), ("other", Delivery::Sync)] {
        let key = (uuid != "other").then_some("k");
        let message = NewMessage { direction: QueueDirection::Outbound, delivery, ..inbound(uuid, key) };
        store.transaction(|transaction| transaction.enqueue(&message)).unwrap();
    }
    let send = |store: &mut Store| {
        let worked = store.work(QueueDirection::Outbound, "w", 9, |_, _| Ok::<_, StoreError>(Finish::Sent)).unwrap();
        (worked.claimed, worked.reclaimed.unanswered)
    };
    let of = |store: &mut Store, uuid: &str| {
        let mut found = Vec::new();
        for status in Status::ALL {
            found.extend(
                store
                    .transaction(|transaction| transaction.messages(status, 0, 99))
                    .unwrap()
                    .into_iter()
                    .filter(|record| record.uuid == uuid),
            );
        }
        found.remove(0)
    };
    let answer = |store: &mut Store, uuid: &str, error: Option<&str>| {
        let answer = Answer { outcome: outcome(error), response: b"<r/>".to_vec(), keys: Vec::new() };
        store.transaction(|transaction| transaction.answer("PROTHEUS", uuid, &answer)).unwrap()
    };
    assert_eq!(send(&mut store), (2, 0));
    assert_eq!(of(&mut store, "one").answer_by, Some(base_now(base).after(Duration::from_secs(600))));
    base.clock.forward(Duration::from_secs(599));
    assert_eq!(send(&mut store), (0, 0));
    base.clock.forward(Duration::from_secs(2));
    // The asynchronous one is sent again after a while, as any error; the other is for a person.
    assert_eq!(send(&mut store), (0, 2));
    let (one, other) = (of(&mut store, "one"), of(&mut store, "other"));
    assert_eq!((one.status, other.status), (Status::Error, Status::Error));
    assert!(one.due_at.is_some() && other.due_at.is_none() && one.text.contains("tempo esgotado"), "{one:?} {other:?}");
    // An answer that comes after all is taken, once, and the next message of the key has its turn.
    assert_eq!(answer(&mut store, "other", None), Answered::Taken(other.id));
    assert_eq!(answer(&mut store, "other", None), Answered::Repeated(other.id));
    assert_eq!(of(&mut store, "other").status, Status::Processed);
    base.clock.forward(Duration::from_secs(60));
    assert_eq!(send(&mut store), (1, 0), "the first one again, and not the second");
    assert_eq!((of(&mut store, "one").status, of(&mut store, "one").attempts), (Status::Sent, 2));
    // A clock that is put back must not make the time longer.
    base.clock.back(Duration::from_secs(7 * 86_400));
    send(&mut store);
    base.clock.forward(Duration::from_secs(602));
    assert_eq!(send(&mut store).1, 1);
    assert_eq!(answer(&mut store, "one", None), Answered::Taken(one.id));
    assert_eq!(send(&mut store), (1, 0), "the second one");
    // An answer with an error ends the waiting as well, and a second one changes nothing, unless it is a better one.
    assert!(matches!(answer(&mut store, "two", Some("cliente bloqueado")), Answered::Taken(_)));
    assert!(matches!(answer(&mut store, "two", Some("cliente bloqueado")), Answered::Repeated(_)));
    assert_eq!(of(&mut store, "two").status, Status::Error);
    assert!(matches!(answer(&mut store, "two", None), Answered::Taken(_)));
    assert_eq!(of(&mut store, "two").status, Status::Processed);
}

fn outcome(error: Option<&str>) -> Outcome {
    error.map_or(Outcome::Processed, |error| Outcome::Error(error.to_owned()))
}

fn base_now(base: &Base) -> depara_store::Timestamp {
    depara_store::Clock::now(&*base.clock)
}

fn a_worker_for_one_peer(base: &Base) {
    let mut store = base.store();
    for number in 0..6 {
        let (uuid, peer) = (format!("m{number}"), if number < 4 { "PROTHEUS" } else { "DATASUL" });
        store.transaction(|transaction| transaction.enqueue(&NewMessage { peer, ..inbound(&uuid, None) })).unwrap();
    }
    let claim = |store: &mut Store, peer: &str| {
        let claimed = store.transaction(|transaction| transaction.claim(QueueDirection::Inbound.of_peer(peer), "w", 3)).unwrap();
        claimed.into_iter().map(|claimed| claimed.record.uuid).collect::<Vec<_>>()
    };
    assert_eq!(claim(&mut store, "DATASUL"), ["m4", "m5"]);
    assert_eq!(claim(&mut store, "DATASUL"), [""; 0]);
    assert_eq!(claim(&mut store, "LOGIX"), [""; 0]);
    assert_eq!(claim(&mut store, "PROTHEUS"), ["m0", "m1", "m2"]);
    // What a worker died with goes alone, but only among the messages of its peer.
    base.clock.forward(Duration::from_secs(61));
    assert_eq!(store.transaction(|transaction| transaction.reclaim()).unwrap().pending, 5);
    let done = Finish::Processed { response: None, keys: Vec::new() };
    let worked = store.work(QueueDirection::Inbound.of_peer("DATASUL"), "w", 3, |_, message| {
        assert_eq!(message.record.peer, "DATASUL");
        Ok::<_, StoreError>(done.clone())
    });
    assert_eq!(worked.unwrap().claimed, 1);
    let rest: usize =
        (0..5).map(|_| store.work(QueueDirection::Inbound, "w", 9, |_, _| Ok::<_, StoreError>(done.clone())).unwrap().claimed).sum();
    assert_eq!(rest, 5);
}
