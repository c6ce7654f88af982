//! The cases that decide what reading correctly means, each through both paths.

use super::{outcome, read};
use crate::codec::{DecodeErrorKind, Policy, Reaction};

/// What is read and written again under the default policy.
#[track_caller]
fn check(inside: &str, expected: &str) {
    assert_eq!(outcome(inside, &Policy::default()), expected, "on {inside}");
}

/// What was read is written as it came, with nothing to report.
#[track_caller]
fn same(inside: &str) {
    check(inside, inside);
}

#[test]
fn references_and_cdata_join() {
    check("<Code>a &amp; b &#233; &#xE9;</Code>", "<Code>a &amp; b é é</Code>");
    check("<Code>a<![CDATA[ <b> ]]>&lt;c</Code>", "<Code>a &lt;b&gt; &lt;c</Code>");
    check("<Code><![CDATA[]]></Code>", "<Code></Code>");
    check("<Code>a<!-- in --><?pi between?>b</Code>", "<Code>ab</Code>");
    check("<Code>&quot;&apos;&gt;</Code>", "<Code>\"'&gt;</Code>");
    check("<Code>a&eacute;</Code>", "error: Everything/Code (byte 19): not well-formed XML: `&eacute;` is not defined");
    check("<Code>a\r\n&amp;&#x110000;</Code>", "error: Everything/Code (byte 26): not well-formed XML: `&#x110000;` is not defined");
    check("<Code>a & b</Code>", "error: Everything/Code (byte 20): not well-formed XML: a `&` starts no reference");
}

#[test]
fn blanks_of_texts_stay() {
    same("<Code>  D MG 01 </Code>");
    same("<Code>   </Code>");
    same("<Code>\t\n</Code>");
    check("<Title>\n a  b </Title>", "<Title>a b</Title>");
    check("<Title></Title>", "<Title></Title>");
}

#[test]
fn blanks_around_other_values_go() {
    check("<Limit> 1250.00\n</Limit><Days>\t7 </Days><Active> 1 </Active>", "<Limit>1250.00</Limit><Days>7</Days><Active>true</Active>");
    check("<Since> 2024-06-07 </Since><Rate> 1E3 </Rate>", "<Rate>1E3</Rate><Since>2024-06-07</Since>");
}

#[test]
fn empty_is_absent_where_there_is_no_empty_value() {
    check("<Limit/><Rate></Rate><Days> </Days><Active/><Since/><Sent/><Opens/>", "");
    check(
        "<Code/><Name></Name><Charge/>",
        "<Code></Code><Name></Name><Charge></Charge>\nEverything/Charge (byte 41): `` is not one of the known values and was kept",
    );
    check("<Code xsi:nil=\"true\"/><Limit xsi:nil=\"1\">5</Limit><Name xsi:nil=\"false\">a</Name>", "<Name>a</Name>");
}

#[test]
fn an_absent_single_is_still_a_single() {
    check("<Limit/><Limit>5</Limit>", "error: Everything/Limit (byte 20): `Limit` stands there twice");
}

#[test]
fn unknown_elements_are_reported_with_their_source() {
    check(
        "<Code>1</Code><New a=\"1\"><b>x</b><!-- --></New><Name>n</Name>",
        "<Code>1</Code><Name>n</Name>\nEverything/New (byte 26): unknown element `New` was skipped",
    );
    check("<Code>1<b/>2</Code>", "<Code>12</Code>\nEverything/Code/b (byte 19): unknown element `b` was skipped");
    check("<New><b></New></b>", "error: Everything/New (byte 20): `b` is closed by `New`");
    assert_eq!(outcome("<New/>", &Policy::strict()), "error: Everything/New (byte 12): element `New` is not known");
}

#[test]
fn unknown_attributes_are_reported() {
    check("<Code lang='pt'>1</Code>", "<Code>1</Code>\nEverything/Code/@lang (byte 28): unknown attribute `lang` with `pt` was skipped");
    check("<Code xmlns:a=\"b\" xml:space=\"preserve\" xsi:type=\"c\">1</Code>", "<Code>1</Code>");
    check("<Code a=\"1\" a=\"2\">1</Code>", "error: Everything/Code (byte 12): not well-formed XML: attribute `a` stands there twice");
    check(
        "<Code a=1>1</Code>",
        "error: Everything/Code (byte 12): not well-formed XML: position 3: attribute value must be enclosed in `\"` or `'`",
    );
}

