//! The fault matrix as seeded runs of the real parts: a desk with an encrypted vault, or the command line's own binary,
//! against a sandbox over HTTP that breaks as real servers do.
//!
//! Each row prints `R5 network: 60 passed, 0 failed (40 s)`, and every failure with its case and seed, so that it can be run again
//! alone. It is a tool: no part of the product may depend on it.
#![expect(
    clippy::print_stdout,
    reason = "telling what passed is this program's work"
)]

mod earlier;
mod holdings;
mod office;
mod peers;
mod pool;
mod resources;
mod row;
mod rows;
mod trouble;
mod wire;
mod work;

use std::{
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::Parser;
use zeroizing_alloc::ZeroAlloc;

use row::Row;

/// As the product's programs have it: a row looks at what is left in memory.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

/// How long threads may take to end after the last case.
const LAST_THREADS: Duration = Duration::from_secs(30);

/// What to run.
#[derive(Debug, Parser)]
#[command(
    name = "torture",
    about = "Breaks the server and looks at what is left"
)]
struct Arguments {
    /// Only this row; may be given more than once
    #[arg(long, value_enum, ignore_case = true)]
    row: Vec<Row>,
    /// As many cases as before a release, instead of those of every submission
    #[arg(long)]
    full: bool,
    /// Seed of the first case; each case after it has the next one
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only the case of this number
    #[arg(long)]
    case: Option<u64>,
    /// Only decodes the pages in these files and tells how much memory the last one took; the row on payloads starts it so
    #[arg(long, hide = true)]
    decode: Vec<PathBuf>,
    /// Only opens the vault of this data folder, and locks it again; the row on locks starts it so
    #[arg(long, hide = true)]
    hold: Option<PathBuf>,
    /// Only works in the vault of this data folder, an hour for each line; the row on a day starts it so
    #[arg(long, hide = true)]
    work: Option<PathBuf>,
}

fn main() -> std::io::Result<ExitCode> {
    let arguments = Arguments::parse();
    if !arguments.decode.is_empty() {
        rows::payload::memory::decode(&arguments.decode)?;
        return Ok(ExitCode::SUCCESS);
    }
    let runtime = tokio::runtime::Runtime::new()?;
    if let Some(folder) = &arguments.hold {
        let held = runtime.block_on(rows::lock::memory::hold(folder));
        return held
            .map(|()| ExitCode::SUCCESS)
            .map_err(std::io::Error::other);
    }
    if let Some(folder) = &arguments.work {
        runtime.block_on(rows::day::analyst::work(folder))?;
        return Ok(ExitCode::SUCCESS);
    }
    let code = runtime.block_on(run(arguments));
    // A vault may still be closing in a thread, and must not do so while the process ends under it. A case that was given up
    // may hold its thread for ever: nobody waits for that.
    runtime.shutdown_timeout(LAST_THREADS);
    Ok(code)
}

async fn run(arguments: Arguments) -> ExitCode {
    let rows = if arguments.row.is_empty() {
        Row::ALL.to_vec()
    } else {
        arguments.row
    };
    let mut all_passed = true;
    for row in rows {
        let count = row.count(arguments.full);
        let cases = match arguments.case {
            Some(case) => case..case + 1,
            None => 0..count,
        };
        let begun = Instant::now();
        let tally = pool::run(row, cases, arguments.seed, arguments.full).await;
        println!(
            "{} {}: {} passed, {} failed ({} s)",
            row.name(),
            row.title(),
            tally.passed,
            tally.failed,
            begun.elapsed().as_secs()
        );
        if let Some(remark) = row.remark() {
            println!("  {remark}");
        }
        all_passed &= tally.failed == 0;
    }
    if all_passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
