//! Every suite.

mod cli;
mod compiled;
mod conformance;
mod conformance_json;
mod crates;
mod equality;
mod examples;
mod generated;
mod golden;
mod hostile;
mod import;
mod keys;
mod loads;
mod made_up;
mod planted;
mod profiles;
mod reconcile;
mod scaffold;
mod tidy;
mod ui;
