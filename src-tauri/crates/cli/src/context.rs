//! What every command on a data folder has at hand.

use std::{path::PathBuf, sync::Arc};

use desk::{
    DataFolder, Desk, NoKeychain, Session, SystemClock,
    contract::{Language, Page, Slice},
};

use crate::{
    failure::{Failure, Problem},
    output::Output,
    secrets,
};

/// Folder of the program below the system's place for data; the desktop program uses the same.
const FOLDER: &str = "mx.vinculo.desktop";
/// Rows asked for at once.
const PAGE: u64 = 1_000;

/// The data folder, the desk, where to print, and in which language.
pub(crate) struct Context {
    pub root: PathBuf,
    pub desk: Desk,
    pub output: Output,
    pub language: Language,
}

impl Context {
    /// Opens the data folder; no vault is opened.
    pub(crate) fn new(
        data_dir: Option<PathBuf>,
        language: Option<Language>,
        output: Output,
    ) -> Result<Self, Failure> {
        let root = match data_dir {
            Some(root) => root,
            None => dirs::data_dir().ok_or(Problem::DataFolder)?.join(FOLDER),
        };
        let desk = Desk::new(
            DataFolder::open(&root)?,
            Arc::new(SystemClock),
            Arc::new(NoKeychain),
        );
        let language = language.unwrap_or_else(|| desk.language());
        Ok(Self {
            root,
            desk,
            output,
            language,
        })
    }

    /// Opens the vault of the profile in use.
    pub(crate) fn session(&self) -> Result<Arc<Session>, Failure> {
        if self.desk.profile()?.is_none() {
            return Err(desk::Error::NoProfile.into());
        }
        self.desk.unlock(&secrets::unlock()?)?;
        Ok(self.desk.session()?)
    }
}

/// Reads a list from `offset` on until it holds `limit` rows, or all of them.
pub(crate) fn gather<T>(
    offset: u64,
    limit: Option<u64>,
    mut read: impl FnMut(Slice) -> Result<Page<T>, desk::Error>,
) -> Result<Page<T>, desk::Error> {
    let wanted = |have: u64| limit.map_or(PAGE, |limit| limit.saturating_sub(have).min(PAGE));
    let mut list = read(Slice {
        offset,
        limit: wanted(0),
    })?;
    loop {
        let have = list.data.len() as u64;
        if wanted(have) == 0 || offset.saturating_add(have) >= list.total {
            return Ok(list);
        }
        let next = read(Slice {
            offset: offset.saturating_add(have),
            limit: wanted(have),
        })?;
        if next.data.is_empty() {
            return Ok(list);
        }
        list.data.extend(next.data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_to_its_end_or_to_the_limit() {
        let numbers = |slice: Slice| {
            let data: Vec<u64> = (slice.offset..2_500.min(slice.offset + slice.limit())).collect();
            Ok(Page {
                data,
                total: 2_500,
                all: 2_500,
            })
        };
        assert_eq!(
            gather(0, None, numbers).unwrap().data,
            (0..2_500).collect::<Vec<_>>()
        );
        assert_eq!(
            gather(10, Some(1_001), numbers).unwrap().data,
            (10..1_011).collect::<Vec<_>>()
        );
        assert_eq!(gather(2_499, Some(5), numbers).unwrap().data, [2_499]);
        assert!(gather(9_000, Some(5), numbers).unwrap().data.is_empty());
    }
}
