//! `fuzz`: every target of the fuzz crate under libFuzzer, each for a bounded time.
//!
//! The code of the project forbids `unsafe`, so no sanitizer is built in and the stable toolchain does. What is made on the way
//! (builds, inputs, findings) lies under `target/fuzz`; only seeds and dictionaries are part of the tree. `--keep` writes what
//! was reached into a folder of one's own, from which a person takes what deserves to be a seed.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use clap::Args;
use tempfile::TempDir;

use crate::failure::Failure;
use crate::run::{Running, answer, run, succeeds};
use crate::steps::Steps;
use crate::tree::Tree;

/// How long each target runs, in seconds.
const SECONDS: u32 = 60;
/// How long before a release.
const RELEASE_SECONDS: u32 = 3_600;
/// Most memory a target may hold, in MiB.
const MOST_MEMORY: u32 = 512;
/// Longest time that one input may take, in seconds: more is a finding.
const LONGEST_INPUT: u32 = 1;
/// Files that lie in memory are written several times as often as those on a disk; a machine without such a place does with
/// a disk.
const MEMORY: &str = "/dev/shm";
/// How much longer than asked a target may take to start and end.
const GRACE: Duration = Duration::from_mins(1);

/// The arguments of `fuzz`.
#[derive(Args)]
pub(crate) struct Options {
    /// How long each target runs
    #[arg(long, default_value_t = SECONDS)]
    seconds: u32,
    /// The draw of the inputs, to repeat a run; another one each time where none is given
    #[arg(long)]
    seed: Option<u32>,
    /// Copy the fewest inputs that reach all that was reached, seeds among them, into a folder per target in this one
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// Only these targets; all where none is named
    targets: Vec<String>,
}

impl Options {
    /// What every submission runs: each target for a minute, with the same draw, so that a failure belongs to the submission.
    pub(crate) const fn of_a_submission() -> Self {
        Self {
            seconds: SECONDS,
            seed: Some(1),
            keep: None,
            targets: Vec::new(),
        }
    }

    /// What a release asks for: each target for an hour, drawn anew.
    pub(crate) const fn of_a_release() -> Self {
        Self {
            seconds: RELEASE_SECONDS,
            seed: None,
            keep: None,
            targets: Vec::new(),
        }
    }
}

/// What a run of one target came to.
struct Outcome {
    target: String,
    executions: u64,
    /// Places of the code reached by the seeds and what was kept from runs before, and at the end.
    coverage: (u64, u64),
    /// The command that repeats the finding, where there is one.
    finding: Option<String>,
}

/// Builds the targets and runs each; fails when one of them found something.
pub(crate) fn fuzz(tree: &Tree, options: &Options) -> Result<(), Failure> {
    let layout = Layout::of(tree);
    let targets = chosen(&layout, &options.targets)?;
    let mut steps = Steps::default();
    steps.take("tools", || {
        if succeeds(&mut tree.cargo(["fuzz", "--version"])) {
            return Ok(());
        }
        run(&mut tree.cargo(["install", "cargo-fuzz", "--locked"]))
    })?;
    let programs = steps.take("build", || layout.build(tree))?;
    let outcomes = steps.take("targets", || {
        side_by_side(&targets, |target| {
            layout.run(tree, &programs, target, options)
        })
    })?;
    if let Some(folder) = &options.keep {
        steps.take("keep", || {
            targets
                .iter()
                .try_for_each(|target| layout.keep(&programs, target, folder))
        })?;
    }
    println!("\n{}\n", steps.table());
    for outcome in &outcomes {
        println!("{}", outcome.line());
    }
    let findings: Vec<&str> = outcomes
        .iter()
        .filter_map(|outcome| outcome.finding.as_deref())
        .collect();
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::Rule(format!(
        "{} targets found something. To repeat:\n  {}",
        findings.len(),
        findings.join("\n  ")
    )))
}

/// Runs as many targets at once as the machine has processors, and tells each when it ends.
fn side_by_side(
    targets: &[String],
    run: impl Fn(&str) -> Result<Outcome, Failure> + Sync,
) -> Result<Vec<Outcome>, Failure> {
    let next = AtomicUsize::new(0);
    let worker = || -> Result<Vec<Outcome>, Failure> {
        let mut done = Vec::new();
        while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
            let outcome = run(target)?;
            println!("{}", outcome.line());
            done.push(outcome);
        }
        Ok(done)
    };
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let done = thread::scope(|scope| {
        let workers: Vec<_> = (0..at_once).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect::<Result<Vec<_>, Failure>>()
    })?;
    Ok(done.into_iter().flatten().collect())
}

