//! `GET /tenant-details`: the organisation itself.

use serde_json::json;

use super::call::Call;
use super::{Answer, ApiError, json_value};
use crate::Environment;
use crate::world::ORGANIZATION;

/// The organisation; any key of the environment may read it.
pub(super) fn retrieve(call: &Call) -> Answer {
    let caller = &call.caller;
    let prefix = format!("{}:", caller.environment.as_str());
    if !caller
        .key
        .permissions
        .iter()
        .any(|one| one.starts_with(&prefix))
    {
        return Err(ApiError::lacks(&format!("{prefix}clients:read")));
    }
    let live = caller.environment == Environment::Live;
    let activity = json!({"collegiateEntityCode": null, "exempt": false});
    Ok(json_value(&json!({
        "id": ORGANIZATION,
        "data": {
            "name": if live { "Organización de muestra" } else { "Organización de muestra (pruebas)" },
            "scopeData": {"MX": {
                "rfc": null,
                "actividadVulnerable": {"AVI": {"collegiateEntityCode": null, "exempt": false, "platformDomain": "example.mx"}, "INM": activity, "VEH": activity},
                "cnbv": {"TRANSMISOR": {"organoSupervisor": null, "claveSujetoObligado": null}},
            }},
            "settings": {"enablePostalCodeValidation": false},
        },
        "scopes": ["base", "MX", "MX:AV", "MX:AV:AVI", "MX:AV:INM", "MX:AV:VEH", "MX:AV:MPC"],
        "createdAt": "2024-01-15T16:00:00.000Z",
        "updatedAt": "2026-06-01T16:00:00.000Z",
    })))
}
