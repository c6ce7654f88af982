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

/// The tree of a message as `Header` and `Content`, the form that REST services exchange.
///
/// What that form has no place for is left out: the keys of the identification beside the content, and the original message in an answer.
///
/// ```
/// use depara::envelope::json::{header_and_content, tree};
/// use serde_json::json;
///
/// let short = json!({
///     "Header": { "UUID": "7", "Type": "BusinessMessage", "SubType": "event", "Event": "upsert", "Transaction": "BANK", "Version": "2.001" },
///     "Content": { "Code": "001" },
/// });
/// assert_eq!(header_and_content(tree(short.clone())), short);
/// ```
#[must_use]
pub fn header_and_content(tree: Value) -> Value {
    let mut message = take(tree, "TOTVSMessage");
    let information = message.shift_remove("MessageInformation").unwrap_or_default();
    let (sub_type, event, content) = if let Some(business) = message.shift_remove("BusinessMessage") {
        let request = business.get("BusinessRequest").is_some();
        let event = business.pointer("/BusinessEvent/Event").cloned();
        (Some(if request { "request" } else { "event" }), event, business.get("BusinessContent").cloned().unwrap_or_else(|| json!({})))
    } else {
        let mut answer = take(Value::Object(message), "ResponseMessage");
        if let Some(received) = answer.get_mut("ReceivedMessage").and_then(Value::as_object_mut) {
            received.shift_remove("MessageContent");
        }
        (None, None, Value::Object(answer))
    };
    json!({ "Header": header(information, sub_type, event), "Content": content })
}

/// The `Header` of a message: what `MessageInformation` says, in the order of the standard.
fn header(information: Value, sub_type: Option<&str>, event: Option<Value>) -> Value {
    let Value::Object(mut information) = information else { return json!({}) };
    let product = information.shift_remove("Product").unwrap_or_default();
    let version = information.shift_remove("version");
    let mut header = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            header.insert(name.to_owned(), value);
        }
    };
    for name in ["UUID", "Type"] {
        put(name, information.shift_remove(name));
    }
    put("SubType", sub_type.map(Value::from));
    put("Event", event);
    for name in ["Transaction", "StandardVersion"] {
        put(name, information.shift_remove(name));
    }
    put("Version", version);
    for name in ["SourceApplication", "CompanyId", "BranchId", "Enterprise", "BusinessUnit", "UserId"] {
        put(name, information.shift_remove(name));
    }
    for name in ["CompanySharingMode", "BusinessUnitSharingMode", "BranchSharingMode"] {
        put(name, information.shift_remove(name));
    }
    put("ProductName", product.get("name").cloned());
    put("ProductVersion", product.get("version").cloned());
    for (name, value) in information {
        put(&name, Some(value));
    }
    Value::Object(header)
}

/// The object under `name`; an empty one when there is none.
fn take(value: Value, name: &str) -> Map<String, Value> {
    match value {
        Value::Object(mut members) => match members.shift_remove(name) {
            Some(Value::Object(inner)) => inner,
            _ => Map::new(),
        },
        _ => Map::new(),
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
