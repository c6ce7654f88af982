//! A bank with three agencies.

use super::parts::{self, address, communication, parsed, pick, text};
use depara::{Message, Text, Values};
use depara_mappings::bank_2_001::{Account, Agency, Bank2001, BusinessContent, ChargeType, Contract, INFO, ListOfAccount};
use depara_mappings::types_contact_information_1_000::ContactInformation;

/// `BANK` 2.001, some 8 kB on one line.
pub(super) fn message() -> Message<'static, Bank2001> {
    let content = BusinessContent {
        company_id: text("01"),
        branch_id: text("D MG 01 "),
        company_internal_id: text("01"),
        code: text("999"),
        internal_id: text("01|D MG 01 |999|1200-6|00012345"),
        febraban: text("999"),
        name: text("Banco Exemplo S/A – Agência & Conta"),
        short_name: text("Bco Exemplo"),
        agencies: Some((0..3).map(agency).collect()),
        checking_acct_type: text("Bancária"),
        site: text(""),
        business_unit: text("001"),
        purpose: text("Corrente"),
    };
    parts::message(&INFO, "PROTHEUS", "01|D MG 01 |999", content)
}

fn agency(n: usize) -> Agency<'static> {
    let contact = ContactInformation {
        contact_information_code: text(format!("{n:03}")),
        contact_information_title: text("Gerente"),
        contact_information_name: text("Pessoa de Contato Fictícia"),
        contact_information_department: text("Pessoa Jurídica"),
        communication_information: Some(communication(n)),
        ..ContactInformation::default()
    };
    let one = |text: &'static str| Values::from([Text::Borrowed(text)]);
    let contract = Contract {
        contract_numbers: one("2981734"),
        transferor_names: one("Fundação Educacional Exemplo & Filhas"),
        transferor_codes: one("987654"),
        book_types: one("17"),
        book_codes: one("019"),
        charge_types: [ChargeType::Registered].into(),
    };
    Agency {
        number: text(format!("12{n:02}-6")),
        name: text(format!("Agência Praça da Invenção {n}")),
        address: Some(address(n)),
        contacts: Some(vec![contact]),
        list_of_account: Some(ListOfAccount { accounts: (0..2).map(account).collect(), contracts: vec![contract] }),
    }
}

fn account(n: usize) -> Account<'static> {
    Account {
        company_id: text("01"),
        number: text(format!("0001234{n}")),
        digit_account: pick(n, ["7", "X"]),
        accountant_account_code: text(format!("1.1.1.02.000{n}")),
        name: text(format!("Conta Movimento nº {n} – Mensalidades & Taxas")),
        purpose_acct: text("Principal Ativo"),
        chart_of_accts: text("PLCTB01"),
        validity_start: parsed("2020-01-01"),
        validity_end: parsed("2049-12-31"),
    }
}
