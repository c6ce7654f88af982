//! A SOAP client that nobody here has written: zeep, in Python.

use super::base::{Base, tell};
use super::scene::{Scene, login};
use depara::envelope::{Body, Status as Outcome, Untyped};
use depara::{Message, Policy};
use depara_store::queue::Status;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Python with zeep, in a folder of the target folder; none where it cannot be installed, and why.
fn python() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let python = folder.join("bin/python");
    let run = |program: &Path, arguments: &[&str]| {
        let output = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()) }
    };
    if run(&python, &["-c", "import zeep"]).is_ok() {
        return Ok(python);
    }
    run(Path::new("python3"), &["-m", "venv", folder.to_str().unwrap_or_default()])?;
    run(&python, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "20", "zeep"])?;
    Ok(python)
}

/// What the client gets for each of its calls.
fn call(python: &Path, calls: &[Value]) -> Vec<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/client.py");
    let mut child = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let lines: String = calls.iter().map(|call| format!("{call}\n")).collect();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Vec<Value> = String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), calls.len());
    found
}

/// The errors of an answer, none when the message was processed.
fn errors(answer: &Value) -> Vec<String> {
    let document = answer["answer"].as_str().unwrap_or_else(|| panic!("an answer: {answer}"));
    let message = Message::<Untyped>::decode(document, &Policy::default()).unwrap().value;
    let Body::Response(response) = message.body else { panic!("a response: {document}") };
    let processing = response.processing.unwrap();
    let texts: Vec<_> = processing.messages.into_iter().flatten().filter_map(|error| error.text.map(String::from)).collect();
    assert_eq!(texts.is_empty(), processing.status == Some(Outcome::Ok), "{document}");
    texts
}

#[test]
fn a_client_reads_the_description_and_sends_messages_for_both_systems() {
    let python = match python() {
        Ok(python) => python,
        Err(reason) => return tell(&format!("the foreign SOAP client was NOT tested: {reason}")),
    };
    let scene = Scene::new(Base::sqlite());
    let order = |peer: &str, password: &str, message: &str| {
        // Protheus takes the gateway for RM, and RM takes it for Protheus: each looks where the other has its description.
        let description = if peer == "PROTHEUS" { "/MEX?wsdl" } else { "?wsdl" };
        json!({ "wsdl": format!("{}{description}", scene.gateway.url(peer)), "user": peer, "password": password, "message": message })
    };
    let customer = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><TOTVSMessage><MessageInformation version=\"2.002\"><UUID>z1</UUID>\
         <Type>BusinessMessage</Type><Transaction>CUSTOMERVENDOR</Transaction><Product name=\"RM\" version=\"12\"/>\
         <DeliveryType>Sync</DeliveryType></MessageInformation><BusinessMessage><BusinessEvent><Entity>CUSTOMERVENDOR</Entity>\
         <Event>upsert</Event><Identification><key name=\"InternalId\">0|000000001</key></Identification></BusinessEvent><BusinessContent>\
         <Code>000000001</Code><InternalId>0|000000001</InternalId><Name>Ação &amp; Cia</Name><Type>Customer</Type></BusinessContent>\
         </BusinessMessage></TOTVSMessage>";
    let bank = "<TOTVSMessage><MessageInformation version=\"2.001\"><UUID>z2</UUID><Type>BusinessMessage</Type><Transaction>BANK</Transaction>\
         <Product name=\"PROTHEUS\" version=\"12\"/><DeliveryType>Sync</DeliveryType></MessageInformation><BusinessMessage><BusinessEvent>\
         <Entity>BANK</Entity><Event>upsert</Event><Identification><key name=\"InternalId\">01|02AM0001|001|0455|012453</key>\
         </Identification></BusinessEvent><BusinessContent><CompanyId>01</CompanyId><BranchId>02AM0001</BranchId><Code>001</Code>\
         <InternalId>01|02AM0001|001|0455|012453</InternalId><ListOfAgency><Agency><Number>0455</Number><ListOfAccount><Account>\
         <Number>012453</Number></Account></ListOfAccount></Agency></ListOfAgency></BusinessContent></BusinessMessage></TOTVSMessage>";
    let (of_rm, of_protheus) = (login("RM").password, login("PROTHEUS").password);
    let found = call(
        &python,
        &[
            order("RM", &of_rm, customer),
            order("PROTHEUS", &of_protheus, bank),
            order("RM", &of_rm, &bank.replace("z2", "z3")),
            order("RM", &of_rm, "isto não é uma mensagem"),
            order("RM", &of_rm, "<TOTVSMessage><MessageInformation>"),
            order("RM", "errada", customer),
        ],
    );
    assert!(found.iter().all(|answer| answer["operation"] == "receiveMessage"), "{found:?}");
    assert_eq!(errors(&found[0]), [""; 0]);
    assert_eq!(errors(&found[1]), [""; 0]);
    assert_eq!(errors(&found[2]), ["RM não envia a mensagem BANK; ela é enviada por: PROTHEUS"]);
    for answer in &found[3..5] {
        // What is no message has a fault or a standard response, and both say why.
        let reason = answer["fault"].as_str().map(str::to_owned).unwrap_or_else(|| errors(answer).join("; "));
        assert!(!reason.is_empty(), "{answer}");
    }
    let refused = &found[5];
    assert!(refused["status"] == 401 || refused["fault"].as_str().is_some_and(|fault| fault.contains("senha")), "{refused}");
    assert_eq!(scene.protheus.customers()[0].name, "Ação & Cia");
    assert_eq!(scene.gateway.inbound("z2").status, Status::Processed);
    assert_eq!(scene.gateway.rows(depara::rows::Layout::Eai2).len(), 3);
}
