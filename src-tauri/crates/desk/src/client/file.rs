//! A client's file in groups of facts, as its panel shows it. Members that no type names come last, as they are.

use artu::models::{
    Address, BankAccount, Client, ContactMethod, ContactMethodType, Document, OpenMap, Scope,
};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;

use crate::{
    contract::{FactGroup, FactKind, FactView, Language},
    text::{self, Label},
};

/// Every group of the file.
pub(crate) fn groups(client: &Client, language: Language) -> Vec<FactGroup> {
    let mut groups = vec![person(client, language)];
    groups.extend(indexed(client.addresses.as_ref(), |at, address| {
        self::address(at, address, language)
    }));
    groups.extend(indexed(client.contact_methods.as_ref(), |at, contact| {
        self::contact(at, contact, language)
    }));
    groups.extend(indexed(client.bank_accounts.as_ref(), |at, account| {
        self::account(at, account, language)
    }));
    groups.extend(indexed(client.documents.as_ref(), |at, document| {
        self::document(at, document, language)
    }));
    groups.push(scope(client, language));
    groups.push(risk(client, language));
    groups.push(tags(client, language));
    groups.push(other(client, language));
    groups.retain(|group| !group.facts.is_empty());
    groups
}

fn indexed<T>(items: Option<&Vec<T>>, group: impl Fn(usize, &T) -> FactGroup) -> Vec<FactGroup> {
    items
        .into_iter()
        .flatten()
        .enumerate()
        .map(|(at, item)| group(at, item))
        .collect()
}

/// Collects the facts of one group below a common path.
struct Sheet {
    language: Language,
    path: String,
    group: FactGroup,
}

impl Sheet {
    fn new(group: &str, title: Label, path: String, language: Language) -> Self {
        Self {
            language,
            path,
            group: FactGroup {
                group: group.into(),
                title: title.text(language).into(),
                facts: Vec::new(),
            },
        }
    }

    fn fact(&mut self, member: &str, label: Label, value: Option<impl ToString>) -> &mut Self {
        self.typed(FactKind::Text, member, label, value)
    }

    fn date(&mut self, member: &str, label: Label, value: Option<Date>) -> &mut Self {
        self.typed(FactKind::Date, member, label, value)
    }

    fn moment(&mut self, member: &str, label: Label, value: Timestamp) -> &mut Self {
        self.typed(FactKind::DateTime, member, label, Some(value))
    }

    fn typed(
        &mut self,
        kind: FactKind,
        member: &str,
        label: Label,
        value: Option<impl ToString>,
    ) -> &mut Self {
        let value = value.map(|value| value.to_string()).unwrap_or_default();
        if !value.trim().is_empty() {
            self.group.facts.push(FactView {
                field: format!("{}{member}", self.path),
                label: label.text(self.language).into(),
                value,
                kind,
            });
        }
        self
    }

    /// Members no type names, nested ones by their path.
    fn unknown(&mut self, below: &str, members: &OpenMap) -> &mut Self {
        for (member, value) in members {
            self.raw(&format!("{}{below}{member}", self.path), value);
        }
        self
    }

    fn raw(&mut self, path: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::Object(members) => members
                .iter()
                .for_each(|(name, value)| self.raw(&format!("{path}.{name}"), value)),
            Value::String(text) => self.group.facts.push(plain(path, text.clone())),
            other => self.group.facts.push(plain(path, other.to_string())),
        }
    }

    fn done(&mut self) -> FactGroup {
        self.group.clone()
    }
}

/// A fact whose label is its path: nothing better is known of it.
fn plain(path: &str, value: String) -> FactView {
    FactView {
        field: path.into(),
        label: path.into(),
        value,
        kind: FactKind::Text,
    }
}

