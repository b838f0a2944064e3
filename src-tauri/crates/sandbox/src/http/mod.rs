//! The HTTP face of the sandbox: one file per resource, behind one gate. Paths, methods and what an input must be come
//! from the contract itself.

mod alerts;
mod audit;
mod call;
mod caller;
mod children;
mod clients;
mod contract;
mod control;
mod documents;
mod error;
mod gate;
mod identity;
mod links;
mod list;
mod list_faults;
mod migrate;
mod operations;
mod payload;
mod spoil;
mod sync;
mod tags;
mod tenant;
mod transactions;
mod write;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::shared::Shared;

pub(crate) use contract::{has_member, instant_of, lacks_required, whole};
pub(crate) use error::ApiError;
pub(crate) use gate::CloseConnection;

/// What a handler gives back.
type Answer = Result<Response, ApiError>;

/// All routes: the API behind its gate, and the control beside it.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let api = operations::routes()
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn_with_state(Arc::clone(&shared), gate::gate));
    Router::new()
        .nest("/__control", control::routes())
        .merge(api)
        .with_state(shared)
}

async fn no_such_path() -> ApiError {
    ApiError::new(404, "Not found")
}

async fn no_such_method() -> ApiError {
    ApiError::new(405, "Method not supported")
}

/// An answer of JSON text with status 200.
fn json_text(text: String) -> Response {
    (StatusCode::OK, [(CONTENT_TYPE, "application/json")], text).into_response()
}

/// An answer of a JSON value with status 200.
fn json_value(value: &Value) -> Response {
    json_text(value.to_string())
}
