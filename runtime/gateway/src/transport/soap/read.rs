//! What a peer has sent, and what it has answered: the message out of its envelope.

use crate::transport::charset;
use depara::envelope::soap::{Content, Envelope, Fault, Version, read};
use depara::{DecodeError, DecodeErrorKind};

/// A call of the one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The version of SOAP, which the answer has too.
    pub version: Version,
    /// The message: the text of the one parameter.
    pub message: String,
}

/// Why a body is no call of the one operation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnreadableRequest {
    /// It is not text, or not well formed.
    #[error(transparent)]
    Unreadable(#[from] DecodeError),
    /// It is no SOAP envelope.
    #[error("the body is no SOAP envelope")]
    NoEnvelope,
    /// There is no text in it.
    #[error("the SOAP body holds no message")]
    NoMessage,
}

/// What an answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A message, in a SOAP envelope or without.
    Message(String),
    /// Nothing: the result is empty.
    Nothing,
    /// A text that is no message, as the general refusals of an ERP are.
    Text(String),
    /// A fault.
    Fault(Fault),
}

/// The message in the body of a request: whatever the operation, its parameter and their name spaces are called, in CDATA or escaped.
///
/// ```
/// use depara_gateway::transport::soap::read_request;
///
/// let body = r#"<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
///     <RECEIVEMESSAGE xmlns="http://tempuri.org/"><pXmlDocument><![CDATA[<TOTVSMessage/>]]></pXmlDocument></RECEIVEMESSAGE>
/// </s:Body></s:Envelope>"#;
/// assert_eq!(read_request(body.as_bytes(), Some("text/xml"))?.message, "<TOTVSMessage/>");
/// # Ok::<(), depara_gateway::transport::soap::UnreadableRequest>(())
/// ```
///
/// # Errors
/// When the body is no SOAP envelope with a text.
pub fn request(body: &[u8], content_type: Option<&str>) -> Result<Request, UnreadableRequest> {
    let text = charset::text(body, content_type)?;
    match read(&text)? {
        None => Err(UnreadableRequest::NoEnvelope),
        Some(Envelope { version, content: Content::Text(message) }) if !message.is_empty() => Ok(Request { version, message }),
        Some(_) => Err(UnreadableRequest::NoMessage),
    }
}

/// What the body of an answer holds, whatever its elements are called. Some services answer with the message and no envelope around it.
///
/// ```
/// use depara_gateway::transport::soap::{Answer, answer};
///
/// let bare = answer(b"<TotvsMessage></TotvsMessage>", None)?;
/// assert_eq!(bare, Answer::Message("<TotvsMessage></TotvsMessage>".to_owned()));
/// # Ok::<(), depara::DecodeError>(())
/// ```
///
/// # Errors
/// When it is not text, or a SOAP envelope that is not well formed.
pub fn answer(body: &[u8], content_type: Option<&str>) -> Result<Answer, DecodeError> {
    let text = charset::text(body, content_type)?;
    Ok(match read(&text)? {
        Some(Envelope { content: Content::Fault(fault), .. }) => Answer::Fault(fault),
        Some(Envelope { content: Content::Text(text), .. }) => of_text(text),
        None => of_text(text.trim().to_owned()),
    })
}

fn of_text(text: String) -> Answer {
    if text.is_empty() {
        Answer::Nothing
    } else if is_message(&text) {
        Answer::Message(text)
    } else {
        Answer::Text(text)
    }
}

/// Whether the root of a document is a `TOTVSMessage`, in whatever case and with whatever prefix.
fn is_message(text: &str) -> bool {
    let mut rest = text.trim_start();
    // What may stand before the root: the declaration and comments.
    while let Some(end) = [("<?", "?>"), ("<!--", "-->")].iter().find_map(|(start, end)| rest.strip_prefix(start)?.split_once(end)) {
        rest = end.1.trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    name.rsplit(':').next().is_some_and(|name| name.eq_ignore_ascii_case("TOTVSMessage"))
}

impl UnreadableRequest {
    /// The same for the people at the peer.
    #[must_use]
    pub fn in_portuguese(&self) -> String {
        match self {
            Self::NoEnvelope => "o corpo da requisição não é um envelope SOAP".to_owned(),
            Self::NoMessage => "o envelope SOAP não traz mensagem no parâmetro da operação".to_owned(),
            Self::Unreadable(error) => {
                let place = error.location.position;
                match &error.kind {
                    DecodeErrorKind::Encoding { encoding } => format!(
                        "os bytes da requisição não estão em {encoding}; outra codificação precisa ser declarada no XML ou no Content-Type"
                    ),
                    DecodeErrorKind::Doctype => "DOCTYPE não é aceito".to_owned(),
                    DecodeErrorKind::Limit { allowed, .. } => format!("o envelope SOAP tem mais de {allowed} níveis de elementos"),
                    DecodeErrorKind::Truncated { element } => format!("o XML termina dentro de {element}"),
                    _ => format!("o XML da requisição está malformado perto do byte {place}"),
                }
            }
        }
    }
}