fn person(client: &Client, language: Language) -> FactGroup {
    let name = text::name_label(&client.kind);
    let born = text::birth_label(&client.kind);
    let employment = client.employment.as_ref();
    Sheet::new("person", Label::Person, String::new(), language)
        .fact(
            "type",
            Label::Kind,
            Some(text::client_type(&client.kind, language)),
        )
        .fact("name", name, Some(&client.name))
        .fact("middleName", Label::MiddleName, client.middle_name.as_ref())
        .fact("lastName", Label::LastName, client.last_name.as_ref())
        .date("birthDate", born, client.birth_date)
        .fact("age", Label::Age, client.age)
        .fact(
            "nationalities",
            Label::Nationalities,
            Some(client.nationalities.join(", ")),
        )
        .fact(
            "scopes",
            Label::Scopes,
            Some(join(client.scopes.iter().map(Scope::as_str))),
        )
        .fact("externalId", Label::ExternalId, client.external_id.as_ref())
        .fact(
            "employment.position",
            Label::Position,
            employment.and_then(|job| job.position.as_ref()),
        )
        .fact(
            "employment.department",
            Label::Department,
            employment.and_then(|job| job.department.as_ref()),
        )
        .fact(
            "employment.employeeId",
            Label::EmployeeId,
            employment.and_then(|job| job.employee_id.as_ref()),
        )
        .date(
            "employment.startDate",
            Label::StartDate,
            employment.and_then(|job| job.start_date),
        )
        .moment("createdAt", Label::CreatedAt, client.created_at)
        .moment("updatedAt", Label::UpdatedAt, client.updated_at)
        .done()
}

fn address(at: usize, address: &Address, language: Language) -> FactGroup {
    let mx = address
        .scope_data
        .as_ref()
        .and_then(|data| data.mx.as_ref());
    Sheet::new(
        "address",
        Label::Address,
        format!("addresses[{at}]."),
        language,
    )
    .fact("type", Label::Kind, word(address.kind.as_ref(), language))
    .fact("street", Label::Street, address.street.as_ref())
    .fact(
        "scopeData.MX.exteriorNumber",
        Label::ExteriorNumber,
        mx.and_then(|mx| mx.exterior_number.as_ref()),
    )
    .fact(
        "scopeData.MX.interiorNumber",
        Label::InteriorNumber,
        mx.and_then(|mx| mx.interior_number.as_ref()),
    )
    .fact(
        "scopeData.MX.neighborhood",
        Label::Neighborhood,
        mx.and_then(|mx| mx.neighborhood.as_ref()),
    )
    .fact(
        "scopeData.MX.municipality",
        Label::Municipality,
        mx.and_then(|mx| mx.municipality.as_ref()),
    )
    .fact("city", Label::City, address.city.as_ref())
    .fact("state", Label::State, address.state.as_ref())
    .fact(
        "postalCode",
        Label::PostalCode,
        address.postal_code.as_ref(),
    )
    .fact("country", Label::Country, address.country.as_ref())
    .unknown("", &address.unknown)
    .done()
}

fn contact(at: usize, contact: &ContactMethod, language: Language) -> FactGroup {
    let label = match contact.kind {
        ContactMethodType::Email => Label::Email,
        ContactMethodType::Mobile => Label::Mobile,
        ContactMethodType::Phone => Label::Phone,
        _ => Label::Contact,
    };
    Sheet::new(
        "contact",
        Label::Contact,
        format!("contactMethods[{at}]."),
        language,
    )
    .fact("value", label, Some(&contact.value))
    .fact("label", Label::Kind, contact.label.as_ref())
    .unknown("", &contact.unknown)
    .done()
}

fn account(at: usize, account: &BankAccount, language: Language) -> FactGroup {
    Sheet::new(
        "account",
        Label::Account,
        format!("bankAccounts[{at}]."),
        language,
    )
    .fact("bankName", Label::Bank, account.bank_name.as_ref())
    .fact("clabe", Label::Clabe, account.clabe.as_ref())
    .fact(
        "accountNumber",
        Label::AccountNumber,
        account.account_number.as_ref(),
    )
    .fact("type", Label::Kind, word(account.kind.as_ref(), language))
    .fact("currency", Label::Currency, account.currency.as_ref())
    .fact("country", Label::Country, account.country.as_ref())
    .unknown("", &account.unknown)
    .done()
}

fn document(at: usize, document: &Document, language: Language) -> FactGroup {
    let mut sheet = Sheet::new(
        "document",
        Label::Document,
        format!("documents[{at}]."),
        language,
    );
    sheet
        .fact("type", Label::Kind, document.kind.as_ref())
        .fact(
            "category",
            Label::Category,
            word(document.category.as_ref(), language),
        )
        .fact(
            "status",
            Label::Status,
            word(document.status.as_ref(), language),
        )
        .date("expiresAt", Label::ExpiresAt, document.expires_at)
        .fact(
            "rejectionReason",
            Label::RejectionReason,
            document.rejection_reason.as_ref(),
        )
        .unknown("", &document.unknown);
    if let Some(fields) = &document.fields {
        sheet.unknown("fields.", fields);
    }
    sheet.done()
}

