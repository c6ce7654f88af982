//! The pieces of XML, one at a time: what stands at a `<`, the attributes of a tag, the text between tags.
//!
//! The rules of tags, attributes and references are those of quick-xml; this module decides what counts as an error.

use super::attributes::{Attribute, Attributes, KEPT, is_name, name_length};
use super::scan;
use quick_xml::XmlVersion;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::parser::{ElementParser, Parser};
use smallvec::SmallVec;
use std::borrow::Cow;

/// What stands at a `<`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Markup<'a> {
    /// `<Name …>` or `<Name …/>`.
    Start(Tag<'a>),
    /// `</Name>`, by its name.
    End(&'a str),
    /// The text of `<![CDATA[…]]>`.
    CData(&'a str),
    /// A comment or a processing instruction.
    Silent,
}

/// A start tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The name, with its prefix.
    pub(super) name: &'a str,
    /// The name without it.
    pub(super) local: &'a str,
    /// Its attributes.
    pub(super) attributes: Attributes<'a>,
    /// `<Name/>`.
    pub(super) empty: bool,
    /// Where its `<` stands.
    pub(super) start: usize,
    /// The byte behind its `>`.
    pub(super) end: usize,
}

/// Why there is no piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The document ends inside it.
    Truncated,
    /// A DOCTYPE.
    Doctype,
    /// Anything else, with its distance from the start of the piece.
    Malformed(String, usize),
}

impl Fault {
    fn malformed(reason: impl Into<String>) -> Self {
        Self::Malformed(reason.into(), 0)
    }
}

impl<'a> Tag<'a> {
    /// It is `<Name>`, with or without a prefix.
    pub(super) fn is_bare(&self) -> bool {
        !self.empty && matches!(self.attributes, Attributes::Source(""))
    }

    /// Appends the attributes, in order, unless they were read before.
    pub(super) fn parse_into(&self, attributes: &mut SmallVec<[Attribute<'a>; KEPT]>) -> Result<(), Fault> {
        let Attributes::Source(source) = self.attributes else { return Ok(()) };
        let first = attributes.len();
        let mut parser = quick_xml::events::attributes::Attributes::new(source, 0);
        for attribute in parser.with_checks(false) {
            let attribute = attribute.map_err(|error| Fault::malformed(error.to_string()))?;
            let name = attribute.key.into_inner();
            if !is_name(name) || attribute.value.contains('<') {
                return Err(Fault::malformed(format!("the attributes of `{}` are not well formed", self.name)));
            }
            if attributes.iter().skip(first).any(|other| other.name == name) {
                return Err(Fault::malformed(format!("attribute `{name}` stands there twice")));
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| Fault::malformed(error.to_string()))?;
            attributes.push(Attribute { name, value, position: self.end, taken: false });
        }
        Ok(())
    }
}

/// The piece that starts at `at`, where a `<` stands, and the byte behind it.
pub(super) fn markup(text: &str, at: usize) -> Result<(Markup<'_>, usize), Fault> {
    let rest = text.get(at..).unwrap_or_default();
    // The piece without what opens and what closes it.
    let between = |open: usize, close: &str| -> Result<(&str, usize), Fault> {
        let inside = rest.get(open..).unwrap_or_default();
        let inside = before(inside, close).ok_or(Fault::Truncated)?;
        Ok((inside, at.saturating_add(open).saturating_add(inside.len()).saturating_add(close.len())))
    };
    if let Some(bang) = rest.strip_prefix("<!") {
        return if bang.starts_with("--") {
            between("<!--".len(), "-->").map(|(_, end)| (Markup::Silent, end))
        } else if bang.starts_with("[CDATA[") {
            between("<![CDATA[".len(), "]]>").map(|(text, end)| (Markup::CData(text), end))
        } else if bang.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("DOCTYPE")) {
            Err(Fault::Doctype)
        } else {
            Err(Fault::malformed("`<!` opens neither a comment nor CDATA"))
        };
    }
    if rest.starts_with("<?") {
        return between("<?".len(), "?>").map(|(_, end)| (Markup::Silent, end));
    }
    if rest.starts_with("</") {
        let end = rest.bytes().position(|byte| byte == b'>').ok_or(Fault::Truncated)?;
        let name = rest.get("</".len()..end).unwrap_or_default();
        return Ok((Markup::End(name.trim_end_matches(crate::value::is_blank)), at.saturating_add(end).saturating_add(1)));
    }
    let end = ElementParser::Outside.feed(rest.as_bytes()).ok_or(Fault::Truncated)?;
    let inside = rest.get(1..end).unwrap_or_default();
    let (inside, empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
    let length = inside.bytes().position(is_space).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at_checked(length).unwrap_or_default();
    let attributes = Attributes::Source(attributes);
    if !is_name(name) {
        return Err(Fault::malformed(format!("`{}` is not the name of an element", crate::value::shortened(name))));
    }
    let end = at.saturating_add(end).saturating_add(1);
    Ok((Markup::Start(Tag { name, local: local(name), attributes, empty, start: at, end }), end))
}

/// The tag `<Name>` that `text` begins with, at the byte `start` of the document, and what follows it.
pub(super) fn bare_tag(text: &str, start: usize) -> Option<(Tag<'_>, &str)> {
    let behind = text.strip_prefix('<')?;
    let length = name_length(behind.as_bytes());
    let (name, rest) = behind.split_at_checked(length).filter(|_| length > 0)?;
    let end = start.saturating_add(length).saturating_add("<>".len());
    Some((Tag { name, local: local(name), attributes: Attributes::Source(""), empty: false, start, end }, rest.strip_prefix('>')?))
}

/// What follows `</name>`, if `text` begins with it.
pub(super) fn behind_end<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.strip_prefix("</")?.strip_prefix(name)?.strip_prefix('>')
}

