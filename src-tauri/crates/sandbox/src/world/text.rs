//! The texts of a record, in memory or in the file of the population.

use std::borrow::Cow;
use std::sync::Arc;

use super::TextFile;

/// The texts of a record, wherever they are. Texts of members are members of a JSON object without
/// its braces.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    /// In memory: small populations, and whatever was changed.
    Kept(Arc<Texts>),
    /// In a file.
    Placed(Placed),
}

/// Texts in memory.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// The members a link shows too.
    pub(crate) core: Box<str>,
    /// All other members.
    pub(crate) rest: Box<str>,
    /// Folded text that `search` looks in.
    pub(crate) search: Box<str>,
}

/// Texts in a file: core, rest and search follow each other there. Lengths are in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) file: Arc<TextFile>,
    pub(crate) offset: u64,
    pub(crate) core: u32,
    pub(crate) rest: u32,
    pub(crate) search: u32,
}

impl Text {
    /// The members a link shows too.
    pub(crate) fn core(&self) -> Cow<'_, str> {
        match self {
            Self::Kept(texts) => Cow::Borrowed(&texts.core),
            Self::Placed(place) => Cow::Owned(place.file.text(place.offset, place.core as usize)),
        }
    }

    /// Folded text that `search` looks in.
    pub(crate) fn search(&self) -> Cow<'_, str> {
        match self {
            Self::Kept(texts) => Cow::Borrowed(&texts.search),
            Self::Placed(place) => {
                let offset = place.offset + u64::from(place.core) + u64::from(place.rest);
                Cow::Owned(place.file.text(offset, place.search as usize))
            }
        }
    }

    /// Gives core and rest to the reader.
    pub(crate) fn read<T>(&self, reader: impl FnOnce(&str, &str) -> T) -> T {
        match self {
            Self::Kept(texts) => reader(&texts.core, &texts.rest),
            Self::Placed(place) => {
                let length = place.core as usize + place.rest as usize;
                let both = place.file.text(place.offset, length);
                let (core, rest) = both
                    .split_at_checked(place.core as usize)
                    .unwrap_or_default();
                reader(core, rest)
            }
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.search() == other.search()
            && self.read(|core, rest| {
                other.read(|other_core, other_rest| core == other_core && rest == other_rest)
            })
    }
}

impl Eq for Text {}
