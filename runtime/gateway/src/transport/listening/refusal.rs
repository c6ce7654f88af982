//! Why a request is refused, as the SOAP fault or the JSON that its sender understands.

use crate::config::{Dialect, Form};
use crate::transport::soap::{self, Fault, Version};
use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Response, StatusCode};
use std::time::Duration;

/// Why a request is refused.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) reason: Reason,
    /// For the people at the peer, in Portuguese.
    pub(super) text: String,
}

/// The kinds of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// No credentials, or wrong ones.
    Credentials,
    /// Wrong ones too often.
    TooManyAttempts(Duration),
    /// The peer may not send.
    NotACaller,
    /// The method is none of these.
    Method(&'static str),
    /// The body has too many bytes.
    TooLarge,
    /// The body takes too long.
    TooSlow,
    /// The body ended too early.
    Broken,
    /// The body cannot be read.
    Unreadable,
    /// All places are taken, or the store is away, or the gateway stops.
    Unavailable,
    /// A mistake of the gateway.
    Mistake,
}

impl Reason {
    /// A word for machines.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::TooManyAttempts(_) => "too-many-attempts",
            Self::NotACaller => "not-a-caller",
            Self::Method(_) => "method",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::Broken => "broken",
            Self::Unreadable => "unreadable",
            Self::Unavailable => "unavailable",
            Self::Mistake => "mistake",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::Credentials => StatusCode::UNAUTHORIZED,
            Self::TooManyAttempts(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NotACaller => StatusCode::FORBIDDEN,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Broken | Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Mistake => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether the sender can do something about it.
    fn is_of_sender(self) -> bool {
        !matches!(self, Self::Unavailable | Self::Mistake)
    }
}

/// How long a peer leaves the gateway alone that could not take its message.
const PAUSE: Duration = Duration::from_secs(10);

impl Refusal {
    pub(super) fn new(reason: Reason, text: impl Into<String>) -> Self {
        Self { reason, text: text.into() }
    }

    /// The response, in the form of the request.
    pub(super) fn response(&self, form: Form, dialect: &Dialect, version: Version, request: &str) -> Response<Body> {
        let reason = self.reason;
        let (body, content_type, status) = match form {
            Form::Soap => {
                let code = if reason.is_of_sender() { "Client" } else { "Server" };
                let detail = format!("{} {request}", reason.code());
                let fault = soap::fault(dialect, version, &Fault { code: code.to_owned(), text: self.text.clone(), detail });
                // SOAP 1.1 says 500 for every fault; 1.2 has the status of HTTP. The other statuses are understood by both.
                let is_older = version == Version::V11 && reason == Reason::Unreadable;
                let status = if is_older { StatusCode::INTERNAL_SERVER_ERROR } else { reason.status() };
                (fault, soap::content_type(version, dialect.encoding), status)
            }
            Form::Rest => {
                let error =
                    serde_json::json!({ "code": reason.code(), "message": self.text, "detailedMessage": format!("requisição {request}") });
                (error.to_string().into_bytes(), "application/json".to_owned(), reason.status())
            }
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        let mut put = |name, value: String| {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        };
        put(CONTENT_TYPE, content_type);
        match reason {
            Reason::Credentials => put(WWW_AUTHENTICATE, "Basic realm=\"EAI\", charset=\"UTF-8\"".to_owned()),
            Reason::TooManyAttempts(wait) => put(RETRY_AFTER, wait.as_secs().saturating_add(1).to_string()),
            Reason::Unavailable => put(RETRY_AFTER, PAUSE.as_secs().to_string()),
            Reason::Method(allowed) => put(ALLOW, allowed.to_owned()),
            _ => {}
        }
        response
    }
}
