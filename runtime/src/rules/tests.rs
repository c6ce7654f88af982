//! Tables of what fits and what does not, case by case.

use super::*;
use crate::info::Version;

static PACKAGE: ProfileInfo = ProfileInfo { identifier: &[Identifier::Value], ..ProfileInfo::new("Package1021", "Pacote 1021") };
static EAI2: ProfileInfo = ProfileInfo { extends: Some(&PACKAGE), ..ProfileInfo::new("Eai2", "EAI 2.0") };

static UPDATES: AdapterRules = AdapterRules { operations: &[Operation::Update], ..AdapterRules::NONE };

static ADAPTER: AdapterInfo = AdapterInfo {
    name: "Stall",
    title: "Banca",
    routines: &["BANC010"],
    message: "STALL",
    version: Version::new(1, 0),
    alias: "",
    channel: "EAI",
    rules: UPDATES,
    profiles: &[
        ProfileRules::new(&PACKAGE, UPDATES),
        ProfileRules::new(&EAI2, AdapterRules { operations: &[Operation::Delete], ..UPDATES }),
    ],
    keys: &[],
    loads: &[],
    deparas: &[],
};

static MESSAGE: MessageInfo = MessageInfo {
    name: "STALL",
    version: Version::new(1, 0),
    title: "Stall",
    kind: crate::info::MessageKind::Event,
    schema: "",
    return_before_keys: false,
    adapters: &[&ADAPTER],
};

#[test]
fn a_mask_of_digits() {
    let mask = Mask::Digits(9);
    for (code, expected) in [
        ("1", Ok("000000001")),
        ("000000001", Ok("000000001")),
        (" 42 ", Ok("000000042")),
        ("0", Ok("000000000")),
        ("1234567890", Err("code `1234567890` has 10 digits; the mask takes 9")),
        ("00000000001", Err("code `00000000001` has 11 digits; the mask takes 9")),
        ("12A", Err("code `12A` is no number of at most 9 digits")),
        ("-1", Err("code `-1` is no number of at most 9 digits")),
        ("", Err("code `` is no number of at most 9 digits")),
        ("١", Err("code `١` is no number of at most 9 digits")),
    ] {
        let applied = mask.apply(code);
        assert_eq!(applied.as_deref().map_err(ToString::to_string), expected.map_err(str::to_owned), "{code}");
    }
}

#[test]
fn a_printed_mask() {
    let mask = Mask::Printed("9.9.99.999");
    for (code, fits) in [
        ("1.0.11.214", true),
        ("1.0.11", true),
        ("1", true),
        ("1011214", false),
        ("1.", false),
        ("1.0.1", false),
        ("1.0.11.2145", false),
        ("1.0.11.21A", false),
        ("A", false),
        ("", false),
    ] {
        assert_eq!(mask.apply(code).is_ok(), fits, "{code}");
        assert!(Mask::Off.apply(code).is_ok());
    }
    assert!(Mask::Printed("(99)").apply("(12)").is_ok(), "a mask may end in a character of its own");
}

#[test]
fn which_mask_holds() {
    let info = MaskInfo::new("RM", "CCONTA", "CODCONTA").empty_means(9).unless("SEMMASCARA");
    for (set, off, expected) in
        [("", false, Mask::Digits(9)), ("  ", false, Mask::Digits(9)), ("9.9", false, Mask::Printed("9.9")), ("9.9", true, Mask::Off)]
    {
        assert_eq!(info.holding(set, off), expected, "{set} {off}");
    }
    let plain = MaskInfo::new("RM", "CCONTA", "CODCONTA");
    assert_eq!(plain.holding("", false), Mask::Off);
    assert_eq!(plain.holding("9.9", true), Mask::Printed("9.9"), "without a parameter, nothing turns it off");
}

#[test]
fn changes_of_a_mask() {
    let stays = MaskInfo::new("RM", "FCFO", "CODCFO").empty_means(9).stays_empty();
    for (from, to, integrated, fits) in [
        ("", "", true, true),
        ("", "999", true, false),
        ("  ", "999", true, false),
        ("999", "", true, true),
        ("999", "9999", true, true),
        ("", "", false, true),
        ("", "999", false, true),
        ("999", "", false, true),
        ("999", "9999", false, true),
    ] {
        assert_eq!(stays.change(from, to, integrated).is_ok(), fits, "{from} to {to}, {integrated}");
        assert!(MaskInfo::new("RM", "FCFO", "CODCFO").change(from, to, integrated).is_ok());
    }
}

