//! What several documents have in common: the envelope, addresses, means of communication.

use depara::envelope::{Body, BusinessEvent, BusinessMessage, Event, Identification, IdentificationKey, MessageInformation, Product};
use depara::value::Lenient;
use depara::{Decimal, Message, MessageInfo, Messages, Number, Text};
use depara_mappings::types_address_1_000::{Address, City, Country, State};
use depara_mappings::types_contact_information_1_000::CommunicationInformation;
use std::str::FromStr;

/// A text.
pub(super) fn text(text: impl Into<String>) -> Option<Text<'static>> {
    Some(Text::Owned(text.into()))
}

/// A value from its lexical form: dates and times.
pub(super) fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// `cents` as an amount with two digits after the point, where the schema says decimal.
pub(super) fn decimal(mantissa: i64, scale: u32) -> Option<Decimal> {
    Some(Decimal::new(mantissa, scale))
}

/// The same where the schema says float.
pub(super) fn number(mantissa: i64, scale: u32) -> Option<Number<'static>> {
    Some(Number::from(Decimal::new(mantissa, scale)))
}

/// The `n`th of some words, over and over.
pub(super) fn pick<const N: usize>(n: usize, words: [&'static str; N]) -> Option<Text<'static>> {
    words.iter().cycle().nth(n.checked_rem(N)?).map(|word| Text::Borrowed(*word))
}

/// A whole message around a content.
pub(super) fn message<M: Messages>(info: &MessageInfo, sender: &str, key: &str, content: M::Content<'static>) -> Message<'static, M> {
    let information = MessageInformation {
        version: text(info.version.to_string()),
        uuid: text("7d2f4c1a-0b3e-4e5f-9a6b-1c2d3e4f5a6b"),
        message_type: text("BusinessMessage"),
        transaction: text(info.name),
        standard_version: text("1.0"),
        source_application: text(sender),
        company_id: text("01"),
        branch_id: text("D MG 01 "),
        user_id: text("mestre"),
        product: Some(Product { name: text(sender), version: text("12.1.2310") }),
        generated_on: parsed("2024-06-07T14:32:11").map(Lenient::Value),
        context_name: text("PROTHEUS"),
        delivery_type: text("Sync"),
        ..MessageInformation::default()
    };
    let event = BusinessEvent {
        entity: text(info.title),
        event: Some(Event::Upsert),
        identification: Some(Identification { keys: vec![IdentificationKey { name: text("InternalID"), value: text(key) }] }),
    };
    let body = Body::Business(BusinessMessage { event: Some(event), request: None, content: Some(content) });
    Message { schema_location: text(format!("xmlschema/general/events/{}", info.schema)), information, body }
}

/// An address; `n` varies it.
pub(super) fn address(n: usize) -> Address<'static> {
    Address {
        address: pick(n, ["Rua das Acácias Brancas", "Avenida do Engenho Velho", "Praça da Estação Nova", "Rodovia do Sertão, km 12"]),
        number: text(n.saturating_mul(37).saturating_add(120).to_string()),
        complement: pick(n, ["Sala 7 & sala 8", "Galpão <B>", "Térreo", ""]),
        city: Some(City {
            city_code: text("00200"),
            city_internal_id: text("99|00200"),
            city_description: pick(n, ["Vila Exemplo do Sul", "São Modelo", "Água Fictícia", "Monte Imaginário"]),
            ..City::default()
        }),
        district: pick(n, ["Jardim das Nações", "Centro Histórico", "Alto da Colônia", "Estação"]),
        state: Some(State {
            state_code: text("MG"),
            state_internal_id: text("MG"),
            state_description: text("Minas Gerais"),
            ..State::default()
        }),
        country: Some(Country {
            country_code: text("01058"),
            country_internal_id: text("01058"),
            country_description: text("Brasil"),
            ..Country::default()
        }),
        zip_code: text(format!("00000-{n:03}")),
        region: text("Região Central"),
        po_box: None,
    }
}

/// Telephone and mail; `n` varies them.
pub(super) fn communication(n: usize) -> CommunicationInformation<'static> {
    CommunicationInformation {
        phone_number: text(format!("(00) 0000-{n:04}")),
        phone_extension: text(format!("2{n:02}")),
        fax_number: text(""),
        home_page: text(format!("http://www.exemplo{n}.invalid/?a=1&b=2")),
        email: text(format!("contato{n}@exemplo.invalid")),
        ..CommunicationInformation::default()
    }
}
