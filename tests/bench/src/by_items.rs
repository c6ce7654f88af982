//! What reading a list item by item takes: in memory as much for many items as for few, in time little more than at once.

use crate::allocations::Counter;
use crate::documents::settlements;
use crate::goals::{BY_ITEMS, MEMORY, Standing, Value};
use crate::measure::{Ratio, seconds};
use anyhow::{Context, Result, ensure};
use depara::codec::xml;
use depara::stream::ListReader;
use depara::{Message, Policy};
use depara_mappings::list_of_account_receivable_settlements_1_005::{AccountReceivableSettlement, ListOfAccountReceivableSettlements1005};
use std::hint::black_box;

/// The list in the content.
const LIST: &str = "ListOfAccountReceivableSettlement/AccountReceivableSettlement";

/// Items of the shorter list.
const ITEMS: usize = 4200;

/// Reads a list in both ways, in turn.
///
/// # Errors
/// When a document that was just made cannot be read.
pub fn speed(rounds: usize) -> Result<Standing> {
    let document = settlements(ITEMS);
    ensure!(count(document.as_bytes())? == ITEMS, "not every item was read");
    let policy = Policy::default();
    let mut by_items = || {
        let _ = black_box(count(black_box(document.as_bytes())));
    };
    let mut at_once = || {
        if let Ok(text) = xml::text(black_box(document.as_bytes()), &policy) {
            black_box(&Message::<ListOfAccountReceivableSettlements1005>::decode(&text, &policy));
        }
    };
    let ratios = (0..rounds).map(|_| seconds(&mut at_once, 1) / seconds(&mut by_items, 1)).collect();
    let value = Ratio::of(ratios).map(|ratio| Value { value: ratio.value, on: "settlements_min".to_owned(), doubt: ratio.doubt() });
    Ok(Standing::of(BY_ITEMS, value.into_iter().collect(), "there was no round"))
}

/// Compares the most bytes at a time while a list was read, and while one of four times as many items was.
#[must_use]
pub fn memory([short, long]: [u64; 2]) -> Standing {
    Standing::of_one(MEMORY, bytes(long) / bytes(short), &format!("{:.1} kB for any", bytes(short.max(long)) / 1e3))
}

/// The most bytes that are allocated at a time while such lists are read from a reader that gives as many bytes as are asked for.
///
/// # Errors
/// When a document that was just made cannot be read.
pub fn most_bytes(counter: Counter) -> Result<[u64; 2]> {
    let most = |items: usize| {
        let document = settlements(items);
        let mut read = Ok(0);
        let counted = counter(&mut || read = count(document.as_bytes()));
        let read = read.context("reading the list item by item")?;
        ensure!(read == items, "{read} items were read of {items}");
        Ok(counted.most_bytes)
    };
    Ok([most(ITEMS)?, most(ITEMS.saturating_mul(4))?])
}

fn count(document: &[u8]) -> Result<usize> {
    let policy = Policy::default();
    let mut list = ListReader::<ListOfAccountReceivableSettlements1005, _>::open(document, LIST, &policy)?;
    let mut items: usize = 0;
    while let Some(item) = list.next_item::<AccountReceivableSettlement<'_>>()? {
        black_box(&item.value);
        items = items.saturating_add(1);
    }
    list.finish()?;
    Ok(items)
}

fn bytes(count: u64) -> f64 {
    count as f64
}
