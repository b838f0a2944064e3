//! Walking a list page by page, with guards against lists that never end.

use std::collections::HashSet;

use futures::{Stream, stream};

use super::{Artu, decode};
use crate::error::Error;
use crate::models::{ListClients, Page, RawRecord};

/// One page.
pub(super) async fn one(artu: &Artu, request: &ListClients) -> Result<Page<RawRecord>, Error> {
    let body = serde_json::to_value(request).map_err(|_| Error::Request {
        reason: "the body cannot be written as JSON",
    })?;
    let operation = &artu.operations().list_clients;
    let target = (operation.method, operation.path.clone());
    decode::page(&artu.read(target, Some(body)).await?, artu.operations())
}

/// Where the walk stands.
enum Step {
    Ask(Box<ListClients>),
    Fail(&'static str),
    End,
}

struct Walk {
    artu: Artu,
    step: Step,
    seen: HashSet<String>,
}

/// Every page from the request on.
pub(super) fn all(
    artu: Artu,
    request: ListClients,
) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static {
    let walk = Walk {
        artu,
        seen: request.cursor.iter().cloned().collect(),
        step: Step::Ask(Box::new(request)),
    };
    stream::try_unfold(walk, advance)
}

async fn advance(mut walk: Walk) -> Result<Option<(Page<RawRecord>, Walk)>, Error> {
    let request = match walk.step {
        Step::End => return Ok(None),
        Step::Fail(reason) => return Err(Error::protocol("pagination", reason)),
        Step::Ask(request) => request,
    };
    let page = one(&walk.artu, &request).await?;
    if page.pagination.has_more && page.data.is_empty() {
        return Err(Error::protocol(
            "pagination",
            "an empty page announces more",
        ));
    }
    // The page itself is good: a fault in what follows is told after it.
    walk.step = next(&page, *request, &mut walk.seen);
    Ok(Some((page, walk)))
}

fn next(page: &Page<RawRecord>, request: ListClients, seen: &mut HashSet<String>) -> Step {
    if !page.pagination.has_more {
        return Step::End;
    }
    match &page.pagination.next_cursor {
        None => Step::Fail("more is announced without a cursor"),
        Some(cursor) if !seen.insert(cursor.clone()) => Step::Fail("a cursor came twice"),
        Some(cursor) => Step::Ask(Box::new(ListClients {
            cursor: Some(cursor.clone()),
            // The cursor says where to go on; an offset on top would skip records.
            offset: None,
            ..request
        })),
    }
}
