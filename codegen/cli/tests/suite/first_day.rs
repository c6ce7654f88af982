//! The first day of an installation: `configure` writes a configuration that passes `doctor`, and `serve` carries a customer with it.

use depara_peers::{Customer, Login, Protheus, Rm, Sent};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// The environment of the installation, with the tables that the two systems share.
const ENVIRONMENT: &str = include_str!("../../../../runtime/gateway/deploy/ambiente.toml");

fn depara(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_depara"));
    command.current_dir(folder).args(arguments).args(["--lang", "pt-BR"]);
    for name in ["DEPARA_DO_RM_SENHA", "DEPARA_DO_PROTHEUS_SENHA"] {
        command.env(name, password(name));
    }
    command
}

fn password(name: &str) -> String {
    format!("senha inventada de {name}")
}

/// Runs a command to its end, with what it is told at its input.
fn told(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = depara(folder, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// The checks of `doctor` with this verdict, and its exit code.
fn doctor(folder: &Path, verdict: &str) -> (Option<i32>, Vec<String>) {
    let output = told(folder, &["doctor", "--config", "depara.toml", "--format", "json"], "");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let checks = report["checks"].as_array().unwrap_or_else(|| panic!("{report}"));
    let found = checks.iter().filter(|check| check["verdict"] == verdict);
    (output.status.code(), found.map(|check| format!("{} {}", check["name"], check["subject"]).replace('"', "")).collect())
}

/// The gateway; it ends with the test.
struct Gateway(Child);

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn what_configure_writes_passes_doctor_and_serves() {
    let login = Login::new("gateway", "senha inventada de gateway");
    let (protheus, rm) = (Protheus::start(login.clone()).unwrap(), Rm::start(login).unwrap());
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ambiente.toml"), ENVIRONMENT).unwrap();
    let mut settings = vec!["configure".to_owned()];
    let mut set = |key: &str, value: &str| settings.extend(["--set".to_owned(), format!("{key}={value}")]);
    set("store.address", "depara.db");
    set("listen.address", "127.0.0.1:0");
    set("environment", "ambiente.toml");
    for (product, url) in [("PROTHEUS", protheus.address()), ("RM", rm.address())] {
        set(&format!("peers.{product}.product"), product);
        set(&format!("peers.{product}.url"), &url);
        set(&format!("peers.{product}.credentials.user"), "gateway");
        set(&format!("peers.{product}.callers.user"), &product.to_lowercase());
        set(&format!("peers.{product}.callers.password"), &format!("{{ env = \"DEPARA_DO_{product}_SENHA\" }}"));
    }
    for product in ["PROTHEUS", "RM"] {
        settings.extend(["--secret-file".to_owned(), format!("peers.{product}.credentials.password=segredos/{product}")]);
    }
    let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
    let secrets = "senha inventada de gateway\nsenha inventada de gateway\n";
    let written = told(folder.path(), &settings, secrets);
    assert!(written.status.success() && written.stderr.is_empty(), "{}", String::from_utf8_lossy(&written.stderr));
    assert_eq!(doctor(folder.path(), "failure"), (Some(0), Vec::new()));
    let (_, fine) = doctor(folder.path(), "ok");
    for check in ["peer-credentials PROTHEUS", "peer-credentials RM", "peer-dialect PROTHEUS", "peer-dialect RM"] {
        assert!(fine.iter().any(|found| found == check), "{check}: {fine:?}");
    }

    let mut command = depara(folder.path(), &["serve", "--config", "depara.toml"]);
    let mut gateway = Gateway(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let lines = BufReader::new(gateway.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let of_rm = lines.filter_map(|line| Some(line.split_once("http://")?.1.to_owned())).find(|rest| rest.ends_with("/RM/EAISERVICE.apw"));
    rm.connect(format!("http://{}", of_rm.unwrap()), Login::new("rm", &password("DEPARA_DO_RM_SENHA")));
    let Sent::Answered(answer) = rm.create(Customer::named("Escola Exemplo")).unwrap() else { panic!("an answer") };
    assert_eq!(answer.outcome.unwrap()[0].destination, "01||000000001|01|C");

    // What is wrong is found before the first message: the password, and then the address.
    let secret = "peers.RM.credentials.password=segredos/outra";
    assert!(told(folder.path(), &["configure", "--secret-file", secret], "uma senha errada\n").status.success());
    assert_eq!(doctor(folder.path(), "failure"), (Some(1), vec!["peer-credentials RM".to_owned()]));
    protheus.stop();
    let (code, failures) = doctor(folder.path(), "failure");
    assert!(code == Some(1) && failures.iter().any(|found| found == "peer-connection PROTHEUS"), "{failures:?}");
}
