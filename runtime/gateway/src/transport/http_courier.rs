//! Messages to peers over HTTP: SOAP in the peer's dialect, or JSON.

mod failure;
mod reply;
pub(crate) mod roots;

use super::{Courier, Delivered, DeliveryError, soap};
use crate::config::{Form, Peer};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use failure::Failure;
use reply::Reply;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use ureq::http::HeaderValue;
use ureq::http::header::{AUTHORIZATION, CONTENT_LENGTH};
use ureq::tls::TlsConfig;
use ureq::{Agent, SendBody};

/// Brings messages to peers over HTTP. Connections are kept and used again.
///
/// Redirects are not followed, since the credentials are for one address alone, and proxies of the environment are not asked: the address of
/// a peer is where it is.
///
/// ```
/// use depara_gateway::config::Peer;
/// use depara_gateway::transport::{Courier, DeliveryError, HttpCourier};
/// use std::time::Duration;
///
/// // Nobody listens at port 9 of this machine.
/// let peer = Peer { url: Some("http://127.0.0.1:9/EAISERVICE.apw".to_owned()), ..Peer::new("PROTHEUS", "PROTHEUS") };
/// let error = HttpCourier::new(1 << 20).deliver(&peer, "<TOTVSMessage/>", Duration::from_secs(1)).unwrap_err();
/// assert!(matches!(error, DeliveryError::Unreachable { .. }));
/// ```
#[derive(Debug)]
pub struct HttpCourier {
    /// Bytes of one answer.
    answer_bytes: usize,
    /// What has the connections, by the file of the peer's authority.
    agents: Mutex<HashMap<Option<PathBuf>, Agent>>,
}

/// How long a connection is kept that nobody uses: shorter than servers keep it, so that it does not end while a message is on its way.
const IDLE: Duration = Duration::from_secs(10);

impl HttpCourier {
    /// A courier that takes answers of so many bytes.
    #[must_use]
    pub fn new(answer_bytes: usize) -> Self {
        Self { answer_bytes, agents: Mutex::default() }
    }

    /// The agent for a peer.
    fn agent(&self, peer: &Peer) -> Result<Agent, DeliveryError> {
        let mut agents = self.agents.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(agent) = agents.get(&peer.root) {
            return Ok(agent.clone());
        }
        let roots = roots::roots(peer.root.as_deref()).map_err(|reason| DeliveryError::Unreachable { peer: peer.name.clone(), reason })?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .max_idle_age(IDLE)
            .max_idle_connections(256)
            .max_idle_connections_per_host(32)
            .user_agent(concat!("depara/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        let agent = Agent::new_with_config(config);
        agents.insert(peer.root.clone(), agent.clone());
        Ok(agent)
    }
}

impl Courier for HttpCourier {
    fn deliver(&self, peer: &Peer, document: &str, wait: Duration) -> Result<Delivered, DeliveryError> {
        let start = Instant::now();
        let url = peer.url.as_deref().ok_or_else(|| DeliveryError::NoAddress { peer: peer.name.clone() })?;
        let failure = Failure { peer: &peer.name, wait, connect_time: peer.connect_time.min(wait) };
        let (body, content_type) = match peer.form {
            Form::Soap => (soap::write_request(&peer.dialect, document), soap::content_type(soap::Version::V11, peer.dialect.encoding)),
            Form::Rest => (document.as_bytes().to_vec(), "application/json; charset=utf-8".to_owned()),
        };
        let bytes = body.len();
        let mut request = self
            .agent(peer)?
            .post(url)
            .config()
            .timeout_global(Some(wait))
            .timeout_resolve(Some(failure.connect_time))
            .timeout_connect(Some(failure.connect_time))
            .build()
            .content_type(content_type)
            .header(CONTENT_LENGTH, bytes);
        if peer.form == Form::Soap {
            request = request.header("SOAPAction", format!("\"{}\"", peer.dialect.soap_action));
        }
        if let Some(credentials) = &peer.credentials {
            let pair = STANDARD.encode(format!("{}:{}", credentials.user, credentials.password.reveal()));
            if let Ok(mut value) = HeaderValue::try_from(format!("Basic {pair}")) {
                value.set_sensitive(true);
                request = request.header(AUTHORIZATION, value);
            }
        }
        let mut unsent = body.as_slice();
        let sent = request.send(SendBody::from_reader(&mut unsent));
        let delivered = sent.map_err(|error| failure.of_sending(error, unsent.is_empty())).and_then(|response| {
            let reply = Reply::read(response, self.answer_bytes).map_err(|error| failure.of_reading(error))?;
            reply.delivered(peer)
        });
        tracing::trace!(peer = peer.name, ?document, answer = ?delivered.as_ref().ok(), "content of a message sent");
        let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &delivered {
            Ok(_) => tracing::info!(peer = peer.name, form = ?peer.form, bytes, milliseconds, "message delivered"),
            Err(error) => tracing::warn!(peer = peer.name, form = ?peer.form, bytes, milliseconds, %error, "message not delivered"),
        }
        delivered
    }
}
