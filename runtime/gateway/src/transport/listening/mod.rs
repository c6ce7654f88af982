//! The listening side: the paths of the peers, who may send, and what becomes of a request.

mod attempts;
mod basic;
mod message;
mod refusal;
mod texts;

use crate::config::{Config, Credentials, Dialect, Form, Listen};
use crate::transport::server::RequestId;
use crate::transport::soap::Version;
use crate::transport::{Receive, soap};
use attempts::{Attempts, Outcome};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use basic::Claimed;
use refusal::{Reason, Refusal};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Semaphore;

/// The paths of all peers. It takes every path that no other router takes, so it is merged with them and has the only fallback.
///
/// A peer calls `POST {path}` with SOAP, or `POST /{name}/totvseai/standardmessage/v1/transactions` with JSON. `GET {path}?wsdl` describes
/// the service, and so does `GET {path}/MEX` for a peer that takes the gateway for RM, which describes itself there.
/// Paths are the same in any case. Requests are without a peer's address unless a [`Server`](super::Server) brings them.
///
/// ```
/// use depara_gateway::config::{Config, Peer, StoreConfig};
/// use depara_gateway::transport::{Incoming, Receive, Reception, router};
/// use std::sync::Arc;
///
/// struct Keeper;
///
/// impl Receive for Keeper {
///     fn receive(&self, incoming: Incoming<'_>) -> Reception {
///         Reception::Answered(incoming.document.to_owned())
///     }
///
///     fn spoken(&self, _: &str) -> Vec<(String, String)> {
///         vec![("BANK".to_owned(), "2.001".to_owned())]
///     }
/// }
///
/// let config = Config::new(StoreConfig::new("depara.db"), [Peer::new("RM", "RM")]);
/// let _router: axum::Router = router(Arc::new(config), Arc::new(Keeper));
/// ```
pub fn router(config: Arc<Config>, receive: Arc<dyn Receive>) -> axum::Router {
    let gate = Arc::new(Gate::new(&config, receive));
    axum::Router::new().fallback(move |request: Request| {
        let gate = Arc::clone(&gate);
        async move { gate.answer(request).await }
    })
}

/// So many messages of a peer are in work at a time. Each holds a thread while the other side works, and one peer must not hold all of them:
/// what comes back from the other side has to find a free one.
const AT_A_TIME: usize = 64;

/// The path of the REST form, behind the name of the peer (TDN 334335042).
const TRANSACTIONS: &str = "/totvseai/standardmessage/v1/transactions";

/// Everything that requests need.
struct Gate {
    listen: Listen,
    /// Which peer finds what at which path, by the path in lower case.
    ways: HashMap<String, (usize, Door)>,
    callers: Vec<Caller>,
    attempts: Attempts,
    receive: Arc<dyn Receive>,
}

/// What is at a path of a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// The service, in a form.
    Service(Form),
    /// What describes it, where RM does. Who was told of this address alone sends there too.
    Description,
}

/// A peer that calls.
struct Caller {
    name: String,
    path: String,
    dialect: Dialect,
    credentials: Option<Credentials>,
    places: Arc<Semaphore>,
}

/// A request on its way through the gate.
struct Visit<'g> {
    peer: usize,
    caller: &'g Caller,
    form: Form,
    from: IpAddr,
    id: RequestId,
}

impl Gate {
    fn new(config: &Config, receive: Arc<dyn Receive>) -> Self {
        let mut ways = HashMap::new();
        let mut callers = Vec::new();
        for peer in config.peers.values() {
            let rest = format!("/{}{TRANSACTIONS}", peer.name);
            ways.insert(rest.to_ascii_lowercase(), (callers.len(), Door::Service(Form::Rest)));
            ways.insert(peer.path.to_ascii_lowercase(), (callers.len(), Door::Service(Form::Soap)));
            callers.push(Caller {
                name: peer.name.clone(),
                path: peer.path.clone(),
                dialect: peer.dialect.clone(),
                credentials: peer.callers.clone(),
                places: Arc::new(Semaphore::new(AT_A_TIME)),
            });
        }
        // Whoever calls takes the gateway for one of the systems, and looks for the description where that has it. A service has its path before a description.
        let descriptions = config.peers.values().map(|peer| peer.dialect.description.clone()).chain([Dialect::rm().description]);
        for description in descriptions.filter(|description| !description.is_empty()) {
            for (number, caller) in callers.iter().enumerate() {
                let path = format!("{}/{description}", caller.path).to_ascii_lowercase();
                ways.entry(path).or_insert((number, Door::Description));
            }
        }
        Self { listen: config.listen.clone(), ways, callers, attempts: Attempts::default(), receive }
    }

    async fn answer(&self, request: Request) -> Response<Body> {
        let mut response = match self.ways.get(&request.uri().path().to_ascii_lowercase()) {
            Some(&(peer, door)) => match self.callers.get(peer) {
                Some(caller) => self.visit(peer, caller, door, request).await,
                None => self.unknown_path(),
            },
            None => self.unknown_path(),
        };
        let headers = response.headers_mut();
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        response
    }

