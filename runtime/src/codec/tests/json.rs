//! The JSON form.

use super::records::{EVERYTHING, Everything};
use crate::codec::json::{self, JsonSink};
use crate::codec::{Policy, xml};

/// Reads JSON and writes XML, with each finding on a line of its own; or the error.
fn outcome(text: &str) -> String {
    let value = serde_json::from_str(text).unwrap();
    match json::read_root::<Everything<'_>>(&value, &EVERYTHING, &Policy::default()) {
        Err(error) => format!("error: {error}"),
        Ok((everything, report)) => {
            let findings = report.findings.iter().map(|finding| format!("\n{finding}"));
            std::iter::once(super::write(&everything)).chain(findings).collect()
        }
    }
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    assert_eq!(outcome(text), expected, "on {text}");
}

/// XML and JSON that say the same.
#[track_caller]
fn same(xml: &str, json: &str) {
    let text = format!("<Everything>{xml}</Everything>");
    let (everything, _) = xml::read_root::<Everything<'_>>(&text, &EVERYTHING, &Policy::default()).unwrap();
    assert_eq!(JsonSink::root(&EVERYTHING, &everything).to_string(), json);
    let value = serde_json::from_str(json).unwrap();
    let (read, report) = json::read_root::<Everything<'_>>(&value, &EVERYTHING, &Policy::default()).unwrap();
    assert_eq!(read, everything);
    assert!(report.is_empty(), "{report:?}");
}

#[test]
fn both_forms_say_the_same() {
    same("<Code>a \"b\"</Code><Name></Name>", r#"{"Code":"a \"b\"","Name":""}"#);
    same(
        "<Limit>150.00</Limit><Rate>1.50</Rate><Days>7</Days><Active>true</Active>",
        r#"{"Limit":150.00,"Rate":1.50,"Days":7,"Active":true}"#,
    );
    same("<Rate>INF</Rate>", r#"{"Rate":"INF"}"#);
    same("<Rate>+1.5</Rate>", r#"{"Rate":"+1.5"}"#);
    same("<Since>2024-06-07</Since><Charge>2</Charge>", r#"{"Since":"2024-06-07","Charge":"2"}"#);
    same("<Notes>a &amp; b</Notes>", r#"{"Notes":"a & b"}"#);
    same("<Discount>1</Discount><Discount>2.0</Discount>", r#"{"Discount":[1,2.0]}"#);
    same("<Address><City>c</City></Address><Contact/><Contact/>", r#"{"Address":{"City":"c"},"Contact":[{},{}]}"#);
    same("<ListOfAgency><Agency><Number>1</Number></Agency></ListOfAgency>", r#"{"Agencies":[{"Number":"1"}]}"#);
    same("<ListOfAgency/><Messages><Message>a</Message></Messages>", r#"{"Agencies":[],"Messages":["a"]}"#);
    same("<Id scope=\"Federal\">53</Id>", r#"{"Id":[{"scope":"Federal","Id":"53"}]}"#);
    same("<Price>1</Price><Price>2</Price><Currency>b</Currency><Currency>c</Currency>", r#"{"Price":[1,2],"Currency":[null,"b","c"]}"#);
}

#[test]
fn other_forms_are_read() {
    reads(
        r#"{"Limit":"1.50","Days":"7","Active":"1","Code":12.50,"Name":true}"#,
        "<Everything><Code>12.50</Code><Name>true</Name><Limit>1.50</Limit><Days>7</Days><Active>true</Active></Everything>",
    );
    reads(
        r#"{"Discount":5,"Contact":{"Name":"n"},"Messages":"m"}"#,
        "<Everything><Discount>5</Discount><Contact><Name>n</Name></Contact><Messages><Message>m</Message></Messages></Everything>",
    );
    reads(
        r#"{"Agencies":{"Agency":[{"Number":"1"}]},"Code":["c"]}"#,
        "<Everything><Code>c</Code><ListOfAgency><Agency><Number>1</Number></Agency></ListOfAgency></Everything>",
    );
    reads(r#"{"code":"c"}"#, "<Everything><Code>c</Code></Everything>\nEverything/Code (byte 0): `code` was read as `Code`");
    reads(r#"{"Code":null,"Limit":"","Address":null}"#, "<Everything/>");
    reads(r#"{"Id":["53",{"$":"54"}]}"#, "<Everything><Id>53</Id><Id>54</Id></Everything>");
    reads(r#"{"Notes":{"a":1}}"#, "<Everything><Notes>{\"a\":1}</Notes></Everything>");
    reads(r#"{"New":{"a":[1]}}"#, "<Everything/>\nEverything/New (byte 0): unknown element `New` was skipped");
}

#[test]
fn what_does_not_fit_is_an_error() {
    reads(r#"{"Limit":1e3}"#, "error: Everything/Limit (byte 0): `1e+3` is not a decimal number such as `1250.00`");
    reads(r#"{"Code":{"a":1}}"#, "error: Everything/Code (byte 0): `{\"a\":1}` is not a single value");
    reads(r#"{"Address":"x"}"#, "error: Everything/Address (byte 0): `\"x\"` is not an object");
    reads(r#"{"Code":["a","b"]}"#, "error: Everything/Code (byte 0): `Code` stands there twice");
    reads(r#"{"Name":"12345678901"}"#, "error: Everything/Name (byte 0): 11 characters; the schema takes at most 10 characters");
}
