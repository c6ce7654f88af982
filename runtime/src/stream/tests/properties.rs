//! What holds for every document and every way in which it comes.

use super::agree;
use crate::codec::Policy;
use crate::testing::edit;
use proptest::prelude::*;
use proptest::sample::{Index, select};

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_stream_is_read_as_it_is_in_memory(
        document in document(),
        edits in prop::collection::vec(edit(PIECES), 0..4),
        coding in select(CODINGS),
        sizes in prop::collection::vec(1..40_usize, 1..4),
        window in select(&[8_usize, 64, 200, 4096][..]),
        policy in select(vec![Policy::default(), Policy::strict(), Policy::lenient()]),
    ) {
        let mut text = document;
        for edit in &edits {
            edit.apply(&mut text);
        }
        agree(&coding.bytes(&text), &policy, &sizes, window);
    }

    #[test]
    fn any_bytes_end_the_same(
        bytes in prop::collection::vec(any::<u8>(), 0..64),
        document in document(),
        at: Index,
        sizes in prop::collection::vec(1..40_usize, 1..4),
    ) {
        agree(&bytes, &Policy::default(), &sizes, 64);
        let mut whole = document.into_bytes();
        let at = at.index(whole.len() + 1);
        whole.splice(at..at, bytes);
        agree(&whole, &Policy::lenient(), &sizes, 64);
    }
}

/// How a document becomes bytes.
#[derive(Debug, Clone, Copy)]
enum Coding {
    Plain,
    Marked,
    Windows,
    Wide,
}

const CODINGS: &[Coding] = &[Coding::Plain, Coding::Plain, Coding::Plain, Coding::Marked, Coding::Windows, Coding::Wide];

impl Coding {
    fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Self::Plain => text.as_bytes().to_vec(),
            Self::Marked => ["\u{feff}", text].concat().into_bytes(),
            Self::Windows => {
                let declared = format!("<?xml version=\"1.0\" encoding=\"windows-1252\"?>{text}");
                encoding_rs::WINDOWS_1252.encode(&declared).0.into_owned()
            }
            Self::Wide => "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        }
    }
}

/// What stands in and between the items of the list, and around them.
const PIECES: &[&str] = &[
    "<Entry><Code>1</Code></Entry>",
    "<Entry kind=\"a>b\"><Code>2</Code><Amount>2.50</Amount></Entry>",
    "<Entry>\n  <Code>x &amp; y</Code>\r\n  <Amount> 1 </Amount>\n</Entry>\n",
    "<Entry><Code><![CDATA[</Entry>]]></Code><!-- </Entry> --></Entry >",
    "<Entry><ListOfPart><Entry><Code>p</Code></Entry><Entry/></ListOfPart><Code>3</Code></Entry>",
    "<Entry><Extra>a<b>c</b></Extra></Entry>",
    "<Entry><Amount>1,5</Amount></Entry>",
    "<Entry><Code>1234567</Code></Entry>",
    "<Entry><New><Entry/></New><Code>\u{e9}\u{20ac}</Code></Entry>",
    "<Entry/>",
    "<entry><code>4</code></entry>",
    "<t:Entry><t:Code>5</t:Code></t:Entry>",
    "<Entries><Entry/></Entries>",
    "<New a='1'/>",
    "<!-- between -->",
    "<?pi?>",
    "<![CDATA[ ]]>",
    "stray",
    "&amp;",
    " \n\t ",
    "\r\n",
    "<Note>n</Note>",
    "</Entry>",
    "<Entry>",
    "</ListOfEntry>",
    "<ListOfEntry>",
    "<ListOfEntry/>",
    "</Book><Book>",
    "<Book kind=\"k\">",
    "</Book>",
    "<Year>2024</Year>",
    "<ListOfMark><Mark><Code>m</Code></Mark></ListOfMark>",
    "</BusinessContent><BusinessContent>",
    "</BusinessMessage><BusinessMessage>",
    "</TOTVSMessage>",
    "<!DOCTYPE a>",
    "<",
    "<!",
    "&bad;",
    "\u{feff}",
    "\u{1f34a}",
];

/// A document of the message; most are good, and edits make them worse.
fn document() -> impl Strategy<Value = String> {
    let good = || prop::collection::vec(select(&PIECES[..21]), 0..8);
    let any = || prop::collection::vec(select(PIECES), 0..3);
    let header = select(
        &[
            "<MessageInformation version=\"1.000\"><Transaction>Ledger</Transaction></MessageInformation>",
            "<MessageInformation version=\"1.000\"><Transaction>Ledger</Transaction></MessageInformation>\n",
            "<MessageInformation version=\"1.000\"><Transaction>Ledger</Transaction></MessageInformation><BusinessEvent/>",
            "<MessageInformation version=\"9.000\"><Transaction>Ledger</Transaction></MessageInformation>",
            "",
        ][..],
    );
    let list = select(&["<ListOfEntry>", "<ListOfEntry a=\"b\">\n", "<listOfEntry >", "<l:ListOfEntry>"][..]);
    let root =
        select(&["<TOTVSMessage>", "<?xml version=\"1.0\"?>\n<TOTVSMessage xmlns:xsi=\"x\" xsi:noNamespaceSchemaLocation=\"y\">"][..]);
    let rare = prop_oneof![8 => Just(false), 1 => Just(true)];
    (root, header, any(), list, good(), any(), good(), rare).prop_map(|(root, header, before, list, items, middle, more, bad)| {
        let (before, middle) = if bad { (before.concat(), middle.concat()) } else { (String::new(), String::new()) };
        let name = list.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default();
        let (items, more) = (items.concat(), more.concat());
        format!(
            "{root}{header}<BusinessMessage><BusinessContent><Company>01</Company>{before}<Book><Year>2024</Year>{list}{items}{middle}{more}</{name}>\
             <ListOfMark/></Book><Note>n</Note></BusinessContent></BusinessMessage></TOTVSMessage>\n"
        )
    })
}
