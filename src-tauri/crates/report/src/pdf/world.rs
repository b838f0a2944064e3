//! What the layout may see: one template, one data file, the carried fonts. No disk, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

/// The typefaces that the template uses, of those that are carried.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// A page design.
#[derive(Clone, Copy)]
pub(super) enum Design {
    /// Of the household report.
    Household,
    /// Of a letter.
    Letter,
}

impl Design {
    fn template(self) -> &'static str {
        match self {
            Self::Household => include_str!("household.typ"),
            Self::Letter => include_str!("letter.typ"),
        }
    }
}

/// The fonts of [`FAMILIES`], read once.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .filter(|font| FAMILIES.contains(&font.info().family.as_str()))
        .collect()
});

/// The standard library of the template language, built once.
static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));

/// The catalogue of [`FONTS`].
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The fonts that text is set in.
pub(super) fn fonts() -> &'static [Font] {
    &FONTS
}

/// The world of one layout.
pub(super) struct World {
    template: Option<Source>,
    data: Bytes,
}

impl World {
    /// A world with `data` as `/data.json`.
    pub(super) fn new(design: Design, data: Vec<u8>) -> Self {
        Self {
            template: main_id().map(|id| Source::new(id, design.template().to_owned())),
            data: Bytes::new(data),
        }
    }
}

fn id_of(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn main_id() -> Option<FileId> {
    id_of("/main.typ")
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.template
            .as_ref()
            .map_or_else(|| FileId::from_raw(std::num::NonZeroU16::MIN), Source::id)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match &self.template {
            Some(source) if source.id() == id => Ok(source.clone()),
            _ => Err(missing(id)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id_of("/data.json") == Some(id) {
            Ok(self.data.clone())
        } else {
            Err(missing(id))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