#[test]
fn stray_text_is_reported() {
    check("a &amp; b<Code>1</Code>", "<Code>1</Code>\nEverything (byte 12): text between elements was skipped: `a & b`");
    check("<Code>1</Code><![CDATA[x]]>", "<Code>1</Code>\nEverything (byte 26): text between elements was skipped: `x`");
    check("&#32;<!-- only blanks --> <Code>1</Code>", "<Code>1</Code>");
}

#[test]
fn any_order_is_accepted() {
    check("<Name>n</Name><Limit>1</Limit><Code>c</Code>", "<Code>c</Code><Name>n</Name><Limit>1</Limit>");
    check("<Discount>1</Discount><Code>c</Code><Discount>2</Discount>", "<Code>c</Code><Discount>1</Discount><Discount>2</Discount>");
    check(
        "<Contact><Name>a</Name></Contact><Discount>1</Discount><Contact/><Code>c</Code>",
        "<Code>c</Code><Discount>1</Discount><Contact><Name>a</Name></Contact><Contact/>",
    );
}

#[test]
fn duplicates_are_never_silent() {
    let twice = "<Code>1</Code><Name>n</Name><Code>2</Code>";
    check(twice, "error: Everything/Code (byte 40): `Code` stands there twice");
    let last = "<Code>2</Code><Name>n</Name>\nEverything/Code (byte 40): `Code` stands there twice; the last one counts";
    assert_eq!(outcome(twice, &Policy::lenient()), last);
    check("<Address/><Address/>", "error: Everything/Address (byte 22): `Address` stands there twice");
    check("<Messages/><Messages/>", "error: Everything/Messages (byte 23): `Messages` stands there twice");
}

#[test]
fn booleans() {
    check("<Active>1</Active>", "<Active>true</Active>");
    check("<Active>0</Active>", "<Active>false</Active>");
    check("<Active>TRUE</Active>", "<Active>true</Active>\nEverything/Active (byte 20): `TRUE` was read as `true`");
    check("<Active>yes</Active>", "error: Everything/Active (byte 20): `yes` is not `true`, `false`, `1` or `0`");
}

#[test]
fn tags_in_other_forms() {
    check("<Code >1</Code ><Name\n>n</Name\n>", "<Code>1</Code><Name>n</Name>");
    check("<ns:Code>1</ns:Code><Address><q:City>c</q:City></Address>", "<Code>1</Code><Address><City>c</City></Address>");
    check("<Code/><ListOfAgency />", "<Code></Code><ListOfAgency/>");
    check("<code>1</code>", "<Code>1</Code>\nEverything/Code (byte 12): `code` was read as `Code`");
    check("<Code>1</ns:Code>", "error: Everything/Code (byte 19): `Code` is closed by `ns:Code`");
}

#[test]
fn line_ends() {
    check("<Code>a\r\nb\rc</Code>", "<Code>a\nb\nc</Code>");
    check("<Code>a&#13;b</Code>", "<Code>a&#13;b</Code>");
    check("<Code><![CDATA[a\r\nb]]></Code>", "<Code>a\nb</Code>");
}

#[test]
fn wrong_nesting() {
    check("<Code>1</Name>", "error: Everything/Code (byte 19): `Code` is closed by `Name`");
    check("<Address><City>c</City></Code>", "error: Everything/Address (byte 35): `Address` is closed by `Code`");
    check("</Code>", "error: Everything (byte 12): `Everything` is closed by `Code`");
    for text in ["<Everything>", "<Everything><Code>1", "<Everything><Code>1</Code", "<Everything><Code", "<Everything><!-- "] {
        assert!(matches!(read(text, &Policy::default()).unwrap_err().kind, DecodeErrorKind::Truncated { .. }), "{text}");
    }
}

