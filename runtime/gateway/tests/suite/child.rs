//! A gateway in a process of its own, which can be killed.

use super::base::Base;
use super::scene::{Gateway, config};
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

const STORE: &str = "DEPARA_GATEWAY_CHILD_STORE";
const PROTHEUS: &str = "DEPARA_GATEWAY_CHILD_PROTHEUS";
const RM: &str = "DEPARA_GATEWAY_CHILD_RM";

/// The process; it ends with the test, whatever becomes of that.
pub(crate) struct Child {
    process: std::process::Child,
    origin: String,
}

impl Child {
    /// Starts this test binary once more, as a gateway on the same data base.
    pub(crate) fn start(base: &Base, protheus: &str, rm: &str) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "suite::child::as_child", "--nocapture", "--test-threads=1"])
            .envs([(STORE, base.address.as_str()), (PROTHEUS, protheus), (RM, rm)])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let origin = said.filter_map(|line| Some(line.split_once("listens=")?.1.to_owned())).next();
        Self { process, origin: origin.expect("the child listens") }
    }

    pub(crate) fn url(&self, peer: &str) -> String {
        format!("{}/{peer}/EAISERVICE.apw", self.origin)
    }

    /// Ends it as a machine ends that loses its power.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Not a test of its own: what [`Child::start`] runs in the other process, until its input ends.
#[test]
fn as_child() {
    let Ok(store) = std::env::var(STORE) else { return };
    let (protheus, rm) = (std::env::var(PROTHEUS).unwrap(), std::env::var(RM).unwrap());
    let gateway = Gateway::start(config(&store, &protheus, &rm));
    println!("listens={}", gateway.origin());
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}
