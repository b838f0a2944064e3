//! Where things lie in the working tree, and the programs of its tools.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand};

use crate::failure::Failure;

/// The working tree and its build folder.
pub(crate) struct Tree {
    root: PathBuf,
    target: PathBuf,
}

impl Tree {
    /// Finds the tree that this program was started from.
    pub(crate) fn locate() -> Result<Self, Failure> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
            .join("Cargo.toml");
        let metadata = MetadataCommand::new()
            .manifest_path(manifest)
            .no_deps()
            .exec()?;
        Ok(Self {
            root: metadata.workspace_root.into_std_path_buf(),
            target: metadata.target_directory.into_std_path_buf(),
        })
    }

    /// The top folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the window's sources.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Cargo's build folder, wherever the developer keeps it.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// A binary of the debug build.
    pub(crate) fn binary(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// A new file for what a program writes beside its work, such as warnings of the display.
    pub(crate) fn log(&self, name: &str) -> Result<File, Failure> {
        let folder = self.target.join("xtask");
        let path = folder.join(format!("{name}.log"));
        fs::create_dir_all(&folder)
            .and_then(|()| File::create(&path))
            .map_err(Failure::io(format!("writing {}", path.display())))
    }

    /// Every package that the workspace resolves to, with the graph between them.
    pub(crate) fn metadata(&self) -> Result<Metadata, Failure> {
        Ok(MetadataCommand::new()
            .manifest_path(self.root.join("Cargo.toml"))
            .exec()?)
    }

    /// A cargo command at the top folder, with the cargo that runs this program and without the variables that it set for
    /// it: they would reach build scripts and make them run again.
    pub(crate) fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(&self.root);
        for (name, _) in env::vars_os() {
            let told = name.to_string_lossy();
            if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }

    /// An npm command in the window's folder.
    pub(crate) fn npm<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new("npm");
        command.args(arguments).current_dir(self.ui());
        command
    }
}