#[test]
fn numbers() {
    check("<Limit>+1</Limit>", "<Limit>1</Limit>");
    check("<Limit>050.0000</Limit>", "<Limit>50.0000</Limit>");
    check("<Limit>1,5</Limit>", "error: Everything/Limit (byte 19): `1,5` is not a decimal number such as `1250.00`");
    check("<Limit>1E3</Limit>", "error: Everything/Limit (byte 19): `1E3` is not a decimal number such as `1250.00`");
    same("<Rate>1E3</Rate>");
    same("<Rate>+1</Rate>");
    same("<Rate>-INF</Rate>");
    check("<Rate>1,5</Rate>", "error: Everything/Rate (byte 18): `1,5` is not a number such as `1250.00` or `1.25E3`");
    check("<Days>1.0</Days>", "error: Everything/Days (byte 18): `1.0` is not a whole number such as `42`");
}

#[test]
fn facets() {
    check("<Name>çãéíóúâêôà</Name>", "<Name>çãéíóúâêôà</Name>");
    check("<Name>12345678901</Name>", "error: Everything/Name (byte 18): 11 characters; the schema takes at most 10 characters");
    check("<Limit>1.234</Limit>", "error: Everything/Limit (byte 19): 3 digits after the point; the schema takes at most 2");
    check("<Limit>12345.67</Limit>", "error: Everything/Limit (byte 19): 7 digits; the schema takes at most 6");
    check("<Days>100</Days>", "error: Everything/Days (byte 18): 100; the schema takes no more than 99");
    let kept = "<Days>100</Days>\nEverything/Days (byte 18): 100; the schema takes no more than 99";
    assert_eq!(outcome("<Days>100</Days>", &Policy::lenient()), kept);
}

#[test]
fn an_empty_text_is_as_good_as_missing() {
    let empty = "Everything/Address/Street (byte 29): the text is empty; the schema takes at least 2 characters";
    check("<Address><Street></Street></Address>", &format!("<Address><Street></Street></Address>\n{empty}"));
    check("<Address><Street/></Address>", &format!("<Address><Street></Street></Address>\n{}", empty.replace("29", "30")));
    assert_eq!(outcome("<Address><Street></Street></Address>", &Policy::strict()), format!("error: {empty}"));
    let short = "error: Everything/Address/Street (byte 29): 1 character; the schema takes at least 2 characters";
    check("<Address><Street>s</Street></Address>", short);
}

#[test]
fn dates() {
    same("<Since>2024-02-29-03:00</Since><Sent>2024-06-07T24:00:00Z</Sent><Opens>08:00:00.500-00:00</Opens>");
    check("<Since>2023-02-29</Since>", "error: Everything/Since (byte 19): `2023-02-29` is not a date such as `2024-06-07`");
}

#[test]
fn enumerations() {
    same("<Charge>2</Charge>");
    check("<Charge>9</Charge>", "<Charge>9</Charge>\nEverything/Charge (byte 20): `9` is not one of the known values and was kept");
    check("<Charge>REGISTERED</Charge>", "<Charge>1</Charge>\nEverything/Charge (byte 20): `REGISTERED` was read as `1`");
}

#[test]
fn untyped_elements_stay_as_they_are() {
    same("<Notes>a &amp; <b c='d'><![CDATA[x]]></b><!-- y --></Notes>");
    same("<Notes>plain</Notes>");
    check("<Notes/>", "<Notes></Notes>");
    check("<Notes><b></Notes>", "error: Everything/Notes (byte 22): `b` is closed by `Notes`");
}

#[test]
fn lists() {
    same("<ListOfAgency><Agency><Number>1</Number><ListOfAccount/></Agency><Agency><Number>2</Number></Agency></ListOfAgency>");
    same("<Messages><Message>a</Message><Message></Message></Messages>");
    same("<ListOfAgency/>");
    check(
        "<ListOfAgency><Agency><Name>n</Name></Agency><Other/></ListOfAgency>",
        "<ListOfAgency><Agency><Name>n</Name></Agency></ListOfAgency>\n\
         Everything/ListOfAgency/Agency[1] (byte 57): `Number` is missing\n\
         Everything/ListOfAgency/Other (byte 57): unknown element `Other` was skipped",
    );
    check(
        "<ListOfAgency><Agency><Number>1</Number></Agency><Agency><Number>2</Number><ListOfAccount><Account><Limit>x</Limit>",
        "error: Everything/ListOfAgency/Agency[2]/ListOfAccount/Account[1]/Limit (byte 118): `x` is not a decimal number such as `1250.00`",
    );
}

