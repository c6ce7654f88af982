//! A message on its way in: the body is read, the message goes to the engine, and what became of it goes back.

use super::refusal::{Reason, Refusal};
use super::{AT_A_TIME, Gate, Visit};
use crate::config::{Dialect, Form};
use crate::transport::body::{BodyError, Rest, bounded, cause};
use crate::transport::soap::{self, Version};
use crate::transport::{Incoming, Receive, Reception, charset};
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use http_body_util::BodyExt;
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::OwnedSemaphorePermit;

/// How long a request waits for a place.
const PATIENCE: Duration = Duration::from_secs(1);

impl Gate {
    /// Takes a message of a peer that has signed in.
    pub(super) async fn take(&self, visit: &Visit<'_>, request: Request) -> Response<Body> {
        let start = Instant::now();
        let (bytes, content_type) = match self.body(visit, request).await {
            Ok(body) => body,
            Err(refusal) => return self.refuse(visit, &refusal, Version::V11),
        };
        let length = bytes.len();
        let response = match self.work(visit, bytes, content_type).await {
            Ok(response) => response,
            Err((refusal, version)) => self.refuse(visit, &refusal, version),
        };
        tracing::info!(
            peer = visit.caller.name,
            form = ?visit.form,
            bytes = length,
            status = response.status().as_u16(),
            milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
            request = %visit.id,
            "message received"
        );
        response
    }

    /// The body of a request whose sender has signed in, with its `Content-Type`.
    async fn body(&self, visit: &Visit<'_>, request: Request) -> Result<(Bytes, Option<String>), Refusal> {
        self.authenticate(visit, request.headers())?;
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = bounded(request.into_body(), self.listen.request_bytes, self.listen.request_time, Rest::default());
        match body.collect().await {
            Ok(collected) => Ok((collected.to_bytes(), content_type)),
            Err(error) => Err(match cause(&error) {
                Some(BodyError::TooLarge { allowed }) => {
                    Refusal::new(Reason::TooLarge, format!("a requisição tem mais de {allowed} bytes"))
                }
                Some(BodyError::TooSlow { allowed }) => {
                    Refusal::new(Reason::TooSlow, format!("a requisição não chegou inteira em {} s", allowed.as_secs()))
                }
                Some(BodyError::Broken(_)) | None => Refusal::new(Reason::Broken, "a requisição terminou antes da hora"),
            }),
        }
    }

    /// Hands the message to the engine on a thread of its own.
    async fn work(&self, visit: &Visit<'_>, bytes: Bytes, content_type: Option<String>) -> Result<Response<Body>, (Refusal, Version)> {
        let full = || {
            tracing::warn!(peer = visit.caller.name, "all places of the peer are taken");
            let text =
                format!("o gateway já trata {AT_A_TIME} mensagens de {}, que é o máximo; tente de novo em instantes", visit.caller.name);
            (Refusal::new(Reason::Unavailable, text), Version::V11)
        };
        let place = tokio::time::timeout(PATIENCE, Arc::clone(&visit.caller.places).acquire_owned()).await;
        let place = place.map_err(|_| full())?.map_err(|_| full())?;
        let work = Work {
            receive: Arc::clone(&self.receive),
            peer: visit.caller.name.clone(),
            dialect: visit.caller.dialect.clone(),
            form: visit.form,
            _place: place,
        };
        let worked = tokio::task::spawn_blocking(move || work.run(&bytes, content_type.as_deref())).await;
        worked.unwrap_or_else(|error| {
            tracing::error!(peer = visit.caller.name, request = %visit.id, %error, "receiving a message panicked");
            let text = "o gateway falhou ao tratar a mensagem; veja o log com o número da requisição";
            Err((Refusal::new(Reason::Mistake, text), Version::V11))
        })
    }
}

/// What a thread needs to take a message.
struct Work {
    receive: Arc<dyn Receive>,
    peer: String,
    dialect: Dialect,
    form: Form,
    /// Held as long as the thread works, also when the sender has gone.
    _place: OwnedSemaphorePermit,
}

impl Work {
    fn run(self, bytes: &[u8], content_type: Option<&str>) -> Result<Response<Body>, (Refusal, Version)> {
        let receive = |document: &str| {
            let taken = taken(self.receive.receive(Incoming { peer: &self.peer, form: self.form, document }));
            // The one level at which the log has contents; written with escapes, so that a message cannot write lines of the log.
            let answer = taken.as_ref().map_or("", |(_, answer)| answer);
            tracing::trace!(peer = self.peer, ?document, ?answer, "content of a message received");
            taken
        };
        match self.form {
            Form::Soap => {
                let unreadable = |error: soap::UnreadableRequest| (Refusal::new(Reason::Unreadable, error.in_portuguese()), Version::V11);
                let soap::Request { version, message } = soap::read_request(bytes, content_type).map_err(unreadable)?;
                let (_, document) = receive(&message).map_err(|refusal| (refusal, version))?;
                let body = soap::write_response(&self.dialect, version, &document);
                Ok(response(StatusCode::OK, body, &soap::content_type(version, self.dialect.encoding)))
            }
            Form::Rest => {
                let (status, document) =
                    json(bytes, content_type).and_then(|document| receive(&document)).map_err(|refusal| (refusal, Version::V11))?;
                Ok(response(status, document.into_bytes(), "application/json"))
            }
        }
    }
}

/// The text of a JSON document. Whether it is a message, the engine says.
fn json<'b>(bytes: &'b [u8], content_type: Option<&str>) -> Result<Cow<'b, str>, Refusal> {
    let unreadable = |text: String| Refusal::new(Reason::Unreadable, text);
    let text = charset::text(bytes, content_type).map_err(|_| unreadable("os bytes da requisição não estão em UTF-8".to_owned()))?;
    match serde_json::from_str::<IgnoredAny>(&text) {
        Ok(_) => Ok(text),
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            Err(unreadable(format!("o corpo da requisição não é JSON: há um erro na linha {line}, coluna {column}")))
        }
    }
}

/// The status and the document of what became of a message.
fn taken(reception: Reception) -> Result<(StatusCode, String), Refusal> {
    match reception {
        Reception::Answered(document) => Ok((StatusCode::OK, document)),
        Reception::Accepted(document) => Ok((StatusCode::ACCEPTED, document)),
        Reception::Unavailable(text) => Err(Refusal::new(Reason::Unavailable, text)),
    }
}

fn response(status: StatusCode, body: Vec<u8>, content_type: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    if let Ok(value) = HeaderValue::from_str(content_type) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}
