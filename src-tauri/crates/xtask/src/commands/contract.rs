//! `gen`: the window's types, written anew from the contract in the desk crate.

use std::fs;

use crate::failure::Failure;
use crate::run::run;
use crate::tree::Tree;

/// Runs the desk crate's generator beside the present types and puts its files in their place, so that a type that is no
/// longer in the contract goes, and a generator that fails leaves everything as it was.
pub(crate) fn write(tree: &Tree) -> Result<(), Failure> {
    let ipc = tree.ui().join("src").join("lib").join("ipc");
    let present = ipc.join("generated");
    let fresh = tempfile::Builder::new()
        .prefix(".generated-")
        .tempdir_in(&ipc)
        .map_err(Failure::io("making a folder for the new types"))?;
    let generator = [
        "run",
        "--quiet",
        "--package",
        "desk",
        "--example",
        "contract",
    ];
    run(tree.cargo(generator).arg("--").arg(fresh.path()))?;
    let replacing = || format!("replacing {}", present.display());
    if present.exists() {
        fs::remove_dir_all(&present).map_err(Failure::io(replacing()))?;
    }
    fs::rename(fresh.keep(), &present).map_err(Failure::io(replacing()))
}
