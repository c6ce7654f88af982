//! Listings and counts of messages, as a monitor shows them.

use crate::suite::base::{Base, both, count, inbound};
use depara_store::queue::{
    Answer, Answered, Finish, MessageQuery, MessageRecord, NewMessage, Outcome, QueueDirection, ReturnedKey, Status,
};
use depara_store::{Clock, Page, Store, StoreError, Timestamp};
use std::time::Duration;

both!(
    pages_from_the_newest,
    every_filter,
    a_text_in_every_place,
    a_page_of_many_messages_looks_at_few,
    counts_are_capped,
    what_has_changed,
    answers_that_nobody_waits_for,
    reading_changes_nothing_and_stands_in_nobodys_way,
);

fn find(store: &mut Store, query: &MessageQuery<'_>, before: Option<i64>, limit: u32) -> Page<MessageRecord> {
    store.read(|transaction| transaction.find_messages(query, before, limit)).unwrap()
}

fn uuids(page: &Page<MessageRecord>) -> Vec<&str> {
    page.items.iter().map(|record| record.uuid.as_str()).collect()
}

/// All that a query finds, page by page.
fn all(store: &mut Store, query: &MessageQuery<'_>, limit: u32) -> Vec<String> {
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let page = find(store, query, before, limit);
        found.extend(page.items.into_iter().map(|record| record.uuid));
        match page.next {
            Some(next) => before = Some(next),
            None => return found,
        }
    }
}

fn keep(store: &mut Store, message: &NewMessage<'_>) {
    store.transaction(|transaction| transaction.enqueue(message)).unwrap();
}

/// Many finished messages, by one statement.
fn fill(store: &mut Store, peer: &str, first: i64, last: i64) {
    let sql = "INSERT INTO depara_message (direction, peer, uuid, transaction_name, version, delivery, status, created_at, changed_at, finished_at) \
         WITH RECURSIVE numbers (n) AS (SELECT CAST(?2 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < ?3) \
         SELECT 'inbound', CAST(?1 AS TEXT), 'fill ' || CAST(n AS TEXT), 'BANK', '1.000', 'async', 'processed', n * 1000000, n, n FROM numbers";
    store.transaction(|transaction| transaction.execute(sql, &[peer.into(), first.into(), last.into()])).unwrap();
}

fn pages_from_the_newest(base: &Base) {
    let mut store = base.store();
    assert_eq!(find(&mut store, &MessageQuery::default(), None, 10), Page { items: Vec::new(), next: None });
    for number in 0..7 {
        keep(&mut store, &inbound(&number.to_string(), None));
    }
    let first = find(&mut store, &MessageQuery::default(), None, 3);
    assert_eq!(uuids(&first), ["6", "5", "4"]);
    keep(&mut store, &inbound("new", None));
    let second = find(&mut store, &MessageQuery::default(), first.next, 3);
    assert_eq!(uuids(&second), ["3", "2", "1"], "what comes in between moves nothing");
    let third = find(&mut store, &MessageQuery::default(), second.next, 3);
    assert_eq!((uuids(&third), third.next), (vec!["0"], None));
    // Statuses of two peers and both directions come together in one order.
    for number in 0..4 {
        let direction = if number % 2 == 0 { QueueDirection::Inbound } else { QueueDirection::Outbound };
        keep(&mut store, &NewMessage { direction, peer: "RM", ..inbound(&format!("rm {number}"), None) });
    }
    let claimed = store.transaction(|transaction| transaction.claim(QueueDirection::Inbound.of_peer("RM"), "w", 1)).unwrap();
    assert_eq!(claimed[0].record.uuid, "rm 0");
    let query = MessageQuery { statuses: &[Status::Pending, Status::Processing], ..MessageQuery::default() };
    for limit in [1, 2, 3, 5, 100] {
        let found = all(&mut store, &query, limit);
        assert_eq!(found, ["rm 3", "rm 2", "rm 1", "rm 0", "new", "6", "5", "4", "3", "2", "1", "0"], "in pages of {limit}");
    }
}

