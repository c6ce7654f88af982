//! What generated code does: documents there and back, dispatch, typed keys, De-Para rows and outcomes.

use depara::codec::{json, xml};
use depara::rows::Layout;
use depara::{Any, Environment, Field, Key, KeyContext, Message, Messages, Outcome, Policy, Sink};
use depara_tests_generated::json::weighing_1_000::BusinessContent as Weighing;
use depara_tests_generated::keys::banc010::{FmercKey, FmercKeyValues, FnotaKey, Zs1Zs1Cod, Zs1Zs1Num, Zs1Zs1NumValues};
use depara_tests_generated::keys::banc020::Zs2Zs2Cod;
use depara_tests_generated::keys::goods_2_001::{self, Batch, BusinessContent as Goods, Header, Kind, Owner};
use depara_tests_generated::records::basket_1_002::{BusinessContent as Basket, Kind as BasketKind};
use depara_tests_generated::{records, shared};

const CONTENT: Field = depara::field!("BusinessContent");

const BASKET: &str = "<BusinessContent version=\"1\"><Code>A1</Code><Comments>de manhã</Comments><Total>10.50</Total><Weight>1.5E2</Weight>\
    <Boxes>3</Boxes><SoldOn>2024-01-31</SoldOn><SentAt>2024-01-31T08:00:00-03:00</SentAt><OpensAt>06:30:00</OpensAt><Paid>true</Paid>\
    <Extra><b>cru</b></Extra><Kind>9</Kind><Delivery><Days>2</Days></Delivery>\
    <ListOfItem><Item><Code>uva</Code><Quantity>1.250</Quantity></Item><Item><Code>figo</Code></Item></ListOfItem>\
    <ListOfTag><Tag>doce</Tag></ListOfTag><Note>um</Note><Note>dois</Note><Scale unit=\"kg\">2.5</Scale><CustomerCode>7</CustomerCode>\
    <Day>2024-02-01</Day><Price>1.0000</Price><Day>2024-02-02</Day><Price>1.1000</Price></BusinessContent>";

fn read(text: &str) -> (Basket<'_>, Vec<String>) {
    let (basket, report) = xml::read_root::<Basket>(text, &CONTENT, &Policy::default()).unwrap();
    (basket, report.findings.iter().map(ToString::to_string).collect())
}

fn written(basket: &Basket<'_>) -> String {
    let mut sink = xml::XmlSink::new();
    sink.element(&CONTENT, basket);
    sink.into_string()
}

#[test]
fn every_form_of_a_field_goes_there_and_back() {
    let (basket, findings) = read(BASKET);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(basket.kind, Some(BasketKind::Other));
    assert_eq!(basket.scales[0].text.as_ref().unwrap().to_string(), "2.5");
    assert_eq!(basket.quotations.len(), 2);
    assert_eq!(written(&basket), BASKET);
}

#[test]
fn the_json_form_says_the_same() {
    let (basket, _) = read(BASKET);
    // Markup of an untyped element becomes plain text in JSON, so this one is plain from the start.
    let basket = Basket { extra: Some(Any::from_text("cru")), ..basket };
    let value = json::JsonSink::root(&CONTENT, &basket);
    assert!(value.to_string().contains("\"itens\":["), "{value}");
    let (again, report) = json::read_root::<Basket>(&value, &CONTENT, &Policy::default()).unwrap();
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(again, basket);
}

#[test]
fn every_declared_form_is_written_in_json() {
    let text = "<BusinessContent><Code>P1</Code><Scale>7</Scale><Seals>12</Seals><Weight>1.50</Weight><Approved>true</Approved><Kind>2</Kind>\
        <ListOfBox><Box><Number>1</Number></Box></ListOfBox><Sacks><Sack/></Sacks><Bales/><ListOfLabel><Label>a</Label></ListOfLabel>\
        <Discounts><Discount>1.0</Discount></Discounts><ListOfPallet><Box><Number>3</Number></Box></ListOfPallet><ListOfPallet/></BusinessContent>";
    let json = r#"{"codigo":"P1","Scale":"7","Seals":12,"peso":"1.50","Approved":"true","Kind":"2","ListOfBox":[{"Number":1}],"Sacks":{"Sack":[{}]},"fardos":{"fardo":[]},"ListOfLabel":[["a"]],"Discounts":{"Discount":["1.0"]},"pallets":[[{"Number":3}],[]]}"#;
    let (weighing, report) = xml::read_root::<Weighing>(text, &CONTENT, &Policy::default()).unwrap();
    assert!(report.is_empty(), "{report:?}");
    let value = json::JsonSink::root(&CONTENT, &weighing);
    assert_eq!(value.to_string(), json);
    let (again, report) = json::read_root::<Weighing>(&value, &CONTENT, &Policy::default()).unwrap();
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(again, weighing);
}

