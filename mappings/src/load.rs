//! The load of the De-Para: message INTERNALIDLOAD 1.000, written and read on both sides.
//!
//! RM sends pairs of its key and a mask; routine INTXATU01 of Protheus seeks the record of each mask, writes the row and answers with the
//! key. The forms of masks are the `load` lines of the mappings; the work on pairs, which any message can use, is that of [`depara::load`].
//!
//! The side that sends:
//!
//! ```
//! use depara::envelope::{Body, MessageInformation, Product};
//! use depara::load::{Position, Wanted};
//! use depara::{Message, Policy};
//! use depara_mappings::internal_id_load_1_000::InternalIdLoad1000;
//! use depara_mappings::load::{self, Execution};
//! use std::num::NonZeroUsize;
//!
//! let row = Wanted { internal: "0|000000077", mask: "01;C000000077", ..Wanted::new(Position::Row(2), "CUSTOMERVENDOR") };
//! let pairs = load::pairs([row]);
//! assert!(pairs.problems.is_empty());
//!
//! let product = Some(Product { name: Some("RM".into()), version: None });
//! let information = MessageInformation { uuid: Some("7c0a".into()), product, ..MessageInformation::default() };
//! let execution = Execution { number: 17, company: "0", branch: "" };
//! let messages: Vec<Message<'_, InternalIdLoad1000>> = pairs
//!     .batches(NonZeroUsize::MAX)
//!     .map(|batch| load::message(load::content(&batch, &execution), information.clone()))
//!     .collect();
//! let text = messages[0].encode();
//! assert!(text.contains("<IntegrationId>01;C000000077</IntegrationId>"));
//!
//! // The side that receives, with what it has recorded or why it has not:
//! let decoded = Message::<InternalIdLoad1000>::decode(&text, &Policy::default())?.value;
//! let Body::Business(business) = &decoded.body else { panic!("a load") };
//! let received = load::received(business.content.as_ref().expect("a content"));
//! let replies = received.reply(|pair| Ok(format!("01||{}|01|C", pair.values.text(1))), |problem| problem.to_string())?;
//! let content = load::reply(replies, Some(17));
//!
//! // What the sender learns from it:
//! let answer = load::read_answer(&pairs, &content);
//! assert!(answer.is_complete());
//! let row = answer.rows().next().expect("a row");
//! assert_eq!((row.table, row.internal.as_str(), row.external.as_str()), ("FCFO", "0|000000077", "01||000000077|01|C"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::Registry;
use crate::internal_id_load_1_000::{
    BusinessContent, Entity, EntityReturn, INFO, InternalIdLoad, InternalIdLoad1000, InternalIdLoadReturn, ReturnContent,
};
use depara::envelope::{self, Body, BusinessMessage, BusinessRequest, MessageInformation, ProcessingInformation, ReceivedMessage};
use depara::envelope::{ResponseMessage, Status};
use depara::load::{Answer, Answered, Batch, Load, Position, Reply, Wanted};
use depara::rows::Row;
use depara::{Decimal, DecodeError, Message, Policy};
use std::borrow::Cow;

/// For what a load is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Execution<'e> {
    /// Its number, by which RM keeps a log of it: `ExecutionIdentifier`.
    pub number: i64,
    /// The coligada of RM; Protheus goes to the branch that its company map has for both. `0`, or nothing, leaves it where it is.
    pub company: &'e str,
    /// The branch of RM.
    pub branch: &'e str,
}

/// What may be loaded of a list, in the order of the initial load.
#[must_use]
pub fn pairs<'r>(wanted: impl IntoIterator<Item = Wanted<'r>>) -> Load {
    Load::of(Registry::ADAPTERS, wanted).in_order(Registry::LOAD_ORDER)
}

/// The content of one message.
///
/// Company and branch are there even when they are empty: the routine reads them without asking.
#[must_use]
pub fn content<'l>(batch: &Batch<'l>, execution: &Execution<'l>) -> BusinessContent<'l> {
    let entity = |(name, pairs): &(&'static str, &'l [depara::load::Pair])| {
        let keys = pairs.iter().map(|pair| InternalIdLoad {
            integration_id: Some(pair.mask().into()),
            new_integration_id: Some(pair.internal.as_str().into()),
        });
        Entity { entity_name: Some((*name).into()), keys: Some(keys.collect()) }
    };
    BusinessContent {
        company_id: Some(execution.company.into()),
        branch_id: Some(execution.branch.into()),
        company_internal_id: None,
        execution_identifier: Some(Decimal::from(execution.number)),
        entities: Some(batch.entities.iter().map(entity).collect()),
    }
}

/// A message with this content. Of `information` the routine needs the name of the product and the UUID; type, transaction and versions are
/// filled in where they are not given.
#[must_use]
pub fn message<'a>(content: BusinessContent<'a>, information: MessageInformation<'a>) -> Message<'a, InternalIdLoad1000> {
    let request = BusinessRequest { operation: Some(INFO.title.into()), identification: None };
    Message {
        schema_location: None,
        information: headed(information, "BusinessMessage"),
        body: Body::Business(BusinessMessage { event: None, request: Some(request), content: Some(content) }),
    }
}

