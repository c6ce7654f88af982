//! One record of the ERP, and a row for each coligada that sees it.

use crate::suite::base::{Base, at, both, count, effects, error, inbound, info, space};
use depara::environment::Sharing;
use depara::key::{Part, Segment, Shape, Value};
use depara::{Environment, KeyContext};
use depara_store::depara::{Cardinality, Done, OrNone, Side, Space};
use depara_store::queue::{Finish, QueueDirection, Status};
use depara_store::replication::{Records, Replicated, Scope, Target, WhyLeftOut};
use depara_store::{Store, StoreError, Transaction};

both!(
    a_row_for_each_mapped_coligada_or_none,
    the_sharing_mode_says_how_far,
    a_coligada_comes_and_goes,
    an_older_message_writes_nothing,
    keys_that_are_not_of_the_coligada,
    global_tables_have_one_row,
    a_message_that_fails_in_one_coligada_is_an_error_and_nothing_else,
    the_map_keeps_what_it_is_told,
);

const GROUP: &str = "01";
const BRANCH: &str = "02AM0001";
const ERP: &str = "PROTHEUS";

fn shape() -> Shape {
    Shape::new("FCFO", [Part::field("CODCOLIGADA", Value::Int), Part::field("CODCFO", Value::Text)].map(Segment::of))
}

fn environment(sharing: &str) -> Environment {
    format!("company = '{GROUP}'\nbranch = 'EEUUFFFF'\nsharing.SA6 = '{sharing}'").parse().unwrap()
}

