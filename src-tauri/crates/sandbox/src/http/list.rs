//! `POST /clients/list`.

use axum::response::Response;
use serde_json::{Value, json};

use super::call::Call;
use super::{json_text, list_faults};
use crate::fault::FaultKind;
use crate::world::render::{render_short, undecodable};
use crate::world::{ListRequest, Page, World};

/// A page on its way out: what it holds and the cursor it hands back.
pub(super) struct Answer {
    pub(super) page: Page,
    pub(super) next_cursor: Option<String>,
    pub(super) fault: Option<FaultKind>,
}

/// Lists and filters clients.
pub(super) fn list(call: &Call) -> super::Answer {
    let mut request = ListRequest::read(&call.body)?;
    list_faults::before(call, &mut request)?;
    let world = call.world();
    let mut answer = Answer::of(&world, &request, call.caller.fault.clone());
    let mut last_page = call.shared.last_page(call.environment());
    list_faults::after(&mut answer, &request, &world, &last_page);
    last_page.clone_from(&answer.page.slots);
    drop(last_page);
    Ok(json_text(render(&world, &answer)))
}

/// A page of clients without faults.
pub(super) fn page(world: &World, request: &ListRequest) -> Response {
    json_text(render(world, &Answer::of(world, request, None)))
}

impl Answer {
    fn of(world: &World, request: &ListRequest, fault: Option<FaultKind>) -> Self {
        let page = world.list(request);
        let after = page.next.clone();
        let next_cursor = after.map(|after| request.cursor_to(Some(after), request.lap()).encode());
        Self {
            page,
            next_cursor,
            fault,
        }
    }
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
