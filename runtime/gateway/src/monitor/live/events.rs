//! What a page is told: rows of the queue as they change, or that it is to be read again.

use super::{Listener, OVERLAP, Recent};
use crate::engine::Readiness;
use crate::monitor::failure::Failure;
use crate::monitor::fields::Fields;
use crate::monitor::guard::Visitor;
use crate::monitor::jobs::Job;
use crate::monitor::queue::{Filter, chips, row};
use crate::monitor::state::Monitor;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use depara_store::Timestamp;
use depara_store::queue::MessageRecord;
use futures_util::Stream;
use futures_util::stream::unfold;
use serde_json::json;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// After how long a page looks whether its session is still there, and a connection shows that it is.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// How often pages are read again that nothing tells of changes.
const TICK: Duration = Duration::from_secs(5);

/// How many rows are told at once; of more, the queue is looked at anew.
const ROWS: usize = 60;

/// What a page wants to know.
enum Wanted {
    /// The rows of the queue that a filter takes.
    Rows(Filter),
    /// Whether something happens to a message, or to one that it caused.
    Message(i64),
    /// How far work on several messages is.
    Job(Arc<Job>),
    /// That time has gone by.
    Tick,
}

/// A page that is told.
struct Told {
    listener: Listener,
    token: String,
    operates: bool,
    wanted: Wanted,
    /// The number of the first change that the page was not told of.
    next: u64,
    /// The counts that the page shows, as markup.
    chips: String,
    waiting: VecDeque<Event>,
    is_over: bool,
}

/// The events of a page; it resumes where it was.
pub(in crate::monitor) async fn events(
    State(monitor): State<Arc<Monitor>>,
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    if let Readiness::NotReady(why) = monitor.readiness().await {
        return Err(Failure::Store(why));
    }
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let resumed = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    let since = resumed.or_else(|| fields.number("desde")).map(Timestamp::from_micros);
    let wanted = wanted(&monitor, &fields)?;
    let listener = Listener::new(&monitor)?;
    // Where the work on messages is, its page does not say: it is told at once.
    let next = if matches!(wanted, Wanted::Job(_)) { u64::MAX } else { listener.receiver.borrow().next };
    let (operates, token) = (visitor.operates(), visitor.token);
    let mut told = Told { listener, token, operates, wanted, next, chips: String::new(), waiting: VecDeque::new(), is_over: false };
    told.waiting.push_back(Event::default().event("pronto").retry(Duration::from_secs(3)).data("1"));
    told.catch_up(since).await?;
    let stream = unfold(told, |mut told| async move { told.next_event().await.map(|event| (Ok(event), told)) });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT).text("vivo")))
}

fn wanted(monitor: &Monitor, fields: &Fields) -> Result<Wanted, Failure> {
    if let Some(id) = fields.number("mensagem") {
        return Ok(Wanted::Message(id));
    }
    if let Some(number) = fields.get("lote") {
        let job = monitor.jobs.find(number);
        return job.map(Wanted::Job).ok_or_else(|| Failure::NotFound("Esse lote não é mais lembrado.".to_owned()));
    }
    if fields.get("ritmo").is_some() {
        return Ok(Wanted::Tick);
    }
    Ok(Wanted::Rows(Filter::of(fields)))
}

impl Told {
    /// What has happened since the page was made.
    async fn catch_up(&mut self, since: Option<Timestamp>) -> Result<(), Failure> {
        let Some(since) = since else { return Ok(()) };
        let limit = u32::try_from(ROWS).unwrap_or(u32::MAX);
        let from = since.micros().saturating_sub(i64::try_from(OVERLAP.as_micros()).unwrap_or(0));
        let after = (Timestamp::from_micros(from), 0);
        let (missed, now) =
            self.listener.monitor.read(move |store| Ok((store.changed_messages(after, limit.saturating_add(1))?, store.now()))).await?;
        let missed: Vec<Arc<MessageRecord>> = missed.into_iter().filter(|record| record.changed_at > after.0).map(Arc::new).collect();
        self.tell(&missed, now);
        Ok(())
    }

    /// The next event; none when the page is told nothing more.
    async fn next_event(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            if self.is_over {
                return None;
            }
            self.wait().await;
            let monitor = &self.listener.monitor;
            if monitor.sessions.looking(&self.token, Instant::now()).is_none() {
                self.waiting.push_back(Event::default().event("fim").data("sessao"));
                self.is_over = true;
            } else if self.listener.receiver.borrow().is_closing {
                self.is_over = true;
            }
        }
    }

    /// Waits for something to tell, or for the time to look at the session.
    async fn wait(&mut self) {
        match &self.wanted {
            Wanted::Tick => {
                tokio::time::sleep(TICK).await;
                self.waiting.push_back(changed());
            }
            Wanted::Job(job) => {
                let (mut progress, seen) = (job.progress(), usize::try_from(self.next).unwrap_or(usize::MAX));
                let moved = tokio::time::timeout(HEARTBEAT, progress.wait_for(|steps| *steps != seen)).await;
                if let Ok(Ok(steps)) = moved {
                    self.next = u64::try_from(*steps).unwrap_or(u64::MAX);
                    self.waiting.push_back(changed());
                }
            }
            Wanted::Rows(_) | Wanted::Message(_) => {
                if let Ok(Ok(())) = tokio::time::timeout(HEARTBEAT, self.listener.receiver.changed()).await {
                    let recent = Arc::clone(&self.listener.receiver.borrow_and_update());
                    self.tell_recent(&recent);
                }
            }
        }
    }

    fn tell_recent(&mut self, recent: &Recent) {
        let since = recent.since(self.next).map(|changes| changes.cloned().collect::<Vec<_>>());
        self.next = recent.next;
        match since {
            Some(changes) => self.tell(&changes, recent.now),
            None => self.waiting.push_back(reload()),
        }
        if let Wanted::Rows(filter) = &self.wanted {
            let markup = chips(filter, &recent.counts).into_string();
            if markup != self.chips {
                self.waiting.push_back(Event::default().event("contagem").data(&markup));
                self.chips = markup;
            }
        }
    }

    fn tell(&mut self, changes: &[Arc<MessageRecord>], now: Timestamp) {
        let Some(last) = changes.last() else { return };
        let id = last.changed_at.micros().to_string();
        match &self.wanted {
            Wanted::Message(message) => {
                if changes.iter().any(|record| record.id == *message || record.cause == Some(*message)) {
                    self.waiting.push_back(changed().id(id));
                }
            }
            Wanted::Rows(_) if changes.len() > ROWS => self.waiting.push_back(reload().id(id)),
            Wanted::Rows(filter) => {
                let rows = changes.iter().map(|record| {
                    let data = json!({
                        "id": record.id,
                        "cabe": filter.takes(record),
                        "texto": record.status.in_portuguese(),
                        "linha": row(record, self.operates, now).into_string(),
                    });
                    Event::default().event("linha").id(id.clone()).data(data.to_string())
                });
                self.waiting.extend(rows);
            }
            Wanted::Job(_) | Wanted::Tick => {}
        }
    }
}

fn changed() -> Event {
    Event::default().event("mudou").data("1")
}

fn reload() -> Event {
    Event::default().event("recarregar").data("1")
}
