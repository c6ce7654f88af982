//! The tests, by what they are about; `base` has the data bases, `scene` the systems.

mod answers;
mod base;
mod child;
mod dropped;
mod exchange;
mod foreign;
mod hostile;
mod monitor;
mod refusals;
mod scene;
mod several;
mod trouble;
mod web_driver;
