//! The pure crates do no network and read no clock.

use std::collections::{HashMap, HashSet};
use std::fs;

use cargo_metadata::{DependencyKind, Metadata, Node, PackageId};

use super::files;
use crate::failure::Failure;

/// The crates that only compute: whatever they need is passed in.
const PURE: &[&str] = &["mx", "checks", "report"];

/// Crates that do network or run tasks.
const NETWORK: &[&str] = &[
    "async-std",
    "axum",
    "curl",
    "hyper",
    "hyper-util",
    "isahc",
    "mio",
    "native-tls",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "tokio",
    "ureq",
];

/// Calls that read a clock or open a connection, as they stand in Rust text.
const IMPURE_CALLS: &[&str] = &["::now(", ".elapsed(", "std::net", "TcpStream"];

/// The network crates that a pure crate takes in, by itself or through another crate that is not ours.
pub(super) fn network(metadata: &Metadata) -> Vec<String> {
    let Some(resolve) = &metadata.resolve else {
        return vec!["cargo gave no graph of dependencies".to_owned()];
    };
    let nodes: HashMap<&PackageId, &Node> =
        resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let ours: HashSet<&PackageId> = metadata.workspace_members.iter().collect();
    let mut broken = Vec::new();
    for package in metadata.workspace_packages() {
        if !PURE.contains(&package.name.as_str()) {
            continue;
        }
        let mut seen = HashSet::new();
        let mut left = vec![&package.id];
        while let Some(id) = left.pop() {
            let Some(node) = nodes.get(id) else { continue };
            for dependency in node.deps.iter().filter(|dependency| {
                dependency
                    .dep_kinds
                    .iter()
                    .any(|kind| kind.kind == DependencyKind::Normal)
            }) {
                // The crates of ours answer for themselves: `artu` is a network crate whose models are not.
                if !ours.contains(&dependency.pkg) && seen.insert(&dependency.pkg) {
                    left.push(&dependency.pkg);
                }
            }
        }
        broken.extend(
            seen.into_iter()
                .map(|id| metadata[id].name.as_str())
                .filter(|name| NETWORK.contains(name))
                .map(|name| format!("{} takes in {name}: it does no network", package.name)),
        );
    }
    broken
}

/// The lines of the pure crates that read a clock or open a connection.
pub(super) fn clock(metadata: &Metadata) -> Result<Vec<String>, Failure> {
    let mut broken = Vec::new();
    for package in metadata.workspace_packages() {
        let Some(folder) = package.manifest_path.parent() else {
            continue;
        };
        if !PURE.contains(&package.name.as_str()) {
            continue;
        }
        for file in files(folder.join("src").as_std_path())? {
            if file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(&file)
                .map_err(Failure::io(format!("reading {}", file.display())))?;
            broken.extend(impure_lines(&text).into_iter().map(|(line, call)| {
                format!(
                    "{}:{line} has `{call}`: {} is told the time and does no network",
                    file.display(),
                    package.name
                )
            }));
        }
    }
    Ok(broken)
}

/// The line numbers, from 1, and the calls found there, comments left out.
fn impure_lines(text: &str) -> Vec<(usize, &'static str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .flat_map(|(index, line)| {
            IMPURE_CALLS
                .iter()
                .filter(move |call| line.contains(**call))
                .map(move |call| (index + 1, *call))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_found_in_code_and_not_in_comments() {
        let text = "/// like `Timestamp::now()`\nlet a = Timestamp::now();\nlet nowhere = 1;\n";
        assert_eq!(impure_lines(text), [(2, "::now(")]);
    }
}
