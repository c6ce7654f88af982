//! What a courier makes of peers that answer in all the ways that peers have.

use super::*;
use crate::transport::{Delivered, DeliveryError};
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post as on_post;
use std::sync::LazyLock;

/// A peer that always gives the same bytes back.
async fn peer_that_says(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> (Running, Peer) {
    let (status, body) = (StatusCode::from_u16(status).expect("a status"), body.into());
    let answer = move |_: Bytes| async move { (status, [("content-type", content_type), ("location", "http://127.0.0.1:9/")], body) };
    let running = Running::start_with(&listen(), axum::Router::new().route("/ws", on_post(answer))).await;
    let peer = Peer { url: Some(running.url("/ws")), ..Peer::new("PROTHEUS", "PROTHEUS") };
    (running, peer)
}

/// One for all cases: each reads the machine's certificates.
static COURIER: LazyLock<Arc<HttpCourier>> = LazyLock::new(|| Arc::new(HttpCourier::new(50_000)));

async fn outcome(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>, form: Form) -> Result<Delivered, DeliveryError> {
    let (running, peer) = peer_that_says(status, content_type, body).await;
    let outcome = deliver(&COURIER, &Peer { form, ..peer }, "<TOTVSMessage/>", 10 * SECOND).await;
    running.stop().await;
    outcome
}

fn envelope(inside: &str) -> String {
    format!("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{inside}</s:Body></s:Envelope>")
}

fn answered(text: &str) -> Result<Delivered, DeliveryError> {
    Ok(Delivered::Answer(text.to_owned()))
}

fn fault(status: u16, text: &str) -> Result<Delivered, DeliveryError> {
    Err(DeliveryError::Fault { peer: "PROTHEUS".to_owned(), status, text: text.to_owned() })
}

fn no_message(reason: &str) -> Result<Delivered, DeliveryError> {
    Err(DeliveryError::NoMessage { peer: "PROTHEUS".to_owned(), reason: reason.to_owned() })
}

#[tokio::test]
async fn what_soap_peers_answer() {
    let refusal = "Mensagem PRODUCTIONORDER nao configurada ou configurada incorretamente para processamento pelo EAI";
    let result = |text: &str| {
        envelope(&format!("<RECEIVEMESSAGERESPONSE><RECEIVEMESSAGERESULT>{text}</RECEIVEMESSAGERESULT></RECEIVEMESSAGERESPONSE>"))
    };
    let older = envelope("<s:Fault><faultcode>s:Server</faultcode><faultstring>Serviço\n parado</faultstring></s:Fault>");
    let newer = envelope("<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text>Parado</s:Text></s:Reason></s:Fault>");
    for (status, body, expected) in [
        (200, result("&lt;TOTVSMessage&gt;&#xD;\n&lt;/TOTVSMessage&gt;"), answered("<TOTVSMessage>\r\n</TOTVSMessage>")),
        (200, result("<![CDATA[<totvsmessage/>]]>"), answered("<totvsmessage/>")),
        (500, result("&lt;TOTVSMessage/&gt;"), answered("<TOTVSMessage/>")),
        (
            200,
            "<?xml version=\"1.0\"?>\n<!-- - --><TOTVSMessage/>".to_owned(),
            answered("<?xml version=\"1.0\"?>\n<!-- - --><TOTVSMessage/>"),
        ),
        (200, result(""), Ok(Delivered::Taken)),
        (200, envelope("<r/>"), Ok(Delivered::Taken)),
        (200, String::new(), Ok(Delivered::Taken)),
        (202, "anything".to_owned(), Ok(Delivered::Taken)),
        (204, String::new(), Ok(Delivered::Taken)),
        (200, result(refusal), no_message(refusal)),
        (200, "<html><body>Bem-vindo</body></html>".to_owned(), no_message("Bem-vindo")),
        (500, older, fault(500, "Serviço parado")),
        (200, newer, fault(200, "Parado")),
        (503, "<html><h1>Service Unavailable</h1></html>".to_owned(), fault(503, "Service Unavailable")),
        (404, String::new(), fault(404, "Location: http://127.0.0.1:9/")),
        (302, String::new(), fault(302, "Location: http://127.0.0.1:9/")),
        (307, String::new(), fault(307, "Location: http://127.0.0.1:9/")),
        (401, String::new(), Err(DeliveryError::Credentials { peer: "PROTHEUS".to_owned(), status: 401 })),
        (403, String::new(), Err(DeliveryError::Credentials { peer: "PROTHEUS".to_owned(), status: 403 })),
    ] {
        assert_eq!(outcome(status, "text/xml; charset=utf-8", body.clone(), Form::Soap).await, expected, "{status} {body}");
    }
    let broken = outcome(200, "text/xml", envelope("<a>"), Form::Soap).await;
    assert!(matches!(&broken, Err(DeliveryError::NoMessage { reason, .. }) if reason.contains("not well-formed")), "{broken:?}");
    let bytes = outcome(200, "text/xml; charset=ISO-8859-1", b"<TOTVSMessage>\xe7</TOTVSMessage>".to_vec(), Form::Soap).await;
    assert_eq!(bytes, answered("<TOTVSMessage>ç</TOTVSMessage>"));
    let long = outcome(200, "text/xml", "x".repeat(50_001), Form::Soap).await;
    assert_eq!(long, no_message("it has more than 50000 bytes"));
}

#[tokio::test]
async fn what_rest_peers_answer() {
    for (status, body, expected) in [
        (200, r#"{"Header":{},"Content":{}}"#, answered(r#"{"Header":{},"Content":{}}"#)),
        (400, r#"{"Header":{},"Content":{}}"#, answered(r#"{"Header":{},"Content":{}}"#)),
        (200, r#"{"TOTVSMessage":{}}"#, answered(r#"{"TOTVSMessage":{}}"#)),
        (202, "", Ok(Delivered::Taken)),
        (200, "{}", Ok(Delivered::Taken)),
        (400, r#"{"code":"1","message":"Empresa inválida","detailedMessage":"x"}"#, fault(400, "Empresa inválida")),
        (500, r#"{"errorCode":500,"errorMessage":"Falhou"}"#, fault(500, "Falhou")),
        (500, "<html>Erro</html>", fault(500, "Erro")),
        (200, "[]", no_message("[]")),
    ] {
        assert_eq!(outcome(status, "application/json", body, Form::Rest).await, expected, "{status} {body}");
    }
    let broken = outcome(200, "application/json", "{", Form::Rest).await;
    assert!(matches!(&broken, Err(DeliveryError::NoMessage { reason, .. }) if reason.starts_with("not JSON")), "{broken:?}");
}

#[tokio::test]
async fn what_a_peer_is_told() {
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&heads);
    let answer = move |headers: HeaderMap, body: String| async move {
        seen.lock().expect("no test panics here").push((headers, body));
        "<TOTVSMessage/>"
    };
    let running = Running::start_with(&listen(), axum::Router::new().route("/ws", on_post(answer))).await;
    let peer = Peer { url: Some(running.url("/ws")), credentials: Some(credentials()), ..Peer::new("PROTHEUS", "PROTHEUS") };
    let courier = Arc::new(HttpCourier::new(1_000));
    assert!(deliver(&courier, &peer, "<TOTVSMessage/>", 10 * SECOND).await.is_ok());
    let rest = Peer { form: Form::Rest, credentials: None, ..peer };
    assert!(deliver(&courier, &rest, "{\"a\":\"ç\"}", 10 * SECOND).await.is_err());
    running.stop().await;
    let heads = heads.lock().expect("no test panics here").clone();
    let [(by_soap, envelope), (by_rest, json)] = heads.as_slice() else { panic!("two requests: {heads:?}") };
    let value = |headers: &HeaderMap, name: &str| headers.get(name).map(|value| value.to_str().expect("ASCII").to_owned());
    assert_eq!(value(by_soap, "content-type").as_deref(), Some("text/xml; charset=utf-8"));
    assert_eq!(value(by_soap, "soapaction").as_deref(), Some("\"http://www.totvs.com/EAIService/receiveMessage\""));
    assert_eq!(value(by_soap, "authorization").as_deref(), Some("Basic cm06c2VncmVkbw=="));
    assert!(envelope.contains("<receiveMessage xmlns=\"http://www.totvs.com\"><inMsg><![CDATA["), "{envelope}");
    assert_eq!(value(by_rest, "content-type").as_deref(), Some("application/json; charset=utf-8"));
    assert_eq!((value(by_rest, "soapaction"), value(by_rest, "authorization"), json.as_str()), (None, None, "{\"a\":\"ç\"}"));
}

#[tokio::test]
async fn ways_that_lead_nowhere() {
    let courier = Arc::new(HttpCourier::new(1_000));
    let peer = |url: &str| Peer { url: Some(url.to_owned()), connect_time: SECOND, ..Peer::new("PROTHEUS", "PROTHEUS") };
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    for url in
        [format!("http://{closed}/"), "http://nobody.invalid/".to_owned(), "not an address".to_owned(), "ftp://127.0.0.1/".to_owned()]
    {
        let error = deliver(&courier, &peer(&url), "<TOTVSMessage/>", 10 * SECOND).await.expect_err("nobody is there");
        assert!(matches!(error, DeliveryError::Unreachable { .. }) && !error.may_have_arrived(), "{url}: {error:?}");
    }
    // A message that was sent in part did not arrive.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let half = peer(&format!("http://{}/", listener.local_addr().expect("an address")));
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("the courier connects");
        let _ = stream.read(&mut [0; 1_000]).await.expect("the courier writes");
    });
    let error = deliver(&courier, &half, &"<TOTVSMessage/>".repeat(1 << 20), 10 * SECOND).await.expect_err("nobody reads it");
    assert!(matches!(error, DeliveryError::Unreachable { .. }), "{error:?}");
    server.await.expect("the server does not panic");
    let nowhere = Peer { url: None, ..peer("") };
    let error = deliver(&courier, &nowhere, "<TOTVSMessage/>", SECOND).await;
    assert_eq!(error, Err(DeliveryError::NoAddress { peer: "PROTHEUS".to_owned() }));
    let root = Peer { root: Some("/nowhere.pem".into()), ..peer(&format!("https://{closed}/")) };
    let error = deliver(&courier, &root, "<TOTVSMessage/>", SECOND).await.expect_err("the file is not there");
    assert!(error.to_string().contains("no certificate can be read from `/nowhere.pem`"), "{error}");
}

#[tokio::test]
async fn nobody_knows_whether_a_message_arrived_that_was_not_answered() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let peer = Peer { url: Some(url), ..Peer::new("PROTHEUS", "PROTHEUS") };
    let courier = Arc::new(HttpCourier::new(1_000));
    // The first is never answered; the second finds its connection closed, and the third gets half an answer.
    let server = tokio::spawn(async move {
        let mut kept = Vec::new();
        for number in 0..3 {
            let (mut stream, _) = listener.accept().await.expect("the courier connects");
            let mut request = vec![0; 4_096];
            let _ = stream.read(&mut request).await.expect("the courier writes");
            match number {
                0 => kept.push(stream),
                1 => drop(stream),
                _ => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<TOTVS").await.expect("the courier reads"),
            }
        }
    });
    let timed_out = deliver(&courier, &peer, "<TOTVSMessage/>", Duration::from_millis(300)).await;
    assert_eq!(timed_out, Err(DeliveryError::TimedOut { peer: "PROTHEUS".to_owned(), seconds: 1 }));
    for _ in 0..2 {
        let error = deliver(&courier, &peer, "<TOTVSMessage/>", 10 * SECOND).await.expect_err("the connection breaks");
        assert!(matches!(error, DeliveryError::Interrupted { .. }) && error.may_have_arrived(), "{error:?}");
        assert!(error.in_portuguese().contains("a mensagem pode ter chegado"), "{}", error.in_portuguese());
    }
    server.await.expect("the server does not panic");
}
