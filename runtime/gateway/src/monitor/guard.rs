//! The doors: who is signed in, which forms are taken, and what a browser may do with a page.

use super::failure::Failure;
use super::fields::Fields;
use super::session::Session;
use super::state::Monitor;
use crate::config::Role;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Instant;
use subtle::ConstantTimeEq;

/// The name of the cookie with the session.
pub(super) const COOKIE: &str = "depara_sessao";

/// What pages may load and do: what the monitor itself serves, and nothing that stands in a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    pub(super) session: Session,
    pub(super) token: String,
}

/// A form that somebody who may operate has sent from a page of the own session.
pub(super) struct Submitted {
    pub(super) visitor: Visitor,
    pub(super) fields: Fields,
}

/// The form by which somebody signs out; whoever is signed in may send it.
pub(super) struct SignOut {
    pub(super) token: String,
}

/// The number of a message in an address.
pub(super) struct Number(pub(super) i64);

impl Visitor {
    /// Whether the visitor may change something.
    pub(super) fn operates(&self) -> bool {
        self.session.role == Role::Operate
    }
}

impl FromRequestParts<Arc<Monitor>> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, monitor: &Arc<Monitor>) -> Result<Self, Failure> {
        // A script that reads a page again in the background is not a person who uses it.
        let is_background = parts.headers.contains_key("x-ao-vivo");
        let found = token(&parts.headers).and_then(|token| {
            let now = Instant::now();
            let session = if is_background { monitor.sessions.looking(&token, now) } else { monitor.sessions.using(&token, now) };
            session.map(|session| Self { session, token })
        });
        found.ok_or_else(|| {
            if is_background || parts.method != Method::GET {
                return Failure::NoSession;
            }
            let path = parts.uri.path();
            let path = if path.starts_with("/monitor") { path.to_owned() } else { format!("/monitor{path}") };
            Failure::SignIn(parts.uri.query().map_or(path.clone(), |query| format!("{path}?{query}")))
        })
    }
}

impl FromRequest<Arc<Monitor>> for Submitted {
    type Rejection = Failure;

    async fn from_request(request: Request, monitor: &Arc<Monitor>) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, monitor).await?;
        if !visitor.operates() {
            return Err(Failure::Forbidden);
        }
        let fields = own_form(Request::from_parts(parts, body), monitor, &visitor.session).await?;
        Ok(Self { visitor, fields })
    }
}

impl FromRequest<Arc<Monitor>> for SignOut {
    type Rejection = Failure;

    async fn from_request(request: Request, monitor: &Arc<Monitor>) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, monitor).await?;
        own_form(Request::from_parts(parts, body), monitor, &visitor.session).await?;
        Ok(Self { token: visitor.token })
    }
}

impl FromRequestParts<Arc<Monitor>> for Number {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, monitor: &Arc<Monitor>) -> Result<Self, Failure> {
        let found = Path::<i64>::from_request_parts(parts, monitor).await;
        found.map(|Path(number)| Self(number)).map_err(|_| Failure::NotFound("Não há página neste endereço.".to_owned()))
    }
}

/// The fields of a form that was made for the session.
async fn own_form(request: Request, monitor: &Arc<Monitor>, session: &Session) -> Result<Fields, Failure> {
    if !is_same_site(request.headers()) {
        return Err(Failure::Forged);
    }
    let fields = form(request, monitor).await?;
    let is_own: bool = fields.raw("ficha").as_bytes().ct_eq(session.form_token.as_bytes()).into();
    if is_own { Ok(fields) } else { Err(Failure::Forged) }
}

/// The fields of a form.
pub(super) async fn form(request: Request, monitor: &Arc<Monitor>) -> Result<Fields, Failure> {
    let too_large = |_| Failure::Bad("O formulário não chegou inteiro ou é grande demais.".to_owned());
    let body = Bytes::from_request(request, monitor).await.map_err(too_large)?;
    Ok(Fields::parse(&body))
}

/// Whether a form comes from a page of this server, as far as the browser says. Old browsers say nothing; then the session's token decides.
pub(super) fn is_same_site(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = said("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (said("origin"), said("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, found)| found.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// What the cookie of the session says.
fn token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, token)| token.to_owned())
}

/// The cookie with a session, or without one. It is for TLS alone where the browser speaks TLS, with the gateway or with the proxy in front of it.
pub(super) fn cookie(monitor: &Monitor, headers: &HeaderMap, token: Option<&str>) -> String {
    let proxied = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme.as_bytes().eq_ignore_ascii_case(b"https"));
    let secure = if monitor.has_tls() || proxied { "; Secure" } else { "" };
    let (token, age) = token.map_or(("", "; Max-Age=0"), |token| (token, ""));
    format!("{COOKIE}={token}; Path=/monitor; HttpOnly; SameSite=Strict{secure}{age}")
}

/// Says to the browser what it may do with an answer.
pub(super) async fn protect(State(monitor): State<Arc<Monitor>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let said = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in said {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if monitor.has_tls() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
