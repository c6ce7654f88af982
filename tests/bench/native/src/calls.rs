//! The calls into C++, each with what makes it sound.

use std::ffi::c_int;
use std::ptr::NonNull;

/// What a document holds, as a parser found it.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Elements.
    pub elements: usize,
    /// Bytes of text, entities resolved; white space between elements is none.
    pub text: usize,
}

/// A tree on the other side; only its address is known here.
#[repr(C)]
struct Opaque {
    _private: [u8; 0],
}

// SAFETY: these are the declarations of `shim.h`, which the build script compiles; `Counts` and `bench_counts` are both two `size_t`.
unsafe extern "C" {
    fn bench_pugixml_parse(data: *const u8, length: usize) -> c_int;
    fn bench_pugixml_walk(data: *const u8, length: usize, counts: *mut Counts) -> c_int;
    fn bench_libxml2_sax(data: *const u8, length: usize, counts: *mut Counts) -> c_int;
    fn bench_pugixml_load(data: *const u8, length: usize) -> *mut Opaque;
    fn bench_pugixml_save(tree: *mut Opaque) -> usize;
    fn bench_pugixml_free(tree: *mut Opaque);
}

/// Whether pugixml parses the document to a tree; the tree is dropped.
#[must_use]
pub fn pugixml_parse(document: &[u8]) -> bool {
    // SAFETY: the slice is readable for its length during the call, and the function copies what it keeps.
    unsafe { bench_pugixml_parse(document.as_ptr(), document.len()) != 0 }
}

/// Parses to a tree with pugixml and visits every node of it; [`None`] when the document is not well formed.
#[must_use]
pub fn pugixml_walk(document: &[u8]) -> Option<Counts> {
    let mut counts = Counts::default();
    // SAFETY: as in `pugixml_parse`; `counts` is writable and outlives the call.
    let parsed = unsafe { bench_pugixml_walk(document.as_ptr(), document.len(), &raw mut counts) };
    (parsed != 0).then_some(counts)
}

/// Parses with libxml2's SAX2 interface; [`None`] when the document is not well formed, or has more than 2 GiB.
#[must_use]
pub fn libxml2_sax(document: &[u8]) -> Option<Counts> {
    c_int::try_from(document.len()).ok()?;
    let mut counts = Counts::default();
    // SAFETY: as in `pugixml_walk`; the length fits the `int` that libxml2 takes.
    let parsed = unsafe { bench_libxml2_sax(document.as_ptr(), document.len(), &raw mut counts) };
    (parsed != 0).then_some(counts)
}

/// A tree of pugixml with a buffer that it is written to.
#[derive(Debug)]
pub struct Tree(NonNull<Opaque>);

impl Tree {
    /// Parses the document; [`None`] when it is not well formed.
    #[must_use]
    pub fn load(document: &[u8]) -> Option<Self> {
        // SAFETY: as in `pugixml_parse`; the tree that comes back holds copies and is freed once, by `drop`.
        NonNull::new(unsafe { bench_pugixml_load(document.as_ptr(), document.len()) }).map(Self)
    }

    /// Writes the tree without indentation into its buffer, whose memory is used again, and gives the number of bytes.
    pub fn save(&mut self) -> usize {
        // SAFETY: the pointer came from `bench_pugixml_load` and is freed by `drop` alone; `&mut` keeps it to one caller.
        unsafe { bench_pugixml_save(self.0.as_ptr()) }
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        // SAFETY: the pointer came from `bench_pugixml_load`, and nobody uses it after this.
        unsafe { bench_pugixml_free(self.0.as_ptr()) }
    }
}
