//! The developer's one entry point: `cargo xtask demo | test | gen | bench | fuzz | torture | package`.
//!
//! It prepares a fresh machine, builds, checks and shows the program, and holds the rules on dependencies. It is not part
//! of the product: nothing may depend on it, and it depends on no other crate of the workspace, so that it builds alone
//! and first.
#![expect(
    clippy::print_stdout,
    reason = "showing a developer what is done is this program's work"
)]

mod commands;
mod display;
mod failure;
mod packages;
mod picture;
mod rules;
mod run;
mod sandbox;
mod schemathesis;
mod session_bus;
mod steps;
mod tree;
mod ui;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;
use tree::Tree;

/// The arguments of `cargo xtask`.
#[derive(Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "Builds, shows and checks the program"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// One variant per command; the work of each is in the file of its name under `commands/`.
#[derive(Subcommand)]
enum Command {
    /// Open the window on a demo profile, served by the sandbox; without a display, leave a screenshot and a report
    Demo(commands::demo::Options),
    /// Run everything that continuous integration runs
    Test(commands::test::Options),
    /// Write the window's contract types anew from the desk crate
    Gen,
    /// Run the ratios of every crate that has some and print them beside their limits
    Bench(commands::bench::Options),
    /// Run every fuzz target for a bounded time and fail on a finding
    Fuzz(commands::fuzz::Options),
    /// Run the fault matrix with the counts of a release
    Torture(commands::torture::Options),
    /// Build the release program and its Debian package
    Package,
}

fn main() -> ExitCode {
    match execute(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            println!("\nfailed: {failure}");
            let mut cause = std::error::Error::source(&failure);
            while let Some(error) = cause {
                println!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result<(), Failure> {
    run::end_children_when_interrupted()?;
    let tree = Tree::locate()?;
    match command {
        Command::Demo(options) => commands::demo::demo(&tree, &options),
        Command::Test(options) => commands::test::test(&tree, &options),
        Command::Gen => commands::contract::write(&tree),
        Command::Bench(options) => commands::bench::bench(&tree, &options),
        Command::Fuzz(options) => commands::fuzz::fuzz(&tree, &options),
        Command::Torture(options) => commands::torture::torture(&tree, &options),
        Command::Package => commands::package::package(&tree),
    }
}
