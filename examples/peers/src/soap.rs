//! SOAP as each of the two products writes it.

use depara::envelope::soap;
use depara::{DecodeError, Policy, codec::xml};

/// How a product writes what stands in an element of the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// In CDATA, as Protheus does.
    Cdata,
    /// Escaped, with line ends as `&#xD;` and a line feed, as RM does.
    Escaped,
}

/// The header `SOAPAction` of both products.
pub(crate) const ACTION: &str = "\"http://www.totvs.com/EAIService/receiveMessage\"";

impl Writing {
    /// The call of `receiveMessage` with a message.
    #[must_use]
    pub fn call(self, document: &str) -> String {
        let inside = self.text(document);
        match self {
            Self::Cdata => format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" \
                 xmlns:tot=\"http://www.totvs.com\">\n<soapenv:Header/>\n<soapenv:Body><tot:receiveMessage><tot:inMsg>{inside}</tot:inMsg>\
                 </tot:receiveMessage></soapenv:Body></soapenv:Envelope>"
            ),
            Self::Escaped => format!(
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><receiveMessage xmlns=\"http://www.totvs.com\">\
                 <inMsg>{inside}</inMsg></receiveMessage></s:Body></s:Envelope>"
            ),
        }
    }

    /// The answer to a call.
    #[must_use]
    pub fn result(self, document: &str) -> String {
        let inside = self.text(document);
        let prefix = if self == Self::Cdata { "soap" } else { "s" };
        format!(
            "<{prefix}:Envelope xmlns:{prefix}=\"http://schemas.xmlsoap.org/soap/envelope/\"><{prefix}:Body><receiveMessageResponse \
             xmlns=\"http://www.totvs.com\"><receiveMessageResult>{inside}</receiveMessageResult></receiveMessageResponse></{prefix}:Body>\
             </{prefix}:Envelope>"
        )
    }

    fn text(self, document: &str) -> String {
        match self {
            Self::Cdata => cdata(document),
            Self::Escaped => {
                // Line ends stand where RM puts them, between elements; an empty element stays empty.
                let lines = document.replace("><", ">\r\n<").replace(">\r\n</", "></");
                lines.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#xD;")
            }
        }
    }
}

/// A text as CDATA: where it ends a section itself, it goes on in a second one.
pub(crate) fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

/// The message in the bytes of a call or of an answer to one.
pub(crate) fn message(bytes: &[u8]) -> Result<Option<String>, DecodeError> {
    soap::message(&xml::text(bytes, &Policy::default())?)
}

/// The text of a fault, where the envelope holds one.
pub(crate) fn fault(body: &str) -> Option<String> {
    let (_, behind) = body.split_once("<faultstring")?;
    let (text, _) = behind.split_once('>')?.1.split_once("</")?;
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Writing, message};

    #[test]
    fn both_ways_of_writing_carry_nested_sections_line_ends_and_entities() {
        let document = "<TOTVSMessage><A>1 &lt; 2 &amp; 3</A><B><![CDATA[<TOTVSMessage>]]></B><C></C></TOTVSMessage>";
        for writing in [Writing::Cdata, Writing::Escaped] {
            for envelope in [writing.call(document), writing.result(document)] {
                let found = message(envelope.as_bytes()).unwrap().unwrap();
                assert_eq!(found.replace("\r\n", ""), document, "{envelope}");
            }
        }
        assert!(Writing::Escaped.result(document).contains("&gt;&#xD;\n&lt;A"));
    }
}
