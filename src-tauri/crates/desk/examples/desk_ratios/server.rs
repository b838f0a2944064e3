//! The server as a process of its own, from a population file that is made once.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use sandbox::{Options, PopulationFile, Sandbox};

pub(crate) const SERVE: &str = "serve";

/// A running server; it ends with this value.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start(clients: usize, latency_ms: u64) -> Self {
        let file = population(clients);
        let mut child = Command::new(env::current_exe().unwrap())
            .args([SERVE, file.to_str().unwrap(), &latency_ms.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let output = child.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut url).unwrap();
        Self {
            child,
            url: url.trim().to_owned(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its standard input closes, and with it the server ends.
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }
}

/// Serves until standard input closes.
pub(crate) async fn serve(file: &Path, latency: &str) {
    let sandbox = Sandbox::start(Options {
        population: Some(file.to_owned()),
        latency_ms: latency.parse().unwrap(),
        ..Options::default()
    })
    .await
    .unwrap();
    println!("{}", sandbox.base_url());
    let closed = tokio::task::spawn_blocking(|| {
        let mut rest = Vec::new();
        std::io::stdin().read_to_end(&mut rest)
    });
    closed.await.unwrap().unwrap();
    sandbox.stop().await;
}

/// The file of so many clients, kept beside the build for the next run.
pub(crate) fn population(clients: usize) -> PathBuf {
    let folder = env::current_exe()
        .unwrap()
        .parent()
        .unwrap()
        .join("populations");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{clients}.population"));
    if !path.exists() {
        eprintln!("making {clients} clients");
        let file = PopulationFile {
            clients,
            live_clients: 0,
            seed: 1,
        };
        file.generate(&path).unwrap();
    }
    path
}
