//! What pages are told while they are open.

use super::browser::Browser;
use super::{failed, message, start};
use crate::engine::Readiness;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use depara_store::queue::{Finish, QueueDirection};
use http_body_util::BodyExt;
use std::time::Duration;

/// The events of an open connection.
struct Events(Body, String);

impl Events {
    fn of(response: Response) -> Self {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self(response.into_body(), String::new())
    }

    /// Everything until a text has come.
    async fn until(&mut self, text: &str) -> String {
        let read = async {
            while !self.1.contains(text) {
                let frame = self.0.frame().await.expect("the connection goes on").unwrap();
                if let Ok(bytes) = frame.into_data() {
                    self.1.push_str(&String::from_utf8_lossy(&bytes));
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), read).await.unwrap_or_else(|_| panic!("«{text}» has not come: {}", self.1));
        std::mem::take(&mut self.1)
    }

    /// Waits until nothing more comes.
    async fn end(mut self) -> String {
        let read = async {
            while let Some(frame) = self.0.frame().await {
                if let Ok(bytes) = frame.unwrap().into_data() {
                    self.1.push_str(&String::from_utf8_lossy(&bytes));
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(30), read).await.expect("the connection ends");
        self.1
    }
}

/// Where the page says that its events come from.
async fn events_of(browser: &Browser, page: &str) -> String {
    let page = browser.get(page).await.body;
    let (_, rest) = page.split_once("data-eventos=\"").unwrap();
    rest.split('"').next().unwrap().replace("&amp;", "&")
}

#[tokio::test]
async fn the_queue_is_told_of_new_and_changed_messages() {
    let (engine, browser) = start();
    let bia = browser.signed_in_as("bia").await;
    let address = events_of(&bia, "/monitor?sistema=RM").await;
    let mut events = Events::of(bia.open(&address, None).await);
    events.until("event: pronto").await;
    let id = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-novo", "<b>chave</b>"));
    events.until("&lt;b&gt;chave&lt;/b&gt;").await;
    engine.end(id, &Finish::Failed { error: "deu errado".into(), response: None });
    let other = engine.keep(message(QueueDirection::Outbound, "PROTHEUS", "uuid-outro", "outra"));
    let said = events.until(&format!("\"id\":{other}")).await + &events.until("\n\n").await;
    assert!(said.contains("\"cabe\":false"), "another system's message does not fit the filter: {said}");
    assert!(said.contains("deu errado") || said.contains("Deu errado"), "{said}");
}

#[tokio::test]
async fn a_page_is_told_what_happened_before_it_listened_and_resumes_where_it_was() {
    let (engine, browser) = start();
    let ana = browser.signed_in_as("ana").await;
    let address = events_of(&ana, "/monitor").await;
    let id = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-1", "chave"));
    let mut events = Events::of(ana.open(&address, None).await);
    let said = events.until(&format!("\"id\":{id}")).await + &events.until("\n\n").await;
    assert!(!said.contains("checkbox"), "who looks cannot choose: {said}");
    drop(events);
    let changed = engine.store(|transaction| transaction.message(id)).changed_at.micros();
    let later = (changed + 10_000_000).to_string();
    let mut resumed = Events::of(ana.open(&address, Some(&later)).await);
    resumed.until("event: pronto").await;
    engine.end(id, &Finish::Sent);
    let said = resumed.until("enviado").await;
    assert!(said.contains(&format!("\"id\":{id}")), "{said}");
}

#[tokio::test]
async fn a_message_is_told_of_itself_and_of_what_it_caused() {
    let (engine, browser) = start();
    let first = failed(&engine, "uuid-1");
    let ana = browser.signed_in_as("ana").await;
    let address = events_of(&ana, &format!("/monitor/mensagens/{first}")).await;
    let far = i64::MAX / 2;
    let mut events = Events::of(ana.open(&address, Some(&far.to_string())).await);
    events.until("event: pronto").await;
    engine.store(|transaction| transaction.put_aside(first, "bia", "motivo"));
    events.until("event: mudou").await;
}

#[tokio::test]
async fn work_on_many_messages_is_followed_until_it_is_done() {
    let (engine, browser) = start();
    let ids: Vec<String> = (0..3).map(|number| failed(&engine, &format!("uuid-{number}")).to_string()).collect();
    let bia = browser.signed_in_as("bia").await;
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    let got = bia.submit("/monitor/processar", &fields).await;
    let number = got.header("location").rsplit('/').next().unwrap().to_owned();
    let mut events = Events::of(bia.open(&format!("/monitor/eventos?lote={number}"), None).await);
    events.until("event: mudou").await;
    assert_eq!(bia.open("/monitor/eventos?lote=9-9", None).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_ends_with_its_session_and_with_the_gateway() {
    let (engine, browser) = start();
    let (ana, bia) = (browser.clone().signed_in_as("ana").await, browser.signed_in_as("bia").await);
    let address = events_of(&ana, "/monitor").await;
    let of_ana = Events::of(ana.open(&address, None).await);
    assert_eq!(ana.submit("/monitor/sair", &[]).await.status, StatusCode::SEE_OTHER);
    engine.keep(message(QueueDirection::Inbound, "RM", "uuid-1", "chave"));
    assert!(of_ana.end().await.ends_with("event: fim\ndata: sessao\n\n"));

    let of_bia = Events::of(bia.open(&address, None).await);
    *engine.readiness.lock().unwrap() = Readiness::NotReady("parando".into());
    engine.keep(message(QueueDirection::Inbound, "RM", "uuid-2", "chave"));
    of_bia.end().await;
    assert_eq!(bia.open(&address, None).await.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn listeners_are_bounded_and_make_room_when_they_go() {
    let (_, browser) = start();
    let ana = browser.signed_in_as("ana").await;
    let mut open = Vec::new();
    for _ in 0..256 {
        open.push(ana.open("/monitor/eventos", None).await);
    }
    assert_eq!(ana.open("/monitor/eventos", None).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    open.truncate(255);
    assert_eq!(ana.open("/monitor/eventos", None).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_page_that_is_read_again_in_the_background_keeps_no_session_alive() {
    let (_, browser) = start();
    let request = Request::get("/monitor").header("x-ao-vivo", "1").body(Body::empty()).unwrap();
    assert_eq!(browser.send(request).await.status, StatusCode::UNAUTHORIZED, "a script is not sent to the door, it is told");
    let ana = browser.signed_in_as("ana").await;
    let request = Request::get("/monitor").header("x-ao-vivo", "1").body(Body::empty()).unwrap();
    assert_eq!(ana.send(request).await.status, StatusCode::OK);
}