/// The names to run, each of which must be known.
fn chosen(layout: &Layout, named: &[String]) -> Result<Vec<String>, Failure> {
    let mut known: Vec<String> = fs::read_dir(layout.sources.join("seeds"))
        .and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
                .collect()
        })
        .map_err(Failure::io("reading the folders of seeds"))?;
    known.sort();
    if let Some(stranger) = named.iter().find(|name| !known.contains(name)) {
        return Err(Failure::Machine(format!(
            "there is no target {stranger}; there are: {}",
            known.join(", ")
        )));
    }
    Ok(if named.is_empty() {
        known
    } else {
        named.to_vec()
    })
}

/// The built targets.
struct Programs {
    folder: PathBuf,
    /// For the files that targets write, gone with this.
    scratch: TempDir,
}

/// Where the fuzz crate lies, and what it makes.
struct Layout {
    sources: PathBuf,
    made: PathBuf,
}

impl Layout {
    fn of(tree: &Tree) -> Self {
        Self {
            sources: tree.root().join("src-tauri/crates/fuzz"),
            made: tree.target().join("fuzz"),
        }
    }

    /// Builds every target.
    fn build(&self, tree: &Tree) -> Result<Programs, Failure> {
        let version = answer(Command::new("rustc").arg("-vV").current_dir(tree.root()))?;
        let host = host(&String::from_utf8_lossy(&version)).ok_or_else(|| {
            Failure::Machine("rustc does not say which machine it builds for".to_owned())
        })?;
        let folder = self.made.join("build");
        let mut command = tree.cargo(["fuzz", "build", "--sanitizer", "none"]);
        // The code is to be what the product has, whatever its crates do when they see that they are fuzzed.
        command.args(["--no-cfg-fuzzing", "--codegen-units", "16"]);
        command.args(["--target", &host]);
        command.arg("--fuzz-dir").arg(self.sources.join("engine"));
        command.arg("--target-dir").arg(&folder);
        run(&mut command)?;
        let scratch = match tempfile::tempdir_in(MEMORY) {
            Ok(scratch) => scratch,
            Err(_) => tempfile::tempdir().map_err(Failure::io("making a folder for files"))?,
        };
        Ok(Programs {
            folder: folder.join(host).join("release"),
            scratch,
        })
    }

    /// Runs one target from its seeds and what earlier runs kept.
    fn run(
        &self,
        tree: &Tree,
        programs: &Programs,
        target: &str,
        options: &Options,
    ) -> Result<Outcome, Failure> {
        let inputs = self.folder("inputs", target)?;
        let findings = self.folder("findings", target)?;
        let known = files(&findings)?;
        let program = programs.folder.join(target);
        let name = format!("fuzz-{target}");
        let mut command = Command::new(&program);
        command
            .current_dir(&self.made)
            .env("TMPDIR", programs.scratch.path())
            .args([&inputs, &self.sources.join("seeds").join(target)])
            .arg(option("-artifact_prefix=", &findings.join("")))
            .arg(option("-dict=", &self.dictionary(target)))
            .arg(format!("-max_total_time={}", options.seconds))
            // 0 is libFuzzer's word for any.
            .arg(format!("-seed={}", options.seed.unwrap_or(0)))
            .arg(format!("-rss_limit_mb={MOST_MEMORY}"))
            .arg(format!("-timeout={LONGEST_INPUT}"))
            .args(["-print_final_stats=1", "-verbosity=1"])
            .stdout(tree.log(&format!("{name}.out"))?)
            .stderr(tree.log(&name)?);
        let limit = Duration::from_secs(u64::from(options.seconds)) + GRACE;
        let status = Running::start(&mut command)?.wait(limit)?;
        let log = tree.target().join("xtask").join(format!("{name}.log"));
        let told = fs::read(&log).map_err(Failure::io(format!("reading {}", log.display())))?;
        let told = String::from_utf8_lossy(&told);
        let finding = if status.success() {
            None
        } else {
            println!("{}", last_lines(&told, 30));
            let new = files(&findings)?;
            let input = new.iter().find(|file| !known.contains(file));
            Some(input.map_or_else(
                || {
                    format!(
                        "{} ended with {status}; see {}",
                        program.display(),
                        log.display()
                    )
                },
                |input| format!("{} {}", program.display(), input.display()),
            ))
        };
        Ok(Outcome {
            target: target.to_owned(),
            executions: figure(&told, "stat::number_of_executed_units:").unwrap_or(0),
            coverage: coverage(&told),
            finding,
        })
    }

