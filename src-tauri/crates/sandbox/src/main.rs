//! The sandbox as a program: prints one line of JSON when it is ready and serves until it is ended, or
//! writes a population file to start from.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use sandbox::{Options, PopulationFile, Sandbox};
use tokio::io::AsyncReadExt as _;

/// A local server that keeps the Artu contract.
#[derive(Debug, Parser)]
#[command(name = "sandbox", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a population file and end.
    Generate(Generate),
}

#[derive(Debug, Args)]
struct Serve {
    /// Loopback port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    #[command(flatten)]
    sizes: Sizes,
    /// Population file to start from instead of making clients.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["clients", "live_clients", "seed"])]
    population: Option<PathBuf>,
    /// Milliseconds every request waits.
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// End when standard input is closed.
    #[arg(long)]
    until_stdin_closes: bool,
}

#[derive(Debug, Args)]
struct Generate {
    #[command(flatten)]
    sizes: Sizes,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Args)]
struct Sizes {
    /// Clients of the test environment.
    #[arg(long, default_value_t = 2_000)]
    clients: usize,
    /// Clients of the live environment.
    #[arg(long, default_value_t = 200)]
    live_clients: usize,
    /// Seed of the population.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Some(Command::Generate(wanted)) => generate(&wanted),
        None => serve(arguments.serve).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(wanted: &Generate) -> Result<(), Box<dyn std::error::Error>> {
    let Sizes {
        clients,
        live_clients,
        seed,
    } = wanted.sizes;
    let population = PopulationFile {
        clients,
        live_clients,
        seed,
    };
    Ok(population.generate(&wanted.out)?)
}

async fn serve(arguments: Serve) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start(Options {
        port: arguments.port,
        clients: arguments.sizes.clients,
        live_clients: arguments.sizes.live_clients,
        seed: arguments.sizes.seed,
        population: arguments.population,
        latency_ms: arguments.latency_ms,
        ..Options::default()
    })
    .await?;
    let ready = serde_json::json!({"baseUrl": sandbox.base_url(), "keys": sandbox.keys()});
    let mut output = std::io::stdout();
    writeln!(output, "{ready}")?;
    output.flush()?;
    if arguments.until_stdin_closes {
        tokio::io::stdin().read_to_end(&mut Vec::new()).await?;
        sandbox.stop().await;
    } else {
        std::future::pending::<()>().await;
    }
    Ok(())
}