/// What a load that came says: its pairs, with the values of their masks, and what is wrong with the others.
#[must_use]
pub fn received(content: &BusinessContent<'_>) -> Load {
    let wanted = content.entities.iter().flatten().zip(1..).flat_map(|(entity, number)| {
        let name = text(&entity.entity_name);
        entity.keys.iter().flatten().zip(1..).map(move |(key, pair)| Wanted {
            internal: text(&key.new_integration_id),
            mask: text(&key.integration_id),
            ..Wanted::new(Position::Pair { entity: number, pair }, name)
        })
    });
    Load::of(Registry::ADAPTERS, wanted)
}

/// What an answer says of the pairs that were sent. A load of several messages is read with the answers to all of them: see [`answered`].
#[must_use]
pub fn read_answer<'l>(sent: &'l Load, content: &ReturnContent<'_>) -> Answer<'l> {
    sent.read_answer(Registry::ADAPTERS, answered(content))
}

/// The rows that an answer proves of a load that was sent, both as XML; what a gateway between the two systems learns.
///
/// # Errors
/// When one of the documents cannot be read.
pub fn rows(request: &str, answer: &str) -> Result<Vec<Row>, DecodeError> {
    let policy = Policy::lenient();
    let (sent, answer) =
        (Message::<InternalIdLoad1000>::decode(request, &policy)?, Message::<InternalIdLoad1000>::decode(answer, &policy)?);
    let Body::Business(BusinessMessage { content: Some(content), .. }) = &sent.value.body else { return Ok(Vec::new()) };
    let Body::Response(ResponseMessage { return_content: Some(returned), .. }) = &answer.value.body else { return Ok(Vec::new()) };
    let load = received(content);
    let rows = returned.content.as_ref().map(|returned| read_answer(&load, returned).rows().cloned().collect());
    Ok(rows.unwrap_or_default())
}

/// The lines of an answer.
pub fn answered<'c>(content: &'c ReturnContent<'_>) -> impl Iterator<Item = Answered<'c>> {
    content.entities.iter().flatten().zip(1..).flat_map(|(entity, number)| {
        let name = text(&entity.entity_name);
        entity.keys.iter().flatten().zip(1..).map(move |(key, pair)| Answered {
            position: Position::Pair { entity: number, pair },
            entity: name,
            origin: text(&key.origin_internal_id),
            destination: text(&key.destination_internal_id),
            status: text(&key.status),
            text: text(&key.status_message),
        })
    })
}

/// The content of an answer; consecutive replies of one entity stand together, as Protheus writes them.
#[must_use]
pub fn reply(replies: Vec<Reply>, execution: Option<i64>) -> ReturnContent<'static> {
    let mut entities: Vec<EntityReturn<'static>> = Vec::new();
    for reply in replies {
        let Reply { position: _, entity, origin, destination, recorded, text } = reply;
        let key = InternalIdLoadReturn {
            origin_internal_id: Some(origin.into()),
            destination_internal_id: Some(destination.into()),
            status: Some(if recorded { "OK" } else { "ERROR" }.into()),
            status_message: Some(text.into()),
        };
        match entities.last_mut().filter(|last| last.entity_name.as_deref() == Some(&*entity)) {
            Some(last) => last.keys.get_or_insert_default().push(key),
            None => entities.push(EntityReturn { entity_name: Some(entity.into()), keys: Some(vec![key]) }),
        }
    }
    ReturnContent { execution_identifier: execution.map(Decimal::from), entities: Some(entities) }
}

/// A message that answers with this content: every pair was dealt with, so the message as a whole is OK, as Protheus says it too.
#[must_use]
pub fn answer<'a>(
    content: ReturnContent<'a>,
    received: ReceivedMessage<'a>,
    information: MessageInformation<'a>,
) -> Message<'a, InternalIdLoad1000> {
    let processing = ProcessingInformation { status: Some(Status::Ok), ..ProcessingInformation::default() };
    let content = envelope::ReturnContent {
        internal_ids: None,
        more_internal_ids: Vec::new(),
        origin: None,
        destination: None,
        content: Some(content),
    };
    Message {
        schema_location: None,
        information: headed(information, "ResponseMessage"),
        body: Body::Response(ResponseMessage { received: Some(received), processing: Some(processing), return_content: Some(content) }),
    }
}

fn headed<'a>(information: MessageInformation<'a>, message_type: &'static str) -> MessageInformation<'a> {
    let given = |text: Option<Cow<'a, str>>, else_this: Cow<'a, str>| Some(text.unwrap_or(else_this));
    MessageInformation {
        version: given(information.version, INFO.version.to_string().into()),
        message_type: given(information.message_type, message_type.into()),
        transaction: given(information.transaction, INFO.name.into()),
        standard_version: given(information.standard_version, "1.000".into()),
        ..information
    }
}

fn text<'t>(text: &'t Option<depara::Text<'_>>) -> &'t str {
    text.as_deref().unwrap_or_default()
}