#[test]
fn attributes_and_their_text() {
    same("<Id scope=\"Federal\" issued=\"2010-01-02\">53</Id><Id scope=\"State\"></Id>");
    check("<Id issued='2010-01-02' scope='a&amp;&quot;&#10;b\n'/>", "<Id scope=\"a&amp;&quot;&#10;b \" issued=\"2010-01-02\"></Id>");
    check("<Id xsi:nil=\"true\" scope=\"x\"/>", "<Id scope=\"x\"/>");
    check("<Id> a<![CDATA[b]]>&amp;c </Id>", "<Id> ab&amp;c </Id>");
    check("<Id Scope=\"x\">1</Id>", "<Id scope=\"x\">1</Id>\nEverything/Id[1]/@scope (byte 26): `Scope` was read as `scope`");
    check("<Id issued=\"x\">1</Id>", "error: Everything/Id[1]/@issued (byte 27): `x` is not a date such as `2024-06-07`");
    check("<Id other=\"x\">1</Id>", "<Id>1</Id>\nEverything/Id[1]/@other (byte 26): unknown attribute `other` with `x` was skipped");
}

#[test]
fn groups() {
    same("<Price>1</Price><Currency>a</Currency><Price>2</Price><Currency>b</Currency>");
    same("<Price>1</Price><Price>2</Price><Currency>b</Currency><Currency>c</Currency>");
    check("<Currency>a</Currency><Price>1</Price><Currency>b</Currency>", "<Price>1</Price><Currency>a</Currency><Currency>b</Currency>");
    check(
        "<Price>1</Price><!-- c --><Currency>a</Currency><New/><Place/>",
        "<Price>1</Price><Currency>a</Currency><Place/>\nEverything/New (byte 60): unknown element `New` was skipped",
    );
    check("<Price/><Price>2</Price>", "<Price>2</Price>");
    check("<Currency>a</Currency><Code>c</Code><Currency>b</Currency>", "<Code>c</Code><Currency>a</Currency><Currency>b</Currency>");
}

#[test]
fn what_the_schema_wants() {
    let two = "<Address><Street>st</Street><City>c</City></Address>";
    check(two, &format!("{two}\nEverything/Address (byte 64): only one of `Street`, `City` fits"));
    let policy = Policy { missing: Reaction::Refuse, ..Policy::default() };
    assert_eq!(outcome("<ListOfAgency><Agency/>", &policy), "error: Everything/ListOfAgency/Agency[1] (byte 35): `Number` is missing");
    let three =
        "<ListOfAgency><Agency><Number>1</Number><ListOfAccount><Account/><Account/><Account/></ListOfAccount></Agency></ListOfAgency>";
    let finding = "Everything/ListOfAgency/Agency[1] (byte 122): `Account` stands there 3 times; the schema takes 0 to 2";
    check(three, &format!("{three}\n{finding}"));
}

#[test]
fn around_the_root() {
    let read = |text: &str| {
        read(text, &Policy::default()).map(|(everything, _)| everything.code.map(String::from)).map_err(|error| error.to_string())
    };
    let one = Ok(Some("1".to_owned()));
    assert_eq!(read("\u{feff}<?xml version=\"1.0\"?>\n<!-- c --><Everything><Code>1</Code></Everything> <!-- d -->\n"), one);
    assert_eq!(read("<Everything xmlns=\"a\"><Code>1</Code></Everything>"), one);
    assert_eq!(read("<e:Everything xmlns:e=\"a\"><Code>1</Code></e:Everything>"), one);
    assert_eq!(read("<Everything/>"), Ok(None));
    let fails = |text: &str, expected: &str| assert_eq!(read(text).unwrap_err(), expected);
    fails("<!DOCTYPE Everything><Everything/>", "document (byte 0): a DOCTYPE is not accepted");
    fails("<Everything><!DOCTYPE a></Everything>", "Everything (byte 12): a DOCTYPE is not accepted");
    fails(
        "<Everything/>x",
        "document (byte 13): text stands outside of the document's element".replace("): ", "): not well-formed XML: ").as_str(),
    );
    fails("<Everything/><a/>", "document (byte 13): not well-formed XML: something stands behind the end of the document");
    fails("", "document (byte 0): not well-formed XML: the document has no element");
    fails("<Other/>", "document (byte 0): the root is `Other`; a message is a `TOTVSMessage`");
}
