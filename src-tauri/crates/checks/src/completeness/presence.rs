//! Whether an item of the table is in a client.

use artu::models::{Address, AddressId, Client, ContactMethodType, Document, DocumentCategory};

use super::Row;
use crate::RulePack;
use crate::client::{is_blank, is_pending, is_rejected};

/// What the record tells about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is there.
    Present,
    /// It is not there.
    Absent,
    /// The record is short or has no such place: it says nothing.
    Unknown,
}

impl From<bool> for Presence {
    fn from(present: bool) -> Self {
        if present { Self::Present } else { Self::Absent }
    }
}

/// The address that is held against the list: the first one, or the fullest.
pub(crate) fn address(client: &Client) -> Option<&Address> {
    let addresses = client.addresses.as_ref()?;
    let filled = |address: &Address| {
        [
            &address.street,
            &address.city,
            &address.state,
            &address.postal_code,
        ]
        .iter()
        .filter(|part| !is_blank(part.as_deref()))
        .count()
    };
    addresses
        .iter()
        .rev()
        .max_by_key(|address| (address.is_primary, filled(address)))
}

/// Path of the item, with the id of the address that was looked at.
pub(super) fn place(row: &Row, address: Option<AddressId>) -> String {
    match (row.client_path.strip_prefix("addresses[]"), address) {
        (Some(rest), Some(address)) => format!("addresses[{address}]{rest}"),
        _ => row.client_path.clone(),
    }
}

/// Whether the item of the row is in the client.
pub(super) fn of(
    client: &Client,
    row: &Row,
    address: Option<&Address>,
    pack: &RulePack,
) -> Presence {
    if let Some(part) = row.client_path.strip_prefix("addresses[]") {
        return match address {
            Some(address) => of_address(address, part),
            None if client.addresses.is_some() => Presence::Absent,
            None => Presence::Unknown,
        };
    }
    let path = row.client_path.as_str();
    if let Some(part) = path.strip_prefix("documents[category=") {
        return of_documents(client, part);
    }
    match path {
        "name" | "name; middleName" => text(Some(&client.name)),
        "name; lastName" => (word_count(client) > 1).into(),
        "lastName" if row.item == "names.maternal" => second_surname(client),
        "lastName" => (!is_blank(client.last_name.as_deref()) || word_count(client) > 1).into(),
        "birthDate" => client.birth_date.is_some().into(),
        "nationalities" => client
            .nationalities
            .iter()
            .any(|code| !code.trim().is_empty())
            .into(),
        "contactMethods[type=phone|mobile]" => of_contacts(
            client,
            &[ContactMethodType::Phone, ContactMethodType::Mobile],
            client.phone.as_deref(),
        ),
        "contactMethods[type=email]" => {
            of_contacts(client, &[ContactMethodType::Email], client.email.as_deref())
        }
        "bankAccounts[].accountNumber; bankAccounts[].currency" => of_accounts(client),
        _ => of_scope_data(client, path, pack),
    }
}

fn text(text: Option<&str>) -> Presence {
    (!is_blank(text)).into()
}

fn word_count(client: &Client) -> usize {
    client.full_name().split_whitespace().count()
}

/// Both surnames may stand in one text, or in the full name. Small words do not count.
fn second_surname(client: &Client) -> Presence {
    let small = [
        "de", "del", "la", "las", "los", "y", "da", "dos", "van", "von", "mac", "mc",
    ];
    let count = |text: &str| {
        text.split(|c: char| c.is_whitespace() || c == '-')
            .filter(|word| !word.is_empty() && !small.contains(&word.to_lowercase().as_str()))
            .count()
    };
    let last_name = client.last_name.as_deref().unwrap_or_default();
    (count(last_name) > 1 || count(&client.name) > 2).into()
}

fn of_address(address: &Address, part: &str) -> Presence {
    let mexican = address
        .scope_data
        .as_ref()
        .and_then(|data| data.mx.as_ref());
    match part {
        "" => Presence::Present,
        ".street" => text(address.street.as_deref()),
        ".city" => text(address.city.as_deref()),
        ".state" => text(address.state.as_deref()),
        ".postalCode" => text(address.postal_code.as_deref()),
        ".country" => text(address.country.as_deref()),
        ".scopeData.MX.exteriorNumber" => {
            text(mexican.and_then(|data| data.exterior_number.as_deref()))
        }
        ".scopeData.MX.interiorNumber" => {
            text(mexican.and_then(|data| data.interior_number.as_deref()))
        }
        ".scopeData.MX.neighborhood" => text(mexican.and_then(|data| data.neighborhood.as_deref())),
        ".scopeData.MX.municipality" => text(mexican.and_then(|data| data.municipality.as_deref())),
        _ => Presence::Unknown,
    }
}