    async fn visit(&self, peer: usize, caller: &Caller, door: Door, request: Request) -> Response<Body> {
        let from = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(Ipv4Addr::UNSPECIFIED.into(), |info| info.0.ip());
        let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
        let (form, allowed) = match door {
            Door::Service(Form::Soap) | Door::Description => (Form::Soap, "GET, HEAD, POST"),
            Door::Service(Form::Rest) => (Form::Rest, "POST"),
        };
        let visit = Visit { peer, caller, form, from, id };
        match (door, request.method()) {
            (_, &Method::POST) => self.take(&visit, request).await,
            (Door::Service(Form::Soap), &Method::GET | &Method::HEAD) if !is_wsdl(&request) => self.help(caller, request.headers()),
            (Door::Service(Form::Soap) | Door::Description, &Method::GET | &Method::HEAD) => self.describe(caller, request.headers()),
            _ => self.refuse(&visit, &Refusal::new(Reason::Method(allowed), format!("este endereço aceita {allowed}")), Version::V11),
        }
    }

    fn unknown_path(&self) -> Response<Body> {
        let paths = self.callers.iter().map(|caller| (caller.path.as_str(), caller.name.as_str()));
        plain(StatusCode::NOT_FOUND, texts::unknown_path(paths, TRANSACTIONS))
    }

    /// A few words for whoever looks at the path with a browser.
    fn help(&self, caller: &Caller, headers: &HeaderMap) -> Response<Body> {
        plain(StatusCode::OK, texts::help(&caller.name, &self.address(caller, headers), TRANSACTIONS))
    }

    /// The WSDL.
    fn describe(&self, caller: &Caller, headers: &HeaderMap) -> Response<Body> {
        let address = self.address(caller, headers);
        let documentation = texts::documentation(&caller.name, &self.receive.spoken(&caller.name));
        let mut response = Response::new(Body::from(soap::wsdl(&caller.dialect, &address, &documentation)));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
        response
    }

    /// Where the caller finds the service.
    fn address(&self, caller: &Caller, headers: &HeaderMap) -> String {
        format!("{}{}", self.origin(headers), caller.path)
    }

    /// Scheme and host as the caller sees them: of the request, since a proxy or another name of the machine is nothing that the gateway knows.
    fn origin(&self, headers: &HeaderMap) -> String {
        let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let is_encrypted =
            self.listen.tls.is_some() || said("x-forwarded-proto").is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
        let host = said(HOST.as_str()).filter(|host| !host.is_empty() && host.len() < 256 && host.chars().all(is_host));
        let host = host.map_or_else(|| self.listen.address.to_string(), str::to_owned);
        format!("{}://{host}", if is_encrypted { "https" } else { "http" })
    }

    /// Whether the caller is the peer.
    fn authenticate(&self, visit: &Visit<'_>, headers: &HeaderMap) -> Result<(), Refusal> {
        let Some(credentials) = &visit.caller.credentials else {
            let text =
                format!("o gateway não tem credenciais de entrada para {}, que por isso não pode enviar mensagens", visit.caller.name);
            return Err(Refusal::new(Reason::NotACaller, text));
        };
        let Some(claimed) = Claimed::of(headers) else {
            return Err(Refusal::new(Reason::Credentials, "informe usuário e senha (HTTP Basic)"));
        };
        match self.attempts.look(visit.from, visit.peer, Instant::now(), || claimed.are(credentials)) {
            Outcome::Right => Ok(()),
            Outcome::Wrong => Err(Refusal::new(Reason::Credentials, "usuário ou senha incorretos")),
            Outcome::Wait(wait) => {
                let seconds = wait.as_secs().saturating_add(1);
                Err(Refusal::new(
                    Reason::TooManyAttempts(wait),
                    format!("muitas tentativas com senha incorreta; tente de novo em {seconds} s"),
                ))
            }
        }
    }

    fn refuse(&self, visit: &Visit<'_>, refusal: &Refusal, version: Version) -> Response<Body> {
        self.receive.refused(&visit.caller.name);
        let (peer, reason) = (visit.caller.name.as_str(), refusal.reason.code());
        // Who guesses at speed does not fill the log as well; that he began is in it.
        if matches!(refusal.reason, Reason::TooManyAttempts(_)) {
            tracing::debug!(peer, from = %visit.from, request = %visit.id, reason, "request refused");
        } else {
            tracing::warn!(peer, from = %visit.from, request = %visit.id, reason, "request refused");
        }
        refusal.response(visit.form, &visit.caller.dialect, version, &visit.id.to_string())
    }
}

/// Whether the WSDL is asked for: `?wsdl`, `?WSDL`, `?singleWsdl&wsdl=1`.
fn is_wsdl(request: &Request) -> bool {
    let mut wanted = request.uri().query().unwrap_or_default().split('&').filter_map(|part| part.split('=').next());
    wanted.any(|name| name.eq_ignore_ascii_case("wsdl"))
}

fn plain(status: StatusCode, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
