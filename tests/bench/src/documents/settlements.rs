//! A long list of settlements.

use super::parts::{self, number, parsed, pick, text};
use depara::value::Enumeration;
use depara::{Message, Text};
use depara_mappings::list_of_account_receivable_settlements_1_005::{
    AccountReceivableSettlement, BusinessContent, ComplementaryValue, INFO, ListOfAccountReceivableSettlements1005, OtherValues,
    PaymentMeans, PaymentMethod,
};

/// `LISTOFACCOUNTRECEIVABLESETTLEMENTS` 1.005, some 5 MB indented with 4200 settlements.
pub(super) fn message(settlements: usize) -> Message<'static, ListOfAccountReceivableSettlements1005> {
    let content = BusinessContent {
        company_internal_id: text("0"),
        company_id: text("0"),
        branch_id: text("1"),
        settlements: Some((0..settlements).map(settlement).collect()),
    };
    parts::message(&INFO, "RM", "0|1", content)
}

fn settlement(n: usize) -> AccountReceivableSettlement<'static> {
    let turn = |divisor: usize| n.is_multiple_of(divisor);
    let small = i64::try_from(n).unwrap_or_default();
    let value = small.wrapping_mul(7919).rem_euclid(490_000).saturating_add(10_000);
    let percent = |percent: i64| number(value.saturating_mul(percent), 4);
    let day = format!("2024-{:02}-{:02}", small.rem_euclid(12).saturating_add(1), small.rem_euclid(28).saturating_add(1));
    AccountReceivableSettlement {
        internal_id: text(format!("0|{}|{}", small.saturating_add(100_000), small.rem_euclid(7))),
        account_receivable_document_internal_id: text(format!(
            "01|D MG 01 |MEN|{n:09}|{} |NF |{n:06}|01",
            small.rem_euclid(12).saturating_add(1)
        )),
        payment_date: parsed(&day),
        credit_date: parsed(&day),
        payment_value: number(value, 2),
        parcial_payment: Some(turn(5)),
        original_value: percent(110),
        other_values: Some(OtherValues {
            interest_value: percent(1),
            discount_value: number(0, 0),
            abatement_value: number(0, 0),
            expenses_value: number(15, 1),
            fine_value: percent(2),
        }),
        complementary_values: turn(3).then(|| {
            vec![ComplementaryValue {
                complementary_value_internal_id: text(format!("01||VA{:03}", small.rem_euclid(40))),
                informed_value: percent(1),
            }]
        }),
        currency_internal_id: text("01|01"),
        currency_rate: number(1, 0),
        payment_method: PaymentMethod::VALUES.iter().cycle().nth(n.checked_rem(16).unwrap_or_default()).map(|(_, value)| value.clone()),
        payment_means: Some(PaymentMeans::Cash),
        bank_internal_id: text("01|D MG 01 |999|1200-6|00012345"),
        history_text: if turn(4) {
            Some(Text::Owned(format!("Negociação & acordo nº {n}")))
        } else {
            pick(
                n,
                ["Baixa automática de mensalidade", "Liquidação via boleto – agência 1200-6", "Pagamento recebido no caixa (tesouraria)"],
            )
        },
        reverse_remittance_bank: turn(11).then_some(Text::Borrowed("")),
        ..AccountReceivableSettlement::default()
    }
}
