//! Loads of the De-Para: masks of generated code, and the message INTERNALIDLOAD there and back.

use depara::envelope::{Body, MessageInformation};
use depara::load::{Answered, Load, Position, Reply, StrayKind, Verdict, Wanted};
use depara::rows::Reason;
use depara::{Decimal, Message, Policy};
use depara_mappings::internal_id_load_1_000::{BusinessContent, InternalIdLoad1000, ReturnContent};
use depara_mappings::load::{self, Execution};
use depara_mappings::{fina040, fina050, mata030};
use depara_tests_generated::loads::feir010::{Zc1Zc1Cod, Zc1Zc1CodLoad};
use depara_tests_generated::loads::feir020::{Zt1Zt1Num, Zt1Zt1NumLoad, Zt1Zt1NumLoadRest};
use depara_tests_generated::loads::registry::Registry as Stall;
use proptest::prelude::*;
use std::num::NonZeroUsize;

const EXECUTION: Execution<'_> = Execution { number: 17, company: "2", branch: "1" };

fn row<'r>(line: usize, entity: &'r str, internal: &'r str, mask: &'r str) -> Wanted<'r> {
    Wanted { internal, mask, ..Wanted::new(Position::Row(line), entity) }
}

fn limit(pairs: usize) -> NonZeroUsize {
    NonZeroUsize::new(pairs).unwrap()
}

/// The pairs as a message carries them, in XML and in JSON, read again.
fn sent(load: &Load, pairs: usize) -> Vec<Load> {
    let read = |decoded: Message<'_, InternalIdLoad1000>| match decoded.body {
        Body::Business(business) => load::received(&business.content.unwrap()),
        other => panic!("a load: {other:?}"),
    };
    let through = |content: BusinessContent<'_>| {
        let message = load::message(content, MessageInformation::default());
        let (text, value) = (message.encode(), message.to_json());
        let of_xml = Message::<InternalIdLoad1000>::decode(&text, &Policy::strict()).unwrap();
        let of_json = Message::<InternalIdLoad1000>::from_json(&value, &Policy::strict()).unwrap();
        assert_eq!((of_xml.report.findings.len(), of_json.report.findings.len()), (0, 0));
        let (of_xml, of_json) = (read(of_xml.value), read(of_json.value));
        assert_eq!(of_xml, of_json);
        of_xml
    };
    load.batches(limit(pairs)).map(|batch| through(load::content(&batch, &EXECUTION))).collect()
}

fn said(load: &Load) -> Vec<String> {
    load.problems.iter().map(ToString::to_string).collect()
}

/// What tells pairs apart, without their places.
fn content(load: &Load) -> Vec<(&'static str, String, String)> {
    load.pairs.iter().map(|pair| (pair.entity, pair.internal.clone(), pair.mask())).collect()
}

#[test]
fn masks_are_made_from_keys() {
    for (key, mask) in [("01||A00001|01", "01;CA00001;"), ("01||A00001|01|7", "01;CA00001;7")] {
        let made = Zc1Zc1CodLoad::of(&key.parse::<Zc1Zc1Cod>().unwrap()).unwrap();
        assert_eq!(made.to_string(), mask);
        assert_eq!(mask.parse::<Zc1Zc1CodLoad>().unwrap(), made);
    }
    let key: Zt1Zt1Num = "01|02AM0001||7        |1".parse().unwrap();
    let rest = Zt1Zt1NumLoadRest { zt1_client: "A00001", zt1_ano: 2024, zt1_dia: None };
    let mask = Zt1Zt1NumLoad::of(&key, rest).unwrap();
    assert_eq!(mask.to_string(), "7        ;1;;CA00001;2024;");
    assert_eq!((mask.values().zt1_ano, mask.values().zt1_dia), (2024, None));
    assert_eq!(
        Zt1Zt1NumLoad::of(&key, Zt1Zt1NumLoadRest::default()).unwrap_err().to_string(),
        "segment 4 `ZT1_CLIENT` of key `ZT1.ZT1_NUM load` takes a value that is not empty; found ``"
    );

    let payable: fina050::Se2E2Num = "01|01|TIT|000000001|01|DP|00001|01".parse().unwrap();
    assert_eq!(fina050::Se2E2NumLoad::of(&payable).unwrap().to_string(), "000000001;01;TIT;DP;01;F00001");
    let receivable: fina040::Se1E1Num = "01|01AM0001||68|1|002".parse().unwrap();
    let customer = fina040::Se1E1NumLoadRest { e1_loja: "01", e1_cliente: "C77" };
    assert_eq!(fina040::Se1E1NumLoad::of(&receivable, customer).unwrap().to_string(), "68;1;;002;01;CC77");
}

