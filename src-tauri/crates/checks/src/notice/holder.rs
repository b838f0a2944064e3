//! Where the file of a client holds the values of the notice.

use std::cmp::Reverse;

use artu::models::{
    Address, BankAccount, Client, ClientId, ClientType, ContactMethod, ContactMethodType, Document,
    DocumentCategory, MxAddressData, OpenMap,
};
use mx::{NameParts, Names, SplitBasis, Surnames};

use super::{Guess, Misfit, Source, Unseen};
use crate::client::{self, is_blank, is_card, is_rejected};
use crate::{RulePack, completeness};

const RFC: &str = "scopeData.MX.rfc";
const CURP: &str = "scopeData.MX.curp";

/// Members of the fields of an identity document that hold its number; the contract names only the first.
const DOCUMENT_NUMBERS: [&str; 4] = ["claveElector", "number", "documentNumber", "passportNumber"];

/// What is there for a node, and where it belongs.
pub(super) struct Found {
    pub(super) place: String,
    pub(super) held: Held,
}

/// What is there.
pub(super) enum Held {
    /// This text, and what is not sure of it.
    Text(String, Option<Guess>),
    /// Nothing.
    Nothing,
    /// It cannot be seen.
    Unseen(Unseen),
    /// Something that must not be repeated or is of another kind.
    Misfit(Misfit),
}

impl Found {
    fn new(place: impl Into<String>, held: Held) -> Self {
        Self {
            place: place.into(),
            held,
        }
    }

    fn text(place: impl Into<String>, text: Option<impl ToString>) -> Self {
        Self::guessed(place, text, None)
    }

    fn guessed(
        place: impl Into<String>,
        text: Option<impl ToString>,
        guess: Option<Guess>,
    ) -> Self {
        let text = text.map(|text| text.to_string());
        let held = match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => Held::Text(text, guess),
            None => Held::Nothing,
        };
        Self::new(place, held)
    }

    fn unseen(place: impl Into<String>, unseen: Unseen) -> Self {
        Self::new(place, Held::Unseen(unseen))
    }
}

/// A client whose file is looked at.
pub(super) struct Holder<'a> {
    client: &'a Client,
    names: Option<(Names, NameParts)>,
}

impl<'a> Holder<'a> {
    pub(super) fn new(client: &'a Client, pack: &RulePack) -> Self {
        let key = |key: fn(&artu::models::MxScopeData) -> Option<&str>| client.mx().and_then(key);
        let names = client::names(client).map(|names| {
            let parts = mx::split(
                &names,
                key(|mexican| mexican.rfc.as_deref()),
                key(|mexican| mexican.curp.as_deref()),
                &pack.tables,
            );
            (names, parts)
        });
        Self { client, names }
    }

    pub(super) fn id(&self) -> ClientId {
        self.client.id
    }

    pub(super) fn is_person(&self) -> bool {
        self.client.kind == ClientType::Individual
    }

