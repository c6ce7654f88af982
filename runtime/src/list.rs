//! Lists that persons and table programs write: the first line names the columns, every other line is a row.
//!
//! A list is read line by line, in UTF-8 or Windows-1252, with tabs, semicolons or commas between its cells; a line that cannot be read
//! costs itself alone and says why. [`RowList`] reads De-Para rows from such a list, or from the JSON of the Protheus configurator, whatever
//! the program that wrote them calls the columns ([`Column`]).

mod cells;
mod column;
mod json;
mod reader;
mod row;

pub(crate) use column::folded;
pub use column::{Column, plain_letters};
pub use reader::{BadLine, Line, ListError, ListReader};
pub use row::{ListedRow, RowLine, RowList};
