//! Both paths on records whose children stand in any order, as generated code has them.

use super::both_paths;
use crate::codec::{Places, Policy, Record, Result, Sink, Source, StartTags};
use crate::testing::fields;
use crate::value::{Decimal, Number, Values};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::borrow::Cow;

fields! {
    PARCEL = "Parcel";
    CODE = "Code";
    NAME = "Name".max_length(30);
    WEIGHT = "Weight".digits(6, 2);
    RATE = "Rate";
    COUNT = "Count".min(0).max(99);
    CUSTOMER_INTERNAL_ID = "CustomerInternalId";
    CUSTOMER_INTERNAL_IDENTIFIER = "CustomerInternalIdentifier";
    MARK = "Mark";
    LID = "Lid";
    LIST_OF_PARCEL = "ListOfParcel";
    LABEL = "Label";
    STOP = "Stop";
    HOUR = "Hour";
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Parcel<'a> {
    code: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    weight: Option<Decimal>,
    rate: Option<Number<'a>>,
    count: Option<i64>,
    customer: Option<Cow<'a, str>>,
    identifier: Option<Cow<'a, str>>,
    marks: Values<Cow<'a, str>>,
    lid: Option<Lid<'a>>,
    parcels: Option<Vec<Parcel<'a>>>,
    labels: Vec<Lid<'a>>,
    stops: Vec<Stop<'a>>,
}

impl<'a> Record<'a> for Parcel<'a> {
    const PLACES: Places = Places::new(
        const {
            &StartTags::of([
                &CODE,
                &NAME,
                &WEIGHT,
                &RATE,
                &COUNT,
                &CUSTOMER_INTERNAL_ID,
                &CUSTOMER_INTERNAL_IDENTIFIER,
                &MARK,
                &LID,
                &LIST_OF_PARCEL,
                &LABEL,
            ])
        },
    );

    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.leaf(&CODE, &mut self.code)?;
        source.leaf(&NAME, &mut self.name)?;
        source.leaf(&WEIGHT, &mut self.weight)?;
        source.leaf(&RATE, &mut self.rate)?;
        source.leaf(&COUNT, &mut self.count)?;
        source.leaf(&CUSTOMER_INTERNAL_ID, &mut self.customer)?;
        source.leaf(&CUSTOMER_INTERNAL_IDENTIFIER, &mut self.identifier)?;
        source.leaves(&MARK, &mut self.marks)?;
        source.record(&LID, &mut self.lid)?;
        source.list(&LIST_OF_PARCEL, &PARCEL, &mut self.parcels)?;
        source.records(&LABEL, &mut self.labels)?;
        source.group(&mut self.stops)
    }

    fn read_at<S: Source<'a>>(&mut self, source: &mut S, place: usize) -> Result<()> {
        match place {
            0 => source.found_leaf(&CODE, &mut self.code),
            1 => source.found_leaf(&NAME, &mut self.name),
            2 => source.found_leaf(&WEIGHT, &mut self.weight),
            3 => source.found_leaf(&RATE, &mut self.rate),
            4 => source.found_leaf(&COUNT, &mut self.count),
            5 => source.found_leaf(&CUSTOMER_INTERNAL_ID, &mut self.customer),
            6 => source.found_leaf(&CUSTOMER_INTERNAL_IDENTIFIER, &mut self.identifier),
            7 => source.leaves(&MARK, &mut self.marks),
            8 => source.record(&LID, &mut self.lid),
            9 => source.list(&LIST_OF_PARCEL, &PARCEL, &mut self.parcels),
            10 => source.records(&LABEL, &mut self.labels),
            _ => Ok(()),
        }
    }

    fn write<S: Sink>(&self, _: &mut S) {}
}

/// Elements side by side that belong together; their names are in no table.
#[derive(Debug, Clone, Default, PartialEq)]
struct Stop<'a> {
    stop: Option<Cow<'a, str>>,
    hour: Option<i64>,
}

impl<'a> Record<'a> for Stop<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.leaf(&STOP, &mut self.stop)?;
        source.leaf(&HOUR, &mut self.hour)
    }

    fn write<S: Sink>(&self, _: &mut S) {}
}

/// A record with fields of the same names as the one around it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Lid<'a> {
    code: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    weight: Option<Decimal>,
}

