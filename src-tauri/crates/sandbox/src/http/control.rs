//! The control over HTTP, under `/__control`, for the binary and for journeys through the real window.
//!
//! ```text
//! GET    /__control                                   counts, refusing, waiting faults, forgotten requests
//! GET    /__control/requests?method=&pathPrefix=      {total, data}     DELETE forgets them
//! GET    /__control/faults                            {data}            POST one fault, DELETE forgets all
//! POST   /__control/faults/random                     {seed, rate or percent, kinds, pathPrefix} or null to end
//! POST   /__control/refusing                          {refusing}
//! DELETE /__control/keys/{id}                         revokes a key
//! GET    /__control/{environment}/planted             {data}
//! GET    /__control/{environment}/named?name=         {data: ids}
//! POST   /__control/{environment}/clients             {client, isPrimary}
//! PATCH  /__control/{environment}/clients/{id}        {data}            DELETE removes
//! POST   /__control/{environment}/clients/{id}/promote
//! GET    /__control/openapi.json                      the contract as it is kept here
//! POST   /__control/{environment}/links               {parentId, childId, relationshipType}  DELETE removes
//! ```
//!
//! Only callers that name this machine's loopback as host are answered.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::header::HOST;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::ApiError;
use crate::control::{Control, ControlError};
use crate::environment::ENVIRONMENTS;
use crate::fault::{Fault, RandomFaults};
use crate::shared::Shared;
use crate::{Environment, population::Planted};

type Answer = Result<Json<Value>, ApiError>;

/// The routes, to be nested under `/__control`.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/", get(state))
        .route("/openapi.json", get(openapi))
        .route("/requests", get(requests).delete(clear_requests))
        .route("/faults", get(faults).post(push_fault).delete(clear_faults))
        .route("/faults/random", post(random_faults))
        .route("/refusing", post(refusing))
        .route("/keys/{id}", delete(revoke_key))
        .route("/{environment}/planted", get(planted))
        .route("/{environment}/named", get(named))
        .route("/{environment}/clients", post(create))
        .route(
            "/{environment}/clients/{id}",
            axum::routing::patch(update).delete(remove),
        )
        .route("/{environment}/clients/{id}/promote", post(promote))
        .route("/{environment}/links", post(add_link).delete(remove_link))
        .layer(from_fn(loopback_host))
}

/// Keeps web pages of other hosts away that resolve their name to this machine.
async fn loopback_host(request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if name == "127.0.0.1" || name == "localhost" {
        next.run(request).await
    } else {
        ApiError::new(403, "The control answers loopback only").into_response()
    }
}

impl From<ControlError> for ApiError {
    fn from(error: ControlError) -> Self {
        Self::new(409, error.to_string())
    }
}

async fn openapi() -> Json<Value> {
    Json(super::operations::contract())
}

async fn state(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let control = Control::new(shared);
    let clients: Map<String, Value> = ENVIRONMENTS
        .into_iter()
        .map(|one| {
            (
                one.as_str().to_owned(),
                Value::from(control.count_clients(one)),
            )
        })
        .collect();
    Json(json!({
        "clients": clients,
        "requests": control.total_requests(),
        "forgotten": control.forgotten_requests(),
        "refusing": control.is_refusing(),
        "faults": control.waiting_faults(),
    }))
}

async fn requests(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<HashMap<String, String>>,
) -> Json<Value> {
    let prefix = query.get("pathPrefix").map_or("", String::as_str);
    let data = Control::new(shared).requests(query.get("method").map(String::as_str), prefix);
    Json(json!({"total": data.len(), "data": data}))
}

async fn clear_requests(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Control::new(shared).clear_requests();
    Json(json!({}))
}

async fn faults(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!({"data": Control::new(shared).waiting_faults()}))
}

async fn push_fault(State(shared): State<Arc<Shared>>, Json(fault): Json<Fault>) -> Json<Value> {
    Control::new(shared).push_fault(fault);
    Json(json!({}))
}

async fn clear_faults(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Control::new(shared).clear_faults();
    Json(json!({}))
}

async fn random_faults(
    State(shared): State<Arc<Shared>>,
    Json(random): Json<Option<RandomFaults>>,
) -> Json<Value> {
    Control::new(shared).set_random_faults(random);
    Json(json!({}))
}

#[derive(Deserialize)]
struct Refusing {
    refusing: bool,
}

async fn refusing(State(shared): State<Arc<Shared>>, Json(body): Json<Refusing>) -> Json<Value> {
    Control::new(shared).set_refusing(body.refusing);
    Json(json!({}))
}

async fn revoke_key(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Json<Value> {
    Json(json!({"revoked": Control::new(shared).revoke_key(&id)}))
}

async fn planted(
    State(shared): State<Arc<Shared>>,
    Path(environment): Path<Environment>,
) -> Json<Value> {
    let data: Vec<Planted> = Control::new(shared).planted(environment);
    Json(json!({ "data": data }))
}

async fn named(
    State(shared): State<Arc<Shared>>,
    Path(environment): Path<Environment>,
    Query(query): Query<HashMap<String, String>>,
) -> Json<Value> {
    let name = query.get("name").map_or("", String::as_str);
    Json(json!({"data": Control::new(shared).clients_named(environment, name)}))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewClient {
    client: Map<String, Value>,
    #[serde(default)]
    is_primary: bool,
}

async fn create(
    State(shared): State<Arc<Shared>>,
    Path(environment): Path<Environment>,
    Json(new): Json<NewClient>,
) -> Json<Value> {
    Json(json!({"id": Control::new(shared).create(environment, &new.client, new.is_primary)}))
}

#[derive(Deserialize)]
struct Change {
    data: Map<String, Value>,
}

async fn update(
    State(shared): State<Arc<Shared>>,
    Path((environment, id)): Path<(Environment, Uuid)>,
    Json(change): Json<Change>,
) -> Answer {
    Control::new(shared).update(environment, id, &change.data)?;
    Ok(Json(json!({})))
}

async fn remove(
    State(shared): State<Arc<Shared>>,
    Path((environment, id)): Path<(Environment, Uuid)>,
) -> Answer {
    Control::new(shared).delete(environment, id)?;
    Ok(Json(json!({})))
}

async fn promote(
    State(shared): State<Arc<Shared>>,
    Path((environment, id)): Path<(Environment, Uuid)>,
) -> Answer {
    Control::new(shared).promote(environment, id)?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pair {
    parent_id: Uuid,
    child_id: Uuid,
    relationship_type: Option<String>,
}

async fn add_link(
    State(shared): State<Arc<Shared>>,
    Path(environment): Path<Environment>,
    Json(pair): Json<Pair>,
) -> Answer {
    let kind = pair
        .relationship_type
        .as_deref()
        .unwrap_or("legal_representative");
    Control::new(shared).add_link(environment, pair.parent_id, pair.child_id, kind)?;
    Ok(Json(json!({})))
}

async fn remove_link(
    State(shared): State<Arc<Shared>>,
    Path(environment): Path<Environment>,
    Json(pair): Json<Pair>,
) -> Answer {
    let kind = pair.relationship_type.as_deref();
    Control::new(shared).remove_link(environment, pair.parent_id, pair.child_id, kind)?;
    Ok(Json(json!({})))
}
