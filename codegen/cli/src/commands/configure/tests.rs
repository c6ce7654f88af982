//! Configurations that are written, changed and left alone.

use crate::Io;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::Path;

struct Said {
    code: u8,
    out: String,
    aside: String,
}

fn run(folder: &Path, arguments: &[&str], input: &str, passwords: Option<&[&str]>) -> Said {
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let left = RefCell::new(passwords.unwrap_or_default().iter().map(|&password| password.to_owned()).collect::<VecDeque<_>>());
    let password = || left.borrow_mut().pop_front().ok_or(std::io::ErrorKind::UnexpectedEof.into());
    let config = folder.join("depara.toml").display().to_string();
    let head = ["depara", "configure", "--lang=pt-BR"].map(str::to_owned).into_iter();
    let of_file = if arguments.contains(&"--hash-password") { Vec::new() } else { vec!["--config".to_owned(), config] };
    let all = head.chain(of_file).chain(arguments.iter().map(|&argument| argument.to_owned()));
    let code = crate::run(
        all.map(Into::into),
        Io {
            stdin: &mut input.as_bytes(),
            stdout: &mut out,
            stderr: &mut aside,
            stdout_terminal: false,
            stderr_terminal: false,
            variable: &|name| (name == "SET_VARIABLE").then(|| "a made up password".to_owned()),
            password: passwords.is_some().then_some(&password as &dyn Fn() -> std::io::Result<String>),
        },
    );
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&folder.display().to_string(), "FOLDER");
    Said { code, out: text(out), aside: text(aside) }
}

fn written(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("depara.toml")).unwrap()
}

#[test]
fn settings_are_written_and_nothing_else_changes() {
    let folder = tempfile::tempdir().unwrap();
    let all = [
        "--set=store.address=depara.db",
        "--set=listen.address=127.0.0.1:9080",
        "--set=peers.RM.product=RM",
        "--set=peers.RM.url=http://rm.exemplo/EAIService",
        "--set=peers.RM.senders=4",
        "--set=peers.RM.callers.user=rm",
        "--set=peers.RM.callers.password={ env = 'SET_VARIABLE' }",
        "--set=peers.RM.dialect.operation=RECEIVEMESSAGE",
    ];
    let first = run(folder.path(), &all, "", None);
    assert_eq!((first.code, first.aside.as_str()), (0, ""), "{}", first.out);
    let text = written(folder.path());
    assert!(text.starts_with("# Configuração do gateway, escrita por") && text.contains("todas as chaves.\n\n[store]\n"), "{text}");
    assert!(text.contains("[peers.RM]\nproduct = \"RM\"\n") && text.contains("senders = 4\n"), "{text}");
    assert!(text.contains("callers = { user = \"rm\", password = { env = 'SET_VARIABLE' } }"), "{text}");
    assert!(text.contains("[peers.RM.dialect]\noperation = \"RECEIVEMESSAGE\""), "{text}");
    let again = run(folder.path(), &all, "", None);
    assert_eq!((again.code, written(folder.path())), (0, text.clone()), "{}", again.out);
    let commented = text.replace("senders = 4", "senders = 4 # as two were too few");
    std::fs::write(folder.path().join("depara.toml"), &commented).unwrap();
    assert_eq!(run(folder.path(), &["--set=peers.RM.senders=5", "--unset=listen.address"], "", None).code, 0);
    let expected = commented.replace("senders = 4", "senders = 5").replace("address = \"127.0.0.1:9080\"\n", "");
    assert_eq!(written(folder.path()), expected);
}

#[test]
fn what_does_not_fit_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    for (setting, reason) in [
        ("listen.address=nowhere", "veio `nowhere`"),
        ("peers.RM.callers={ user = 'rm', password = 'made up' }", "segredos não ficam neste arquivo"),
        ("store.adress=depara.db", "você quis dizer `address`?"),
        ("profile=Eai3", "os mapeamentos não têm o perfil `Eai3`"),
    ] {
        let base = ["--set=store.address=depara.db", "--set=peers.RM.product=RM", "--set=peers.RM.url=http://rm.exemplo/"];
        let said = run(folder.path(), &[&base[..], &["--set", setting]].concat(), "", None);
        assert_eq!(said.code, 1, "{setting}");
        assert!(said.aside.contains(reason), "{setting}: {}", said.aside);
        assert!(!folder.path().join("depara.toml").exists());
    }
    assert_eq!(run(folder.path(), &["--set", "no value"], "", None).code, 2);
    assert_eq!(run(folder.path(), &[], "", None).code, 2);
}

#[test]
fn secrets_go_to_files_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "--set=store.address=depara.db",
        "--set=peers.RM.product=RM",
        "--set=peers.RM.callers.user=rm",
        "--secret-file=peers.RM.callers.password=secrets/rm",
        "--set=monitor.users.maria.role=operate",
        "--secret-file=monitor.users.maria.password=secrets/maria",
    ];
    let said = run(folder.path(), &arguments, "a made up password\nanother made up one\n", None);
    assert_eq!((said.code, said.aside.as_str()), (0, ""), "{}", said.out);
    let text = written(folder.path());
    assert!(!text.contains("made up") && text.contains("[[monitor.users]]\nname = \"maria\"\nrole = \"operate\"\n"), "{text}");
    assert_eq!(std::fs::read_to_string(folder.path().join("secrets/rm")).unwrap(), "a made up password\n");
    assert!(std::fs::read_to_string(folder.path().join("secrets/maria")).unwrap().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join("secrets/rm")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn somebody_at_a_terminal_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let answers = "\n127.0.0.1:9080\n\n\n\
        http://protheus.exemplo/ws\nintegracao\n\nprotheus\narquivo:segredos/protheus\n\
        http://rm.exemplo/ws\n\nrm\nSET_VARIABLE\n\
        maria\n\n";
    let passwords =
        ["a made up password", "a made up password", "another one made up", "differs", "another one made up", "another one made up"];
    let said = run(folder.path(), &[], answers, Some(&passwords));
    let text = written(folder.path());
    assert_eq!(said.code, 0, "{}\n{text}", said.aside);
    assert!(!text.contains("made up") && !said.aside.contains("made up") && !said.out.contains("made up"));
    assert!(said.aside.contains("a variável de ambiente `DEPARA_PROTHEUS_SENHA` não está definida"), "{}", said.aside);
    for line in [
        "profile = \"Eai2\"",
        "address = \"depara.db\"",
        "credentials = { user = \"integracao\", password = { env = \"DEPARA_PROTHEUS_SENHA\" } }",
        "callers = { user = \"protheus\", password = { file = \"segredos/protheus\" } }",
        "callers = { user = \"rm\", password = { env = \"SET_VARIABLE\" } }",
        "role = \"operate\"",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    // Asked again, everything is kept by empty answers.
    let again = run(folder.path(), &[], &"\n".repeat(20), Some(&[]));
    assert_eq!((again.code, written(folder.path())), (0, text), "{}", again.aside);
}

#[test]
fn hashes_of_passwords() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(folder.path(), &["--hash-password"], "a made up password\n", None);
    assert_eq!(said.code, 0);
    assert!(said.out.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", said.out);
    assert_ne!(run(folder.path(), &["--hash-password"], "a made up password\n", None).out, said.out, "each hash has a salt of its own");
    assert_eq!(run(folder.path(), &["--hash-password"], "short\n", None).code, 1);
    assert_eq!(run(folder.path(), &["--hash-password"], "", None).code, 1);
}