    /// The address that goes into the notice.
    pub(super) fn address(&self) -> Option<&'a Address> {
        completeness::address(self.client)
    }

    /// What is there for a node.
    pub(super) fn find(&self, source: Source) -> Found {
        let client = self.client;
        let mexican = client.mx();
        match source {
            Source::Given | Source::Paternal | Source::Maternal => self.name_part(source),
            Source::Name => Found::text("name", Some(&client.name)),
            Source::TrusteeName => {
                Found::guessed("name", Some(&client.name), Some(Guess::TrusteeName))
            }
            Source::BirthDate => Found::text("birthDate", client.birth_date),
            Source::IncorporationDate => Found::guessed(
                "birthDate",
                client.birth_date,
                Some(Guess::IncorporationDate),
            ),
            Source::Rfc => Found::text(RFC, mexican.and_then(|data| data.rfc.as_ref())),
            Source::Curp => Found::text(CURP, mexican.and_then(|data| data.curp.as_ref())),
            Source::RfcCurpOrBirth => {
                Found::new(format!("{RFC}; {CURP}; birthDate"), Held::Nothing)
            }
            Source::Nationality => Found::text("nationalities", client::nationality(client)),
            Source::Activity => self.undocumented("actividadEconomica"),
            Source::TrustId => self.undocumented("identificadorFideicomiso"),
            Source::BusinessLine => Found::text(
                "scopeData.MX.giroMercantil",
                mexican.and_then(|data| data.giro_mercantil.as_ref()),
            ),
            Source::DocumentKind | Source::DocumentNumber => self.document(source),
            Source::Street
            | Source::Exterior
            | Source::Interior
            | Source::Neighborhood
            | Source::PostalCode
            | Source::Country
            | Source::State
            | Source::City
            | Source::AddressLine => self.of_address(source),
            Source::Phone | Source::PhoneCountry => self.phone(source),
            Source::Email => self.email(),
            Source::UserName => Found::text(
                "scopeData.MX.actividadVulnerable.AVI.username",
                mexican.and_then(|data| data.avi_username()),
            ),
            Source::Account | Source::Clabe | Source::Currency => self.account(source),
            Source::TransmitterAccount | Source::EntityKey => {
                let data = mexican.and_then(|data| data.cnbv.as_ref()?.transmisor.as_ref());
                let (member, value) = if source == Source::EntityKey {
                    (
                        "claveSujetoObligado",
                        data.and_then(|data| data.clave_sujeto_obligado.as_ref()),
                    )
                } else {
                    (
                        "numeroCuenta",
                        data.and_then(|data| data.numero_cuenta.as_ref()),
                    )
                };
                Found::text(format!("scopeData.MX.cnbv.TRANSMISOR.{member}"), value)
            }
        }
    }

    /// A part of the name. All in one text, or both surnames in one: then where a part ends is a guess.
    fn name_part(&self, source: Source) -> Found {
        let Some((names, parts)) = &self.names else {
            // A single word: nothing tells a surname.
            return match source {
                Source::Given => Found::text("name", Some(&self.client.name)),
                _ => Found::new("lastName", Held::Nothing),
            };
        };
        let guess = match parts.basis {
            SplitBasis::Apart => None,
            SplitBasis::Keys => Some(Guess::NamesByKeys),
            SplitBasis::Words => Some(Guess::NamesByWords),
        };
        let all_in_one = names.surnames == Surnames::AfterGiven;
        let surnames_at = if is_blank(self.client.last_name.as_deref()) {
            "name"
        } else {
            "lastName"
        };
        match source {
            Source::Given => {
                Found::guessed("name", Some(&parts.given), guess.filter(|_| all_in_one))
            }
            Source::Paternal => Found::guessed(surnames_at, Some(&parts.paternal), guess),
            _ => match &parts.maternal {
                Some(maternal) => Found::guessed(surnames_at, Some(maternal), guess),
                None => Found::new("lastName", Held::Nothing),
            },
        }
    }

    /// A value for which the contract has no member, from a member of that name that came nevertheless.
    fn undocumented(&self, member: &str) -> Found {
        let told = |members: Option<&OpenMap>, path: &str| {
            let value = members?.get(member)?;
            let number = || value.as_number().map(ToString::to_string);
            let text = value.as_str().map(str::to_owned).or_else(number)?;
            let guess = Some(Guess::UndocumentedMember);
            let place = format!("{path}{member}");
            (!text.trim().is_empty()).then(|| Found::guessed(place, Some(text), guess))
        };
        let mexican = self.client.mx().map(|data| &data.unknown);
        told(mexican, "scopeData.MX.")
            .or_else(|| told(self.client.metadata.as_ref(), "metadata."))
            .or_else(|| told(Some(&self.client.unknown), ""))
            .unwrap_or_else(|| Found::unseen("", Unseen::NoField))
    }

    /// Of the identity documents that were not rejected, the first that shows a number, or else the first.
    fn document(&self, source: Source) -> Found {
        const PLACE: &str = "documents[category=identity]";
        let Some(documents) = &self.client.documents else {
            return Found::unseen(PLACE, Unseen::ShortRecord);
        };
        let of_identity = || {
            documents.iter().filter(|document| {
                document.category == Some(DocumentCategory::Identity) && !is_rejected(document)
            })
        };
        let numbered = of_identity().find(|document| document_number(document).is_some());
        let Some(document) = numbered.or_else(|| of_identity().next()) else {
            return Found::new(PLACE, Held::Nothing);
        };
        let id = document.id;
        if source == Source::DocumentKind {
            return Found::text(format!("documents[{id}].type"), document.kind.as_ref());
        }
        match document_number(document) {
            Some((member, number)) => {
                let guess = (member != DOCUMENT_NUMBERS[0]).then_some(Guess::UndocumentedMember);
                Found::guessed(
                    format!("documents[{id}].fields.{member}"),
                    Some(number),
                    guess,
                )
            }
            None => Found::new(format!("documents[{id}].fields"), Held::Nothing),
        }
    }

    fn of_address(&self, source: Source) -> Found {
        if self.client.addresses.is_none() {
            return Found::unseen("addresses", Unseen::ShortRecord);
        }
        let Some(address) = self.address() else {
            return Found::new("addresses", Held::Nothing);
        };
        let mexican = address
            .scope_data
            .as_ref()
            .and_then(|data| data.mx.as_ref());
        let (member, value) = match source {
            Source::Exterior => (
                "scopeData.MX.exteriorNumber",
                mexican.and_then(|data| data.exterior_number.clone()),
            ),
            Source::Interior => (
                "scopeData.MX.interiorNumber",
                mexican.and_then(|data| data.interior_number.clone()),
            ),
            Source::Neighborhood => (
                "scopeData.MX.neighborhood",
                mexican.and_then(|data| data.neighborhood.clone()),
            ),
            Source::PostalCode => ("postalCode", address.postal_code.clone()),
            Source::Country => ("country", address.country.clone()),
            Source::State => ("state", address.state.clone()),
            Source::City => ("city", address.city.clone()),
            Source::AddressLine => ("street", address_line(address, mexican)),
            _ => ("street", address.street.clone()),
        };
        Found::text(format!("addresses[{}].{member}", address.id), value)
    }

    /// The contact method of these kinds that comes first, or what the record itself says; the place of it.
    fn contact(
        &self,
        kinds: &[ContactMethodType],
        own: (&str, Option<&'a String>),
    ) -> Result<(String, &'a str), Found> {
        let client = self.client;
        let is_of_kind = |method: &&ContactMethod| {
            kinds.contains(&method.kind) && !is_blank(Some(&method.value))
        };
        let of_kind = client.contact_methods.iter().flatten().filter(is_of_kind);
        let first = of_kind.min_by_key(|method| Reverse(method.is_primary));
        if let Some(method) = first {
            return Ok((
                format!("contactMethods[{}].value", method.id),
                &method.value,
            ));
        }
        match own {
            (place, Some(value)) if !is_blank(Some(value)) => Ok((place.to_owned(), value)),
            _ if client.contact_methods.is_none() => {
                Err(Found::unseen("contactMethods", Unseen::ShortRecord))
            }
            _ => {
                let kinds: Vec<&str> = kinds.iter().map(ContactMethodType::as_str).collect();
                let place = format!("contactMethods[type={}]", kinds.join("|"));
                Err(Found::new(place, Held::Nothing))
            }
        }
    }

    /// The number as it is written, or the country it belongs to.
    fn phone(&self, source: Source) -> Found {
        let kinds = [ContactMethodType::Mobile, ContactMethodType::Phone];
        let (place, written) = match self.contact(&kinds, ("phone", self.client.phone.as_ref())) {
            Ok(found) => found,
            Err(found) => return found,
        };
        if source == Source::Phone {
            return Found::text(place, Some(written));
        }
        let plain = client::plain_number(written);
        if abroad(&plain).is_some() {
            return Found::unseen(place, Unseen::PhoneCountry);
        }
        let says_country = client::national_number(&plain).len() < plain.len();
        let guess = (!says_country).then_some(Guess::NationalNumber);
        Found::guessed(place, Some("MX"), guess)
    }

    fn email(&self) -> Found {
        let kinds = [ContactMethodType::Email];
        match self.contact(&kinds, ("email", self.client.email.as_ref())) {
            Ok((place, written)) => Found::text(place, Some(written)),
            Err(found) => found,
        }
    }

    /// Of the accounts in use, the primary one, or else the first with a number and a currency.
    fn account(&self, source: Source) -> Found {
        let Some(accounts) = &self.client.bank_accounts else {
            return Found::unseen("bankAccounts", Unseen::ShortRecord);
        };
        let in_use = accounts
            .iter()
            .filter(|account| account.is_active != Some(false));
        let rank = |account: &&BankAccount| {
            let says_all = account_number(account).is_some() && account.currency.is_some();
            (Reverse(account.is_primary), Reverse(says_all))
        };
        let Some(account) = in_use.min_by_key(rank) else {
            return Found::new("bankAccounts", Held::Nothing);
        };
        let place = |member: &str| format!("bankAccounts[{}].{member}", account.id);
        let (member, value) = match source {
            Source::Currency => ("currency", account.currency.as_deref()),
            Source::Clabe => ("clabe", account.clabe.as_deref()),
            _ => account_number(account).map_or(("accountNumber", None), |(member, number)| {
                (member, Some(number))
            }),
        };
        if value.is_some_and(is_card) {
            return Found::new(place(member), Held::Misfit(Misfit::CardNumber));
        }
        Found::text(place(member), value)
    }
}

