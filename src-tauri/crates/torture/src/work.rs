//! The analyst's own work in a vault, row by row: what nothing may take away.

use std::collections::BTreeSet;

use desk::Session;
use vault::{Digest, Entry, HouseholdQuery, OperationQuery, View};

use crate::trouble::{Outcome, ensure};

/// Every row, by the table it stands in and the digest of what a caller reads in it.
#[derive(Debug)]
pub(crate) struct Work {
    rows: BTreeSet<(&'static str, String)>,
    /// The entries of the journal, the oldest first.
    entries: Vec<String>,
}

impl Work {
    /// Reads all of it.
    pub(crate) fn of(session: &Session) -> Outcome<Self> {
        Ok(session.vault().read(Self::of_view)?)
    }

    /// The same of a vault without a session.
    pub(crate) fn of_view(view: View<'_>) -> Result<Self, vault::Error> {
        let everything = OperationQuery {
            limit: u64::MAX,
            ..OperationQuery::default()
        };
        let households = HouseholdQuery {
            limit: u64::MAX,
            ..HouseholdQuery::default()
        };
        let mut rows = BTreeSet::new();
        let mut keep = |table, row: String| {
            rows.insert((table, Digest::of(row.as_bytes()).to_hex()));
        };
        for operation in view.operations().list(&everything)?.rows {
            keep("operations", format!("{operation:?}"));
        }
        let mut clients = Vec::new();
        view.clients().scan(0, u64::MAX, |client| {
            clients.push(client.row.id);
            Ok(())
        })?;
        for id in clients {
            for note in view.notes().of(id)? {
                keep("notes", format!("{note:?}"));
            }
            for disposition in view.dispositions().of_client(id)? {
                keep("dispositions", format!("{disposition:?}"));
            }
        }
        for household in view.households().list(&households)?.rows {
            for review in view.reviews().history(household.id)? {
                keep("reviews", format!("{review:?}"));
            }
            for disposition in view.dispositions().of_household(household.id)? {
                keep("dispositions", format!("{disposition:?}"));
            }
        }
        for saved in view.saved_views().list()? {
            keep("saved views", format!("{saved:?}"));
        }
        keep("settings", format!("{:?}", view.settings().analyst()?));
        let mut entries = Vec::new();
        view.journal().each(|entry: Entry| {
            entries.push(format!("{entry:?}"));
            Ok::<_, vault::Error>(())
        })?;
        Ok(Self { rows, entries })
    }

    /// All of it is in `later` as it was, and the journal there goes on from the one here.
    pub(crate) fn ensure_kept(&self, later: &Self) -> Outcome {
        let lost = self.rows.iter().find(|row| !later.rows.contains(row));
        ensure(lost.is_none(), || format!("lost or changed: {lost:?}"))?;
        ensure(later.entries.starts_with(&self.entries), || {
            format!(
                "{} entries of the journal, and not those {} that were there",
                later.entries.len(),
                self.entries.len()
            )
        })
    }

    /// The same rows, no more and no less, whatever else was entered into the journal.
    pub(crate) fn ensure_same_rows(&self, other: &Self) -> Outcome {
        let odd: Vec<_> = self.rows.symmetric_difference(&other.rows).collect();
        ensure(odd.is_empty(), || format!("rows differ: {odd:?}"))
    }
}
