//! Tags.

use serde_json::{Map, Value};

use super::call::Call;
use super::write::write;
use super::{Answer, ApiError, json_value};

/// `POST /tags`: 409 when the name is taken.
pub(super) fn create(call: &Call) -> Answer {
    let description = call.member("description");
    let length = description.as_str().map(|text| text.chars().count());
    if !description.is_null() && length.is_none_or(|length| length > 500) {
        return Err(ApiError::issue(
            "description",
            "Expected at most 500 characters",
        ));
    }
    let made = write(call, |write| {
        let now = write.now();
        let tag = write.world.add_tag(call.object("")?, now)?;
        write.created("tag", tag.as_object().unwrap_or(&Map::new()));
        Ok(tag)
    })?;
    Ok(json_value(&made))
}

/// `GET /tags`: a plain array.
#[expect(clippy::unnecessary_wraps, reason = "all handlers have this form")]
pub(super) fn list(call: &Call) -> Answer {
    Ok(json_value(&Value::from(call.world().tags().to_vec())))
}
