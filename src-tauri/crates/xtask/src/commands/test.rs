//! `test`: everything that continuous integration runs, step by step, up to the first that fails.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use crate::commands::{fuzz, torture};
use crate::display::VirtualDisplay;
use crate::failure::Failure;
use crate::packages::{self, Purpose};
use crate::rules;
use crate::run::{run, succeeds};
use crate::schemathesis;
use crate::steps::Steps;
use crate::tree::Tree;
use crate::ui;

/// The scripts of the window's package that check it, in the order in which they are run.
const UI_SCRIPTS: &[&str] = &["format:check", "lint", "check", "test"];

/// Selects by what is run, not by what is built, so that every step shares one build.
const ALL_BUT_JOURNEYS: &str = "not package(e2e)";
const JOURNEYS: &str = "package(e2e)";

/// The arguments of `test`.
#[derive(Args)]
pub(crate) struct Options {
    /// Leave out fuzzing and the journeys through the real window, and the packages that only they need
    #[arg(long)]
    fast: bool,
}

/// Runs the steps and prints one table of what they took.
pub(crate) fn test(tree: &Tree, options: &Options) -> Result<(), Failure> {
    let mut steps = Steps::default();
    let result = take_all(tree, options, &mut steps);
    println!("\n{}", steps.table());
    if result.is_ok() {
        println!("\nEvery step passed.");
    }
    result
}

fn take_all(tree: &Tree, options: &Options, steps: &mut Steps) -> Result<(), Failure> {
    steps.take("system packages", || {
        packages::install_missing(if options.fast {
            Purpose::Build
        } else {
            Purpose::BuildAndDisplay
        })
    })?;
    let runner = steps.take("tools", || tools(tree))?;
    steps.take("format", || {
        run(&mut tree.cargo(["fmt", "--all", "--check"]))
    })?;
    steps.take("dependency rules", || rules::hold(tree))?;
    steps.take("dependency policy", || deny(tree))?;
    steps.take("npm packages", || ui::install(tree))?;
    let scripts = ui::scripts(tree)?;
    for script in UI_SCRIPTS {
        if scripts.iter().any(|known| known == script) {
            steps.take(&format!("ui {script}"), || {
                run(&mut tree.npm(["run", script]))
            })?;
        }
    }
    // The window embeds the bundle when it is compiled, so it comes before everything that compiles it.
    steps.take("ui build", || ui::build(tree))?;
    steps.take("clippy", || {
        run(tree
            .cargo(["clippy", "--workspace", "--all-targets", "--"])
            .args(["-D", "warnings"]))
    })?;
    steps.take("binaries", || {
        run(&mut tree.cargo(["build", "--workspace", "--bins"]))
    })?;
    steps.take("rust tests", || run(&mut runner.all_but_journeys(tree)))?;
    steps.take("fault matrix", || torture::matrix(tree, &[]))?;
    steps.take("examples in documents", || {
        run(&mut tree.cargo(["test", "--workspace", "--doc"]))
    })?;
    steps.take("sandbox against its contract", || {
        schemathesis::hold_contract(tree)
    })?;
    if !options.fast {
        steps.take("fuzzing", || {
            fuzz::fuzz(tree, &fuzz::Options::of_a_submission())
        })?;
        steps.take("journeys", || {
            let display = VirtualDisplay::start(tree)?;
            let mut journeys = runner.journeys(tree);
            display.enter(&mut journeys);
            run(&mut journeys)
        })?;
    }
    Ok(())
}

/// What runs the Rust tests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runner {
    /// A process per test.
    Nextest,
    /// Cargo itself, where nextest can be neither found nor installed.
    Cargo,
}

impl Runner {
    fn all_but_journeys(self, tree: &Tree) -> Command {
        match self {
            Self::Nextest => nextest(tree, ALL_BUT_JOURNEYS),
            Self::Cargo => {
                let mut command = tree.cargo(["test", "--workspace", "--all-targets"]);
                command.args(["--exclude", "e2e"]);
                command
            }
        }
    }

    fn journeys(self, tree: &Tree) -> Command {
        match self {
            Self::Nextest => nextest(tree, JOURNEYS),
            Self::Cargo => tree.cargo(["test", "--package", "e2e", "--all-targets"]),
        }
    }
}

fn nextest(tree: &Tree, selection: &str) -> Command {
    let mut command = tree.cargo(["nextest", "run", "--workspace", "--no-fail-fast"]);
    command.args(["--no-tests", "fail", "-E", selection]);
    command
}

/// Licences, sources and bans of the crates of others, by `.cargo/deny.toml`; advisories too where a copy of their database
/// is at hand. Nothing is fetched.
fn deny(tree: &Tree) -> Result<(), Failure> {
    let mut command = tree.cargo(["deny", "--offline", "check", "licenses", "bans", "sources"]);
    if advisories_at_hand() {
        command.arg("advisories");
    }
    run(&mut command)
}

fn advisories_at_hand() -> bool {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let Some(databases) = home.and_then(|home| home.join("advisory-dbs").read_dir().ok()) else {
        return false;
    };
    databases.flatten().any(|entry| entry.path().is_dir())
}

/// Brings rustfmt, clippy, cargo-deny and nextest where they are missing.
fn tools(tree: &Tree) -> Result<Runner, Failure> {
    for component in ["fmt", "clippy"] {
        if !succeeds(&mut tree.cargo([component, "--version"])) {
            run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))?;
        }
    }
    if !succeeds(&mut tree.cargo(["deny", "--version"])) {
        run(&mut tree.cargo(["install", "cargo-deny", "--locked"]))?;
    }
    let nextest = || succeeds(&mut tree.cargo(["nextest", "--version"]));
    if !nextest() {
        let install = run(&mut tree.cargo(["install", "cargo-nextest", "--locked"]));
        if let Err(failure) = install {
            println!(
                "nextest cannot be installed ({failure}); cargo's own runner takes its place."
            );
        }
    }
    Ok(if nextest() {
        Runner::Nextest
    } else {
        Runner::Cargo
    })
}
