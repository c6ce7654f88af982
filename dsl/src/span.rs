//! Where a piece of a mapping stands: its file and its bytes.

use std::fmt;

/// One file of a compilation, by its place in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// The bytes `start..end` of one file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`; offsets beyond 4 GiB saturate, and such files are refused before they are parsed.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end) }
    }

    /// The empty span right after this one: where something is missing.
    #[must_use]
    pub fn after(self) -> Self {
        Self { start: self.end, ..self }
    }

    /// From the start of `self` to the end of `last`.
    #[must_use]
    pub fn to(self, last: Self) -> Self {
        Self { end: last.end.max(self.end), ..self }
    }

    /// As a range of byte offsets.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.file.0, self.start, self.end)
    }
}

/// A value and the text it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, read at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place, another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// The files of one compilation: their names as the user knows them, and their texts.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

/// One file: its name as the user knows it, and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path, relative to where the user stands, with `/` between folders.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// The bytes of its line ends, so that thousands of places in a big file are cheap to name.
    line_ends: Vec<u32>,
}

impl Source {
    fn new(name: String, text: String) -> Self {
        let offset = |(at, _)| u32::try_from(at).unwrap_or(u32::MAX);
        let line_ends = text.match_indices('\n').map(offset).collect();
        Self { name, text, line_ends }
    }

    /// How many lines end before the byte `offset`.
    pub(crate) fn lines_before(&self, offset: usize) -> usize {
        self.line_ends.partition_point(|end| (*end as usize) < offset)
    }
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(Source::new(name.into(), text.into()));
        id
    }

    /// The file of `id`, if this set has it.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.0.get(id.0 as usize)
    }

    /// Every file, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.0.iter().enumerate().map(|(n, source)| (FileId(u32::try_from(n).unwrap_or(u32::MAX)), source))
    }

    /// The text under `span`, empty when the span is not of this set.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).and_then(|source| source.text.get(span.range())).unwrap_or_default()
    }

    /// Line and column of a byte offset, both counted from one, the column in characters.
    #[must_use]
    pub fn line_column(&self, file: FileId, offset: u32) -> (usize, usize) {
        let Some(source) = self.get(file) else { return (1, 1) };
        let text = source.text.as_str();
        let before = text.get(..(offset as usize).min(text.len())).unwrap_or(text);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        (source.lines_before(before.len()).saturating_add(1), column.saturating_add(1))
    }
}
