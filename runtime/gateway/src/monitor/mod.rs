//! The page for people: the queue, one message, the De-Para, the adapters and the peers, in Portuguese.
//!
//! Pages are made on the server and work without a script; a small script of our own follows what happens by server-sent events.
//! Whoever looks may look; who operates may process messages and map codes, by forms that carry a token of the own session.

mod actions;
mod adapters;
mod assets;
mod depara;
mod explain;
mod failure;
mod fields;
mod guard;
mod icons;
mod jobs;
mod live;
mod message;
mod page;
mod password;
mod peers;
mod queue;
mod session;
mod sign_in;
mod state;
#[cfg(test)]
mod tests;
mod time;
mod words;

use crate::engine::Operate;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::{get, post};
use failure::Failure;
use state::Monitor;
use std::sync::Arc;

/// How large a form may be.
const FORM: usize = 64 << 10;

/// The monitor of an engine, at `/monitor`; nothing where the configuration has none.
///
/// ```
/// # use depara_gateway::engine::Operate;
/// # use std::sync::Arc;
/// fn pages(engine: Arc<dyn Operate>) -> axum::Router {
///     axum::Router::new().merge(depara_gateway::monitor::router(engine))
/// }
/// ```
pub fn router(engine: Arc<dyn Operate>) -> Router {
    let Some(config) = engine.config().monitor.clone() else { return Router::new() };
    let monitor = Monitor::new(engine, &config);
    Router::new()
        .route("/monitor", get(queue::show))
        .route("/monitor/", get(|| async { Redirect::permanent("/monitor") }))
        .route("/monitor/entrar", get(sign_in::show).post(sign_in::enter))
        .route("/monitor/sair", post(sign_in::leave))
        .route("/monitor/eventos", get(live::events))
        .route("/monitor/confirmar", get(actions::confirm))
        .route("/monitor/processar", post(actions::process))
        .route("/monitor/lotes/{number}", get(actions::job))
        .route("/monitor/mensagens/{id}", get(message::show))
        .route("/monitor/mensagens/{id}/de-lado", get(actions::ask_aside).post(actions::put_aside))
        .route("/monitor/mensagens/{id}/{which}", get(message::download))
        .route("/monitor/depara", get(depara::show))
        .route("/monitor/depara/historico", get(depara::history))
        .route("/monitor/pendencias", get(depara::pending).post(depara::answer))
        .route("/monitor/adaptadores", get(adapters::show))
        .route("/monitor/adaptadores/{name}", get(adapters::one))
        .route("/monitor/sistemas", get(peers::show))
        .route("/monitor/orfas", get(peers::orphans))
        .route("/monitor/estatico/{name}", get(assets::serve))
        .route("/monitor/{*rest}", get(nowhere))
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(Arc::clone(&monitor), guard::protect))
        .with_state(monitor)
}

async fn nowhere(_: guard::Visitor) -> Failure {
    Failure::NotFound("Não há página neste endereço.".to_owned())
}
