//! An order with many items; most of its elements are unordered groups.

use super::parts::{self, address, decimal, number, parsed, pick, text};
use depara::{Message, Text};
use depara_mappings::order_4_003::{
    BusinessContent, Finality, FreightType, INFO, Order4003, OrderItem, OrderPurpose, Status, TaxReason, ValuesAndTaxes,
};
use depara_mappings::types_apportion_2_001::Apportionment;
use depara_mappings::types_governmental_information_1_000::{GovernmentalId, GovernmentalInformation, Scope};

/// `ORDER` 4.003, some 100 kB on one line with 50 items.
pub(super) fn message(items: usize) -> Message<'static, Order4003> {
    let id = GovernmentalId { scope: Some(Scope::Federal), name: text("CNPJ"), text: text("00000000000100"), ..GovernmentalId::default() };
    let content = BusinessContent {
        company_id: text("01"),
        company_internal_id: text("01"),
        branch_id: text("D MG 01 "),
        order_purpose: Some(OrderPurpose::Purchase),
        customer_order_id: text("PC-2024/0099"),
        internal_id: text("01|D MG 01 |004711"),
        register_date: parsed("2024-06-07"),
        order_id: text("004711"),
        register_hour: parsed("14:32:11"),
        request_date: parsed("2024-06-20"),
        freight_type: Some(FreightType::Cif),
        freight_value: number(61_750, 2),
        invoice_messages: Some(
            [
                Text::Borrowed("Pedido sujeito à confirmação de crédito"),
                Text::Borrowed("Imposto recolhido por substituição & isento do outro"),
            ]
            .into(),
        ),
        net_weight: number(12_005, 1),
        gross_weight: number(1260, 0),
        number_of_volumes: number(50, 0),
        finality: Some(Finality::Contributor),
        insurance_value: number(0, 0),
        expense_value: number(3590, 2),
        currency_code: text("01"),
        status: Some(Status::Normal),
        customer_code: text("000000001"),
        customer_internal_id: text("01||000000001|01|C"),
        customer_gov_info: Some(GovernmentalInformation { ids: vec![id] }),
        delivery_address: Some(address(3)),
        carrier_code: text("000077"),
        order_item_amount: decimal(12_345_678_901, 4),
        total_percentage_of_order_discount: decimal(30_000, 4),
        is_discount_table_used_in_this_order: Some(false),
        priority: Some(5),
        payment_term_code: text("001"),
        payment_condition_internal_id: text("01||001"),
        discounts: Some(vec![number(15, 1), number(15, 1)].into_iter().flatten().collect()),
        total_discount: number(37_037, 2),
        items: Some((0..items).map(item).collect()),
        observation: text("Observações gerais: conferir nº do lote na expedição"),
        seller_code: text("000012"),
        ..BusinessContent::default()
    };
    parts::message(&INFO, "PROTHEUS", "01|D MG 01 |004711", content)
}

/// The `n`th item. Quantity and price differ from item to item, as they do in an order.
fn item(n: usize) -> OrderItem<'static> {
    let turn = |divisor: usize| n.is_multiple_of(divisor);
    let small = i64::try_from(n).unwrap_or_default();
    let quantity = small.wrapping_mul(67).rem_euclid(400).saturating_add(1);
    let price = small.wrapping_mul(7919).rem_euclid(99_800).saturating_add(199);
    let total = quantity.saturating_mul(price);
    let product = small.wrapping_mul(104_729).rem_euclid(1_000_000);
    OrderItem {
        company_id: text("01"),
        branch_id: text("D MG 01 "),
        order_id: text("004711"),
        order_item: text(format!("{:04}", n.saturating_add(1))),
        internal_id: text(format!("01|D MG 01 |004711|{:04}", n.saturating_add(1))),
        item_code: text(format!("PRD{product:06}")),
        item_internal_id: text(format!("01||PRD{product:06}")),
        item_description: pick(
            n,
            [
                "Papel de rascunho A4 75g/m² – caixa c/ 10 resmas",
                "Mensalidade de graduação – turma da manhã",
                "Caneta esferográfica azul \"premium\"",
                "Serviço de manutenção & calibração",
                "Café torrado e moído 500g",
                "Peça de reposição nº 3/8\"",
                "Açúcar cristal orgânico < 1kg",
            ],
        ),
        item_reference_code: text(format!("REF-{n}")),
        item_unit_of_measure: text("CX"),
        quantity: if turn(3) { number(quantity.saturating_mul(10).saturating_add(5), 1) } else { number(quantity, 0) },
        unity_price: number(price, 2),
        net_unit_price: decimal(price.saturating_mul(9700), 6),
        total_price: number(total, 2),
        type_operation: text("01"),
        tax_op_code: text("501"),
        customer_order_number: text(if turn(4) { String::new() } else { format!("PC{n:04}") }),
        discount_percentage: number(300, 2),
        net_line_amount: decimal(total.saturating_mul(9700), 6),
        trade_discount_percentage: decimal(50, 2),
        ipi_amount: decimal(total.saturating_mul(5), 4),
        icms_percentage: decimal(18_000, 3),
        item_discounts: (!turn(2)).then(|| [number(15, 1), number(75, 2)].into_iter().flatten().collect()),
        freight_value: number(1235, 2),
        insurance_value: number(0, 2),
        unit_weight: number(2350, 3),
        item_messages: turn(5).then(|| [Text::Borrowed("Entregar no período da manhã – portaria 2 & doca 4")].into()),
        price_table_number: text("010"),
        values_and_taxes: turn(3).then(|| {
            vec![ValuesAndTaxes {
                value_type: text("1"),
                reason: Some(TaxReason::Reason01),
                percentage: decimal(1800, 2),
                amount: decimal(total.saturating_mul(1800), 6),
            }]
        }),
        price_of_price_table: number(price, 2),
        cost_center_code: text(format!("01.01.{n:03}")),
        cost_center_internal_id: text(format!("01||01.01.{n:03}")),
        unit_of_measure_internal_id: text("01||CX"),
        warehouse_internal_id: text(format!("01||{:02}", small.rem_euclid(9).saturating_add(1))),
        observation: text(format!("Observação do item {}: não empilhar", n.saturating_add(1))),
        apportionments: Some((0..2).map(|part| apportionment(n, part, total)).collect()),
        ..OrderItem::default()
    }
}

fn apportionment(item: usize, part: usize, total: i64) -> Apportionment<'static> {
    Apportionment {
        internal_id: text(format!("01|{item}|{part}")),
        departament_code: text(format!("D{part:02}")),
        cost_center_internal_id: text(format!("01||01.01.{part:03}")),
        value: decimal(total.checked_div(2).unwrap_or_default(), 2),
        percentual: decimal(50, 0),
        ..Apportionment::default()
    }
}
