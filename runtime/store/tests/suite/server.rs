//! A PostgreSQL server of the test's own, which it may stop, start and fill up.

use std::ffi::OsStr;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The server; it is stopped and its folder removed in the end.
pub(crate) struct Server {
    programs: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
    options: String,
}

impl Server {
    /// None when there are no programs, which is told loudly. `options` are further ones of `postgres`, which may need files in its folder.
    pub(crate) fn start_new(what: &str, options: impl FnOnce(&Path) -> String) -> Option<Self> {
        let Some(programs) = programs() else {
            tell(&format!("{what} was NOT tested: no PostgreSQL programs (initdb, pg_ctl) under /usr/lib/postgresql"));
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        own(folder.path());
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let options = options(folder.path());
        let server = Self { programs, folder, port, options };
        server.program("initdb", ["-U", "postgres", "--auth=trust", "-D"].map(OsStr::new), None);
        server.start();
        Some(server)
    }

    pub(crate) fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn start(&self) {
        let options = format!("-h 127.0.0.1 -p {} -k {} {}", self.port, self.folder.path().display(), self.options);
        let log = self.folder.path().join("log");
        let arguments = [OsStr::new("-w"), "-o".as_ref(), options.as_ref(), "-l".as_ref(), log.as_ref(), "start".as_ref(), "-D".as_ref()];
        self.program("pg_ctl", arguments, Some(&log));
    }

    /// `immediate` as a crash, `fast` as an administrator.
    pub(crate) fn stop(&self, mode: &str) {
        self.program("pg_ctl", ["-w", "-m", mode, "stop", "-D"].map(OsStr::new), None);
    }

    /// Runs a program on the server's data, which its last argument names.
    fn program<const N: usize>(&self, name: &str, arguments: [&OsStr; N], log: Option<&Path>) {
        let mut command = as_postgres(&self.programs.join(name));
        command.args(arguments).arg(self.folder.path().join("data"));
        // The server inherits what it is given here, so nobody may wait for its end.
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        let said = || log.and_then(|log| std::fs::read_to_string(log).ok()).unwrap_or_default();
        assert!(status.success(), "{command:?}: {status}\n{}", said());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut command = as_postgres(&self.programs.join("pg_ctl"));
        let command = command.args(["-w", "-m", "immediate", "stop", "-D"]).arg(self.folder.path().join("data"));
        // A server that a failed test left stopped cannot be stopped.
        let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

/// Says it past the capture of the test harness.
pub(crate) fn tell(text: &str) {
    let _ = std::io::stderr().write_all(format!("\n*** {text} ***\n\n").as_bytes());
}

/// PostgreSQL does not run as root.
pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

/// Gives a folder or a file to the user of the server.
pub(crate) fn own(path: &Path) {
    if is_root() {
        assert!(Command::new("chown").arg("postgres:").arg(path).status().unwrap().success());
    }
}

/// The folder of the newest version's programs.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let folder = |version: std::fs::DirEntry| {
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        let bin = version.path().join("bin");
        (bin.join("initdb").exists() && bin.join("pg_ctl").exists()).then_some((number, bin))
    };
    versions.flatten().filter_map(folder).max().map(|(_, bin)| bin)
}
