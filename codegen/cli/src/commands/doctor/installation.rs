//! `depara doctor --config`: what stands in the way of the first message.

use crate::arguments::Format;
use crate::commands::serve::Installation;
use crate::failure::{Failure, Outcome};
use crate::phrases as say;
use crate::session::Session;
use depara_dsl::diagnostic::Text;
use depara_gateway::operations::{Check, Verdict, live_checks, static_checks, version_checks};
use depara_mappings::Registry;
use serde_json::json;

pub(super) fn run(
    session: &mut Session<'_>,
    installation: &Installation,
    format: Format,
    (offline, ask_versions): (bool, bool),
) -> Result<Outcome, Failure> {
    let reading = installation.read(session, &[]);
    let mut checks = static_checks(&reading, Registry::ADAPTERS);
    if let Some(config) = reading.config.filter(|_| !offline) {
        checks.extend(live_checks(&config));
        if ask_versions {
            checks.extend(version_checks(&config, Registry::ADAPTERS));
        }
    }
    match format {
        Format::Human => human(session, &checks)?,
        Format::Json => session.line(format_args!("{:#}", document(&checks)))?,
    }
    Ok(Outcome::of(count(&checks, Verdict::Failure) == 0))
}

/// Failures first, then what else asks for attention, then what is in order.
fn human(session: &mut Session<'_>, checks: &[Check]) -> Result<(), Failure> {
    for verdict in [Verdict::Failure, Verdict::Warning, Verdict::ByHand, Verdict::Fine] {
        for check in checks.iter().filter(|check| check.verdict == verdict) {
            let subject = if check.subject.is_empty() { String::new() } else { format!(" {}", check.subject) };
            session.line(format_args!("{}: {}{subject}: {}", verdict.in_portuguese(), check.name, check.text))?;
            if !check.advice.is_empty() {
                session.line(format_args!("    {}", check.advice))?;
            }
        }
    }
    let summary = Text::from(&say::EXAMINED)
        .with("failures", count(checks, Verdict::Failure))
        .with("warnings", count(checks, Verdict::Warning))
        .with("by_hand", count(checks, Verdict::ByHand))
        .with("fine", count(checks, Verdict::Fine));
    let summary = session.text(summary);
    session.line(summary)
}

fn document(checks: &[Check]) -> serde_json::Value {
    let each = checks.iter().map(|Check { name, subject, verdict, text, advice }| {
        json!({ "name": name, "subject": subject, "verdict": verdict.name(), "text": text, "advice": advice })
    });
    json!({
        "checks": each.collect::<Vec<_>>(),
        "summary": {
            "failures": count(checks, Verdict::Failure),
            "warnings": count(checks, Verdict::Warning),
            "by_hand": count(checks, Verdict::ByHand),
            "fine": count(checks, Verdict::Fine),
        },
    })
}

fn count(checks: &[Check], verdict: Verdict) -> usize {
    checks.iter().filter(|check| check.verdict == verdict).count()
}

#[cfg(test)]
mod tests {
    use crate::Io;
    use std::path::Path;

    fn run(arguments: &[&str], config: &Path) -> (u8, String, String) {
        let (mut out, mut aside) = (Vec::new(), Vec::new());
        let config = config.display().to_string();
        let all = ["depara", "--lang=pt-BR"].into_iter().chain(arguments.iter().copied()).chain(["--config", config.as_str()]);
        let code = crate::run(
            all.map(Into::into),
            Io {
                stdin: &mut std::io::empty(),
                stdout: &mut out,
                stderr: &mut aside,
                stdout_terminal: false,
                stderr_terminal: false,
                variable: &|_| None,
                password: None,
            },
        );
        (code, String::from_utf8(out).unwrap(), String::from_utf8(aside).unwrap())
    }

    /// An installation whose one peer is at an address that nobody listens at.
    fn installation(folder: &Path) -> std::path::PathBuf {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let path = folder.join("depara.toml");
        let text = format!(
            "profile = 'Eai2'\n[store]\naddress = 'depara.db'\n[peers.PROTHEUS]\nproduct = 'PROTHEUS'\nurl = 'http://{address}/ws/EAISERVICE.apw'\n"
        );
        std::fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn a_peer_that_is_down_is_a_failure_that_names_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let config = installation(folder.path());
        let (code, out, _) = run(&["doctor", "--format", "json"], &config);
        assert_eq!(code, 1, "{out}");
        let document: serde_json::Value = serde_json::from_str(&out).unwrap();
        let checks = document["checks"].as_array().unwrap();
        let failures: Vec<_> = checks.iter().filter(|check| check["verdict"] == "failure").collect();
        assert_eq!((failures.len(), failures[0]["name"].as_str()), (1, Some("peer-connection")), "{out}");
        assert!(failures[0]["advice"].as_str().unwrap().contains("falta o pré-requisito EAI do Protheus"), "{out}");
        let (code, out, _) = run(&["doctor"], &config);
        assert_eq!(code, 1);
        assert!(
            out.starts_with("falha: peer-connection PROTHEUS: ninguém atende em") && out.contains("\na conferir: prerequisite Bank: "),
            "{out}"
        );
        let (code, out, _) = run(&["doctor", "--offline"], &config);
        assert!(code == 0 && out.contains("falhas: 0;"), "{out}");
        assert!(!folder.path().join("depara.db").exists(), "a look makes no file");
    }

    #[test]
    fn serve_says_what_is_wrong_and_starts_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let config = installation(folder.path());
        assert_eq!(run(&["serve", "--check"], &config), (0, "a configuração está certa\n".to_owned(), String::new()));
        let (code, _, aside) = run(&["serve", "--check", "--listen", "nowhere"], &config);
        assert!(code == 1 && aside.starts_with("DEPARA_LISTEN: erro: `listen.address`: veio `nowhere`"), "{aside}");
        let (code, _, aside) = run(&["serve"], &folder.path().join("nowhere.toml"));
        assert!(code == 1 && aside.contains("não existe"), "{aside}");
    }
}
