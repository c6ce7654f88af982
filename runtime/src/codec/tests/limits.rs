//! Limits and encodings.

use super::read;
use crate::codec::{Limits, Policy, xml};

/// The error under the default policy with other limits.
#[track_caller]
fn check(inside: &str, limit: impl Fn(&mut Policy), expected: &str) {
    let mut policy = Policy::default();
    limit(&mut policy);
    let text = format!("<Everything>{inside}</Everything>");
    assert_eq!(read(&text, &policy).unwrap_err().to_string(), expected);
}

#[test]
fn limits_are_named() {
    let text = |policy: &mut Policy| policy.limits.text = 3;
    check("<Code>1234</Code>", text, "Everything/Code (byte 18): text length is limited to 3");
    check("<Code>1<![CDATA[234]]></Code>", text, "Everything/Code (byte 18): text length is limited to 3");
    check("<Id>1234</Id>", text, "Everything/Id[1] (byte 16): text length is limited to 3");
    let items = |policy: &mut Policy| policy.limits.items = 1;
    check("<Discount>1</Discount><Discount>1</Discount>", items, "Everything/Discount[2] (byte 34): list length is limited to 1");
    check("<Contact/><Contact></Contact>", items, "Everything/Contact[2] (byte 22): list length is limited to 1");
    check("<Messages><Message/><Message/></Messages>", items, "Everything/Messages/Message[2] (byte 32): list length is limited to 1");
    check("<Price>1</Price><Price>2</Price>", items, "Everything (byte 44): list length is limited to 1");
    let depth = |policy: &mut Policy| policy.limits.depth = 2;
    check("<ListOfAgency><Agency/></ListOfAgency>", depth, "Everything/ListOfAgency/Agency[1] (byte 26): element depth is limited to 2");
    check("<a><b/></a>", depth, "Everything/a (byte 15): element depth is limited to 2");
    check("", |policy| policy.limits.document = 20, "document (byte 20): document length is limited to 20");
}

#[test]
fn blanks_between_elements_are_no_text() {
    let policy = Policy { limits: Limits { text: 0, ..Limits::default() }, ..Policy::default() };
    for inside in ["   <Contact/>   ", " <!-- c -->   <Contact/>", "<!-- c -->\n  <!-- d -->   ", "<Contact/><?p?>\t"] {
        assert!(read(&format!("<Everything>{inside}</Everything>"), &policy).is_ok(), "{inside}");
    }
}

#[test]
fn deep_nesting_ends_in_an_error() {
    let deep = "<a>".repeat(100_000);
    check(&deep, |_| (), "Everything/a (byte 201): element depth is limited to 64");
}

#[test]
fn findings_beyond_the_limit_are_counted() {
    let mut policy = Policy::default();
    policy.limits.findings = 2;
    let text = format!("<Everything>{}</Everything>", "<New/>".repeat(5));
    let (_, report) = read(&text, &policy).unwrap();
    assert_eq!((report.findings.len(), report.more), (2, 3));
}

#[test]
fn encodings() {
    let text = |bytes: &[u8]| xml::text(bytes, &Policy::default()).map(String::from).map_err(|error| error.to_string());
    let ends = |bytes: &[u8], expected: &str| assert!(text(bytes).is_ok_and(|text| text.ends_with(expected)), "{bytes:?}");
    ends(b"<a>\xc3\xa9</a>", "<a>\u{e9}</a>");
    ends(b"\xef\xbb\xbf<a>\xc3\xa9</a>", "<a>\u{e9}</a>");
    ends(b"<?xml version='1.0' encoding='Windows-1252'?><a>\xe9\x80</a>", "<a>\u{e9}\u{20ac}</a>");
    ends(b"<?xml version=\"1.0\" encoding = \"ISO-8859-1\" ?><a>\xe9\x80</a>", "<a>\u{e9}\u{20ac}</a>");
    ends(b"\xff\xfe<\0a\0/\0>\0", "<a/>");
    assert_eq!(
        text(b"<a>\xe9</a>").unwrap_err(),
        "document (byte 3): the bytes are not UTF-8; a document in another encoding names it in its XML declaration"
    );
    let klingon = text(b"<?xml version='1.0' encoding='klingon'?><a/>").unwrap_err();
    assert!(klingon.starts_with("document (byte 0): the bytes are not klingon; "), "{klingon}");
    assert_eq!(text(b"\xef\xbb\xbf<?xml encoding='windows-1252'?>").as_deref(), Ok("<?xml encoding='windows-1252'?>"));
}
