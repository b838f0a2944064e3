//! The whole journal as a file for an auditor.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use serde_json::json;
use sha2::{Digest as _, Sha256};
use vault::Entry;

use super::{Action, enter};
use crate::{Error, Session, contract::ExportView};

/// Writes the journal as one JSON document a line, the oldest entry first, and after them a line with the count and the head that
/// reports print. With the form of the hash, which the store documents, the chain can be checked without this program. The journal
/// says afterwards that it was exported, so that entry is not in the file.
///
/// # Errors
/// When the journal cannot be read or the file not be written. Then nothing is left under its name.
pub fn export(session: &Session, target: &Path) -> Result<ExportView, Error> {
    let mut draft = Draft::beside(target)?;
    let mut last = None;
    session.vault().read(|view| {
        view.journal().each(|entry| {
            last = Some((entry.seq, entry.hash.to_hex()));
            draft.line(&line(&entry))
        })
    })?;
    let (entries, head) = last.unwrap_or_else(|| (0, "0".repeat(64)));
    draft.line(&json!({ "entries": entries, "head": head }))?;
    let (bytes, sha256) = draft.finish(target)?;
    let payload =
        json!({ "subject": "journal", "rows": entries, "bytes": bytes, "sha256": sha256 });
    enter(session, Action::Exported, &[], &payload)?;
    Ok(ExportView {
        file: target.display().to_string(),
        rows: entries,
        bytes,
        sha256,
    })
}

fn line(entry: &Entry) -> serde_json::Value {
    json!({
        "seq": entry.seq,
        "at": format!("{:.6}", entry.at),
        "analyst": entry.analyst,
        "action": entry.action,
        "subjects": entry.subjects,
        "payload": entry.payload,
        "payloadDigest": entry.payload_digest.to_hex(),
        "previous": entry.previous.to_hex(),
        "hash": entry.hash.to_hex(),
    })
}

/// A file that gets its name once it is whole; removed otherwise.
struct Draft {
    path: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Draft {
    fn beside(target: &Path) -> Result<Self, Error> {
        let mut path = target.as_os_str().to_owned();
        path.push(".part");
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self {
            file: BufWriter::new(options.open(&path)?),
            path: path.into(),
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    fn line(&mut self, document: &serde_json::Value) -> Result<(), Error> {
        let mut text = serde_json::to_vec(document)?;
        text.push(b'\n');
        self.hash.update(&text);
        self.bytes += u64::try_from(text.len()).unwrap_or(0);
        Ok(self.file.write_all(&text)?)
    }

    fn finish(mut self, target: &Path) -> Result<(u64, String), Error> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.path, target)?;
        let digest = vault::Digest(self.hash.clone().finalize().into());
        Ok((self.bytes, digest.to_hex()))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After the rename there is nothing of that name any more.
        let _ = fs::remove_file(&self.path);
    }
}
