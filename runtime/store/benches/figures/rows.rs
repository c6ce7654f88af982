//! De-Para: look-ups and inserts.

use crate::Choices;
use crate::bare::{Bare, Base, Bases, space};
use crate::measure::{Outcome, Run, compare};
use depara_store::depara::{OrFail, Side, Stamp};
use depara_store::{Jitter, Random, StoreError, Timestamp};

/// Look-ups of one slice.
const LOOK_UPS: usize = 2_000;
/// Keys of one batch.
const BATCH: usize = 128;
/// Pairs of one transaction.
const PAIRS: usize = 1_000;

const FILL: &str = "INSERT INTO depara_row (space, state, internal, internal_blanks, internal_slot, external, external_blanks, external_slot, \
       stamp_at, stamp_source, created_at, changed_at) \
     WITH RECURSIVE numbers (n) AS (SELECT CAST(?2 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < ?3) \
     SELECT CAST(?1 AS BIGINT), 'paired', '1|' || CAST(n AS TEXT), 0, '', '01||' || CAST(n AS TEXT) || '|01|C', 0, '', 1, 'fill', 1, 1 FROM numbers";
const INSERT: &str = "INSERT INTO depara_row (space, state, internal, internal_blanks, internal_slot, external, external_blanks, external_slot, \
       stamp_at, stamp_source, created_at, changed_at) VALUES (?1, 'paired', ?2, 0, '', ?3, 0, '', ?4, 'bare', 1, 1)";

/// The key of a record on one side.
fn key(side: Side, number: u64) -> String {
    match side {
        Side::Internal => format!("1|{number}"),
        Side::External => format!("01||{number}|01|C"),
    }
}

/// Fills the tables of the look-ups, where they are kept.
pub(crate) fn tables(bases: &Bases, choices: &Choices) -> Outcome<bool> {
    if choices.keep.is_some() {
        for rows in std::iter::once(choices.rows).chain(choices.grown) {
            grown(bases, rows)?;
        }
    }
    Ok(true)
}

/// The table of the look-ups with so many rows.
fn grown(bases: &Bases, rows: i64) -> Outcome<Base> {
    filled(bases, bases.kept(&format!("rows_{rows}"))?, rows)
}

/// A table with so many rows; it may have some of them.
fn filled(bases: &Bases, base: Base, rows: i64) -> Outcome<Base> {
    let mut store = base.store()?;
    let id = space_id(&base, &mut store)?;
    let mut connection = base.connection()?;
    let chunk = 500_000_i64;
    let mut first = number(&mut store, "SELECT coalesce(max(id), 0) FROM depara_row")?.saturating_add(1);
    if first > rows {
        return Ok(base);
    }
    while first <= rows {
        let last = rows.min(first.saturating_add(chunk).saturating_sub(1));
        connection.prepare(FILL)?.execute(&[Bare::Integer(id), Bare::Integer(first), Bare::Integer(last)])?;
        first = last.saturating_add(1);
    }
    bases.settle(&mut connection)?;
    Ok(base)
}

fn space_id(base: &Base, store: &mut depara_store::Store) -> Outcome<i64> {
    space(store)?;
    number(&mut base.store()?, "SELECT max(id) FROM depara_space")
}

fn number(store: &mut depara_store::Store, sql: &str) -> Outcome<i64> {
    let mut number = 0;
    store.read(|transaction| {
        transaction.query(sql, &[], &mut |row| {
            number = row.integer(0)?.unwrap_or_default();
            Ok(())
        })
    })?;
    Ok(number)
}

/// Random keys of one slice.
fn keys(chance: &Jitter, side: Side, rows: i64, count: usize) -> Vec<String> {
    let rows = rows.unsigned_abs().max(1);
    (0..count).map(|_| key(side, 1 + chance.next() % rows)).collect()
}

fn check(found: usize, wanted: usize) -> Outcome<()> {
    if found == wanted { Ok(()) } else { Err(format!("{found} of {wanted} keys were found").into()) }
}

