//! Compression of records: zstd at level 1 with a dictionary trained on the first page of clients.
//!
//! Artu's records are small and alike; the dictionary makes the file several times smaller than zstd alone. It is kept in the
//! file, so every record can be read back by any connection. It holds pieces of the records it was trained on, so the first client that
//! is forgotten has it replaced by one of what all records share ([`dictionary`]).

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, params};
use zstd::{
    bulk::{Compressor, Decompressor},
    zstd_safe::get_frame_content_size,
};

use super::{Session, dictionary};
use crate::error::{Error, Result};

const LEVEL: i32 = 1;
const PLAIN: i64 = 0;
const ZSTD: i64 = 1;
const FIRST_DICTIONARY: i64 = 2;
const DICTIONARY_BYTES: usize = 32 * 1024;
/// Fewer samples than this train a dictionary that fits nothing.
const LEAST_SAMPLES: usize = 100;
/// A frame that says it is larger is damaged, not a record.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Compresses records for the file whose dictionary it holds, on any thread.
pub struct RecordCompressor {
    codec: i64,
    compressor: Compressor<'static>,
}

impl RecordCompressor {
    /// The bytes of a record for a column, and the codec that made them.
    pub(crate) fn compress(&mut self, raw: &str) -> Result<(i64, Vec<u8>)> {
        Ok((self.codec, self.compressor.compress(raw.as_bytes())?))
    }
}

/// The compressor and decompressors of one connection, made when first needed.
#[derive(Default)]
pub(super) struct Codecs {
    compressor: Option<RecordCompressor>,
    decompressors: HashMap<i64, Decompressor<'static>>,
}

impl Session {
    /// The bytes of a record for a column, and the codec that made them.
    pub(crate) fn compress(&self, raw: &str) -> Result<(i64, Vec<u8>)> {
        let newest = self.newest_dictionary()?.unwrap_or(ZSTD);
        let mut codecs = self.codecs.borrow_mut();
        let compressor = match codecs.compressor.take() {
            // Another process may have made all records anew with another dictionary.
            Some(compressor) if compressor.codec == newest => compressor,
            _ => self.current_compressor()?,
        };
        codecs.compressor.insert(compressor).compress(raw)
    }

    /// The record from a column.
    pub(crate) fn expand(&self, codec: i64, bytes: &[u8]) -> Result<String> {
        let damaged = || Error::Corrupt { what: "a record" };
        let plain = if codec == PLAIN {
            bytes.to_vec()
        } else {
            let size = get_frame_content_size(bytes)
                .ok()
                .flatten()
                .filter(|size| *size <= MOST_BYTES)
                .ok_or_else(damaged)?;
            let size = usize::try_from(size).map_err(|_| damaged())?;
            let mut codecs = self.codecs.borrow_mut();
            let decompressor = match codecs.decompressors.entry(codec) {
                std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(self.decompressor(codec)?)
                }
            };
            decompressor
                .decompress(bytes, size)
                .map_err(|_| damaged())?
        };
        String::from_utf8(plain).map_err(|_| damaged())
    }

    /// Trains the dictionary when there is none yet and the samples are enough.
    pub(crate) fn train(&self, samples: &[&str]) -> Result<()> {
        if samples.len() < LEAST_SAMPLES || self.newest_dictionary()?.is_some() {
            return Ok(());
        }
        // A page of equal or tiny records trains nothing; plain zstd serves until a better page comes.
        match zstd::dict::from_samples(samples, DICTIONARY_BYTES) {
            Ok(bytes) => self.keep_dictionary(FIRST_DICTIONARY, &bytes),
            Err(_) => Ok(()),
        }
    }

    /// Trains a dictionary of nothing but what the samples share, for the records written from now on.
    pub(super) fn train_shared(&self, samples: &[&str]) -> Result<()> {
        let next = self
            .newest_dictionary()?
            .map_or(FIRST_DICTIONARY, |newest| newest + 1);
        let shared = dictionary::shared_parts(samples);
        // It takes the place of another, so it has to serve, however badly.
        let bytes = zstd::dict::from_samples(&shared, DICTIONARY_BYTES).unwrap_or_else(|_| {
            let bytes = shared.concat().into_bytes();
            bytes.into_iter().take(DICTIONARY_BYTES).collect()
        });
        self.keep_dictionary(next, &bytes)
    }

    fn keep_dictionary(&self, codec: i64, bytes: &[u8]) -> Result<()> {
        self.connection.execute(
            "INSERT INTO dictionaries (codec, bytes) VALUES (?1, ?2)",
            params![codec, bytes],
        )?;
        self.codecs.borrow_mut().compressor = None;
        Ok(())
    }

    /// Forgets what was made from rows that were rolled back.
    pub(crate) fn forget_codecs(&self) {
        *self.codecs.borrow_mut() = Codecs::default();
    }

    pub(super) fn newest_dictionary(&self) -> Result<Option<i64>> {
        let codec = self
            .connection
            .prepare_cached("SELECT max(codec) FROM dictionaries")?
            .query_row([], |row| row.get(0))?;
        Ok(codec)
    }

    /// A compressor with the newest dictionary; `None` while there is none.
    pub(super) fn compressor(&self) -> Result<Option<RecordCompressor>> {
        let Some(codec) = self.newest_dictionary()? else {
            return Ok(None);
        };
        let compressor = Compressor::with_dictionary(LEVEL, &self.dictionary(codec)?)?;
        Ok(Some(RecordCompressor { codec, compressor }))
    }

    fn current_compressor(&self) -> Result<RecordCompressor> {
        match self.compressor()? {
            Some(compressor) => Ok(compressor),
            None => Ok(RecordCompressor {
                codec: ZSTD,
                compressor: Compressor::new(LEVEL)?,
            }),
        }
    }

    fn decompressor(&self, codec: i64) -> Result<Decompressor<'static>> {
        Ok(if codec == ZSTD {
            Decompressor::new()?
        } else {
            Decompressor::with_dictionary(&self.dictionary(codec)?)?
        })
    }

    fn dictionary(&self, codec: i64) -> Result<Vec<u8>> {
        self.connection
            .query_row(
                "SELECT bytes FROM dictionaries WHERE codec = ?1",
                [codec],
                |row| row.get(0),
            )
            .optional()?
            .ok_or(Error::Corrupt {
                what: "a record names a dictionary that is not there",
            })
    }
}
