//! One connection: handshake, requests one after the other, and an end that the peer understands.

use super::RequestId;
use crate::config::Listen;
use crate::transport::body::{Rest, bounded};
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

/// What all connections share.
#[derive(Clone)]
pub(super) struct Connections {
    router: axum::Router,
    http: http1::Builder,
    request_bytes: usize,
    request_time: Duration,
    tls: Option<TlsAcceptor>,
    stopped: watch::Receiver<()>,
}

/// The head of a request is some hundred bytes; cookies and credentials make it some thousand.
const HEAD_BYTES: usize = 32 << 10;
const HEAD_LINES: usize = 64;
/// How long the bytes of a peer are read that nobody wants, so that it reads the answer before it finds the connection closed.
const LINGER: Duration = Duration::from_secs(2);

impl Connections {
    pub(super) fn new(router: axum::Router, listen: &Listen, tls: Option<TlsAcceptor>, stopped: watch::Receiver<()>) -> Self {
        let mut http = http1::Builder::new();
        // The time of a head runs while a connection is idle as well, so it ends connections that nobody uses.
        http.timer(TokioTimer::new())
            .header_read_timeout(listen.request_time)
            .max_headers(HEAD_LINES)
            .max_header_size(HEAD_BYTES)
            .half_close(false);
        Self { router, http, request_bytes: listen.request_bytes, request_time: listen.request_time, tls, stopped }
    }

    /// Serves a connection to its end.
    pub(super) async fn run(self, stream: TcpStream, address: SocketAddr) {
        // Answers are written at once as a whole, so there is nothing to gather.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%address, %error, "a connection keeps its delay");
        }
        let Some(tls) = self.tls.clone() else { return self.requests(stream, address).await };
        match tokio::time::timeout(self.request_time, tls.accept(stream)).await {
            Ok(Ok(stream)) => self.requests(stream, address).await,
            Ok(Err(error)) => tracing::debug!(%address, %error, "no TLS connection"),
            Err(_) => tracing::debug!(%address, "no TLS connection in time"),
        }
    }

    async fn requests(mut self, stream: impl AsyncRead + AsyncWrite + Unpin, address: SocketAddr) {
        let (router, bytes, time, rest) = (self.router, self.request_bytes, self.request_time, Rest::default());
        let service = service_fn(|request: hyper::Request<Incoming>| {
            rest.forget();
            let request = request.map(|body| bounded(body, bytes, time, rest.clone()));
            let router = router.clone();
            Box::pin(async move { Ok::<_, Infallible>(respond(router, request, address).await) })
        });
        let mut connection = self.http.serve_connection(TokioIo::new(stream), service);
        let mut is_stopping = false;
        let ended = loop {
            tokio::select! {
                ended = poll_fn(|context| connection.poll_without_shutdown(context)) => break ended,
                _ = self.stopped.changed(), if !is_stopping => {
                    is_stopping = true;
                    std::pin::Pin::new(&mut connection).graceful_shutdown();
                }
            }
        };
        if let Err(error) = &ended {
            tracing::debug!(%address, %error, "a connection ended");
        }
        // Otherwise it is over when the stream is dropped, as it is for whoever has sent nothing for too long.
        if rest.is_left() || ended.is_err_and(|error| !error.is_timeout()) {
            linger(connection.into_parts().io.into_inner()).await;
        }
    }
}

/// One request, logged without its content.
async fn respond(router: axum::Router, mut request: Request, address: SocketAddr) -> axum::response::Response {
    let (start, id) = (Instant::now(), RequestId::default());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    request.extensions_mut().insert(id);
    request.extensions_mut().insert(ConnectInfo(address));
    let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
    let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(%address, request = %id, %method, path, status = response.status().as_u16(), milliseconds, "request");
    response
}

/// Ends the own half of a connection and lets the other one run out: a connection that is closed while bytes arrive is reset, and the peer
/// may lose the answer to it.
async fn linger(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let rest = async {
        stream.shutdown().await?;
        let mut unwanted = vec![0; 16 << 10];
        while stream.read(&mut unwanted).await? > 0 {}
        std::io::Result::Ok(())
    };
    // Whether the peer ends its half as well, or resets it, or goes on: the connection ends.
    let _ = tokio::time::timeout(LINGER, rest).await;
}
