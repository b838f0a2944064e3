//! Copies of a client into the other environment.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::call::Call;
use super::error::Issue;
use super::write::{Write, client, write_in};
use super::{Answer, ApiError, json_value};
use crate::Environment;
use crate::fault::FaultKind;
use crate::world::{Blocker, Included, Source, Tally};

/// `POST /clients/{id}/migrate`: 400 to the same environment, 422 when something stands in the way.
pub(super) fn migrate(call: &Call) -> Answer {
    let (to, source) = read(call)?;
    let rehearsal = call.plays(&FaultKind::AnswerWithoutEffect);
    let (target, created, tallies) = write_in(call, to, rehearsal, |write| {
        let blockers = write.world.blockers(&source);
        if !blockers.is_empty() {
            return Err(refuse(&blockers));
        }
        copy(call, write, &source)
    })?;
    let counts = tallies.iter().map(|one| {
        json!({"kind": one.kind, "total": one.total, "created": one.created, "updated": one.updated})
    });
    let counts: Vec<Value> = counts.collect();
    let action = if created { "created" } else { "updated" };
    Ok(json_value(
        &json!({"status": "completed", "targetId": target, "action": action, "counts": counts}),
    ))
}

/// `POST /clients/{id}/migrate/preview`: makes the copy, counts, and takes it back.
pub(super) fn preview(call: &Call) -> Answer {
    let (to, source) = read(call)?;
    let (target, blockers, tallies) = write_in(call, to, true, |write| {
        let target = write.world.match_copy(&source);
        let blockers = write.world.blockers(&source);
        // A copy that something else refuses is blocked already; there is nothing to count then.
        let tallies = match write.attempt(|write| copy(call, write, &source)) {
            Ok((_, _, tallies)) => tallies,
            Err(_) if !blockers.is_empty() => Vec::new(),
            Err(error) => return Err(error),
        };
        Ok((target, blockers, tallies))
    })?;
    let blockers: Vec<Value> = blockers
        .iter()
        .map(|one| json!({"id": one.id, "label": one.label, "reason": one.reason}))
        .collect();
    let items: Vec<Value> = tallies
        .iter()
        .map(|one| json!({"kind": one.kind, "total": one.total, "creates": one.created, "updates": one.updated}))
        .collect();
    let target = json!({"exists": target.is_some(), "id": target});
    Ok(json_value(
        &json!({"target": target, "blockers": blockers, "items": items}),
    ))
}

fn read(call: &Call) -> Result<(Environment, Source), ApiError> {
    let to: Option<Environment> = call
        .member("to")
        .as_str()
        .and_then(|text| text.parse().ok());
    let to = to.filter(|to| *to != call.environment());
    let to = to.ok_or_else(|| ApiError::issue("to", "Expected the other environment"))?;
    for operation in ["create", "update"] {
        call.caller.require_in(to, "clients", operation)?;
    }
    let included = Included::read(call.member("include"));
    Ok((to, call.world().source(call.id("id")?, &included)?))
}

fn copy(
    call: &Call,
    write: &mut Write<'_>,
    source: &Source,
) -> Result<(Uuid, bool, Vec<Tally>), ApiError> {
    let before = match write.world.match_copy(source) {
        Some(id) => client(write.world, id)?,
        None => Map::new(),
    };
    let prefer_target = call.member("precedence") == "target";
    let now = write.now();
    let done = write.world.copy(source, prefer_target, now)?;
    let after = client(write.world, done.0)?;
    if done.1 {
        write.created("client", &after);
    } else {
        write.updated("client", &before, &after);
    }
    Ok(done)
}

fn refuse(blockers: &[Blocker]) -> ApiError {
    let issue = |(place, one): (usize, &Blocker)| {
        Issue::new(
            &format!("blockers.{place}"),
            &format!("{}: {}", one.reason, one.label),
        )
    };
    let issues = blockers.iter().enumerate().map(issue).collect();
    ApiError::blocked("The client cannot be copied", issues)
}
