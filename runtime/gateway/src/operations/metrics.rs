//! What is counted, for Prometheus.

use depara_store::queue::{QueueDirection, Status};
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

/// What is counted, for Prometheus. It is a handle: clones count together.
///
/// Peers and transactions that were not named at the start are counted as `other`, so that no sender decides how many series there are.
///
/// ```
/// use depara_gateway::operations::{DeliveryOutcome, Metrics};
/// use std::time::Duration;
///
/// let metrics = Metrics::new(["RM"], ["BANK"]);
/// metrics.received("RM", "BANK");
/// metrics.received("RM", "made up by a sender");
/// metrics.delivered("RM", DeliveryOutcome::Answered, Duration::from_millis(20));
/// let text = metrics.text();
/// assert!(text.contains(r#"depara_received_total{peer="RM",transaction="BANK"} 1"#));
/// assert!(text.contains(r#"depara_received_total{peer="RM",transaction="other"} 1"#));
/// ```
#[derive(Clone)]
pub struct Metrics(Arc<Families>);

struct Families {
    registry: Registry,
    /// Known names by their form in upper case, since senders do not agree on the case of transactions.
    peers: BTreeMap<String, String>,
    transactions: BTreeMap<String, String>,
    received: Family<ReceivedLabels, Counter>,
    refused: Family<PeerLabels, Counter>,
    finished: Family<FinishedLabels, Counter>,
    durations: Family<DurationLabels, Histogram>,
    deliveries: Family<DeliveryLabels, Counter>,
    delivery_durations: Family<PeerLabels, Histogram>,
    connections: Gauge,
    backlog: Family<QueueLabels, Gauge>,
    oldest: Family<QueueLabels, Gauge<f64, AtomicU64>>,
    left_alone: Family<PeerLabels, Gauge>,
    failures: Family<PeerLabels, Gauge>,
}

/// How bringing a message to a peer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryOutcome {
    /// The peer answered with a message.
    Answered,
    /// The peer has it and answers later.
    Taken,
    /// There is no way to the peer.
    Unreachable,
    /// The time was over.
    TimedOut,
    /// The peer refuses the credentials.
    Credentials,
    /// The peer answered with another status or a SOAP fault.
    Fault,
    /// What came back is no message.
    NoMessage,
}

/// A connection of a peer that is open; it is counted until it is dropped.
#[derive(Debug)]
pub struct Connection(Gauge);

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReceivedLabels {
    peer: String,
    transaction: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PeerLabels {
    peer: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FinishedLabels {
    direction: &'static str,
    peer: String,
    transaction: String,
    status: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DurationLabels {
    direction: &'static str,
    peer: String,
    transaction: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct QueueLabels {
    direction: &'static str,
    peer: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DeliveryLabels {
    peer: String,
    outcome: DeliveryOutcome,
}

/// What peers and transactions are called that nobody named at the start.
const OTHER: &str = "other";

/// Upper ends of the classes of durations in seconds: from an answer out of the queue to a caller that waits for minutes.
const CLASSES: [f64; 12] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 120.0];

impl Metrics {
    /// Nothing is counted yet; these are the peers and transactions that are counted by name.
    #[must_use]
    pub fn new<'n>(peers: impl IntoIterator<Item = &'n str>, transactions: impl IntoIterator<Item = &'n str>) -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(CLASSES);
        let mut families = Families {
            registry: Registry::with_prefix("depara"),
            peers: by_upper_case(peers),
            transactions: by_upper_case(transactions),
            received: Family::default(),
            refused: Family::default(),
            finished: Family::default(),
            durations: Family::new_with_constructor(histogram),
            deliveries: Family::default(),
            delivery_durations: Family::new_with_constructor(histogram),
            connections: Gauge::default(),
            backlog: Family::default(),
            oldest: Family::default(),
            left_alone: Family::default(),
            failures: Family::default(),
        };
        families.register();
        Self(Arc::new(families))
    }

    /// A peer that has signed in brought a message.
    pub fn received(&self, peer: &str, transaction: &str) {
        let labels = ReceivedLabels { peer: self.0.peer(peer), transaction: self.0.transaction(transaction) };
        self.0.received.get_or_create(&labels).inc();
    }

    /// Somebody called at the path of a peer and was not let in, or brought what is no message.
    pub fn refused(&self, peer: &str) {
        self.0.refused.get_or_create(&self.0.peer_labels(peer)).inc();
    }

    /// A message came to an end, for now or for good, after this time in work.
    pub fn finished(&self, direction: QueueDirection, peer: &str, transaction: &str, status: Status, duration: Duration) {
        let (direction, peer, transaction) = (name_of(direction), self.0.peer(peer), self.0.transaction(transaction));
        let durations = DurationLabels { direction, peer: peer.clone(), transaction: transaction.clone() };
        self.0.durations.get_or_create(&durations).observe(duration.as_secs_f64());
        let labels = FinishedLabels { direction, peer, transaction, status: status.to_string() };
        self.0.finished.get_or_create(&labels).inc();
    }

    /// A message was brought to a peer, or was not.
    pub fn delivered(&self, peer: &str, outcome: DeliveryOutcome, duration: Duration) {
        let labels = self.0.peer_labels(peer);
        self.0.delivery_durations.get_or_create(&labels).observe(duration.as_secs_f64());
        self.0.deliveries.get_or_create(&DeliveryLabels { peer: labels.peer, outcome }).inc();
    }

    /// Somebody has connected.
    #[must_use]
    pub fn connected(&self) -> Connection {
        self.0.connections.inc();
        Connection(self.0.connections.clone())
    }

    /// How many messages of a peer wait in the queue, and for how long the oldest of them.
    pub fn backlog(&self, direction: QueueDirection, peer: &str, pending: u64, oldest: Duration) {
        let labels = QueueLabels { direction: name_of(direction), peer: self.0.peer(peer) };
        self.0.backlog.get_or_create(&labels).set(i64::try_from(pending).unwrap_or(i64::MAX));
        self.0.oldest.get_or_create(&labels).set(oldest.as_secs_f64());
    }

    /// Forgets what was said of the queue, before it is said anew: a peer of which nothing is said has nothing in it.
    pub fn forget_backlog(&self) {
        self.0.backlog.clear();
        self.0.oldest.clear();
    }

    /// Whether a peer is left alone because it does not answer, and how many ways to it failed in a row.
    pub fn breaker(&self, peer: &str, left_alone: bool, failures: u32) {
        let labels = self.0.peer_labels(peer);
        self.0.left_alone.get_or_create(&labels).set(left_alone.into());
        self.0.failures.get_or_create(&labels).set(failures.into());
    }

    /// Everything as Prometheus reads it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a text never fails.
        let _ = encode(&mut text, &self.0.registry);
        text
    }
}

impl Families {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("received", "Messages that peers brought", self.received.clone());
        registry.register("refused", "Calls that were not let in, or brought no message", self.refused.clone());
        registry.register("finished", "Messages that came to an end, by their status then", self.finished.clone());
        registry.register_with_unit("work", "How long messages were in work", Unit::Seconds, self.durations.clone());
        registry.register("deliveries", "Messages brought to peers, by how it ended", self.deliveries.clone());
        let deliveries = self.delivery_durations.clone();
        registry.register_with_unit("delivery", "How long peers took to answer", Unit::Seconds, deliveries);
        registry.register("connections", "Connections that are open", self.connections.clone());
        registry.register("queue_pending", "Messages that wait in the queue, counted up to 10000", self.backlog.clone());
        registry.register_with_unit("queue_oldest", "How long the oldest of them waits", Unit::Seconds, self.oldest.clone());
        registry.register("peer_left_alone", "Whether a peer is left alone because it does not answer", self.left_alone.clone());
        registry.register("peer_failures", "How many ways to a peer failed in a row", self.failures.clone());
    }

    fn peer(&self, name: &str) -> String {
        known(&self.peers, name)
    }

    fn transaction(&self, name: &str) -> String {
        known(&self.transactions, name)
    }

    fn peer_labels(&self, name: &str) -> PeerLabels {
        PeerLabels { peer: self.peer(name) }
    }
}

fn by_upper_case<'n>(names: impl IntoIterator<Item = &'n str>) -> BTreeMap<String, String> {
    names.into_iter().map(|name| (name.to_ascii_uppercase(), name.to_owned())).collect()
}

