//! The write-ahead log as bytes: a header, then frames of one page each. What its pages hold stays encrypted.

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// What a disk writes as one.
pub(super) const SECTOR: usize = 512;
/// The header of the log, and that of a frame.
const HEAD: usize = 32;
const FRAME_HEAD: usize = 24;

/// What became of the writes that the disk had not confirmed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Loss {
    /// None after this byte came to be.
    Cut(usize),
    /// Some sectors from this byte on are zeros.
    Zeros(usize),
    /// Some sectors from this byte on hold what lay there before.
    Stale(usize),
    /// The log is whole; of the pages that were being brought into the file, some sectors are new and some old.
    HalfInFile,
}

impl Loss {
    /// One of them, somewhere in a log of that length.
    pub(super) fn draw(length: usize, random: &mut ChaCha8Rng) -> Self {
        let place = random.random_range(0..=length / SECTOR) * SECTOR;
        match random.random_range(0..6) {
            0..=2 => Self::Cut(place),
            3 => Self::Zeros(place),
            4 => Self::Stale(place),
            _ => Self::HalfInFile,
        }
    }

    /// Makes it of the bytes of the file and its log.
    pub(super) fn strike(self, file: &mut Vec<u8>, log: &mut Vec<u8>, random: &mut ChaCha8Rng) {
        match self {
            Self::Cut(place) => log.truncate(place),
            Self::Zeros(place) => {
                for sector in sectors(log, place) {
                    if random.random_bool(0.3) {
                        sector.fill(0);
                    }
                }
            }
            Self::Stale(place) => {
                for sector in sectors(log, place) {
                    if random.random_bool(0.3) {
                        random.fill(sector);
                    }
                }
            }
            Self::HalfInFile => half_in_file(file, log, random),
        }
    }
}

fn sectors(bytes: &mut [u8], from: usize) -> impl Iterator<Item = &mut [u8]> {
    let from = from.min(bytes.len());
    bytes[from..].chunks_mut(SECTOR)
}

/// Writes a random half of the sectors of every page that a committed frame holds into the file.
fn half_in_file(file: &mut Vec<u8>, log: &[u8], random: &mut ChaCha8Rng) {
    let page = number(log, 8);
    if page == 0 {
        return;
    }
    let frames: Vec<&[u8]> = log
        .get(HEAD..)
        .unwrap_or_default()
        .chunks_exact(FRAME_HEAD + page)
        .collect();
    // A frame that ends a transaction says how many pages the file then has.
    let committed = frames.iter().rposition(|frame| number(frame, 4) != 0);
    for frame in frames.iter().take(committed.map_or(0, |last| last + 1)) {
        let at = (number(frame, 0).saturating_sub(1)) * page;
        if file.len() < at + page {
            file.resize(at + page, 0);
        }
        for (old, new) in file[at..at + page]
            .chunks_mut(SECTOR)
            .zip(frame[FRAME_HEAD..].chunks(SECTOR))
        {
            if random.random_bool(0.5) {
                old.copy_from_slice(new);
            }
        }
    }
}

/// The number at a byte: four bytes, the greatest first.
fn number(bytes: &[u8], at: usize) -> usize {
    bytes
        .get(at..at + 4)
        .and_then(|four| four.try_into().ok())
        .map_or(0, |four| u32::from_be_bytes(four) as usize)
}
