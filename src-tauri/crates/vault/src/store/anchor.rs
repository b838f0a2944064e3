//! The head of the journal, kept beside the file it belongs to: so that a whole file put back to an earlier one shows.
//!
//! `journal.head` holds two slots of 80 bytes, written in turn, so that a write that is cut off leaves the other: the sequence
//! number (8 bytes, big endian), the hash, a nonce and a seal. The seal is a Poly1305 tag under a random secret that lies in the
//! vault and nowhere else, so that a new key of the file does not matter here. The head is written after the entry is committed: it
//! may be behind, never ahead. A head that the chain does not pass through is left as it is, as evidence.

use std::{
    fs,
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use rusqlite::{OptionalExtension as _, params};
use zeroize::Zeroizing;

use super::Session;
use crate::{
    column::{Digest, hex, unhex},
    disk::{is_there, replace_file},
    error::{Error, Result},
    tables::journal::{Head, JournalRead},
};

/// The name of the file in the folder of a profile.
pub(crate) const ANCHOR_FILE_NAME: &str = "journal.head";
/// The setting that holds the secret of the seal.
const SEAL: &str = "journal_seal";
const PURPOSE: &[u8] = b"vinculo-journal-head-1";
const HEAD: usize = 40;
const NONCE: usize = 24;
const SLOT: usize = HEAD + NONCE + 16;

/// What is kept outside of a vault about its journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Nothing yet.
    Nothing,
    /// This head.
    Head(Head),
    /// There was a head, and it is gone or is none of this vault.
    Lost,
}

/// The anchor of one vault.
pub(super) struct Anchor {
    path: PathBuf,
    /// Whether the head kept is one that the chain passes through; found out when first needed.
    holds: Option<bool>,
}

impl Anchor {
    /// The anchor of the vault at `vault`: beside it, and named after it.
    pub(super) fn beside(vault: &Path) -> Self {
        let name = vault.file_name().unwrap_or_default().to_string_lossy();
        let suffix = name.strip_prefix(super::VAULT_FILE_NAME).unwrap_or(&name);
        let file = format!("{ANCHOR_FILE_NAME}{suffix}");
        Self {
            path: vault.with_file_name(file),
            holds: None,
        }
    }

    /// What is kept. Reads only.
    pub(super) fn kept(&self, session: &Session) -> Result<Kept> {
        let Some(seal) = seal_of(session)? else {
            return Ok(Kept::Nothing);
        };
        let newest = self
            .slots()
            .into_iter()
            .filter_map(|slot| open(&seal, &slot))
            .max_by_key(|head| head.seq);
        Ok(newest.map_or(Kept::Lost, Kept::Head))
    }

    /// Keeps the head that a transaction left, unless what is kept is no head of this chain. A failure is no failure of the
    /// transaction: the head is behind, as after a crash.
    pub(super) fn follow(&mut self, session: &Session, head: Head) {
        let followed = self.try_follow(session, head);
        if let Err(error) = followed {
            tracing::warn!(%error, "the head of the journal was not kept");
        }
    }

    fn try_follow(&mut self, session: &Session, head: Head) -> Result<()> {
        let kept = self.kept(session)?;
        if kept == Kept::Nothing {
            return self.begin(session, head);
        }
        let holds = match (self.holds, kept) {
            (Some(holds), _) => holds,
            (None, Kept::Head(kept)) => JournalRead { session }.passes(kept)?,
            (None, _) => false,
        };
        self.holds = Some(holds);
        match (holds, kept, seal_of(session)?) {
            (true, Kept::Head(kept), Some(seal)) if kept.seq < head.seq => {
                self.write(&seal, head, kept)
            }
            _ => Ok(()),
        }
    }

    /// Anchors the journal anew at its end, whatever was kept before: as when a backup took the place of the vault.
    pub(super) fn begin_anew(&mut self, session: &Session) -> Result<()> {
        let head = JournalRead { session }.head()?;
        self.begin(session, head)
    }