    /// Merges the seeds and what was found beyond them into a folder, without inputs that add nothing to the others.
    fn keep(&self, programs: &Programs, target: &str, folder: &Path) -> Result<(), Failure> {
        let kept = std::path::absolute(folder.join(target))
            .map_err(Failure::io(format!("finding {}", folder.display())))?;
        fs::create_dir_all(&kept).map_err(Failure::io(format!("making {}", kept.display())))?;
        let inputs = self.folder("inputs", target)?;
        run(Command::new(programs.folder.join(target))
            .current_dir(&self.made)
            .env("TMPDIR", programs.scratch.path())
            .args(["-merge=1", "-verbosity=0"])
            .arg(&kept)
            .args([&self.sources.join("seeds").join(target), &inputs]))?;
        let count = files(&kept)?.len();
        println!("{target}: {count} inputs in {}", kept.display());
        Ok(())
    }

    fn folder(&self, kind: &str, target: &str) -> Result<PathBuf, Failure> {
        let folder = self.made.join(kind).join(target);
        fs::create_dir_all(&folder).map_err(Failure::io(format!("making {}", folder.display())))?;
        Ok(folder)
    }

    fn dictionary(&self, target: &str) -> PathBuf {
        let folder = self.sources.join("dictionaries");
        folder.join(format!("{target}.dict"))
    }
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .map_err(Failure::io(format!("reading {}", folder.display())))
}

fn host(version: &str) -> Option<String> {
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned)
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// The number after a word.
fn figure(text: &str, word: &str) -> Option<u64> {
    let (_, rest) = text.split_once(word)?;
    rest.split_whitespace().next()?.parse().ok()
}

/// What libFuzzer says is covered, at its start and last.
fn coverage(told: &str) -> (u64, u64) {
    let of = |line: &str| figure(line, " cov:");
    let first = told
        .lines()
        .filter(|line| line.contains("INITED"))
        .find_map(of);
    let last = told.lines().rev().find_map(of);
    (first.unwrap_or(0), last.unwrap_or(0))
}

impl Outcome {
    fn line(&self) -> String {
        let (from, to) = self.coverage;
        format!(
            "{:16} {:>12} executions  coverage {from:>6} → {to:>6}  {}",
            self.target,
            self.executions,
            if self.finding.is_some() {
                "FOUND SOMETHING"
            } else {
                "nothing found"
            }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_what_the_engine_says() {
        let told = "#5\tINITED cov: 120 ft: 130 corp: 5/9b exec/s: 0 rss: 33Mb\n\
            #64\tNEW    cov: 140 ft: 151 corp: 6/12b lim: 4 exec/s: 0 rss: 33Mb L: 4/4 MS: 1 CopyPart-\n\
            stat::number_of_executed_units: 4096\n";
        assert_eq!(coverage(told), (120, 140));
        assert_eq!(figure(told, "stat::number_of_executed_units:"), Some(4096));
        assert_eq!(coverage("cut short"), (0, 0));
        let version = "rustc 1.95.0\nhost: x86_64-unknown-linux-gnu\n";
        assert_eq!(host(version).as_deref(), Some("x86_64-unknown-linux-gnu"));
        assert_eq!(last_lines("a\nb\nc", 2), "b\nc");
    }

    #[test]
    fn every_folder_of_seeds_is_a_target_with_a_dictionary_and_a_stranger_is_refused() {
        let layout = Layout::of(&Tree::locate().expect("the tree"));
        let all = chosen(&layout, &[]).expect("targets");
        assert!(!all.is_empty());
        assert!(all.iter().all(|target| layout.dictionary(target).is_file()));
        assert!(chosen(&layout, &["nobody".to_owned()]).is_err());
        assert_eq!(chosen(&layout, &all[..1]).expect("one"), all[..1]);
    }
}
