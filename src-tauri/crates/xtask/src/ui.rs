//! The window's own build: npm packages and the bundle, each made anew only when what it is made from has changed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::run::run;
use crate::tree::Tree;

/// The folders under `ui/` that are made, not written.
const MADE: &[&str] = &[
    ".svelte-kit",
    "coverage",
    "dist",
    "node_modules",
    "test-results",
];

/// Installs the locked npm packages unless the lock is the one they were installed from.
pub(crate) fn install(tree: &Tree) -> Result<(), Failure> {
    let ui = tree.ui();
    let digest = digest(
        &ui,
        &[ui.join("package-lock.json"), ui.join("package.json")],
    )?;
    let stamp = Stamp::new(&ui, "packages");
    if stamp.holds(&digest) {
        println!("npm packages are as locked.");
        return Ok(());
    }
    run(&mut tree.npm(["ci", "--no-audit", "--no-fund"]))?;
    stamp.write(&digest)
}

/// Builds the bundle that the window embeds, unless its sources are those of the last build.
pub(crate) fn build(tree: &Tree) -> Result<(), Failure> {
    let ui = tree.ui();
    let digest = digest(&ui, &sources(&ui)?)?;
    let stamp = Stamp::new(&ui, "bundle");
    if stamp.holds(&digest) && ui.join("dist").join("index.html").is_file() {
        println!("The bundle is that of the present sources.");
        return Ok(());
    }
    run(&mut tree.npm(["run", "build"]))?;
    stamp.write(&digest)
}

/// The names of the scripts in `package.json`.
pub(crate) fn scripts(tree: &Tree) -> Result<Vec<String>, Failure> {
    let path = tree.ui().join("package.json");
    let text =
        fs::read_to_string(&path).map_err(Failure::io(format!("reading {}", path.display())))?;
    let package: serde_json::Value =
        serde_json::from_str(&text).map_err(|source| Failure::Output {
            what: "ui/package.json".to_owned(),
            source,
        })?;
    Ok(package["scripts"]
        .as_object()
        .map(|scripts| scripts.keys().cloned().collect())
        .unwrap_or_default())
}

/// What something was last made from. Kept among the npm packages, so it goes when they go.
struct Stamp(PathBuf);

impl Stamp {
    fn new(ui: &Path, name: &str) -> Self {
        Self(ui.join("node_modules").join(format!(".made-{name}")))
    }

    fn holds(&self, digest: &[u8]) -> bool {
        fs::read(&self.0).is_ok_and(|kept| kept == digest)
    }

    fn write(&self, digest: &[u8]) -> Result<(), Failure> {
        fs::write(&self.0, digest).map_err(Failure::io(format!("writing {}", self.0.display())))
    }
}

/// Every file under `ui/` that a person wrote, sorted.
fn sources(ui: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![ui.to_owned()];
    while let Some(folder) = folders.pop() {
        let reading = || format!("reading {}", folder.display());
        for entry in fs::read_dir(&folder).map_err(Failure::io(reading()))? {
            let path = entry.map_err(Failure::io(reading()))?.path();
            if path.is_dir() {
                let name = path.file_name().and_then(OsStr::to_str);
                if !name.is_some_and(|name| MADE.contains(&name)) {
                    folders.push(path);
                }
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// One digest over names (relative to `base`), lengths and contents.
fn digest(base: &Path, files: &[PathBuf]) -> Result<Vec<u8>, Failure> {
    let mut hash = Sha256::new();
    for file in files {
        let content = fs::read(file).map_err(Failure::io(format!("reading {}", file.display())))?;
        let name = file.strip_prefix(base).unwrap_or(file);
        hash.update(name.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(hash.finalize().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_follows_sources_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let ui = folder.path();
        fs::create_dir_all(ui.join("src")).expect("src");
        fs::create_dir_all(ui.join("node_modules")).expect("node_modules");
        fs::write(ui.join("src/main.ts"), "one").expect("a source");
        let now = || digest(ui, &sources(ui).expect("sources")).expect("a digest");

        let first = now();
        fs::write(ui.join("node_modules/made.js"), "made").expect("a made file");
        assert_eq!(now(), first, "a made file is no source");
        fs::write(ui.join("src/main.ts"), "two").expect("a change");
        assert_ne!(now(), first, "a changed source is seen");
    }

    #[test]
    fn a_stamp_holds_only_its_own_digest() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("node_modules")).expect("node_modules");
        let stamp = Stamp::new(folder.path(), "bundle");
        assert!(!stamp.holds(b"a"));
        stamp.write(b"a").expect("written");
        assert!(stamp.holds(b"a") && !stamp.holds(b"b"));
    }
}
