//! Whatever is done to messages, their statuses change along the published ways only.

use crate::suite::base::{Base, both, inbound};
use depara_store::queue::{Answer, Claimed, Finish, MessageRecord, NewMessage, Outcome, QueueDirection, Status, TRANSITIONS};
use depara_store::{Jitter, Random, Store, StoreError};
use std::collections::BTreeMap;
use std::time::Duration;

both!(only_the_published_ways);

fn records(store: &mut Store) -> BTreeMap<i64, MessageRecord> {
    store
        .transaction(|transaction| {
            let mut found = BTreeMap::new();
            for status in Status::ALL {
                found.extend(transaction.messages(status, 0, 1_000)?.into_iter().map(|record| (record.id, record)));
            }
            Ok::<_, StoreError>(found)
        })
        .unwrap()
}

fn only_the_published_ways(base: &Base) {
    let settings = depara_store::Settings { answer_within: Duration::from_secs(100), ..base.settings() };
    let mut store = Store::open(&base.address, settings).unwrap();
    let chance = Jitter::seeded(5);
    let mut held: Vec<Claimed> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let mut before = records(&mut store);
    for step in 0..2_500_u64 {
        let direction = if chance.next().is_multiple_of(2) { QueueDirection::Inbound } else { QueueDirection::Outbound };
        let open: Vec<&MessageRecord> = before.values().filter(|record| !record.status.is_final()).collect();
        let old = if open.is_empty() { None } else { Some(open[chance.next() as usize % open.len()]) };
        let id = old.map_or(1, |record| record.id);
        // Half of what comes concerns a message that is there.
        let number = (step / 15 + chance.next() % 6).to_string();
        let uuid = old.filter(|_| chance.next().is_multiple_of(2)).map_or(number, |record| record.uuid.clone());
        let number: u64 = uuid.parse().unwrap();
        let result = store.transaction(|transaction| match chance.next() % 11 {
            0 | 1 => {
                let key = (number % 5).to_string();
                transaction.enqueue(&NewMessage { direction, ..inbound(&uuid, Some(&key)) }).map(drop)
            }
            2 | 3 => transaction.claim(direction, "w", 2).map(|claimed| held.extend(claimed)),
            4 if number.is_multiple_of(7) => held.pop().map_or(Ok(()), |claimed| transaction.release(&claimed)),
            4 | 5 => match held.pop() {
                None => Ok(()),
                Some(claimed) => {
                    let text = "x".to_owned();
                    let finish = match chance.next() % 6 {
                        0 => Finish::Sent,
                        1 => Finish::Refused { reason: text, response: None },
                        2 => Finish::Ignored { reason: text, response: None },
                        3 => Finish::Processed { response: None, keys: Vec::new() },
                        _ => Finish::Failed { error: text, response: None },
                    };
                    transaction.finish(&claimed, &finish)
                }
            },
            6 | 10 => {
                let outcome = match chance.next() % 6 {
                    0 | 1 => Outcome::Refused("x".to_owned()),
                    2 => Outcome::Processed,
                    _ => Outcome::Error("x".to_owned()),
                };
                let answer = Answer { outcome, response: Vec::new(), keys: Vec::new() };
                if number.is_multiple_of(2) {
                    transaction.settle(id, &answer).map(drop)
                } else {
                    transaction.answer("PROTHEUS", &uuid, &answer).map(drop)
                }
            }
            7 if step % 3 == 0 => transaction.process(id, "maria").map(|claimed| held.push(claimed)),
            7 => transaction.reprocess(id, "maria").map(|claimed| held.push(claimed)),
            8 => transaction.put_aside(id, "maria", "x"),
            _ => {
                base.clock.forward(Duration::from_secs(chance.next() % 90));
                transaction.reclaim().map(drop)
            }
        });
        match result {
            Ok(())
            | Err(
                StoreError::Transition { .. } | StoreError::LeaseLost { .. } | StoreError::NotItsTurn { .. } | StoreError::NoMessage { .. },
            ) => {}
            Err(error) => panic!("step {step}: {error}"),
        }
        let after = records(&mut store);
        for (id, now) in &after {
            match before.get(id) {
                None => assert_eq!(now.status, Status::Pending, "step {step}"),
                Some(old) if old.status != now.status => {
                    let ways = TRANSITIONS.iter().filter(|way| way.from == old.status && way.to == now.status).count();
                    assert!(ways > 0, "step {step}: message {id} from {} to {}", old.status, now.status);
                    seen.insert((old.status, now.status));
                }
                Some(_) => {}
            }
        }
        before = after;
    }
    let ways: std::collections::BTreeSet<_> = TRANSITIONS.iter().map(|way| (way.from, way.to)).collect();
    let missed: Vec<_> = ways.difference(&seen).collect();
    assert!(missed.is_empty(), "never met: {missed:?}");
}
