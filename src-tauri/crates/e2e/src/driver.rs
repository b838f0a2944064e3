//! One `WebDriver` process per window, ended together with the program it started.

use std::ffi::OsString;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::{Failure, Step};

const PROGRAM: &str = "WebKitWebDriver";
/// How long the driver may take to listen.
const READY: Duration = Duration::from_secs(20);

/// A running driver. Dropping it ends it and every process that it started.
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver on a free port of loopback; the program it opens inherits the variables.
    pub(crate) async fn start(variables: &[(&str, OsString)]) -> Step<Self> {
        let displayed = ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
        if !displayed {
            return Err(Failure::Missing(
                "a journey needs a display; `cargo xtask test` brings a virtual one".into(),
            ));
        }
        let port = free_port()?;
        let process = Command::new(PROGRAM)
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env_remove("VINCULO_PASSPHRASE")
            .env_remove("VINCULO_API_KEY")
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(Failure::io(format!("starting {PROGRAM}")))?;
        let driver = Self { process, port };
        driver.await_listening().await?;
        Ok(driver)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    async fn await_listening(&self) -> Step {
        let deadline = Instant::now() + READY;
        loop {
            match TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) {
                Ok(_) => return Ok(()),
                Err(source) if Instant::now() > deadline => {
                    return Err(Failure::Io {
                        what: format!("waiting for {PROGRAM}"),
                        source,
                    });
                }
                Err(_) => sleep(Duration::from_millis(20)).await,
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver leads a process group of its own, which the program and its helpers joined.
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.process.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.process.wait();
    }
}

fn free_port() -> Step<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(Failure::io("looking for a free port"))?;
    Ok(listener.port())
}
