//! The faults of the client list that are not about the form of its answer.

use serde_json::json;

use super::ApiError;
use super::call::Call;
use super::list::Answer;
use crate::fault::FaultKind;
use crate::world::{ClientFilter, ListRequest, Slot, World};

/// What a fault does before the page is read: it changes what is asked for or what is there, or refuses.
pub(super) fn before(call: &Call, request: &mut ListRequest) -> Result<(), ApiError> {
    match &call.caller.fault {
        Some(FaultKind::FilterIgnored) => request.filter = ClientFilter::default(),
        Some(FaultKind::PageCap { most }) => request.limit = request.limit.min((*most).max(1)),
        Some(FaultKind::CursorExpired) if request.cursor.is_some() => {
            return Err(ApiError::new(400, "Invalid cursor"));
        }
        Some(FaultKind::GrowingList) => grow(call),
        _ => {}
    }
    Ok(())
}

/// A client that somebody else creates.
fn grow(call: &Call) {
    let mut world = call.shared.world_mut(call.environment());
    let name = format!("Nuevo {}", world.present() + 1);
    let client = json!({
        "type": "individual", "name": name, "lastName": "Recién Llegado", "scopes": ["base", "MX"],
    });
    if let Some(members) = client.as_object() {
        world.create(members, true, call.shared.clock.now());
    }
}

/// What a fault does to a page that was read.
pub(super) fn after(answer: &mut Answer, request: &ListRequest, world: &World, last_page: &[Slot]) {
    let asked = request.cursor.clone();
    match answer.fault {
        Some(FaultKind::RepeatedPage) if asked.is_some() && !last_page.is_empty() => {
            answer.page.slots = last_page.to_vec();
            let after = asked.and_then(|cursor| cursor.after);
            answer.next_cursor = Some(request.cursor_to(after, request.lap() + 1).encode());
        }
        Some(FaultKind::LoopingCursor) => {
            if let Some(cursor) = asked {
                answer.next_cursor = Some(cursor.encode());
            }
        }
        Some(FaultKind::EndlessPages) if answer.next_cursor.is_none() => {
            answer.next_cursor = Some(request.cursor_to(None, request.lap() + 1).encode());
        }
        Some(FaultKind::EmptyPages) => {
            answer.page.slots.clear();
            let after = asked.and_then(|cursor| cursor.after);
            answer.next_cursor = Some(request.cursor_to(after, request.lap() + 1).encode());
        }
        Some(FaultKind::ShrinkingList) => {
            let kept = answer.page.slots.len() / 2;
            let dropped = answer.page.slots.len() - kept;
            answer.page.slots.truncate(kept);
            answer.page.total = answer.page.total.map(|total| total.saturating_sub(dropped));
        }
        Some(FaultKind::TotalCount { count }) => {
            answer.page.total = answer.page.total.map(|_| count);
        }
        Some(FaultKind::OverlappingPages { records }) => {
            answer
                .page
                .slots
                .splice(..0, given_before(world, request, records));
        }
        Some(FaultKind::RepeatedRecords { percent }) => {
            repeat(&mut answer.page.slots, world, request, percent);
        }
        _ => {}
    }
}

/// The last clients given before the request's cursor, at most so many, in the order of the list.
fn given_before(world: &World, request: &ListRequest, most: usize) -> Vec<Slot> {
    let place = request.cursor.as_ref().and_then(|one| one.after.as_ref());
    let Some(place) = place.filter(|_| most > 0) else {
        return Vec::new();
    };
    let mut backwards = ListRequest {
        descending: !request.descending,
        offset: 0,
        limit: most - 1,
        include_total_count: false,
        ..request.clone()
    };
    backwards.cursor = Some(backwards.cursor_to(Some(place.clone()), 0));
    let mut slots = world.list(&backwards).slots;
    slots.reverse();
    slots.push(place.slot);
    slots
}

/// Puts records twice into a page, or once more into the one that follows theirs. Which ones, and
/// where, follows from their slot, so that it is the same for every caller and every time.
fn repeat(slots: &mut Vec<Slot>, world: &World, request: &ListRequest, percent: u8) {
    let draw = |slot: &Slot| slot.wrapping_mul(2_654_435_761) >> 7;
    let repeated = |slot: &Slot| draw(slot) % 100 < usize::from(percent);
    let at_once = |slot: &Slot| (draw(slot) / 100).is_multiple_of(2);
    let page = slots.iter().flat_map(|slot| {
        let times = if repeated(slot) && at_once(slot) {
            2
        } else {
            1
        };
        std::iter::repeat_n(*slot, times)
    });
    let from_before = given_before(world, request, request.limit)
        .into_iter()
        .filter(|slot| repeated(slot) && !at_once(slot));
    *slots = from_before.chain(page).collect();
}
