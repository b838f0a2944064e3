//! A file that texts are read from by their place.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// An open file. It must not change while it is open.
#[derive(Debug)]
pub(crate) struct TextFile {
    file: File,
    damaged: AtomicBool,
}

impl TextFile {
    /// Opens a file to read.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            file: File::open(path)?,
            damaged: AtomicBool::new(false),
        })
    }

    /// Length of the whole file in bytes.
    pub(crate) fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// The bytes at a place.
    pub(crate) fn bytes(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        read_exact_at(&self.file, &mut bytes, offset)?;
        Ok(bytes)
    }

    /// The text at a place. One that cannot be read is empty and marks the file as damaged, which
    /// whoever answers with it has to ask for.
    pub(crate) fn text(&self, offset: u64, length: usize) -> String {
        let text = self.bytes(offset, length).ok();
        let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
        text.unwrap_or_else(|| {
            self.damaged.store(true, Ordering::Relaxed);
            String::new()
        })
    }

    /// Whether a text could not be read.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        offset += read as u64;
    }
    Ok(())
}
