//! Records go from one system to the other, and their keys come back: both ways, both deliveries, both events.

use super::base::{Base, both};
use super::scene::{CONTRACTS, Scene, banks, eventually, outcome};
use depara::Delivery;
use depara::rows::Layout;
use depara_peers::{Customer, Sent};
use depara_store::queue::{QueueDirection, Status};
use std::collections::BTreeSet;

both!(
    customers_go_from_rm_to_protheus,
    customers_go_from_protheus_to_rm,
    banks_go_from_protheus_to_rm,
    an_asynchronous_customer_is_answered_by_a_message,
    an_asynchronous_bank_is_answered_by_a_message,
    a_change_keeps_the_pair_and_a_deletion_removes_it,
);

/// The rows of the manual, in the order in which they come to be.
const CUSTOMERS: [&str; 2] = [
    "PROTHEUS\tFCFO\tCODCOLIGADA|CODCFO\t0|000000001\t01||000000001|01|C\tCUSTOMERVENDOR\t0|000000001",
    "PROTHEUS\tFCFO\tCODCOLIGADA|CODCFO\t0|000000110\t01||000000110|01|F\tCUSTOMERVENDOR\t0|000000110",
];
const OLD_CUSTOMERS: [&str; 2] = [
    "FCFO\tCODCOLIGADA|CODCFO\t0|000000001\tPROTHEUS\t01||000000001|01|C",
    "FCFO\tCODCOLIGADA|CODCFO\t0|000000110\tPROTHEUS\t01||000000110|01|F",
];
const BANKS: [&str; 6] = [
    "PROTHEUS\tFCONVENIO\tCODCOLIGADA|IDCONVENIO\t2|19\t01|02AM0001|001|0455|012453\tBANK\t2|19",
    "PROTHEUS\tFCONVENIO\tCODCOLIGADA|IDCONVENIO\t2|22\t01|01AM0001|033|4268|\tBANK\t2|22",
    "PROTHEUS\tFConta\tCODCOLIGADA|NUMBANCO|NUMAGENCIA|NROCONTA\t2|001|0455 |012453\t01|02AM0001|001|0455|012453\tBANK\t2|001|0455 |012453",
    "PROTHEUS\tFConta\tCODCOLIGADA|NUMBANCO|NUMAGENCIA|NROCONTA\t2|033|4268 |01001459\t01|01AM0001|033|4268|01001459\tBANK\t2|033|4268 |01001459",
    "PROTHEUS\tFCxa\tCODCOLIGADA|CODCXA\t2|01001459\t01|01AM0001|033|4268|01001459\tBANK\t2|01001459",
    "PROTHEUS\tFCxa\tCODCOLIGADA|CODCXA\t2|012453\t01|02AM0001|001|0455|012453\tBANK\t2|012453",
];
const OLD_BANKS: [&str; 6] = [
    "FCONVENIO\tCODCOLIGADA|IDCONVENIO\t2|19\tPROTHEUS\t01|02AM0001|001|0455|012453",
    "FCONVENIO\tCODCOLIGADA|IDCONVENIO\t2|22\tPROTHEUS\t01|01AM0001|033|4268|",
    "FConta\tCODCOLIGADA|NUMBANCO|NUMAGENCIA|NROCONTA\t2|001|0455 |012453\tPROTHEUS\t01|02AM0001|001|0455|012453",
    "FConta\tCODCOLIGADA|NUMBANCO|NUMAGENCIA|NROCONTA\t2|033|4268 |01001459\tPROTHEUS\t01|01AM0001|033|4268|01001459",
    "FCxa\tCODCOLIGADA|CODCXA\t2|01001459\tPROTHEUS\t01|01AM0001|033|4268|01001459",
    "FCxa\tCODCOLIGADA|CODCXA\t2|012453\tPROTHEUS\t01|02AM0001|001|0455|012453",
];

/// The De-Para of the gateway in both layouts, sorted.
fn rows(scene: &Scene) -> [Vec<String>; 2] {
    [Layout::Eai2, Layout::Package1021].map(|layout| {
        let mut rows = scene.gateway.rows(layout);
        rows.sort_unstable();
        rows
    })
}

/// The maps have every row of the manual as an example: none of them is missing here.
#[test]
fn the_rows_are_all_that_the_manual_has() {
    let of_manual = |map: &str| {
        let examples = map.lines().filter_map(|line| line.trim().strip_prefix("example ")?.trim().split_once('='));
        let texts = examples.map(|(internal, external)| [internal, external].map(|text| text.trim().trim_matches('"').to_owned()));
        texts.collect::<BTreeSet<_>>()
    };
    let pairs = |rows: &[&str], columns: [usize; 2]| {
        let cells = rows.iter().map(|row| row.split('\t').collect::<Vec<_>>());
        cells.map(|cells| columns.map(|column| cells[column].to_owned())).collect::<BTreeSet<_>>()
    };
    let customers = of_manual(include_str!("../../../../mappings/educacional/customervendor.map"));
    let banks = of_manual(include_str!("../../../../mappings/educacional/bank.map"));
    assert_eq!((customers.len(), banks.len()), (CUSTOMERS.len(), BANKS.len()));
    assert_eq!((&pairs(&CUSTOMERS, [3, 4]), &pairs(&OLD_CUSTOMERS, [2, 4])), (&customers, &customers));
    assert_eq!((&pairs(&BANKS, [3, 4]), &pairs(&OLD_BANKS, [2, 4])), (&banks, &banks));
}

