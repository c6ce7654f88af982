//! What comes back to a peer that calls: answers, faults, statuses, the description.

use super::*;
use crate::config::Dialect;
use crate::transport::soap::{Answer, answer, write_request};

const PATH: &str = "/EAISERVICE.apw";
const REST: &str = "/rm-matriz/totvseai/standardmessage/v1/transactions";

fn soap(message: &str) -> String {
    String::from_utf8(write_request(&Dialect::protheus(), message)).expect("UTF-8")
}

/// The fault in an answer of HTTP: its code, text and word for machines.
fn fault(text: &str) -> (String, String, String) {
    let body = text.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    let Ok(Answer::Fault(fault)) = answer(body.as_bytes(), None) else { panic!("no fault: {text}") };
    let word = fault.detail.split(' ').next().unwrap_or_default().to_owned();
    (fault.code, fault.text, word)
}

async fn gateway(what: impl Fn(&str) -> Reception + Send + Sync + 'static) -> (Running, Arc<Keeper>) {
    let keeper = Keeper::new(what);
    (Running::start(config(listen()), Arc::clone(&keeper)).await, keeper)
}

#[tokio::test]
async fn what_became_of_a_message() {
    for (reception, soap_status, rest_status) in [
        (Reception::Answered("{}<>".to_owned()), 200, 200),
        (Reception::Accepted("{}<>".to_owned()), 200, 202),
        (Reception::Unavailable("o banco de dados está fora".to_owned()), 503, 503),
    ] {
        let is_gone = matches!(reception, Reception::Unavailable(_));
        let (gateway, keeper) = gateway(move |_| reception.clone()).await;
        let by_soap = gateway.raw(&post(PATH, "SOAPAction: \"anything\"\r\nContent-Type: text/xml\r\n", &soap("<TOTVSMessage/>"))).await;
        let by_rest = gateway.raw(&post(REST, "Content-Type: application/json\r\n", "{\"Header\":{}}")).await;
        assert_eq!((status(&by_soap), status(&by_rest)), (soap_status, rest_status), "{by_soap}\n{by_rest}");
        for answer in [&by_soap, &by_rest] {
            assert!(answer.contains("x-content-type-options: nosniff\r\n") && answer.contains("cache-control: no-store\r\n"), "{answer}");
            assert_eq!(answer.contains("retry-after: 10\r\n"), is_gone, "{answer}");
        }
        if is_gone {
            assert_eq!(fault(&by_soap), ("soap:Server".to_owned(), "o banco de dados está fora".to_owned(), "unavailable".to_owned()));
            assert!(by_rest.contains(r#""code":"unavailable","message":"o banco de dados está fora""#), "{by_rest}");
        } else {
            assert!(by_soap.contains("content-type: text/xml; charset=utf-8\r\n") && by_soap.contains("{}&lt;&gt;"), "{by_soap}");
            assert!(by_rest.contains("content-type: application/json\r\n") && by_rest.ends_with("{}<>"), "{by_rest}");
        }
        let document = |form, text: &str| (CALLER.to_owned(), form, text.to_owned());
        assert_eq!(keeper.taken(), [document(Form::Soap, "<TOTVSMessage/>"), document(Form::Rest, "{\"Header\":{}}")]);
    }
}

#[tokio::test]
async fn soap_1_2_is_answered_in_soap_1_2() {
    let (gateway, _) = gateway(|document| Reception::Answered(document.to_owned())).await;
    let request = soap("<TOTVSMessage/>").replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");
    let answer = gateway.raw(&post(PATH, "Content-Type: application/soap+xml\r\n", &request)).await;
    assert!(answer.contains("content-type: application/soap+xml; charset=utf-8\r\n"), "{answer}");
    assert!(answer.contains("http://www.w3.org/2003/05/soap-envelope"), "{answer}");
}

#[tokio::test]
async fn what_is_no_message_is_a_fault_with_a_reason() {
    let (gateway, keeper) = gateway(|document| Reception::Answered(document.to_owned())).await;
    let envelope =
        |inside: &str| format!("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>{inside}</e:Body></e:Envelope>");
    let nested = "<x>".repeat(40);
    for (body, reason) in [
        ("", "o corpo da requisição não é um envelope SOAP"),
        ("<TOTVSMessage/>", "o corpo da requisição não é um envelope SOAP"),
        (&envelope("<a><b> </b></a>"), "o envelope SOAP não traz mensagem no parâmetro da operação"),
        (&envelope("<a><b>&lt;a/&gt;</a>"), "o XML da requisição está malformado perto do byte 88"),
        (&envelope("<a><b>&bomb;</b></a>"), "o XML da requisição está malformado perto do byte 78"),
        (&format!("<!DOCTYPE a [<!ENTITY bomb \"x\">]>{}", envelope("<a><b>&bomb;</b></a>")), "DOCTYPE não é aceito"),
        (&envelope(&nested), "o envelope SOAP tem mais de 32 níveis de elementos"),
        ("<e:Envelope><e:Body>", "o XML termina dentro de Envelope"),
    ] {
        let answer = gateway.raw(&post(PATH, "Content-Type: text/xml\r\n", body)).await;
        assert_eq!(
            (status(&answer), fault(&answer)),
            (500, ("soap:Client".to_owned(), reason.to_owned(), "unreadable".to_owned())),
            "{body}"
        );
    }
    for (body, reason) in [("", "linha 1, coluna 0"), ("{\"Header\":", "linha 1, coluna 10"), ("<a/>", "linha 1, coluna 1")] {
        let answer = gateway.raw(&post(REST, "", body)).await;
        assert_eq!(status(&answer), 400);
        assert!(answer.contains(&format!("o corpo da requisição não é JSON: há um erro na {reason}")), "{answer}");
    }
    assert!(keeper.taken().is_empty());
}

#[tokio::test]
async fn elements_instead_of_text_and_bytes_of_windows_1252_are_read() {
    let (gateway, keeper) = gateway(|document| Reception::Answered(document.to_owned())).await;
    let message = "<TOTVSMessage version='1'><a> x <TOTVSMessage/></a></TOTVSMessage>";
    let body = format!("<Envelope><Header><h>&lt;a/&gt;</h></Header><Body><op><p>{message}</p></op></Body></Envelope>");
    assert_eq!(status(&gateway.raw(&post(PATH, "", &body)).await), 200);
    let mut bytes = post(PATH, "Content-Type: text/xml; charset=ISO-8859-1\r\n", &soap("<TOTVSMessage>#</TOTVSMessage>"));
    let place = bytes.iter().position(|byte| *byte == b'#').expect("a place for an accent");
    bytes[place] = 0xe7;
    assert_eq!(status(&gateway.raw(&bytes).await), 200);
    let taken: Vec<_> = keeper.taken().into_iter().map(|(_, _, document)| document).collect();
    assert_eq!(taken, [message, "<TOTVSMessage>ç</TOTVSMessage>"]);
}

#[tokio::test]
async fn the_description_and_the_words_for_browsers() {
    let (gateway, _) = gateway(|document| Reception::Answered(document.to_owned())).await;
    for path in ["/EAISERVICE.apw?wsdl", "/eaiservice.apw?WSDL", "/EAISERVICE.apw?x=1&singleWsdl&wsdl=1"] {
        let answer = gateway.raw(&get(path)).await;
        assert_eq!(status(&answer), 200);
        assert!(answer.contains("<soap:address location=\"http://gateway.example:8081/EAISERVICE.apw\"/>"), "{answer}");
        assert!(answer.contains("Mensagens aceitas: BANK 2.001, CURRENCY 2.001."), "{answer}");
    }
    // Below MEX, as RM has it, with and without the question.
    for path in ["/EAISERVICE.apw/MEX?wsdl", "/eaiservice.apw/mex"] {
        let answer = gateway.raw(&get(path)).await;
        assert!(status(&answer) == 200 && answer.contains("location=\"http://gateway.example:8081/EAISERVICE.apw\"/>"), "{answer}");
    }
    assert_eq!(status(&gateway.raw(&post("/EAISERVICE.apw/MEX", "", &soap("<TOTVSMessage/>"))).await), 200);
    let help = gateway.raw(&get(PATH)).await;
    assert!(status(&help) == 200 && help.contains("WSDL  GET  http://gateway.example:8081/EAISERVICE.apw?wsdl"), "{help}");
    let strange = gateway.raw(b"GET /EAISERVICE.apw?wsdl HTTP/1.1\r\nHost: a\"><x\r\nConnection: close\r\n\r\n").await;
    assert!(strange.contains("location=\"http://127.0.0.1:0/EAISERVICE.apw\""), "{strange}");
    let proxied = gateway
        .raw(b"GET /EAISERVICE.apw?wsdl HTTP/1.1\r\nHost: eai.example\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n")
        .await;
    assert!(proxied.contains("location=\"https://eai.example/EAISERVICE.apw\""), "{proxied}");
}

#[tokio::test]
async fn paths_and_methods_that_are_none() {
    let (gateway, keeper) = gateway(|document| Reception::Answered(document.to_owned())).await;
    for path in [
        "/",
        "/EAISERVICE.apw/",
        "//EAISERVICE.apw",
        "/x/../EAISERVICE.apw",
        "/EAISERVICE%2eapw",
        "/EAISERVICE.apw;x",
        "/EAISERVICE.apw%00",
    ] {
        let answer = gateway.raw(&post(path, "", &soap("<TOTVSMessage/>"))).await;
        assert_eq!(status(&answer), 404, "{path}");
        assert!(answer.contains("SOAP  /EAISERVICE.apw\nREST  /RM-MATRIZ/totvseai/standardmessage/v1/transactions\n"), "{answer}");
    }
    for (method, path, allowed) in
        [("PUT", PATH, "GET, HEAD, POST"), ("DELETE", PATH, "GET, HEAD, POST"), ("GET", REST, "POST"), ("TRACE", REST, "POST")]
    {
        let answer = gateway.raw(format!("{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").as_bytes()).await;
        assert_eq!(status(&answer), 405, "{method}");
        assert!(answer.contains(&format!("allow: {allowed}\r\n")), "{answer}");
    }
    let head = gateway.raw(format!("HEAD {PATH}?wsdl HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").as_bytes()).await;
    assert!(status(&head) == 200 && head.ends_with("\r\n\r\n"), "{head}");
    assert!(keeper.taken().is_empty());
}

#[tokio::test]
async fn a_mistake_of_the_engine_is_a_fault_and_no_broken_connection() {
    let (gateway, _) = gateway(|_| panic!("a mistake")).await;
    let answer = gateway.raw(&post(PATH, "", &soap("<TOTVSMessage/>"))).await;
    let (code, text, word) = fault(&answer);
    assert_eq!((status(&answer), code.as_str(), word.as_str()), (500, "soap:Server", "mistake"));
    assert!(!text.contains("a mistake"), "{text}");
}

#[tokio::test]
async fn a_peer_whose_places_are_all_taken_is_told_to_come_again() {
    let (go_on, told) = std::sync::mpsc::channel::<()>();
    let told = Mutex::new(told);
    // The first holds the lock until the test lets go; the others wait for it, each on its thread.
    let (gateway, keeper) = gateway(move |document| {
        let _ = told.lock().expect("no test panics here").recv();
        Reception::Answered(document.to_owned())
    })
    .await;
    let request = post(PATH, "", &soap("<TOTVSMessage/>"));
    let mut waiting = Vec::new();
    for _ in 0..64 {
        let mut stream = gateway.connect().await;
        stream.write_all(&request).await.expect("the server reads");
        waiting.push(stream);
    }
    let until = std::time::Instant::now() + 20 * SECOND;
    while keeper.taken().len() < 64 {
        assert!(std::time::Instant::now() < until, "not all messages are in work");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let answer = gateway.raw(&request).await;
    assert_eq!(status(&answer), 503, "{answer}");
    assert!(answer.contains("retry-after: 10\r\n"), "{answer}");
    assert_eq!(fault(&answer).1, "o gateway já trata 64 mensagens de RM-MATRIZ, que é o máximo; tente de novo em instantes");
    drop(go_on);
    for mut stream in waiting {
        assert_eq!(status(&read_to_end(&mut stream).await), 200);
    }
    assert_eq!(status(&gateway.raw(&request).await), 200);
}
