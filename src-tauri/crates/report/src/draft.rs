//! A file that appears under its name only when it is whole.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Data rows; for a household report, its members.
    pub rows: u64,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, as 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The text file beside a CSV that says what it is about.
    pub about_file: Option<PathBuf>,
}

/// A temporary file in the target's folder, hashed as it grows, gone when dropped unfinished.
/// Only the user may read it.
pub(crate) struct Draft {
    file: NamedTempFile,
    target: PathBuf,
    hash: Sha256,
    bytes: u64,
}

impl Draft {
    /// A draft of `target`, in the folder of `target`.
    pub(crate) fn beside(target: &Path) -> Result<Self, io::Error> {
        let file = tempfile::Builder::new()
            .prefix(".vinculo-")
            .suffix(".part")
            .tempfile_in(folder(target))?;
        Ok(Self {
            file,
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

/// The folder in which `target` stands.
pub(crate) fn folder(target: &Path) -> &Path {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Writes `bytes` whole to `target`.
#[cfg(feature = "pdf")]
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
