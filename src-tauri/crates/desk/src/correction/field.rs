//! The members of a client that an update can change, and from a text to the change.

use artu::models::OpenMap;
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::{
    Usage,
    contract::CorrectionForm,
    nested::{self, Place},
};

/// A member that can be corrected: one that the contract names in the update of a client (`ClientUpdate`). Addresses, contact methods,
/// bank accounts and documents are records of their own there and are not among its members.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its path in the client.
    pub path: &'static str,
    /// How its value is written.
    pub form: CorrectionForm,
    /// Whether it must not be cleared.
    required: bool,
}

const fn field(path: &'static str, form: CorrectionForm) -> Field {
    Field {
        path,
        form,
        required: false,
    }
}

/// Every member that can be corrected.
static FIELDS: [Field; 11] = [
    Field {
        path: "name",
        form: CorrectionForm::Text,
        required: true,
    },
    field("middleName", CorrectionForm::Text),
    field("lastName", CorrectionForm::Text),
    field("birthDate", CorrectionForm::Date),
    field("nationalities", CorrectionForm::Countries),
    field("scopeData.MX.rfc", CorrectionForm::Key),
    field("scopeData.MX.curp", CorrectionForm::Key),
    field("scopeData.MX.giroMercantil", CorrectionForm::Text),
    field(
        "scopeData.MX.actividadVulnerable.AVI.username",
        CorrectionForm::Text,
    ),
    field(
        "scopeData.MX.cnbv.TRANSMISOR.numeroCuenta",
        CorrectionForm::Text,
    ),
    field(
        "scopeData.MX.cnbv.TRANSMISOR.claveSujetoObligado",
        CorrectionForm::Text,
    ),
];

impl Field {
    /// The member at a path, if it can be corrected.
    pub(crate) fn at(path: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.path == path)
    }

    fn place(&self) -> Place {
        self.path.split('.').map(str::to_owned).collect()
    }

    /// What a client has there.
    pub(crate) fn stored<'a>(&self, client: &'a Map<String, Value>) -> Option<&'a Value> {
        nested::at(client, &self.place()).filter(|value| !value.is_null())
    }

    /// What a client has there, as it would be written.
    pub(crate) fn written(&self, client: &Map<String, Value>) -> Option<String> {
        self.stored(client).map(|value| self.text_of(value))
    }

    /// A value of it, as it would be written.
    pub(crate) fn text_of(&self, value: &Value) -> String {
        match value {
            Value::String(text) => text.clone(),
            Value::Array(items) if self.form == CorrectionForm::Countries => {
                let codes = items.iter().filter_map(Value::as_str);
                codes.collect::<Vec<_>>().join(", ")
            }
            other => other.to_string(),
        }
    }

    /// The value that a text stands for; null where nothing is written.
    ///
    /// # Errors
    /// When it is not of the form of the member. What the rules think of it does not matter here.
    pub(crate) fn value(&self, text: &str) -> Result<Value, Usage> {
        let text = text.trim();
        let value = match self.form {
            CorrectionForm::Text => text.to_owned().into(),
            CorrectionForm::Key => mx::normalize(text).into(),
            CorrectionForm::Date => date(text)?,
            CorrectionForm::Countries => countries(text)?,
        };
        let blank = match &value {
            Value::String(text) => text.is_empty(),
            Value::Array(codes) => codes.is_empty(),
            _ => true,
        };
        match (blank, self.required) {
            (true, true) => Err(Usage::ValueRequired),
            (true, false) => Ok(Value::Null),
            (false, _) => Ok(value),
        }
    }

    /// The changes of an update that puts a value here and touches nothing else. Objects on the way that the client lacks are made.
    ///
    /// # Errors
    /// [`Usage::NotCorrectable`] when the client has something else than an object on the way: it would be lost.
    pub(crate) fn changes(
        &self,
        client: &Map<String, Value>,
        value: Value,
    ) -> Result<OpenMap, Usage> {
        let place = self.place();
        let mut ways = (1..place.len()).filter_map(|length| nested::at(client, &place[..length]));
        if ways.any(|way| !(way.is_object() || way.is_null())) {
            return Err(Usage::NotCorrectable);
        }
        let change = place.into_iter().rev().fold(value, |inner, name| {
            let mut members = Map::new();
            members.insert(name, inner);
            Value::Object(members)
        });
        match change {
            Value::Object(changes) => Ok(changes),
            _ => Err(Usage::NotCorrectable),
        }
    }
}

/// A date as the wire has it, and nothing else.
fn date(text: &str) -> Result<Value, Usage> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    text.parse::<Date>()
        .ok()
        .map(|date| date.to_string())
        .filter(|written| written == text)
        .map(Value::from)
        .ok_or(Usage::NotADate)
}

/// Codes of two letters, with commas, semicolons or spaces between them.
fn countries(text: &str) -> Result<Value, Usage> {
    text.split([',', ';', ' '])
        .filter(|code| !code.is_empty())
        .map(|code| {
            let fits = code.len() == 2 && code.chars().all(|letter| letter.is_ascii_alphabetic());
            fits.then(|| Value::from(code.to_ascii_uppercase()))
                .ok_or(Usage::NotCountries)
        })
        .collect::<Result<Vec<_>, _>>()
        .map(Value::Array)
}

