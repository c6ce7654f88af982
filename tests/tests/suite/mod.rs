//! Every suite.

mod cli;
mod compiled;
mod conformance;
mod examples;
mod generated;
mod golden;
mod planted;
mod tidy;
mod ui;
