//! The end of a backup: what opens it, and the sealed label.
//!
//! After the database come the trailer as JSON, its length as four bytes (little endian), and eight bytes that say what this is. The
//! copies of the key stand in it as in a key file. The label is encrypted under a key derived from the one of the database, and
//! covers the length of the database: whose backup it is shows to nobody without a secret, and none can be passed off as another.

use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom, Write as _},
};

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::BackupCounts;
use crate::{
    column::{hex, unhex},
    error::{Error, Result},
    keys::{KeyFile, VaultKey},
};

const MAGIC: &[u8; 8] = b"VNCLBAK1";
const PURPOSE: &str = "vinculo-backup-label-1";
/// A trailer that says it is longer is none.
const MOST_BYTES: u32 = 1024 * 1024;

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BackupKind {
    /// The whole vault.
    Whole,
    /// The analyst's own work, without the copy of Artu's data and without the API key.
    Work,
}

/// Whose backup it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupLabel {
    /// The id of the profile.
    pub profile: String,
    /// Its environment.
    pub environment: String,
    /// The organisation, when it was known.
    pub organisation: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
}

/// The sealed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Contents {
    pub(super) kind: BackupKind,
    pub(super) label: BackupLabel,
    pub(super) counts: BackupCounts,
    pub(super) database_bytes: u64,
}

/// The trailer as it lies in the file. The nonce and the sealed label are hexadecimal.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Trailer {
    pub(super) keys: KeyFile,
    nonce: String,
    label: String,
}

impl Trailer {
    pub(super) fn seal(keys: &KeyFile, key: &VaultKey, contents: &Contents) -> Result<Self> {
        let plain = serde_json::to_vec(contents).map_err(|_| Error::Unstorable {
            what: "the label of the backup",
        })?;
        let mut nonce = [0; 24];
        rand::fill(&mut nonce[..]);
        let sealed = cipher(key)
            .encrypt(&nonce.into(), payload(&plain))
            .map_err(|_| Error::Unstorable {
                what: "the label of the backup",
            })?;
        Ok(Self {
            keys: keys.clone(),
            nonce: hex(&nonce),
            label: hex(&sealed),
        })
    }

    /// What the backup holds; [`Error::WrongKey`] when the key is not the one.
    pub(super) fn open(&self, key: &VaultKey) -> Result<Contents> {
        let nonce: [u8; 24] = unhex(&self.nonce)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(Error::NotABackup)?;
        let sealed = unhex(&self.label).ok_or(Error::NotABackup)?;
        let plain = cipher(key)
            .decrypt(&nonce.into(), payload(&sealed))
            .map_err(|_| Error::WrongKey)?;
        serde_json::from_slice(&plain).map_err(|_| Error::NotABackup)
    }

    /// Writes it at the end of a file.
    pub(super) fn append_to(&self, file: &mut File) -> Result<()> {
        let text = serde_json::to_vec(self).map_err(|_| Error::Unstorable {
            what: "the trailer of the backup",
        })?;
        let length = u32::try_from(text.len()).map_err(|_| Error::NotABackup)?;
        file.seek(SeekFrom::End(0))?;
        file.write_all(&text)?;
        file.write_all(&length.to_le_bytes())?;
        file.write_all(MAGIC)?;
        Ok(())
    }

    /// Reads it from the end of a file; gives also how long the database before it is. [`Error::NotABackup`] for other files.
    pub(super) fn read_from(file: &mut File) -> Result<(Self, u64)> {
        let whole = file.metadata()?.len();
        let mut end = [0; 12];
        let end_at = whole.checked_sub(12).ok_or(Error::NotABackup)?;
        file.seek(SeekFrom::Start(end_at))?;
        file.read_exact(&mut end)?;
        let (length, magic) = end.split_at(4);
        let length: [u8; 4] = length.try_into().map_err(|_| Error::NotABackup)?;
        let length = u32::from_le_bytes(length);
        if magic != MAGIC || length > MOST_BYTES {
            return Err(Error::NotABackup);
        }
        let database = end_at.checked_sub(length.into()).ok_or(Error::NotABackup)?;
        file.seek(SeekFrom::Start(database))?;
        let mut text = Vec::new();
        file.take(length.into()).read_to_end(&mut text)?;
        let trailer = serde_json::from_slice(&text).map_err(|_| Error::NotABackup)?;
        Ok((trailer, database))
    }
}

fn cipher(key: &VaultKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&*key.derive(PURPOSE)).into())
}

fn payload(bytes: &[u8]) -> Payload<'_, '_> {
    Payload {
        msg: bytes,
        aad: PURPOSE.as_bytes(),
    }
}