#[cfg(test)]
mod tests {
    use artu::models::ClientUpdate;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn members(value: Value) -> Map<String, Value> {
        let Value::Object(members) = value else {
            panic!("an object");
        };
        members
    }

    #[test]
    fn texts_become_values_of_the_form_of_their_member() {
        for (path, text, wanted) in [
            ("name", "  Ana María ", Ok(json!("Ana María"))),
            ("name", "  ", Err(Usage::ValueRequired)),
            ("lastName", "", Ok(json!(null))),
            ("birthDate", "1998-01-17", Ok(json!("1998-01-17"))),
            ("birthDate", "", Ok(json!(null))),
            ("birthDate", "17/01/1998", Err(Usage::NotADate)),
            ("birthDate", "1998-02-30", Err(Usage::NotADate)),
            ("birthDate", "19980117", Err(Usage::NotADate)),
            ("birthDate", "1998-01-17T00:00", Err(Usage::NotADate)),
            ("nationalities", "mx, US", Ok(json!(["MX", "US"]))),
            ("nationalities", "México", Err(Usage::NotCountries)),
            ("nationalities", " , ", Ok(json!(null))),
            (
                "scopeData.MX.rfc",
                "lujs 980117-n6a",
                Ok(json!("LUJS980117N6A")),
            ),
            // What the rules would object to is a value all the same.
            ("scopeData.MX.rfc", "X", Ok(json!("X"))),
            ("scopeData.MX.curp", " - ", Ok(json!(null))),
        ] {
            assert_eq!(
                Field::at(path).unwrap().value(text),
                wanted,
                "{path} {text}"
            );
        }
    }

    #[test]
    fn members_of_nested_records_cannot_be_corrected() {
        for path in [
            "addresses[1].postalCode",
            "bankAccounts[1].clabe",
            "contactMethods[1].value",
            "email",
            "scopeData.MX",
            "id",
        ] {
            assert!(Field::at(path).is_none(), "{path}");
        }
    }

    #[test]
    fn every_member_is_one_that_the_update_names() {
        for field in &FIELDS {
            let value = field.value("MX").or_else(|_| field.value("2001-02-03"));
            let changes = field.changes(&Map::new(), value.unwrap()).unwrap();
            let update: ClientUpdate = serde_json::from_value(changes.clone().into()).unwrap();
            assert!(update.unknown.is_empty(), "{}", field.path);
            if let Some(scope_data) = update.scope_data.value() {
                assert!(scope_data.unknown.is_empty(), "{}", field.path);
                assert!(scope_data.mx.value().unwrap().unknown.is_empty());
            }
            assert_eq!(serde_json::to_value(&update).unwrap(), Value::from(changes));
        }
    }

    #[test]
    fn what_is_no_object_on_the_way_is_not_overwritten() {
        let client = members(json!({"scopeData": {"MX": "as text"}}));
        let rfc = Field::at("scopeData.MX.rfc").unwrap();
        assert_eq!(rfc.changes(&client, json!("A")), Err(Usage::NotCorrectable));
        for client in [
            json!({}),
            json!({"scopeData": null}),
            json!({"scopeData": {"MX": null}}),
        ] {
            assert!(rfc.changes(&members(client), json!("A")).is_ok());
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-zñ]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let name = prop_oneof![
                Just("MX".to_owned()),
                Just("cnbv".to_owned()),
                Just("TRANSMISOR".to_owned()),
                Just("actividadVulnerable".to_owned()),
                Just("rfc".to_owned()),
                "[a-z]{1,4}",
            ];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
                prop::collection::vec((name, inner), 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    fn client() -> impl Strategy<Value = Map<String, Value>> {
        let name = prop_oneof![
            Just("scopeData".to_owned()),
            Just("name".to_owned()),
            Just("birthDate".to_owned()),
            "[a-z]{1,5}",
        ];
        prop::collection::vec((name, value()), 0..6).prop_map(|all| all.into_iter().collect())
    }

    /// Everything that stands somewhere, with its place; empty objects too.
    fn everything(client: &Map<String, Value>) -> Vec<(Place, Value)> {
        let mut all: Vec<_> = nested::leaves(client)
            .into_iter()
            .map(|(place, value)| (place, value.clone()))
            .collect();
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all
    }

    proptest! {
        #[test]
        fn only_the_place_of_the_member_changes(
            client in client(), which in 0..FIELDS.len(), text in "[A-Z0-9]{1,8}"
        ) {
            let field = &FIELDS[which];
            let value = Value::from(text);
            let Ok(changes) = field.changes(&client, value.clone()) else {
                // Something that would be lost stands on the way.
                return Ok(());
            };
            let after = nested::put_all(&client, &changes);
            prop_assert_eq!(field.stored(&after), Some(&value));
            // Without what stands at the place, and the empty objects or nulls that it went through, both are the same.
            let place = field.place();
            let elsewhere = |client: &Map<String, Value>| -> Vec<(Place, Value)> {
                everything(client)
                    .into_iter()
                    .filter(|(at, _)| !(at.starts_with(&place) || place.starts_with(at)))
                    .collect()
            };
            prop_assert_eq!(elsewhere(&client), elsewhere(&after));
            // And what the changes say is that place alone.
            let said: Vec<Place> = nested::leaves(&changes).into_iter().map(|(at, _)| at).collect();
            prop_assert_eq!(said, vec![place]);
        }
    }
}
