//! The text of a document from a reader, some at a time: byte order mark, declared encoding, limit.

use super::StreamError;
use crate::codec::{DecodeError, DecodeErrorKind, Location, xml};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{self, Read};

/// The text of a document, some at a time.
pub(super) struct Input<I> {
    io: I,
    /// Bytes as they came; the first `filled` are not text yet.
    raw: Vec<u8>,
    filled: usize,
    coding: Coding,
    /// How many bytes came, and how many are allowed.
    read: usize,
    allowed: usize,
    /// How many bytes of text were handed on.
    handed: usize,
    ended: bool,
    failure: Option<StreamError>,
}

/// How bytes become text.
enum Coding {
    /// Too little was read to know.
    Unknown,
    Utf8,
    Other(&'static Encoding, Box<Decoder>),
}

/// How many bytes are asked for at once.
const CHUNK: usize = 64 << 10;

impl<I: Read> Input<I> {
    pub(super) fn new(io: I, allowed: usize) -> Self {
        let coding = Coding::Unknown;
        Self { io, raw: vec![0; CHUNK], filled: 0, coding, read: 0, allowed, handed: 0, ended: false, failure: None }
    }

    /// Appends to `text`, at least `wanted` bytes of it if the document has that many.
    pub(super) fn more(&mut self, text: &mut String, wanted: usize) {
        let goal = text.len().saturating_add(wanted);
        while text.len() < goal && !self.ended {
            self.some(text);
        }
    }

    /// No more text comes.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// All text of the document was handed on.
    pub(super) fn is_whole(&self) -> bool {
        self.ended && self.failure.is_none()
    }

    /// How many bytes are held.
    pub(super) fn capacity(&self) -> usize {
        self.raw.capacity()
    }

    /// Why no more text comes, when that is not the end of the document.
    pub(super) fn failure(&mut self) -> Option<StreamError> {
        self.failure.take()
    }

    fn some(&mut self, text: &mut String) {
        let free = self.raw.get_mut(self.filled..).unwrap_or_default();
        match self.io.read(free) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(source) => {
                let position = self.handed;
                self.fail(StreamError::Read { position, source });
            }
            Ok(0) => self.convert(text, true),
            Ok(length) => {
                self.filled = self.filled.saturating_add(length).min(self.raw.len());
                self.read = self.read.saturating_add(length);
                let beyond = self.read.saturating_sub(self.allowed);
                self.filled = self.filled.saturating_sub(beyond);
                self.convert(text, false);
                if beyond > 0 {
                    self.fail(error(self.allowed, DecodeErrorKind::Limit { limit: "document length", allowed: self.allowed }));
                }
            }
        }
    }

    /// Makes text of the bytes; `last` says that no more come.
    fn convert(&mut self, text: &mut String, last: bool) {
        self.ended |= last;
        if matches!(self.coding, Coding::Unknown) && !self.sniff(last) {
            return;
        }
        let before = text.len();
        let bytes = self.raw.get(..self.filled).unwrap_or_default();
        let (taken, failure) = match &mut self.coding {
            Coding::Unknown => (0, None),
            Coding::Utf8 => utf8(bytes, text, last, self.handed),
            Coding::Other(encoding, decoder) => other(encoding, decoder, bytes, text, last, self.handed),
        };
        self.raw.copy_within(taken..self.filled, 0);
        self.filled = self.filled.saturating_sub(taken);
        self.handed = self.handed.saturating_add(text.len().saturating_sub(before));
        if let Some(failure) = failure {
            self.fail(failure);
        }
    }

    /// Finds the encoding, if enough was read to know it.
    fn sniff(&mut self, last: bool) -> bool {
        let start = self.raw.get(..self.filled).unwrap_or_default();
        // The declaration ends with the first `>`; a mark has three bytes at most.
        let declared = b"<?xml".starts_with(start.get(..5).unwrap_or(start));
        let enough = start.len() >= 5 && (!declared || memchr::memchr(b'>', start).is_some());
        if !enough && !last && start.len() < self.raw.len() {
            return false;
        }
        match xml::encoding(start) {
            Ok((encoding, mark)) => {
                self.raw.copy_within(mark..self.filled, 0);
                self.filled = self.filled.saturating_sub(mark);
                let decoder = || Box::new(encoding.new_decoder_without_bom_handling());
                self.coding = if encoding == UTF_8 { Coding::Utf8 } else { Coding::Other(encoding, decoder()) };
                true
            }
            Err(error) => {
                self.fail(error.into());
                false
            }
        }
    }

    fn fail(&mut self, failure: StreamError) {
        self.ended = true;
        self.failure.get_or_insert(failure);
    }
}

fn error(position: usize, kind: DecodeErrorKind) -> StreamError {
    DecodeError::new(Location { path: String::new(), position }, kind).into()
}

fn not_in(encoding: &'static Encoding, position: usize) -> StreamError {
    error(position, DecodeErrorKind::Encoding { encoding: encoding.name().to_owned() })
}

/// Appends the whole characters of `bytes`: how many bytes they have, and why there are no more.
fn utf8(bytes: &[u8], text: &mut String, last: bool, handed: usize) -> (usize, Option<StreamError>) {
    let whole = if last { bytes } else { bytes.get(..whole_length(bytes)).unwrap_or_default() };
    if let Ok(more) = simdutf8::basic::from_utf8(whole) {
        text.push_str(more);
        return (whole.len(), None);
    }
    // Only the slower check knows where the wrong byte stands.
    let valid = std::str::from_utf8(whole).map_or_else(|error| error.valid_up_to(), str::len);
    text.push_str(whole.get(..valid).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default());
    (valid, Some(not_in(UTF_8, handed.saturating_add(valid))))
}

/// How many bytes stand before a character at the end whose last bytes have not come.
fn whole_length(bytes: &[u8]) -> usize {
    for (back, byte) in (1..).zip(bytes.iter().rev().take(3)) {
        let length = match byte {
            0xC0..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xFF => 4,
            0x80..=0xBF => continue,
            _ => 1,
        };
        return if length > back { bytes.len().saturating_sub(back) } else { bytes.len() };
    }
    bytes.len()
}

/// The same in another encoding, where a wrong byte is known to stand behind what was handed on.
fn other(
    encoding: &'static Encoding,
    decoder: &mut Decoder,
    bytes: &[u8],
    text: &mut String,
    last: bool,
    handed: usize,
) -> (usize, Option<StreamError>) {
    let before = text.len();
    let (mut taken, room) = (0, decoder.max_utf8_buffer_length_without_replacement(bytes.len()));
    text.reserve(room.unwrap_or(CHUNK));
    loop {
        let rest = bytes.get(taken..).unwrap_or_default();
        let (result, length) = decoder.decode_to_string_without_replacement(rest, text, last);
        taken = taken.saturating_add(length);
        match result {
            DecoderResult::InputEmpty => return (taken, None),
            DecoderResult::OutputFull => text.reserve(CHUNK),
            DecoderResult::Malformed(..) => {
                let good = handed.saturating_add(text.len().saturating_sub(before));
                return (taken, Some(not_in(encoding, good)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::whole_length;

    #[test]
    fn a_character_is_whole_or_waits() {
        for text in ["a", "\u{e9}", "\u{20ac}", "\u{1f34a}", "a\u{e9}", "\u{20ac}b", "x\u{1f34a}"] {
            for end in 0..=text.len() {
                let whole = (0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap();
                assert_eq!(whole_length(&text.as_bytes()[..end]), whole, "{text} to {end}");
            }
        }
    }
}