fn of_contacts(client: &Client, kinds: &[ContactMethodType], first: Option<&str>) -> Presence {
    if !is_blank(first) {
        return Presence::Present;
    }
    client
        .contact_methods
        .as_ref()
        .map_or(Presence::Unknown, |methods| {
            let mut of_kind = methods.iter().filter(|method| kinds.contains(&method.kind));
            of_kind.any(|method| !method.value.trim().is_empty()).into()
        })
}

fn of_accounts(client: &Client) -> Presence {
    client
        .bank_accounts
        .as_ref()
        .map_or(Presence::Unknown, |accounts| {
            let mut numbered = accounts.iter().filter(|account| {
                !is_blank(account.account_number.as_deref()) || !is_blank(account.clabe.as_deref())
            });
            numbered
                .any(|account| !is_blank(account.currency.as_deref()))
                .into()
        })
}

/// `part` is `identity]`, `consent|other]` or `identity].fields`.
fn of_documents(client: &Client, part: &str) -> Presence {
    let Some((categories, member)) = part.split_once(']') else {
        return Presence::Unknown;
    };
    let Some(documents) = &client.documents else {
        return Presence::Unknown;
    };
    let fits = |document: &&Document| {
        let category = document
            .category
            .as_ref()
            .map_or("", DocumentCategory::as_str);
        !is_rejected(document) && categories.split('|').any(|known| known == category)
    };
    let mut of_category = documents.iter().filter(fits);
    match member {
        "" => of_category.next().is_some().into(),
        ".fields" => of_category
            .any(|document| {
                let read = document.fields.as_ref();
                is_pending(document) || read.is_some_and(|fields| !fields.is_empty())
            })
            .into(),
        _ => Presence::Unknown,
    }
}

fn of_scope_data(client: &Client, path: &str, pack: &RulePack) -> Presence {
    let tables = &pack.tables;
    let mexican = client.mx();
    let rfc = mexican
        .and_then(|data| data.rfc.as_deref())
        .map(mx::normalize)
        .filter(|key| !key.is_empty() && !mx::rfc::is_generic(tables, key));
    let curp = mexican
        .and_then(|data| data.curp.as_deref())
        .map(mx::normalize)
        .filter(|key| !key.is_empty() && !mx::curp::is_generic(tables, key));
    let transmitter = || mexican?.cnbv.as_ref()?.transmisor.as_ref();
    match path {
        "scopeData.MX.rfc" => rfc.is_some().into(),
        "scopeData.MX.curp" => curp.is_some().into(),
        "scopeData.MX.rfc; scopeData.MX.curp" => (rfc.is_some() || curp.is_some()).into(),
        "scopeData.MX.rfc; scopeData.MX.curp; birthDate" => {
            (rfc.is_some() || curp.is_some() || client.birth_date.is_some()).into()
        }
        "scopeData.MX.giroMercantil" => {
            text(mexican.and_then(|data| data.giro_mercantil.as_deref()))
        }
        "scopeData.MX.actividadVulnerable.AVI.username" => {
            text(mexican.and_then(|data| data.avi_username()))
        }
        "scopeData.MX.cnbv.TRANSMISOR.numeroCuenta" => {
            text(transmitter().and_then(|data| data.numero_cuenta.as_deref()))
        }
        "scopeData.MX.cnbv.TRANSMISOR.claveSujetoObligado" => {
            text(transmitter().and_then(|data| data.clave_sujeto_obligado.as_deref()))
        }
        _ => Presence::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use serde_json::json;

    #[test]
    fn every_path_of_the_lists_in_use_is_understood() {
        let client = samples::individual(json!({
            "addresses": [{"id": samples::id(9)}], "documents": [], "contactMethods": [],
            "bankAccounts": []
        }));
        for profile in [
            "individual",
            "company",
            "company_foreign",
            "trust",
            "representative",
            "controller",
            "scope_AVI",
            "scope_TRANSMISOR",
        ] {
            let mut count = 0;
            for row in RulePack::embedded().required.rows(profile) {
                count += 1;
                assert_ne!(
                    of(&client, row, address(&client), RulePack::embedded()),
                    Presence::Unknown,
                    "{profile} {}",
                    row.item
                );
            }
            assert!(count > 0, "{profile}");
        }
    }
}
