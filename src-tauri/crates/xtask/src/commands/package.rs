//! `package`: the release program and the Debian package that installs it.

use std::process::Command;

use crate::failure::Failure;
use crate::packages::{self, Purpose};
use crate::run::run;
use crate::tree::Tree;
use crate::ui;

/// Builds the package into `target/release/bundle/deb/`.
pub(crate) fn package(tree: &Tree) -> Result<(), Failure> {
    packages::install_missing(Purpose::Build)?;
    ui::install(tree)?;
    let tauri = tree.ui().join("node_modules").join(".bin").join("tauri");
    run(Command::new(tauri)
        .args(["build", "--bundles", "deb"])
        .current_dir(tree.root()))?;
    println!(
        "The package is in {}",
        tree.target().join("release/bundle/deb").display()
    );
    Ok(())
}