#[test]
fn what_the_schema_wants_is_said() {
    let (basket, findings) = read(
        "<BusinessContent><Kind>FRESH</Kind><ListOfItem/><Old>x</Old><CustomerCode>7</CustomerCode><CustomerInternalId>8</CustomerInternalId>\
         </BusinessContent>",
    );
    assert_eq!((basket.kind, basket.items), (Some(BasketKind::Fresh), Some(Vec::new())));
    for expected in ["Kind", "Old", "Code", "Item", "ListOfTag", "CustomerInternalId"] {
        assert!(findings.iter().any(|finding| finding.contains(expected)), "{expected}: {findings:#?}");
    }
    assert!(xml::read_root::<Basket>("<BusinessContent/>", &CONTENT, &Policy::strict()).is_err());
}

#[test]
fn what_the_schema_wants_of_a_group_is_said_of_each_item() {
    let days = "<Day>2024-02-01</Day><Price>1</Price><Day>2024-02-02</Day><Day>2024-02-03</Day>";
    let text = BASKET.replace("<Day>2024-02-01</Day>", &format!("{days}<Price>2</Price><Day>2024-02-04</Day>"));
    let (basket, findings) = read(&text);
    assert_eq!(basket.quotations.len(), 5);
    assert_eq!(findings.iter().filter(|finding| finding.ends_with("`Price` is missing")).count(), 1, "{findings:#?}");
}

#[test]
fn fields_in_any_order_are_found_by_their_names() {
    let fields = ["<Days>2</Days>", "<Street>Rua das Flores</Street>", "<Number>7</Number>", "<Fragile>true</Fragile>", "<ListOfStop/>"];
    for turn in 0..fields.len() {
        let inside: String = fields.iter().rev().cycle().skip(turn).take(fields.len()).copied().collect();
        let text = BASKET.replace("<Days>2</Days>", &inside);
        let (basket, findings) = read(&text);
        assert_eq!(findings, Vec::<String>::new(), "{inside}");
        assert!(written(&basket).contains(&fields.concat()), "{inside}");
    }
    let inside = "<Driver/><Street/><Days>2</Days><number>1</number><Road/>";
    let text = BASKET.replace("<Days>2</Days>", inside);
    let (_, findings) = read(&text);
    for expected in ["Driver", "number", "Road"] {
        assert!(findings.iter().any(|finding| finding.contains(expected)), "{expected}: {findings:#?}");
    }
}

#[test]
fn an_answer_puts_its_keys_where_the_map_says() {
    let keys = "<ListOfInternalId><InternalId><Name>Basket</Name></InternalId></ListOfInternalId>";
    let text = |inside: &str| {
        format!(
            "<TOTVSMessage><MessageInformation version=\"1.002\"><Transaction>BASKET</Transaction></MessageInformation><ResponseMessage>\
             <ProcessingInformation><Status>OK</Status></ProcessingInformation><ReturnContent>{inside}</ReturnContent></ResponseMessage>\
             </TOTVSMessage>"
        )
    };
    let wanted = format!("<Number>7</Number>{keys}");
    for inside in [wanted.clone(), format!("{keys}<Number>7</Number>")] {
        let text = text(&inside);
        let answer = Message::<records::Registry>::decode(&text, &Policy::default()).unwrap().value;
        assert!(answer.encode().contains(&wanted), "{}", answer.encode());
    }
}

#[test]
fn the_registry_knows_every_message() {
    let registry = records::Registry::find("basket", Some("1.002")).unwrap();
    assert_eq!(registry.title, "Basket");
    assert!(matches!(records::Registry::content(registry), Some(records::registry::Content::Basket1002(_))));
    assert!(matches!(records::Registry::return_content(registry), Some(records::registry::Return::Basket1002(_))));
    let request = records::Registry::find("BASKETS", None).unwrap();
    assert!(records::Registry::return_content(request).is_none());
    assert!(shared::Registry::content(registry).is_none(), "the message of another registry");
    assert!(records::Basket1002::content(request).is_none());
}

fn environment() -> Environment {
    "company = '01'\nbranch = 'EEUUFFFF'\nsharing.ZS1 = 'exclusive'\nsharing.ZS2 = 'shared'".parse().unwrap()
}

