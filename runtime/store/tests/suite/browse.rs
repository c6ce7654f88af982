//! Rows, name spaces and pending mappings, as a person looks through them.

use crate::suite::base::{Base, at, both, info, space};
use depara::DeParaMode;
use depara_store::depara::{Cardinality, OrAsk, RowQuery, RowState, Side, SpaceInfo, Stamp, Wanted};
use depara_store::{Page, Store, StoreError, Timestamp};

both!(rows_of_all_name_spaces, a_key_among_many_rows, codes_that_wait);

fn all(store: &mut Store, query: &RowQuery<'_>, limit: u32) -> Vec<String> {
    let (mut found, mut after) = (Vec::new(), (0, 0));
    loop {
        let page = store.read(|transaction| transaction.find_rows(query, after, limit)).unwrap();
        assert!(page.items.len() <= limit as usize);
        found.extend(page.items.into_iter().map(|found| format!("{} {}", found.space.info().table, found.row.internal)));
        match page.next {
            Some(next) => after = next,
            None => return found,
        }
    }
}

fn rows_of_all_name_spaces(base: &Base) {
    let mut store = base.store();
    let (bank, box_) = (space(&mut store, &info("FCONTA", Cardinality::OneToOne)), space(&mut store, &info("FCXA", Cardinality::OneToOne)));
    let other = SpaceInfo { application: "DATASUL".into(), alias: "CLI".into(), ..info("FCFO", Cardinality::OneToOne) };
    let other = space(&mut store, &other);
    store
        .transaction(|transaction| {
            for (space, internal, external) in
                [(&bank, "1|A", "01|X"), (&box_, "1|C", "01|X"), (&bank, "1|B ", "01|Ý"), (&other, "0|AB", "São"), (&bank, "1|Z", "01|Z")]
            {
                transaction.add(space, internal, external, Stamp { at: Timestamp::from_micros(5), source: "maria" })?;
            }
            transaction.remove(&bank, Side::Internal, "1|Z", at(9))
        })
        .unwrap();
    let any = RowQuery::default();
    let cases: [(RowQuery<'_>, &[&str]); 8] = [
        (any, &["FCONTA 1|A", "FCONTA 1|B ", "FCONTA 1|Z", "FCXA 1|C", "FCFO 0|AB"]),
        (RowQuery { spaces: Wanted { table: Some("FCXA"), ..Wanted::default() }, ..any }, &["FCXA 1|C"]),
        (RowQuery { spaces: Wanted { application: Some("datasul"), ..Wanted::default() }, ..any }, &["FCFO 0|AB"]),
        (RowQuery { spaces: Wanted { alias: Some("CLI"), transaction: Some("BANK"), ..Wanted::default() }, ..any }, &["FCFO 0|AB"]),
        (RowQuery { spaces: Wanted { alias: Some("SE1"), ..Wanted::default() }, ..any }, &[]),
        (RowQuery { states: &[RowState::Removed], ..any }, &["FCONTA 1|Z"]),
        (RowQuery { text: Some("|b"), ..any }, &["FCONTA 1|B "]),
        (RowQuery { text: Some("sao"), ..any }, &["FCFO 0|AB"]),
    ];
    for (query, expected) in cases {
        for limit in [1, 2, 50] {
            assert_eq!(all(&mut store, &query, limit), expected, "{query:?} in pages of {limit}");
        }
    }
    let found = store.read(|transaction| transaction.find_rows(&any, (0, 0), 1)).unwrap().items.remove(0);
    assert_eq!((found.space, found.row.state, found.row.stamp_source.as_str()), (bank, RowState::Paired, "maria"));
    assert_eq!((found.row.stamp_at, found.row.created_at), (Timestamp::from_micros(5), depara_store::Clock::now(&*base.clock)));
    let names = store.read(|transaction| transaction.spaces(&Wanted::default())).unwrap();
    assert_eq!(names.iter().map(|space| space.info().table.as_str()).collect::<Vec<_>>(), ["FCFO", "FCONTA", "FCXA"]);
}

fn a_key_among_many_rows(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let sql = "INSERT INTO depara_row (space, state, internal, internal_blanks, internal_slot, external, external_blanks, external_slot, stamp_at, \
           stamp_source, created_at, changed_at) \
         WITH RECURSIVE numbers (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < 25000) \
         SELECT CAST(?1 AS BIGINT), 'paired', '1|' || CAST(n AS TEXT), 0, '', '01||' || CAST(n AS TEXT) || '|01|C', 0, '', 1, 'fill', 1, 1 FROM numbers";
    store.transaction(|transaction| transaction.execute(sql, &[space.id().into()])).unwrap();
    let query = RowQuery { text: Some("24999"), ..RowQuery::default() };
    let page = store.read(|transaction| transaction.find_rows(&query, (0, 0), 50)).unwrap();
    assert_eq!((page.items.len(), page.next), (0, Some((space.id(), 10_000))), "one call looks at ten thousand rows");
    assert_eq!(all(&mut store, &query, 50), ["FCFO 1|24999"]);
    let whole = RowQuery { text: Some("01||24999|01|C"), ..RowQuery::default() };
    let page = store.read(|transaction| transaction.find_rows(&whole, (0, 0), 50)).unwrap();
    assert_eq!(page.items[0].row.internal, "1|24999", "a whole key is found at once");
    assert_eq!(all(&mut store, &RowQuery { text: Some("|2499"), ..RowQuery::default() }, 7).len(), 11);
}

fn codes_that_wait(base: &Base) {
    let mut store = base.store();
    let ask = |table: &str| SpaceInfo { mode: DeParaMode::Ask, ..info(table, Cardinality::OneToOne) };
    let (product, unit) = (space(&mut store, &ask("TPRODUTO")), space(&mut store, &ask("TUND")));
    store
        .transaction(|transaction| {
            for (space, side, key) in
                [(&product, Side::Internal, "1|PARAFUSO"), (&unit, Side::External, "01||UN"), (&product, Side::External, "01||PORCA")]
            {
                transaction.look_up(space, side, key, OrAsk { message: None })?;
            }
            for number in 0..150 {
                transaction.look_up(&unit, Side::Internal, &format!("U{number}"), OrAsk { message: None })?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let find = |store: &mut Store, query: &RowQuery<'_>, after: i64, limit: u32| {
        let Page { items, next } = store.read(|transaction| transaction.pending_mappings(query, after, limit)).unwrap();
        (items.into_iter().map(|pending| (pending.space.info().table.clone(), pending.key)).collect::<Vec<_>>(), next)
    };
    let of = |table: &str, key: &str| (table.to_owned(), key.to_owned());
    let (first, next) = find(&mut store, &RowQuery::default(), 0, 2);
    assert_eq!(first, [of("TPRODUTO", "1|PARAFUSO"), of("TUND", "01||UN")]);
    assert_eq!(find(&mut store, &RowQuery::default(), next.unwrap(), 1).0, [of("TPRODUTO", "01||PORCA")]);
    let products = RowQuery { spaces: Wanted { table: Some("TPRODUTO"), ..Wanted::default() }, ..RowQuery::default() };
    assert_eq!(find(&mut store, &products, 0, 50), (vec![of("TPRODUTO", "1|PARAFUSO"), of("TPRODUTO", "01||PORCA")], None));
    assert_eq!(find(&mut store, &RowQuery { text: Some("u149"), ..RowQuery::default() }, 0, 50), (vec![of("TUND", "U149")], None));
    // A person maps one; the row says who did it and when.
    store
        .transaction(|transaction| {
            let pending = transaction.pending_mappings(&products, 0, 1)?.items.remove(0);
            let stamp = Stamp { at: transaction.now(), source: "maria" };
            transaction.link(&pending.space, &pending.key, "01||000042", stamp)
        })
        .unwrap();
    assert_eq!(find(&mut store, &products, 0, 50).0, [of("TPRODUTO", "01||PORCA")]);
    let paired = RowQuery { states: &[RowState::Paired], ..RowQuery::default() };
    let mapped = store.read(|transaction| transaction.find_rows(&paired, (0, 0), 9)).unwrap().items.remove(0).row;
    assert_eq!((mapped.external.as_str(), mapped.stamp_source.as_str()), ("01||000042", "maria"));
}