/// Three coligadas of the group, one of another; the fifth has no external code.
fn mapped(store: &mut Store) -> Space {
    store
        .transaction(|transaction| {
            for (coligada, group) in [(1, "01"), (2, "01"), (3, "01"), (4, "02"), (5, " ")] {
                transaction.map_coligada(ERP, coligada, Some(group))?;
            }
            for (coligada, filial, branch) in [(1, 1, "02AM0001"), (1, 2, "02AM0002"), (2, 1, "02SP0001")] {
                transaction.map_filial(ERP, coligada, filial, Some(branch))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    space(store, &info("FCFO", Cardinality::ManyToOne))
}

/// The effect and the key of one coligada; the failing one writes its effect first.
fn write(transaction: &mut Transaction<'_>, target: Target<'_>, fails: Option<u32>) -> Result<String, StoreError> {
    let key = format!("{}|000123", target.coligada.unwrap_or_default());
    if target.internal.is_none() {
        transaction.execute("INSERT INTO effect (uuid) VALUES (?1)", &[(&key).into()])?;
    }
    if target.coligada == fails {
        transaction.execute("INSERT INTO nowhere VALUES (1)", &[])?;
    }
    Ok(key)
}

fn replicate(store: &mut Store, space: &Space, sharing: &str, time: i64, fails: Option<u32>) -> Result<Replicated, StoreError> {
    let (environment, shape) = (environment(sharing), shape());
    let context = KeyContext::new(&environment, BRANCH);
    let scope = Scope::of_key("FCFO", &shape, environment.sharing("SA6").unwrap(), Records::EachColigada).unwrap();
    store.transaction(|transaction| {
        transaction.replicate(space, scope, &context, "01||123", at(time), |transaction, target| write(transaction, target, fails))
    })
}

fn coligadas(replicated: &Replicated) -> Vec<u32> {
    replicated.replicas.iter().filter_map(|replica| replica.coligada).collect()
}

fn rows(store: &mut Store) -> i64 {
    count(store, "SELECT count(*) FROM depara_row WHERE state = 'paired'")
}

fn a_row_for_each_mapped_coligada_or_none(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = mapped(&mut store);
    for failing in [1, 2, 3] {
        assert!(replicate(&mut store, &space, "shared", 1, Some(failing)).is_err());
        assert_eq!((rows(&mut store), count(&mut store, "SELECT count(*) FROM effect")), (0, 0), "coligada {failing} failed");
    }
    let replicated = replicate(&mut store, &space, "shared", 1, None).unwrap();
    assert_eq!(coligadas(&replicated), [1, 2, 3]);
    assert!(replicated.replicas.iter().all(|replica| replica.done == Done::Inserted));
    let left: Vec<_> = replicated.left_out.iter().map(|left| (left.coligada, left.why.to_string())).collect();
    assert_eq!(left, [(4, "the coligada is of the company group `02`".to_owned())]);
    assert_eq!((rows(&mut store), count(&mut store, "SELECT count(*) FROM effect")), (3, 3));
    let all = store.transaction(|transaction| transaction.look_up_all(&space, Side::External, "01||123")).unwrap();
    assert_eq!(all, ["1|000123", "2|000123", "3|000123"]);
    assert_eq!(store.look_up(&space, Side::Internal, "2|000123", OrNone).unwrap().as_deref(), Some("01||123"));
    // The same message once more finds what is there; a newer one confirms it.
    let again = replicate(&mut store, &space, "shared", 1, None).unwrap();
    assert!(again.replicas.iter().all(|replica| replica.done == Done::Unchanged), "{again:?}");
    let newer = replicate(&mut store, &space, "shared", 2, None).unwrap();
    assert!(newer.replicas.iter().all(|replica| replica.done == Done::Confirmed), "{newer:?}");
    assert_eq!((rows(&mut store), count(&mut store, "SELECT count(*) FROM effect")), (3, 3));
}

fn the_sharing_mode_says_how_far(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = mapped(&mut store);
    let mut reached = |sharing: &str| {
        let environment = environment(sharing);
        let map = store.transaction(|transaction| transaction.company_map(ERP)).unwrap();
        let reached = map.reached("SA6", &KeyContext::new(&environment, BRANCH)).unwrap();
        let left: Vec<_> = reached.left_out.iter().map(|left| (left.coligada, left.why.clone())).collect();
        (reached.coligadas.iter().map(|one| (one.coligada, one.filiais.clone())).collect::<Vec<_>>(), left)
    };
    let other = WhyLeftOut::OtherGroup { group: "02".into() };
    assert_eq!(reached("CCC"), (vec![(1, vec![1, 2]), (2, vec![1]), (3, vec![])], vec![(4, other.clone())]));
    // The company is 02 in both coligadas whose branches are known.
    let (found, left) = reached("ECC");
    assert_eq!(found, [(1, vec![1, 2]), (2, vec![1])]);
    assert_eq!(left, [(3, WhyLeftOut::NoBranches), (4, other.clone())]);
    let (found, left) = reached("EEC");
    assert_eq!(found, [(1, vec![1, 2])]);
    assert_eq!(left, [(2, WhyLeftOut::OtherBranches), (3, WhyLeftOut::NoBranches), (4, other)]);
    assert_eq!(reached("EEE").0, [(1, vec![1])]);
    let replicated = replicate(&mut store, &space, "EEE", 1, None).unwrap();
    assert_eq!(coligadas(&replicated), [1]);
    assert_eq!(rows(&mut store), 1);
    // Whom nobody sees is not lost silently.
    store.transaction(|transaction| transaction.map_coligada(ERP, 1, None)).unwrap();
    let nobody = replicate(&mut store, &space, "EEC", 2, None).unwrap_err();
    assert!(nobody.to_string().contains("reaches no coligada: none of those with the external code `01` sees it"), "{nobody}");
    assert!(nobody.in_portuguese().contains("não chega a nenhuma coligada"), "{}", nobody.in_portuguese());
    let unknown = replicate(&mut store, &space, "shared", 2, None).map(|replicated| coligadas(&replicated));
    assert_eq!(unknown.unwrap(), [2, 3]);
}

fn a_coligada_comes_and_goes(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = mapped(&mut store);
    replicate(&mut store, &space, "shared", 1, None).unwrap();
    store
        .transaction(|transaction| {
            transaction.map_coligada(ERP, 2, None)?;
            transaction.map_coligada(ERP, 5, Some("01"))
        })
        .unwrap();
    let replicated = replicate(&mut store, &space, "shared", 2, None).unwrap();
    let done: Vec<_> = replicated.replicas.iter().map(|replica| (replica.internal.as_str(), replica.done.clone())).collect();
    assert_eq!(done, [("1|000123", Done::Confirmed), ("3|000123", Done::Confirmed), ("5|000123", Done::Inserted)]);
    let gone = WhyLeftOut::NotInMap { internal: "2|000123".into() };
    assert_eq!(replicated.left_out.iter().find(|left| left.coligada == 2).map(|left| &left.why), Some(&gone));
    assert_eq!(rows(&mut store), 4);
}

fn an_older_message_writes_nothing(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = mapped(&mut store);
    store
        .transaction(|transaction| {
            // A newer event has changed the record of coligada 1 and removed that of coligada 2.
            transaction.add(&space, "1|000123", "01||123", at(9))?;
            transaction.remove(&space, Side::Internal, "2|000123", at(9))
        })
        .unwrap();
    let replicated = replicate(&mut store, &space, "shared", 5, None).unwrap();
    let done: Vec<_> = replicated.replicas.iter().map(|replica| matches!(replica.done, Done::Stale { .. })).collect();
    assert_eq!(done, [true, true, false]);
    assert_eq!(count(&mut store, "SELECT count(*) FROM effect"), 1, "that of coligada 3");
    assert_eq!(rows(&mut store), 2);
}

fn keys_that_are_not_of_the_coligada(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = mapped(&mut store);
    let (environment, shape) = (environment("shared"), shape());
    let context = KeyContext::new(&environment, BRANCH);
    let scope = Scope::of_key("FCFO", &shape, Sharing::SHARED, Records::EachColigada).unwrap();
    let mut with = |space: &Space, key: &str| {
        error(store.transaction(|transaction| {
            transaction.replicate(space, scope, &context, "01||1", at(1), |_, _| Ok::<_, StoreError>(key.to_owned()))
        }))
    };
    assert!(with(&space, "1|9").ends_with("is not of coligada 2, to which the record is replicated"));
    assert!(with(&space, "x").contains("has not the form of its table"));
    assert!(with(&space, "-1|9").contains("has a coligada that is no whole number"));
    let mut other = base.store();
    let one = crate::suite::base::space(&mut other, &info("FCXA", Cardinality::OneToOne));
    assert!(with(&one, "1|9").contains("is kept as one to one; declared is many to one"));
    assert_eq!(rows(&mut other), 0);
    // A record that a coligada has is changed, not made once more under another key.
    replicate(&mut store, &space, "shared", 1, None).unwrap();
    let second = store.transaction(|transaction| {
        transaction.replicate(&space, scope, &context, "01||123", at(2), |_, target| {
            Ok::<_, StoreError>(format!("{}|another", target.coligada.unwrap_or_default()))
        })
    });
    assert!(matches!(second, Err(StoreError::Refused { .. })), "{second:?}");
    assert_eq!(rows(&mut store), 3);
}

fn global_tables_have_one_row(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let global = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let (environment, customers) = (environment("shared"), shape());
    let currencies = Shape::new("GMOEDA", [Part::field("SIMBOLO", Value::Text)].map(Segment::of));
    let context = KeyContext::new(&environment, BRANCH);
    let scope = Scope::of_key("FCFO", &customers, environment.sharing("SA6").unwrap(), Records::Global).unwrap();
    let replicated = store
        .transaction(|transaction| {
            transaction.replicate(&global, scope, &context, "01||123", at(1), |transaction, target| write(transaction, target, None))
        })
        .unwrap();
    let told: Vec<_> = replicated.replicas.iter().map(|replica| (replica.coligada, replica.internal.as_str())).collect();
    assert_eq!(told, [(Some(0), "0|000123")]);
    let scope = Scope::of_key("GMOEDA", &currencies, Sharing::SHARED, Records::EachColigada).unwrap();
    let currency = space(&mut store, &info("GMOEDA", Cardinality::OneToOne));
    let replicated = store
        .transaction(|transaction| {
            transaction.replicate(&currency, scope, &context, "01||01", at(1), |_, target| {
                assert_eq!(target.coligada, None);
                Ok::<_, StoreError>("R$".to_owned())
            })
        })
        .unwrap();
    assert_eq!((replicated.replicas.len(), replicated.replicas[0].done.clone()), (1, Done::Inserted));
    let wrong = Scope::of_key("FCFO", &customers, "EEC".parse().unwrap(), Records::Global).unwrap_err();
    assert!(wrong.in_portuguese().contains("não pode ser global: a tabela do ERP tem o compartilhamento `EEC`"));
}

fn a_message_that_fails_in_one_coligada_is_an_error_and_nothing_else(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = mapped(&mut store);
    let (environment, shape) = (environment("shared"), shape());
    let context = KeyContext::new(&environment, BRANCH);
    let scope = Scope::of_key("FCFO", &shape, Sharing::SHARED, Records::EachColigada).unwrap();
    for uuid in ["good", "bad"] {
        store.transaction(|transaction| transaction.enqueue(&inbound(uuid, None))).unwrap();
    }
    let worked = store
        .work(QueueDirection::Inbound, "w", 10, |transaction, message| {
            let bad = message.record.uuid == "bad";
            transaction.replicate(&space, scope, &context, &format!("01||{}", message.record.uuid), at(1), |transaction, target| {
                let key = format!("{}|{}", target.coligada.unwrap_or_default(), message.record.uuid);
                transaction.execute("INSERT INTO effect (uuid) VALUES (?1)", &[(&key).into()])?;
                if bad && target.coligada == Some(3) { Err(StoreError::ColigadaZero) } else { Ok(key) }
            })?;
            Ok::<_, StoreError>(Finish::Processed { response: None, keys: Vec::new() })
        })
        .unwrap();
    assert_eq!((worked.claimed, worked.failed), (2, 1));
    assert_eq!((rows(&mut store), count(&mut store, "SELECT count(*) FROM effect")), (3, 3));
    let failed = store.transaction(|transaction| transaction.messages(Status::Error, 0, 9)).unwrap();
    assert_eq!(failed.iter().map(|record| record.uuid.as_str()).collect::<Vec<_>>(), ["bad"]);
}

fn the_map_keeps_what_it_is_told(base: &Base) {
    let mut store = base.store();
    mapped(&mut store);
    let map = |store: &mut Store| store.transaction(|transaction| transaction.company_map(ERP)).unwrap();
    let first = map(&mut store);
    assert_eq!((first.group(1), first.group(4), first.group(5), first.branch(1, 2)), (Some("01"), Some("02"), None, Some("02AM0002")));
    store
        .transaction(|transaction| {
            transaction.map_coligada(ERP, 1, Some("01"))?;
            transaction.map_filial(ERP, 1, 2, Some("02AM0003"))?;
            transaction.map_filial(ERP, 1, 1, None)?;
            transaction.map_coligada(ERP, 2, Some("03"))
        })
        .unwrap();
    let second = map(&mut store);
    assert_eq!((second.branch(1, 1), second.branch(1, 2)), (None, Some("02AM0003")));
    assert_eq!((second.group(2), second.branch(2, 1)), (Some("03"), None), "another group has other branches");
    assert!(store.transaction(|transaction| transaction.company_map("DATASUL")).unwrap() == Default::default());
    let zero = store.transaction(|transaction| transaction.map_coligada(ERP, 0, Some("01")));
    assert_eq!(error(zero), "coligada 0 stands for all coligadas and is no company group: map each of the others");
    let unmapped = store.transaction(|transaction| transaction.map_filial(ERP, 9, 1, Some("02AM0001")));
    assert_eq!(error(unmapped), "coligada 9 is no company group of `PROTHEUS`: map the coligada before its filiais");
}