fn known(names: &BTreeMap<String, String>, name: &str) -> String {
    names.get(&name.to_ascii_uppercase()).map_or_else(|| OTHER.to_owned(), Clone::clone)
}

fn name_of(direction: QueueDirection) -> &'static str {
    match direction {
        QueueDirection::Inbound => "inbound",
        QueueDirection::Outbound => "outbound",
    }
}

impl Default for Metrics {
    /// No names: everything is counted as `other`, which does for tests of parts that count.
    fn default() -> Self {
        Self::new([], [])
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics(…)")
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl DeliveryOutcome {
    /// Its name in the metrics.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Taken => "taken",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::Credentials => "credentials",
            Self::Fault => "fault",
            Self::NoMessage => "no_message",
        }
    }
}

impl EncodeLabelValue for DeliveryOutcome {
    fn encode(&self, encoder: &mut LabelValueEncoder) -> Result<(), fmt::Error> {
        self.name().encode(encoder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_counted_under_bounded_names() {
        let metrics = Metrics::new(["PROTHEUS", "RM"], ["BANK", "CUSTOMERVENDOR"]);
        metrics.received("RM", "CustomerVendor");
        for made_up in 0..1_000 {
            metrics.received(&format!("peer {made_up}"), &format!("T{made_up}"));
        }
        metrics.finished(QueueDirection::Outbound, "PROTHEUS", "BANK", Status::Processed, Duration::from_millis(40));
        metrics.delivered("PROTHEUS", DeliveryOutcome::TimedOut, Duration::from_secs(120));
        metrics.refused("RM");
        metrics.backlog(QueueDirection::Outbound, "PROTHEUS", 3, Duration::from_secs(90));
        metrics.breaker("PROTHEUS", true, 5);
        let open = metrics.connected();
        let text = metrics.text();
        for line in [
            r#"depara_received_total{peer="RM",transaction="CUSTOMERVENDOR"} 1"#,
            r#"depara_received_total{peer="other",transaction="other"} 1000"#,
            r#"depara_finished_total{direction="outbound",peer="PROTHEUS",transaction="BANK",status="processed"} 1"#,
            r#"depara_work_seconds_bucket{le="0.05",direction="outbound",peer="PROTHEUS",transaction="BANK"} 1"#,
            r#"depara_deliveries_total{peer="PROTHEUS",outcome="timed_out"} 1"#,
            r#"depara_refused_total{peer="RM"} 1"#,
            r#"depara_queue_pending{direction="outbound",peer="PROTHEUS"} 3"#,
            r#"depara_queue_oldest_seconds{direction="outbound",peer="PROTHEUS"} 90.0"#,
            r#"depara_peer_left_alone{peer="PROTHEUS"} 1"#,
            r#"depara_peer_failures{peer="PROTHEUS"} 5"#,
            "depara_connections 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n---\n{text}");
        }
        drop(open);
        metrics.forget_backlog();
        let text = metrics.text();
        assert!(text.contains("depara_connections 0") && !text.contains("depara_queue_pending{"), "{text}");
    }
}
