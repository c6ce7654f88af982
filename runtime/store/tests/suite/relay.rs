//! Messages that are passed on from one system to another, and calls whose callers wait.

use crate::suite::base::{Base, both, error, inbound};
use depara::Delivery;
use depara_store::queue::{Answer, Answered, Claimed, Enqueued, Finish, Form, NewMessage, Outcome, QueueDirection, ReturnedKey, Status};
use depara_store::{Settings, Store, StoreError, Transaction};
use std::time::Duration;

both!(
    cause_and_form_are_kept,
    an_answer_finishes_what_was_passed_on,
    a_better_answer_is_taken_and_a_worse_one_is_not,
    a_failed_sending_that_was_answered,
    what_was_passed_on_is_not_passed_on_again_by_itself,
    one_message_is_claimed_in_its_turn_only,
    what_is_given_back_is_no_attempt,
);

fn keep(store: &mut Store, message: &NewMessage<'_>) -> i64 {
    match store.transaction(|transaction| transaction.enqueue(message)).unwrap() {
        Enqueued::New(id) => id,
        other => panic!("{other:?}"),
    }
}

fn status(store: &mut Store, id: i64) -> (Status, String) {
    let record = store.transaction(|transaction| transaction.message(id)).unwrap();
    (record.status, record.text)
}

fn answer(outcome: Outcome) -> Answer {
    let key = ReturnedKey { name: "BANK".into(), origin: "2|19".into(), destination: "01|02AM0001|001|0455|012453".into() };
    let keys = if outcome == Outcome::Processed { vec![key] } else { Vec::new() };
    Answer { outcome, response: b"<Response/>".to_vec(), keys }
}

/// Passes the message of RM on to Protheus, in one commit.
fn pass_on(transaction: &mut Transaction<'_>, message: &Claimed) -> Result<Finish, StoreError> {
    let record = &message.record;
    let outbound = NewMessage {
        direction: QueueDirection::Outbound,
        peer: "PROTHEUS",
        cause: Some(record.id),
        ..inbound(&record.uuid, record.business_key.as_deref())
    };
    transaction.enqueue(&outbound)?;
    Ok(Finish::Sent)
}

/// An inbound message that was passed on, and the outbound one, which was sent.
fn passed_on(store: &mut Store, uuid: &str) -> (i64, i64) {
    let cause = keep(store, &NewMessage { peer: "RM", ..inbound(uuid, Some("k")) });
    assert_eq!(store.work(QueueDirection::Inbound, "w", 9, pass_on).unwrap().failed, 0);
    assert_eq!(send(store, Finish::Sent), 1);
    let outbound = store.transaction(|transaction| transaction.caused_by(cause)).unwrap();
    (cause, outbound[0].id)
}

fn send(store: &mut Store, finish: Finish) -> usize {
    store.work(QueueDirection::Outbound, "w", 9, |_, _| Ok::<_, StoreError>(finish.clone())).unwrap().claimed
}

fn give(store: &mut Store, uuid: &str, outcome: Outcome) -> Answered {
    store.transaction(|transaction| transaction.answer("PROTHEUS", uuid, &answer(outcome.clone()))).unwrap()
}

fn settle(store: &mut Store, id: i64, outcome: Outcome) -> Answered {
    store.transaction(|transaction| transaction.settle(id, &answer(outcome.clone()))).unwrap()
}

fn cause_and_form_are_kept(base: &Base) {
    let mut store = base.store();
    let cause = keep(&mut store, &NewMessage { form: Form::Json, ..inbound("one", None) });
    let caused: Vec<i64> = ["PROTHEUS", "DATASUL"]
        .iter()
        .map(|peer| keep(&mut store, &NewMessage { direction: QueueDirection::Outbound, peer, cause: Some(cause), ..inbound("one", None) }))
        .collect();
    let told = store.transaction(|transaction| transaction.caused_by(cause)).unwrap();
    assert_eq!(
        told.iter().map(|record| (record.id, record.cause)).collect::<Vec<_>>(),
        [(caused[0], Some(cause)), (caused[1], Some(cause))]
    );
    assert_eq!((told[0].form, told[0].to_owned().peer.as_str()), (Form::Xml, "PROTHEUS"));
    let record = store.transaction(|transaction| transaction.message(cause)).unwrap();
    assert_eq!((record.form, record.cause), (Form::Json, None));
    assert!(store.transaction(|transaction| transaction.caused_by(caused[0])).unwrap().is_empty());
    let claimed = store.transaction(|transaction| transaction.claim(QueueDirection::Outbound, "w", 9)).unwrap();
    assert_eq!(claimed.iter().map(|claimed| claimed.record.cause).collect::<Vec<_>>(), [Some(cause); 2], "the sender knows it too");
    // What comes again after an error is in the form in which it came again.
    store.work(QueueDirection::Inbound, "w", 9, |_, _| Err::<Finish, _>("x")).unwrap();
    let again = store.transaction(|transaction| transaction.enqueue(&inbound("one", None))).unwrap();
    assert_eq!(again, Enqueued::Again(cause));
    assert_eq!(store.transaction(|transaction| transaction.message(cause)).unwrap().form, Form::Xml);
    let unknown = NewMessage { cause: Some(999), ..inbound("two", None) };
    assert!(matches!(store.transaction(|transaction| transaction.enqueue(&unknown)), Err(StoreError::Database { .. })));
}