fn scope(client: &Client, language: Language) -> FactGroup {
    let mut sheet = Sheet::new("scope", Label::ScopeData, "scopeData.".into(), language);
    let Some(data) = &client.scope_data else {
        return sheet.done();
    };
    if let Some(mx) = &data.mx {
        sheet
            .fact("MX.rfc", Label::Rfc, mx.rfc.as_ref())
            .fact("MX.curp", Label::Curp, mx.curp.as_ref())
            .fact("MX.giroMercantil", Label::Giro, mx.giro_mercantil.as_ref());
        if let Some(activities) = &mx.actividad_vulnerable {
            sheet.unknown("MX.actividadVulnerable.", activities);
        }
        if let Some(transmitter) = mx.cnbv.as_ref().and_then(|cnbv| cnbv.transmisor.as_ref()) {
            sheet
                .fact(
                    "MX.cnbv.TRANSMISOR.numeroCuenta",
                    Label::AccountNumber,
                    transmitter.numero_cuenta.as_ref(),
                )
                .fact(
                    "MX.cnbv.TRANSMISOR.claveSujetoObligado",
                    Label::ObligedParty,
                    transmitter.clave_sujeto_obligado.as_ref(),
                )
                .unknown("MX.cnbv.TRANSMISOR.", &transmitter.unknown);
        }
        sheet.unknown("MX.", &mx.unknown);
    }
    sheet.unknown("", &data.unknown).done()
}

fn risk(client: &Client, language: Language) -> FactGroup {
    let mut sheet = Sheet::new("risk", Label::Risk, "riskAssessments".into(), language);
    if let Some(assessments) = &client.risk_assessments {
        sheet.raw("riskAssessments", &assessments.0);
    }
    sheet.done()
}

fn tags(client: &Client, language: Language) -> FactGroup {
    let names = client.tags.iter().flatten().map(|tag| tag.name.as_str());
    Sheet::new("tag", Label::Tags, String::new(), language)
        .fact("tags", Label::Tag, Some(join(names)))
        .done()
}

fn other(client: &Client, language: Language) -> FactGroup {
    let mut sheet = Sheet::new("other", Label::Other, String::new(), language);
    sheet.unknown("", &client.unknown);
    if let Some(metadata) = &client.metadata {
        sheet.unknown("metadata.", metadata);
    }
    sheet.done()
}

/// A word of the API in the person's language; one that is not known as it came.
fn word(value: Option<&impl ToString>, language: Language) -> Option<String> {
    value.map(|value| text::api_word(&value.to_string(), language))
}

fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn client(extra: &Value) -> Client {
        let mut record = json!({
            "id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "type": "individual", "name": "Irene", "scopes": ["MX"],
            "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-02T00:00:00Z", "isPrimary": false
        });
        record
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        serde_json::from_value(record).unwrap()
    }

    fn facts(client: &Client) -> Vec<(String, String)> {
        groups(client, Language::Es)
            .into_iter()
            .flat_map(|group| group.facts)
            .map(|fact| (fact.field, fact.value))
            .collect()
    }

    #[test]
    fn members_no_type_names_are_shown_by_their_path() {
        let facts = facts(&client(
            &json!({ "score": { "inner": 7 }, "metadata": { "branch": "Norte" } }),
        ));
        assert!(facts.contains(&("score.inner".into(), "7".into())));
        assert!(facts.contains(&("metadata.branch".into(), "Norte".into())));
    }

    #[test]
    fn an_unknown_document_type_is_shown_as_it_came() {
        let facts = facts(&client(&json!({ "documents": [{
            "id": "3f2504e0-4f89-41d3-9a0c-0305e82c3302", "clientId": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "type": "hologram", "category": "unheard_of",
            "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-02T00:00:00Z"
        }] })));
        assert!(facts.contains(&("documents[0].type".into(), "hologram".into())));
        assert!(facts.contains(&("documents[0].category".into(), "unheard_of".into())));
    }

    #[test]
    fn empty_groups_are_left_out() {
        let groups = groups(&client(&json!({ "addresses": [] })), Language::En);
        assert_eq!(
            groups
                .iter()
                .map(|group| group.group.as_str())
                .collect::<Vec<_>>(),
            ["person"]
        );
    }
}
