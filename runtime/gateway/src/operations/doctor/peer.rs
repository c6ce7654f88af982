//! Whether a peer is there, lets the gateway in, has the service, and has the same time.

use super::probe::{self, Said, Unasked};
use super::{Check, Verdict, wsdl};
use crate::config::{Form, Peer};
use jiff::Timestamp;
use std::time::Duration;
use ureq::http::Uri;

/// How far the clocks may be apart before queues and logs are hard to compare.
const APART: i64 = 60;

/// How long a harmless question may take at most, however long messages may.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn checks(peer: &Peer) -> Vec<Check> {
    let name = peer.name.as_str();
    let Some(url) = &peer.url else {
        let text = "não tem endereço: o gateway só recebe dele, e nada lhe é enviado";
        let advice = format!("se ele deve receber mensagens, informe `url` em [peers.{name}]");
        return vec![Check::new("peer-address", name, Verdict::Warning, text, advice)];
    };
    let Ok(uri) = url.parse::<Uri>() else {
        let text = format!("`{url}` não é um endereço");
        return vec![Check::new("peer-address", name, Verdict::Failure, text, format!("corrija `url` em [peers.{name}]"))];
    };
    let host = uri.host().unwrap_or_default().to_owned();
    let addresses = match probe::resolve(&uri) {
        Ok(addresses) if !addresses.is_empty() => addresses,
        _ => {
            let text = format!("o nome `{host}` não se resolve; por isso nada mais dele foi conferido");
            let advice = format!("confira `url` em [peers.{name}] e o DNS desta máquina; {}", prerequisite(peer));
            return vec![Check::new("peer-name", name, Verdict::Failure, text, advice)];
        }
    };
    let mut checks = vec![Check::fine("peer-name", name, format!("`{host}` se resolve"))];
    if let Err(error) = probe::connect(&addresses, peer.connect_time) {
        let text = format!("ninguém atende em {url} ({}); por isso credenciais, serviço e relógio não foram conferidos", reason(&error));
        let advice = format!("{}; confira também o firewall", prerequisite(peer));
        checks.push(Check::new("peer-connection", name, Verdict::Failure, text, advice));
        return checks;
    }
    checks.push(Check::fine("peer-connection", name, "a conexão é aceita"));
    let (asked, said) = ask(peer, url, &uri);
    match said {
        Ok(said) => answered(&mut checks, peer, &asked, &said),
        Err(error) => checks.push(unanswered(peer, &uri, &error)),
    }
    checks
}

/// Asks for the description where the dialect has it, and where there is none for that of the service itself.
fn ask(peer: &Peer, url: &str, uri: &Uri) -> (String, Result<Said, Unasked>) {
    let get = |asked: String| {
        let said = probe::get(peer, &asked, peer.wait.min(PATIENCE));
        (asked, said)
    };
    let description = &peer.dialect.description;
    match peer.form {
        Form::Rest => get(url.to_owned()),
        Form::Soap if uri.query().is_some() => get(format!("{url}&wsdl")),
        Form::Soap if description.is_empty() => get(format!("{url}?wsdl")),
        Form::Soap => match get(format!("{}/{description}?wsdl", url.trim_end_matches('/'))) {
            (_, Ok(Said { status: 400 | 404 | 405 | 410, .. })) => get(format!("{url}?wsdl")),
            found => found,
        },
    }
}

/// What a product needs installed and running before it answers at all (the manual's prerequisites).
fn prerequisite(peer: &Peer) -> String {
    match peer.product.to_ascii_uppercase().as_str() {
        "PROTHEUS" => "falta o pré-requisito EAI do Protheus: o serviço EAISERVICE configurado e no ar".to_owned(),
        "RM" => "falta o pré-requisito do RM: Biblioteca RM instalada, e o web service do TBC configurado e no ar".to_owned(),
        _ => format!("falta o pré-requisito: o serviço de integração de {} no ar", peer.product),
    }
}

