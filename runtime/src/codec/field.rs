//! What generated code knows of one field: its name in every form, and what the schema says of its value.

use crate::value::Form;

/// One element or attribute: a constant of generated code.
///
/// ```
/// use depara::Field;
///
/// const NAME: Field = depara::field!("Name").max_length(40);
/// assert_eq!(NAME.name, "Name");
/// assert_eq!(NAME.open, "<Name>");
/// assert_eq!(NAME.facets.max_length, Some(40));
/// ```
// In this order, so that what each element of a document is compared with stands side by side in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct Field {
    /// `<Name>`.
    pub open: &'static str,
    /// `</Name>`.
    pub close: &'static str,
    /// What it says of texts that are taken without a count of their characters.
    plain: PlainLengths,
    /// The beginning of `</Name>`.
    close_head: Head,
    /// The element or attribute name.
    pub name: &'static str,
    /// The name in the JSON form.
    pub json: &'static str,
    /// How the list stands in the JSON form, where this is its wrapper or an element that repeats.
    pub json_list: JsonList,
    /// The form of the value in JSON, where it is not that of its type.
    pub json_value: Option<Form>,
    /// What the schema says of the value. The methods below set it.
    pub facets: Facets,
}

/// The first sixteen bytes of a tag, which is all of most: compared with a document whatever their number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    bytes: u128,
    /// Ones where the tag has a byte.
    mask: u128,
}

impl Head {
    const SIZE: usize = 16;

    #[expect(clippy::indexing_slicing, reason = "only the compiler runs this, and a place beyond the end would be an error of the build")]
    const fn new(tag: &str) -> Self {
        let (mut bytes, mut mask) = ([0; Self::SIZE], [0; Self::SIZE]);
        let mut place = 0;
        while place < Self::SIZE && place < tag.len() {
            bytes[place] = tag.as_bytes()[place];
            mask[place] = 0xFF;
            place += 1;
        }
        Self { bytes: u128::from_le_bytes(bytes), mask: u128::from_le_bytes(mask) }
    }
}

/// The texts of which their bytes alone say that they have neither too few nor too many characters: those with at least `least` bytes, in a
/// range of `room`. One comparison in place of six, for each text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PlainLengths {
    least: usize,
    room: usize,
}

impl PlainLengths {
    const fn new(facets: &Facets) -> Self {
        // A text has no more characters than bytes, and at least one for four of them.
        let least = match facets.min_length {
            None | Some(0) => 0,
            Some(min) => (min as usize - 1).saturating_mul(4).saturating_add(1),
        };
        let beyond = match facets.max_length {
            Some(max) => (max as usize).saturating_add(1),
            None => usize::MAX,
        };
        // Whether blanks are to be collapsed has to be looked for in each text.
        Self { least, room: if facets.collapse { 0 } else { beyond.saturating_sub(least) } }
    }
}

/// How a list stands in the JSON form. Written as it is said here; [`JsonSource`](crate::JsonSource) reads every form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JsonList {
    /// As an array: `{"Taxes": [1, 2]}`.
    #[default]
    Array,
    /// As an array in an object, under the name of the items: `{"Taxes": {"Tax": [1, 2]}}`.
    Object,
    /// As an array in an array: `{"Taxes": [[1, 2]]}`. Of an element that repeats, each item is the array of the one list in it.
    Nested,
}

/// What the schema says of a value; nothing by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facets {
    /// At least this many characters.
    pub min_length: Option<u32>,
    /// At most this many characters.
    pub max_length: Option<u32>,
    /// At most this many digits in all, and after the point.
    pub digits: Option<(u8, u8)>,
    /// The least whole number.
    pub min: Option<i64>,
    /// The greatest whole number.
    pub max: Option<i64>,
    /// Runs of blanks become one, the outer ones go.
    pub collapse: bool,
}

impl Field {
    /// A field by its names; [`field!`](crate::field) makes the tags.
    #[must_use]
    pub const fn new(name: &'static str, open: &'static str, close: &'static str) -> Self {
        let facets = Facets { min_length: None, max_length: None, digits: None, min: None, max: None, collapse: false };
        let plain = PlainLengths::new(&facets);
        let close_head = Head::new(close);
        Self { open, close, plain, close_head, name, json: name, json_list: JsonList::Array, json_value: None, facets }
    }

    /// With all that is said of the value.
    #[must_use]
    pub const fn facets(mut self, facets: Facets) -> Self {
        self.facets = facets;
        self.plain = PlainLengths::new(&facets);
        self
    }

    /// Whether a text of so many bytes is a value as it is, whatever its characters are.
    #[inline(always)]
    pub(crate) const fn is_plain_length(&self, bytes: usize) -> bool {
        bytes.wrapping_sub(self.plain.least) < self.plain.room
    }

