//! The rules on dependencies: which crate may know which, which may do no input and output, and which knows nothing of the rest.
//! Licences, sources and advisories of the crates of others are looked at by `cargo deny`.

mod alone;
mod arrows;
mod purity;

use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::Metadata;

use crate::failure::Failure;
use crate::tree::Tree;

/// Looks at every rule and fails with the list of all that do not hold.
pub(crate) fn hold(tree: &Tree) -> Result<(), Failure> {
    let metadata = tree.metadata()?;
    let mut broken = arrows::broken(&edges(&metadata));
    broken.extend(purity::network(&metadata));
    broken.extend(purity::clock(&metadata)?);
    broken.extend(alone::words(&metadata)?);
    if broken.is_empty() {
        let ours = metadata.workspace_members.len();
        println!("{ours} crates of ours: arrows and purity hold.");
        return Ok(());
    }
    broken.sort();
    Err(Failure::Rule(format!(
        "{} rules on dependencies do not hold:\n  {}",
        broken.len(),
        broken.join("\n  ")
    )))
}

/// The direct dependencies of every crate of the workspace.
fn edges(metadata: &Metadata) -> Vec<arrows::Edge> {
    let ours = metadata.workspace_packages();
    ours.iter()
        .flat_map(|package| {
            package.dependencies.iter().map(|dependency| arrows::Edge {
                from: package.name.to_string(),
                to: dependency.name.clone(),
                only_for_tests: dependency.kind == cargo_metadata::DependencyKind::Development,
                to_ours: ours.iter().any(|other| *other.name == dependency.name),
            })
        })
        .chain(
            ours.iter()
                .map(|package| arrows::Edge::presence(&package.name)),
        )
        .collect()
}

/// Every file below a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let reading = || format!("reading {}", folder.display());
    for entry in fs::read_dir(folder).map_err(Failure::io(reading()))? {
        let path = entry.map_err(Failure::io(reading()))?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_hold_in_this_tree() {
        let tree = Tree::locate().expect("the tree");
        if let Err(failure) = hold(&tree) {
            panic!("{failure}");
        }
    }
}
