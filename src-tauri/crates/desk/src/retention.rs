//! How long earlier versions of clients are kept. For ever, unless the analyst chooses fewer years than that; never fewer than the
//! law wants records to be kept.

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use serde::Serialize;
use vault::{Transaction, View};

use crate::{
    Error, Session, Usage, backup,
    contract::{RetentionRequest, RetentionView, Topic, VaultRoom},
    journal::{self, Action},
};

/// The name of the setting in the vault: a number of years. Without it they are kept for ever.
const KEPT_AS: &str = "revision_years";
/// Records are to be kept ten years from the act (LFPIORPI, article 18, section IV).
const FEWEST_YEARS: u32 = 10;
/// More years than this are as good as for ever.
const MOST_YEARS: u32 = 100;
/// Versions dropped in one transaction.
const STEP: u64 = 2_000;

/// What the journal says of versions that were dropped.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dropped {
    versions: u64,
    /// They gave way to another at this time or before.
    replaced_until: Timestamp,
    years: u32,
}

/// How long earlier versions are kept, and the room they take.
///
/// # Errors
/// When the vault cannot be read.
pub fn show(session: &Session) -> Result<RetentionView, Error> {
    Ok(RetentionView {
        years: session.vault().read(years)?,
        room: room(session)?,
    })
}

/// Changes how long earlier versions are kept. Nothing is dropped before the next pull.
///
/// # Errors
/// When the years are fewer than the law wants or absurdly many, or the vault cannot be written.
pub fn change(session: &Session, request: RetentionRequest) -> Result<RetentionView, Error> {
    if request
        .years
        .is_some_and(|years| !(FEWEST_YEARS..=MOST_YEARS).contains(&years))
    {
        return Err(Error::Usage(Usage::Retention));
    }
    session.vault().write(|tx| {
        match request.years {
            Some(years) => tx.settings().set(KEPT_AS, &years)?,
            None => tx.settings().remove(KEPT_AS)?,
        }
        enter(session, tx, Action::RetentionChanged, &request.years)
    })?;
    session.changed(Topic::Session);
    show(session)
}

/// The room that the vault and the earlier versions in it take.
pub(crate) fn room(session: &Session) -> Result<VaultRoom, Error> {
    let revisions = session.vault().read(|view| view.revisions().room())?;
    Ok(VaultRoom {
        bytes: backup::size(session.folder())?,
        revisions: revisions.count,
        revision_bytes: revisions.bytes,
        oldest: revisions.oldest,
    })
}

/// Drops the versions that were replaced longer ago than they are kept, in steps, each with its entry in the journal. Stops early
/// when `goes_on` says no; the next pull goes on then.
pub(crate) fn drop_old(session: &Session, goes_on: impl Fn() -> bool) -> Result<(), Error> {
    let (years, newest) = session
        .vault()
        .read(|view| Ok::<_, Error>((years(view)?, view.clients().newest_update()?)))?;
    let (Some(years), Some(newest)) = (years, newest) else {
        return Ok(());
    };
    // A clock of this computer that is years ahead must not cost what cannot be had again: the server's times are believed as well.
    let today = session.now().min(newest);
    let Some(replaced_until) = years_before(today, years) else {
        return Ok(());
    };
    while goes_on() {
        let versions = session.vault().write(|tx| {
            let versions = tx.pull().drop_revisions(replaced_until, STEP)?;
            if versions > 0 {
                let dropped = Dropped {
                    versions,
                    replaced_until,
                    years,
                };
                enter(session, tx, Action::RevisionsDropped, &dropped)?;
            }
            Ok::<_, Error>(versions)
        })?;
        if versions < STEP {
            break;
        }
    }
    Ok(())
}

fn years(view: View<'_>) -> Result<Option<u32>, Error> {
    Ok(view.settings().get(KEPT_AS)?)
}

fn years_before(at: Timestamp, years: u32) -> Option<Timestamp> {
    let then = at
        .to_zoned_datetime(TimeZone::UTC)
        .checked_sub(i64::from(years).years())
        .ok()?;
    Some(then.timestamp())
}

fn enter(
    session: &Session,
    tx: &Transaction<'_>,
    action: Action,
    payload: &impl Serialize,
) -> Result<(), Error> {
    journal::append(tx, session.now(), session.analyst(), action, &[], payload)
}
