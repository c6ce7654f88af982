//! What persons do at the monitor.

use crate::suite::base::{Base, both, error, inbound};
use depara_store::queue::{Enqueued, Finish, QueueDirection, Status};
use depara_store::{Store, StoreError};
use std::sync::Barrier;

both!(process_from_pending_and_reprocess_from_error, of_many_persons_one_reprocesses);

fn process_from_pending_and_reprocess_from_error(base: &Base) {
    let mut store = base.store();
    let enqueue =
        |store: &mut Store, uuid: &str| match store.transaction(|transaction| transaction.enqueue(&inbound(uuid, Some("k")))).unwrap() {
            Enqueued::New(id) => id,
            other => panic!("{other:?}"),
        };
    let (first, second) = (enqueue(&mut store, "one"), enqueue(&mut store, "two"));
    let wrong = store.transaction(|transaction| transaction.reprocess(first, "maria")).unwrap_err();
    assert_eq!(
        wrong.in_portuguese(),
        format!(
            "a mensagem {first} está com o status `pendente` e não pode passar a `em processamento`; isso só é possível a partir de `erro`"
        )
    );
    let turn = store.transaction(|transaction| transaction.process(second, "maria"));
    assert_eq!(error(turn), format!("message {second} waits for its turn: message {first} of the same key is not finished"));
    let claimed = store.transaction(|transaction| transaction.process(first, "maria")).unwrap();
    assert!(matches!(
        store.transaction(|transaction| transaction.process(first, "joão")),
        Err(StoreError::Transition { from: Status::Processing, .. })
    ));
    let failed = Finish::Failed { error: "x".into(), response: None };
    store.transaction(|transaction| transaction.finish(&claimed, &failed)).unwrap();
    let claimed = store.transaction(|transaction| transaction.reprocess(first, "joão")).unwrap();
    let ignored = Finish::Ignored { reason: "sem contrato não há convênio".into(), response: None };
    store.transaction(|transaction| transaction.finish(&claimed, &ignored)).unwrap();
    let audit = store.transaction(|transaction| transaction.audit(first)).unwrap();
    let lines: Vec<_> = audit.iter().map(|line| (line.who.as_str(), line.action.as_str(), line.before, line.after)).collect();
    let expected = [("maria", "process", Status::Pending, Status::Processing), ("joão", "reprocess", Status::Error, Status::Processing)];
    assert_eq!(lines, expected);
    let record = store.transaction(|transaction| transaction.message(first)).unwrap();
    assert_eq!((record.status, record.text.as_str()), (Status::Ignored, "sem contrato não há convênio"));
    assert!(matches!(store.transaction(|transaction| transaction.process(999, "x")), Err(StoreError::NoMessage { id: 999 })));
}

fn of_many_persons_one_reprocesses(base: &Base) {
    let mut store = base.store();
    store.transaction(|transaction| transaction.enqueue(&inbound("u", Some("k")))).unwrap();
    let claimed = store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, "w", 1)).unwrap().remove(0);
    let failed = Finish::Failed { error: "x".into(), response: None };
    store.transaction(|transaction| transaction.finish(&claimed, &failed)).unwrap();
    let id = claimed.record.id;
    let barrier = Barrier::new(8);
    let taken: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|number| {
                let (mut store, barrier) = (store.another().unwrap(), &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    match store.transaction(|transaction| transaction.reprocess(id, &format!("person {number}"))) {
                        Ok(_) => 1,
                        Err(StoreError::Transition { .. }) => 0,
                        Err(error) => panic!("{error}"),
                    }
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(taken, 1);
    assert_eq!(store.transaction(|transaction| transaction.audit(id)).unwrap().len(), 1);
    assert_eq!(store.transaction(|transaction| transaction.message(id)).unwrap().attempts, 1);
}
