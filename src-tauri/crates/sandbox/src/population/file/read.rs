//! Opens a population file: its index in memory, its texts where they are.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{GONE, HEADER, MAGIC, PRIMARY, PopulationFileError, SECTION, Section, VERSION};
use crate::population::{Planted, Population};
use crate::world::{Head, Link, Placed, Record, Text, TextFile};

/// A population file that was opened.
#[derive(Debug)]
pub(crate) struct Opened {
    /// Seed the file was made from.
    pub(crate) seed: u64,
    /// Both populations, test first.
    pub(crate) populations: [Population; 2],
    /// Where their texts are.
    pub(crate) file: Arc<TextFile>,
}

/// Opens a file and reads everything but the texts.
pub(crate) fn open(path: &Path) -> Result<Opened, PopulationFileError> {
    let disk = PopulationFileError::disk(path);
    let form = |what| PopulationFileError::Form {
        path: path.to_owned(),
        what,
    };
    let file = Arc::new(TextFile::open(path).map_err(&disk)?);
    let length = file.length().map_err(&disk)?;
    if length < HEADER as u64 {
        return Err(form("it is too short"));
    }
    let header = file.bytes(0, HEADER).map_err(&disk)?;
    let (seed, sections) = read_header(&header).map_err(form)?;
    let read = |section: &Section| -> Result<Population, PopulationFileError> {
        let bytes = |offset: u64, wanted: u64| {
            let end = offset.checked_add(wanted).filter(|end| *end <= length);
            end.ok_or_else(|| form("it was cut"))?;
            let wanted = usize::try_from(wanted).map_err(|_| form("it is too large"))?;
            file.bytes(offset, wanted).map_err(&disk)
        };
        let index = bytes(section.index, section.index_length)?;
        let planted = bytes(section.planted, section.planted_length)?;
        let digest = Sha256::new_with_prefix(&index).chain_update(&planted);
        if digest.finalize()[..] != section.digest {
            return Err(form("its index was changed"));
        }
        let planted: Vec<Planted> =
            serde_json::from_slice(&planted).map_err(|_| form("its defects cannot be read"))?;
        let records = Index::new(&index, &file, section.texts)
            .records(section.records)
            .ok_or_else(|| form("its index cannot be read"))?;
        Ok(Population::of(records, planted))
    };
    let populations = [read(&sections[0])?, read(&sections[1])?];
    Ok(Opened {
        seed,
        populations,
        file,
    })
}

fn read_header(header: &[u8]) -> Result<(u64, [Section; 2]), &'static str> {
    let (told, digest) = header.split_at(HEADER - 32);
    let mut bytes = Bytes(told);
    if bytes.array() != Some(MAGIC) {
        return Err("it begins otherwise");
    }
    if bytes.array().map(u32::from_le_bytes) != Some(VERSION) {
        return Err("its version is another");
    }
    if Sha256::digest(told)[..] != *digest {
        return Err("its header was changed");
    }
    let read = |bytes: &mut Bytes<'_>| {
        let seed = bytes.u64()?;
        let test = Section::decode(bytes.take(SECTION)?)?;
        let live = Section::decode(bytes.take(SECTION)?)?;
        Some((seed, [test, live]))
    };
    read(&mut bytes).ok_or("its header is too short")
}

impl Section {
    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        Some(Self {
            clients: bytes.u64()?,
            records: bytes.u64()?,
            texts: bytes.u64()?,
            index: bytes.u64()?,
            index_length: bytes.u64()?,
            planted: bytes.u64()?,
            planted_length: bytes.u64()?,
            digest: bytes.array()?,
        })
    }
}

/// The index of a section while it is read.
struct Index<'a> {
    bytes: Bytes<'a>,
    file: &'a Arc<TextFile>,
    /// Where the next record's texts are.
    offset: u64,
    /// Every type and relationship type met, each kept once.
    words: HashSet<Arc<str>>,
}

impl<'a> Index<'a> {
    fn new(index: &'a [u8], file: &'a Arc<TextFile>, offset: u64) -> Self {
        Self {
            bytes: Bytes(index),
            file,
            offset,
            words: HashSet::new(),
        }
    }

    /// All records; none when the index ends early or late.
    fn records(mut self, count: u64) -> Option<Vec<Record>> {
        let mut records = Vec::with_capacity(usize::try_from(count).ok()?.min(self.bytes.0.len()));
        for _ in 0..count {
            records.push(self.record()?);
        }
        self.bytes.0.is_empty().then_some(records)
    }

    fn record(&mut self) -> Option<Record> {
        let id = Uuid::from_bytes(self.bytes.array()?);
        let (created_at, updated_at) = (self.bytes.i64()?, self.bytes.i64()?);
        let [flags] = self.bytes.array()?;
        let place = Placed {
            file: Arc::clone(self.file),
            offset: self.offset,
            core: self.bytes.u32()?,
            rest: self.bytes.u32()?,
            search: self.bytes.u32()?,
        };
        self.offset += u64::from(place.core) + u64::from(place.rest) + u64::from(place.search);
        let kind = self.word()?;
        let count = self.bytes.u32()? as usize;
        let mut links = Vec::with_capacity(count.min(self.bytes.0.len()));
        for _ in 0..count {
            links.push(self.link()?);
        }
        let head = Head {
            id,
            created_at,
            updated_at,
            is_primary: flags & PRIMARY != 0,
        };
        let mut record = Record::stored(head, kind, Text::Placed(place), links);
        record.gone = flags & GONE != 0;
        Some(record)
    }

    fn link(&mut self) -> Option<Link> {
        let id = Uuid::from_bytes(self.bytes.array()?);
        let child = Uuid::from_bytes(self.bytes.array()?);
        let (created_at, updated_at) = (self.bytes.i64()?, self.bytes.i64()?);
        let relationship_type = self.word()?;
        let metadata = self.bytes.short()?;
        Some(Link {
            id,
            child,
            relationship_type,
            metadata: (!metadata.is_empty()).then(|| metadata.into()),
            created_at,
            updated_at,
        })
    }

    fn word(&mut self) -> Option<Arc<str>> {
        let text = self.bytes.short()?;
        if let Some(word) = self.words.get(text) {
            return Some(Arc::clone(word));
        }
        let word: Arc<str> = text.into();
        self.words.insert(Arc::clone(&word));
        Some(word)
    }
}

/// Bytes that are left to read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, left) = self.0.split_at_checked(length)?;
        self.0 = left;
        Some(taken)
    }

    fn array<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        self.take(LENGTH)?.try_into().ok()
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn i64(&mut self) -> Option<i64> {
        self.array().map(i64::from_le_bytes)
    }

    fn short(&mut self) -> Option<&'a str> {
        let [length] = self.array()?;
        std::str::from_utf8(self.take(length.into())?).ok()
    }
}