#[test]
fn separators_in_a_code_are_refused() {
    let customer: mata030::Sa1A1Cod = "01||A;1|01|C".parse().unwrap();
    assert_eq!(
        mata030::Sa1A1CodLoad::of(&customer).unwrap_err().to_string(),
        "segment 2 `A1_COD` of key `SA1.A1_COD load` takes characters other than `;`, which separates segments; found `A;1`"
    );
    let load =
        load::pairs([row(2, "CUSTOMERVENDOR", "0|1", "01;CA|1"), row(3, "CUSTOMERVENDOR", "0|2", "01;CA;1"), row(4, "ITEM", "1|7", "A;1")]);
    assert_eq!(
        said(&load),
        [
            "row 2 (CUSTOMERVENDOR `0|1`): mask: segment 2 `A1_COD` of key `SA1.A1_COD load` takes characters other than `|`, which separates \
             segments; found `A|1`",
            "row 3 (CUSTOMERVENDOR `0|2`): mask: key `SA1.A1_COD load` has 2 segments; found 3: segment 3 is one too many; \
             or key `SA2.A2_COD load` has 2 segments; found 3: segment 3 is one too many",
            "row 4 (ITEM `1|7`): mask: key `SB1.B1_COD load` has 1 segments; found 2: segment 2 is one too many",
        ]
    );
}

