//! Identity checks.

use serde_json::Value;

use super::call::Call;
use super::contract::whole;
use super::{Answer, json_value};

/// `POST /identity/eligible-checks`.
pub(super) fn eligible_checks(call: &Call) -> Answer {
    Ok(json_value(
        &call.world().eligible_checks(call.member_id("clientId")?)?,
    ))
}

/// `POST /identity/list`: newest first.
pub(super) fn list(call: &Call) -> Answer {
    let runs = call.world().identity_runs(call.member_id("clientId")?)?;
    let offset = whole(call.member("offset")).unwrap_or(0);
    let limit = whole(call.member("limit")).unwrap_or(20);
    let page: Vec<Value> = runs.into_iter().skip(offset).take(limit).collect();
    Ok(json_value(&page.into()))
}

/// `POST /identity/list-summary`.
pub(super) fn list_summary(call: &Call) -> Answer {
    Ok(json_value(
        &call.world().identity_summary(call.member_id("clientId")?)?,
    ))
}

/// `POST /identity/run-detail`.
pub(super) fn run_detail(call: &Call) -> Answer {
    Ok(json_value(
        &call.world().identity_run(call.member_id("runId")?)?,
    ))
}