    /// The file is there before the vault says that there is one; another process that begins at the same time waits.
    fn begin(&mut self, session: &Session, head: Head) -> Result<()> {
        session.transact("BEGIN IMMEDIATE", || {
            let seal = seal_of(session)?.unwrap_or_else(|| {
                let mut seal = Zeroizing::new([0; 32]);
                rand::fill(&mut seal[..]);
                seal
            });
            self.make(&seal, head)?;
            let text = Zeroizing::new(hex(&seal[..]));
            session.connection.execute(
                "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
                params![SEAL, text.as_str()],
            )?;
            Ok::<_, Error>(())
        })?;
        self.holds = Some(true);
        Ok(())
    }

    fn make(&self, seal: &[u8; 32], head: Head) -> Result<()> {
        let slot = close(seal, head)?;
        replace_file(&self.path, &[slot, [0; SLOT]].concat())
    }

    /// Writes over the slot that does not hold the newest head.
    fn write(&self, seal: &[u8; 32], head: Head, kept: Head) -> Result<()> {
        let slots = self.slots();
        let newest = slots
            .iter()
            .position(|slot| open(seal, slot) == Some(kept))
            .unwrap_or(0);
        let place = u64::try_from((1 - newest.min(1)) * SLOT).unwrap_or(0);
        let slot = close(seal, head)?;
        let write = || -> std::io::Result<()> {
            let mut file = fs::OpenOptions::new().write(true).open(&self.path)?;
            file.seek(SeekFrom::Start(place))?;
            file.write_all(&slot)
        };
        write().map_err(|source| Error::io(&self.path, source))
    }

    fn slots(&self) -> Vec<[u8; SLOT]> {
        let mut slots = Vec::new();
        if !is_there(&self.path).unwrap_or(false) {
            return slots;
        }
        let Ok(mut file) = fs::File::open(&self.path) else {
            return slots;
        };
        let mut slot = [0; SLOT];
        while slots.len() < 2 && file.read_exact(&mut slot).is_ok() {
            slots.push(slot);
        }
        slots
    }
}

fn seal_of(session: &Session) -> Result<Option<Zeroizing<[u8; 32]>>> {
    let text: Option<String> = session
        .connection
        .prepare_cached("SELECT value FROM settings WHERE name = ?1")?
        .query_row([SEAL], |row| row.get(0))
        .optional()?;
    let Some(text) = text.map(Zeroizing::new) else {
        return Ok(None);
    };
    let bytes = unhex(&text).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes
        .map(|bytes| Some(Zeroizing::new(bytes)))
        .ok_or(Error::Corrupt {
            what: "the seal of the journal",
        })
}

fn payload(head: &[u8; HEAD]) -> Vec<u8> {
    [PURPOSE, head].concat()
}

fn close(seal: &[u8; 32], head: Head) -> Result<[u8; SLOT]> {
    let mut slot = [0; SLOT];
    slot[..8].copy_from_slice(&head.seq.to_be_bytes());
    slot[8..HEAD].copy_from_slice(&head.hash.0);
    let mut nonce = [0; NONCE];
    rand::fill(&mut nonce[..]);
    let mut written = [0; HEAD];
    written.copy_from_slice(&slot[..HEAD]);
    let tag = XChaCha20Poly1305::new(seal.into())
        .encrypt(
            &nonce.into(),
            Payload {
                msg: &[],
                aad: &payload(&written),
            },
        )
        .map_err(|_| Error::Unstorable {
            what: "the head of the journal",
        })?;
    slot[HEAD..HEAD + NONCE].copy_from_slice(&nonce);
    slot[HEAD + NONCE..].copy_from_slice(&tag);
    Ok(slot)
}

fn open(seal: &[u8; 32], slot: &[u8; SLOT]) -> Option<Head> {
    let (head, rest) = slot.split_first_chunk::<HEAD>()?;
    let (nonce, tag) = rest.split_first_chunk::<NONCE>()?;
    XChaCha20Poly1305::new(seal.into())
        .decrypt(
            &(*nonce).into(),
            Payload {
                msg: tag,
                aad: &payload(head),
            },
        )
        .ok()?;
    let (seq, hash) = head.split_first_chunk::<8>()?;
    Some(Head {
        seq: u64::from_be_bytes(*seq),
        hash: Digest(hash.try_into().ok()?),
    })
}
