//! The messages of a load, as texts.

use crate::fingerprint;
use depara::Message;
use depara::envelope::{MessageInformation, Product};
use depara::load::Load;
use depara_mappings::internal_id_load_1_000::{BusinessContent, InternalIdLoad1000};
use depara_mappings::load::{self, Execution};
use std::num::NonZeroUsize;

/// The messages that load the pairs, at most `limit` in each, in XML or JSON; `product` is the name of the product that sends them.
pub(crate) fn texts(load: &Load, limit: NonZeroUsize, execution: &Execution<'_>, product: &str, json: bool) -> Vec<String> {
    let text = |message: Message<'_, InternalIdLoad1000>| {
        if json { format!("{:#}\n", message.to_json()) } else { message.encode() + "\n" }
    };
    load.batches(limit).map(|batch| text(message(load::content(&batch, execution), product))).collect()
}

fn message<'a>(content: BusinessContent<'a>, product: &'a str) -> Message<'a, InternalIdLoad1000> {
    let product = Some(Product { name: Some(product.into()), version: None });
    let information = MessageInformation { product, delivery_type: Some("Sync".into()), ..MessageInformation::default() };
    let mut message = load::message(content, information);
    message.information.uuid = Some(identifier(&message.encode()).into());
    message
}

/// An identifier of a message, made from what it says: a UUID of version 8, which leaves its bits to who makes it. The same pairs of the same
/// execution have the same one, so that a load can be written again.
fn identifier(text: &str) -> String {
    let hash = fingerprint::of(text.as_bytes());
    let marked = hash & !(0xf << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let digits = format!("{marked:032x}");
    let piece = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    [piece(0, 8), piece(8, 12), piece(12, 16), piece(16, 20), piece(20, 32)].join("-")
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn identifiers_are_uuids_and_differ() {
        let (one, other) = (identifier("a load"), identifier("another load"));
        assert_eq!(one.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(one[14..].starts_with('8') && "89ab".contains(&one[19..20]), "{one}");
        assert_ne!(one, other);
        assert_eq!(one, identifier("a load"));
    }
}
