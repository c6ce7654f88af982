//! Every suite.

mod compiled;
mod examples;
mod planted;
mod tidy;
mod ui;