fn vendor() -> Customer {
    Customer::named("Papelaria Exemplo").vendor().coded("000000110")
}

fn customers_go_from_rm_to_protheus(base: Base) {
    let scene = Scene::new(base);
    let pairs = outcome(scene.rm.create(Customer::named("Escola Exemplo & Cia")).unwrap()).unwrap();
    assert_eq!(pairs, [("0|000000001".to_owned(), "01||000000001|01|C".to_owned())]);
    outcome(scene.rm.create(vendor()).unwrap()).unwrap();
    assert_eq!(rows(&scene), [CUSTOMERS.map(String::from).to_vec(), OLD_CUSTOMERS.map(String::from).to_vec()]);
    // All three De-Paras say the same, and the record is what it was.
    assert_eq!(scene.protheus.customers()[0].name, "Escola Exemplo & Cia");
    let of_rm: Vec<_> = scene.rm.rows().into_iter().map(|row| (row.rm, row.protheus)).collect();
    let of_protheus: Vec<_> = scene.protheus.rows().into_iter().map(|row| (row.rm, row.protheus)).collect();
    assert_eq!(of_rm, of_protheus);
    assert_eq!(of_rm.len(), 2);
    // One message in and one out for each, both with an end.
    for direction in [QueueDirection::Inbound, QueueDirection::Outbound] {
        let messages = scene.gateway.messages(direction);
        assert_eq!(messages.iter().map(|message| message.status).collect::<Vec<_>>(), [Status::Processed; 2]);
    }
}

fn customers_go_from_protheus_to_rm(base: Base) {
    let scene = Scene::new(base);
    outcome(scene.protheus.send(&Customer::named("Escola Exemplo").coded("000000001")).unwrap()).unwrap();
    assert_eq!(rows(&scene), [vec![CUSTOMERS[0].to_owned()], vec![OLD_CUSTOMERS[0].to_owned()]]);
    // Protheus writes nothing unless the answer carries its message, so it came through the gateway whole.
    assert_eq!(scene.protheus.rows().len(), 1);
    assert_eq!(scene.rm.customers()[0].name, "Escola Exemplo");
}

fn banks_go_from_protheus_to_rm(base: Base) {
    let scene = Scene::new(base);
    for (bank, number) in banks().iter().zip(CONTRACTS) {
        scene.rm.number_contracts_from(number);
        outcome(scene.protheus.send_bank(bank).unwrap()).unwrap();
    }
    assert_eq!(rows(&scene), [BANKS.map(String::from).to_vec(), OLD_BANKS.map(String::from).to_vec()]);
    assert_eq!((scene.rm.rows().len(), scene.protheus.rows().len()), (6, 6));
}

fn an_asynchronous_customer_is_answered_by_a_message(base: Base) {
    let scene = Scene::new(base);
    scene.rm.deliver(Delivery::Async);
    assert_eq!(scene.rm.create(Customer::named("Escola Exemplo")).unwrap(), Sent::Taken);
    eventually("the answer comes", || scene.rm.answers().into_iter().next());
    let uuid = scene.rm.last_sent().unwrap();
    assert_eq!(scene.rm.answers()[0].uuid, uuid);
    assert_eq!(scene.rm.rows()[0].to_string(), "FCFO  0|000000001  01||000000001|01|C");
    scene.gateway.becomes(&uuid, Status::Processed);
    assert_eq!(rows(&scene)[0], [CUSTOMERS[0]]);
}

fn an_asynchronous_bank_is_answered_by_a_message(base: Base) {
    let scene = Scene::new(base);
    scene.protheus.deliver(Delivery::Async);
    for (before, (bank, number)) in banks().iter().zip(CONTRACTS).enumerate() {
        scene.rm.number_contracts_from(number);
        assert_eq!(scene.protheus.send_bank(bank).unwrap(), Sent::Taken);
        eventually("the answer comes", || (scene.protheus.answers().len() > before).then_some(()));
    }
    assert_eq!(scene.protheus.rows().len(), 6);
    assert_eq!(rows(&scene)[0], BANKS);
}

fn a_change_keeps_the_pair_and_a_deletion_removes_it(base: Base) {
    let scene = Scene::new(base);
    outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap();
    let renamed = Customer::named("Colégio Exemplo").coded("000000001");
    outcome(scene.rm.change(&renamed).unwrap()).unwrap();
    assert_eq!(scene.protheus.customers(), std::slice::from_ref(&renamed));
    assert_eq!(rows(&scene)[0], [CUSTOMERS[0]]);
    outcome(scene.rm.delete(&renamed).unwrap()).unwrap();
    assert_eq!(rows(&scene)[0], [""; 0]);
    assert_eq!((scene.rm.rows().len(), scene.protheus.rows().len(), scene.protheus.customers().len()), (0, 0, 0));
    let [bank, ..] = banks();
    outcome(scene.protheus.send_bank(&bank).unwrap()).unwrap();
    assert_eq!(rows(&scene)[0].len(), 3);
    outcome(scene.protheus.delete_bank(&bank).unwrap()).unwrap();
    assert_eq!(rows(&scene)[0], [""; 0]);
    assert_eq!((scene.rm.rows().len(), scene.protheus.rows().len()), (0, 0));
}
