//! `torture`: the fault matrix, by the crate of that name, and every fuzz target for an hour.

use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::commands::fuzz;
use crate::failure::Failure;
use crate::run::{run, run_within};
use crate::tree::Tree;

/// How long the matrix may take.
const LONGEST: Duration = Duration::from_hours(12);

/// The arguments of `torture`.
#[derive(Args)]
pub(crate) struct Options {
    /// Only this row, as R5; may be given more than once
    #[arg(long)]
    row: Vec<String>,
    /// Seed of the first case of each row
    #[arg(long)]
    seed: Option<u64>,
    /// Only the case of this number, as large as in a submission
    #[arg(long)]
    case: Option<u64>,
    /// With `--case`: as large as before a release, which is so anyway for whole rows
    #[arg(long)]
    full: bool,
    /// Leave out the hour of fuzzing, which follows the whole matrix
    #[arg(long)]
    without_fuzzing: bool,
}

impl Options {
    /// What the matrix is started with.
    fn arguments(&self) -> Vec<String> {
        let mut arguments = Vec::new();
        for row in &self.row {
            arguments.extend(["--row".to_owned(), row.clone()]);
        }
        if let Some(seed) = self.seed {
            arguments.extend(["--seed".to_owned(), seed.to_string()]);
        }
        if let Some(case) = self.case {
            arguments.extend(["--case".to_owned(), case.to_string()]);
        }
        if self.full || self.case.is_none() {
            arguments.push("--full".to_owned());
        }
        arguments
    }

    /// Whether fuzzing belongs to it: a part of the matrix goes without.
    fn fuzzes(&self) -> bool {
        !self.without_fuzzing && self.row.is_empty() && self.case.is_none()
    }
}

/// Runs the rows with the counts of a release, then the fuzz targets for as long as a release asks for.
pub(crate) fn torture(tree: &Tree, options: &Options) -> Result<(), Failure> {
    matrix(tree, &options.arguments())?;
    if options.fuzzes() {
        fuzz::fuzz(tree, &fuzz::Options::of_a_release())?;
    }
    Ok(())
}

/// Builds the matrix with the binary it runs, and runs it; without arguments with the counts of every submission.
pub(crate) fn matrix(tree: &Tree, arguments: &[String]) -> Result<(), Failure> {
    run(&mut tree.cargo(["build", "--workspace", "--bins"]))?;
    run_within(
        LONGEST,
        Command::new(tree.binary("torture")).args(arguments),
    )
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::Options;

    #[derive(Parser)]
    struct Typed {
        #[command(flatten)]
        options: Options,
    }

    fn typed(text: &str) -> Options {
        Typed::parse_from(text.split(' ')).options
    }

    #[test]
    fn the_line_that_a_failure_prints_repeats_its_case() {
        let again = typed("torture --row R5 --seed 1 --case 7");
        let sent = ["--row", "R5", "--seed", "1", "--case", "7"];
        assert_eq!(again.arguments(), sent);
        assert!(!again.fuzzes());
        let full = typed("torture --row R5 --seed 1 --case 7 --full");
        assert_eq!(full.arguments().last().map(String::as_str), Some("--full"));
    }

    #[test]
    fn the_whole_matrix_has_the_counts_of_a_release_and_fuzzes_unless_told_not_to() {
        let whole = typed("torture");
        assert_eq!(whole.arguments(), ["--full"]);
        assert!(whole.fuzzes());
        assert!(!typed("torture --without-fuzzing").fuzzes());
        assert!(!typed("torture --row R5").fuzzes());
    }
}
