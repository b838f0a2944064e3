//! The sandbox as a program: prints one line of JSON when it is ready and serves until it is ended.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use sandbox::{Options, Sandbox};
use tokio::io::AsyncReadExt as _;

/// A local server that keeps the Artu contract.
#[derive(Debug, Parser)]
#[command(name = "sandbox", version)]
struct Arguments {
    /// Loopback port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Clients of the test environment.
    #[arg(long, default_value_t = 2_000)]
    clients: usize,
    /// Clients of the live environment.
    #[arg(long, default_value_t = 200)]
    live_clients: usize,
    /// Seed of the population.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Milliseconds every request waits.
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// End when standard input is closed.
    #[arg(long)]
    until_stdin_closes: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start(Options {
        port: arguments.port,
        clients: arguments.clients,
        live_clients: arguments.live_clients,
        seed: arguments.seed,
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