fn an_answer_finishes_what_was_passed_on(base: &Base) {
    let mut store = base.store();
    let (cause, outbound) = passed_on(&mut store, "one");
    assert_eq!(status(&mut store, cause).0, Status::Sent);
    let next = keep(&mut store, &NewMessage { peer: "RM", ..inbound("two", Some("k")) });
    assert_eq!(store.work(QueueDirection::Inbound, "w", 9, pass_on).unwrap().claimed, 0, "its key waits for the answer");
    assert_eq!(give(&mut store, "one", Outcome::Processed), Answered::Taken(outbound));
    assert_eq!(settle(&mut store, cause, Outcome::Processed), Answered::Taken(cause));
    assert_eq!(settle(&mut store, cause, Outcome::Error("x".into())), Answered::Repeated(cause));
    let (response, keys) =
        store.transaction(|transaction| Ok::<_, StoreError>((transaction.response(cause)?, transaction.returned_keys(cause)?))).unwrap();
    assert_eq!((response.as_deref(), keys[0].origin.as_str()), (Some(b"<Response/>".as_slice()), "2|19"));
    assert_eq!(store.work(QueueDirection::Inbound, "w", 9, pass_on).unwrap().claimed, 1);
    // The receiver does not want the second one, and its sender hears that.
    send(&mut store, Finish::Sent);
    let refused = Outcome::Refused("cliente bloqueado".into());
    assert!(matches!(give(&mut store, "two", refused.clone()), Answered::Taken(_)));
    assert_eq!(settle(&mut store, next, refused), Answered::Taken(next));
    assert_eq!(status(&mut store, next), (Status::Refused, "cliente bloqueado".into()));
    let waits = keep(&mut store, &NewMessage { peer: "RM", ..inbound("three", None) });
    let early = store.transaction(|transaction| transaction.settle(waits, &answer(Outcome::Processed)));
    assert!(matches!(early, Err(StoreError::Transition { from: Status::Pending, .. })));
    let nobody = store.transaction(|transaction| transaction.settle(999, &answer(Outcome::Processed)));
    assert_eq!(error(nobody), "there is no message 999 in the queue");
}

fn a_better_answer_is_taken_and_a_worse_one_is_not(base: &Base) {
    let mut store = base.store();
    let (cause, outbound) = passed_on(&mut store, "one");
    let failed = || Outcome::Error("cliente sem cadastro".into());
    assert_eq!(give(&mut store, "one", failed()), Answered::Taken(outbound));
    assert_eq!(settle(&mut store, cause, failed()), Answered::Taken(cause));
    assert_eq!(give(&mut store, "one", failed()), Answered::Repeated(outbound), "a doubled answer begins no retries");
    assert_eq!(settle(&mut store, cause, failed()), Answered::Repeated(cause));
    let due = |store: &mut Store, id: i64| store.transaction(|transaction| transaction.message(id)).unwrap().due_at;
    assert_eq!((due(&mut store, cause), due(&mut store, outbound).is_some()), (None, true));
    // A person sends it once more, and now it succeeds: so does what it was passed on from.
    let claimed = store.transaction(|transaction| transaction.reprocess(outbound, "maria")).unwrap();
    store.transaction(|transaction| transaction.finish(&claimed, &Finish::Sent)).unwrap();
    assert_eq!(give(&mut store, "one", Outcome::Processed), Answered::Taken(outbound));
    assert_eq!(settle(&mut store, cause, Outcome::Processed), Answered::Taken(cause));
    assert_eq!(status(&mut store, cause), (Status::Processed, String::new()));
    let audit = store.transaction(|transaction| transaction.audit(cause)).unwrap();
    assert_eq!((audit[0].action.as_str(), audit[0].who.as_str(), audit[0].before), ("answered after all", "RM", Status::Error));
    assert_eq!(give(&mut store, "one", failed()), Answered::Repeated(outbound), "an error that comes late changes nothing");
    // Nobody here has sent it again: the receiver has tried again by itself, and says so.
    let (_, other) = passed_on(&mut store, "two");
    give(&mut store, "two", failed());
    assert_eq!(give(&mut store, "two", Outcome::Processed), Answered::Taken(other));
    base.clock.forward(Duration::from_secs(1_000));
    assert_eq!(send(&mut store, Finish::Sent), 0, "there is nothing left to retry");
}

