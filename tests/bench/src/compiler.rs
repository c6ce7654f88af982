//! How long the compiler of mappings takes: checking every shipped map, and generating a thousand made-up messages.

use crate::goals::{CHECK, GENERATE, LINEAR, Standing};
use crate::measure::median;
use anyhow::{Context, Result, ensure};
use depara_codegen::rust::{Options, generate};
use depara_dsl::checks;
use depara_dsl::diagnostic::Language;
use depara_dsl::span::Sources;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// How often each is measured; the median counts.
const ROUNDS: usize = 5;

/// The shipped maps, in the project that this program was built in.
const MAPS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../mappings");

/// The three rows of the table of goals.
///
/// # Errors
/// When the made-up messages are not what the language takes.
pub fn standings() -> Result<Vec<Standing>> {
    let check = if Path::new(MAPS).is_dir() {
        Standing::of_one(CHECK, check()? * 1e3, "all shipped maps")
    } else {
        Standing::not_measured(CHECK, format!("{MAPS} is not there"))
    };
    let (half, whole) = (generating(500)?, generating(1000)?);
    let parts = format!("check {:.2}, generate {:.2}", whole.checking, whole.generating);
    let linear = whole.seconds() / half.seconds();
    Ok(vec![check, Standing::of_one(GENERATE, whole.seconds(), &parts), Standing::of_one(LINEAR, linear, "made-up maps")])
}

/// Seconds of what `depara check` does: read, parse, resolve, check.
fn check() -> Result<f64> {
    by_the_clock(|| {
        let sources = depara_build::read_sources(&[MAPS])?;
        let (catalog, _) = depara_dsl::compile(&sources, checks::Options::default());
        ensure!(black_box(catalog).is_some(), "the maps have errors; `depara check mappings` shows them");
        Ok(())
    })
}

/// Seconds of what a build script does with maps.
struct Build {
    /// Parse, resolve, check.
    checking: f64,
    /// Generate and print.
    generating: f64,
}

impl Build {
    fn seconds(&self) -> f64 {
        self.checking + self.generating
    }
}

/// What a build takes for so many messages.
fn generating(messages: usize) -> Result<Build> {
    let mut sources = Sources::default();
    for number in 1..=messages {
        sources.add(format!("made_up_{number:04}.map"), map(number)?);
    }
    let checking = by_the_clock(|| {
        black_box(depara_dsl::compile(&sources, checks::Options::default()));
        Ok(())
    })?;
    let (catalog, problems) = depara_dsl::compile(&sources, checks::Options::default());
    let told = || problems.iter().map(|problem| problem.message.to(Language::English)).take(3).collect::<Vec<_>>().join("; ");
    let catalog = catalog.with_context(|| format!("the made-up maps have errors: {}", told()))?;
    let generating = by_the_clock(|| {
        let files = black_box(generate(&catalog, &Options::new(&sources)));
        ensure!(files.len() > messages, "{} files were generated of {messages} messages", files.len());
        Ok(())
    })?;
    Ok(Build { checking, generating })
}

/// A message of some forty fields: most of a content, a list of records, an enumeration.
fn map(number: usize) -> Result<String> {
    let mut map = format!("map 1\n\nmessage MADEUP{number:04} 1.000 event {{\n    title  MadeUp{number:04}\n\n    content {{\n");
    for (group, r#type) in ["text?", "text(40)?", "decimal(12,2)?", "int(0..99)?", "date?", "bool?"].into_iter().enumerate() {
        for field in 0..5 {
            writeln!(map, "        Field{group}{field}  {type}")?;
        }
    }
    map.push_str("        Kind  Kind?\n        ListOfItem?/Item  Item+  as items\n    }\n\n    record Item {\n");
    for field in 0..10 {
        writeln!(map, "        Part{field}  text(1..20)?")?;
    }
    map.push_str("    }\n\n    enum Kind int {\n        1  First   \"Primeiro\"\n        2  Second  \"Segundo\"\n    }\n}\n");
    Ok(map)
}

/// The median of the seconds by the clock: files are read and made on every core, and the time of one thread would leave out the others.
fn by_the_clock(mut run: impl FnMut() -> Result<()>) -> Result<f64> {
    let mut seconds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        run()?;
        seconds.push(started.elapsed().as_secs_f64());
    }
    median(seconds).context("nothing was measured")
}
