//! The HTTP face of the sandbox: one file per resource, behind one gate.

mod audit;
mod caller;
mod clients;
mod control;
mod error;
mod gate;
mod links;
mod list;
mod list_faults;
mod payload;
mod spoil;
mod tenant;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};

use crate::shared::Shared;

pub(crate) use error::ApiError;
pub(crate) use gate::CloseConnection;

/// All routes: the API behind its gate, and the control beside it.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let api = Router::new()
        .route("/tenant-details", get(tenant::retrieve))
        .route("/clients/list", post(list::list))
        .route(
            "/clients/{id}",
            get(clients::retrieve).patch(clients::update),
        )
        .route("/clients/{id}/promote", post(clients::promote))
        .route(
            "/clients/{id}/links",
            get(links::list).post(links::add).put(links::replace),
        )
        .route("/clients/{id}/links/{child}", delete(links::remove))
        .route("/clients/{id}/related", post(links::create_related))
        .route("/client-links/{id}", get(links::retrieve))
        .route("/audit-logs", get(audit::list))
        .route("/audit-logs/{id}", get(audit::retrieve))
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