impl<'a> Record<'a> for Lid<'a> {
    const PLACES: Places = Places::new(const { &StartTags::of([&CODE, &NAME, &WEIGHT]) });

    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.leaf(&CODE, &mut self.code)?;
        source.leaf(&NAME, &mut self.name)?;
        source.leaf(&WEIGHT, &mut self.weight)
    }

    fn read_at<S: Source<'a>>(&mut self, source: &mut S, place: usize) -> Result<()> {
        match place {
            0 => source.found_leaf(&CODE, &mut self.code),
            1 => source.found_leaf(&NAME, &mut self.name),
            2 => source.found_leaf(&WEIGHT, &mut self.weight),
            _ => Ok(()),
        }
    }

    fn write<S: Sink>(&self, _: &mut S) {}
}

const PIECES: &[&str] = &[
    "<Code>1</Code>",
    "<Code>Feira da Vila de São José dos Campos Verdes</Code>",
    "<Code>Feira da Vila de São José dos Campos Verdes, sexta-feira</Code>",
    "<Code>Feira da Vila de São José dos Campos Verdes, ao lado da igreja</Code>",
    "<Code>a &amp; b</Code>",
    "<Code/>",
    "<Name/>",
    "<Weight/>",
    "<Count/><Count/>",
    "<Count></Count>",
    "<Name>01||000077|01|C</Name>",
    "<Name></Name>",
    "<Weight>12.50</Weight>",
    "<Weight>-0.75</Weight>",
    "<Weight>1,5</Weight>",
    "<Rate>1.0000</Rate>",
    "<Rate>1E3</Rate>",
    "<Count>7</Count>",
    "<Count> 12 </Count>",
    "<Count>123</Count>",
    "<CustomerInternalId>01|7</CustomerInternalId>",
    "<CustomerInternalIdentifier>01|8</CustomerInternalIdentifier>",
    "<CustomerInternalIds>01|9</CustomerInternalIds>",
    "<Mark>a</Mark>",
    "<Mark>a</Mark><Mark>b</Mark>",
    "<Lid><Code>2</Code></Lid>",
    "<Lid><Code>2</Code><Code>3</Code></Lid>",
    "<Lid><Weight>1</Weight><Name>n</Name><Code>4</Code></Lid>",
    "<Lid>text</Lid>",
    "<ListOfParcel><Parcel><Code>5</Code><Code>6</Code></Parcel></ListOfParcel>",
    "<ListOfParcel><Parcel><Name>p</Name><Code>7</Code></Parcel><Parcel><Name>q</Name><Code>8</Code></Parcel></ListOfParcel>",
    "<Label>text</Label>",
    "<Label>text</Label><Label><Name>n</Name><Code>4</Code></Label>",
    "<Label>text</Label><Label><Weight>1</Weight><Name>n</Name><Code>4</Code></Label><Label/>",
    "<Stop>s</Stop>",
    "<Stop>s</Stop><Hour>7</Hour><Stop>t</Stop>",
    "<Hour/>",
    "<Other>1</Other>",
    "<code>9</code>",
    "<ns:Code>9</ns:Code>",
    "<Code a=\"1\">9</Code>",
    "<!-- between -->",
    "Code>1</Code>",
    "\n    ",
    "\n        ",
    "\r\n\t\t",
    "\n                        ",
    "<Parcel>",
    "</Parcel>",
];

/// What the fast path looks at as a whole ends long before the document.
const BEHIND: &str =
    "<!-- nothing that belongs to the message, but as long as a few elements: more than one hundred and twenty-eight bytes of it -->";

fn read<'a>(text: &'a str, policy: &Policy) -> Option<Parcel<'a>> {
    both_paths(&PARCEL, text, policy).ok().map(|(parcel, _)| parcel)
}

fn document(items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("<Parcel>{item}</Parcel>")).collect();
    format!("<Parcel><ListOfParcel>{items}</ListOfParcel></Parcel>{BEHIND}")
}

fn policy() -> impl Strategy<Value = Policy> {
    let text = select(vec![1 << 20, 16, 32, 40, 63, 64]);
    let findings = select(vec![1000, 0, 1, 2, 3]);
    (select(vec![Policy::default(), Policy::lenient(), Policy::strict()]), text, findings).prop_map(|(mut policy, text, findings)| {
        (policy.limits.text, policy.limits.findings) = (text, findings);
        policy
    })
}

proptest! {
    #[test]
    fn both_paths_agree_on_items_in_one_order(
        order in prop::collection::vec(select(PIECES), 1..12),
        changes in prop::collection::vec((any::<Index>(), any::<Index>(), select(PIECES)), 0..6),
        count in 1..7_usize,
        policy in policy(),
    ) {
        let mut items = vec![order; count];
        for (item, place, piece) in &changes {
            let item = &mut items[item.index(count)];
            let place = place.index(item.len());
            item[place] = piece;
        }
        let items: Vec<String> = items.iter().map(|pieces| pieces.concat()).collect();
        let _ = read(&document(&items), &policy);
    }

    #[test]
    fn both_paths_agree_on_items_in_any_order(
        items in prop::collection::vec(prop::collection::vec(select(PIECES), 0..12), 1..6),
        policy in policy(),
    ) {
        let items: Vec<String> = items.iter().map(|pieces| pieces.concat()).collect();
        let _ = read(&document(&items), &policy);
    }
}