#[test]
fn every_problem_of_a_list_is_said_with_its_place() {
    let long = format!("1|1|{}", "9".repeat(197));
    let values = [("A1_COD", "000000003"), ("A1_LOJA", ""), ("A2_COD", "")];
    let both = [("A1_COD", "1"), ("A2_COD", "1")];
    let load = load::pairs([
        row(2, "CUSTOMERVENDOR", "0|000000001", "01;C000000001"),
        row(3, "customervendor", "0|000000001", "01;C000000001"),
        row(4, "FCFO", "0|000000001", "02;C000000001"),
        row(5, "CUSTOMERVENDOR", "1|000000001", "01;C000000001"),
        row(6, "CUSTOMERVENDOR", "0|5", "01;X000000001"),
        row(7, "CUSTOMERVENDOR", "x|5", "01;C5"),
        row(8, "BRANCH", "1|1", "01|01"),
        row(9, "ITEM", "1|7", ""),
        row(10, "CTO", "R$", "R$"),
        row(11, "CURRENCY", "R$", "R$"),
        row(12, "WAREHOUSE", &long, "01"),
        Wanted { key: "01|01AM0001||68|1|002", ..row(13, "ACCOUNTRECEIVABLEDOCUMENT", "2|1380", "") },
        Wanted { key: "01||000000002|01|C", ..row(14, "CUSTOMERVENDOR", "0|14", "02;C000000002") },
        Wanted { values: &values, ..row(15, "CUSTOMERVENDOR", "0|15", "") },
        Wanted { values: &both, ..row(16, "CUSTOMERVENDOR", "0|16", "") },
    ]);
    assert_eq!(
        content(&load),
        [("CURRENCY", "R$".into(), "R$".into()), ("CUSTOMERVENDOR", "0|000000001".into(), "01;C000000001".into())],
        "in the order of the initial load"
    );
    let known = "`ACCOUNTPAYABLEDOCUMENT`, `ACCOUNTRECEIVABLEDOCUMENT`, `COSTCENTER`, `CURRENCY`, `CUSTOMERVENDOR`, `ITEM`, `PAYMENTCONDITION`, \
                 `UNITOFMEASURE`, `WAREHOUSE`";
    assert_eq!(
        said(&load),
        [
            "row 3 (customervendor `0|000000001`): the same pair stands in row 2".to_owned(),
            "row 4 (FCFO `0|000000001`): row 2 has the same internal key for the record `01;C000000001`".into(),
            "row 5 (CUSTOMERVENDOR `1|000000001`): row 2 has the same record for the internal key `0|000000001`, and Protheus would keep that one"
                .into(),
            "row 6 (CUSTOMERVENDOR `0|5`): mask: segment 2 `C` of key `SA1.A1_COD load` is always `C`; found `X`; \
             or segment 2 `F` of key `SA2.A2_COD load` is always `F`; found `X`"
                .into(),
            "row 7 (CUSTOMERVENDOR `x|5`): internal key: segment 1 `CODCOLIGADA` of key `FCFO` takes a whole number without leading zeros; found `x`"
                .into(),
            format!("row 8 (BRANCH `1|1`): no load knows the entity `BRANCH`; known are {known}"),
            "row 9 (ITEM `1|7`): it has neither a mask nor a key nor values; the mask is `B1_COD`".into(),
            format!("row 10 (CTO `R$`): no load knows the entity `CTO`; known are {known}"),
            format!("row 12 (WAREHOUSE `{long}`): the message takes keys and masks of at most 200 characters; this one has 201"),
            "row 13 (ACCOUNTRECEIVABLEDOCUMENT `2|1380`): the mask needs `E1_LOJA`, `E1_CLIENTE`, which the key does not have".into(),
            "row 14 (CUSTOMERVENDOR `0|14`): `A1_LOJA` is `02` in the mask and `01` in the key".into(),
            "row 15 (CUSTOMERVENDOR `0|15`): mask: segment 1 `A1_LOJA` of key `SA1.A1_COD load` takes a value that is not empty; found ``".into(),
            "row 16 (CUSTOMERVENDOR `0|16`): it can be a mask of `SA1.A1_COD`, `SA2.A2_COD`".into(),
        ]
    );
}

#[test]
fn mappings_of_a_team_are_loaded_too() {
    let values = [("ZT1_CLIENT", "A00001"), ("ZT1_ANO", "2024")];
    let load = Load::of(
        Stall::ADAPTERS,
        [
            Wanted { key: "01|02AM0001||7        |1", values: &values, ..row(2, "Receipt", "2|9", "") },
            Wanted { key: "01||A00001|01", ..row(3, "FFEIRANTE", "0|A00001", "") },
            row(4, "STALLHOLDER", "0|A00001|x", "01;CA00002;7"),
        ],
    );
    let load = load.in_order(Stall::LOAD_ORDER);
    assert_eq!(
        content(&load),
        [
            ("STALLHOLDER", "0|A00001".into(), "01;CA00001;".into()),
            // The mappings know no De-Para table of receipts: any key of the internal system fits.
            ("RECEIPT", "2|9".into(), "7        ;1;;CA00001;2024;".into()),
        ]
    );
    assert_eq!(
        said(&load),
        ["row 4 (STALLHOLDER `0|A00001|x`): internal key: key `FFEIRANTE` has 2 segments; found 3: segment 3 is one too many"]
    );
    let batches: Vec<Vec<&str>> = load.batches(limit(5)).map(|batch| batch.entities.iter().map(|(name, _)| *name).collect()).collect();
    assert_eq!(batches, [["STALLHOLDER", "RECEIPT"]]);

    let answered = [("RECEIPT", "2|9", "01|02AM0001||7        |1"), ("STALLHOLDER", "0|A00001", "01||A00001|01")];
    let answered = answered.map(|(entity, origin, destination)| Answered {
        position: Position::Row(1),
        entity,
        origin,
        destination,
        status: "OK",
        text: "",
    });
    let answer = load.read_answer(Stall::ADAPTERS, answered);
    assert!(answer.is_complete());
    assert_eq!(answer.rows().map(|row| row.table).collect::<Vec<_>>(), ["FFEIRANTE"]);
    assert!(matches!(&answer.sent[1].verdict, Verdict::Recorded { row: Err(Reason::NoTable), .. }));
}

