//! `GET /tenant-details`: the organisation itself.

use axum::{Extension, Json};
use serde_json::{Value, json};

use super::ApiError;
use super::caller::Caller;
use crate::Environment;

/// The organisation; any key of the environment may read it.
pub(super) async fn retrieve(
    Extension(caller): Extension<Caller>,
) -> Result<Json<Value>, ApiError> {
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
    Ok(Json(json!({
        "id": "5a0d0b0e-7a51-4c1e-8b7e-0a6f3d2c1b10",
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
