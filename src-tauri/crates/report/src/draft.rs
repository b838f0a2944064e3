//! A file that appears under its name only when it is whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Data rows; for a household report, its members; for a letter, its items.
    pub rows: u64,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, as 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The text file beside a CSV that says what it is about.
    pub about_file: Option<PathBuf>,
}

const PREFIX: &str = ".vinculo-";
const SUFFIX: &str = ".part";

/// A temporary file in the target's folder, hashed as it grows, gone when dropped unfinished.
/// Only the user may read it. It is locked while it is written: one that nobody holds was left by a
/// program that was killed, and the next draft beside it takes it away.
pub(crate) struct Draft {
    file: NamedTempFile,
    target: PathBuf,
    hash: Sha256,
    bytes: u64,
}

impl Draft {
    /// A draft of `target`, in the folder of `target`.
    pub(crate) fn beside(target: &Path) -> Result<Self, io::Error> {
        let folder = folder(target);
        // What cannot be tidied up is no reason not to write.
        let _ = clear_abandoned(folder);
        Ok(Self {
            file: locked_file(folder)?,
            target: target.to_path_buf(),
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// Puts the whole file under its name, replacing what was there.
    pub(crate) fn finish(self, rows: u64) -> Result<Written, io::Error> {
        self.file.as_file().sync_all()?;
        self.file
            .persist(&self.target)
            .map_err(|refused| refused.error)?;
        Ok(Written {
            rows,
            bytes: self.bytes,
            sha256: hexadecimal(&self.hash.finalize()),
            about_file: None,
        })
    }
}

impl Write for Draft {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.file.write(buffer)?;
        self.hash.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A new file that is locked. Another program may have found it before it was, and taken it away.
fn locked_file(folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = tempfile::Builder::new()
            .prefix(PREFIX)
            .suffix(SUFFIX)
            .tempfile_in(folder)?;
        // Where there are no locks, nothing can be told to be abandoned either.
        let locked = file.as_file().lock().is_ok();
        if !locked || file.path().try_exists()? {
            return Ok(file);
        }
    }
}

/// Removes the drafts of a folder that nobody holds.
fn clear_abandoned(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(PREFIX) || !name.ends_with(SUFFIX) || !entry.file_type()?.is_file() {
            continue;
        }
        let Ok(file) = File::options().write(true).open(entry.path()) else {
            continue;
        };
        if file.try_lock().is_ok() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// The folder in which `target` stands.
pub(crate) fn folder(target: &Path) -> &Path {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Writes `bytes` whole to `target`.
pub(crate) fn write_whole(target: &Path, bytes: &[u8], rows: u64) -> Result<Written, io::Error> {
    let mut draft = Draft::beside(target)?;
    draft.write_all(bytes)?;
    draft.finish(rows)
}

/// Bytes as lower-case hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_goes_and_what_another_writes_stays() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join(".vinculo-abc123.part");
        let theirs = folder.path().join("notas.part");
        for path in [&left, &theirs] {
            fs::write(path, "x").unwrap();
        }
        let target = folder.path().join("informe.csv");
        let other = Draft::beside(&folder.path().join("otro.csv")).unwrap();
        assert!(!left.exists());
        let mut draft = Draft::beside(&target).unwrap();
        draft.write_all(b"uno").unwrap();
        draft.finish(1).unwrap();
        other.finish(0).unwrap();
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["informe.csv", "notas.part", "otro.csv"]);
    }
}