fn every_filter(base: &Base) {
    let mut store = base.store();
    let start = base.clock.now();
    keep(&mut store, &inbound("bank", None));
    base.clock.forward(Duration::from_secs(10));
    keep(&mut store, &NewMessage { transaction: "CUSTOMERVENDOR", ..inbound("customer", None) });
    base.clock.forward(Duration::from_secs(10));
    keep(&mut store, &NewMessage { direction: QueueDirection::Outbound, peer: "RM", ..inbound("out", None) });
    store
        .work(QueueDirection::Inbound, "w", 1, |_, _| Ok::<_, StoreError>(Finish::Ignored { reason: "x".into(), response: None }))
        .unwrap();
    let after = |seconds| Some(start.after(Duration::from_secs(seconds)));
    let any = MessageQuery::default();
    let cases: [(MessageQuery<'_>, &[&str]); 12] = [
        (any, &["out", "customer", "bank"]),
        (MessageQuery { direction: Some(QueueDirection::Inbound), ..any }, &["customer", "bank"]),
        (MessageQuery { peer: Some("RM"), ..any }, &["out"]),
        (MessageQuery { peer: Some("RM"), direction: Some(QueueDirection::Inbound), ..any }, &[]),
        (MessageQuery { peer: Some("nobody"), ..any }, &[]),
        (MessageQuery { statuses: &[Status::Ignored], ..any }, &["bank"]),
        (MessageQuery { statuses: &[Status::Pending, Status::Pending], ..any }, &["out", "customer"]),
        (MessageQuery { transaction: Some("CUSTOMERVENDOR"), ..any }, &["customer"]),
        (MessageQuery { since: after(10), ..any }, &["out", "customer"]),
        (MessageQuery { until: after(10), ..any }, &["bank"]),
        (MessageQuery { since: after(5), until: after(15), ..any }, &["customer"]),
        (MessageQuery { since: after(5), text: Some("o"), statuses: &[Status::Pending], peer: Some("PROTHEUS"), ..any }, &["customer"]),
    ];
    for (query, expected) in cases {
        for limit in [1, 50] {
            assert_eq!(all(&mut store, &query, limit), expected, "{query:?}");
        }
    }
}

fn a_text_in_every_place(base: &Base) {
    let mut store = base.store();
    for (uuid, key) in [("4F3C-01", Some("BANK 2|19")), ("77AA-02", None), ("88BB-03", None), ("99CC-04", Some("SÃO 2|22"))] {
        keep(&mut store, &inbound(uuid, key));
    }
    store
        .work(QueueDirection::Inbound, "w", 9, |_, message| {
            let key = |origin: &str| ReturnedKey { name: "k".into(), origin: origin.into(), destination: "01||033|4268|X".into() };
            Ok::<_, StoreError>(match message.record.uuid.as_str() {
                "77AA-02" => Finish::Failed { error: "Conta NÃO cadastrada: 100% inválida".into(), response: None },
                "88BB-03" => Finish::Processed { response: None, keys: vec![key("2|AAA"), key("2|BBB")] },
                _ => Finish::Processed { response: None, keys: Vec::new() },
            })
        })
        .unwrap();
    let cases: [(&str, &[&str]); 12] = [
        ("4f3c", &["4F3C-01"]),
        ("bank 2", &["4F3C-01"]),
        ("não cadastrada", &["77AA-02"]),
        ("nao cadastrada", &["77AA-02"]),
        ("100% inv", &["77AA-02"]),
        ("%", &["77AA-02"]),
        ("sao", &["99CC-04"]),
        ("2|a", &["88BB-03"]),
        ("2|bbb", &["88BB-03"]),
        ("|4268|", &["88BB-03"]),
        ("-0", &["99CC-04", "88BB-03", "77AA-02", "4F3C-01"]),
        ("nowhere", &[]),
    ];
    for (text, expected) in cases {
        let query = MessageQuery { text: Some(text), ..MessageQuery::default() };
        assert_eq!(all(&mut store, &query, 2), expected, "{text}");
    }
}

fn a_page_of_many_messages_looks_at_few(base: &Base) {
    let mut store = base.store();
    fill(&mut store, "RARE", 1, 3);
    fill(&mut store, "PROTHEUS", 4, 25_000);
    // What no index leads to is looked for in part, and the page says where to go on.
    let query = MessageQuery { text: Some("ill 7"), peer: Some("PROTHEUS"), statuses: &[Status::Processed], ..MessageQuery::default() };
    let page = find(&mut store, &MessageQuery { text: Some("nowhere"), ..query }, None, 10);
    assert_eq!((page.items.len(), page.next), (0, Some(15_001)));
    let found = all(&mut store, &query, 1_000);
    assert_eq!((found.len(), found[0].as_str()), (1_111, "fill 7999"));
    // A rare peer, a whole identifier and a time are found at once.
    let page = find(&mut store, &MessageQuery { peer: Some("RARE"), ..MessageQuery::default() }, None, 2);
    assert_eq!(uuids(&page), ["fill 3", "fill 2"]);
    let page = find(&mut store, &MessageQuery { text: Some("fill 9"), ..MessageQuery::default() }, None, 10);
    assert_eq!((uuids(&page), page.next), (vec!["fill 9"], None));
    let second = |second: i64| Some(Timestamp::from_micros(second * 1_000_000));
    let page = find(&mut store, &MessageQuery { since: second(99), until: second(102), ..MessageQuery::default() }, None, 10);
    assert_eq!((uuids(&page), page.next), (vec!["fill 101", "fill 100", "fill 99"], None));
}

fn counts_are_capped(base: &Base) {
    let mut store = base.store();
    let oldest = base.clock.now();
    for number in 0..5 {
        keep(&mut store, &inbound(&number.to_string(), None));
        keep(&mut store, &NewMessage { direction: QueueDirection::Outbound, peer: "RM", ..inbound(&number.to_string(), None) });
        base.clock.forward(Duration::from_secs(1));
    }
    store.work(QueueDirection::Outbound, "w", 2, |_, _| Ok::<_, StoreError>(Finish::Sent)).unwrap();
    let told = |store: &mut Store, limit| {
        let counts = store.read(|transaction| transaction.count_messages(limit)).unwrap();
        counts.into_iter().map(|count| (count.peer, count.status, count.count, count.more, count.oldest)).collect::<Vec<_>>()
    };
    let (rm, protheus, third) = ("RM".to_owned(), "PROTHEUS".to_owned(), oldest.after(Duration::from_secs(2)));
    let expected = |pending: (u32, bool), later: (u32, bool)| {
        vec![
            (protheus.clone(), Status::Pending, pending.0, pending.1, oldest),
            (rm.clone(), Status::Pending, later.0, later.1, third),
            (rm.clone(), Status::Sent, 2, false, oldest),
        ]
    };
    assert_eq!(told(&mut store, 100), expected((5, false), (3, false)));
    assert_eq!(told(&mut store, 3), expected((3, true), (3, false)));
    assert_eq!(told(&mut store, 2), expected((2, true), (2, true)));
}

fn what_has_changed(base: &Base) {
    let mut store = base.store();
    for uuid in ["a", "b", "c"] {
        keep(&mut store, &inbound(uuid, None));
    }
    let changed = |store: &mut Store, after: (Timestamp, i64), limit: u32| {
        let changed = store.read(|transaction| transaction.changed_messages(after, limit)).unwrap();
        changed.into_iter().map(|record| (record.uuid, (record.changed_at, record.id))).collect::<Vec<_>>()
    };
    let (mut seen, mut after) = (Vec::new(), (Timestamp::from_micros(0), 0));
    while let Some((uuid, at)) = changed(&mut store, after, 1).pop() {
        seen.push(uuid);
        after = at;
    }
    assert_eq!(seen, ["a", "b", "c"]);
    base.clock.forward(Duration::from_secs(1));
    store.work(QueueDirection::Inbound, "w", 1, |_, _| Ok::<_, StoreError>(Finish::Sent)).unwrap();
    let told: Vec<String> = changed(&mut store, after, 10).into_iter().map(|(uuid, _)| uuid).collect();
    assert_eq!(told, ["a"]);
}

fn answers_that_nobody_waits_for(base: &Base) {
    let mut store = base.store();
    for number in 0..3 {
        let answer = Answer { outcome: Outcome::Processed, response: format!("<r{number}/>").into_bytes(), keys: Vec::new() };
        let answered = store.transaction(|transaction| transaction.answer("RM", &format!("u{number}"), &answer)).unwrap();
        assert_eq!(answered, Answered::Orphan);
    }
    let first = store.read(|transaction| transaction.orphan_answers(0, 2)).unwrap();
    let rest = store.read(|transaction| transaction.orphan_answers(first[1].id, 2)).unwrap();
    assert_eq!((first.len(), rest.len()), (2, 1));
    let last = &rest[0];
    assert_eq!((last.peer.as_str(), last.uuid.as_str(), last.response.as_slice()), ("RM", "u2", b"<r2/>".as_slice()));
    assert_eq!(last.received_at, base.clock.now());
}

fn reading_changes_nothing_and_stands_in_nobodys_way(base: &Base) {
    let mut store = base.store();
    keep(&mut store, &inbound("one", None));
    let refused = store.read(|transaction| transaction.enqueue(&inbound("two", None)));
    assert!(matches!(refused, Err(StoreError::Database { .. })), "{refused:?}");
    let mut other = store.another().unwrap();
    let seen = store
        .read(|transaction| {
            let before = transaction.count_messages(10)?;
            other.transaction(|transaction| transaction.enqueue(&inbound("three", None)).map(drop))?;
            Ok::<_, StoreError>((before, transaction.count_messages(10)?))
        })
        .unwrap();
    assert_eq!(seen.0, seen.1, "it sees one state, while another writes");
    keep(&mut store, &inbound("four", None));
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_message"), 3);
}
