//! What reading a list item by item takes: in memory as much for many items as for few, in time little more than at once.

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

/// Both rows of the table of goals.
///
/// # Errors
/// When a document that was just made cannot be read.
pub fn standings(rounds: usize) -> Result<Vec<Standing>> {
    Ok(vec![memory()?, speed(rounds)?])
}

/// Reads a list in both ways, in turn.
fn speed(rounds: usize) -> Result<Standing> {
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

/// Reads a list and one of four times as many items, and compares the most that was allocated at a time.
fn memory() -> Result<Standing> {
    let short = peak(ITEMS)?;
    let long = peak(ITEMS.saturating_mul(4))?;
    let ratio = bytes(long) / bytes(short);
    Ok(Standing::of_one(MEMORY, ratio, &format!("{:.1} kB for any", bytes(short.max(long)) / 1e3)))
}

/// The most bytes that are allocated at a time while the list is read from a reader that gives as many bytes as are asked for.
fn peak(items: usize) -> Result<u64> {
    let document = settlements(items);
    let mut read = Ok(0);
    let measured = allocation_counter::measure(|| read = count(document.as_bytes()));
    let read = read.context("reading the list item by item")?;
    ensure!(read == items, "{read} items were read of {items}");
    Ok(measured.bytes_max)
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
