//! Listing operations and taking one back.

use vault::{OperationQuery as Query, View};

use super::{queue::Queue, record, stored};
use crate::{
    Error, Session,
    contract::{Language, OperationQuery, OperationState, OperationView, Page, Topic},
};

/// Operations read at once.
const AT_ONCE: u64 = 500;

/// Operations, the newest first.
///
/// # Errors
/// When the vault cannot be read.
pub fn list(
    session: &Session,
    query: &OperationQuery,
    language: Language,
) -> Result<Page<OperationView>, Error> {
    session.vault().read(|view| {
        let (mut data, total) = match query.state {
            Some(OperationState::Proven | OperationState::NotDone) => {
                settled(view, query, language)?
            }
            _ => kept(view, query, language)?,
        };
        tell_what_waits(view, &mut data, language)?;
        let all = count(view)?;
        Ok(Page { data, total, all })
    })
}

/// How many operations there are.
///
/// # Errors
/// When the vault cannot be read.
pub(crate) fn count(view: View<'_>) -> Result<u64, Error> {
    let listed = view.operations().list(&Query {
        limit: 1,
        ..Query::default()
    })?;
    Ok(listed.total)
}

/// One operation as it is now.
///
/// # Errors
/// When there is none of that id, or the vault cannot be read.
pub fn show(
    session: &Session,
    operation_id: &str,
    language: Language,
) -> Result<OperationView, Error> {
    let id = operation_id.parse().map_err(|_| Error::NotFound)?;
    session.vault().read(|view| {
        let kept = view.operations().get(id)?.ok_or(Error::NotFound)?;
        let mut shown = stored::view(view, kept, language)?;
        tell_what_waits(view, std::slice::from_mut(&mut shown), language)?;
        Ok(shown)
    })
}

/// Says of those that wait for another which one it is.
fn tell_what_waits(
    view: View<'_>,
    data: &mut [OperationView],
    language: Language,
) -> Result<(), Error> {
    let is_waiting = |one: &OperationView| one.state == OperationState::Waiting;
    if !data.iter().any(is_waiting) {
        return Ok(());
    }
    let queue = Queue::of(view)?;
    for one in data.iter_mut().filter(|one| is_waiting(one)) {
        let id = one.operation_id.parse().map_err(|_| Error::NotFound)?;
        if let Some(ahead) = queue.before(id) {
            one.problem = Some(ahead.problem(language));
            one.waits_for = Some(ahead.id.to_string());
        }
    }
    Ok(())
}

/// What the vault is asked for, but for the part of the list.
fn filters(query: &OperationQuery) -> Query {
    Query {
        states: query.state.map(stored::kept_states).unwrap_or_default(),
        client_id: query.client_id,
        ..Query::default()
    }
}

/// A slice of the operations as the vault finds them.
fn kept(
    view: View<'_>,
    query: &OperationQuery,
    language: Language,
) -> Result<(Vec<OperationView>, u64), Error> {
    let listed = view.operations().list(&Query {
        offset: query.slice.offset,
        limit: query.slice.limit(),
        ..filters(query)
    })?;
    let data = listed
        .rows
        .into_iter()
        .map(|operation| stored::view(view, operation, language))
        .collect::<Result<_, Error>>()?;
    Ok((data, listed.total))
}

/// The vault keeps one state for both ways an unknown outcome can be settled: which one it was stands in the outcome.
fn settled(
    view: View<'_>,
    query: &OperationQuery,
    language: Language,
) -> Result<(Vec<OperationView>, u64), Error> {
    let (from, most) = (query.slice.offset, query.slice.limit());
    let (mut data, mut total) = (Vec::new(), 0);
    each(view, query, language, |operation| {
        if (from..from.saturating_add(most)).contains(&total) {
            data.push(operation);
        }
        total += 1;
    })?;
    Ok((data, total))
}

/// Hears every operation that the filters take, whatever part of the list is asked for, the newest first. What one waits for is not told.
///
/// # Errors
/// When the vault cannot be read.
pub(crate) fn each(
    view: View<'_>,
    query: &OperationQuery,
    language: Language,
    mut hear: impl FnMut(OperationView),
) -> Result<(), Error> {
    let mut offset = 0;
    loop {
        let listed = view.operations().list(&Query {
            offset,
            limit: AT_ONCE,
            ..filters(query)
        })?;
        offset += AT_ONCE;
        for operation in listed.rows {
            let shown = stored::view(view, operation, language)?;
            if query.state.is_none_or(|state| shown.state == state) {
                hear(shown);
            }
        }
        if offset >= listed.total {
            return Ok(());
        }
    }
}

/// Takes back an operation that was not sent.
///
/// # Errors
/// When there is none of that id or it was sent already.
pub fn cancel(
    session: &Session,
    operation_id: &str,
    language: Language,
) -> Result<OperationView, Error> {
    let id = operation_id.parse().map_err(|_| Error::NotFound)?;
    let view = session.vault().write(|tx| {
        let kept = record::take_back(session, tx, id)?;
        stored::view(tx.view(), kept, language)
    })?;
    session.changed(Topic::Operations);
    Ok(view)
}
