//! A browser without a window, by the WebDriver protocol.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A browser; it ends with the test.
pub(crate) struct Browser {
    driver: Child,
    session: String,
    agent: ureq::Agent,
}

/// The key under which the protocol names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Browser {
    /// None where there is no browser, and why.
    pub(crate) fn start() -> Result<Self, String> {
        let chromium = ["/usr/bin/chromium", "/usr/bin/google-chrome"].into_iter().find(|path| Path::new(path).exists());
        let chromium = chromium.ok_or("no chromium")?;
        let mut command = Command::new("chromedriver");
        let driver = command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut driver = driver.map_err(|error| format!("chromedriver: {error}"))?;
        let agent = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(30))).build();
        let mut browser = match driver.stdout.take().and_then(port) {
            Some(port) => Self { driver, session: format!("http://127.0.0.1:{port}/session"), agent: agent.new_agent() },
            None => return Err(format!("chromedriver does not say its port: {:?}", driver.kill())),
        };
        // A container has neither a sandbox of its own nor much shared memory.
        let arguments =
            ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1200,900", "--lang=pt-BR"];
        let options = json!({ "binary": chromium, "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "browserName": "chrome", "goog:chromeOptions": options } } });
        let made = browser.send("POST", "", Some(&wanted))?;
        let id = made["sessionId"].as_str().ok_or_else(|| format!("no session: {made}"))?.to_owned();
        browser.session = format!("{}/{id}", browser.session);
        Ok(browser)
    }

    pub(crate) fn open(&self, url: &str) {
        self.send("POST", "/url", Some(&json!({ "url": url }))).unwrap();
    }

    /// What a script gives back; it stands in a function.
    pub(crate) fn script(&self, script: &str) -> Value {
        self.send("POST", "/execute/sync", Some(&json!({ "script": script, "args": [] }))).unwrap()
    }

    /// The visible text of the page.
    pub(crate) fn text(&self) -> String {
        self.script("return document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn write(&self, selector: &str, text: &str) {
        self.send("POST", &format!("/element/{}/value", self.find(selector)), Some(&json!({ "text": text }))).unwrap();
    }

    pub(crate) fn click(&self, selector: &str) {
        self.send("POST", &format!("/element/{}/click", self.find(selector)), Some(&json!({}))).unwrap();
    }

    pub(crate) fn clear(&self, selector: &str) {
        self.send("POST", &format!("/element/{}/clear", self.find(selector)), Some(&json!({}))).unwrap();
    }

    /// The status that a row of the queue shows; empty where there is no such row.
    pub(crate) fn status(&self, row: &str) -> String {
        let shown = self.script(&format!("return document.querySelector('{row}')?.dataset.status ?? ''"));
        shown.as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn window(&self) -> String {
        self.send("GET", "/window", None).unwrap().as_str().unwrap_or_default().to_owned()
    }

    /// Opens another window and goes there.
    pub(crate) fn open_window(&self) {
        let made = self.send("POST", "/window/new", Some(&json!({ "type": "tab" }))).unwrap();
        self.switch_to(made["handle"].as_str().unwrap_or_default());
    }

    pub(crate) fn switch_to(&self, window: &str) {
        self.send("POST", "/window", Some(&json!({ "handle": window }))).unwrap();
    }

    /// Forgets who has signed in.
    pub(crate) fn forget(&self) {
        self.send("DELETE", "/cookie", None).unwrap();
    }

    fn find(&self, selector: &str) -> String {
        let found = self.send("POST", "/element", Some(&json!({ "using": "css selector", "value": selector })));
        let found = found.unwrap_or_else(|error| panic!("{selector}: {error}\n{}", self.text()));
        found[ELEMENT].as_str().unwrap().to_owned()
    }

    pub(crate) fn size(&self, width: u32, height: u32) {
        self.send("POST", "/window/rect", Some(&json!({ "width": width, "height": height }))).unwrap();
    }

    /// Keeps what the window shows.
    pub(crate) fn screenshot(&self, path: &Path) {
        use base64::Engine;
        let image = self.send("GET", "/screenshot", None).unwrap();
        let image = base64::engine::general_purpose::STANDARD.decode(image.as_str().unwrap()).unwrap();
        std::fs::write(path, image).unwrap();
    }

    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let url = format!("{}{path}", self.session);
        let response = match (method, body) {
            ("POST", Some(body)) => self.agent.post(&url).header("Content-Type", "application/json").send(body.to_string()),
            ("DELETE", _) => self.agent.delete(&url).call(),
            _ => self.agent.get(&url).call(),
        };
        let mut response = response.map_err(|error| error.to_string())?;
        let text = response.body_mut().with_config().limit(64 << 20).read_to_string().map_err(|error| error.to_string())?;
        let mut answer: Value = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
        let value = answer["value"].take();
        if response.status().is_success() { Ok(value) } else { Err(value["message"].as_str().unwrap_or(&text).to_owned()) }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.send("DELETE", "", None);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// `ChromeDriver was started successfully on port 40123.`
fn port(said: std::process::ChildStdout) -> Option<u16> {
    let line = BufReader::new(said).lines().map_while(Result::ok).find(|line| line.contains("on port") && line.contains("success"))?;
    line.rsplit(' ').next()?.trim_end_matches('.').parse().ok()
}
