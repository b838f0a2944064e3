//! Notices a list that starts over and over: its cursors may be new each time, its records are not.

use std::collections::HashSet;

use artu::models::{Page, RawRecord};

/// Pages in a row that may bring nothing new before the list is taken for endless.
const STALE_PAGES: u32 = 3;

/// The pages of one walk, each known by its first record.
#[derive(Default)]
pub(super) struct Laps {
    seen: HashSet<String>,
    stale: u32,
}

impl Laps {
    /// Counts a page in.
    ///
    /// # Errors
    /// [`artu::Error::Protocol`] at the third page in a row that begins as one before, or is empty. A page that comes twice
    /// now and then is fine.
    pub(super) fn pass(&mut self, page: &Page<RawRecord>) -> Result<(), artu::Error> {
        let fresh = first(page).is_some_and(|first| self.seen.insert(first));
        if fresh || !page.pagination.has_more {
            self.stale = 0;
            return Ok(());
        }
        self.stale += 1;
        if self.stale < STALE_PAGES {
            return Ok(());
        }
        Err(artu::Error::Protocol {
            place: "pagination".into(),
            reason: "the list gives the same pages again".into(),
            write_sent: false,
        })
    }
}

fn first(page: &Page<RawRecord>) -> Option<String> {
    let first = page.data.first()?;
    Some(first.id().unwrap_or_else(|| first.text().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use artu::Wrappers;

    fn page(raw: &str) -> Page<RawRecord> {
        let page = format!(
            r#"{{"data": ["{raw}"], "pagination": {{"hasMore": true, "nextCursor": "c"}}}}"#
        );
        Page::parse(page.as_bytes(), &Wrappers::default()).unwrap()
    }

    #[test]
    fn pages_that_repeat_now_and_then_are_fine() {
        let mut laps = Laps::default();
        for name in ["a", "a", "b", "b", "b", "c", "c", "d"] {
            assert!(laps.pass(&page(name)).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_list_that_starts_over_ends_at_its_third_stale_page() {
        let mut laps = Laps::default();
        let told: Vec<bool> = ["a", "b", "a", "b", "a"]
            .iter()
            .map(|name| laps.pass(&page(name)).is_ok())
            .collect();
        assert_eq!(told, [true, true, true, true, false]);
    }
}
