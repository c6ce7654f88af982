//! The HTTP service of a peer, which can be taken away and come back.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, extract::DefaultBodyLimit};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// What the service gives back.
pub(crate) enum Reply {
    /// A SOAP envelope.
    Envelope(String),
    /// A status with a text.
    Status(u16, String),
    /// A connection that breaks.
    Broken,
}

/// What does the work; it may block.
pub(crate) type Work = Arc<dyn Fn(&HeaderMap, &[u8]) -> Reply + Send + Sync>;

/// A service on the loopback.
pub(crate) struct Service {
    address: SocketAddr,
    /// Its path, and what does its work.
    calls: (&'static str, Work),
    /// The same of its description.
    description: (&'static str, Work),
    runtime: Option<Runtime>,
}

impl Service {
    /// Starts a service at a free port.
    pub(crate) fn start(calls: (&'static str, Work), description: (&'static str, Work)) -> io::Result<Self> {
        let mut service = Self { address: (Ipv4Addr::LOCALHOST, 0).into(), calls, description, runtime: None };
        service.start_again()?;
        Ok(service)
    }

    /// Where it is, whether it is there or not.
    pub(crate) fn url(&self) -> String {
        format!("http://{}{}", self.address, self.calls.0)
    }

    /// Starts it at the address that it had.
    pub(crate) fn start_again(&mut self) -> io::Result<()> {
        if self.runtime.is_some() {
            return Ok(());
        }
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("peer").enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind(self.address))?;
        self.address = listener.local_addr()?;
        let serve = |work: &Work| {
            let work = Arc::clone(work);
            move |headers: HeaderMap, body: Bytes| async move {
                let done = tokio::task::spawn_blocking(move || work(&headers, &body)).await;
                done.map_or_else(|error| (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(), respond)
            }
        };
        let ((path, work), (description, describe)) = (&self.calls, &self.description);
        let router = Router::new().route(path, post(serve(work))).route(description, get(serve(describe)));
        let router = router.layer(DefaultBodyLimit::disable());
        runtime.spawn(async move { axum::serve(listener, router).await });
        self.runtime = Some(runtime);
        Ok(())
    }

    /// Takes it away as a machine is that loses its power: nobody listens, and open connections end.
    pub(crate) fn stop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop();
    }
}

fn respond(reply: Reply) -> Response {
    match reply {
        Reply::Envelope(envelope) => ([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], envelope).into_response(),
        Reply::Status(status, text) => (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), text).into_response(),
        Reply::Broken => {
            let broken = futures_util::stream::iter([Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset))]);
            Body::from_stream(broken).into_response()
        }
    }
}
