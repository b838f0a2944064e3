//! `torture`: the fault matrix, by the crate of that name.

use std::process::Command;

use clap::Args;

use crate::failure::Failure;
use crate::run::run;
use crate::tree::Tree;

/// The arguments of `torture`.
#[derive(Args)]
pub(crate) struct Options {
    /// Only this row, as R5; may be given more than once
    #[arg(long)]
    row: Vec<String>,
    /// Seed of the first case of each row
    #[arg(long)]
    seed: Option<u64>,
}

/// Runs the rows with the counts of a release.
pub(crate) fn torture(tree: &Tree, options: &Options) -> Result<(), Failure> {
    let mut arguments = vec!["--full".to_owned()];
    for row in &options.row {
        arguments.extend(["--row".to_owned(), row.clone()]);
    }
    if let Some(seed) = options.seed {
        arguments.extend(["--seed".to_owned(), seed.to_string()]);
    }
    matrix(tree, &arguments)
}

/// Builds the matrix with the binary it runs, and runs it; without arguments with the counts of every submission.
pub(crate) fn matrix(tree: &Tree, arguments: &[String]) -> Result<(), Failure> {
    run(&mut tree.cargo(["build", "--workspace", "--bins"]))?;
    run(Command::new(tree.binary("torture")).args(arguments))
}