fn answered(checks: &mut Vec<Check>, peer: &Peer, asked: &str, said: &Said) {
    let name = peer.name.as_str();
    match said.status {
        401 | 403 => {
            let (text, advice) = match &peer.credentials {
                Some(credentials) => (
                    format!("o usuário `{}` não é aceito (HTTP {})", credentials.user, said.status),
                    format!("confira usuário e senha em [peers.{name}] credentials, e o direito dele ao serviço"),
                ),
                None => (format!("ele pede usuário e senha (HTTP {})", said.status), format!("informe `credentials` em [peers.{name}]")),
            };
            checks.push(Check::new("peer-credentials", name, Verdict::Failure, text, advice));
        }
        404 | 410 => {
            let text = format!("não há serviço em {asked} (HTTP {})", said.status);
            let advice = format!("confira o caminho de `url` em [peers.{name}]; {}", prerequisite(peer));
            checks.push(Check::new("peer-service", name, Verdict::Failure, text, advice));
        }
        200..=299 => {
            checks.push(credentials(peer));
            match peer.form {
                Form::Soap => checks.extend(wsdl::checks(peer, &said.body)),
                Form::Rest => checks.push(Check::fine("peer-service", name, format!("o serviço responde em {asked}"))),
            }
        }
        // A service of REST that takes POST alone is there all the same.
        405 if peer.form == Form::Rest => checks.push(Check::fine("peer-service", name, format!("o serviço está em {asked}"))),
        status if status >= 500 => {
            let text = format!("o serviço em {asked} falha (HTTP {status})");
            let advice = format!("veja o log dele; {}", prerequisite(peer));
            checks.push(Check::new("peer-service", name, Verdict::Failure, text, advice));
        }
        status => {
            let text = format!("a {asked} o serviço respondeu HTTP {status}, e por isso o WSDL não foi conferido");
            let advice = format!("abra o endereço em um navegador, e confira `url` e `dialect` em [peers.{name}]");
            checks.push(Check::new("peer-service", name, Verdict::Warning, text, advice));
        }
    }
    checks.extend(clock(name, said));
}

fn credentials(peer: &Peer) -> Check {
    match &peer.credentials {
        Some(credentials) => Check::fine("peer-credentials", &peer.name, format!("o usuário `{}` é aceito na consulta", credentials.user)),
        None => Check::fine("peer-credentials", &peer.name, "ele não pede usuário e senha na consulta"),
    }
}

fn clock(name: &str, said: &Said) -> Option<Check> {
    let seconds = said.time?.as_second() - Timestamp::now().as_second();
    if seconds.abs() <= APART {
        return Some(Check::fine("peer-clock", name, "o relógio dele combina com o desta máquina"));
    }
    let direction = if seconds > 0 { "adiantado" } else { "atrasado" };
    let text = format!("o relógio dele está {direction} em {} s", seconds.abs());
    Some(Check::new("peer-clock", name, Verdict::Warning, text, "acerte os relógios das máquinas por NTP"))
}

fn unanswered(peer: &Peer, uri: &Uri, error: &Unasked) -> Check {
    let name = peer.name.as_str();
    let error = match error {
        Unasked::Http(error) => error,
        Unasked::Roots(reason) => {
            let text = format!("a autoridade do certificado não pode ser usada: {reason}");
            return Check::new("peer-tls", name, Verdict::Failure, text, format!("confira `root` em [peers.{name}]"));
        }
    };
    match error {
        ureq::Error::Timeout(_) => {
            let text = "a conexão é aceita, e a resposta não vem".to_owned();
            Check::new("peer-service", name, Verdict::Failure, text, format!("veja o log dele; {}", prerequisite(peer)))
        }
        other if uri.scheme_str() == Some("https") => {
            let text = format!("não há conexão TLS: {other}");
            let advice = "confira se o endereço é mesmo https, e se o certificado é válido, para esse nome, e de uma autoridade que esta máquina conhece ou que `root` indica";
            Check::new("peer-tls", name, Verdict::Failure, text, advice)
        }
        other => {
            let text = format!("o que responde não fala HTTP como se espera: {other}");
            Check::new(
                "peer-service",
                name,
                Verdict::Failure,
                text,
                format!("confira a porta de `url` em [peers.{name}]; se ela fala TLS, o endereço começa com https"),
            )
        }
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::ConnectionRefused => "conexão recusada".to_owned(),
        std::io::ErrorKind::TimedOut => "tempo esgotado".to_owned(),
        std::io::ErrorKind::HostUnreachable | std::io::ErrorKind::NetworkUnreachable => "sem rota".to_owned(),
        _ => error.to_string(),
    }
}
