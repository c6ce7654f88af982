//! A list of pairs as a person or a table program wrote it, through the command line: a message or problems, never a panic.

#![no_main]

use depara_cli::{Io, run};
use libfuzzer_sys::fuzz_target;
use std::io::sink;

fuzz_target!(|bytes: &[u8]| {
    let mut out = Vec::new();
    let io = Io {
        stdin: &mut &*bytes,
        stdout: &mut out,
        stderr: &mut sink(),
        stdout_terminal: false,
        stderr_terminal: false,
        variable: &|_| None,
        password: None,
    };
    let code = run(["depara", "load", "build", "-", "--execution", "1", "--partial"].map(Into::into), io);
    assert!(code <= 2);
    assert!(code != 0 || out.starts_with(b"<?xml"), "nothing was written, and nothing was wrong");
});
