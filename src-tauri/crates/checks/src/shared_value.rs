//! What a client has that another can have too.

use artu::models::{Address, Client, ContactMethodType};

use crate::RulePack;
use crate::client::{comparable_email, comparable_phone, is_blank};
use crate::person_keys::{self, PersonKey};
use crate::text::words;

/// What kind of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Rfc,
    Curp,
    Person,
    Clabe,
    Phone,
    Email,
    Address,
}

impl Kind {
    pub(crate) fn person_key(self) -> Option<PersonKey> {
        match self {
            Self::Rfc => Some(person_keys::RFC),
            Self::Curp => Some(person_keys::CURP),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Rfc => "rfc",
            Self::Curp => "curp",
            Self::Person => "person",
            Self::Clabe => "clabe",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
        }
    }
}

/// A value of a client by which others can be found that have it too. Its debug form leaves the value out.
#[derive(Clone, PartialEq, Eq)]
pub struct SharedValue {
    pub(crate) kind: Kind,
    /// What is alike in all who share it.
    compared: String,
    /// The value as it is shown.
    pub(crate) shown: String,
    /// Path in the client model.
    pub(crate) field: String,
}

impl std::fmt::Debug for SharedValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedValue")
            .field("kind", &self.kind)
            .field("field", &self.field)
            .finish_non_exhaustive()
    }
}

impl SharedValue {
    fn new(kind: Kind, compared: String, shown: &str, field: impl Into<String>) -> Self {
        Self {
            kind,
            compared,
            shown: shown.trim().to_owned(),
            field: field.into(),
        }
    }

    /// A text that is equal for two values exactly when they are shared.
    pub fn key(&self) -> String {
        format!("{}:{}", self.kind.word(), self.compared)
    }

    /// Whether two values are shared, each the other's.
    pub fn is_shared_with(&self, other: &Self) -> bool {
        self.kind == other.kind && self.compared == other.compared
    }
}

/// Every value of a client that another can have too, each once, in a fixed order.
pub fn shared_values(client: &Client, pack: &RulePack) -> Vec<SharedValue> {
    let mut values = person(client, pack);
    values.extend(accounts(client));
    values.extend(contacts(client));
    values.extend(client.addresses.iter().flatten().filter_map(address));
    let mut kept: Vec<SharedValue> = Vec::with_capacity(values.len());
    for value in values {
        if !kept.iter().any(|known| known.is_shared_with(&value)) {
            kept.push(value);
        }
    }
    kept
}

fn person(client: &Client, pack: &RulePack) -> Vec<SharedValue> {
    let mut values = Vec::new();
    for kind in [Kind::Rfc, Kind::Curp] {
        if let Some(of) = kind.person_key()
            && let Some(key) = of.of(client, pack)
        {
            values.push(SharedValue::new(kind, of.stem(&key), &key, of.field));
        }
    }
    // A name alone is too common to say anything.
    if let Some(date) = client.birth_date {
        let name = client.full_name();
        let mut words = words(&name);
        words.sort_unstable();
        let compared = format!("{} {date}", words.join(" "));
        values.push(SharedValue::new(Kind::Person, compared, &name, "name"));
    }
    values
}

fn accounts(client: &Client) -> impl Iterator<Item = SharedValue> {
    client.bank_accounts.iter().flatten().filter_map(|account| {
        let key = mx::normalize(account.clabe.as_deref()?);
        let is_whole = key.len() == 18 && key.bytes().all(|digit| digit.is_ascii_digit());
        let is_filler = key
            .bytes()
            .all(|digit| key.as_bytes().first() == Some(&digit));
        let field = format!("bankAccounts[{}].clabe", account.id);
        (is_whole && !is_filler).then(|| SharedValue::new(Kind::Clabe, key.clone(), &key, field))
    })
}

