//! What a client has that another can have too.

use artu::models::{Address, BankAccount, Client, ContactMethod, ContactMethodType};

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
#[derive(Clone)]
pub struct SharedValue<'a> {
    pub(crate) kind: Kind,
    key: String,
    place: Place<'a>,
}

/// Where a value stands in the file of its client.
#[derive(Clone)]
enum Place<'a> {
    /// A key of a person, as the checks read it.
    Key(PersonKey, String),
    Name(&'a Client),
    Account(&'a BankAccount),
    /// A phone or an e-mail address of a file without a list of contacts: its member, and what stands there.
    Contact(&'static str, &'a str),
    ContactMethod(&'a ContactMethod),
    Address(&'a Address),
}

impl std::fmt::Debug for SharedValue<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedValue")
            .field("kind", &self.kind)
            .field("field", &self.field())
            .finish_non_exhaustive()
    }
}

impl<'a> SharedValue<'a> {
    /// A value with what is alike in all who share it.
    fn new(kind: Kind, compared: &str, place: Place<'a>) -> Self {
        let key = [kind.word(), ":", compared].concat();
        Self { kind, key, place }
    }

    /// A text that is equal for two values exactly when they are shared.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether two values are shared, each the other's.
    pub fn is_shared_with(&self, other: &SharedValue<'_>) -> bool {
        self.key == other.key
    }

    /// The value as it is shown.
    pub(crate) fn shown(&self) -> String {
        match &self.place {
            Place::Key(_, key) => key.clone(),
            Place::Name(client) => client.full_name().trim().to_owned(),
            Place::Account(account) => mx::normalize(account.clabe.as_deref().unwrap_or_default()),
            Place::Contact(_, written) => written.trim().to_owned(),
            Place::ContactMethod(method) => method.value.trim().to_owned(),
            Place::Address(address) => {
                let [code, street, number] = compared_parts(address).map(str::trim);
                format!("{street} {number}, {code}")
            }
        }
    }

    /// Path in the client model.
    pub(crate) fn field(&self) -> String {
        match &self.place {
            Place::Key(of, _) => of.field.to_owned(),
            Place::Name(_) => "name".to_owned(),
            Place::Account(account) => format!("bankAccounts[{}].clabe", account.id),
            Place::Contact(member, _) => (*member).to_owned(),
            Place::ContactMethod(method) => format!("contactMethods[{}].value", method.id),
            Place::Address(address) => format!("addresses[{}].street", address.id),
        }
    }
}

/// Every value of a client that another can have too, each once, in a fixed order.
pub fn shared_values<'a>(client: &'a Client, pack: &RulePack) -> Vec<SharedValue<'a>> {
    let mut values = person(client, pack);
    values.extend(accounts(client));
    values.extend(contacts(client));
    values.extend(client.addresses.iter().flatten().filter_map(address));
    let mut kept: Vec<SharedValue<'a>> = Vec::with_capacity(values.len());
    for value in values {
        if !kept.iter().any(|known| known.is_shared_with(&value)) {
            kept.push(value);
        }
    }
    kept
}

fn person<'a>(client: &'a Client, pack: &RulePack) -> Vec<SharedValue<'a>> {
    let mut values = Vec::new();
    for kind in [Kind::Rfc, Kind::Curp] {
        if let Some(of) = kind.person_key()
            && let Some(key) = of.of(client, pack)
        {
            let place = Place::Key(of, key.clone());
            values.push(SharedValue::new(kind, of.stem(&key), place));
        }
    }
    // A name alone is too common to say anything.
    if let Some(date) = client.birth_date {
        let name = mx::fold(&client.full_name());
        let mut words: Vec<&str> = words(&name).collect();
        words.sort_unstable();
        let compared = format!("{} {date}", words.join(" "));
        let place = Place::Name(client);
        values.push(SharedValue::new(Kind::Person, &compared, place));
    }
    values
}

fn accounts(client: &Client) -> impl Iterator<Item = SharedValue<'_>> {
    client.bank_accounts.iter().flatten().filter_map(|account| {
        let key = mx::normalize(account.clabe.as_deref()?);
        let is_whole = key.len() == 18 && key.bytes().all(|digit| digit.is_ascii_digit());
        let is_filler = key
            .bytes()
            .all(|digit| key.as_bytes().first() == Some(&digit));
        (is_whole && !is_filler)
            .then(|| SharedValue::new(Kind::Clabe, &key, Place::Account(account)))
    })
}

fn contacts(client: &Client) -> Vec<SharedValue<'_>> {
    let Some(methods) = &client.contact_methods else {
        let phone = client
            .phone
            .as_deref()
            .and_then(|written| phone(written, Place::Contact("phone", written)));
        let email = client
            .email
            .as_deref()
            .and_then(|written| email(written, Place::Contact("email", written)));
        return phone.into_iter().chain(email).collect();
    };
    methods
        .iter()
        .filter_map(|method| {
            let place = Place::ContactMethod(method);
            match method.kind {
                ContactMethodType::Email => email(&method.value, place),
                ContactMethodType::Phone | ContactMethodType::Mobile | ContactMethodType::Fax => {
                    phone(&method.value, place)
                }
                ContactMethodType::Other(_) => None,
            }
        })
        .collect()
}

fn phone<'a>(written: &str, place: Place<'a>) -> Option<SharedValue<'a>> {
    let compared = comparable_phone(written)?;
    Some(SharedValue::new(Kind::Phone, &compared, place))
}

fn email<'a>(written: &str, place: Place<'a>) -> Option<SharedValue<'a>> {
    let compared = comparable_email(written)?;
    Some(SharedValue::new(Kind::Email, &compared, place))
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
fn address(address: &Address) -> Option<SharedValue<'_>> {
    let parts = compared_parts(address);
    if parts.iter().any(|part| is_blank(Some(part))) {
        return None;
    }
    let [code, street, number] = parts.map(mx::fold);
    let mut compared: String = words(&code).collect();
    compared.push('|');
    let named = words(&street).filter(|word| !KINDS_OF_STREET.contains(word));
    compared.push_str(&named.collect::<Vec<_>>().join(" "));
    compared.push('|');
    compared.extend(words(&number));
    let place = Place::Address(address);
    Some(SharedValue::new(Kind::Address, &compared, place))
}

/// Postal code, street and exterior number as they are written; empty where there is none.
fn compared_parts(address: &Address) -> [&str; 3] {
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
    parts.map(Option::unwrap_or_default)
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
        let client = client(members);
        let values = shared_values(&client, RulePack::embedded());
        values.iter().map(|value| value.key().to_owned()).collect()
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
