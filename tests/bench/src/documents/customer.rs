//! A customer who is a vendor too.

use super::parts::{self, address, communication, number, parsed, pick, text};
use depara::Message;
use depara_mappings::customer_vendor_2_002::{
    BankingInformation, BillingInformation, BusinessContent, CreditInformation, CustomerVendor2002, EntityType, FiscalInformation, INFO,
    MarketSegment, RegisterSituation, TaxPayer, Type, VendorClassification, VendorInformation, VendorType,
};
use depara_mappings::types_contact_information_1_000::ContactInformation;
use depara_mappings::types_governmental_information_1_000::{GovernmentalId, GovernmentalInformation, Scope};

/// `CUSTOMERVENDOR` 2.002, some 8 kB on one line.
pub(super) fn message() -> Message<'static, CustomerVendor2002> {
    let content = BusinessContent {
        company_id: text("0"),
        branch_id: text("1"),
        company_internal_id: text("0"),
        code: text("000000001"),
        store_id: text("01"),
        internal_id: text("0|000000001"),
        short_name: text("Exemplo São João"),
        name: text("Alimentos Exemplo & Irmãs Ltda"),
        r#type: Some(Type::Both),
        entity_type: Some(EntityType::Company),
        market_segment: Some(MarketSegment {
            market_segment_code: text("000123"),
            market_segment_internal_id: text("01||000123"),
            market_segment_description: text("Educação – Ensino Superior"),
        }),
        register_date: parsed("2011-03-28"),
        register_situation: Some(RegisterSituation::Active),
        comments: text(
            "Cliente fictício; crédito < R$ 50.000,00 exige aprovação da \"Diretoria\" & do Conselho.\nNão faturar após o dia 25.",
        ),
        governmental_information: Some(GovernmentalInformation { ids: documents() }),
        address: Some(address(0)),
        shipping_address: Some(address(1)),
        communications: Some((0..2).map(communication).collect()),
        contacts: Some((0..2).map(contact).collect()),
        banking_information: Some(vec![BankingInformation {
            bank_code: Some(999),
            bank_internal_id: text("01||999"),
            bank_name: text("Banco Exemplo S/A"),
            branch_code: text("1234"),
            branch_key: text("5"),
            checking_account_number: text("0098765"),
            checking_account_number_key: text("P"),
        }]),
        billing_information: Some(BillingInformation {
            billing_customer_code: Some(1),
            billing_customer_internal_id: text("0|000000001"),
            address: Some(address(2)),
        }),
        vendor_information: Some(VendorInformation {
            vendor_classification: Some(VendorClassification::RawMaterial),
            vendor_type: Some(VendorType {
                vendor_type_code: text("01"),
                vendor_type_internal_id: text("01|01"),
                vendor_type_description: text("Matéria-prima"),
            }),
        }),
        fiscal_information: Some(FiscalInformation {
            category: text("A"),
            is_retention_agent: Some(true),
            tax_payers: vec![
                TaxPayer { tax_name: text("ICMS"), is_payer: Some(true), mode: text("1") },
                TaxPayer { tax_name: text("PIS/COFINS"), is_payer: Some(false), mode: None },
            ],
        }),
        credit_information: Some(credit()),
        payment_condition_code: text("001"),
        payment_condition_internal_id: text("01||001"),
        price_list_header_item_code: text("010"),
        price_list_header_item_internal_id: text("01||010"),
        carrier_code: Some(77),
    };
    parts::message(&INFO, "RM", "0|000000001", content)
}

/// Numbers that nobody has: their check digits are wrong.
fn documents() -> Vec<GovernmentalId<'static>> {
    let id = |scope, name: &str, date, value: &str| GovernmentalId {
        scope: Some(scope),
        name: text(name),
        issue_on: date,
        expires_on: None,
        text: text(value),
    };
    vec![
        id(Scope::State, "INSCRICAO ESTADUAL", parsed("2010-01-15"), "000.000.000/0000-00"),
        id(Scope::Federal, "CNPJ", parsed("2010-01-02"), "00000000000100"),
        id(Scope::Municipal, "INSCRICAO MUNICIPAL", None, "ISENTO"),
    ]
}

fn contact(n: usize) -> ContactInformation<'static> {
    ContactInformation {
        contact_information_code: text(format!("{n:03}")),
        contact_information_title: pick(n, ["Sócia-gerente", "Coordenação Acadêmica"]),
        contact_information_name: pick(n, ["Pessoa Fictícia Um", "Pessoa Fictícia Dois"]),
        contact_information_department: text("Administração"),
        communication_information: Some(communication(n)),
        contact_information_address: Some(address(n.saturating_add(1))),
        ..ContactInformation::default()
    }
}

fn credit() -> CreditInformation<'static> {
    CreditInformation {
        credit_indicator: Some(1),
        credit_evaluation: Some(2),
        shipment_credit_evaluation: Some(1),
        credit_limit: number(15_000_000, 2),
        credit_limit_currency: Some(1),
        credit_limit_date: parsed("2025-12-31"),
        additional_credit_limit: number(250_005, 1),
        additional_credit_limit_currency: text("1"),
        additional_credit_limit_date: parsed("2025-12-31"),
        late_periods: Some(3),
        balance_of_credit: number(9_876_543, 2),
    }
}
