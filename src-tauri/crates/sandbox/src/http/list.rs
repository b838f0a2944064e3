//! `POST /clients/list`.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::caller::{Caller, optional_body};
use super::{ApiError, json_text, list_faults};
use crate::fault::FaultKind;
use crate::shared::Shared;
use crate::world::render::{render_short, undecodable};
use crate::world::{ListRequest, Page, World};

/// A page on its way out: what it holds and the cursor it hands back.
pub(super) struct Answer {
    pub(super) page: Page,
    pub(super) next_cursor: Option<String>,
    pub(super) fault: Option<FaultKind>,
}

/// Lists and filters clients.
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    body: Bytes,
) -> Result<Response, ApiError> {
    caller.require("clients", "read")?;
    let mut request = ListRequest::read(&optional_body(&body)?)?;
    list_faults::before(&shared, &caller, &mut request)?;
    let world = shared.world(caller.environment);
    let page = world.list(&request);
    let next_cursor = page
        .next
        .clone()
        .map(|after| request.cursor_to(Some(after), request.lap()).encode());
    let mut answer = Answer {
        page,
        next_cursor,
        fault: caller.fault.clone(),
    };
    let mut last_page = shared.last_page(caller.environment);
    list_faults::after(&mut answer, &request, &world, &last_page);
    last_page.clone_from(&answer.page.slots);
    drop(last_page);
    Ok(json_text(render(&world, &answer)))
}

fn render(world: &World, answer: &Answer) -> String {
    let slots = &answer.page.slots;
    let broken = match answer.fault {
        Some(FaultKind::UndecodableRecord { index }) => {
            Some(index.min(slots.len().saturating_sub(1)))
        }
        _ => None,
    };
    let short = answer.fault == Some(FaultKind::ShortRecords);
    let mut text = String::with_capacity(slots.len() * 5 * 1024 + 200);
    text.push_str("{\"data\":[");
    for (place, slot) in slots.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        let record = world.record(*slot);
        if broken == Some(place) {
            text.push_str(&undecodable(record.id));
        } else if short {
            render_short(record, &mut text);
        } else {
            world.render(record, &mut text);
        }
    }
    let mut pagination =
        json!({"hasMore": answer.next_cursor.is_some(), "nextCursor": answer.next_cursor});
    if let Some(total) = answer.page.total {
        pagination["totalCount"] = Value::from(total);
    }
    text.push_str("],\"pagination\":");
    text.push_str(&pagination.to_string());
    text.push('}');
    text
}
