//! The statuses of a message, and who leads from one to another.

use std::fmt;

/// What has become of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is to be processed.
    Pending,
    /// A worker has it.
    Processing,
    /// The peer has confirmed that it has it, or it was passed on to another; the answer comes later.
    Sent,
    /// It was processed.
    Processed,
    /// It failed. It may be tried again.
    Error,
    /// The receiver does not want it.
    Refused,
    /// A rule or a person says that nothing is to be done; the record has the reason.
    Ignored,
}

/// Who leads a message from one status to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// A worker.
    Worker,
    /// A person at the monitor.
    Person,
    /// The other system.
    Peer,
    /// Nobody: a lease is over, or the time in which an answer should have come.
    Time,
}

/// A way from one status to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Transition {
    /// The status before.
    pub from: Status,
    /// The status after.
    pub to: Status,
    /// Who may do it.
    pub by: By,
}

const fn way(from: Status, to: Status, by: By) -> Transition {
    Transition { from, to, by }
}

/// Every way there is. A person processes from `pending` and reprocesses from `error` (the manual's monitor of the queue), and puts aside what
/// stays an error. A peer that has answered with an error may answer otherwise later, when somebody there has tried again.
pub const TRANSITIONS: &[Transition] = {
    use By::{Peer, Person, Time, Worker};
    use Status::{Error, Ignored, Pending, Processed, Processing, Refused, Sent};
    &[
        way(Pending, Processing, Worker),
        way(Pending, Processing, Person),
        way(Pending, Processed, Peer),
        way(Pending, Error, Peer),
        way(Pending, Refused, Peer),
        way(Processing, Sent, Worker),
        way(Processing, Processed, Worker),
        way(Processing, Error, Worker),
        way(Processing, Refused, Worker),
        way(Processing, Ignored, Worker),
        way(Processing, Pending, Worker),
        way(Processing, Pending, Time),
        way(Processing, Error, Time),
        way(Processing, Processed, Peer),
        way(Processing, Error, Peer),
        way(Processing, Refused, Peer),
        way(Sent, Processed, Peer),
        way(Sent, Error, Peer),
        way(Sent, Refused, Peer),
        way(Sent, Error, Time),
        way(Error, Processing, Worker),
        way(Error, Processing, Person),
        way(Error, Pending, Peer),
        way(Error, Processed, Peer),
        way(Error, Refused, Peer),
        way(Error, Ignored, Person),
    ]
};

impl Status {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Pending, Self::Processing, Self::Sent, Self::Processed, Self::Error, Self::Refused, Self::Ignored];

    /// Whether nothing more happens to the message, so that the next one of its key has its turn.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Processed | Self::Refused | Self::Ignored)
    }

    /// Whether `by` may lead a message from here to `to`.
    #[must_use]
    pub fn leads_to(self, to: Self, by: By) -> bool {
        TRANSITIONS.contains(&way(self, to, by))
    }

    /// From which statuses `by` may lead a message here.
    #[must_use]
    pub fn sources(self, by: By) -> Vec<Self> {
        TRANSITIONS.iter().filter(|way| way.to == self && way.by == by).map(|way| way.from).collect()
    }

    /// The word in Portuguese, as the monitor shows it.
    #[must_use]
    pub const fn in_portuguese(self) -> &'static str {
        match self {
            Self::Pending => "pendente",
            Self::Processing => "em processamento",
            Self::Sent => "enviado",
            Self::Processed => "processado",
            Self::Error => "erro",
            Self::Refused => "recusado",
            Self::Ignored => "ignorado",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::Sent => "sent",
            Self::Processed => "processed",
            Self::Error => "error",
            Self::Refused => "refused",
            Self::Ignored => "ignored",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
