//! Input that does not fit, and what is said of it in both languages.

use crate::suite::base::{Base, at, both, info, space};
use depara_store::StoreError;
use depara_store::depara::{Cardinality, OrNone, Side};

both!(keys_that_do_not_fit);

fn keys_that_do_not_fit(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let long = "á".repeat(301);
    let told = |error: StoreError| (error.to_string(), error.in_portuguese());
    let mut add = |internal: &str, external: &str| {
        told(store.transaction(|transaction| transaction.add(&space, internal, external, at(1))).unwrap_err())
    };
    assert!(add("  ", "A").1.starts_with("a chave interna do De-Para"));
    assert!(add("1", &long).0.contains("has 602 bytes; at most 600 fit: `áááá"));
    assert!(add("1\0", "A").1.contains("tem o caractere U+0000"));
    let just = "x".repeat(600);
    store.transaction(|transaction| transaction.add(&space, &just, &"y".repeat(600), at(1))).unwrap();
    assert!(store.look_up(&space, Side::Internal, &just, OrNone).unwrap().is_some());
    // The text of a program that looks like a statement is a text.
    let hostile = "'; DROP TABLE depara_row; --";
    store.transaction(|transaction| transaction.add(&space, hostile, "$1 ?1", at(1))).unwrap();
    assert_eq!(store.look_up(&space, Side::Internal, hostile, OrNone).unwrap().as_deref(), Some("$1 ?1"));
}
