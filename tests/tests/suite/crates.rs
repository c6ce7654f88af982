//! The crate graph: what ships in every service stays thin, and back ends see only the catalog.

use depara_tests::workspace;
use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn the_runtime_stays_thin() {
    // Procedural macros run while it is built and are in no program.
    let linked = tree("depara", &["--edges", "normal,no-proc-macro"]);
    assert!(linked.contains("quick-xml") && linked.contains("depara-key"), "the graph is read: {linked:?}");
    let heavy = |name: &&String| {
        let compilers = ["syn", "quote", "proc-macro2", "prettyplease", "depara-dsl", "depara-codegen", "depara-build"];
        let engines = ["tokio", "async-std", "smol", "hyper", "rusqlite", "libsqlite3-sys", "sqlx", "postgres", "tokio-postgres", "diesel"];
        name.starts_with("pest") || compilers.contains(&name.as_str()) || engines.contains(&name.as_str())
    };
    assert_eq!(linked.iter().filter(heavy).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_generator_sees_no_grammar() {
    let direct = tree("depara-codegen", &["--edges", "normal", "--depth", "1"]);
    assert!(direct.contains("depara-dsl"), "the graph is read: {direct:?}");
    assert!(direct.iter().all(|name| !name.starts_with("pest")), "{direct:?}");
}

#[test]
fn the_engine_of_keys_needs_nothing() {
    let linked = tree("depara-key", &["--edges", "normal,no-proc-macro"]);
    assert_eq!(linked, BTreeSet::from(["depara-key", "thiserror"].map(str::to_owned)));
}

#[test]
fn mappings_link_the_runtime_alone() {
    let direct = tree("depara-mappings", &["--edges", "normal", "--depth", "1"]);
    assert_eq!(direct, BTreeSet::from(["depara", "depara-mappings"].map(str::to_owned)));
}

/// The crates that `package` needs on this platform, itself among them.
fn tree(package: &str, arguments: &[&str]) -> BTreeSet<String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let fixed = ["tree", "--offline", "--prefix", "none", "--format", "{p}", "--package", package];
    let output = cargo.args(fixed).args(arguments).current_dir(workspace()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
