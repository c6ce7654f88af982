//! What programs ask over HTTP: metrics, whether the process lives, whether it takes messages.

use super::Metrics;
use crate::engine::{Operate, PoolError, Readiness};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use depara_store::Timestamp;
use depara_store::queue::Status;
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone)]
struct Watched {
    engine: Arc<dyn Operate>,
    metrics: Metrics,
}

/// `/metrics` for Prometheus, `/healthz` while the process lives, `/readyz` while it takes messages.
pub fn router(engine: Arc<dyn Operate>, metrics: Metrics) -> Router {
    Router::new()
        .route("/metrics", get(metrics_text))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(readiness))
        .with_state(Watched { engine, metrics })
}

async fn metrics_text(State(watched): State<Watched>) -> Response {
    // Whoever waits for the store waits on a thread of his own.
    let text = tokio::task::spawn_blocking(move || {
        sample(&*watched.engine, &watched.metrics);
        watched.metrics.text()
    });
    match text.await {
        Ok(text) => ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn readiness(State(watched): State<Watched>) -> Response {
    match tokio::task::spawn_blocking(move || watched.engine.readiness()).await {
        Ok(Readiness::Ready) => "ok\n".into_response(),
        Ok(Readiness::NotReady(reason)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{reason}\n")).into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// How many messages of a kind are counted at most, so that a long queue does not make the question slow.
const MOST: u32 = 10_000;

/// What is not counted as it happens is asked for when somebody looks.
fn sample(engine: &dyn Operate, metrics: &Metrics) {
    let now = Timestamp::from_micros(jiff::Timestamp::now().as_microsecond());
    for peer in engine.peers() {
        let left_alone = peer.left_alone_until.is_some_and(|until| until > now);
        metrics.breaker(&peer.name, left_alone, peer.failures);
    }
    let counts = engine.pool().with(|store| store.read(|transaction| transaction.count_messages(MOST)).map_err(PoolError::from));
    match counts {
        Ok(counts) => {
            metrics.forget_backlog();
            for waiting in counts.iter().filter(|count| count.status == Status::Pending) {
                let micros = now.micros().saturating_sub(waiting.oldest.micros());
                let oldest = Duration::from_micros(u64::try_from(micros).unwrap_or_default());
                metrics.backlog(waiting.direction, &waiting.peer, waiting.count.into(), oldest);
            }
        }
        Err(error) => tracing::warn!(%error, "the queue was not counted"),
    }
}

#[cfg(test)]
mod tests {
    use crate::Gateway;
    use crate::config::Config;
    use depara_mappings::Registry;
    use std::path::Path;

    #[test]
    fn programs_are_told_how_it_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = "[store]\naddress = 'depara.db'\n[listen]\naddress = '127.0.0.1:0'\nstop_time = '1s'\n\
            [peers.RM]\nproduct = 'RM'\nurl = 'http://127.0.0.1:9/'";
        let config = Config::parse(text, folder.path(), &|_| None).config.expect("it is right");
        let gateway = Gateway::<Registry>::new(config, Registry::ADAPTERS, Registry::PROFILES).expect("the store opens");
        let running = gateway.start().expect("it starts");
        let get = |path: &str| {
            let mut response = ureq::get(format!("http://{}{path}", running.address())).call().expect("an answer");
            (response.status().as_u16(), response.body_mut().read_to_string().expect("a text"))
        };
        assert_eq!(get("/healthz"), (200, "ok\n".to_owned()));
        assert_eq!(get("/readyz"), (200, "ok\n".to_owned()));
        let (status, text) = get("/metrics");
        assert_eq!(status, 200);
        assert!(text.contains("depara_peer_left_alone{peer=\"RM\"} 0") && text.ends_with("# EOF\n"), "{text}");
        running.stop();
        assert!(Path::new(&folder.path().join("depara.db")).exists());
    }
}
