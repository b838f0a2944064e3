//! A record on its way into the store, with what is worked out from it.

use std::borrow::Cow;

use artu::models::{Client, Record};
use jiff::Timestamp;

use super::facts::Facts;
use crate::{
    column::Digest,
    error::Result,
    identity::ClientId,
    store::{RecordCompressor, Session},
};

/// A record to store. What costs time without the file (columns, search text, compression) can be worked out before, on any
/// thread.
pub struct ClientWrite {
    id: ClientId,
    updated_at: Timestamp,
    pub(super) seen_at: Timestamp,
    pub(super) digest: Digest,
    pub(super) complete: bool,
    form: Form,
}

/// The bytes for a column, and the codec that made them.
pub(super) type Packed = (i64, Vec<u8>);

enum Form {
    /// As it was read.
    Read(Box<Record<Client>>),
    /// What the store takes of it, and nothing else: a page that waits costs a part of what it did when it was read.
    WorkedOut(Box<Facts>, Packed),
}

impl ClientWrite {
    /// A record that was read at `seen_at`. Its digest is taken; the rest waits until it is known to be new.
    pub fn new(record: Record<Client>, seen_at: Timestamp) -> Self {
        Self {
            id: record.value.id,
            updated_at: record.value.updated_at,
            seen_at,
            digest: Digest::of(record.raw_text().as_bytes()),
            complete: !record.value.is_short(),
            form: Form::Read(Box::new(record)),
        }
    }

    /// Works out all of it at once, as for a record that is surely new.
    ///
    /// # Errors
    /// When the compressor fails, or free data of the record cannot be written as JSON.
    pub fn worked_out(mut self, compressor: &mut RecordCompressor) -> Result<Self> {
        if let Form::Read(record) = &self.form {
            let packed = compressor.compress(record.raw_text())?;
            self.form = Form::WorkedOut(Box::new(Facts::of(&record.value)?), packed);
        }
        Ok(self)
    }

    /// Whose record it is.
    pub fn id(&self) -> ClientId {
        self.id
    }

    /// When Artu changed it last.
    pub fn updated_at(&self) -> Timestamp {
        self.updated_at
    }

    /// Whether the record has all its child lists.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Whether both have the same text.
    pub fn is_same_record(&self, other: &Self) -> bool {
        self.digest == other.digest
    }

    /// The verbatim record, while it is as it was read.
    pub(super) fn read_text(&self) -> Option<&str> {
        match &self.form {
            Form::Read(record) => Some(record.raw_text()),
            Form::WorkedOut(..) => None,
        }
    }

    /// The verbatim record.
    pub(super) fn text(&self, session: &Session) -> Result<Cow<'_, str>> {
        match &self.form {
            Form::Read(record) => Ok(Cow::Borrowed(record.raw_text())),
            Form::WorkedOut(_, (codec, bytes)) => Ok(Cow::Owned(session.expand(*codec, bytes)?)),
        }
    }

    /// What the store takes from the record, worked out now unless it was before.
    pub(super) fn facts(&self) -> Result<Cow<'_, Facts>> {
        match &self.form {
            Form::Read(record) => Ok(Cow::Owned(Facts::of(&record.value)?)),
            Form::WorkedOut(facts, _) => Ok(Cow::Borrowed(facts)),
        }
    }

    /// The compressed record, made now unless it was before.
    pub(super) fn packed(&self, session: &Session) -> Result<Cow<'_, Packed>> {
        match &self.form {
            Form::Read(record) => Ok(Cow::Owned(session.compress(record.raw_text())?)),
            Form::WorkedOut(_, packed) => Ok(Cow::Borrowed(packed)),
        }
    }
}
