//! What holds for every value and every document: round trips, and that both paths agree.

use super::records::{Account, Address, Agency, Charge, Contact, EVERYTHING, Everything, Id, Quotation, Row};
use super::{read, write};
use crate::codec::json::{self, JsonSink};
use crate::codec::{Policy, Reaction, xml};
use crate::testing::edit;
use crate::value::{Any, Decimal, Leaf, Remarks, Values};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use std::borrow::Cow;
use std::str::FromStr;

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_survive_xml(everything in everything()) {
        let text = write(&everything);
        prop_assert_eq!(read(&text, &Policy::lenient()).map(|(read, _)| read), Ok(everything));
    }

    #[test]
    fn values_survive_json(everything in everything()) {
        let text = JsonSink::root(&EVERYTHING, &everything).to_string();
        let value = serde_json::from_str(&text).unwrap();
        let read = json::read_root::<Everything<'_>>(&value, &EVERYTHING, &Policy::lenient());
        prop_assert_eq!(read.map(|(read, _)| read), Ok(everything));
    }

    #[test]
    fn both_paths_agree_on_mutated_documents(
        everything in everything(),
        edits in prop::collection::vec(edit(PIECES), 1..6),
        policy in policy(),
    ) {
        let mut text = write(&everything);
        for edit in &edits {
            edit.apply(&mut text);
        }
        // `read` compares the paths.
        let _ = read(&text, &policy);
    }

    #[test]
    fn both_paths_agree_on_shuffled_pieces(pieces in prop::collection::vec(select(PIECES), 0..24), policy in policy()) {
        let _ = read(&format!("<Everything>{}</Everything>", pieces.concat()), &policy);
        let _ = read(&format!("<Everything>{}", pieces.concat()), &policy);
        let _ = read(&pieces.concat(), &policy);
    }

    #[test]
    fn any_bytes_end_in_a_value_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..64), text in ".{0,64}") {
        let policy = Policy::default();
        if let Ok(text) = xml::text(&bytes, &policy) {
            let _ = read(&text, &policy);
        }
        let _ = read(&format!("<Everything>{text}</Everything>"), &policy);
        let _ = Any::from_text(&text).text();
    }

    #[test]
    fn written_values_are_read_as_they_are(text in "[-+0-9.eEINFaT:Z ]{0,16}") {
        check_text::<Decimal>(&text);
        check_text::<crate::value::Number<'_>>(&text);
        check_text::<crate::value::Date>(&text);
        check_text::<crate::value::DateTime>(&text);
        check_text::<crate::value::Time>(&text);
    }
}

/// How many documents each property is tried on: forty for each that `DEPARA_MUTATIONS` asks for.
fn cases() -> u32 {
    std::env::var("DEPARA_MUTATIONS").map_or(400, |number| number.parse::<u32>().unwrap() * 40)
}

/// Policies of every kind, half of them with limits that small documents meet.
fn policy() -> impl Strategy<Value = Policy> {
    let kind = select(vec![Policy::default(), Policy::strict(), Policy::lenient()]);
    let limits = (select(vec![0, 1, 3, 12, 32, 40]), 1..5_usize, 0..3_usize, 0..3_usize);
    let reaction = || prop::bool::ANY.prop_map(|refuse| if refuse { Reaction::Refuse } else { Reaction::Report });
    (kind, of(limits), reaction(), reaction()).prop_map(|(mut policy, limits, duplicate, unknown)| {
        if let Some((text, depth, items, findings)) = limits {
            (policy.limits.text, policy.limits.depth, policy.limits.items, policy.limits.findings) = (text, depth, items, findings);
            (policy.duplicate, policy.unknown) = (duplicate, unknown);
        }
        policy
    })
}

/// What can be read is written as something that reads as the same value.
fn check_text<'a, T: Leaf<'a> + PartialEq + std::fmt::Debug>(text: &str) {
    let read = |text: &str| T::read(Cow::Owned(text.to_owned()), &EVERYTHING, &mut Remarks::default()).ok().flatten();
    if let Some(value) = read(text) {
        let mut written = String::new();
        value.write(&mut written).unwrap();
        assert_eq!(read(&written), Some(value), "{text:?} was written as {written:?}");
    }
}

