//! The description of the service, which clients of SOAP read before they call it.

use super::write::attribute;
use crate::config::Dialect;

/// The WSDL 1.1 of the service as a peer sees it: one operation, document/literal wrapped, a text in and a text out.
///
/// `address` is where the service is, and `documentation` is for the people who read the description. Names of service and port are those of
/// the vendor's partner standard (TDN 184781841).
///
/// ```
/// use depara_gateway::config::Dialect;
/// use depara_gateway::transport::soap::wsdl;
///
/// let text = wsdl(&Dialect::protheus(), "http://gateway.example:8080/RM/EAISERVICE.apw", "Mensagens: BANK 2.001");
/// assert!(text.contains("<soap:address location=\"http://gateway.example:8080/RM/EAISERVICE.apw\"/>"));
/// ```
#[must_use]
pub fn wsdl(dialect: &Dialect, address: &str, documentation: &str) -> String {
    let escaped = |text: &str| {
        let mut out = String::with_capacity(text.len());
        attribute(text, &mut out);
        out
    };
    let [namespace, operation, parameter, result, action, address, documentation] =
        [&dialect.namespace, &dialect.operation, &dialect.parameter, &dialect.result, &dialect.soap_action, address, documentation]
            .map(escaped);
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="{namespace}" name="EAIService" targetNamespace="{namespace}">
  <wsdl:types>
    <xs:schema elementFormDefault="qualified" targetNamespace="{namespace}">
      <xs:element name="{operation}">
        <xs:complexType><xs:sequence><xs:element name="{parameter}" type="xs:string"/></xs:sequence></xs:complexType>
      </xs:element>
      <xs:element name="{operation}Response">
        <xs:complexType><xs:sequence><xs:element name="{result}" type="xs:string"/></xs:sequence></xs:complexType>
      </xs:element>
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="{operation}Request"><wsdl:part name="parameters" element="tns:{operation}"/></wsdl:message>
  <wsdl:message name="{operation}Response"><wsdl:part name="parameters" element="tns:{operation}Response"/></wsdl:message>
  <wsdl:portType name="EAIServicePort">
    <wsdl:operation name="{operation}">
      <wsdl:documentation>{documentation}</wsdl:documentation>
      <wsdl:input message="tns:{operation}Request"/>
      <wsdl:output message="tns:{operation}Response"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="EAIServiceBinding" type="tns:EAIServicePort">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="{operation}">
      <soap:operation soapAction="{action}" style="document"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="EAIService">
    <wsdl:port name="EAIServiceSOAP" binding="tns:EAIServiceBinding"><soap:address location="{address}"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"#
    )
}
