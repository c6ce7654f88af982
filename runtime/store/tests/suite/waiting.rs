//! Codes that a person must map, and the messages that wait for them.

use crate::suite::base::{Base, at, both, effects, inbound, info, space};
use depara::DeParaMode;
use depara_store::depara::{Cardinality, Done, Mapping, OrAsk, RowQuery, Side, Space, SpaceInfo};
use depara_store::queue::{Claimed, Finish, QueueDirection};
use depara_store::{Store, StoreError, Transaction};

both!(messages_wait_and_go_on, a_code_that_is_dropped_is_asked_for_again);

fn product(store: &mut Store) -> Space {
    space(store, &SpaceInfo { mode: DeParaMode::Ask, ..info("TPRODUTO", Cardinality::ManyToOne) })
}

/// Asks for both products of a message before it does anything.
fn handle(transaction: &mut Transaction<'_>, space: &Space, message: &Claimed) -> Result<Finish, StoreError> {
    let mut waits = false;
    for code in message.record.uuid.split('+') {
        let ask = OrAsk { message: Some(message.record.id) };
        waits |= transaction.look_up(space, Side::Internal, code, ask)? == Mapping::Waits;
    }
    if waits {
        return Ok(Finish::Waits);
    }
    transaction.execute("INSERT INTO effect (uuid) VALUES (?1)", &[(&message.record.uuid).into()])?;
    Ok(Finish::Processed { response: None, keys: Vec::new() })
}

fn messages_wait_and_go_on(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = product(&mut store);
    let work = |store: &mut Store| {
        store.work(QueueDirection::Inbound, "w", 9, |transaction, message| handle(transaction, &space, message)).unwrap().claimed
    };
    store.transaction(|transaction| transaction.add(&space, "known", "P0", at(1))).unwrap();
    for uuid in ["new", "new+known", "new+newer", "known"] {
        store.transaction(|transaction| transaction.enqueue(&inbound(uuid, None))).unwrap();
    }
    assert_eq!(work(&mut store), 4);
    assert_eq!(work(&mut store), 0);
    let pending = store.transaction(|transaction| transaction.pending_mappings(&RowQuery::default(), 0, 10)).unwrap().items;
    let told: Vec<_> = pending.iter().map(|pending| (pending.key.as_str(), pending.side, pending.messages)).collect();
    assert_eq!(told, [("new", Side::Internal, 3), ("newer", Side::Internal, 1)]);
    let waiting = store.transaction(|transaction| transaction.message(3)).unwrap();
    assert_eq!((waiting.waits, waiting.attempts), (2, 0), "to wait is no attempt");
    let early = store.transaction(|transaction| transaction.process(3, "maria")).unwrap_err();
    assert_eq!(early.in_portuguese(), "a mensagem 3 aguarda 2 códigos que uma pessoa precisa relacionar");
    // A person's clock may be behind that of the message that asked.
    let done = store.transaction(|transaction| transaction.link(&space, "new", "P0", at(0))).unwrap();
    assert_eq!(done, Done::Filled { resumed: 2 });
    assert_eq!(work(&mut store), 2);
    let done = store.transaction(|transaction| transaction.link(&space, "newer", "P9", at(0))).unwrap();
    assert_eq!(done, Done::Filled { resumed: 1 });
    assert_eq!(work(&mut store), 1);
    assert_eq!(crate::suite::base::count(&mut store, "SELECT count(*) FROM effect"), 4);
    assert!(store.transaction(|transaction| transaction.pending_mappings(&RowQuery::default(), 0, 10)).unwrap().items.is_empty());
    // A second message with the same code asks nothing.
    store.transaction(|transaction| transaction.enqueue(&inbound("newer+new", None))).unwrap();
    assert_eq!(work(&mut store), 1);
    assert_eq!(crate::suite::base::count(&mut store, "SELECT count(*) FROM effect"), 5);
}

fn a_code_that_is_dropped_is_asked_for_again(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = product(&mut store);
    store.transaction(|transaction| transaction.enqueue(&inbound("new", Some("k")))).unwrap();
    let work = |store: &mut Store| {
        store.work(QueueDirection::Inbound, "w", 9, |transaction, message| handle(transaction, &space, message)).unwrap().claimed
    };
    assert_eq!(work(&mut store), 1);
    store.transaction(|transaction| transaction.remove(&space, Side::Internal, "new", at(5))).unwrap();
    assert_eq!(work(&mut store), 1);
    let pending = store.transaction(|transaction| transaction.pending_mappings(&RowQuery::default(), 0, 10)).unwrap().items;
    assert_eq!((pending.len(), pending[0].messages), (1, 1));
    let done = store.transaction(|transaction| transaction.link(&space, "new", "P1", at(6))).unwrap();
    assert_eq!(done, Done::Filled { resumed: 1 });
    assert_eq!(work(&mut store), 1);
    assert_eq!(crate::suite::base::count(&mut store, "SELECT count(*) FROM effect"), 1);
}
