//! The monitor in a browser: somebody signs in, reads why a message has failed, has it processed again, and sees it turn.

use super::base::{Base, tell};
use super::scene::{Scene, eventually, outcome};
use super::web_driver::Browser;
use argon2::{Argon2, PasswordHasher};
use depara_gateway::config::{MonitorConfig, Role, Secret, User};
use depara_peers::Customer;
use depara_store::queue::Status;
use std::path::{Path, PathBuf};
use std::time::Duration;

const PASSWORD: &str = "uma senha de teste";

/// Where the pictures are kept.
fn pictures() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let folder = target.join("monitor");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn sign_in(browser: &Browser, user: &str) {
    browser.write("#usuario", user);
    browser.write("#senha", PASSWORD);
    browser.click("form button[type=submit]");
}

/// Waits for a text on the page.
fn shows(browser: &Browser, text: &str) {
    eventually(&format!("the page shows `{text}`, and not only:\n{}", browser.text()), || browser.text().contains(text).then_some(()));
}

#[test]
fn a_failed_message_is_read_and_processed_and_turns_on_the_open_page() {
    let browser = match Browser::start() {
        Ok(browser) => browser,
        Err(reason) => return tell(&format!("the monitor was NOT tested in a browser: {reason}")),
    };
    let hash = Argon2::default().hash_password_with_salt(PASSWORD.as_bytes(), b"of this test").unwrap().to_string();
    let user = |name: &str, role: Role| User { name: name.to_owned(), password: Secret::new(hash.clone()), role };
    let scene = Scene::with(Base::sqlite(), |config| {
        let users = vec![user("operadora", Role::Operate), user("visitante", Role::Look)];
        config.monitor = Some(MonitorConfig { users, session: Duration::from_secs(600) });
    });
    // One message that went well and one that did not.
    outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap();
    scene.protheus.stop();
    outcome(scene.rm.create(Customer::named("Papelaria Exemplo")).unwrap()).unwrap_err();
    let failed = scene.gateway.inbound(&scene.rm.last_sent().unwrap());
    assert_eq!(failed.status, Status::Error);
    scene.protheus.start_again().unwrap();

    let pictures = pictures();
    let page = |path: &str| format!("{}/monitor{path}", scene.gateway.origin());
    browser.open(&page(""));
    shows(&browser, "Senha");
    browser.screenshot(&pictures.join("1-entrar.png"));
    browser.write("#usuario", "operadora");
    browser.write("#senha", "errada");
    browser.click("form button[type=submit]");
    shows(&browser, "Usuário ou senha incorretos");
    browser.clear("#usuario");
    sign_in(&browser, "operadora");
    let row = format!("#m{}", failed.id);
    eventually("the queue shows the message with its error", || (browser.status(&row) == "erro").then_some(()));
    browser.screenshot(&pictures.join("2-fila.png"));
    browser.size(390, 844);
    browser.screenshot(&pictures.join("3-fila-no-telefone.png"));
    browser.size(1200, 900);
    // The page of the queue stays open; what is written to it now would be gone if it were loaded again.
    browser.script("window.sameOldPage = true");
    let queue = browser.window();

    browser.open_window();
    browser.open(&page(&format!("/mensagens/{}", failed.id)));
    shows(&browser, "PROTHEUS");
    let told = browser.text();
    assert!(
        told.contains("não pôde ser alcançado") || told.contains("não respondeu") || told.contains("não atende"),
        "it says why:\n{told}"
    );
    browser.screenshot(&pictures.join("4-mensagem.png"));
    browser.click(&format!("a[href='/monitor/confirmar?id={}']", failed.id));
    shows(&browser, "Reprocessar a mensagem");
    browser.screenshot(&pictures.join("5-confirmar.png"));
    browser.click("form.sure button[type=submit]");
    scene.gateway.becomes(&failed.uuid, Status::Processed);
    eventually("the page of the message says what has become of it", || browser.text().to_lowercase().contains("processad").then_some(()));
    browser.screenshot(&pictures.join("6-reprocessada.png"));

    browser.switch_to(&queue);
    eventually("the row turns without loading the page again", || (browser.status(&row) == "processado").then_some(()));
    assert_eq!(browser.script("return window.sameOldPage === true"), true);
    browser.screenshot(&pictures.join("7-fila-ao-vivo.png"));
    for (number, path) in ["/depara", "/adaptadores", "/sistemas"].into_iter().enumerate() {
        browser.open(&page(path));
        browser.screenshot(&pictures.join(format!("{}{}.png", number + 8, path.replace('/', "-"))));
    }
    browser.open(&page("/depara"));
    shows(&browser, "01||000000002|01|C");
    // Whoever may only look finds no way to do more.
    browser.forget();
    browser.open(&page(""));
    sign_in(&browser, "visitante");
    eventually("the queue is shown", || (browser.status(&row) == "processado").then_some(()));
    assert_eq!(browser.script("return document.querySelectorAll('td.pick input').length"), 0);
    browser.open(&page(&format!("/confirmar?id={}", failed.id)));
    assert!(!browser.text().contains("Sim, processar"), "{}", browser.text());
}