fn contacts(client: &Client) -> Vec<SharedValue> {
    let phone = |written: &str, field: String| {
        let compared = comparable_phone(written)?;
        Some(SharedValue::new(Kind::Phone, compared, written, field))
    };
    let email = |written: &str, field: String| {
        let compared = comparable_email(written)?;
        Some(SharedValue::new(Kind::Email, compared, written, field))
    };
    let Some(methods) = &client.contact_methods else {
        let phone = client
            .phone
            .as_deref()
            .and_then(|it| phone(it, "phone".into()));
        let email = client
            .email
            .as_deref()
            .and_then(|it| email(it, "email".into()));
        return phone.into_iter().chain(email).collect();
    };
    methods
        .iter()
        .filter_map(|method| {
            let field = format!("contactMethods[{}].value", method.id);
            match method.kind {
                ContactMethodType::Email => email(&method.value, field),
                ContactMethodType::Phone | ContactMethodType::Mobile | ContactMethodType::Fax => {
                    phone(&method.value, field)
                }
                ContactMethodType::Other(_) => None,
            }
        })
        .collect()
}

/// Kinds of streets, which are left out or abbreviated at will.
const KINDS_OF_STREET: [&str; 18] = [
    "AND",
    "ANDADOR",
    "AV",
    "AVE",
    "AVENIDA",
    "BLVD",
    "BOULEVARD",
    "C",
    "CALLE",
    "CALLEJON",
    "CALZ",
    "CALZADA",
    "CERRADA",
    "CIRCUITO",
    "PASEO",
    "PRIV",
    "PRIVADA",
    "PROLONGACION",
];

/// An address is compared by postal code, street and exterior number (rule MX-062).
fn address(address: &Address) -> Option<SharedValue> {
    let number = address
        .scope_data
        .as_ref()
        .and_then(|data| data.mx.as_ref())
        .and_then(|mx| mx.exterior_number.as_deref());
    let parts = [
        address.postal_code.as_deref(),
        address.street.as_deref(),
        number,
    ];
    if parts.iter().any(|part| is_blank(*part)) {
        return None;
    }
    let [code, street, number] = parts.map(Option::unwrap_or_default);
    let mut street_words = words(street);
    street_words.retain(|word| !KINDS_OF_STREET.contains(&word.as_str()));
    let compared = [
        words(code).concat(),
        street_words.join(" "),
        words(number).concat(),
    ];
    let shown = format!("{} {}, {}", street.trim(), number.trim(), code.trim());
    let field = format!("addresses[{}].street", address.id);
    Some(SharedValue::new(
        Kind::Address,
        compared.join("|"),
        &shown,
        field,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use serde_json::{Value, json};

    fn client(members: Value) -> Client {
        samples::individual(members)
    }

    fn keys(members: Value) -> Vec<String> {
        let values = shared_values(&client(members), RulePack::embedded());
        values.iter().map(SharedValue::key).collect()
    }

    fn phone(value: &str) -> Value {
        json!({"name": "Luz", "contactMethods": [{"id": samples::id(9), "type": "mobile", "value": value}]})
    }

    #[test]
    fn ways_to_write_one_value_are_one_key() {
        let of = |value| keys(phone(value)).pop();
        for other in ["+52 55 1234 9876", "5512349876", "044 55 1234-9876"] {
            assert_eq!(of(other), Some("phone:5512349876".into()), "{other}");
        }
        assert_eq!(of("+1 212 555 0100"), Some("phone:+12125550100".into()));
        for none in ["", "1234", "5555555555"] {
            assert!(
                of(none).is_none_or(|key| !key.starts_with("phone")),
                "{none}"
            );
        }
        let at = |street: &str, number: &str| {
            keys(json!({"addresses": [{
                "id": samples::id(7), "street": street, "postalCode": "06600",
                "scopeData": {"MX": {"exteriorNumber": number}}
            }]}))
            .pop()
        };
        let whole = at("Av. Álvaro Obregón", "12-B");
        assert_eq!(whole, Some("address:06600|ALVARO OBREGON|12B".into()));
        assert_eq!(at("alvaro obregon", "12 b"), whole);
        assert_ne!(at("Av. Álvaro Obregón", "14"), whole);
    }

    #[test]
    fn what_identifies_nobody_is_no_value() {
        let members = json!({
            "birthDate": null, "scopeData": {"MX": {"rfc": "XAXX010101000", "curp": ""}},
            "bankAccounts": [{"id": samples::id(5), "clabe": "000000000000000000"}],
            "addresses": [{"id": samples::id(7), "street": "Calle", "postalCode": "06600"}],
            "contactMethods": []
        });
        assert_eq!(keys(members), Vec::<String>::new());
    }
}