/// Pieces of documents that meet in every order.
const PIECES: &[&str] = &[
    "<Code>1</Code>",
    "<Name>",
    "</Name>",
    "<Limit/>",
    "<Limit>2.50</Limit>",
    "<Active>1</Active>",
    "<Charge>9</Charge>",
    "<Notes>a<b/></Notes>",
    "<Discount>1</Discount>",
    "<Discount >2</Discount>",
    "<Address>",
    "</Address>",
    "<City>c</City>",
    "<Contact/>",
    "<contact><Phone>5</Phone></contact>",
    "<ListOfAgency>",
    "<Agency>",
    "<Number>1</Number>",
    "</Agency>",
    "</ListOfAgency>",
    "<Messages><Message>a</Message></Messages>",
    "<Id scope=\"x\">",
    "</Id>",
    "<Id>7</Id>",
    "<Price>1</Price>",
    "<Price/>",
    "<Currency>a</Currency>",
    "<Place><City>p</City></Place>",
    "<Taxes><Tax/></Taxes>",
    "<Row><Cell>x</Cell></Row>",
    "<New><x/></New>",
    "<!-- c -->",
    "<?pi?>",
    "<![CDATA[ ]]>",
    "<![CDATA[x]]>",
    " ",
    "\r\n",
    "text",
    "&amp;",
    "&#13;",
    "&bad;",
    "<ns:Code>3</ns:Code>",
    "<code>4</code>",
    "<Code a='b'>5</Code>",
    "<Code xsi:nil='true'/>",
    "<Everything>",
    "</Everything>",
    "<Code ",
    "<Code a='1' a='2'/>",
    "<Discount",
    "<Address a=",
    "<Contact><Name>",
    "</Contact>",
    "<!-- ",
    "<!DOCTYPE a>",
    "<ns:Price>7</ns:Price>",
    "<price>8</price>",
    "<Limit xsi:nil='1'>",
    "</Limit >",
    "1,5",
    "<",
    ">",
    "/>",
    "\u{e9}",
];

fn everything() -> impl Strategy<Value = Everything<'static>> {
    let plain = (of(text()), of(text()), of(decimal()), of(parsed("-?[0-9]{1,3}E[0-9]")), of(any::<i64>()), of(any::<bool>()));
    let moments = (
        of(parsed("20[0-9]{2}-0[1-9]-1[0-9]Z?")),
        of(parsed("20[0-9]{2}-0[1-9]-1[0-9]T1[0-9]:00:00([.][0-9]{1,3})?-03:00")),
        of(parsed("0[0-9]:[0-5][0-9]:59")),
    );
    let lists = (
        prop::collection::vec(decimal(), 0..3),
        contacts(),
        of(prop::collection::vec(agency(), 0..3)),
        of(prop::collection::vec(text(), 0..3)),
    );
    let others = (of(charge()), of(text().prop_map(|text| Any::from_text(&text))), of(address()), prop::collection::vec(id(), 0..3));
    let forms = (of(contacts()), of(prop::collection::vec(0..99_i64, 0..3)), of(text()), of(decimal()), of(any::<bool>()), rows());
    let quotations = prop::collection::vec((decimal(), of(text()), of(address())), 0..3);
    (plain, moments, lists, others, forms, quotations).prop_map(|(plain, moments, lists, others, forms, quotations)| Everything {
        code: plain.0,
        name: plain.1,
        title: None,
        limit: plain.2,
        rate: plain.3,
        days: plain.4,
        active: plain.5,
        since: moments.0,
        sent: moments.1,
        opens: moments.2,
        charge: others.0,
        notes: others.1,
        discounts: lists.0.into(),
        address: others.2,
        contacts: lists.1,
        agencies: lists.2,
        messages: lists.3.map(Values::from),
        ids: others.3,
        taxes: forms.0,
        marks: forms.1.map(Values::from),
        tin: forms.2,
        width: forms.3,
        sealed: forms.4,
        rows: forms.5,
        quotations: quotations.into_iter().map(|(price, currency, place)| Quotation { price: Some(price), currency, place }).collect(),
    })
}

/// Texts with everything that XML escapes, and blanks; without the characters that XML does not have.
fn text() -> impl Strategy<Value = Cow<'static, str>> {
    "[ -~\t\n\r\u{e7}\u{20ac}\u{fefe}\u{1f600}]{0,12}".prop_map(Cow::Owned)
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), 0..10_u32).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
}

fn parsed<T: FromStr<Err: std::fmt::Debug> + std::fmt::Debug>(pattern: &'static str) -> impl Strategy<Value = T> {
    pattern.prop_map(|text| text.parse().unwrap())
}

fn charge() -> impl Strategy<Value = Charge<'static>> {
    prop_oneof![Just(Charge::Registered), Just(Charge::Unregistered), "[3-9x]{1,2}".prop_map(|text| Charge::Other(text.into()))]
}

fn address() -> impl Strategy<Value = Address<'static>> {
    (of(text()), of(text())).prop_map(|(street, city)| Address { street, city })
}

fn agency() -> impl Strategy<Value = Agency<'static>> {
    let account = (of(text()), of(decimal())).prop_map(|(number, limit)| Account { number, limit });
    (of(text()), of(text()), of(prop::collection::vec(account, 0..3))).prop_map(|(number, name, accounts)| Agency {
        number,
        name,
        accounts,
    })
}

fn contacts() -> impl Strategy<Value = Vec<Contact<'static>>> {
    prop::collection::vec((of(text()), of(text())).prop_map(|(name, phone)| Contact { name, phone }), 0..3)
}

fn rows() -> impl Strategy<Value = Vec<Row<'static>>> {
    prop::collection::vec(prop::collection::vec(text(), 0..3).prop_map(|cells| Row { cells: cells.into() }), 0..3)
}

fn id() -> impl Strategy<Value = Id<'static>> {
    (of(text()), of(parsed("20[0-9]{2}-0[1-9]-1[0-9]")), text()).prop_map(|(scope, issued, value)| Id { scope, issued, value: Some(value) })
}