fn goods(kind: Kind<'static>) -> Goods<'static> {
    let batch = |number: &'static str| Batch { number: Some(number.into()), owner: Some(Owner::default()) };
    Goods {
        company_id: Some("01".into()),
        branch_id: Some("02AM0001".into()),
        code: Some("A00001".into()),
        kind: Some(kind),
        sequence: Some(7),
        header: Some(Header { code: Some("000012".into()), day: Some("20240131".into()), reason: None, times: None }),
        notes: ["S1".into(), "S2".into()].into(),
        batches: Some(vec![batch("L1"), Batch { owner: None, ..batch("L2") }]),
    }
}

#[test]
fn a_content_gives_its_keys() {
    let environment = environment();
    let context = KeyContext::new(&environment, "02AM0001");
    for (kind, expected) in [
        (Kind::Fresh, vec!["01|02AM0001|A00001|L1  |7|C", "01|02AM0001|A00001|L2  |7|C", "01|L000012|20240131"]),
        (Kind::Dry, vec!["01|        |S1", "01|        |S2"]),
        (Kind::Other("Frozen".into()), vec![]),
    ] {
        let keys = goods_2_001::external_keys(&goods(kind.clone()), &context).unwrap();
        assert_eq!(keys.iter().map(|key| key.text.as_str()).collect::<Vec<_>>(), expected, "{kind:?}");
    }
}

#[test]
fn a_group_is_there_when_the_content_fills_it() {
    let environment = environment();
    let context = KeyContext::new(&environment, "02AM0001");
    let with = |reason: Option<&'static str>, times| {
        let header = goods(Kind::Fresh).header.map(|header| Header { reason: reason.map(Into::into), times, ..header });
        Zs1Zs1Num::of(&Goods { header, ..goods(Kind::Fresh) }, &context)
    };
    assert_eq!(with(Some("N"), Some(4)).unwrap()[0].to_string(), "01|L000012|20240131|N|4");
    let error = with(None, Some(4)).unwrap_err();
    assert_eq!(error.to_string(), "segment 4 `ZS1_TIPO` of key `ZS1.ZS1_NUM` takes a value that is not empty; found ``");
}

#[test]
fn both_adapters_give_their_keys() {
    let environment = environment();
    let context = KeyContext::new(&environment, "02AM0001");
    let content = Goods { notes: ["S1".into()].into(), ..goods(Kind::Both) };
    assert_eq!(Zs1Zs1Cod::of(&content, &context).unwrap().len(), 2);
    assert_eq!(Zs2Zs2Cod::of(&content, &context).unwrap().len(), 1);
    let infos: Vec<&str> = goods_2_001::external_keys(&content, &context).unwrap().iter().map(|key| key.info.alias).collect();
    assert_eq!(infos, ["ZS2", "ZS1", "ZS1", "ZS1"], "in the order of the integration's routines");
}

#[test]
fn keys_have_values_and_texts() {
    let values = Zs1Zs1NumValues { company: "01", zs1_num: "000012", zs1_dia: "20240131", ..Zs1Zs1NumValues::default() };
    let short = Zs1Zs1Num::new(values).unwrap();
    assert_eq!(short.to_string(), "01|L000012|20240131");
    let long: Zs1Zs1Num = "01|L000012|20240131|N|4".parse().unwrap();
    assert_eq!(long.values(), Zs1Zs1NumValues { zs1_tipo: Some("N"), zs1_baixa: Some(4), ..values });
    assert_eq!(Zs1Zs1Num::new(long.values()).unwrap(), long);
    assert!("01|L000012|20240132".parse::<Zs1Zs1Num>().is_err());
    assert_eq!(
        Zs1Zs1Num::INFO.shape.to_string(),
        "company | \"L\" + ZS1_NUM char(6) | ZS1_DIA date | [ ZS1_TIPO | ZS1_BAIXA int ] | [ ZS1_OBS any ]"
    );
}

#[test]
fn a_de_para_gives_rows() {
    let internal = FmercKey::new(FmercKeyValues { codcoligada: 2, idmerc: " MERC 1 " }).unwrap();
    let external: Zs1Zs1Cod = "01|02AM0001|A00001|L1  |7|C".parse().unwrap();
    let row = internal.row(&external).unwrap();
    assert_eq!(Layout::Package1021.cells(&row), ["FMERC", "CODCOLIGADA|IDMERC", "2|MERC 1", "PROTHEUS", "01|02AM0001|A00001|L1  |7|C"]);
}

#[test]
fn incomplete_elements_have_an_outcome() {
    let content = goods(Kind::Fresh);
    let outcomes: Vec<Outcome> = FmercKey::outcomes(&content).into_iter().map(|(_, outcome)| outcome).collect();
    let skipped = Outcome::SkippedQuietly { reason: "Um lote sem dono não é vendido.", missing: vec!["Owner"] };
    assert_eq!(outcomes, [Outcome::Row, skipped]);
    assert!(FmercKey::outcomes(&goods(Kind::Dry)).is_empty(), "only fresh goods are concerned");

    let blank = Goods { code: Some("  ".into()), ..goods(Kind::Dry) };
    let refused = Outcome::Refused { message: "Informe o código.", missing: vec!["Code"] };
    assert_eq!(FnotaKey::outcomes(&blank).into_iter().map(|(_, outcome)| outcome).collect::<Vec<_>>(), [refused]);
}
