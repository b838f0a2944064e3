//! Writes the TypeScript contract into the folder given as the only argument.

#![expect(
    clippy::print_stderr,
    reason = "a tool without another place to say it"
)]

use std::{env, path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: contract FOLDER");
        return ExitCode::from(2);
    };
    match desk::contract::typescript::generate(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
