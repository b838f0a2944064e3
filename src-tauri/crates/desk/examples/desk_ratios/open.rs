//! Opening the vault of a data folder, with and without anything of ours.

use std::path::{Path, PathBuf};

use desk::DataFolder;
use rusqlite::{Connection, OpenFlags};
use secrecy::{ExposeSecret as _, SecretString};
use vault::{KeyFile, VAULT_FILE_NAME, Vault, VaultKey};

pub(crate) const PASSPHRASE: &str = "medir no es adivinar";

pub(crate) fn vault_folder(root: &Path) -> PathBuf {
    let folder = DataFolder::open(root).unwrap();
    let profile = folder.current().unwrap().unwrap();
    folder.vault_folder(&profile)
}

pub(crate) fn key(root: &Path) -> VaultKey {
    key_of(&vault_folder(root))
}

pub(crate) fn key_of(vault_folder: &Path) -> VaultKey {
    KeyFile::load(vault_folder)
        .unwrap()
        .open_with_passphrase(&SecretString::from(PASSPHRASE))
        .unwrap()
}

pub(crate) fn vault(root: &Path) -> Vault {
    Vault::open(&vault_folder(root), &key(root)).unwrap()
}

/// The same file with the settings of a reader.
pub(crate) fn bare(folder: &Path, key: &VaultKey) -> Connection {
    let connection = connect(&folder.join(VAULT_FILE_NAME), Some(key));
    connection
        .execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8000;")
        .unwrap();
    connection
}

/// A database under a key, or a plain one.
pub(crate) fn connect(file: &Path, key: Option<&VaultKey>) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).unwrap();
    if let Some(key) = key {
        let hex = key.to_hex();
        let pragmas = format!(
            "PRAGMA key = \"x'{}'\"; PRAGMA cipher_memory_security = OFF;",
            hex.expose_secret()
        );
        connection.execute_batch(&pragmas).unwrap();
    }
    connection.set_prepared_statement_cache_capacity(64);
    connection
}