/// What stands before `close`, which ends with `>`.
pub(super) fn before<'t>(text: &'t str, close: &str) -> Option<&'t str> {
    let mut ends = memchr::memchr_iter(b'>', text.as_bytes());
    ends.find_map(|end| text.get(..=end)?.strip_suffix(close))
}

/// The text of a run between two pieces: references resolved, line ends as LF.
pub(super) fn resolved(run: &str) -> Result<Cow<'_, str>, Fault> {
    resolved_before(run, run.len())
}

/// The same of a run that has `length` bytes, behind which `text` may go on with a piece.
pub(super) fn resolved_before(text: &str, length: usize) -> Result<Cow<'_, str>, Fault> {
    let plain = scan::plain_length(text.as_bytes());
    if plain < length { resolved_from(text, plain, length).map(Cow::Owned) } else { Ok(text.get(..length).unwrap_or_default().into()) }
}

/// The same of a run that is plain up to `plain`. What follows the run lets its last bytes be looked at together.
#[inline]
pub(super) fn resolved_from(text: &str, plain: usize, length: usize) -> Result<String, Fault> {
    let mut resolved = String::with_capacity(length);
    let (mut read, mut special) = (0_usize, plain);
    loop {
        // A reference ends before a piece begins, so that the first needs no look at the length. Its `&` stands for itself.
        let is_ampersand = matches!(text.as_bytes().get(special..), Some([b'&', b'a', b'm', b'p', b';', ..]));
        let end = if is_ampersand { special.wrapping_add(1) } else { special.min(length) };
        resolved.push_str(text.get(read..end).unwrap_or_default());
        if special >= length {
            return Ok(resolved);
        }
        if is_ampersand {
            read = special.wrapping_add("&amp;".len());
        } else {
            (resolved, read) = resolve_other(text, special, length, resolved)?;
        }
        special = read.wrapping_add(scan::plain_length(text.as_bytes().get(read..).unwrap_or_default()));
    }
}

/// Appends what the reference or line end at `special` stands for, in a run of `length` bytes, and gives the place behind it.
///
/// The text is handed over and back, not borrowed: what a call may change stays in memory, and a length just written there is waited for.
#[inline(never)]
fn resolve_other(text: &str, special: usize, length: usize, mut out: String) -> Result<(String, usize), Fault> {
    let rest = text.get(special..length).unwrap_or_default();
    if rest.starts_with('\r') {
        out.push('\n');
        return Ok((out, special.wrapping_add(if rest.starts_with("\r\n") { 2 } else { 1 })));
    }
    let read = length.wrapping_sub(resolve_first(rest, special, &mut out)?.len());
    Ok((out, read))
}

/// Appends what the reference at the start of `text` stands for, and gives what follows it; `distance` is its place in the run.
fn resolve_first<'t>(text: &'t str, distance: usize, out: &mut String) -> Result<&'t str, Fault> {
    let fault = |reason| Fault::Malformed(reason, distance);
    let reference = text.get(1..).unwrap_or_default();
    let end = reference.bytes().position(|byte| byte == b';').ok_or_else(|| fault("a `&` starts no reference".to_owned()))?;
    let (name, after) = reference.split_at_checked(end).unwrap_or_default();
    resolve(name, out).ok_or_else(|| fault(format!("`&{};` is not defined", crate::value::shortened(name))))?;
    Ok(after.get(1..).unwrap_or_default())
}

/// Appends what the reference `&name;` stands for.
fn resolve(name: &str, text: &mut String) -> Option<()> {
    if let Some(character) = resolve_xml_entity(name) {
        text.push_str(character);
    } else if let Some(character) = numbered(name) {
        text.push(character);
    } else {
        text.push_str(&unescape(&format!("&{name};")).ok()?);
    }
    Some(())
}

/// The character of `#233` or `#xE9`, as they are mostly written.
fn numbered(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    let plain = (1..=6).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, radix).ok().filter(|code| plain && *code >= 0x20)?;
    char::from_u32(code)
}

/// `text` with every line end as LF, as XML wants it.
pub(super) fn line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    let colon = name.as_bytes().iter().rposition(|byte| *byte == b':');
    colon.and_then(|colon| name.get(colon.wrapping_add(1)..)).unwrap_or(name)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
