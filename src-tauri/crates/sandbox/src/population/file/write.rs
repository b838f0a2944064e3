//! Writes a population file.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::{GONE, HEADER, MAGIC, PRIMARY, PopulationFile, PopulationFileError, Section, VERSION};
use crate::population::PopulationOptions;
use crate::population::make::stream;
use crate::world::Record;

/// Bytes that are handed to the system at a time.
const BUFFER: usize = 1 << 20;

/// Writes both populations under another name, then gives the file its own.
pub(super) fn write(wanted: PopulationFile, path: &Path) -> Result<(), PopulationFileError> {
    let (part, spool) = (beside(path, "part"), beside(path, "index"));
    let written = write_parts(wanted, &part, &spool).and_then(|()| fs::rename(&part, path));
    // Of no use whether it went well or not; there may be none.
    let _ = fs::remove_file(&spool);
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written.map_err(PopulationFileError::disk(path))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    name.into()
}

fn write_parts(wanted: PopulationFile, part: &Path, spool: &Path) -> io::Result<()> {
    let mut output = Output {
        file: BufWriter::with_capacity(BUFFER, File::create(part)?),
        position: 0,
    };
    output.put(&[0; HEADER])?;
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(&MAGIC);
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&wanted.seed.to_le_bytes());
    for options in wanted.populations() {
        output.section(options, spool)?.encode(&mut header);
    }
    let digest = Sha256::digest(&header);
    header.extend_from_slice(&digest);
    let mut file = output
        .file
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header)?;
    file.sync_all()
}

/// The file on its way, and how much of it there is.
struct Output {
    file: BufWriter<File>,
    position: u64,
}

impl Output {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.position += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    /// Writes one environment; its index waits in another file until all its texts are written.
    fn section(&mut self, options: PopulationOptions, spool: &Path) -> io::Result<Section> {
        let mut section = Section {
            clients: options.clients as u64,
            texts: self.position,
            ..Section::default()
        };
        let mut index = BufWriter::with_capacity(BUFFER, File::create(spool)?);
        let (mut planted, mut entry) = (Vec::new(), Vec::new());
        stream(options, |made| {
            planted.extend(made.planted);
            section.records += made.records.len() as u64;
            for record in &made.records {
                entry.clear();
                self.record(record, &mut entry)?;
                index.write_all(&entry)?;
            }
            Ok::<(), io::Error>(())
        })?;
        index.into_inner().map_err(io::IntoInnerError::into_error)?;
        let mut digest = Sha256::new();
        section.index = self.position;
        self.copy(spool, &mut digest)?;
        section.index_length = self.position - section.index;
        section.planted = self.position;
        let planted = serde_json::to_vec(&planted)?;
        digest.update(&planted);
        self.put(&planted)?;
        section.planted_length = planted.len() as u64;
        section.digest = digest.finalize().into();
        Ok(section)
    }

    fn copy(&mut self, spool: &Path, digest: &mut Sha256) -> io::Result<()> {
        let mut spool = File::open(spool)?;
        let mut bytes = vec![0; BUFFER];
        loop {
            let read = spool.read(&mut bytes)?;
            if read == 0 {
                return Ok(());
            }
            digest.update(&bytes[..read]);
            self.put(&bytes[..read])?;
        }
    }

    /// Writes a record's texts and makes its entry of the index.
    fn record(&mut self, record: &Record, entry: &mut Vec<u8>) -> io::Result<()> {
        entry.extend_from_slice(record.id.as_bytes());
        entry.extend_from_slice(&record.created_at.to_le_bytes());
        entry.extend_from_slice(&record.updated_at.to_le_bytes());
        let primary = if record.is_primary { PRIMARY } else { 0 };
        entry.push(primary | if record.gone { GONE } else { 0 });
        let text = record.text();
        let lengths = text.read(|core, rest| {
            self.put(core.as_bytes())?;
            self.put(rest.as_bytes())?;
            Ok::<_, io::Error>([core.len(), rest.len()])
        })?;
        let search = text.search();
        self.put(search.as_bytes())?;
        for length in [lengths[0], lengths[1], search.len()] {
            entry.extend_from_slice(&u32_of(length)?.to_le_bytes());
        }
        put_short(entry, &record.kind)?;
        entry.extend_from_slice(&u32_of(record.links.len())?.to_le_bytes());
        for link in &record.links {
            entry.extend_from_slice(link.id.as_bytes());
            entry.extend_from_slice(link.child.as_bytes());
            entry.extend_from_slice(&link.created_at.to_le_bytes());
            entry.extend_from_slice(&link.updated_at.to_le_bytes());
            put_short(entry, &link.relationship_type)?;
            put_short(entry, link.metadata.as_deref().unwrap_or_default())?;
        }
        Ok(())
    }
}

fn u32_of(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge.into())
}

/// A text of at most 255 bytes behind its length.
fn put_short(entry: &mut Vec<u8>, text: &str) -> io::Result<()> {
    let length = u8::try_from(text.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
    entry.push(length);
    entry.extend_from_slice(text.as_bytes());
    Ok(())
}
