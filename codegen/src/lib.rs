//! What is made of a [`Catalog`](depara_dsl::ir::Catalog): a back end a module, each a pure function from the catalog to texts.

pub mod rust;
