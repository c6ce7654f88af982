//! A number for what a file or a message says.

use std::io::{self, Read};

const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;

/// A number for bytes (FNV-1a in 128 bits): enough to tell messages and files apart, and no secret.
pub(crate) fn of(bytes: &[u8]) -> u128 {
    fold(START, bytes)
}

/// A number for what a reader gives.
pub(crate) fn of_reader(mut reader: impl Read) -> io::Result<u128> {
    let mut number = START;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(number),
            Ok(count) => number = fold(number, buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn fold(number: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(number, |number, byte| (number ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b))
}