#[test]
fn masks_come_from_keys_and_values_beside_them() {
    let values = [("e1_loja", "01"), ("E1_CLIENTE", "000000001"), ("A1_LOJA", "99")];
    let load = load::pairs([
        Wanted { key: "01|01AM0001||68|1|002", values: &values, ..row(2, "FLAN", "2|1380", "") },
        Wanted { key: "01|01|00001|01|F", ..row(3, "FCFO", "0|00001", "") },
    ]);
    assert_eq!(said(&load), Vec::<String>::new());
    assert_eq!(
        content(&load),
        [
            ("CUSTOMERVENDOR", "0|00001".into(), "01;F00001".into()),
            ("ACCOUNTRECEIVABLEDOCUMENT", "2|1380".into(), "68;1;;002;01;C000000001".into()),
        ]
    );
    let title: fina040::Se1E1NumLoad = load.pairs[1].typed().unwrap();
    assert_eq!(title.values().e1_prefixo, "");
    assert_eq!(load.pairs[0].typed::<fina040::Se1E1NumLoad>(), None);
}

proptest! {
    #[test]
    fn what_is_sent_is_received(
        customers in proptest::collection::btree_map(1_u32..1_000_000, ("[A-Z0-9 ÇÃ&<]{0,8}[A-Z0-9Ç]", "[0-9]{2}"), 0..20),
        titles in proptest::collection::btree_map(1_u32..1_000_000, ("[0-9]{1,9}", "[0-9A-Z]{0,2}", "[A-Z]{0,3}"), 0..20),
        pairs in 1_usize..12,
    ) {
        let rows: Vec<(String, String, &str)> = customers.iter()
            .map(|(id, (code, store))| (format!("0|{id}"), format!("{store};C{code}"), "CUSTOMERVENDOR"))
            .chain(titles.iter().map(|(id, (number, parcel, prefix))| {
                (format!("1|{id}"), format!("{number};{parcel};{prefix};002;01;C000000001"), "ACCOUNTRECEIVABLEDOCUMENT")
            }))
            .collect();
        let load = load::pairs((2..).zip(&rows).map(|(line, (internal, mask, entity))| row(line, entity, internal, mask)));
        // Two rows of one record are a problem; none is lost.
        prop_assert_eq!(load.pairs.len() + load.problems.len(), rows.len());
        let received = sent(&load, pairs);
        prop_assert!(received.iter().all(|part| part.problems.is_empty() && part.pairs.len() <= pairs));
        prop_assert_eq!(received.iter().flat_map(content).collect::<Vec<_>>(), content(&load));
    }
}

/// What Protheus would answer: it has all customers.
fn recorded(load: &Load) -> Vec<Reply> {
    let key = |pair: &depara::load::Pair| Ok::<_, String>(format!("01||{}|{}|C", pair.values.text(1), pair.values.text(0)));
    load.reply(key, ToString::to_string).unwrap()
}

