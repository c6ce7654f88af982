//! The commands, a file each.

mod check;
mod completions;
mod configure;
mod convert;
mod decode;
mod doctor;
mod encode;
mod examples;
mod explain;
mod fmt;
mod gen_rust;
mod graph;
mod import;
mod key;
mod list;
mod load;
mod new;
mod plan;
mod rows;
mod serve;
mod transcode;
mod what_if;

use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::Subcommand;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(check::Check),
    Fmt(fmt::Fmt),
    Gen(gen_rust::Gen),
    New(new::New),
    Import(import::Import),
    Explain(explain::Explain),
    List(list::List),
    Examples(examples::Examples),
    Plan(plan::Plan),
    Graph(graph::Graph),
    WhatIf(what_if::WhatIf),
    Decode(decode::Decode),
    Encode(encode::Encode),
    Transcode(transcode::Transcode),
    Rows(rows::Rows),
    #[command(subcommand)]
    Key(key::Key),
    #[command(subcommand)]
    Load(load::Load),
    Serve(serve::Serve),
    Configure(configure::Configure),
    Doctor(doctor::Doctor),
    Convert(convert::Convert),
    Completions(completions::Completions),
}

impl Command {
    /// Does it.
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        match self {
            Self::Check(command) => command.run(session),
            Self::Fmt(command) => command.run(session),
            Self::Gen(command) => command.run(session),
            Self::New(command) => command.run(session),
            Self::Import(command) => command.run(session),
            Self::Explain(command) => command.run(session),
            Self::List(command) => command.run(session),
            Self::Examples(command) => command.run(session),
            Self::Plan(command) => command.run(session),
            Self::Graph(command) => command.run(session),
            Self::WhatIf(command) => command.run(session),
            Self::Decode(command) => command.run(session),
            Self::Encode(command) => command.run(session),
            Self::Transcode(command) => command.run(session),
            Self::Rows(command) => command.run(session),
            Self::Key(command) => command.run(session),
            Self::Load(command) => command.run(session),
            Self::Serve(command) => command.run(session),
            Self::Configure(command) => command.run(session),
            Self::Doctor(command) => command.run(session),
            Self::Convert(command) => command.run(session),
            Self::Completions(command) => command.run(session),
        }
    }
}

/// Why a command of the gateway does nothing in a program that was built without it.
#[cfg(not(feature = "gateway"))]
pub(crate) fn without_gateway(session: &Session<'_>) -> Failure {
    Failure::Usage(session.word(&crate::phrases::WITHOUT_GATEWAY).to_owned())
}