fn a_failed_sending_that_was_answered(base: &Base) {
    let mut store = base.store();
    let id = keep(&mut store, &NewMessage { direction: QueueDirection::Outbound, ..inbound("one", Some("k")) });
    let timeout = Finish::Failed { error: "tempo esgotado".into(), response: None };
    assert_eq!(send(&mut store, timeout.clone()), 1);
    // It had arrived all the same. The answer says more than the broken connection.
    assert_eq!(give(&mut store, "one", Outcome::Error("cliente bloqueado".into())), Answered::Taken(id));
    assert_eq!(status(&mut store, id), (Status::Error, "cliente bloqueado".into()));
    base.clock.forward(Duration::from_secs(60));
    assert_eq!(send(&mut store, timeout), 1);
    let old = store.transaction(|transaction| transaction.response(id)).unwrap();
    assert_eq!(old, None, "the first attempt's answer is not the second one's");
    assert_eq!(give(&mut store, "one", Outcome::Error("cliente bloqueado".into())), Answered::Taken(id));
}

fn what_was_passed_on_is_not_passed_on_again_by_itself(base: &Base) {
    let mut store = Store::open(&base.address, Settings { answer_within: Duration::from_secs(600), ..base.settings() }).unwrap();
    let (cause, outbound) = passed_on(&mut store, "one");
    base.clock.forward(Duration::from_secs(601));
    assert_eq!(store.transaction(|transaction| transaction.reclaim()).unwrap().unanswered, 2);
    base.clock.forward(Duration::from_secs(60));
    assert_eq!(store.work(QueueDirection::Inbound, "w", 9, pass_on).unwrap().claimed, 0);
    assert_eq!(send(&mut store, Finish::Sent), 1);
    assert_eq!((status(&mut store, cause).0, status(&mut store, outbound).0), (Status::Error, Status::Sent));
    give(&mut store, "one", Outcome::Processed);
    assert_eq!(settle(&mut store, cause, Outcome::Processed), Answered::Taken(cause));
    assert_eq!(status(&mut store, cause).0, Status::Processed);
}

fn one_message_is_claimed_in_its_turn_only(base: &Base) {
    let mut store = base.store();
    let first = keep(&mut store, &NewMessage { delivery: Delivery::Sync, ..inbound("one", Some("k")) });
    let second = keep(&mut store, &inbound("two", Some("k")));
    let claim = |store: &mut Store, id: i64| store.transaction(|transaction| transaction.claim_message(id, "call")).unwrap();
    assert_eq!(claim(&mut store, second), None, "another one comes first");
    let claimed = claim(&mut store, first).unwrap();
    assert_eq!(
        (claimed.record.status, claimed.record.attempts, claimed.payload.as_slice()),
        (Status::Processing, 1, b"<TOTVSMessage/>".as_slice())
    );
    assert_eq!(claim(&mut store, first), None, "this call has it");
    assert!(store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, "w", 9)).unwrap().is_empty());
    let done = Finish::Processed { response: Some(b"<r/>".to_vec()), keys: Vec::new() };
    store.transaction(|transaction| transaction.finish(&claimed, &done)).unwrap();
    assert!(store.transaction(|transaction| transaction.audit(first)).unwrap().is_empty(), "no person did it");
    assert_eq!(claim(&mut store, first), None, "it is finished");
    assert_eq!(claim(&mut store, 999), None, "there is none");
    let claimed = claim(&mut store, second).unwrap();
    // A call that dies loses its lease as any worker.
    base.clock.forward(Duration::from_secs(61));
    assert_eq!(store.transaction(|transaction| transaction.reclaim()).unwrap().pending, 1);
    assert!(matches!(store.transaction(|transaction| transaction.finish(&claimed, &done)), Err(StoreError::LeaseLost { .. })));
    // Many threads want it at once; one gets it.
    let claims: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let mut store = store.another().unwrap();
                scope.spawn(move || usize::from(claim(&mut store, second).is_some()))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(claims, 1);
}

fn what_is_given_back_is_no_attempt(base: &Base) {
    let mut store = base.store();
    for uuid in ["one", "two"] {
        keep(&mut store, &inbound(uuid, Some("k")));
    }
    let claim =
        |store: &mut Store, owner: &str| store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, owner, 9)).unwrap();
    for _ in 0..6 {
        let claimed = claim(&mut store, "stops").remove(0);
        assert_eq!((claimed.record.uuid.as_str(), claimed.record.attempts), ("one", 1), "in its turn, and not for the second time");
        store.transaction(|transaction| transaction.release(&claimed)).unwrap();
        assert!(matches!(store.transaction(|transaction| transaction.release(&claimed)), Err(StoreError::LeaseLost { .. })));
    }
    let one = claim(&mut store, "goes on").remove(0);
    assert!(claim(&mut store, "other").is_empty());
    base.clock.forward(Duration::from_secs(61));
    store.transaction(|transaction| transaction.reclaim()).unwrap();
    let late = store.transaction(|transaction| transaction.release(&one));
    assert!(matches!(late, Err(StoreError::LeaseLost { .. })), "{late:?}");
    assert_eq!(claim(&mut store, "other").remove(0).record.attempts, 2);
}