#[test]
fn ten_thousand_pairs_go_there_and_back() {
    let rows: Vec<(String, String)> = (1..=10_000).map(|id| (format!("0|{id:09}"), format!("01;C{id:09}"))).collect();
    let list = || (2..).zip(&rows).map(|(line, (internal, mask))| row(line, "CUSTOMERVENDOR", internal, mask));
    let load = load::pairs(list());
    assert_eq!((load.pairs.len(), load.problems.len()), (10_000, 0));
    let parts = sent(&load, 3000);
    assert_eq!(parts.iter().map(|part| part.pairs.len()).collect::<Vec<_>>(), [3000, 3000, 3000, 1000]);

    let answers: Vec<ReturnContent<'_>> = parts.iter().map(|part| load::reply(recorded(part), Some(17))).collect();
    let answer = load.read_answer(depara_mappings::Registry::ADAPTERS, answers.iter().flat_map(load::answered));
    assert!(answer.is_complete());
    let rows_proved: Vec<(&str, &str)> = answer.rows().map(|row| (row.internal.as_str(), row.external.as_str())).collect();
    assert_eq!(rows_proved.len(), 10_000);
    assert_eq!(rows_proved[9_999], ("0|000010000", "01||000010000|01|C"));

    // Loading the same list again is the same load.
    assert_eq!(load::pairs(list()), load);
    // A bad pair in the middle is the only one left out.
    let spoilt = list().map(|wanted| if wanted.position == Position::Row(5_002) { Wanted { mask: "01;0", ..wanted } } else { wanted });
    let spoilt = load::pairs(spoilt);
    assert_eq!((spoilt.pairs.len(), spoilt.problems.len(), spoilt.problems[0].position), (9_999, 1, Position::Row(5_002)));
}

fn customers() -> Load {
    let masks = ["01;C1", "01;C2", "01;C3", "01;C4", "01;C5", "01;C6"];
    let internals = ["0|1", "0|2", "0|3", "0|4", "0|5", "0|6"];
    load::pairs((2..).zip(internals.into_iter().zip(masks)).map(|(line, (internal, mask))| row(line, "CUSTOMERVENDOR", internal, mask)))
}

