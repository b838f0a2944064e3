//! Paging while others write: a client that nobody touches comes exactly once, whatever the list is sorted by.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{Cursor, ListRequest, Slot, World};

/// What somebody does between two pages; numbers choose the client.
#[derive(Clone, Debug)]
enum Act {
    Create(u8),
    Delete(usize),
    Rename(usize, u8),
    Promote(usize),
}

fn acts() -> impl Strategy<Value = Vec<Vec<Act>>> {
    let act = prop_oneof![
        any::<u8>().prop_map(Act::Create),
        (0..40_usize).prop_map(Act::Delete),
        (0..40_usize, any::<u8>()).prop_map(|(one, name)| Act::Rename(one, name)),
        (0..40_usize).prop_map(Act::Promote),
    ];
    prop::collection::vec(prop::collection::vec(act, 0..4), 0..8)
}

fn members(name: u8) -> Map<String, Value> {
    let kind = if name.is_multiple_of(2) {
        "trust"
    } else {
        "company"
    };
    let value = json!({"type": kind, "name": format!("N{}", name % 7), "scopes": ["MX"], "externalId": format!("E{}", name % 5)});
    value.as_object().cloned().unwrap_or_default()
}

/// Does it, and says which of the clients that were there is touched.
fn play(world: &mut World, act: &Act, now: i64) -> Option<Slot> {
    match act {
        Act::Create(name) => {
            world.create(&members(*name), true, now);
            None
        }
        Act::Delete(one) => {
            let slot = *one;
            let _ = world.delete(world.record(slot).id, now);
            Some(slot)
        }
        Act::Rename(one, name) => {
            let slot = *one;
            let _ = world.update(world.record(slot).id, &members(*name), now);
            Some(slot)
        }
        Act::Promote(one) => {
            let slot = *one;
            let _ = world.promote(world.record(slot).id, now);
            Some(slot)
        }
    }
}

proptest! {
    #[test]
    fn a_client_that_nobody_touches_comes_once(
        names in prop::collection::vec(any::<u8>(), 40),
        rounds in acts(),
        field in prop::sample::select(vec![
            "createdAt", "updatedAt", "id", "type", "name", "lastName", "externalId", "age", "isPrimary",
        ]),
        direction in prop::sample::select(vec!["asc", "desc"]),
        limit in 1..9_usize,
    ) {
        let mut world = World::new(Vec::new(), 1);
        let mut now = 1;
        for name in &names {
            world.create(&members(*name), name.is_multiple_of(3), now);
            now += 1;
        }
        let mut body = json!({"sort": [{"field": field, "direction": direction}], "limit": limit});
        let mut seen: HashMap<Slot, usize> = HashMap::new();
        let mut touched = Vec::new();
        let mut rounds = rounds.into_iter();
        loop {
            let request = ListRequest::read(&body).unwrap();
            let page = world.list(&request);
            for slot in page.slots {
                *seen.entry(slot).or_default() += 1;
            }
            let Some(after) = page.next else { break };
            let cursor: Cursor = request.cursor_to(Some(after), 0);
            body["cursor"] = cursor.encode().into();
            for act in rounds.next().unwrap_or_default() {
                now += 1;
                touched.extend(play(&mut world, &act, now));
            }
        }
        for slot in 0..names.len() {
            if !touched.contains(&slot) {
                prop_assert_eq!(seen.get(&slot).copied().unwrap_or(0), 1, "client {}", slot);
            }
        }
    }
}
