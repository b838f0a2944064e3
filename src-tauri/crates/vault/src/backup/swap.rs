//! Changing places: what was made and verified beside the vault becomes the vault.
//!
//! A note says that it is to be done and where what is replaced goes; it is written when everything is on the disk and removed
//! last. Every step can be done again, so whoever finds the note after a crash goes on with it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    disk::{is_there, remove_if_there, replace_file, sync_folder_of, with_suffix},
    error::{Error, Result},
    store::{ANCHOR_FILE_NAME, VAULT_FILE_NAME},
};

/// The name of the note.
const NOTE: &str = "vault.swap.json";
/// What is made beside the vault has its name with this behind it.
pub(super) const FRESH: &str = ".new";

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Note {
    /// What comes behind the name of the vault's file once it is replaced.
    aside: String,
}

/// The path of what is made beside the vault of a folder.
pub(super) fn fresh_path(folder: &Path) -> PathBuf {
    with_suffix(&folder.join(VAULT_FILE_NAME), FRESH)
}

/// Removes what an attempt that was cut off before its note left.
pub(super) fn clear(folder: &Path) -> Result<()> {
    let fresh = fresh_path(folder);
    for suffix in ["", "-wal", "-shm", "-journal"] {
        remove_if_there(&with_suffix(&fresh, suffix))?;
    }
    remove_if_there(&with_suffix(&folder.join(ANCHOR_FILE_NAME), FRESH))
}

/// Lets what was made beside the vault take its place. The caller holds the folder alone.
pub(super) fn swap(folder: &Path, aside: &str) -> Result<()> {
    sync(&fresh_path(folder))?;
    let note = Note {
        aside: aside.to_owned(),
    };
    let text = serde_json::to_vec(&note).map_err(|_| Error::Unstorable { what: "the note" })?;
    replace_file(&folder.join(NOTE), &text)?;
    finish_swap(folder).map(drop)
}

/// Whether a swap was cut off and is to be gone on with before the vault is opened.
pub fn swap_is_pending(folder: &Path) -> Result<bool> {
    is_there(&folder.join(NOTE))
}

/// Goes on with a swap that was cut off; gives whether there was one. The caller holds the folder alone.
pub fn finish_swap(folder: &Path) -> Result<bool> {
    let note = folder.join(NOTE);
    if !is_there(&note)? {
        return Ok(false);
    }
    let bytes = fs::read(&note).map_err(|source| Error::io(&note, source))?;
    let Note { aside } = serde_json::from_slice(&bytes).map_err(|_| Error::Corrupt {
        what: "the note of a restore",
    })?;
    let vault = folder.join(VAULT_FILE_NAME);
    let fresh = fresh_path(folder);
    if is_there(&fresh)? {
        // The log goes with its file: alone beside another it would be played into that.
        let old = with_suffix(&vault, &aside);
        move_if_there(&with_suffix(&vault, "-wal"), &with_suffix(&old, "-wal"))?;
        remove_if_there(&with_suffix(&vault, "-shm"))?;
        move_if_there(&vault, &old)?;
        let anchor = folder.join(ANCHOR_FILE_NAME);
        let fresh_anchor = with_suffix(&anchor, FRESH);
        if is_there(&fresh_anchor)? {
            move_if_there(&anchor, &with_suffix(&anchor, &aside))?;
            move_if_there(&fresh_anchor, &anchor)?;
        }
        move_if_there(&fresh, &vault)?;
    }
    sync_folder_of(&vault)?;
    remove_if_there(&note)?;
    sync_folder_of(&vault)?;
    Ok(true)
}

fn move_if_there(from: &Path, to: &Path) -> Result<()> {
    if is_there(from)? {
        fs::rename(from, to).map_err(|source| Error::io(from, source))?;
    }
    Ok(())
}

fn sync(path: &Path) -> Result<()> {
    fs::OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|source| Error::io(path, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder as it stands once the note is written, and what each file holds.
    fn noted() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| fs::write(folder.path().join(name), name).unwrap();
        for name in ["vault.db", "vault.db-wal", "vault.db-shm", "journal.head"] {
            write(name);
        }
        write("vault.db.new");
        write("journal.head.new");
        fs::write(folder.path().join(NOTE), r#"{"aside":".old"}"#).unwrap();
        folder
    }

    fn state(folder: &Path) -> Vec<(String, String)> {
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read_to_string(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    #[test]
    fn a_swap_cut_off_after_any_step_ends_as_one_that_was_not() {
        let whole = noted();
        assert!(finish_swap(whole.path()).unwrap());
        let wanted = state(whole.path());
        let held = |name: &str| {
            wanted
                .iter()
                .find(|(known, _)| known == name)
                .unwrap()
                .1
                .as_str()
        };
        assert_eq!(held("vault.db"), "vault.db.new");
        assert_eq!(held("vault.db.old"), "vault.db");
        assert_eq!(held("vault.db.old-wal"), "vault.db-wal");
        assert_eq!(held("journal.head"), "journal.head.new");
        assert_eq!(wanted.len(), 5);
        let steps: [&[(&str, &str)]; 6] = [
            &[("vault.db-wal", "vault.db.old-wal")],
            &[("vault.db-shm", "")],
            &[("vault.db", "vault.db.old")],
            &[("journal.head", "journal.head.old")],
            &[("journal.head.new", "journal.head")],
            &[("vault.db.new", "vault.db")],
        ];
        for done in 0..=steps.len() {
            let cut_off = noted();
            for (from, to) in steps[..done].iter().copied().flatten() {
                let from = cut_off.path().join(from);
                if to.is_empty() {
                    fs::remove_file(from).unwrap();
                } else {
                    fs::rename(from, cut_off.path().join(to)).unwrap();
                }
            }
            assert!(finish_swap(cut_off.path()).unwrap());
            assert_eq!(state(cut_off.path()), wanted, "cut off after step {done}");
            assert!(!finish_swap(cut_off.path()).unwrap());
        }
    }
}
