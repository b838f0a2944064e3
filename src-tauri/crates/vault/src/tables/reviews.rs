//! The reviews: an analyst's verdict on a household, tied to what was seen. Appended, never changed.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::{households, words};
use crate::{
    column::{At, Digest, Id, from_json, to_json},
    error::Result,
    identity::ClientId,
    store::Session,
};

words! {
    /// What an analyst concluded.
    Verdict {
        /// Nothing stands against it.
        Cleared = "cleared",
        /// Something is missing.
        NeedsInfo = "needs_info",
        /// Handed on to someone else.
        Escalated = "escalated",
        /// Not decided.
        Unsure = "unsure",
    }
}

/// One version of a client that a review saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenClient {
    /// The client.
    pub client_id: ClientId,
    /// The digest of the record that was seen.
    pub digest: Digest,
    /// Artu's time of the record that was seen.
    pub updated_at: Timestamp,
}

/// A review to keep.
#[derive(Debug, Clone)]
pub struct NewReview {
    /// The household, by its anchor.
    pub household: ClientId,
    /// The verdict.
    pub verdict: Verdict,
    /// What the analyst writes to it.
    pub note: String,
    /// Who.
    pub analyst: String,
    /// When.
    pub at: Timestamp,
    /// Every member as it was seen.
    pub seen: Vec<SeenClient>,
    /// The digest of the household's links as they were seen, from `Household::links_digest`.
    pub links_digest: Digest,
    /// The rule pack that what was seen was checked with.
    pub pack: String,
}

/// One review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its number.
    pub number: i64,
    /// The household, by its anchor.
    pub household: ClientId,
    /// The verdict.
    pub verdict: Verdict,
    /// What the analyst wrote to it.
    pub note: String,
    /// Who.
    pub analyst: String,
    /// When.
    pub at: Timestamp,
    /// Every member as it was seen.
    pub seen: Vec<SeenClient>,
    /// The digest of the household's links as they were seen.
    pub links_digest: Digest,
    /// The rule pack that what was seen was checked with; of early reviews it is not known.
    pub pack: Option<String>,
}

const COLUMNS: &str = "id, household_id, verdict, note, analyst, at, seen, links_digest, pack";

fn review(row: &Row<'_>) -> rusqlite::Result<(Review, String)> {
    Ok((
        Review {
            number: row.get(0)?,
            household: row.get::<_, Id>(1)?.into(),
            verdict: row.get(2)?,
            note: row.get(3)?,
            analyst: row.get(4)?,
            at: row.get::<_, At>(5)?.0,
            seen: Vec::new(),
            links_digest: row.get(7)?,
            pack: row.get(8)?,
        },
        row.get(6)?,
    ))
}

fn with_seen((review, seen): (Review, String)) -> Result<Review> {
    Ok(Review {
        seen: from_json(&seen, "what a review saw")?,
        ..review
    })
}

/// Reads reviews.
#[derive(Clone, Copy)]
pub struct ReviewsRead<'a> {
    pub(crate) session: &'a Session,
}

impl ReviewsRead<'_> {
    /// The last review of a household.
    pub fn latest(self, household: ClientId) -> Result<Option<Review>> {
        self.session
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM reviews WHERE household_id = ?1 ORDER BY id DESC LIMIT 1"
            ))?
            .query_row([Id::from(household)], review)
            .optional()?
            .map(with_seen)
            .transpose()
    }

    /// The number of the last review of a household.
    pub fn latest_number(self, household: ClientId) -> Result<Option<i64>> {
        let number = self
            .session
            .connection
            .prepare_cached("SELECT max(id) FROM reviews WHERE household_id = ?1")?
            .query_row([Id::from(household)], |row| row.get(0))?;
        Ok(number)
    }

    /// Every review of a household, the last first.
    pub fn history(self, household: ClientId) -> Result<Vec<Review>> {
        self.session
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM reviews WHERE household_id = ?1 ORDER BY id DESC"
            ))?
            .query_map([Id::from(household)], review)?
            .map(|row| with_seen(row?))
            .collect()
    }
}

/// Writes reviews.
#[derive(Clone, Copy)]
pub struct ReviewsWrite<'a> {
    pub(crate) session: &'a Session,
}

impl ReviewsWrite<'_> {
    /// Adds a review; gives its number.
    pub fn add(&self, new: &NewReview) -> Result<i64> {
        self.session
            .connection
            .prepare_cached(
                "INSERT INTO reviews (household_id, verdict, note, analyst, at, seen, links_digest, pack) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                Id::from(new.household),
                new.verdict,
                new.note,
                new.analyst,
                At(new.at),
                to_json(&new.seen, "what the review saw")?,
                new.links_digest,
                new.pack
            ])?;
        let number = self.session.connection.last_insert_rowid();
        households::mark_stale(self.session, new.household.into())?;
        Ok(number)
    }
}