#[test]
fn an_answer_is_read_pair_by_pair() {
    let load = customers();
    let text = "<TOTVSMessage><MessageInformation version=\"1.000\"><Type>ResponseMessage</Type><Transaction>INTERNALIDLOAD</Transaction>\
        </MessageInformation><ResponseMessage><ProcessingInformation><Status>OK</Status></ProcessingInformation><ReturnContent>\
        <ExecutionIdentifier>17</ExecutionIdentifier><ListOfEntityReturn><EntityReturn><EntityName>CustomerVendor</EntityName>\
        <ListOfInternalIdLoadReturn>\
        <InternalIdLoadReturn><OriginInternalId>0|1</OriginInternalId><DestinationInternalId>01||1|01|C</DestinationInternalId><Status>Ok</Status>\
        <StatusMessage>Cliente 0|1 ja se encontra no de/para.</StatusMessage></InternalIdLoadReturn>\
        <InternalIdLoadReturn><OriginInternalId>0|2</OriginInternalId><DestinationInternalId/><Status>error</Status>\
        <StatusMessage>Cliente 01;C2 não encontrado.</StatusMessage></InternalIdLoadReturn>\
        <InternalIdLoadReturn><OriginInternalId>0|3</OriginInternalId><DestinationInternalId>01||3|01</DestinationInternalId><Status>OK</Status>\
        </InternalIdLoadReturn>\
        <InternalIdLoadReturn><OriginInternalId>0|4</OriginInternalId><DestinationInternalId>01||44|01|C</DestinationInternalId><Status>OK</Status>\
        </InternalIdLoadReturn>\
        <InternalIdLoadReturn><OriginInternalId>0|5</OriginInternalId><DestinationInternalId/><Status>PENDENTE</Status></InternalIdLoadReturn>\
        <InternalIdLoadReturn><OriginInternalId>0|1</OriginInternalId><Status>ERROR</Status><StatusMessage>NewIntegrationId não informado.\
        </StatusMessage></InternalIdLoadReturn>\
        <InternalIdLoadReturn><OriginInternalId>0|99</OriginInternalId><DestinationInternalId>01||99|01|C</DestinationInternalId>\
        <Status>OK</Status></InternalIdLoadReturn>\
        </ListOfInternalIdLoadReturn></EntityReturn></ListOfEntityReturn></ReturnContent></ResponseMessage></TOTVSMessage>";
    let message = Message::<InternalIdLoad1000>::decode(text, &Policy::default()).unwrap().value;
    let Body::Response(response) = &message.body else { panic!("an answer") };
    let content = response.return_content.as_ref().and_then(|content| content.content.as_ref()).unwrap();
    let answer = load::read_answer(&load, content);

    let [first, second, third, fourth, fifth, sixth] = answer.sent.as_slice() else { panic!("six verdicts") };
    let Verdict::Recorded { key, row: Ok(row), text, .. } = &first.verdict else { panic!("{first:?}") };
    assert_eq!((key.as_str(), row.table, row.internal.as_str()), ("01||1|01|C", "FCFO", "0|1"));
    assert_eq!(text, "Cliente 0|1 ja se encontra no de/para.");
    let Verdict::Refused { status, text, position } = &second.verdict else { panic!("{second:?}") };
    assert_eq!((status.as_str(), text.as_str()), ("error", "Cliente 01;C2 não encontrado."));
    assert_eq!(*position, Position::Pair { entity: 1, pair: 2 });
    let Verdict::NotAKey { source, position, .. } = &third.verdict else { panic!("{third:?}") };
    assert_eq!(source.to_string(), "key `SA1.A1_COD` has 5 segments; found 4: segment 5 `C` is missing");
    assert_eq!(position.to_string(), "entity 1, pair 3");
    let Verdict::OtherRecord { difference, .. } = &fourth.verdict else { panic!("{fourth:?}") };
    assert_eq!(difference.to_string(), "`A1_COD` is `4` in the mask and `44` in the key");
    assert!(matches!(&fifth.verdict, Verdict::Refused { status, .. } if status == "PENDENTE"), "{fifth:?}");
    assert_eq!(sixth.verdict, Verdict::Unanswered);

    let kinds: Vec<StrayKind> = answer.strays.iter().map(|stray| stray.kind).collect();
    assert_eq!(kinds, [StrayKind::Again { first: Position::Pair { entity: 1, pair: 1 } }, StrayKind::NotSent]);
    assert_eq!(answer.strays[1].to_string(), "entity 1, pair 7 (CustomerVendor `0|99`): no such pair was sent");
    assert_eq!(answer.rows().count(), 1);
    assert!(!answer.is_complete());
}