pub(crate) fn look_ups(bases: &Bases, choices: &Choices) -> Outcome<bool> {
    let base = grown(bases, choices.rows)?;
    let (mut store, connection) = (base.store()?, base.connection()?);
    let (id, space) = (space_id(&base, &mut store)?, space(&mut store)?);
    let chance = Jitter::seeded(1);
    let mut met = true;
    for (side, name, column, partner) in
        [(Side::Internal, "internal", "internal", "external"), (Side::External, "external", "external", "internal")]
    {
        let all = keys(&chance, side, choices.rows, LOOK_UPS);
        let sql = format!("SELECT {partner} FROM depara_row WHERE space = ?1 AND {column} = ?2");
        let mut single = connection.prepare(&sql)?;
        let (mine, theirs) = (&all, &all);
        let own: Run<'_> = Box::new(|| {
            for key in mine {
                store.look_up(&space, side, key, OrFail)?;
            }
            Ok(())
        });
        let other: Run<'_> = Box::new(|| {
            for key in theirs {
                check(single.texts(&[Bare::Integer(id), Bare::Text(key)])?, 1)?;
            }
            Ok(())
        });
        met &= compare(&format!("look-up by {name} key"), Some(0.8), choices.rounds, own, other)?;

        let places: Vec<String> = (2..BATCH + 2).map(|place| format!("?{place}")).collect();
        let sql = format!("SELECT {partner}, {column} FROM depara_row WHERE space = ?1 AND {column} IN ({})", places.join(", "));
        let mut batched = connection.prepare(&sql)?;
        let own: Run<'_> = Box::new(|| {
            for keys in mine.chunks_exact(BATCH) {
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                check(store.look_up_many(&space, side, &keys, OrFail)?.len(), BATCH)?;
            }
            Ok(())
        });
        let other: Run<'_> = Box::new(|| {
            for keys in theirs.chunks_exact(BATCH) {
                let values: Vec<Bare<'_>> =
                    std::iter::once(Bare::Integer(id)).chain(keys.iter().map(|key| Bare::Text(key.as_str()))).collect();
                let found = batched.texts(&values)?;
                if found == 0 {
                    return Err("no key was found".into());
                }
            }
            Ok(())
        });
        met &= compare(&format!("look-up by {name} key, {BATCH} at once"), Some(0.8), choices.rounds, own, other)?;
    }
    if let Some(rows) = choices.grown {
        let large = grown(bases, rows)?;
        let mut wide = large.store()?;
        let wide_space = crate::bare::space(&mut wide)?;
        for side in [Side::Internal, Side::External] {
            let (few, many) = (keys(&chance, side, choices.rows, LOOK_UPS), keys(&chance, side, rows, LOOK_UPS));
            let own: Run<'_> = Box::new(|| {
                for key in &many {
                    wide.look_up(&wide_space, side, key, OrFail)?;
                }
                Ok(())
            });
            let other: Run<'_> = Box::new(|| {
                for key in &few {
                    store.look_up(&space, side, key, OrFail)?;
                }
                Ok(())
            });
            let what = format!("look-up by {side} key in {rows} rows, to {}", choices.rows);
            met &= compare(&what, Some(1.0 / 1.5), choices.rounds, own, other)?;
        }
    }
    Ok(met)
}

pub(crate) fn inserts(bases: &Bases, choices: &Choices) -> Outcome<bool> {
    // Both write to one table that has the rows already, below and above them.
    let base = filled(bases, bases.base("inserts")?, choices.rows.min(1_000_000))?;
    let (mut store, connection) = (base.store()?, base.connection()?);
    let (id, space) = (space_id(&base, &mut store)?, space(&mut store)?);
    let mut statement = connection.prepare(INSERT)?;
    let (mut begin, mut commit) = (connection.prepare("BEGIN")?, connection.prepare("COMMIT")?);
    let stamp = Stamp { at: Timestamp::from_micros(1), source: "figures" };
    let mut met = true;
    for (what, transactions, pairs) in [("insert, one a commit", 20, 1), ("insert, 1000 a commit", 1, PAIRS)] {
        let (mut own_number, mut other_number) =
            (10_000_000_000_u64 + pairs as u64 * 1_000_000, 20_000_000_000_u64 + pairs as u64 * 1_000_000);
        let own: Run<'_> = Box::new(|| {
            for _ in 0..transactions {
                let texts: Vec<(String, String)> = (0..pairs)
                    .map(|_| {
                        own_number += 1;
                        (key(Side::Internal, own_number), key(Side::External, own_number))
                    })
                    .collect();
                let pairs: Vec<(&str, &str)> = texts.iter().map(|(internal, external)| (internal.as_str(), external.as_str())).collect();
                store
                    .transaction(|transaction| match pairs.as_slice() {
                        [(internal, external)] => transaction.add(&space, internal, external, stamp).map(|_| ()),
                        pairs => transaction.add_batch(&space, pairs, stamp).map(|_| ()),
                    })
                    .map_err(|error: StoreError| error)?;
            }
            Ok(())
        });
        let other: Run<'_> = Box::new(|| {
            for _ in 0..transactions {
                begin.execute(&[])?;
                for _ in 0..pairs {
                    other_number += 1;
                    let (internal, external) = (key(Side::Internal, other_number), key(Side::External, other_number));
                    statement.execute(&[Bare::Integer(id), Bare::Text(&internal), Bare::Text(&external), Bare::Integer(1)])?;
                }
                commit.execute(&[])?;
            }
            Ok(())
        });
        met &= compare(what, Some(0.7), choices.rounds, own, other)?;
    }
    Ok(met)
}