    /// Whether `text` begins with the end tag. Not where that is longer than nearly every one, or the document ends behind it: then it takes a
    /// longer look.
    #[inline(always)]
    pub(crate) fn is_closed_by(&self, text: &[u8]) -> bool {
        let Some(start) = text.first_chunk::<{ Head::SIZE }>() else { return false };
        let begins = (u128::from_le_bytes(*start) ^ self.close_head.bytes) & self.close_head.mask == 0;
        begins && (self.close.len() <= Head::SIZE || self.ends_alike(text))
    }

    /// The same of an end tag that begins so, by its last bytes.
    #[inline]
    fn ends_alike(&self, text: &[u8]) -> bool {
        let end = text.get(..self.close.len()).and_then(<[u8]>::last_chunk::<{ Head::SIZE }>);
        end.is_some() && end == self.close.as_bytes().last_chunk() && self.close.len() <= 2 * Head::SIZE
    }

    /// With another name in the JSON form.
    #[must_use]
    pub const fn json(mut self, name: &'static str) -> Self {
        self.json = name;
        self
    }

    /// With a list in an object, in JSON.
    #[must_use]
    pub const fn json_object(mut self) -> Self {
        self.json_list = JsonList::Object;
        self
    }

    /// With a list in an array, in JSON.
    #[must_use]
    pub const fn json_nested(mut self) -> Self {
        self.json_list = JsonList::Nested;
        self
    }

    /// With values that are texts in JSON, although their type is a number or a `bool`.
    #[must_use]
    pub const fn json_text(mut self) -> Self {
        self.json_value = Some(Form::Text);
        self
    }

    /// With values that are numbers in JSON, although their type is a text; a text that is no number of JSON stays a text.
    #[must_use]
    pub const fn json_number(mut self) -> Self {
        self.json_value = Some(Form::Number);
        self
    }

    /// At least this many characters.
    #[must_use]
    pub const fn min_length(mut self, characters: u32) -> Self {
        self.facets.min_length = Some(characters);
        self.plain = PlainLengths::new(&self.facets);
        self
    }

    /// At most this many characters.
    #[must_use]
    pub const fn max_length(mut self, characters: u32) -> Self {
        self.facets.max_length = Some(characters);
        self.plain = PlainLengths::new(&self.facets);
        self
    }

    /// At most this many digits in all, and this many after the point.
    #[must_use]
    pub const fn digits(mut self, total: u8, fraction: u8) -> Self {
        self.facets.digits = Some((total, fraction));
        self
    }

    /// No whole number below this one.
    #[must_use]
    pub const fn min(mut self, value: i64) -> Self {
        self.facets.min = Some(value);
        self
    }

    /// No whole number above this one.
    #[must_use]
    pub const fn max(mut self, value: i64) -> Self {
        self.facets.max = Some(value);
        self
    }

    /// Blanks are collapsed.
    #[must_use]
    pub const fn collapse(mut self) -> Self {
        self.facets.collapse = true;
        self.plain = PlainLengths::new(&self.facets);
        self
    }
}

/// A [`Field`] with its tags, from its name.
#[macro_export]
macro_rules! field {
    ($name:literal) => {
        $crate::Field::new($name, concat!("<", $name, ">"), concat!("</", $name, ">"))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_plain_only_where_its_bytes_alone_say_that_it_fits() {
        let facets = Field::new("", "", "").facets;
        for min_length in [None, Some(0), Some(1), Some(2), Some(5), Some(u32::MAX)] {
            for max_length in [None, Some(0), Some(3), Some(20), Some(u32::MAX)] {
                let facets = Facets { min_length, max_length, ..facets };
                let (field, collapsed) = (Field::new("", "", "").facets(facets), Field::new("", "", "").facets(facets).collapse());
                for bytes in 0..60_usize {
                    // A character has one to four bytes.
                    let (fewest, most) = (bytes.div_ceil(4), bytes);
                    let fits = min_length.is_none_or(|min| fewest >= min as usize) && max_length.is_none_or(|max| most <= max as usize);
                    assert_eq!(field.is_plain_length(bytes), fits, "{bytes} bytes, {min_length:?} to {max_length:?}");
                    assert!(!collapsed.is_plain_length(bytes));
                }
            }
        }
        assert!(field_of_three().is_plain_length(3) && !field_of_three().is_plain_length(4));
    }

    #[test]
    fn an_end_tag_is_compared_whole() {
        for length in 1..40 {
            let name: String = ('a'..='z').cycle().take(length).collect();
            let (open, close) = (format!("<{name}>"), format!("</{name}>"));
            let (name, open, close): (&str, &str, &str) = (name.leak(), open.leak(), close.leak());
            let field = Field::new(name, open, close);
            let text = format!("{close}<NextElement>");
            assert_eq!(field.is_closed_by(text.as_bytes()), close.len() <= 32, "{close}");
            assert!(!field.is_closed_by(&text.as_bytes()[..close.len() - 1]));
            for at in 0..close.len() {
                let mut other = text.clone().into_bytes();
                other[at] ^= 1;
                assert!(!field.is_closed_by(&other), "{close} with another byte at {at}");
            }
        }
    }

    /// As generated code sets its facets.
    const fn field_of_three() -> Field {
        Field::new("", "", "").min_length(1).max_length(3)
    }
}
