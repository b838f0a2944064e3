//! Schemathesis: requests made up from the contract, sent to a running sandbox, and every answer held against it.
//!
//! The program is a Python package. It is installed into an environment of its own below the build folder, from the pinned
//! list in `.config/schemathesis.txt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::packages;
use crate::run::{run, succeeds};
use crate::sandbox::Sandbox;
use crate::tree::Tree;

/// The pinned list of packages, below the top folder.
const PACKAGES: &str = ".config/schemathesis.txt";
/// Clients of the sandbox that is asked.
const CLIENTS: usize = 300;
/// What each answer is held against.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance,negative_data_rejection";
/// The draw of the made-up requests, so that every run sends the same.
const SEED: &str = "1";
/// Made-up requests for each operation and phase.
const EXAMPLES: &str = "8";
/// Its settings, in the folder it works in: without a file of settings there it looks for one further up, and writes what it
/// remembers beside that, into the tree.
const SETTINGS: (&str, &str) = ("schemathesis.toml", "");

/// Sends what the contract allows and forbids to a fresh sandbox; any answer outside the contract is a failure.
pub(crate) fn hold_contract(tree: &Tree) -> Result<(), Failure> {
    let program = install(tree)?;
    let folder = tree.target().join("schemathesis");
    let settings = folder.join(SETTINGS.0);
    fs::write(&settings, SETTINGS.1)
        .map_err(Failure::io(format!("writing {}", settings.display())))?;
    let sandbox = Sandbox::start(tree, CLIENTS)?;
    // The sandbox gives the contract with the operations that it serves, and with the words that its population plants.
    let contract = format!("{}/__control/openapi.json", sandbox.base_url());
    let key = format!("Authorization: Bearer {}", sandbox.full_key());
    run(Command::new(program)
        .current_dir(folder)
        .args(["run", &contract, "--url", sandbox.base_url()])
        .args(["--header", &key, "--header", "X-Environment: test"])
        .args(["--phases", "examples,coverage,fuzzing,stateful"])
        .args(["--checks", CHECKS, "--seed", SEED])
        .args(["--max-examples", EXAMPLES, "--workers", "1"])
        .args(["--generation-database", "none"])
        // How long the server takes is not what is tested, and a busy machine takes long.
        .args(["--request-timeout", "120"])
        .args(["--continue-on-failure", "--no-color", "--warnings", "off"]))
}

/// The program, installed from the pinned list unless that was done before.
fn install(tree: &Tree) -> Result<PathBuf, Failure> {
    let list = tree.root().join(PACKAGES);
    let wanted = fs::read(&list).map_err(Failure::io(format!("reading {}", list.display())))?;
    let folder = tree.target().join("schemathesis");
    let program = folder.join("bin").join("schemathesis");
    let stamp = folder.join("installed.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) && program.is_file() {
        println!("schemathesis is as pinned.");
        return Ok(program);
    }
    make_environment(&folder)?;
    run(Command::new(folder.join("bin").join("pip"))
        .args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
        ])
        .arg(&list))?;
    fs::write(&stamp, wanted).map_err(Failure::io(format!("writing {}", stamp.display())))?;
    Ok(program)
}

fn make_environment(folder: &Path) -> Result<(), Failure> {
    if !succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])) {
        packages::install(&["python3-venv"])?;
    }
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(folder))
}
