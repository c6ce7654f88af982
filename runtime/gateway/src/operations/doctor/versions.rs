//! Which messages and versions peers say they speak, against those of the adapters.
//!
//! What the question looks like in XML is not published, and answers differ; so versions are looked for behind the name of each message,
//! and an answer without them is no more than a warning.

use super::{Check, Verdict};
use crate::config::{Config, Form, Peer};
use crate::transport::{Courier, Delivered};
use depara::AdapterInfo;
use quick_xml::escape::escape;
use std::time::Duration;
use uuid::Uuid;

const NAME: &str = "peer-versions";

/// How long a peer may take to say what it speaks.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) fn checks(config: &Config, courier: &dyn Courier, adapters: &[&'static AdapterInfo]) -> Vec<Check> {
    let asked = config.peers.values().filter(|peer| peer.url.is_some());
    asked.flat_map(|peer| of_peer(config, courier, peer, adapters)).collect()
}

fn of_peer(config: &Config, courier: &dyn Courier, peer: &Peer, adapters: &[&'static AdapterInfo]) -> Vec<Check> {
    let check = |verdict, text: String, advice: String| Check::new(NAME, &peer.name, verdict, text, advice);
    let by_hand = || format!("confira as versões de cada mensagem no Configurador do EAI de {}", peer.name);
    let answer = match courier.deliver(peer, &question(config, peer), peer.wait.min(PATIENCE)) {
        Ok(Delivered::Answer(answer)) => answer,
        Ok(Delivered::Taken) => {
            return vec![check(Verdict::Warning, "ele aceitou a pergunta (WhoIs) e não disse que versões fala".to_owned(), by_hand())];
        }
        Err(error) => {
            return vec![check(Verdict::Warning, format!("a pergunta pelas versões (WhoIs) falhou: {}", error.in_portuguese()), by_hand())];
        }
    };
    let mut found = 0;
    let mut checks = Vec::new();
    for adapter in adapters {
        let Some(versions) = versions_of(&answer, adapter.message) else { continue };
        found += 1;
        let wanted = adapter.version.to_string();
        if !versions.contains(&wanted.as_str()) {
            let text = format!("{}: ele fala {}, e o adapter {} usa a {wanted}", adapter.message, versions.join(", "), adapter.name);
            checks.push(check(
                Verdict::Warning,
                text,
                format!("ajuste a versão de {} no Configurador do EAI de {}", adapter.message, peer.name),
            ));
        }
    }
    if found == 0 {
        checks.push(check(
            Verdict::Warning,
            "a resposta à pergunta pelas versões (WhoIs) não tem versões que se reconheçam".to_owned(),
            by_hand(),
        ));
    } else if checks.is_empty() {
        checks.push(Check::fine(NAME, &peer.name, format!("ele fala as versões de {found} adapters")));
    }
    checks
}

/// The question, in the form of the peer.
fn question(config: &Config, peer: &Peer) -> String {
    let (uuid, now) = (Uuid::new_v4(), jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S").to_string());
    match peer.form {
        Form::Soap => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><TOTVSMessage><MessageInformation version=\"1.000\"><UUID>{uuid}</UUID>\
             <Type>BusinessMessage</Type><Transaction>WhoIs</Transaction><StandardVersion>1.000</StandardVersion>\
             <Product name=\"{}\"/><GeneratedOn>{now}</GeneratedOn><DeliveryType>Sync</DeliveryType></MessageInformation>\
             <BusinessMessage><BusinessRequest><Operation>WhoIs</Operation></BusinessRequest><BusinessContent/></BusinessMessage></TOTVSMessage>",
            escape(&config.product)
        ),
        Form::Rest => serde_json::json!({
            "Header": {
                "UUID": uuid.to_string(),
                "Type": "BusinessMessage",
                "Transaction": "WhoIs",
                "StandardVersion": "1.000",
                "Version": "1.000",
                "ProductName": config.product,
                "GeneratedOn": now,
                "DeliveryType": "Sync",
            },
            "Content": {},
        })
        .to_string(),
    }
}

/// The list of versions that stands behind the name of a message: `1.000|2.000`. None where the name is not there, or another name comes first.
fn versions_of<'a>(answer: &'a str, message: &str) -> Option<Vec<&'a str>> {
    let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let lower = answer.to_ascii_lowercase();
    let wanted = message.to_ascii_lowercase();
    let mut starts = lower.match_indices(&wanted).map(|(at, _)| at);
    starts.find_map(|at| {
        let (before, rest) = (answer.get(..at)?, answer.get(at..)?.get(wanted.len()..)?);
        if before.ends_with(is_word) || rest.starts_with(is_word) {
            return None;
        }
        let words = rest.split(|character: char| !(is_word(character) || character == '.')).filter(|word| !word.is_empty());
        // Tags and names of fields stand between the name and its versions, but few of them.
        let versions: Vec<&str> = words.skip_while(|word| !is_version(word)).take_while(|word| is_version(word)).collect();
        let first = versions.first()?;
        let between = rest.split_once(first)?.0;
        (between.len() <= 64).then_some(versions)
    })
}

