//! `demo`: the window on a demo profile, served by the sandbox.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;

use crate::display::{VirtualDisplay, is_there_a_screen};
use crate::failure::Failure;
use crate::packages::{self, Purpose};
use crate::picture;
use crate::run::{Running, answer, run};
use crate::sandbox::Sandbox;
use crate::tree::Tree;
use crate::ui;

/// The demo vault's passphrase. It guards made-up clients alone, so it may stand here and on the terminal.
const PASSPHRASE: &str = "demostracion-sin-datos-reales";
/// How long the window may take to appear.
const WINDOW_LIMIT: Duration = Duration::from_mins(1);
/// How long the window may take to come to rest before the picture is taken all the same.
const REST_LIMIT: Duration = Duration::from_secs(20);
/// A window on the developer's own display stays until it is closed.
const NO_LIMIT: Duration = Duration::MAX;

/// The arguments of `demo`.
#[derive(Args)]
pub(crate) struct Options {
    /// Use a virtual display even where there is a real one: take the screenshot, write the report and end
    #[arg(long)]
    exit: bool,
    /// How many clients the sandbox makes up
    #[arg(long, default_value_t = 2_000)]
    clients: usize,
}

/// Prepares the machine, builds, fills a fresh vault from the sandbox and opens the window.
pub(crate) fn demo(tree: &Tree, options: &Options) -> Result<(), Failure> {
    let on_screen = is_there_a_screen() && !options.exit;
    packages::install_missing(if on_screen {
        Purpose::Build
    } else {
        Purpose::BuildAndDisplay
    })?;
    ui::install(tree)?;
    ui::build(tree)?;
    run(&mut tree.cargo(["build", "--workspace", "--bins"]))?;

    let mut demo = Demo::prepare(tree, options.clients)?;
    demo.fill()?;
    println!("\nThe passphrase of the demo is: {PASSPHRASE}\n");
    if on_screen {
        demo.show()
    } else {
        demo.photograph()
    }
}

/// A running sandbox and a data folder of its own.
struct Demo<'a> {
    tree: &'a Tree,
    folder: PathBuf,
    sandbox: Sandbox,
}

impl<'a> Demo<'a> {
    /// Makes the folder anew and starts the sandbox.
    fn prepare(tree: &'a Tree, clients: usize) -> Result<Self, Failure> {
        let folder = tree.target().join("demo");
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .map_err(Failure::io(format!("emptying {}", folder.display())))?;
        }
        fs::create_dir_all(folder.join("data"))
            .map_err(Failure::io(format!("making {}", folder.display())))?;
        let sandbox = Sandbox::start(tree, clients)?;
        println!("The sandbox answers at {}", sandbox.base_url());
        Ok(Self {
            tree,
            folder,
            sandbox,
        })
    }

    /// Makes the profile and pulls every client into its vault.
    fn fill(&self) -> Result<(), Failure> {
        let url = self.sandbox.base_url();
        run(self
            .cli([
                "profile",
                "add",
                "demo",
                "--environment",
                "test",
                "--url",
                url,
            ])
            .env("VINCULO_ANALYST", "Analista de la demostración")
            .env("VINCULO_API_KEY", self.sandbox.full_key()))?;
        run(&mut self.cli(["pull"]))
    }

    /// Opens the window on the developer's display and waits until it is closed.
    fn show(&mut self) -> Result<(), Failure> {
        let mut window = Running::start(&mut self.window())?;
        println!("The window is open; the demo ends when it is closed.");
        window.wait(NO_LIMIT)?;
        Ok(())
    }

    /// Opens the window on a virtual display, takes a picture, and writes the report.
    fn photograph(&mut self) -> Result<(), Failure> {
        let display = VirtualDisplay::start(self.tree)?;
        let mut command = self.window();
        display.enter(command.env("VINCULO_PASSPHRASE", PASSPHRASE));
        let started = Instant::now();
        let mut window = Running::start(&mut command)?;
        let id = display.window("vinculo", &mut window, WINDOW_LIMIT)?;
        let appeared = started.elapsed();
        let rest = match picture::settle(&display, &id, REST_LIMIT) {
            Ok(()) => format!("at rest after {:.1} s", started.elapsed().as_secs_f64()),
            Err(Failure::Late { seconds, .. }) => format!("not at rest after {seconds} s"),
            Err(failure) => return Err(failure),
        };
        if let Some(status) = window.ended()? {
            return Err(Failure::Status {
                command: "vinculo".to_owned(),
                status: status.to_string(),
            });
        }
        let picture = self.folder.join("window.png");
        picture::take(&display, &picture)?;
        let report = format!(
            "# Demo\n\n\
             - Sandbox: {url} (process {sandbox})\n\
             - Display: {display}\n\
             - Window: \"{title}\" (process {process}), on the screen after {appeared:.1} s, {rest}\n\
             - Picture: {picture}\n\n\
             What `vinculo-cli status` says of the demo profile:\n\n```json\n{status}\n```\n",
            url = self.sandbox.base_url(),
            sandbox = self.sandbox.id(),
            display = display.description(),
            title = display.title(&id)?,
            process = window.id(),
            appeared = appeared.as_secs_f64(),
            picture = picture.display(),
            status = self.status()?,
        );
        window.stop()?;
        let path = self.folder.join("report.md");
        fs::write(&path, &report).map_err(Failure::io(format!("writing {}", path.display())))?;
        println!("\n{report}\nThe report is {}", path.display());
        Ok(())
    }

    fn status(&self) -> Result<String, Failure> {
        let text = answer(&mut self.cli(["status", "--json"]))?;
        let status: serde_json::Value =
            serde_json::from_slice(&text).map_err(|source| Failure::Output {
                what: "the status of the demo profile".to_owned(),
                source,
            })?;
        Ok(format!("{status:#}"))
    }

    fn cli<'b>(&self, arguments: impl IntoIterator<Item = &'b str>) -> Command {
        let mut command = self.program("vinculo-cli");
        command
            .args(arguments)
            .env("VINCULO_PASSPHRASE", PASSPHRASE);
        command
    }

    fn window(&self) -> Command {
        let mut command = self.program("vinculo");
        command.stdin(Stdio::null());
        command
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.tree.binary(name));
        command.env("VINCULO_DATA_DIR", self.data());
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}
