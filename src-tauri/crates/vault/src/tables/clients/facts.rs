//! What the store takes from a record beside its text: for columns, for links and for the search index.

use artu::models::{Client, ClientType, ContactMethodType};

use crate::{
    error::Result,
    tables::{
        links::{self, Link},
        search::{Document, Field, fold_words},
    },
};

/// The values of one record.
#[derive(Clone)]
pub(super) struct Facts {
    pub(super) kind: ClientType,
    pub(super) is_primary: bool,
    pub(super) name: String,
    pub(super) folded_name: String,
    pub(super) rfc: Option<String>,
    pub(super) curp: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) document: String,
    /// The links to its children, in its order; `None` when the record does not have the list.
    pub(super) links: Option<Vec<Link>>,
}

impl Facts {
    pub(super) fn of(client: &Client) -> Result<Self> {
        let name = client.full_name();
        let rfc = client.mx().and_then(|mx| trimmed(mx.rfc.as_deref()));
        let curp = client.mx().and_then(|mx| trimmed(mx.curp.as_deref()));
        let external_id = trimmed(client.external_id.as_deref());
        let mut document = Document::default();
        document.add(Field::Name, &name);
        for (field, value) in [
            (Field::Rfc, &rfc),
            (Field::Curp, &curp),
            (Field::ExternalId, &external_id),
        ] {
            if let Some(value) = value {
                document.add(field, value);
            }
        }
        document.add(Field::ArtuId, &client.id.to_string());
        add_contacts(client, &mut document);
        for account in client.bank_accounts.iter().flatten() {
            for number in [&account.clabe, &account.account_number]
                .into_iter()
                .flatten()
            {
                document.add_digits(Field::Clabe, number);
            }
        }
        Ok(Self {
            kind: client.kind.clone(),
            is_primary: client.is_primary,
            folded_name: fold_words(&name).join(" "),
            name,
            rfc,
            curp,
            external_id,
            document: document.into_text(),
            links: links::given_by(client)?,
        })
    }
}

fn add_contacts(client: &Client, document: &mut Document) {
    if let Some(email) = &client.email {
        document.add(Field::Email, email);
    }
    if let Some(phone) = &client.phone {
        document.add_digits(Field::Phone, phone);
    }
    for contact in client.contact_methods.iter().flatten() {
        match contact.kind {
            ContactMethodType::Phone | ContactMethodType::Mobile | ContactMethodType::Fax => {
                document.add_digits(Field::Phone, &contact.value);
            }
            ContactMethodType::Email | ContactMethodType::Other(_) => {
                document.add(Field::Email, &contact.value);
            }
        }
    }
}

fn trimmed(value: Option<&str>) -> Option<String> {
    value
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
}
