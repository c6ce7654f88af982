//! What reading correctly means, case by case: known codecs fail many of these. Each is a test of its own, read on both paths, with the value as it
//! is written again and what is noticed, or with the error.

use super::{outcome, read, write};
use crate::codec::{FindingKind, Policy, xml};

/// Each line is a test: the inside of `Everything`, what comes of it, and the policy where it is not the default.
macro_rules! wanted {
    ($($(#[$doc:meta])* $row:ident { $($name:ident: $inside:expr $(, $policy:expr)? => $wanted:expr;)* })*) => {
        $($(#[$doc])* mod $row {
            use super::*;

            $(#[test]
            fn $name() {
                let policies: &[Policy] = &[$($policy)?];
                let policy = policies.first().copied().unwrap_or_default();
                let inside: &str = &$inside;
                assert_eq!(outcome(inside, &policy), $wanted, "on {inside}");
            })*
        })*
    };
}

/// The default with other limits.
fn limited(limit: impl Fn(&mut Policy)) -> Policy {
    let mut policy = Policy::default();
    limit(&mut policy);
    policy
}

wanted! {
    /// The joined text.
    joined_text {
        named_references: "<Code>&amp;&lt;&gt;&quot;&apos;</Code>" => "<Code>&amp;&lt;&gt;\"'</Code>";
        decimal_reference: "<Code>caf&#233;</Code>" => "<Code>caf\u{e9}</Code>";
        hexadecimal_reference: "<Code>caf&#xE9;</Code>" => "<Code>caf\u{e9}</Code>";
        reference_beyond_the_first_plane: "<Code>&#x1F600;</Code>" => "<Code>\u{1f600}</Code>";
        reference_in_a_list_item: "<Messages><Message>&amp;</Message></Messages>" => "<Messages><Message>&amp;</Message></Messages>";
        reference_in_an_attribute: "<Id scope=\"a&amp;&#233;\">1</Id>" => "<Id scope=\"a&amp;\u{e9}\">1</Id>";
        reference_beside_attributes: "<Id scope=\"a\">&#49;</Id>" => "<Id scope=\"a\">1</Id>";
        reference_in_a_number: "<Limit>1&#50;.5</Limit>" => "<Limit>12.5</Limit>";
        cdata: "<Code><![CDATA[<b>&amp;]]></Code>" => "<Code>&lt;b&gt;&amp;amp;</Code>";
        cdata_in_a_number: "<Limit><![CDATA[1.5]]></Limit>" => "<Limit>1.5</Limit>";
        text_cdata_text: "<Code>a<![CDATA[b]]>c</Code>" => "<Code>abc</Code>";
        cdata_cdata: "<Code><![CDATA[a]]]]><![CDATA[>b]]></Code>" => "<Code>a]]&gt;b</Code>";
        comment_inside: "<Code>a<!-- & <b> -->c</Code>" => "<Code>ac</Code>";
        comment_alone: "<Code><!-- c --></Code>" => "<Code></Code>";
        instruction_inside: "<Code>a<?p q?>c</Code>" => "<Code>ac</Code>";
        comment_in_a_number: "<Limit>1<!-- c -->2</Limit>" => "<Limit>12</Limit>";
    }

    /// Kept: branch codes are padded with blanks, and trimming changes keys.
    blanks_of_texts {
        leading: "<Code>  01</Code>" => "<Code>  01</Code>";
        trailing: "<Code>D MG 01 </Code>" => "<Code>D MG 01 </Code>";
        only: "<Code>   </Code>" => "<Code>   </Code>";
        only_one: "<Code> </Code>" => "<Code> </Code>";
        line_ends_and_tabs: "<Code>\n\ta\n</Code>" => "<Code>\n\ta\n</Code>";
        beside_cdata: "<Code> <![CDATA[ a ]]> </Code>" => "<Code>  a  </Code>";
        by_reference: "<Code>&#32;a&#32;</Code>" => "<Code> a </Code>";
        around_a_comment: "<Code> <!-- c --> </Code>" => "<Code>  </Code>";
        in_a_list_item: "<Messages><Message> a </Message></Messages>" => "<Messages><Message> a </Message></Messages>";
        beside_attributes: "<Id scope=\"x\"> 53 </Id>" => "<Id scope=\"x\"> 53 </Id>";
        beside_an_unknown_attribute: "<Code a=\"1\"> 01 </Code>" =>
            "<Code> 01 </Code>\nEverything/Code/@a (byte 24): unknown attribute `a` with `1` was skipped";
        in_an_attribute: "<Id scope=\" x \">1</Id>" => "<Id scope=\" x \">1</Id>";
        longer_than_what_is_compared_at_once: format!("<Code>{}</Code>", " ".repeat(40)) => format!("<Code>{}</Code>", " ".repeat(40));
        collapsed_where_the_schema_says_so: "<Title>  a \n b </Title>" => "<Title>a b</Title>";
    }

    /// Accepted.
    blanks_around_values {
        decimal: "<Limit> 12.50 </Limit>" => "<Limit>12.50</Limit>";
        decimal_on_its_own_line: "<Limit>\r\n\t12.50\r\n</Limit>" => "<Limit>12.50</Limit>";
        whole_number: "<Days>\t7\n</Days>" => "<Days>7</Days>";
        float: "<Rate> 1.5E2 </Rate>" => "<Rate>1.5E2</Rate>";
        boolean: "<Active> true </Active>" => "<Active>true</Active>";
        boolean_as_a_digit: "<Active>\n1\n</Active>" => "<Active>true</Active>";
        date: "<Since> 2024-06-07 </Since>" => "<Since>2024-06-07</Since>";
        moment: "<Sent> 2024-06-07T08:00:00Z </Sent>" => "<Sent>2024-06-07T08:00:00Z</Sent>";
        time: "<Opens> 08:00:00 </Opens>" => "<Opens>08:00:00</Opens>";
        list_item: "<Discount> 1 </Discount><Discount>\n2</Discount>" => "<Discount>1</Discount><Discount>2</Discount>";
        in_cdata: "<Limit><![CDATA[ 1 ]]></Limit>" => "<Limit>1</Limit>";
    }

    /// Absent; and the difference of absent and empty stays visible for texts.
    empty_values {
        number_without_content: "<Limit/>" => "";
        number_with_two_tags: "<Limit></Limit>" => "";
        number_of_blanks: "<Limit> \n</Limit>" => "";
        number_of_a_comment: "<Limit><!-- c --></Limit>" => "";
        float: "<Rate/>" => "";
        whole_number: "<Days/>" => "";
        boolean: "<Active/>" => "";
        date: "<Since/>" => "";
        list_item: "<Discount/><Discount>1</Discount>" => "<Discount>1</Discount>";
        nil_text: "<Code xsi:nil=\"true\"/>" => "";
        nil_text_as_a_digit: "<Code xsi:nil='1'></Code>" => "";
        nil_with_another_prefix: "<Code i:nil=\"true\" xmlns:i=\"u\"/>" => "";
        not_nil: "<Code xsi:nil=\"false\"/>" => "<Code></Code>";
        nil_number_with_a_value: "<Limit xsi:nil=\"true\">5</Limit>" => "";
        nil_beside_attributes: "<Id scope=\"x\" xsi:nil=\"true\"></Id>" => "<Id scope=\"x\"/>";
    }

    /// Present and empty.
    empty_texts {
        without_content: "<Code/>" => "<Code></Code>";
        without_content_after_a_blank: "<Code />" => "<Code></Code>";
        with_two_tags: "<Code></Code>" => "<Code></Code>";
        empty_cdata: "<Code><![CDATA[]]></Code>" => "<Code></Code>";
        list_items: "<Messages><Message/><Message></Message></Messages>" => "<Messages><Message></Message><Message></Message></Messages>";
        beside_attributes: "<Id scope=\"x\"/>" => "<Id scope=\"x\"></Id>";
        in_a_record: "<Contact><Name/></Contact>" => "<Contact><Name></Name></Contact>";
        absent: "<Contact/>" => "<Contact/>";
    }

    /// By policy: refused or reported; the default reports and goes on.
    unknown_elements {
        first: "<New>1</New><Code>1</Code>" => "<Code>1</Code>\nEverything/New (byte 12): unknown element `New` was skipped";
        last: "<Code>1</Code><New/>" => "<Code>1</Code>\nEverything/New (byte 26): unknown element `New` was skipped";
        between_list_items: "<Discount>1</Discount><New/><Discount>2</Discount>" =>
            "<Discount>1</Discount><Discount>2</Discount>\nEverything/New (byte 34): unknown element `New` was skipped";
        in_a_list: "<ListOfAgency><New/><Agency><Number>1</Number></Agency></ListOfAgency>" =>
            "<ListOfAgency><Agency><Number>1</Number></Agency></ListOfAgency>\n\
             Everything/ListOfAgency/New (byte 26): unknown element `New` was skipped";
        in_a_group: "<Price>1</Price><New/><Currency>a</Currency>" =>
            "<Price>1</Price><Currency>a</Currency>\nEverything/New (byte 28): unknown element `New` was skipped";
        in_a_value: "<Limit>1<b>2</b>3</Limit>" => "<Limit>13</Limit>\nEverything/Limit/b (byte 20): unknown element `b` was skipped";
        named_like_the_one_around_it: "<Address><Address><City>c</City></Address></Address>" =>
            "<Address/>\nEverything/Address/Address (byte 21): unknown element `Address` was skipped";
        with_a_name_that_begins_like_a_known_one: "<Codes>1</Codes><Code>1</Code>" =>
            "<Code>1</Code>\nEverything/Codes (byte 12): unknown element `Codes` was skipped";
        with_a_name_that_a_known_one_begins_with: "<Cod>1</Cod>" => "\nEverything/Cod (byte 12): unknown element `Cod` was skipped";
        refused: "<Code>1</Code><New/>", Policy::strict() => "error: Everything/New (byte 26): element `New` is not known";
        refused_in_a_list: "<ListOfAgency><New/></ListOfAgency>", Policy::strict() =>
            "error: Everything/ListOfAgency/New (byte 26): element `New` is not known";
    }

    /// Accepted.
    order {
        reversed: "<Days>7</Days><Limit>1</Limit><Name>n</Name><Code>c</Code>" =>
            "<Code>c</Code><Name>n</Name><Limit>1</Limit><Days>7</Days>";
        record_before_a_value: "<Address><City>c</City></Address><Code>c</Code>" => "<Code>c</Code><Address><City>c</City></Address>";
        inside_a_record: "<Contact><Phone>5</Phone><Name>n</Name></Contact>" => "<Contact><Name>n</Name><Phone>5</Phone></Contact>";
        inside_list_items: "<ListOfAgency><Agency><Name>a</Name><Number>1</Number></Agency><Agency><Number>2</Number></Agency></ListOfAgency>" =>
            "<ListOfAgency><Agency><Number>1</Number><Name>a</Name></Agency><Agency><Number>2</Number></Agency></ListOfAgency>";
        interleaved_items: "<Discount>1</Discount><Contact/><Discount>2</Discount><Contact><Name>n</Name></Contact><Discount>3</Discount>" =>
            "<Discount>1</Discount><Discount>2</Discount><Discount>3</Discount><Contact/><Contact><Name>n</Name></Contact>";
        interleaved_with_values: "<Discount>1</Discount><Code>c</Code><Discount>2</Discount>" =>
            "<Code>c</Code><Discount>1</Discount><Discount>2</Discount>";
    }

    /// An error, or the last with a report, by policy; never silent.
    duplicates {
        value: "<Code>1</Code><Code>2</Code>" => "error: Everything/Code (byte 26): `Code` stands there twice";
        value_apart: "<Code>1</Code><Days>1</Days><Code>2</Code>" => "error: Everything/Code (byte 40): `Code` stands there twice";
        same_value: "<Code>1</Code><Code>1</Code>" => "error: Everything/Code (byte 26): `Code` stands there twice";
        empty_value: "<Limit/><Limit/>" => "error: Everything/Limit (byte 20): `Limit` stands there twice";
        in_another_case: "<Code>1</Code><code>2</code>" => "error: Everything/Code (byte 26): `Code` stands there twice";
        with_a_prefix: "<Code>1</Code><a:Code>2</a:Code>" => "error: Everything/Code (byte 26): `Code` stands there twice";
        record: "<Address/><Address/>" => "error: Everything/Address (byte 22): `Address` stands there twice";
        list: "<ListOfAgency/><ListOfAgency/>" => "error: Everything/ListOfAgency (byte 27): `ListOfAgency` stands there twice";
        in_a_list_item: "<ListOfAgency><Agency><Number>1</Number><Number>2</Number></Agency></ListOfAgency>" =>
            "error: Everything/ListOfAgency/Agency[1]/Number (byte 52): `Number` stands there twice";
        the_last_counts: "<Code>1</Code><Code>2</Code>", Policy::lenient() =>
            "<Code>2</Code>\nEverything/Code (byte 26): `Code` stands there twice; the last one counts";
        the_last_record_counts: "<Address><City>a</City></Address><Address><City>b</City></Address>", Policy::lenient() =>
            "<Address><City>b</City></Address>\nEverything/Address (byte 45): `Address` stands there twice; the last one counts";
        the_last_of_three_counts: "<Code>1</Code><Code>2</Code><Code>3</Code>", Policy::lenient() =>
            "<Code>3</Code>\nEverything/Code (byte 26): `Code` stands there twice; the last one counts\n\
             Everything/Code (byte 40): `Code` stands there twice; the last one counts";
        attribute: "<Id scope=\"a\" scope=\"b\">1</Id>" =>
            "error: Everything/Id[1] (byte 12): not well-formed XML: attribute `scope` stands there twice";
    }

    /// Accepted.
    spellings {
        boolean_1: "<Active>1</Active>" => "<Active>true</Active>";
        boolean_0: "<Active>0</Active>" => "<Active>false</Active>";
        boolean_true: "<Active>true</Active>" => "<Active>true</Active>";
        boolean_false: "<Active>false</Active>" => "<Active>false</Active>";
        end_tag_with_a_blank: "<Name>n</Name >" => "<Name>n</Name>";
        end_tag_with_a_line_end: "<Name>n</Name\r\n>" => "<Name>n</Name>";
        end_tag_of_a_record_with_a_blank: "<Address><City>c</City></Address ><Contact/>" => "<Address><City>c</City></Address><Contact/>";
        start_tag_with_a_blank: "<Name >n</Name>" => "<Name>n</Name>";
        attribute_on_a_value: "<Name lang=\"pt\">n</Name>" =>
            "<Name>n</Name>\nEverything/Name/@lang (byte 28): unknown attribute `lang` with `pt` was skipped";
        attribute_on_a_record: "<Address a='1'><City>c</City></Address>" =>
            "<Address><City>c</City></Address>\nEverything/Address/@a (byte 27): unknown attribute `a` with `1` was skipped";
        attribute_of_xml: "<Name xml:lang=\"pt\" xmlns=\"u\">n</Name>" => "<Name>n</Name>";
        attribute_refused: "<Name lang=\"pt\">n</Name>", Policy::strict() =>
            "error: Everything/Name/@lang (byte 28): element `@lang` is not known";
    }

    /// LF; and `&#13;` is written for a CR.
    line_ends {
        crlf: "<Code>a\r\nb</Code>" => "<Code>a\nb</Code>";
        cr_alone: "<Code>a\rb</Code>" => "<Code>a\nb</Code>";
        crlf_in_cdata: "<Code><![CDATA[a\r\nb]]></Code>" => "<Code>a\nb</Code>";
        cr_cr_lf: "<Code>a\r\r\nb</Code>" => "<Code>a\n\nb</Code>";
        cr_at_the_end: "<Code>a\r</Code>" => "<Code>a\n</Code>";
        cr_by_reference: "<Code>a&#13;b</Code>" => "<Code>a&#13;b</Code>";
        cr_by_reference_before_lf: "<Code>a&#xD;\nb</Code>" => "<Code>a&#13;\nb</Code>";
        crlf_between_elements: "\r\n<Code>1</Code>\r\n<Name>n</Name>\r\n" => "<Code>1</Code><Name>n</Name>";
    }

    /// An error with path and position.
    errors {
        mismatched_end: "<Code>1</Name>" => "error: Everything/Code (byte 19): `Code` is closed by `Name`";
        mismatched_end_of_a_record: "<Address><City>c</City></Contact>" => "error: Everything/Address (byte 35): `Address` is closed by `Contact`";
        mismatched_end_in_another_case: "<Code>1</code>" => "error: Everything/Code (byte 19): `Code` is closed by `code`";
        mismatched_end_of_an_unknown_element: "<New>1</Old>" => "error: Everything/New (byte 18): `New` is closed by `Old`";
        end_missing_in_the_middle: "<Address><City>c</Address>" => "error: Everything/Address/City (byte 28): `City` is closed by `Address`";
        number_with_a_comma: "<Limit>1,5</Limit>" => "error: Everything/Limit (byte 19): `1,5` is not a decimal number such as `1250.00`";
        number_with_a_comma_in_a_list: "<Discount>1</Discount><Discount>1,5</Discount>" =>
            "error: Everything/Discount[2] (byte 44): `1,5` is not a decimal number such as `1250.00`";
        undefined_entity: "<Code>caf&eacute;</Code>" => "error: Everything/Code (byte 21): not well-formed XML: `&eacute;` is not defined";
        undefined_entity_in_an_attribute: "<Id scope='&eacute;'>1</Id>" =>
            "error: Everything/Id[1] (byte 12): not well-formed XML: at 1..7: unrecognized entity `eacute`";
        undefined_entity_in_an_unknown_element: "<New>&eacute;</New>" =>
            "error: Everything/New (byte 17): not well-formed XML: `&eacute;` is not defined";
        doctype: "<!DOCTYPE a>" => "error: Everything (byte 12): a DOCTYPE is not accepted";
        doctype_in_a_value: "<Code>1<!DOCTYPE a></Code>" => "error: Everything/Code (byte 19): a DOCTYPE is not accepted";
        doctype_in_lower_case: "<!doctype a>" => "error: Everything (byte 12): a DOCTYPE is not accepted";
    }

    /// Accepted where the type is a float in the schema, an error with its position where it is a decimal; a plus is one of decimals too.
    numbers {
        exponent_in_a_float: "<Rate>1E3</Rate>" => "<Rate>1E3</Rate>";
        plus_in_a_float: "<Rate>+1</Rate>" => "<Rate>+1</Rate>";
        exponent_in_a_decimal: "<Limit>1E3</Limit>" => "error: Everything/Limit (byte 19): `1E3` is not a decimal number such as `1250.00`";
        plus_in_a_decimal: "<Limit>+1</Limit>" => "<Limit>1</Limit>";
        exponent_in_a_whole_number: "<Days>1E1</Days>" => "error: Everything/Days (byte 18): `1E1` is not a whole number such as `42`";
        scale_of_a_decimal: "<Limit>1.50</Limit>" => "<Limit>1.50</Limit>";
    }

    /// Matched by their local names.
    prefixes {
        value: "<ns:Code>1</ns:Code>" => "<Code>1</Code>";
        record: "<ns:Address><ns:City>c</ns:City></ns:Address>" => "<Address><City>c</City></Address>";
        list: "<a:ListOfAgency><b:Agency><c:Number>1</c:Number></b:Agency></a:ListOfAgency>" =>
            "<ListOfAgency><Agency><Number>1</Number></Agency></ListOfAgency>";
        attribute: "<Id x:scope=\"s\">1</Id>" => "<Id scope=\"s\">1</Id>";
        one_tag_only: "<ns:Code>1</Code>" => "error: Everything/Code (byte 22): `ns:Code` is closed by `Code`";
        another_one_on_the_end_tag: "<a:Code>1</b:Code>" => "error: Everything/Code (byte 21): `a:Code` is closed by `b:Code`";
        unknown: "<ns:New/>" => "\nEverything/New (byte 12): unknown element `ns:New` was skipped";
    }

    /// Kept as text beside the known values, reported.
    enumerations {
        known: "<Charge>1</Charge>" => "<Charge>1</Charge>";
        other: "<Charge>9</Charge>" => "<Charge>9</Charge>\nEverything/Charge (byte 20): `9` is not one of the known values and was kept";
        other_with_blanks: "<Charge> 9 </Charge>" =>
            "<Charge> 9 </Charge>\nEverything/Charge (byte 20): ` 9 ` is not one of the known values and was kept";
        empty: "<Charge/>" => "<Charge></Charge>\nEverything/Charge (byte 21): `` is not one of the known values and was kept";
        another_spelling: "<Charge>REGISTERED</Charge>" => "<Charge>1</Charge>\nEverything/Charge (byte 20): `REGISTERED` was read as `1`";
    }

    /// An error that names the limit; limits are configuration.
    limits {
        text: "<Code>1234</Code>", limited(|policy| policy.limits.text = 3) => "error: Everything/Code (byte 18): text length is limited to 3";
        long_text: "<Code>12345678901234567</Code>", limited(|policy| policy.limits.text = 16) =>
            "error: Everything/Code (byte 18): text length is limited to 16";
        long_text_that_just_fits: "<Code>1234567890123456</Code>", limited(|policy| policy.limits.text = 16) =>
            "<Code>1234567890123456</Code>";
        longer_text: "<Code>123456789012345678901234567890123</Code>", limited(|policy| policy.limits.text = 32) =>
            "error: Everything/Code (byte 18): text length is limited to 32";
        longer_text_that_just_fits: "<Code>12345678901234567890123456789012</Code>", limited(|policy| policy.limits.text = 32) =>
            "<Code>12345678901234567890123456789012</Code>";
        text_that_just_fits: "<Code>123</Code>", limited(|policy| policy.limits.text = 3) => "<Code>123</Code>";
        text_in_bytes: "<Code>\u{e9}\u{e9}</Code>", limited(|policy| policy.limits.text = 3) =>
            "error: Everything/Code (byte 18): text length is limited to 3";
        text_of_references: "<Code>&#49;&#50;&#51;</Code>", limited(|policy| policy.limits.text = 3) => "<Code>123</Code>";
        text_of_cdata: "<Code><![CDATA[1234]]></Code>", limited(|policy| policy.limits.text = 3) =>
            "error: Everything/Code (byte 18): text length is limited to 3";
        text_in_parts: "<Code>12<!-- -->34</Code>", limited(|policy| policy.limits.text = 3) =>
            "error: Everything/Code (byte 28): text length is limited to 3";
        list: "<Discount>1</Discount><Discount>2</Discount>", limited(|policy| policy.limits.items = 1) =>
            "error: Everything/Discount[2] (byte 34): list length is limited to 1";
        list_of_records: "<ListOfAgency><Agency/><Agency/></ListOfAgency>", limited(|policy| policy.limits.items = 1) =>
            "error: Everything/ListOfAgency/Agency[2] (byte 35): list length is limited to 1";
        group: "<Price>1</Price><Currency>a</Currency><Price>2</Price><Currency>b</Currency>", limited(|policy| policy.limits.items = 1) =>
            "error: Everything (byte 66): list length is limited to 1";
        group_before_what_else_is_wrong: "<Price>1</Price><Currency>&bad;</Currency>", limited(|policy| policy.limits.items = 0) =>
            "error: Everything (byte 28): list length is limited to 0";
        depth: "<Address><City>c</City></Address>", limited(|policy| policy.limits.depth = 1) =>
            "error: Everything/Address (byte 12): element depth is limited to 1";
        depth_of_unknown_elements: "<a><b><c/></b></a>", limited(|policy| policy.limits.depth = 3) =>
            "error: Everything/a (byte 18): element depth is limited to 3";
        document: "<Code>1</Code>", limited(|policy| policy.limits.document = 30) =>
            "error: document (byte 30): document length is limited to 30";
    }
}

/// The document from its bytes, read and written again, or the error.
fn whole(bytes: &[u8]) -> String {
    let policy = Policy::default();
    let text = match xml::text(bytes, &policy) {
        Ok(text) => text,
        Err(error) => return format!("error: {error}"),
    };
    read(&text, &policy).map_or_else(|error| format!("error: {error}"), |(everything, _)| write(&everything))
}

#[test]
fn a_second_element_that_does_not_end_is_a_document_that_ends() {
    let wanted = |text: &str, at: usize| {
        let error = "document ends inside `Everything`";
        let found = read(text, &Policy::default()).unwrap_err().to_string();
        assert!(found.contains(error) && found.contains(&format!("byte {at}")), "{text}: {found}");
    };
    wanted("<Everything><Address/><Address ", 31);
    wanted("<Everything><Code>1</Code><Code ", 32);
    wanted("<Everything><Messages/><Messages/", 33);
    wanted("<Everything><ListOfAgency/><ListOfAgency a='", 44);
}

#[test]
fn byte_order_mark_is_accepted() {
    assert_eq!(whole("\u{feff}<Everything><Code>1</Code></Everything>".as_bytes()), "<Everything><Code>1</Code></Everything>");
}

#[test]
fn declared_windows_1252_is_decoded() {
    let bytes = b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><Everything><Code>Caf\xe9 \x80</Code></Everything>";
    assert_eq!(whole(bytes), "<Everything><Code>Caf\u{e9} \u{20ac}</Code></Everything>");
}

#[test]
fn declared_iso_8859_1_is_decoded_as_windows_1252() {
    let bytes = b"<?xml version='1.0' encoding='ISO-8859-1'?><Everything><Code>\xe9\x80</Code></Everything>";
    assert_eq!(whole(bytes), "<Everything><Code>\u{e9}\u{20ac}</Code></Everything>");
}

#[test]
fn undeclared_windows_1252_is_an_error() {
    let wanted = "error: document (byte 18): the bytes are not UTF-8; a document in another encoding names it in its XML declaration";
    assert_eq!(whole(b"<Everything><Code>\xe9</Code></Everything>"), wanted);
}

#[test]
fn doctype_before_the_root_is_an_error() {
    assert_eq!(whole(b"<!DOCTYPE Everything><Everything/>"), "error: document (byte 0): a DOCTYPE is not accepted");
}

#[test]
fn prefixed_root_is_matched() {
    assert_eq!(whole(b"<e:Everything xmlns:e='u'><e:Code>1</e:Code></e:Everything>"), "<Everything><Code>1</Code></Everything>");
}

#[test]
fn source_of_an_unknown_element_is_kept_in_the_report() {
    let new = "<New a=\"1\"> <b>x</b><!-- c --><![CDATA[&]]></New>";
    let text = format!("<Everything>{new}<Code>1</Code></Everything>");
    let (_, report) = read(&text, &Policy::default()).unwrap();
    let kind = FindingKind::UnknownElement { element: "New".to_owned(), source: new.to_owned() };
    assert_eq!(report.findings.into_iter().map(|finding| finding.kind).collect::<Vec<_>>(), [kind]);
}

#[test]
fn absent_and_empty_texts_are_not_the_same() {
    let code = |text: &str| read(text, &Policy::default()).unwrap().0.code.map(String::from);
    assert_eq!(code("<Everything/>"), None);
    assert_eq!(code("<Everything><Code/></Everything>"), Some(String::new()));
    assert_eq!(code("<Everything><Code xsi:nil='true'/></Everything>"), None);
}
