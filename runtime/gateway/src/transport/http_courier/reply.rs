//! What a peer gave back: a message, nothing, or an error in whatever words it has.

use crate::config::{Form, Peer};
use crate::transport::soap::{Answer, answer};
use crate::transport::{Delivered, DeliveryError, charset};
use serde_json::Value;
use ureq::Body;
use ureq::http::Response;
use ureq::http::header::{CONTENT_TYPE, HeaderName, LOCATION};

/// The answer to an HTTP request, read to its end.
#[derive(Debug)]
pub(super) struct Reply {
    status: u16,
    content_type: Option<String>,
    location: Option<String>,
    body: Vec<u8>,
}

/// So many characters of an error are kept; a page of HTML has thousands.
const SHORT: usize = 400;

impl Reply {
    /// Reads an answer of at most so many bytes.
    pub(super) fn read(mut response: Response<Body>, bytes: usize) -> Result<Self, ureq::Error> {
        let header = |name: HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (content_type, location) = (header(CONTENT_TYPE), header(LOCATION));
        let body = response.body_mut().with_config().limit(bytes.try_into().unwrap_or(u64::MAX)).read_to_vec()?;
        Ok(Self { status: response.status().as_u16(), content_type, location, body })
    }

    /// What it means.
    pub(super) fn delivered(self, peer: &Peer) -> Result<Delivered, DeliveryError> {
        let name = || peer.name.clone();
        match self.status {
            401 | 403 => return Err(DeliveryError::Credentials { peer: name(), status: self.status }),
            202 => return Ok(Delivered::Taken),
            _ => {}
        }
        let (is_good, status) = ((200..300).contains(&self.status), self.status);
        let said = match peer.form {
            Form::Soap => self.soap(),
            Form::Rest => self.json(),
        };
        match said {
            // An answer of the standard is an answer, whatever the status says.
            Said::Message(text) => Ok(Delivered::Answer(text)),
            Said::Nothing if is_good => Ok(Delivered::Taken),
            Said::Nothing => Err(DeliveryError::Fault { peer: name(), status, text: self.without_words() }),
            Said::Fault(text) => Err(DeliveryError::Fault { peer: name(), status, text: shortened(&text) }),
            Said::Other(reason) if is_good => Err(DeliveryError::NoMessage { peer: name(), reason: shortened(&reason) }),
            Said::Other(_) => Err(DeliveryError::Fault { peer: name(), status, text: shortened(&String::from_utf8_lossy(&self.body)) }),
        }
    }

    fn soap(&self) -> Said {
        match answer(&self.body, self.content_type.as_deref()) {
            Ok(Answer::Message(text)) => Said::Message(text),
            Ok(Answer::Nothing) => Said::Nothing,
            Ok(Answer::Text(text)) => Said::Other(text),
            Ok(Answer::Fault(fault)) => {
                let words = [fault.text, fault.detail, fault.code];
                Said::Fault(words.into_iter().find(|text| !text.is_empty()).unwrap_or_default())
            }
            Err(error) => Said::Other(error.to_string()),
        }
    }

    fn json(&self) -> Said {
        let text = match charset::text(&self.body, self.content_type.as_deref()) {
            Ok(text) => text.trim().to_owned(),
            Err(error) => return Said::Other(error.to_string()),
        };
        if text.is_empty() {
            return Said::Nothing;
        }
        match serde_json::from_str::<Value>(&text) {
            Ok(Value::Object(fields)) if fields.is_empty() => Said::Nothing,
            Ok(Value::Object(fields)) => {
                let is_message = ["Header", "TOTVSMessage"].iter().any(|name| fields.keys().any(|key| key.eq_ignore_ascii_case(name)));
                // The words of the vendor's REST services.
                let mut words = ["message", "errorMessage", "detailedMessage"].iter().filter_map(|name| fields.get(*name)?.as_str());
                match words.find(|text| !text.is_empty()) {
                    _ if is_message => Said::Message(text),
                    Some(words) => Said::Fault(words.to_owned()),
                    None => Said::Other(text),
                }
            }
            Ok(_) => Said::Other(text),
            Err(error) => Said::Other(format!("not JSON: {error}")),
        }
    }

    /// What is said of an error that has no body.
    fn without_words(&self) -> String {
        self.location.as_ref().map_or_else(String::new, |place| format!("Location: {place}"))
    }
}

/// What the body says.
enum Said {
    Message(String),
    Nothing,
    Fault(String),
    Other(String),
}

/// A text in a line, without the tags of a page, and not too long.
fn shortened(text: &str) -> String {
    let is_markup = text.trim_start().starts_with('<');
    let text = text.split('<').enumerate().map(|(number, piece)| match piece.split_once('>') {
        Some((_, text)) if is_markup && number > 0 => text,
        _ => piece,
    });
    let text = text.collect::<Vec<_>>().join(if is_markup { " " } else { "<" });
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_shortened() {
        assert_eq!(shortened(" a <\n b "), "a < b");
        assert_eq!(shortened("<html><body><h1>Erro</h1>\r\n 1 &lt; 2</body></html>"), "Erro 1 &lt; 2");
        assert_eq!(shortened(&"ç".repeat(SHORT)), "ç".repeat(SHORT));
        assert_eq!(shortened(&"ç".repeat(SHORT + 1)), format!("{}…", "ç".repeat(SHORT)));
    }
}
