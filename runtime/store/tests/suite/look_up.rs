//! What a miss means, blanks, both layouts, directions and modes.

use crate::suite::base::{Base, at, both, error, info, space};
use depara::DeParaMode;
use depara::rows::Layout;
use depara_store::StoreError;
use depara_store::depara::{Cardinality, Direction, OrCreate, OrDefault, OrFail, OrNone, Populated, Side, SpaceInfo};

both!(misses, many_at_once, blanks_at_the_end, layouts, directions_and_modes);

fn misses(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    assert_eq!(
        error(store.look_up(&space, Side::Internal, "1", OrFail)),
        "De-Para `PROTHEUS BANK FCFO = SA6.A6_COD` has no row for the internal key `1`"
    );
    assert_eq!(store.look_up(&space, Side::Internal, "1", OrNone).unwrap(), None);
    assert_eq!(store.look_up(&space, Side::Internal, "1", OrDefault("01")).unwrap(), "01");
    let create = OrCreate { value: "A", stamp: at(1) };
    let created = store.transaction(|transaction| transaction.look_up(&space, Side::Internal, "1", create)).unwrap();
    assert_eq!(created, Populated::Created("A".into()));
    let create = OrCreate { value: "B", stamp: at(1) };
    let created = store.transaction(|transaction| transaction.look_up(&space, Side::Internal, "1", create)).unwrap();
    assert_eq!(created, Populated::Existing("A".into()));
    assert_eq!(store.look_up(&space, Side::External, "A", OrFail).unwrap(), "1");
}

fn many_at_once(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::ManyToOne));
    store
        .transaction(|transaction| {
            for number in 0..300 {
                transaction.add(&space, &format!("1|{number}"), &format!("01||{number}  "), at(1))?;
            }
            transaction.add(&space, "2|7", "01||7", at(1))?;
            transaction.remove(&space, Side::Internal, "1|8", at(2))
        })
        .unwrap();
    for count in [0, 1, 2, 15, 16, 17, 127, 128, 129, 300] {
        // In any order, with some that are not there and some twice.
        let keys: Vec<String> =
            (0..count).map(|number| format!("1|{}", (number * 7) % 310)).chain((count > 3).then(|| "1|7 ".to_owned())).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let singly: Vec<_> = keys.iter().map(|key| store.look_up(&space, Side::Internal, key, OrNone).unwrap()).collect();
        assert_eq!(store.look_up_many(&space, Side::Internal, &keys, OrNone).unwrap(), singly, "{count}");
        let inside = store.transaction(|transaction| transaction.look_up_many(&space, Side::Internal, &keys, OrDefault("?"))).unwrap();
        assert_eq!(inside, singly.into_iter().map(|answer| answer.unwrap_or("?".into())).collect::<Vec<_>>(), "{count}");
    }
    assert_eq!(store.look_up_many(&space, Side::External, &["01||9", "01||5"], OrFail).unwrap(), ["1|9", "1|5"]);
    let several = store.look_up_many(&space, Side::External, &["01||9", "01||7"], OrNone);
    assert_eq!(error(several), "De-Para `PROTHEUS BANK FCFO = SA6.A6_COD` has several rows for the external key `01||7`");
    let missing = store.look_up_many(&space, Side::Internal, &["1|9", "1|8"], OrFail);
    assert_eq!(error(missing), "De-Para `PROTHEUS BANK FCFO = SA6.A6_COD` has no row for the internal key `1|8`");
}

fn blanks_at_the_end(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("CTD", Cardinality::OneToOne));
    store.transaction(|transaction| transaction.add(&space, "1", "01|01AM    |02   ", at(1))).unwrap();
    assert_eq!(store.look_up(&space, Side::Internal, "1  ", OrFail).unwrap(), "01|01AM    |02   ");
    assert_eq!(store.look_up(&space, Side::External, "01|01AM    |02", OrFail).unwrap(), "1");
    assert_eq!(store.look_up(&space, Side::External, "01|01AM |02", OrNone).unwrap(), None, "blanks inside are part of the key");
}

fn layouts(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let (row, shown) = store
        .transaction(|transaction| {
            transaction.add(&space, "0|000000001", "01||000000001|01|C", at(1))?;
            transaction.add(&space, "0|000000002", "01||000000002|01|C", at(1))?;
            assert_eq!(transaction.identify(&space, Side::Internal, "0|000000001", "urn:1")?, 1);
            transaction.identify(&space, Side::Internal, "0|000000002", "  ")?;
            transaction.remove(&space, Side::Internal, "0|3", at(1))?;
            let mut shown = Vec::new();
            let sql = "SELECT \"Valor RM\", \"Valores Externos\", \"Identificador Global\" FROM depara_eai_2_0 ORDER BY 1";
            transaction.query(sql, &[], &mut |row| {
                shown.push([0, 1, 2].map(|column| row.text(column).unwrap().unwrap().to_owned()));
                Ok(())
            })?;
            let mut old = 0;
            transaction.query("SELECT \"Tabela RM\", \"Valor Chave Integração\" FROM depara_package_1021", &[], &mut |_| {
                old += 1;
                Ok(())
            })?;
            assert_eq!(old, 2);
            Ok::<_, StoreError>((transaction.page_of_rows(&space, 0, 10)?, shown))
        })
        .unwrap();
    let eai2 = ["PROTHEUS", "FCFO", "CODCOLIGADA|IDCONVENIO", "0|000000001", "01||000000001|01|C", "BANK", "urn:1"];
    assert_eq!(row[0].cells(&space, Layout::Eai2), eai2);
    assert_eq!(row[1].identifier(), "0|000000002");
    let old = ["FCFO", "CODCOLIGADA|IDCONVENIO", "0|000000002", "PROTHEUS", "01||000000002|01|C"];
    assert_eq!(row[1].cells(&space, Layout::Package1021), old);
    assert_eq!(shown[0], ["0|000000001", "01||000000001|01|C", "urn:1"]);
    assert_eq!(shown[1], ["0|000000002", "01||000000002|01|C", "0|000000002"]);
}

fn directions_and_modes(base: &Base) {
    let mut store = base.store();
    let one_way = space(&mut store, &SpaceInfo { direction: Direction::ToExternal, ..info("GMOEDA", Cardinality::OneToOne) });
    store
        .transaction(|transaction| {
            transaction.add(&one_way, "R$", "01", at(1))?;
            transaction.add(&one_way, "BRL", "01", at(1))
        })
        .unwrap();
    assert_eq!(store.look_up(&one_way, Side::Internal, "BRL", OrFail).unwrap(), "01");
    assert!(error(store.look_up(&one_way, Side::External, "01", OrNone)).ends_with("is not looked up by the external key"));

    let identical = space(&mut store, &SpaceInfo { mode: DeParaMode::Identical, ..info("GCONSIST", Cardinality::OneToOne) });
    assert_eq!(store.look_up(&identical, Side::Internal, "X", OrFail).unwrap(), "X");
    let refused = store.transaction(|transaction| transaction.add(&identical, "X", "Y", at(1)));
    assert!(error(refused).contains("both systems use one code"));

    let differs = store.transaction(|transaction| transaction.space(&info("GMOEDA2", Cardinality::OneToOne)));
    assert!(differs.is_ok());
    let differs = store.transaction(|transaction| transaction.space(&info("GMOEDA2", Cardinality::OneToMany)));
    assert!(error(differs).contains("is kept as one to one, both, rows"));
}
