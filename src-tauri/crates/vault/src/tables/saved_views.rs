//! The analyst's saved views: a name for a query of one screen.

use jiff::Timestamp;
use rusqlite::params;

use crate::{column::At, error::Result, store::Session};

/// One saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its name, unique in the vault.
    pub name: String,
    /// Which screen it belongs to.
    pub screen: String,
    /// The query of that screen, as JSON.
    pub query: String,
    /// When it was saved.
    pub saved_at: Timestamp,
}

/// Reads saved views.
#[derive(Clone, Copy)]
pub struct SavedViewsRead<'a> {
    pub(crate) session: &'a Session,
}

impl SavedViewsRead<'_> {
    /// Every saved view, by name.
    pub fn list(self) -> Result<Vec<SavedView>> {
        let views = self
            .session
            .connection
            .prepare_cached("SELECT name, screen, query, saved_at FROM saved_views ORDER BY name")?
            .query_map([], |row| {
                Ok(SavedView {
                    name: row.get(0)?,
                    screen: row.get(1)?,
                    query: row.get(2)?,
                    saved_at: row.get::<_, At>(3)?.0,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(views)
    }
}

/// Writes saved views.
#[derive(Clone, Copy)]
pub struct SavedViewsWrite<'a> {
    pub(crate) session: &'a Session,
}

impl SavedViewsWrite<'_> {
    /// Saves a view, in place of one of the same name.
    pub fn save(self, view: &SavedView) -> Result<()> {
        self.session
            .connection
            .prepare_cached(
                "INSERT OR REPLACE INTO saved_views (name, screen, query, saved_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![view.name, view.screen, view.query, At(view.saved_at)])?;
        Ok(())
    }

    /// Gives a view another name, which no other has; `false` when there was none of the name.
    pub fn rename(self, name: &str, to: &str) -> Result<bool> {
        let renamed = self
            .session
            .connection
            .prepare_cached("UPDATE saved_views SET name = ?2 WHERE name = ?1")?
            .execute([name, to])?;
        Ok(renamed == 1)
    }

    /// Removes a view; `false` when there was none of the name.
    pub fn remove(self, name: &str) -> Result<bool> {
        let removed = self
            .session
            .connection
            .prepare_cached("DELETE FROM saved_views WHERE name = ?1")?
            .execute([name])?;
        Ok(removed == 1)
    }
}