#[test]
fn parameters_of_every_type() {
    let value = |info: ParameterInfo, text: &str| info.parse(text).map(|value| value.is_some()).map_err(|error| error.to_string());
    for (info, text, expected) in [
        (ParameterInfo::text("P").max_length(2), "01", Ok(true)),
        (ParameterInfo::text("P").min_length(2), "1", Err("parameter `P`: 1 character; it takes at least 2 characters; found `1`")),
        (ParameterInfo::text("P").min_length(2), "", Err("parameter `P`: an empty text; it takes at least 2 characters; found ``")),
        (ParameterInfo::int("P").min(1).max(9), "5", Ok(true)),
        (ParameterInfo::int("P").min(1).max(9), "10", Err("parameter `P`: 10; it takes no more than 9; found `10`")),
        (ParameterInfo::int("P"), "", Ok(false)),
        (ParameterInfo::int("P"), "um", Err("parameter `P`: `um` is not a whole number such as `42`")),
        (ParameterInfo::decimal("P").digits(5, 2), "123.45", Ok(true)),
        (ParameterInfo::decimal("P"), "1,5", Err("parameter `P`: `1,5` is not a decimal number such as `1250.00`")),
        (ParameterInfo::bool("P"), "TRUE", Ok(true)),
        (ParameterInfo::date("P"), "2024-02-29", Ok(true)),
        (ParameterInfo::date("P"), "29/02/2024", Err("parameter `P`: `29/02/2024` is not a date such as `2024-06-07`")),
        (ParameterInfo::time("P"), "14:32:11", Ok(true)),
        (ParameterInfo::float("P"), "1.25E3", Ok(true)),
        (ParameterInfo::any("P"), "qualquer", Ok(true)),
    ] {
        assert_eq!(value(info, text), expected.map_err(str::to_owned), "{} {text}", info.kind);
    }
}

#[test]
fn the_first_place_that_has_a_value() {
    let chain = |case, places| TakeInfo::new("SED", "ED_CODIGO", case, places);
    let (two, three) = (chain("Parcela", &["Anexo", "Servico"]), chain("Acordo", &["Anexo", "Servico", "Rateio"]));
    for present in 0..8_u32 {
        let has = |place: &str| {
            ["Anexo", "Servico", "Rateio"].iter().position(|name| *name == place).is_some_and(|bit| present & (1 << bit) != 0)
        };
        let mut asked = Vec::new();
        let found = two.first(|place| {
            asked.push(place);
            has(place).then_some(())
        });
        assert_eq!(found.map(|(place, ())| place), ["Anexo", "Servico"].into_iter().find(|place| has(place)), "{present:03b}");
        assert!(!asked.contains(&"Rateio"), "Parcela never looks at Rateio");
        let found = three.first(|place| has(place).then_some(place.len()));
        assert_eq!(found, ["Anexo", "Servico", "Rateio"].into_iter().find(|place| has(place)).map(|place| (place, place.len())));
    }
}

#[test]
fn operations_by_profile() {
    let event = |operation, profile| MESSAGE.carries(operation, profile);
    assert!(event(Operation::Upsert, Some(&PACKAGE)) && !event(Operation::Delete, Some(&PACKAGE)));
    assert!(!event(Operation::Upsert, Some(&EAI2)) && event(Operation::Delete, Some(&EAI2)));
    // Without a profile, what any of them takes is taken.
    assert!(event(Operation::Upsert, None) && event(Operation::Delete, None));
    assert!(ADAPTER.in_profile("Eai3").is_none());
    assert_eq!(MESSAGE.carried(Some(&EAI2)), "delete");
}

#[test]
fn locks_of_every_operation() {
    static RULES: AdapterRules =
        AdapterRules { locks: &[LockInfo::new("RM", &[Operation::Insert, Operation::Delete])], ..AdapterRules::NONE };
    for (operation, locked) in [(Operation::Insert, true), (Operation::Update, false), (Operation::Upsert, true), (Operation::Delete, true)]
    {
        assert_eq!(RULES.is_locked("RM", operation), locked, "{operation}");
        assert!(!RULES.is_locked("PROTHEUS", operation));
    }
}