/// A phone number as the notice takes it: of a Mexican one the national digits, of another one those with its country's prefix (MX-033).
pub(super) fn phone_number(written: &str) -> String {
    let plain = client::plain_number(written);
    abroad(&plain)
        .unwrap_or_else(|| client::national_number(&plain))
        .to_owned()
}

/// The digits of a number that says another country than Mexico.
fn abroad(plain: &str) -> Option<&str> {
    let said = plain
        .strip_prefix('+')
        .or_else(|| plain.strip_prefix("00"))?;
    (!said.starts_with("52")).then_some(said)
}

/// The number of an account, or its CLABE, with the member it stands in.
fn account_number(account: &BankAccount) -> Option<(&'static str, &str)> {
    let members = [
        ("accountNumber", account.account_number.as_deref()),
        ("clabe", account.clabe.as_deref()),
    ];
    members
        .into_iter()
        .find_map(|(member, value)| Some((member, value.filter(|text| !is_blank(Some(text)))?)))
}

fn document_number(document: &Document) -> Option<(&'static str, &str)> {
    let fields = document.fields.as_ref()?;
    DOCUMENT_NUMBERS.into_iter().find_map(|member| {
        let number = fields.get(member)?.as_str()?;
        (!number.trim().is_empty()).then_some((member, number))
    })
}

/// Street and numbers in one text.
fn address_line(address: &Address, mexican: Option<&MxAddressData>) -> Option<String> {
    let street = address
        .street
        .clone()
        .filter(|street| !street.trim().is_empty())?;
    let exterior = mexican.and_then(|data| data.exterior_number.clone());
    let interior = mexican.and_then(|data| data.interior_number.clone());
    let parts = [Some(street), exterior, interior];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}
