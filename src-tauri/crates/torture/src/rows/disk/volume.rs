//! A place with little room: a file system in memory where mounting is allowed, else a limit on the length of files.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::trouble::{Outcome, fail};

/// Bytes the system hands out at once.
pub(crate) const PAGE: u64 = 4096;

/// A file system of its own, gone with its value.
pub(crate) struct Volume {
    folder: TempDir,
}

impl Volume {
    /// A volume with room for so many bytes; `None` where mounting is not allowed.
    pub(crate) fn mount(bytes: u64) -> Outcome<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let size = format!("size={bytes},mode=700");
        let mounted = silent("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder.path())
            .status();
        // A system without the program allows nothing either.
        Ok(matches!(mounted, Ok(status) if status.success()).then_some(Self { folder }))
    }

    /// Its root.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Gives it room for so many bytes.
    pub(crate) fn resize(&self, bytes: u64) -> Outcome {
        self.remount(&format!("size={bytes}"))
    }

    /// Forbids writing, or allows it again.
    pub(crate) fn set_read_only(&self, read_only: bool) -> Outcome {
        self.remount(if read_only { "ro" } else { "rw" })
    }

    fn remount(&self, option: &str) -> Outcome {
        let status = silent("mount")
            .args(["-o", &format!("remount,{option}")])
            .arg(self.path())
            .status()?;
        if status.success() {
            Ok(())
        } else {
            fail(format!("remount with {option}: {status}"))
        }
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        // Lazily: a case that failed may have left a file open.
        let _ = silent("umount").arg("-l").arg(self.path()).status();
    }
}

fn silent(program: &str) -> Command {
    let mut command = Command::new(program);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Bytes that the files below a folder take, each in whole pages.
pub(crate) fn taken(folder: &Path) -> Outcome<u64> {
    let mut bytes = PAGE;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() {
            taken(&entry.path())?
        } else {
            entry.metadata()?.len().div_ceil(PAGE) * PAGE
        };
    }
    Ok(bytes)
}

/// Fills a volume but for so many pages; gives the file that does it.
pub(crate) fn fill(volume: &Volume, but: u64) -> Outcome<PathBuf> {
    use std::io::Write as _;
    let path = volume.path().join("relleno");
    let mut file = std::fs::File::create(&path)?;
    let page = vec![0; usize::try_from(PAGE)?];
    let mut written = 0;
    while file.write_all(&page).is_ok() {
        written += PAGE;
    }
    file.set_len(written.saturating_sub(but * PAGE))?;
    Ok(path)
}
