//! Reads and writes a list of any length, item by item. `cargo run --release -p depara-quickstart --example stream -- 200` does it with
//! 200 MB; `-- 200 memory` reads the same bytes in memory as well and compares the speeds.
//!
//! Nothing is kept: the document comes from a generator, and what is written is only counted.

use depara::codec::xml;
use depara::envelope::{Body, BusinessMessage, MessageInformation};
use depara::stream::{ListReader, ListWriter};
use depara::{Message, Policy};
use depara_mappings::Registry;
use depara_mappings::list_of_account_receivable_settlements_1_005::{AccountReceivableSettlement, BusinessContent};
use depara_mappings::registry::Content;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

/// The list of the message: its elements from the content down to the items.
const LIST: &str = "ListOfAccountReceivableSettlement/AccountReceivableSettlement";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let megabytes = arguments.next().map_or(Ok(1), |size| size.parse::<usize>())?;
    let size = megabytes.saturating_mul(1_000_000);
    print!("{}", story(size)?);
    if arguments.next().is_some_and(|word| word == "memory") {
        print!("{}", comparison(size)?);
    }
    if let Some(peak) = peak() {
        println!("peak resident memory: {peak}");
    }
    Ok(())
}

/// Reads a document of about `size` bytes that exists nowhere, and writes one with as many items.
fn story(size: usize) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    let started = Instant::now();
    let seen = read(Generator::new(size))?;
    let speed = speed(size, started.elapsed());
    writeln!(out, "read     {} items, {} findings; at most {} bytes held; {speed:.0} MB/s", seen.items, seen.findings, seen.held)?;
    let started = Instant::now();
    let written = write(seen.items)?;
    let speed = self::speed(written, started.elapsed());
    writeln!(out, "written  {} items, {written} bytes; {speed:.0} MB/s", seen.items)?;
    Ok(out)
}

/// What is told of a list that was read.
#[derive(Debug, Default)]
struct Seen {
    items: usize,
    findings: usize,
    /// The most bytes that the reader held.
    held: usize,
    /// So that nothing is read in vain.
    characters: usize,
}

/// Reads a list item by item.
fn read(document: impl Read) -> Result<Seen, Box<dyn Error>> {
    let mut policy = Policy::default();
    policy.limits.document = usize::MAX;
    policy.limits.items = usize::MAX;
    let mut seen = Seen::default();
    let mut list = ListReader::<Registry, _>::open(document, LIST, &policy)?;
    assert_eq!(list.before()?.information.version.as_deref(), Some("1.005"));
    while let Some(item) = list.next_item::<AccountReceivableSettlement<'_>>()? {
        seen.items = item.number;
        seen.findings = seen.findings.saturating_add(item.report.findings.len());
        seen.characters = seen.characters.saturating_add(item.value.history_text.map_or(0, |text| text.len()));
        seen.held = seen.held.max(list.held());
    }
    let rest = list.finish()?;
    seen.findings = seen.findings.saturating_add(rest.report.findings.len());
    Ok(seen)
}

/// Writes a list item by item: how many bytes it has.
fn write(items: usize) -> Result<usize, Box<dyn Error>> {
    let information = MessageInformation {
        version: Some("1.005".into()),
        transaction: Some("ListOfAccountReceivableSettlements".into()),
        ..MessageInformation::default()
    };
    let content = BusinessContent { company_id: Some("01".into()), settlements: Some(Vec::new()), ..BusinessContent::default() };
    let content = Content::ListOfAccountReceivableSettlements1005(Box::new(content));
    let body = Body::Business(BusinessMessage { event: None, request: None, content: Some(content) });
    let message = Message::<Registry> { schema_location: None, information, body };

    let mut list = ListWriter::open(Counter(0), &message, LIST)?;
    let mut item = AccountReceivableSettlement {
        internal_id: Some("0|100731|2".into()),
        payment_date: Some("2024-06-07".parse()?),
        payment_value: Some("1250.00".parse()?),
        parcial_payment: Some(false),
        history_text: Some("Negociação & acordo".into()),
        ..AccountReceivableSettlement::default()
    };
    for number in 0..items {
        item.parcial_payment = Some(number.is_multiple_of(5));
        list.write_item(&item)?;
    }
    Ok(list.finish()?.0)
}

