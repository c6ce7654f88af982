//! Keys of the TOTVS EAI such as `01|02AM0001|001|0455|012453`: their form, and the way from text to values and back.
//!
//! One engine for the compiler, which proves the examples of a mapping with it, and for the programs that run.
//!
//! ```
//! use depara_key::{Part, Segment, Shape, Value};
//!
//! let shape = Shape::new("SA1.A1_COD", [
//!     Segment::of(Part::company()),
//!     Segment::of(Part::branch("SA1")),
//!     Segment::of(Part::field("A1_COD", Value::Char(9))),
//!     Segment::of(Part::field("A1_LOJA", Value::Char(2))),
//!     Segment::of(Part::literal("C")),
//! ]);
//! assert_eq!(shape.to_string(), r#"company | branch(SA1) | A1_COD char(9) | A1_LOJA char(2) | "C""#);
//!
//! let parts = shape.parse("01||000000001|01|C")?;
//! assert_eq!(parts.get(2), Some("000000001"));
//! assert_eq!(shape.format(parts.as_slice())?, "01||000000001|01|C");
//!
//! let error = shape.parse("01||000000001|01|F").unwrap_err();
//! assert_eq!(error.to_string(), "segment 5 `C` of key `SA1.A1_COD` is always `C`; found `F`");
//! assert_eq!(error.span(), 17..18);
//! # Ok::<(), depara_key::KeyError>(())
//! ```

mod build;
mod error;
mod parse;
mod parts;
mod shape;
mod value;

pub use error::{KeyError, Place};
pub use parts::Parts;
pub use shape::{Blanks, Kind, Part, Segment, Shape, Value};

/// What stands between two segments of a key. No builder of the ERP escapes it.
pub const SEPARATOR: char = '|';

#[cfg(test)]
mod tests;
