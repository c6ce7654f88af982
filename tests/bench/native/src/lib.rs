//! pugixml and libxml2 as the benchmark calls them. Every function here is safe; what the C++ side promises stands in `shim.h`.
//!
//! Empty without the feature `link`.

#[cfg(feature = "link")]
mod calls;

#[cfg(feature = "link")]
pub use calls::{Counts, Tree, libxml2_sax, pugixml_parse, pugixml_walk};
