//! How much memory a bad page takes to decode beyond a good one: that of a process of its own, which does nothing else.

use std::{fs, hint::black_box, io, path::PathBuf, process::Command};

use artu::{
    Wrappers,
    models::{Client, Page, RawRecord},
};

use crate::trouble::{Outcome, Trouble, ensure};

/// How often a page may be held beyond what a good one takes.
const TIMES: u64 = 4;
/// What a process grows by in any case when it comes to code that did not run before, in bytes.
const NOISE: u64 = 1024 * 1024;

/// Decoding takes at most four times the page more than a good one takes.
pub(super) fn ensure_bounded(good: &[u8], page: &[u8]) -> Outcome {
    let folder = tempfile::tempdir()?;
    let mut command = Command::new(std::env::current_exe()?);
    for (name, bytes) in [("good", good), ("bad", page)] {
        let file = folder.path().join(name);
        fs::write(&file, bytes)?;
        command.arg("--decode").arg(file);
    }
    let output = command.output()?;
    let told = String::from_utf8_lossy(&output.stdout);
    ensure(output.status.success(), || {
        format!("decoding ended with {}", output.status)
    })?;
    let told = told.trim();
    if told.is_empty() {
        return Ok(());
    }
    let grown: u64 = told
        .parse()
        .map_err(|_| Trouble(format!("decoding told {told}")))?;
    let page = page.len() as u64;
    ensure(grown <= TIMES * page + NOISE, || {
        format!("{grown} bytes of memory for a page of {page}")
    })
}

/// Decodes pages as a pull does, and prints by how many bytes the last one made the peak of memory grow; nothing where the
/// system does not tell.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn decode(files: &[PathBuf]) -> io::Result<()> {
    let mut grown = None;
    for file in files {
        let bytes = fs::read(file)?;
        let before = peak();
        if let Ok(page) = Page::parse(&bytes, &Wrappers::default()) {
            let decoded = page.data.into_iter();
            black_box(decoded.map(RawRecord::decode::<Client>).collect::<Vec<_>>());
        }
        grown = before
            .zip(peak())
            .map(|(before, after)| after.saturating_sub(before));
    }
    if let Some(grown) = grown {
        println!("{grown}");
    }
    Ok(())
}

/// The most memory this process held so far, in bytes; nothing where the system does not tell as Linux does.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
