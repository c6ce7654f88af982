//! How a product speaks SOAP: names that differ from one to the other and that no document settles, so they are configuration.

/// How a product speaks SOAP. The one that calls gives the names, and the one that answers takes whatever names it meets.
///
/// Source: the vendor's documentation of the layers of the EAI web services, and of the partner standard (TDN 184781841).
///
/// ```
/// use depara_gateway::config::{Content, Dialect};
///
/// let protheus = Dialect::protheus();
/// assert_eq!(protheus.operation, "receiveMessage");
/// assert_eq!(protheus.content, Content::Cdata);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    /// The name space of the operation: `http://www.totvs.com`.
    pub namespace: String,
    /// The operation as it is spelt: `receiveMessage`, `RECEIVEMESSAGE`.
    pub operation: String,
    /// The one parameter: `inMsg`, `cXml`, `pXmlDocument`.
    pub parameter: String,
    /// The element with the answer: `receiveMessageResult`.
    pub result: String,
    /// The header `SOAPAction`, which some services route by.
    pub soap_action: String,
    /// How the message stands in the parameter.
    pub content: Content,
    /// In what bytes it is written.
    pub encoding: Encoding,
    /// Whether line ends of an answer are written as `&#xD;` and a line feed, as RM does.
    pub carriage_returns: bool,
    /// Where the service is described, below its own path: `MEX` of RM, whose address is then `/EAIService/MEX?wsdl`. Empty where the service
    /// describes itself, as `/EAISERVICE.apw?wsdl` of Protheus.
    pub description: String,
}

/// How a message stands in the text of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// In CDATA; a `]]>` inside is split over two sections.
    Cdata,
    /// With escaped entities.
    Escaped,
}

/// The bytes of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Windows-1252; characters that it lacks are written as references.
    Windows1252,
}

impl Dialect {
    /// As the service `EAISERVICE` of Protheus speaks.
    #[must_use]
    pub fn protheus() -> Self {
        Self {
            namespace: "http://www.totvs.com".to_owned(),
            operation: "receiveMessage".to_owned(),
            parameter: "inMsg".to_owned(),
            result: "receiveMessageResult".to_owned(),
            soap_action: "http://www.totvs.com/EAIService/receiveMessage".to_owned(),
            content: Content::Cdata,
            encoding: Encoding::Utf8,
            carriage_returns: false,
            description: String::new(),
        }
    }

    /// As the service `EAIService` of RM speaks: answers have escaped entities, and line ends with `&#xD;`; it is described below `MEX` (TDN 334335042).
    #[must_use]
    pub fn rm() -> Self {
        Self { content: Content::Escaped, carriage_returns: true, description: "MEX".to_owned(), ..Self::protheus() }
    }

    /// As the service `WSPCP` of Protheus speaks: another name space, and `cXml` as the parameter.
    #[must_use]
    pub fn wspcp() -> Self {
        Self {
            namespace: "http://webservices.totvs.com.br/".to_owned(),
            parameter: "cXml".to_owned(),
            soap_action: "http://webservices.totvs.com.br/receiveMessage".to_owned(),
            ..Self::protheus()
        }
    }

    /// As PC-Factory speaks.
    #[must_use]
    pub fn pcfactory() -> Self {
        Self {
            namespace: "http://tempuri.org/".to_owned(),
            parameter: "pXmlDocument".to_owned(),
            soap_action: "http://tempuri.org/EAIService/receiveMessage".to_owned(),
            ..Self::protheus()
        }
    }

    /// The names of dialects in a configuration.
    pub const NAMES: &'static [&'static str] = &["protheus", "rm", "wspcp", "pcfactory"];

    /// The dialect of one of [`Dialect::NAMES`], in any case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "protheus" => Some(Self::protheus()),
            "rm" => Some(Self::rm()),
            "wspcp" => Some(Self::wspcp()),
            "pcfactory" => Some(Self::pcfactory()),
            _ => None,
        }
    }
}
