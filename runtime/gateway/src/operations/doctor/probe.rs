//! A harmless question to a peer: a GET that says whether somebody is there, lets us in, and what time it has.

use crate::config::Peer;
use crate::transport::http_courier::roots::roots;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use std::io::Read;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::time::Duration;
use ureq::Agent;
use ureq::http::Uri;
use ureq::http::header::{AUTHORIZATION, DATE};
use ureq::tls::TlsConfig;

/// What a peer said to a question.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) status: u16,
    /// Its clock, by the header `Date`.
    pub(super) time: Option<Timestamp>,
    pub(super) body: Vec<u8>,
}

/// Why a peer was not asked, or said nothing.
#[derive(Debug)]
pub(super) enum Unasked {
    /// The file with its authority cannot be used.
    Roots(String),
    /// The question brought no answer.
    Http(ureq::Error),
}

impl From<ureq::Error> for Unasked {
    fn from(error: ureq::Error) -> Self {
        Self::Http(error)
    }
}

/// The most that is read of an answer.
const MOST: u64 = 1 << 20;

/// The addresses of the host.
pub(super) fn resolve(uri: &Uri) -> std::io::Result<Vec<SocketAddr>> {
    let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    Ok((host, port).to_socket_addrs()?.collect())
}

/// Connects to the first address that somebody listens at.
pub(super) fn connect(addresses: &[SocketAddr], time: Duration) -> std::io::Result<()> {
    let mut last = std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
    for address in addresses {
        match TcpStream::connect_timeout(address, time) {
            Ok(_) => return Ok(()),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Asks with GET, with the credentials of the peer.
pub(super) fn get(peer: &Peer, url: &str, time: Duration) -> Result<Said, Unasked> {
    let roots = roots(peer.root.as_deref()).map_err(Unasked::Roots)?;
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false).proxy(None);
    let config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
    let agent = Agent::new_with_config(config.timeout_global(Some(time)).build());
    let mut request = agent.get(url);
    if let Some(credentials) = &peer.credentials {
        let pair = STANDARD.encode(format!("{}:{}", credentials.user, credentials.password.reveal()));
        request = request.header(AUTHORIZATION, format!("Basic {pair}"));
    }
    let response = request.call()?;
    let (parts, body) = response.into_parts();
    let time = parts.headers.get(DATE).and_then(|value| value.to_str().ok()).and_then(date);
    let mut bytes = Vec::new();
    // What comes is enough: a body that breaks off has said its status all the same.
    let _ = body.into_reader().take(MOST).read_to_end(&mut bytes);
    Ok(Said { status: parts.status.as_u16(), time, body: bytes })
}

/// A date of HTTP: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_of_http() {
        let found = super::date("Sun, 06 Nov 1994 08:49:37 GMT").map(|time| time.to_string());
        assert_eq!(found.as_deref(), Some("1994-11-06T08:49:37Z"));
        assert_eq!(super::date("yesterday"), None);
    }
}
