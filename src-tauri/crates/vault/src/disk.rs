//! Files that are there whole or not at all.

use std::{fs, io, io::Write as _, path::Path};

use crate::error::{Error, Result};

/// Opens a new file that only this person may read.
pub(crate) fn create_new(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Removes a file if it is there.
pub(crate) fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::io(path, source)),
        _ => Ok(()),
    }
}

/// Whether a file is there.
pub(crate) fn is_there(path: &Path) -> Result<bool> {
    path.try_exists().map_err(|source| Error::io(path, source))
}

/// The path with something after its name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Writes a file: a new one, on the disk before it is renamed over the old one.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let fresh = with_suffix(path, ".new");
    remove_if_there(&fresh)?;
    let write = || -> io::Result<()> {
        let mut file = create_new(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, path)
    };
    write().map_err(|source| Error::io(path, source))?;
    sync_folder_of(path)
}

/// Brings the names in the folder of a file onto the disk.
pub(crate) fn sync_folder_of(path: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|source| Error::io(folder, source))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
