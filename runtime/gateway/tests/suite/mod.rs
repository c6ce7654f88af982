//! The tests, by what they are about; `base` has the data bases, `scene` the systems.

mod answers;
mod base;
mod exchange;
mod refusals;
mod scene;
mod trouble;
