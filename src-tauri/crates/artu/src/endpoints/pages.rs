//! Walking a list page by page, with guards against lists that never end.

use std::collections::HashSet;

use futures::{Stream, stream};
use serde::Serialize;
use serde_json::Value;

use super::{Artu, decode};
use crate::error::Error;
use crate::models::{OpenMap, Page, RawRecord};
use crate::operations::{OperationName, Places, limits, to_json};

/// One list and what it is asked with: in the query of a GET, in the body of any other method.
pub(super) struct List {
    operation: OperationName,
    places: Places,
    request: OpenMap,
}

impl List {
    pub(super) fn new(
        operation: OperationName,
        places: Places,
        request: impl Serialize,
    ) -> Result<Self, Error> {
        let request = to_json(&request)?;
        limits::check(&request, limits::LIST)?;
        if let Some(filter) = request.get("filter") {
            limits::check(filter, limits::FILTER)?;
        }
        match request {
            Value::Object(request) => Ok(Self {
                operation,
                places,
                request,
            }),
            _ => Err(Error::Request {
                reason: "a list is asked with an object",
            }),
        }
    }

    /// Adds a member that the list always needs.
    pub(super) fn and(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.request.insert(name.to_owned(), value.into());
        self
    }

    fn cursor(&self) -> Option<&str> {
        self.request.get("cursor").and_then(Value::as_str)
    }

    fn go_on(mut self, cursor: &str) -> Self {
        // The cursor says where to go on; an offset on top would skip records.
        self.request.shift_remove("offset");
        self.and("cursor", cursor)
    }
}

/// One page.
pub(super) async fn one(artu: &Artu, list: &List) -> Result<Page<RawRecord>, Error> {
    let request = Value::Object(list.request.clone());
    let answer = artu
        .read(list.operation, &list.places, Some(request))
        .await?;
    decode::page(&answer, artu.operations().wrappers())
}

/// One whole list: bare, or one page where a server wraps it.
pub(super) async fn whole(artu: &Artu, list: &List) -> Result<Page<RawRecord>, Error> {
    let request = Value::Object(list.request.clone());
    let answer = artu
        .read(list.operation, &list.places, Some(request))
        .await?;
    decode::list(&answer, artu.operations().wrappers())
}

/// Where the walk stands.
enum Step {
    Ask(List),
    Fail(Error),
    End,
}

struct Walk {
    artu: Artu,
    step: Step,
    seen: HashSet<String>,
}

/// Every page from a request on; a request that cannot be made is the first item.
pub(super) fn all(
    artu: Artu,
    list: Result<List, Error>,
) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static {
    let mut seen = HashSet::new();
    let step = match list {
        Ok(list) => {
            seen.extend(list.cursor().map(str::to_owned));
            Step::Ask(list)
        }
        Err(error) => Step::Fail(error),
    };
    stream::try_unfold(Walk { artu, step, seen }, advance)
}

async fn advance(mut walk: Walk) -> Result<Option<(Page<RawRecord>, Walk)>, Error> {
    let list = match walk.step {
        Step::End => return Ok(None),
        Step::Fail(error) => return Err(error),
        Step::Ask(list) => list,
    };
    let page = one(&walk.artu, &list).await?;
    if page.pagination.has_more && page.data.is_empty() {
        return Err(looping("an empty page announces more"));
    }
    // The page itself is good: a fault in what follows is told after it.
    walk.step = next(&page, list, &mut walk.seen);
    Ok(Some((page, walk)))
}

fn next(page: &Page<RawRecord>, list: List, seen: &mut HashSet<String>) -> Step {
    if !page.pagination.has_more {
        return Step::End;
    }
    match &page.pagination.next_cursor {
        None => Step::Fail(looping("more is announced without a cursor")),
        Some(cursor) if !seen.insert(cursor.clone()) => Step::Fail(looping("a cursor came twice")),
        Some(cursor) => Step::Ask(list.go_on(cursor)),
    }
}

fn looping(reason: &str) -> Error {
    Error::protocol("pagination", reason)
}
