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
fn declared_forms_are_written() {
    same("<Taxes><Tax><Name>n</Name></Tax><Tax/></Taxes>", r#"{"taxes":{"tax":[{"Name":"n"},{}]}}"#);
    same("<Taxes/>", r#"{"taxes":{"tax":[]}}"#);
    same("<Marks><Mark>7</Mark><Mark>8</Mark></Marks>", r#"{"Marks":[["7","8"]]}"#);
    same("<Marks/>", r#"{"Marks":[[]]}"#);
    same("<Row><Cell>a</Cell><Cell>b</Cell></Row><Row/><Row><Cell>c</Cell></Row>", r#"{"Row":[["a","b"],[],["c"]]}"#);
    same("<Width>1.50</Width><Sealed>true</Sealed>", r#"{"Width":"1.50","Sealed":"true"}"#);
    same("<Tin>15000000000000000000000</Tin>", r#"{"Tin":15000000000000000000000}"#);
    // What JSON has no number for stays a text: the zeros in front count.
    same("<Tin>007</Tin>", r#"{"Tin":"007"}"#);
}

#[test]
fn every_form_of_a_list_is_read() {
    let taxes = "<Everything><Taxes><Tax><Name>n</Name></Tax></Taxes></Everything>";
    for text in [
        r#"{"taxes":{"tax":[{"Name":"n"}]}}"#,
        r#"{"taxes":{"tax":[[{"Name":"n"}]]}}"#,
        r#"{"taxes":{"tax":{"Name":"n"}}}"#,
        r#"{"taxes":[{"Name":"n"}]}"#,
        r#"{"taxes":[[{"Name":"n"}],[]]}"#,
        r#"{"taxes":{"Name":"n"}}"#,
    ] {
        reads(text, taxes);
    }
    reads(r#"{"taxes":{}}"#, "<Everything><Taxes/></Everything>");
    reads(r#"{"taxes":{"tax":null}}"#, "<Everything><Taxes/></Everything>");
    reads(r#"{"taxes":null}"#, "<Everything/>");
    reads(
        r#"{"Taxes":{"Tax":[{"Name":"n"}],"Other":1}}"#,
        &format!(
            "{taxes}\nEverything/taxes (byte 0): `Taxes` was read as `taxes`\nEverything/taxes/tax (byte 0): `Tax` was read as `tax`\n\
             Everything/taxes/Other (byte 0): unknown element `Other` was skipped"
        ),
    );

    let marks = "<Everything><Marks><Mark>7</Mark><Mark>8</Mark></Marks></Everything>";
    for text in [r#"{"Marks":[["7"],[8]]}"#, r#"{"Marks":[7,"8"]}"#, r#"{"Marks":{"Mark":["7",8]}}"#] {
        reads(text, marks);
    }
    reads(r#"{"Messages":[["a"],["b"]]}"#, "<Everything><Messages><Message>a</Message><Message>b</Message></Messages></Everything>");
    reads(r#"{"Row":[{"Cell":["a"]},{"Cell":"b"}]}"#, "<Everything><Row><Cell>a</Cell></Row><Row><Cell>b</Cell></Row></Everything>");
    reads(r#"{"Tin":"12","Width":1.50,"Sealed":true}"#, "<Everything><Tin>12</Tin><Width>1.50</Width><Sealed>true</Sealed></Everything>");
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
    reads(r#"{"Contact":[["x"]]}"#, "error: Everything/Contact[1] (byte 0): `[\"x\"]` is not an object");
    reads(r#"{"Marks":[[[7]]]}"#, "error: Everything/Marks/Mark[1] (byte 0): `[7]` is not a single value");
    reads(r#"{"Name":"12345678901"}"#, "error: Everything/Name (byte 0): 11 characters; the schema takes at most 10 characters");
}
