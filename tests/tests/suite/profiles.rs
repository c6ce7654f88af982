//! What generated code says of profiles: the tables of a golden case, the locks of the shipped adapters, and events that nobody carries.

use depara::envelope::{Body, Event};
use depara::rules::{Identifier, Mask, ParameterValue, RequirementRule, RowColumn};
use depara::{AdapterInfo, AdapterRules, DecodeErrorKind, Delivery, FindingKind, Master, Message, Operation, Policy};
use depara_mappings::Registry;
use depara_tests_generated::generations::{self, xfru010, xfru020};

fn fruit(profile: &str) -> &'static AdapterRules {
    xfru010::INFO.in_profile(profile).unwrap()
}

#[test]
fn profiles_carry_what_they_take_over() {
    let [package1012, package1021, eai2] = generations::Registry::PROFILES else { panic!("three profiles") };
    assert_eq!((eai2.name, eai2.title, eai2.extends.map(|base| base.name)), ("Eai2", "EAI 2.0", Some("Package1021")));
    assert_eq!(package1012.extends, None);
    assert_eq!(package1021.rows, package1012.rows);
    assert_eq!((eai2.rows.len(), eai2.rows.first()), (7, Some(&RowColumn::Application)));
    assert_eq!(eai2.identifier, [Identifier::Global, Identifier::Value]);
    assert_eq!(eai2.master, Some(Master::System("PROTHEUS")));
    assert!(package1021.takes(Delivery::Async) && !eai2.takes(Delivery::Async));
    let names = |profile: &depara::ProfileInfo| profile.parameters.iter().map(|parameter| parameter.name).collect::<Vec<_>>();
    assert_eq!((names(package1012), names(package1021), names(eai2)), (vec![], vec!["AUTONUMFRUTA"], vec!["FRUTAAUTONUM"]));
}

#[test]
fn an_adapter_is_resolved_for_each_profile() {
    assert_eq!(xfru020::INFO.in_profile("Package1012"), None);
    assert_eq!(xfru020::INFO.in_profile("Eai2").map(|rules| rules.master), Some(Some(Master::System("RM"))));

    let [package1012, package1021, eai2] = ["Package1012", "Package1021", "Eai2"].map(fruit);
    assert_eq!([package1012, package1021, eai2].map(|rules| rules.delivery), [Delivery::Async, Delivery::Async, Delivery::Sync]);
    let masters = [Some(Master::System("PROTHEUS")), Some(Master::Both), Some(Master::Both)];
    assert_eq!([package1012, package1021, eai2].map(|rules| rules.master), masters);
    assert_eq!([package1012, package1021, eai2].map(|rules| rules.allows(Operation::Delete)), [false, false, true]);
    assert_eq!([package1012, package1021, eai2].map(|rules| rules.is_locked("RM", Operation::Update)), [false, true, true]);
    assert_eq!([package1012, package1021, eai2].map(|rules| rules.sends("RM")), [false, false, true]);
    assert!(eai2.receives("rm") && eai2.sends("PROTHEUS") && !eai2.receives("PROTHEUS"));
    assert_eq!([package1012, package1021, eai2].map(|rules| rules.sharing[0].sharing.to_string()), ["EEC", "EEC", "CCC"]);

    let names = |rules: &AdapterRules| rules.parameters.iter().map(|parameter| parameter.name).collect::<Vec<_>>();
    assert_eq!(names(package1021), ["AUTONUMFRUTA", "SEMMASCARA", "DESCONTO", "DIAS"]);
    assert_eq!(names(eai2), ["FRUTAAUTONUM", "SEMMASCARA", "DESCONTO", "DIAS", "CODLOJADEFAULT"]);
    let shop = eai2.parameter("CODLOJADEFAULT").unwrap();
    assert_eq!((shop.at, shop.doc), (Some("Parâmetros de Integração EAI 2.0"), "Loja usada quando a mensagem não traz nenhuma."));
    assert_eq!(shop.value(None).unwrap(), Some(ParameterValue::Text("01".into())));
    assert!(package1021.parameter("CODLOJADEFAULT").is_none());
    assert_eq!(eai2.parameter("FRUTAAUTONUM").unwrap().replaces, Some("AUTONUMFRUTA"));

    let places = |rules: &AdapterRules, case| rules.take("ZF1", "ZF1_COD", case).unwrap().places;
    assert_eq!((places(package1021, "Parcela"), places(eai2, "Parcela")), (&["Anexo", "Servico"][..], &["Servico", "Anexo"][..]));
    assert_eq!(places(eai2, "Acordo"), ["Anexo", "Servico", "Rateio"]);
    assert_eq!(eai2.take("ZF1", "ZF1_COD", "Outro"), None);
}

