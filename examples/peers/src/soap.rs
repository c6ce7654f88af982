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

/// The description of a service at an address, with the names that both products use.
pub(crate) fn description(address: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:s="http://www.w3.org/2001/XMLSchema"
    xmlns:tns="http://www.totvs.com" targetNamespace="http://www.totvs.com">
  <types><s:schema elementFormDefault="qualified" targetNamespace="http://www.totvs.com">
    <s:element name="receiveMessage"><s:complexType><s:sequence><s:element name="inMsg" type="s:string"/></s:sequence></s:complexType></s:element>
    <s:element name="receiveMessageResponse"><s:complexType><s:sequence><s:element name="receiveMessageResult" type="s:string"/></s:sequence></s:complexType></s:element>
  </s:schema></types>
  <message name="call"><part name="parameters" element="tns:receiveMessage"/></message>
  <message name="answer"><part name="parameters" element="tns:receiveMessageResponse"/></message>
  <portType name="EAIService"><operation name="receiveMessage"><input message="tns:call"/><output message="tns:answer"/></operation></portType>
  <binding name="EAIService" type="tns:EAIService"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="receiveMessage"><soap:operation soapAction={ACTION}/>
      <input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
  <service name="EAIService"><port name="EAIService" binding="tns:EAIService"><soap:address location="{address}"/></port></service>
</definitions>
"#
    )
}

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
