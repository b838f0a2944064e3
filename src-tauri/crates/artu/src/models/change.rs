//! A member of a partial update.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What happens to a member: it stays as it is (absent on the wire), is cleared (`null`), or is set.
///
/// Members of this type carry `#[serde(default, skip_serializing_if = "Change::is_keep")]`; without it, what stays would
/// be written as `null` and cleared.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Change<T> {
    /// Left as it is; absent on the wire.
    #[default]
    Keep,
    /// Cleared; `null` on the wire.
    Clear,
    /// Set to a value.
    Set(T),
}

impl<T> Change<T> {
    /// Whether the member is left as it is.
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The value that is set, if one is.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// Sets the value if there is one, else clears the member.
    pub fn set_or_clear(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

impl<T> From<T> for Change<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl From<&str> for Change<String> {
    fn from(text: &str) -> Self {
        Self::Set(text.to_owned())
    }
}

/// Says what happens, not with which value: it may be personal.
impl<T> fmt::Debug for Change<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keep => "Keep",
            Self::Clear => "Clear",
            Self::Set(_) => "Set(..)",
        })
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::set_or_clear)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{ClientUpdate, MxScopeDataInput, ScopeDataInput};
    use super::Change;

    #[test]
    fn absent_null_and_a_value_are_told_apart() {
        let update = ClientUpdate {
            name: "Ana".into(),
            middle_name: Change::Clear,
            scope_data: Change::Set(ScopeDataInput {
                mx: Change::Set(MxScopeDataInput {
                    rfc: Change::Clear,
                    ..MxScopeDataInput::default()
                }),
                ..ScopeDataInput::default()
            }),
            ..ClientUpdate::default()
        };
        let body = json!({
            "name": "Ana",
            "middleName": null,
            "scopeData": {"MX": {"rfc": null}},
        });
        assert_eq!(serde_json::to_value(&update).unwrap(), body);
        assert_eq!(
            serde_json::from_value::<ClientUpdate>(body).unwrap(),
            update
        );
        assert_eq!(
            serde_json::to_value(ClientUpdate::default()).unwrap(),
            json!({})
        );
    }

    #[test]
    fn debug_shows_no_value() {
        assert_eq!(format!("{:?}", Change::<String>::from("Ana")), "Set(..)");
    }
}
