//! Records that did not fit and were set aside.

use crate::{
    Error, Session,
    contract::{Page, QuarantineRow, Slice},
};

/// What was set aside, the newest first.
///
/// # Errors
/// When the vault cannot be read.
pub fn list(session: &Session, slice: Slice) -> Result<Page<QuarantineRow>, Error> {
    let listed = session
        .vault()
        .read(|view| view.quarantine().list(slice.offset, slice.limit()))?;
    let data = listed
        .rows
        .into_iter()
        .map(|row| QuarantineRow {
            id: row
                .client_id
                .map_or_else(|| row.number.to_string(), |id| id.to_string()),
            reason: row.reason,
            place: row.place,
            seen_at: row.seen_at,
        })
        .collect();
    Ok(Page {
        data,
        total: listed.total,
        all: listed.total,
    })
}
