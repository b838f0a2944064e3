//! `bench`: ratios against limits that are measured in the same run.
//!
//! Seconds depend on the machine and on its neighbours; a ratio to the fastest thing possible hardly does. A crate that has
//! ratios keeps them in an example named after it, as `desk_ratios`, which measures both sides and writes one line of JSON for each:
//! `{"name", "measured", "limit", "atMost"}`, `measured` and `limit` in one unit, `atMost` the largest quotient that is fine.

use std::fs;

use cargo_metadata::{Metadata, TargetKind};
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::run::answer;
use crate::tree::Tree;

/// The example that holds a crate's ratios. Programs of one name would overwrite each other.
fn example_of(package: &str) -> String {
    format!("{package}_ratios")
}

/// The arguments of `bench`.
#[derive(Args)]
pub(crate) struct Options {
    /// Only this package's ratios
    #[arg(long, short)]
    package: Option<String>,
}

/// One figure beside its limit.
#[derive(Debug, Deserialize, Serialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Ratio {
    /// What was measured.
    name: String,
    /// Our figure.
    measured: f64,
    /// The figure of the limit, in the same unit and run.
    limit: f64,
    /// The largest quotient that is fine.
    at_most: f64,
}

impl Ratio {
    fn quotient(&self) -> f64 {
        self.measured / self.limit
    }

    /// Not so when a figure is missing or senseless: the quotient is then no number.
    fn is_fine(&self) -> bool {
        self.quotient() <= self.at_most
    }
}

/// Runs every package's ratios in release, prints the table, keeps it as `target/bench.json`, fails when one is over.
pub(crate) fn bench(tree: &Tree, options: &Options) -> Result<(), Failure> {
    let packages = packages_with_ratios(&tree.metadata()?, options.package.as_deref());
    if packages.is_empty() {
        return Err(Failure::Machine(format!(
            "no such package has an example named as `{}`",
            example_of("package")
        )));
    }
    let mut ratios = Vec::new();
    for package in packages {
        println!("\n== {package}");
        let run = ["run", "--quiet", "--release", "--package", &package];
        let mut command = tree.cargo(run);
        command.args(["--example", &example_of(&package)]);
        ratios.extend(read(&package, &answer(&mut command)?)?);
    }
    println!("\n{}", table(&ratios));
    keep(tree, &ratios)?;
    let over = ratios.iter().filter(|ratio| !ratio.is_fine()).count();
    if over > 0 {
        return Err(Failure::Rule(format!(
            "over their limit: {over} of {}",
            ratios.len()
        )));
    }
    Ok(())
}

fn packages_with_ratios(metadata: &Metadata, only: Option<&str>) -> Vec<String> {
    metadata
        .workspace_packages()
        .iter()
        .filter(|package| only.is_none_or(|only| *package.name == only))
        .filter(|package| {
            let example = example_of(&package.name);
            package
                .targets
                .iter()
                .any(|target| target.kind.contains(&TargetKind::Example) && target.name == example)
        })
        .map(|package| package.name.to_string())
        .collect()
}

fn read(package: &str, lines: &[u8]) -> Result<Vec<Ratio>, Failure> {
    let ratios: Vec<Ratio> = serde_json::Deserializer::from_slice(lines)
        .into_iter()
        .collect::<Result<_, _>>()
        .map_err(|source| Failure::Output {
            what: format!("a ratio of {package}"),
            source,
        })?;
    if ratios.is_empty() {
        return Err(Failure::Rule(format!("{package} gave no ratio")));
    }
    Ok(ratios)
}

fn table(ratios: &[Ratio]) -> String {
    let width = ratios
        .iter()
        .map(|ratio| ratio.name.chars().count())
        .max()
        .unwrap_or(0);
    ratios
        .iter()
        .map(|ratio| {
            format!(
                "{:width$}  {:>12.3} / {:>12.3} = {:>7.2}  at most {:>6.2}  {}",
                ratio.name,
                ratio.measured,
                ratio.limit,
                ratio.quotient(),
                ratio.at_most,
                if ratio.is_fine() { "fine" } else { "OVER" }
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn keep(tree: &Tree, ratios: &[Ratio]) -> Result<(), Failure> {
    let path = tree.target().join("bench.json");
    let text = serde_json::to_string_pretty(ratios).map_err(|source| Failure::Output {
        what: "the table".to_owned(),
        source,
    })?;
    fs::write(&path, text).map_err(Failure::io(format!("writing {}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_judged() {
        let lines = concat!(
            r#"{"name":"pull","measured":1.2,"limit":1.0,"atMost":1.25}"#,
            "\n",
            r#"{"name":"search","measured":3.0,"limit":1.0,"atMost":1.7}"#,
            "\n"
        );
        let ratios = read("desk", lines.as_bytes()).expect("two lines");
        let fine: Vec<_> = ratios.iter().map(Ratio::is_fine).collect();
        assert_eq!(fine, [true, false]);
        assert!(table(&ratios).contains("OVER"));
    }

    #[test]
    fn nothing_measured_is_not_fine() {
        let empty = Ratio {
            name: "nothing".to_owned(),
            measured: 0.0,
            limit: 0.0,
            at_most: 1.0,
        };
        assert!(!empty.is_fine());
        assert!(read("desk", b"").is_err());
        assert!(read("desk", b"not json").is_err());
    }
}