#[test]
fn masks_and_requirements_come_from_the_mapping() {
    let rules = fruit("Eai2");
    let code = rules.mask("RM", "TFRUIT", "CODFRUTA").unwrap();
    assert_eq!(code.holding("", false).apply("7").unwrap(), "000000007");
    assert!(code.change("", "999", true).is_err());
    let printed = rules.mask("PROTHEUS", "ZF1", "ZF1_COD").unwrap();
    assert_eq!(printed.holding(printed.printed.unwrap(), false), Mask::Printed("9.9.99.999"));
    assert_eq!(printed.holding(printed.printed.unwrap(), true), Mask::Off);
    assert_eq!(rules.mask("RM", "TFRUIT", "IDFRUTA"), None);

    let rules: Vec<_> = rules.requirements.iter().map(|requirement| (requirement.field, requirement.rule)).collect();
    let expected = [
        ("ZF1_COD", RequirementRule::WithoutInitializer),
        ("ZF1_COD", RequirementRule::Size(9)),
        ("ZF1_LOJA", RequirementRule::Initializer("01")),
    ];
    assert_eq!(rules, expected);
}

/// The manual: with the integration active, banks and currencies cannot be added or deleted in RM, natures not be changed at all.
#[test]
fn the_shipped_adapters_lock_what_the_manual_says() {
    let adapter = |name: &str| -> &AdapterInfo { Registry::ADAPTERS.iter().find(|adapter| adapter.name == name).unwrap() };
    let changes = [Operation::Insert, Operation::Update, Operation::Delete];
    for (name, locked) in [("Bank", [true, false, true]), ("Currency", [true, false, true]), ("FinancialNature", [true, true, true])] {
        assert_eq!(changes.map(|change| adapter(name).rules.is_locked("RM", change)), locked, "{name}");
        assert_eq!(changes.map(|change| adapter(name).rules.is_locked("PROTHEUS", change)), [false; 3], "{name}");
    }
    assert_eq!(adapter("FinancingTrading").rules.operations, [Operation::Update]);
    assert_eq!(adapter("Bank").rules.master, Some(Master::System("PROTHEUS")));
}

const NOT_CARRIED: &str = include_str!("../../data/cli/messages/not_carried.xml");

#[test]
fn an_event_that_nobody_carries_is_refused_before_its_content_is_read() {
    // Content that no policy reads: were it looked at, the error would be another one.
    let text = NOT_CARRIED.replace("<BusinessContent>", "<BusinessContent><Total>muito</Total><oops");
    for decode in [Message::<Registry>::decode, Message::<Registry>::decode_carefully] {
        let error = decode(&text, &Policy::default()).unwrap_err();
        let kind =
            DecodeErrorKind::Operation { event: "delete".to_owned(), message: "FINANCINGTRADING".to_owned(), carried: "update".to_owned() };
        assert_eq!(error.kind, kind);
        assert_eq!(error.location.path, "TOTVSMessage/BusinessMessage");
        assert!(error.location.position <= text.find("<BusinessContent>").unwrap());
    }
    // An upsert may be an update.
    let upsert = NOT_CARRIED.replace("delete", "upsert");
    assert!(Message::<Registry>::decode(&upsert, &Policy::default()).is_ok());
}

#[test]
fn a_lenient_policy_reports_the_event_and_reads_on() {
    let decoded = Message::<Registry>::decode(NOT_CARRIED, &Policy::lenient()).unwrap();
    let expected = FindingKind::Operation { event: "delete".to_owned(), carried: "update".to_owned() };
    assert_eq!(decoded.report.findings.iter().filter(|finding| finding.kind == expected).count(), 1);
    let Body::Business(message) = &decoded.value.body else { panic!("a business message") };
    assert_eq!(message.event.as_ref().and_then(|event| event.event.clone()), Some(Event::Delete));

    let json = decoded.value.to_json();
    let error = Message::<Registry>::from_json(&json, &Policy::default()).unwrap_err();
    assert!(matches!(error.kind, DecodeErrorKind::Operation { .. }), "{error}");
}

#[test]
fn the_profile_of_a_policy_decides() {
    let text = |event: &str| {
        format!(
            "<TOTVSMessage><MessageInformation version=\"1.000\"><Transaction>FRUIT</Transaction></MessageInformation><BusinessMessage>\
             <BusinessEvent><Event>{event}</Event></BusinessEvent><BusinessContent/></BusinessMessage></TOTVSMessage>"
        )
    };
    let decodes = |event: &str, policy: Policy| Message::<generations::Registry>::decode(&text(event), &policy).is_ok();
    let [package1012, _, eai2] = generations::Registry::PROFILES else { panic!("three profiles") };
    assert!(decodes("delete", Policy::default()), "one of the profiles carries it");
    assert!(decodes("delete", Policy::default().in_profile(eai2)));
    assert!(!decodes("delete", Policy::default().in_profile(package1012)));
    assert!(decodes("upsert", Policy::default().in_profile(package1012)));
    assert!(decodes("request", Policy::default().in_profile(package1012)), "what is no change is not judged");
}
