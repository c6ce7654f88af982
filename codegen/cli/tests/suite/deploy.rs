//! What `runtime/gateway/deploy` names is there: the unit of systemd and the image start the program as it is.

use super::base::tell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_depara");
/// Where unit and image have the program.
const INSTALLED: &str = "/usr/local/bin/depara";
/// Where they have its configuration.
const CONFIGURATION: &str = "/etc/depara/depara.toml";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn deploy(name: &str) -> String {
    fs::read_to_string(root().join("runtime/gateway/deploy").join(name)).unwrap()
}

/// The values of a directive, in a unit or in the description of an image.
fn values<'t>(text: &'t str, directive: &str) -> Vec<&'t str> {
    text.lines().filter_map(|line| line.strip_prefix(directive)).map(str::trim).collect()
}

/// A folder with the configuration that is shipped, and what it names.
fn installation() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["depara.toml", "ambiente.toml"] {
        fs::write(folder.path().join(name), deploy(name)).unwrap();
    }
    folder
}

/// Runs the program with the words of a command line, and with every variable that the shipped configuration asks for.
fn run(folder: &Path, words: &[&str]) -> Output {
    let configuration = folder.join("depara.toml").display().to_string();
    let words = words.iter().map(|word| if *word == CONFIGURATION { configuration.as_str() } else { word });
    let shipped = deploy("depara.toml");
    let named = shipped.split("{ env = \"").skip(1).filter_map(|rest| rest.split('"').next());
    let hash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$bWFkZSB1cCBoYXNoIG1hZGUgdXAgaGFzaA".to_owned();
    let value = |name: &str| if name.starts_with("DEPARA_MONITOR_") { hash.clone() } else { format!("senha inventada {name}") };
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(words).envs(named.map(|name| (name, value(name))));
    command.output().unwrap()
}

fn is_fine(output: &Output) {
    let said = [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).concat();
    assert!(output.status.success(), "{said}");
}

#[test]
fn the_unit_is_one_for_systemd() {
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("depara.service");
    // The program is not installed here; everything else is as it is.
    fs::write(&unit, deploy("depara.service").replace(INSTALLED, PROGRAM)).unwrap();
    match Command::new("systemd-analyze").arg("verify").arg(&unit).output() {
        Ok(output) => {
            is_fine(&output);
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "a warning is a mistake that systemd passes over");
        }
        Err(error) => tell(&format!("the unit of systemd was NOT verified: systemd-analyze (Debian package systemd): {error}")),
    }
}

#[test]
fn the_unit_starts_the_program_as_it_is() {
    let (unit, folder) = (deploy("depara.service"), installation());
    let [before] = values(&unit, "ExecStartPre=")[..] else { panic!("one check before the start: {unit}") };
    let words: Vec<&str> = before.split_whitespace().collect();
    assert_eq!((words.first(), words.last()), (Some(&INSTALLED), Some(&"--check")));
    is_fine(&run(folder.path(), &words[1..]));
    // What is started is what was checked.
    assert_eq!(values(&unit, "ExecStart="), [before.trim_end_matches(" --check")]);
    // A stop may take as long as the configuration lets it.
    assert_eq!(values(&unit, "TimeoutStopSec="), ["60s"]);
    assert!(deploy("depara.toml").contains("\nstop_time = \"20s\"\n"));
}

#[test]
fn the_image_is_built_of_what_is_there() {
    let image = deploy("Dockerfile");
    let build = values(&image, "RUN cargo build ");
    let words: Vec<&str> = build[0].split_whitespace().collect();
    let behind = |option: &str| words.iter().skip_while(|word| **word != option).nth(1).copied().unwrap_or_default();
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    assert!(manifest.contains(&format!("\nname = \"{}\"\n", behind("-p"))), "{words:?}");
    assert!(manifest.contains(&format!("\n{} = [", behind("--features"))), "{words:?}");
    assert!(words.contains(&"--locked") && root().join("Cargo.lock").exists(), "{words:?}");
    // The program has the name that cargo gives it, in the folder that `--release` writes to.
    let name = Path::new(PROGRAM).file_name().unwrap().to_str().unwrap();
    assert!(words.contains(&"--release") && build[0].ends_with(&format!("target/release/{name}")), "{words:?}");
    assert!(values(&image, "COPY ").contains(&format!("--from=build /src/target/release/{name} {INSTALLED}").as_str()));
    assert_eq!((values(&image, "WORKDIR ")[0], values(&image, "COPY ")[0]), ("/src", ". ."));
    // What is left out is nothing that the build reads.
    for left_out in deploy("Dockerfile.dockerignore").lines().filter(|line| !line.starts_with('#')) {
        let is_read = root().join(left_out.trim_start_matches("**/")).join("Cargo.toml").exists() || left_out.contains("Cargo");
        assert!(!is_read, "{left_out}");
    }
}

#[test]
fn the_image_starts_the_program_as_it_is() {
    let (image, folder) = (deploy("Dockerfile"), installation());
    let words = |directive: &str| -> Vec<String> { serde_json::from_str(values(&image, directive)[0]).unwrap() };
    assert_eq!(words("ENTRYPOINT "), ["depara"]);
    let command = words("CMD ");
    let mut command: Vec<&str> = command.iter().map(String::as_str).collect();
    assert_eq!(command.first(), Some(&"serve"));
    command.push("--check");
    is_fine(&run(folder.path(), &command));
    // The port is the one that the comment publishes and the configuration listens at.
    assert_eq!(values(&image, "EXPOSE "), ["8080"]);
    assert!(image.contains("-p 8080:8080") && image.contains("DEPARA_LISTEN=0.0.0.0:8080"));
    assert!(deploy("depara.toml").contains("\naddress = \"127.0.0.1:8080\"\n"));
    // Variables that its comments name are read, and the user that it makes is the one that it becomes.
    for name in image.split("-e ").skip(1).filter_map(|rest| rest.split('=').next()) {
        assert!(depara_gateway::config::VARIABLES.contains(&name), "{name}");
    }
    assert!(image.contains(&format!("useradd --system --uid {} ", values(&image, "USER ")[0])));
    assert_eq!(values(&image, "STOPSIGNAL "), ["SIGTERM"]);
}
