//! Business effect, De-Para row and status: all of them or none; duplicates.

use crate::suite::base::{Base, at, both, count, effects, inbound, info, space};
use depara_store::depara::Cardinality;
use depara_store::queue::{Enqueued, Finish, QueueDirection, ReturnedKey, Status};
use depara_store::{Store, StoreError};

both!(a_poison_message_among_good_ones, a_duplicate_gets_the_stored_answer, no_message_without_its_document);

fn a_poison_message_among_good_ones(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    for number in 0..10 {
        let uuid = format!("m{number}");
        store.transaction(|transaction| transaction.enqueue(&inbound(&uuid, None))).unwrap();
    }
    let worked = store
        .work(QueueDirection::Inbound, "w", 20, |transaction, message| {
            let uuid = &message.record.uuid;
            transaction.execute("INSERT INTO effect (uuid) VALUES (?1)", &[uuid.into()])?;
            transaction.add(&space, uuid, &format!("01||{uuid}"), at(1))?;
            match uuid.as_str() {
                // A statement that fails is the program's mistake, and must not take the others with it.
                "m3" => transaction.execute("INSERT INTO nowhere VALUES (1)", &[]).map(|_| Finish::Sent),
                // The key is taken: the truth table refuses it after the effect was written.
                "m7" => transaction.add(&space, uuid, "another", at(2)).map(|_| Finish::Sent),
                _ => Ok(Finish::Processed { response: None, keys: Vec::new() }),
            }
        })
        .unwrap();
    assert_eq!((worked.claimed, worked.failed, worked.lost), (10, 2, 0));
    assert_eq!(count(&mut store, "SELECT count(*) FROM effect"), 8);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_row"), 8);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_message WHERE status = 'processed'"), 8);
    let errors = store.transaction(|transaction| transaction.messages(Status::Error, 0, 10)).unwrap();
    let texts: Vec<_> = errors.iter().map(|record| (record.uuid.as_str(), record.text.as_str())).collect();
    assert_eq!(texts.len(), 2);
    assert!(texts[0].0 == "m3" && texts[0].1.contains("nowhere"), "{texts:?}");
    assert!(texts[1].0 == "m7" && texts[1].1.contains("the reference key has another value"), "{texts:?}");
}

fn a_duplicate_gets_the_stored_answer(base: &Base) {
    let mut store = base.store();
    let enqueue = |store: &mut Store, payload: &'static [u8]| {
        let message = depara_store::queue::NewMessage { payload, ..inbound("u1", Some("k")) };
        store.transaction(|transaction| transaction.enqueue(&message)).unwrap()
    };
    let Enqueued::New(id) = enqueue(&mut store, b"first") else { panic!() };
    let Enqueued::Duplicate { record, response: None } = enqueue(&mut store, b"second") else { panic!() };
    assert_eq!((record.id, record.status), (id, Status::Pending));
    let fail = |_: &mut depara_store::Transaction<'_>, _: &depara_store::queue::Claimed| Err::<Finish, _>("sem saldo");
    store.work(QueueDirection::Inbound, "w", 1, fail).unwrap();
    // After an error the peer's own second attempt is one.
    assert_eq!(enqueue(&mut store, b"third"), Enqueued::Again(id));
    let key = ReturnedKey { name: "Bank".into(), origin: "01||1".into(), destination: "2|3".into() };
    store
        .work(QueueDirection::Inbound, "w", 1, |_, message| {
            assert_eq!(message.payload, b"third");
            Ok::<_, StoreError>(Finish::Processed { response: Some(b"answer".to_vec()), keys: vec![key.clone()] })
        })
        .unwrap();
    for _ in 0..2 {
        let Enqueued::Duplicate { record, response } = enqueue(&mut store, b"fourth") else { panic!() };
        assert_eq!((record.status, response.as_deref()), (Status::Processed, Some(&b"answer"[..])));
    }
    let (keys, audit) =
        store.transaction(|transaction| Ok::<_, StoreError>((transaction.returned_keys(id)?, transaction.audit(id)?))).unwrap();
    assert_eq!(keys, [key]);
    assert_eq!((audit.len(), audit[0].who.as_str(), audit[0].action.as_str()), (1, "PROTHEUS", "sent again"));
    // Another peer may use the same identifier.
    let other = depara_store::queue::NewMessage { peer: "DATASUL", ..inbound("u1", None) };
    let other = store.transaction(|transaction| transaction.enqueue(&other)).unwrap();
    assert!(matches!(other, Enqueued::New(_)));
}

fn no_message_without_its_document(base: &Base) {
    let mut store = base.store();
    let result: Result<(), StoreError> = store.transaction(|transaction| {
        transaction.enqueue(&inbound("u1", Some("k")))?;
        Err(StoreError::NoMessage { id: 7 })
    });
    assert!(matches!(result, Err(StoreError::NoMessage { id: 7 })));
    assert_eq!(count(&mut store, "SELECT (SELECT count(*) FROM depara_message) + (SELECT count(*) FROM depara_message_body)"), 0);
}
