//! The command line of the benchmark.

use anyhow::Result;
use clap::{Parser, Subcommand};
use depara_bench::cost::{self, Extent};
use depara_bench::documents;
use depara_bench::instructions;
use depara_bench::summary::Summary;
use std::path::PathBuf;

/// How fast the codecs of depara are, beside other ways to read and write the same documents.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Speed, the ratio to each peer, allocations and goals, in interleaved rounds.
    Summary {
        /// As JSON, for machines.
        #[arg(long)]
        json: bool,
        /// How many rounds.
        #[arg(long, default_value_t = 45, value_parser = clap::value_parser!(u16).range(1..))]
        rounds: u16,
        /// Measures every *.xml file of this folder instead of the documents of the crate.
        #[arg(long, value_name = "FOLDER")]
        documents: Option<PathBuf>,
    },
    /// Instructions for each byte of a document, by callgrind; prints the commands where valgrind is not installed.
    Instructions {
        /// All peers, and not depara alone.
        #[arg(long)]
        peers: bool,
        /// As for `summary`.
        #[arg(long, value_name = "FOLDER")]
        documents: Option<PathBuf>,
    },
    /// What compiling the generated codec costs, beside serde's derives on structs of the same maps.
    Cost {
        /// As JSON, for machines.
        #[arg(long)]
        json: bool,
        /// How often each build is repeated, unless it takes more than a minute of computing; the median counts.
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
        rounds: u16,
        /// The programs of these messages alone.
        #[arg(long, value_enum, value_delimiter = ',', value_name = "MESSAGES")]
        only: Vec<Extent>,
    },
    /// Writes the documents of the crate to a folder.
    Documents {
        /// The folder, made when it is missing.
        folder: PathBuf,
    },
    /// Runs one peer on one document so many times, for callgrind and other profilers.
    Run {
        /// `decode` or `encode`.
        operation: String,
        /// The peer as the columns of `summary` call it.
        peer: String,
        /// The name of the document.
        document: String,
        /// How many times.
        times: u32,
        /// As for `summary`.
        #[arg(long, value_name = "FOLDER")]
        documents: Option<PathBuf>,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Summary { json, rounds, documents } => {
            let summary = Summary::measure(usize::from(rounds), documents.as_deref())?;
            if json {
                println!("{:#}", summary.json());
            } else {
                print!("{}", summary.text());
            }
        }
        Command::Instructions { peers, documents } => instructions::print(peers, documents.as_deref())?,
        Command::Cost { json, rounds, only } => {
            cost::print(json, usize::from(rounds), if only.is_empty() { &Extent::ALL } else { &only })?;
        }
        Command::Documents { folder } => {
            std::fs::create_dir_all(&folder)?;
            for document in documents::all()? {
                std::fs::write(folder.join(&document.name).with_extension("xml"), &document.bytes)?;
                println!("{} {} bytes", document.name, document.bytes.len());
            }
        }
        Command::Run { operation, peer, document, times, documents } => {
            instructions::run(&operation, &peer, &document, times, documents.as_deref())?;
        }
    }
    Ok(())
}