/// Reads the same bytes item by item and in memory, in turns; what else the machine does meets both.
fn comparison(size: usize) -> Result<String, Box<dyn Error>> {
    const ROUNDS: usize = 7;
    let mut document = Vec::new();
    Generator::new(size).read_to_end(&mut document)?;
    let (mut stream, mut memory) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let seen = read(document.as_slice())?;
        stream = stream.min(started.elapsed());
        let started = Instant::now();
        let text = xml::text(&document, &Policy::default())?;
        let message = Message::<Registry>::decode(&text, &Policy::default())?;
        memory = memory.min(started.elapsed());
        assert_eq!(message.report.findings.len(), seen.findings);
        std::hint::black_box(message.value);
    }
    let (stream, memory) = (speed(document.len(), stream), speed(document.len(), memory));
    let percent = 100.0 * stream / memory;
    Ok(format!("best of {ROUNDS}: item by item {stream:.0} MB/s, in memory {memory:.0} MB/s, ratio {percent:.0} %\n"))
}

/// Megabytes a second.
fn speed(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

/// The most memory that the process had, where the system tells.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}

/// A document of about as many bytes as are asked for, made while it is read.
struct Generator {
    /// Items that are still to come.
    items: usize,
    /// What is being read, and how much of it was.
    block: Vec<u8>,
    at: usize,
    ended: bool,
}

const BEFORE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TOTVSMessage>\n  <MessageInformation version=\"1.005\">\n    \
    <Transaction>ListOfAccountReceivableSettlements</Transaction>\n  </MessageInformation>\n  <BusinessMessage>\n    <BusinessContent>\n      \
    <CompanyId>01</CompanyId>\n      <ListOfAccountReceivableSettlement>\n";
const AFTER: &str = "      </ListOfAccountReceivableSettlement>\n    </BusinessContent>\n  </BusinessMessage>\n</TOTVSMessage>\n";

/// An item, indented.
const ITEM: &str = "        <AccountReceivableSettlement>
          <InternalId>0|100731|2</InternalId>
          <AccountReceivableDocumentInternalId>01|D MG 01 |MEN|000000731|7 |NF |000731|01</AccountReceivableDocumentInternalId>
          <PaymentDate>2024-06-07</PaymentDate>
          <CreditDate>2024-06-08</CreditDate>
          <PaymentValue>1250.00</PaymentValue>
          <ParcialPayment>false</ParcialPayment>
          <OriginalValue>1375.00</OriginalValue>
          <OtherValues>
            <InterestValue>12.50</InterestValue>
            <DiscountValue>0</DiscountValue>
            <AbatementValue>0</AbatementValue>
            <ExpensesValue>1.5</ExpensesValue>
            <FineValue>25.00</FineValue>
          </OtherValues>
          <CurrencyInternalId>01|01</CurrencyInternalId>
          <CurrencyRate>1</CurrencyRate>
          <PaymentMethod>006</PaymentMethod>
          <PaymentMeans>001</PaymentMeans>
          <BankInternalId>01|D MG 01 |001|1234-6|00012345</BankInternalId>
          <HistoryText>Negociação &amp; acordo nº 731</HistoryText>
        </AccountReceivableSettlement>
";

impl Generator {
    /// How many items are made at once, so that making them costs next to nothing.
    const BLOCK: usize = 64;

    fn new(size: usize) -> Self {
        Self { items: size / ITEM.len(), block: BEFORE.into(), at: 0, ended: false }
    }

    /// Makes what comes next.
    fn next_block(&mut self) {
        let items = self.items.min(Self::BLOCK);
        self.items = self.items.saturating_sub(items);
        self.at = 0;
        if items == 0 {
            self.block = if self.ended { Vec::new() } else { AFTER.into() };
            self.ended = true;
        } else if self.block.len() != ITEM.len().saturating_mul(items) {
            self.block = ITEM.repeat(items).into_bytes();
        }
    }
}

impl Read for Generator {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.block.len() {
            self.next_block();
        }
        let length = self.block.get(self.at..).unwrap_or_default().read(buffer)?;
        self.at = self.at.saturating_add(length);
        Ok(length)
    }
}

/// A writer that only counts.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_story_tells_of_every_item() {
        let size = 3_000_000;
        let story = super::story(size).expect("the example runs");
        let items = size / super::ITEM.len();
        assert!(story.contains(&format!("read     {items} items, 0 findings; ")), "{story}");
        assert!(story.contains(&format!("written  {items} items, ")), "{story}");
    }
}
