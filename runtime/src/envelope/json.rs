//! The JSON forms of a message, brought into one: the tree of `TOTVSMessage`, with attributes as plain members.
//!
//! Met in practice: this tree; an older form of it with `@name` for attributes and `$` for texts; and `Header` with `Content`.
//! Source: the vendor's documentation, equivalence between the XML and JSON formats of the unique message.

use serde_json::{Map, Value, json};

/// A message in any of its JSON forms as the tree that [`Message::from_json`](crate::Message::from_json) reads.
///
/// ```
/// use depara::envelope::json::tree;
/// use serde_json::json;
///
/// let short = json!({
///     "Header": { "Type": "BusinessMessage", "SubType": "event", "Event": "upsert", "Transaction": "BANK", "Version": "2.001" },
///     "Content": { "Code": "001" },
/// });
/// let tree = tree(short);
/// assert_eq!(tree["TOTVSMessage"]["MessageInformation"]["version"], "2.001");
/// assert_eq!(tree["TOTVSMessage"]["BusinessMessage"]["BusinessContent"]["Code"], "001");
/// ```
#[must_use]
pub fn tree(value: Value) -> Value {
    match value {
        Value::Object(mut members) if members.contains_key("Header") => {
            let header = members.remove("Header").unwrap_or_default();
            from_header(header, members.remove("Content").unwrap_or_default())
        }
        other => plain(other, "TOTVSMessage"),
    }
}

/// `@name` becomes `name`, and `$` the name of its element.
fn plain(value: Value, element: &str) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| {
                let name = match name.strip_prefix('@') {
                    Some(attribute) => attribute.to_owned(),
                    None if name == "$" => element.to_owned(),
                    None => name,
                };
                let value = plain(value, &name);
                (name, value)
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(|item| plain(item, element)).collect(),
        other => other,
    }
}

/// The tree of a message with `Header` and `Content`.
fn from_header(header: Value, content: Value) -> Value {
    let Value::Object(mut header) = header else { return json!({ "TOTVSMessage": {} }) };
    let mut take = |name: &str| header.remove(name);
    let (version, product, product_version) = (take("Version"), take("ProductName"), take("ProductVersion"));
    let (sub_type, event) = (take("SubType"), take("Event"));
    let mut information: Map<String, Value> = version.map(|version| ("version".to_owned(), version)).into_iter().collect();
    information.append(&mut header);
    if product.is_some() || product_version.is_some() {
        information.insert("Product".to_owned(), json!({ "name": product, "version": product_version }));
    }
    let transaction = information.get("Transaction").cloned();
    let is = |value: Option<&Value>, text: &str| value.and_then(Value::as_str).is_some_and(|found| found.eq_ignore_ascii_case(text));
    let message_type = information.get("Type");
    let (part, body) = if is(message_type, "ResponseMessage") || is(message_type, "Response") {
        ("ResponseMessage", content)
    } else if is(message_type, "ReceiptMessage") {
        ("ReceiptMessage", content)
    } else if is(sub_type.as_ref(), "request") {
        ("BusinessMessage", json!({ "BusinessRequest": { "Operation": transaction }, "BusinessContent": content }))
    } else {
        ("BusinessMessage", json!({ "BusinessEvent": { "Entity": transaction, "Event": event }, "BusinessContent": content }))
    };
    let mut message = Map::new();
    message.insert("MessageInformation".to_owned(), Value::Object(information));
    message.insert(part.to_owned(), body);
    json!({ "TOTVSMessage": message })
}
