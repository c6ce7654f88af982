//! The message queue: what came in and what goes out, from the moment it is kept until it is finished.
//!
//! [`Transaction::enqueue`](crate::Transaction::enqueue) keeps a message, [`Store::work`](crate::Store::work) claims due ones and hands each to
//! a program, whose business effect, De-Para rows and verdict are committed together. Of the messages of one business key one is worked on
//! at a time, in the order in which they came; others go beside it. A message that was sent keeps its place until its answer is there or
//! its time is over, and one with an error until it is processed or a person puts it aside. What becomes of a message is written with
//! [`Status`] and only along [`TRANSITIONS`].
//!
//! A message that is passed on from one system to another is two records: the one that came in, and the one that goes out, whose
//! [`cause`](NewMessage::cause) it is. [`Transaction::settle`](crate::Transaction::settle) gives the first one the answer of the second.

mod answer;
mod by_hand;
mod claim;
mod enqueue;
mod finish;
mod listing;
mod overview;
mod reclaim;
mod record;
mod retry;
mod status;
mod work;

pub use answer::{Answer, Answered, OrphanAnswer, Outcome};
pub use claim::{Claimed, Selection};
pub use enqueue::{Enqueued, NewMessage};
pub use finish::{Finish, ReturnedKey};
pub use listing::MessageQuery;
pub use overview::MessageCount;
pub use reclaim::Reclaimed;
pub use record::{AuditLine, Form, MessageRecord, QueueDirection};
pub use retry::RetryRule;
pub use status::{By, Status, TRANSITIONS, Transition};
pub use work::Worked;
