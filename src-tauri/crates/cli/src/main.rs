//! The command line: the use cases of the desk without a window, for scripts, scheduled exports and tests.
//!
//! It parses arguments, calls a use case, prints what it gave, and ends with a status that a script can act on. It
//! decides nothing about clients by itself. Nothing depends on it.

mod arguments;
mod commands;
mod context;
mod exit;
mod failure;
mod help;
mod output;
mod secrets;
mod usage;
mod words;

use std::process::ExitCode;

use output::Output;
use zeroizing_alloc::ZeroAlloc;

/// Overwrites what is given back, so that neither a key nor a client stays in memory that is no longer used.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    let glance = usage::Glance::at(&typed);
    let arguments = match help::parse(&typed, glance.language) {
        Ok(arguments) => arguments,
        Err(error) => return usage::report(&error, glance, &typed).into(),
    };
    let output = Output::new(arguments.global.json);
    match commands::run(arguments, output) {
        Ok(exit) => exit.into(),
        Err((failure, language)) => {
            output.failure(&failure.to_app(language));
            failure.exit().into()
        }
    }
}