fn is_version(word: &str) -> bool {
    word.split_once('.').is_some_and(|(major, minor)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(major) && digits(minor) && minor.len() == 3
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::DeliveryError;
    use std::sync::Mutex;

    #[test]
    fn versions_behind_a_name() {
        for (answer, expected) in [
            ("<Name>BANK</Name><Origin></Origin><Destination>2.000|2.001</Destination>", Some(&["2.000", "2.001"][..])),
            (r#"{"Transaction":"Bank","Versions":"2.001"}"#, Some(&["2.001"])),
            ("<Name>BANKS</Name><Destination>2.001</Destination>", None),
            ("<Name>BANK</Name>", None),
            ("BANK", None),
            ("", None),
        ] {
            assert_eq!(versions_of(answer, "BANK").as_deref(), expected, "{answer}");
        }
    }

    struct Fake(Result<Delivered, DeliveryError>, Mutex<Vec<String>>);

    impl Courier for Fake {
        fn deliver(&self, _: &Peer, document: &str, _: Duration) -> Result<Delivered, DeliveryError> {
            self.1.lock().expect("one thread").push(document.to_owned());
            self.0.clone()
        }
    }

    #[test]
    fn what_peers_say_of_versions() {
        let text = "[store]\naddress = 'a.db'\n[peers.RM]\nproduct = 'RM'\nurl = 'http://127.0.0.1:1/'";
        let config = Config::parse(text, std::path::Path::new(""), &|_| None).config.expect("it is right");
        let bank: Vec<&'static AdapterInfo> =
            depara_mappings::Registry::ADAPTERS.iter().copied().filter(|adapter| adapter.message == "BANK").collect();
        let unreachable = DeliveryError::Unreachable { peer: "RM".to_owned(), reason: "made up".to_owned() };
        for (said, expected) in [
            (Ok(Delivered::Answer("<Name>BANK</Name><Destination>2.001</Destination>".to_owned())), Verdict::Fine),
            (Ok(Delivered::Answer("<Name>BANK</Name><Destination>1.000</Destination>".to_owned())), Verdict::Warning),
            (Ok(Delivered::Answer("<TOTVSMessage/>".to_owned())), Verdict::Warning),
            (Ok(Delivered::Taken), Verdict::Warning),
            (Err(unreachable), Verdict::Warning),
        ] {
            let fake = Fake(said, Mutex::default());
            let found = checks(&config, &fake, &bank);
            assert_eq!(found.iter().map(|check| check.verdict).collect::<Vec<_>>(), [expected], "{found:?}");
            let asked = fake.1.lock().expect("one thread").concat();
            assert!(asked.contains("<Transaction>WhoIs</Transaction>"), "{asked}");
        }
    }
}