#[test]
fn items_in_an_order_of_their_own_are_read() {
    let item = |number: usize| {
        format!("<Count>{number}</Count><Lid><Code>a</Code></Lid><Code>{number}</Code><Weight>{number}.50</Weight><Name>n</Name>")
    };
    let text = document(&(1..8).map(item).collect::<Vec<_>>());
    let parcels = read(&text, &Policy::strict()).and_then(|parcel| parcel.parcels).unwrap();
    for (number, parcel) in (1_i64..).zip(parcels) {
        assert_eq!(parcel.count, Some(number));
        assert_eq!(parcel.code, Some(number.to_string().into()));
        assert_eq!(parcel.weight, Some(Decimal::new(number * 100 + 50, 2)));
        assert_eq!(parcel.lid.and_then(|lid| lid.code), Some("a".into()));
    }
}

/// From the third item on an order is expected, and a text that was found inside a child may have the name of another child beside it.
#[test]
fn a_text_inside_a_child_is_none_of_another_beside_it() {
    let item = "<Lid><Code>2</Code><Code>3</Code></Lid><Count>7</Count><Code/><Mark>a</Mark>".to_owned();
    let text = document(&vec![item; 5]);
    let parcels = read(&text, &Policy::lenient()).and_then(|parcel| parcel.parcels).unwrap();
    assert!(parcels.iter().all(|parcel| parcel.code.as_deref() == Some("")), "{parcels:?}");
}

/// The items behind one are read by the same call: a text that was found inside them does not move the cursor back behind the first one.
#[test]
fn an_item_behind_one_that_is_only_text_is_read_once() {
    let items = "<Label>text</Label><Label><Weight>1</Weight><Name>n</Name><Code>4</Code></Label>";
    let text = document(&[format!("<Count>7</Count><Code>1</Code><Mark>a</Mark><Name>p</Name>{items}<Weight>2</Weight>")]);
    let parcels = read(&text, &Policy::lenient()).and_then(|parcel| parcel.parcels).unwrap();
    let labels: Vec<_> = parcels.iter().flat_map(|parcel| &parcel.labels).map(|label| label.code.as_deref()).collect();
    assert_eq!(labels, [None, Some("4")]);
}

/// Plain children are read behind others that stand further on, and an error in the first of all is still the one that is told.
#[test]
fn the_first_error_is_told() {
    let wrong = "<Weight>1,5</Weight>";
    for other in
        ["<Lid><Weight>2,5</Weight></Lid>", "<ListOfParcel><Parcel><Count>x</Count></Parcel></ListOfParcel>", "<ns:Code>9</ns:Code>"]
    {
        let text = document(&[format!("<Name>n</Name><Code>1</Code>{wrong}{other}<Mark>a</Mark>")]);
        let error = both_paths::<Parcel<'_>>(&PARCEL, &text, &Policy::strict()).unwrap_err();
        assert_eq!(error.location.path, "Parcel/ListOfParcel/Parcel[1]/Weight", "{error}");
    }
}

#[test]
fn findings_beyond_the_limit_are_the_last_of_the_document() {
    let long = "n".repeat(31);
    let text = document(&[format!("<Count>7</Count><Code>1</Code><Name>{long}</Name><Lid><Other/><Name>{long}</Name></Lid><Other/>")]);
    let mut policy = Policy::lenient();
    policy.limits.findings = 2;
    let (_, report) = both_paths::<Parcel<'_>>(&PARCEL, &text, &policy).unwrap();
    let paths: Vec<_> = report.findings.iter().map(|finding| finding.location.path.as_str()).collect();
    assert_eq!(paths, ["Parcel/ListOfParcel/Parcel[1]/Name", "Parcel/ListOfParcel/Parcel[1]/Lid/Other"]);
    assert_eq!(report.more, 2);
}

#[test]
fn children_beside_one_without_a_value_are_read() {
    let text = document(&vec!["<Name>n</Name><Count/><Code>1</Code><Weight/><Rate>2</Rate><Count>7</Count>".to_owned(); 3]);
    let parcels = read(&text, &Policy::lenient()).and_then(|parcel| parcel.parcels).unwrap();
    assert!(parcels.iter().all(|parcel| parcel.count == Some(7) && parcel.rate.is_some() && parcel.name.is_some()), "{parcels:?}");
}