#[test]
fn a_load_that_came_is_answered_in_its_order() {
    let text = "<TOTVSMessage><MessageInformation version=\"1.000\"><Transaction>InternalIdLoad</Transaction></MessageInformation>\
        <BusinessMessage><BusinessRequest><Operation>InternalIdLoad</Operation></BusinessRequest><BusinessContent>\
        <ExecutionIdentifier>18</ExecutionIdentifier><ListOfEntity>\
        <Entity><EntityName>BRANCH</EntityName><ListOfInternalIdLoad><InternalIdLoad><NewIntegrationId>1|1</NewIntegrationId>\
        <IntegrationId>01|01</IntegrationId></InternalIdLoad></ListOfInternalIdLoad></Entity>\
        <Entity><EntityName>CUSTOMERVENDOR</EntityName><ListOfInternalIdLoad>\
        <InternalIdLoad><NewIntegrationId>0|1</NewIntegrationId><IntegrationId>01;C1</IntegrationId></InternalIdLoad>\
        <InternalIdLoad><IntegrationId>01;C2</IntegrationId></InternalIdLoad>\
        <InternalIdLoad><NewIntegrationId>0|3</NewIntegrationId><IntegrationId>01;C3</IntegrationId></InternalIdLoad>\
        </ListOfInternalIdLoad></Entity></ListOfEntity></BusinessContent></BusinessMessage></TOTVSMessage>";
    let message = Message::<InternalIdLoad1000>::decode(text, &Policy::lenient()).unwrap().value;
    let Body::Business(business) = &message.body else { panic!("a load") };
    let received = load::received(business.content.as_ref().unwrap());
    let places: Vec<String> = received.problems.iter().map(|problem| problem.position.to_string()).collect();
    assert_eq!(places, ["entity 1, pair 1", "entity 2, pair 2"]);

    let record = |pair: &depara::load::Pair| match pair.internal.as_str() {
        "0|1" => Ok("01||1|01|C"),
        _ => Err("não encontrado".repeat(40)),
    };
    let replies = received.reply(record, |problem| problem.kind.to_string()).unwrap();
    let seen: Vec<(&str, &str, bool)> =
        replies.iter().map(|reply| (reply.entity.as_str(), reply.origin.as_str(), reply.recorded)).collect();
    assert_eq!(
        seen,
        [("BRANCH", "1|1", false), ("CUSTOMERVENDOR", "0|1", true), ("CUSTOMERVENDOR", "", false), ("CUSTOMERVENDOR", "0|3", false)]
    );
    assert_eq!((replies[3].text.chars().count(), replies[3].text.ends_with('…')), (250, true));

    let answer = load::answer(load::reply(replies, Some(18)), depara::envelope::ReceivedMessage::default(), MessageInformation::default());
    let encoded = answer.encode();
    let again = Message::<InternalIdLoad1000>::decode(&encoded, &Policy::strict()).unwrap().value;
    let Body::Response(response) = &again.body else { panic!("an answer") };
    let content = response.return_content.as_ref().and_then(|content| content.content.as_ref()).unwrap();
    assert_eq!(content.execution_identifier, Some(Decimal::from(18)));
    let read = load::read_answer(&received, content);
    assert_eq!(read.sent.iter().map(|sent| matches!(sent.verdict, Verdict::Recorded { .. })).collect::<Vec<_>>(), [true, false]);
    assert!(read.strays.iter().all(|stray| matches!(stray.kind, StrayKind::Problem { .. })), "{:?}", read.strays);

    // A key that nothing would find is a mistake of the program that answers, and is told to it.
    for (key, expected) in [
        ("01||1|01", "entity 2, pair 1 (CUSTOMERVENDOR `0|1`): key: key `SA1.A1_COD` has 5 segments; found 4: segment 5 `C` is missing"),
        ("01||2|01|C", "entity 2, pair 1 (CUSTOMERVENDOR `0|1`): `A1_COD` is `1` in the mask and `2` in the key"),
    ] {
        assert_eq!(received.reply(|_| Ok(key), |_| String::new()).unwrap_err().to_string(), expected);
    }
}

#[test]
fn the_samples_are_read() {
    let Some(samples) = depara_tests::shared("samples", "the_samples_are_read") else { return };
    let read = |name: &str| std::fs::read_to_string(samples.join(name)).unwrap();
    let (sent, answered) = (read("18_business_event_internalidload_1_000.xml"), read("19_response_internalidload.xml"));
    let sent = Message::<InternalIdLoad1000>::decode(&sent, &Policy::default()).unwrap().value;
    let Body::Business(business) = &sent.body else { panic!("a load") };
    let load = load::received(business.content.as_ref().unwrap());
    assert_eq!(said(&load), Vec::<String>::new());
    assert_eq!(load.pairs.iter().map(|pair| pair.load.key.alias).collect::<Vec<_>>(), ["SA1", "SE1"]);

    let answer = Message::<InternalIdLoad1000>::decode(&answered, &Policy::default()).unwrap().value;
    let Body::Response(response) = &answer.body else { panic!("an answer") };
    let content = response.return_content.as_ref().and_then(|content| content.content.as_ref()).unwrap();
    let answer = load::read_answer(&load, content);
    assert_eq!(answer.strays, []);
    assert_eq!(answer.rows().map(|row| row.table).collect::<Vec<_>>(), ["FCFO"]);
    assert_eq!(answer.sent[1].verdict, Verdict::Unanswered);
}
