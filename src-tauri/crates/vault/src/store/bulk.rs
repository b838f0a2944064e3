//! The load of a first pull: what costs a random page per row waits until the end.
//!
//! The mark `bulk` says that a load is under way. It is set in the transaction that drops the indexes and cleared in the one after
//! they are back, so a crash at any point is made good by [`finish`] at the next opening.

use super::{Session, indexes};
use crate::{
    error::Result,
    tables::{clients, households, search},
};

pub(crate) const BULK: &str = "bulk";

impl Session {
    /// Whether a load is under way.
    pub(crate) fn in_bulk(&self) -> Result<bool> {
        Ok(self.mark(BULK)? != 0)
    }
}

pub(super) fn begin(session: &Session) -> Result<()> {
    if session.in_bulk()? {
        return Ok(());
    }
    search::begin_bulk(session)?;
    session.set_mark(BULK, 1)?;
    indexes::drop(&session.connection)
}

/// Does some of what waits, between pages; whether there was any worth it. An index is built once the end is near: from then on
/// it costs its pages at each commit.
pub(super) fn go_on(session: &Session, near_end: bool) -> Result<bool> {
    if !session.in_bulk()? {
        return Ok(false);
    }
    session.transact("BEGIN IMMEDIATE", || {
        Ok(search::index_when_idle(session)?
            || near_end && indexes::create_one(&session.connection)?)
    })
}

pub(super) fn finish(session: &Session) -> Result<()> {
    if !session.in_bulk()? {
        return Ok(());
    }
    while session.transact("BEGIN IMMEDIATE", || search::index_some(session))? {}
    while indexes::create_one(&session.connection)? {}
    session.transact("BEGIN IMMEDIATE", || clients::settle_linked(session))?;
    indexes::create(&session.connection)?;
    session.transact("BEGIN IMMEDIATE", || households::mark_uneven(session))?;
    while session.transact("BEGIN IMMEDIATE", || households::refresh_some(session))? {}
    session.transact("BEGIN IMMEDIATE", || {
        search::end_bulk(session)?;
        session.set_mark(BULK, 0)
    })
}
