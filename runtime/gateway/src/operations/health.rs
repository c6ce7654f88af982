//! What programs ask over HTTP: metrics, whether the process lives, whether it takes messages.

use super::Metrics;
use crate::engine::{Operate, Readiness};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use depara_store::Timestamp;
use std::sync::Arc;

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

/// What is not counted as it happens is asked for when somebody looks.
fn sample(engine: &dyn Operate, metrics: &Metrics) {
    let now = Timestamp::from_micros(jiff::Timestamp::now().as_microsecond());
    for peer in engine.peers() {
        let left_alone = peer.left_alone_until.is_some_and(|until| until > now);
        metrics.breaker(&peer.name, left_alone, peer.failures);
    }
}
