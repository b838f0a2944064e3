//! A record on its way into the store, with what is worked out from it.

use artu::models::{Client, Record};
use jiff::Timestamp;

use super::facts::Facts;
use crate::{column::Digest, error::Result, store::RecordCompressor};

/// A record to store. What costs time without the file (digest, columns, search text, compression) can be worked out before,
/// on any thread.
pub struct ClientWrite {
    pub(super) record: Record<Client>,
    pub(super) seen_at: Timestamp,
    pub(super) digest: Digest,
    pub(super) complete: bool,
    facts: Option<Facts>,
    packed: Option<Packed>,
}

/// The bytes for a column, and the codec that made them.
pub(super) type Packed = (i64, Vec<u8>);

impl ClientWrite {
    /// A record that was read at `seen_at`. Its digest is taken; the rest waits until it is known to be new.
    pub fn new(record: Record<Client>, seen_at: Timestamp) -> Self {
        Self {
            digest: Digest::of(record.raw_text().as_bytes()),
            complete: !record.value.is_short(),
            record,
            seen_at,
            facts: None,
            packed: None,
        }
    }

    /// Works out all of it at once, as for a record that is surely new.
    ///
    /// # Errors
    /// When the compressor fails.
    pub fn worked_out(mut self, compressor: Option<&mut RecordCompressor>) -> Result<Self> {
        self.facts = Some(Facts::of(&self.record.value));
        if let Some(compressor) = compressor {
            self.packed = Some(compressor.compress(self.record.raw_text())?);
        }
        Ok(self)
    }

    pub(super) fn raw(&self) -> &str {
        self.record.raw_text()
    }

    /// The client as it was understood.
    pub fn client(&self) -> &Client {
        &self.record.value
    }

    /// What columns and search take, worked out now unless it was before.
    pub(super) fn facts(&self) -> std::borrow::Cow<'_, Facts> {
        match &self.facts {
            Some(facts) => std::borrow::Cow::Borrowed(facts),
            None => std::borrow::Cow::Owned(Facts::of(self.client())),
        }
    }

    /// The compressed record, if it was worked out before.
    pub(super) fn packed(&self) -> Option<&Packed> {
        self.packed.as_ref()
    }
}
