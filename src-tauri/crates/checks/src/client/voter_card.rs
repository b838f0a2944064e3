//! What was read from a voter card against what the client says (rule MX-025).
//!
//! The names of what is read are those of the contract's voter card; any identity document that has them is compared.

use artu::models::{Client, ClientType, Document, DocumentCategory, OpenMap};
use jiff::civil::Date;
use mx::Severity;

use super::{contacts::is_blank, documents};
use crate::{
    Finding, codes,
    text::{have_same_words, is_name_of_one},
};

pub(super) fn check(client: &Client) -> Vec<Finding> {
    if client.kind != ClientType::Individual {
        return Vec::new();
    }
    client
        .documents
        .iter()
        .flatten()
        .filter(|document| document.category == Some(DocumentCategory::Identity))
        .filter(|document| !documents::is_rejected(document))
        .filter_map(|document| {
            Some(Card {
                client,
                document,
                fields: document.fields.as_ref()?,
            })
        })
        .flat_map(|card| {
            [card.curp(), card.name(), card.date(), card.address()]
                .into_iter()
                .flatten()
        })
        .collect()
}

struct Card<'a> {
    client: &'a Client,
    document: &'a Document,
    fields: &'a OpenMap,
}

impl Card<'_> {
    fn text(&self, field: &str) -> Option<&str> {
        let text = self.fields.get(field)?.as_str()?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn differs(
        &self,
        code: &str,
        severity: Severity,
        field: &str,
        read: &str,
        known: &str,
    ) -> Finding {
        let place = format!("documents[{}].fields.{field}", self.document.id);
        Finding::new(code, severity, self.client.id, place)
            .value(read)
            .expected(known)
    }

    fn curp(&self) -> Option<Finding> {
        let read = mx::normalize(self.text("curp")?);
        let known = mx::normalize(self.client.mx()?.curp.as_deref()?);
        (!known.is_empty() && read != known).then(|| {
            self.differs(
                codes::CARD_CURP_DIFFERS,
                Severity::Error,
                "curp",
                &read,
                &known,
            )
        })
    }

    /// Either may leave out a second given name or surname; the order is free.
    fn name(&self) -> Option<Finding> {
        let parts =
            ["givenNames", "paternalSurname", "maternalSurname"].map(|part| self.text(part));
        let read = match parts {
            [Some(_), Some(_), _] => parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
            _ => self.text("fullName")?.to_owned(),
        };
        let known = self.client.full_name();
        (!is_blank(Some(&known)) && !is_name_of_one(&read, &known)).then(|| {
            self.differs(
                codes::CARD_NAME_DIFFERS,
                Severity::Warn,
                "fullName",
                &read,
                &known,
            )
        })
    }

    fn date(&self) -> Option<Finding> {
        let written = self.text("dateOfBirth")?;
        let (read, known) = (written_date(written)?, self.client.birth_date?);
        (read != known).then(|| {
            let known = known.to_string();
            self.differs(
                codes::CARD_DATE_DIFFERS,
                Severity::Warn,
                "dateOfBirth",
                written,
                &known,
            )
        })
    }

    /// The address of the card is one of the client's, as far as both say it.
    fn address(&self) -> Option<Finding> {
        let code = self.text("postalCode")?;
        let street = self.text("street")?;
        let addresses = self.client.addresses.as_deref()?;
        let is_written = |address: &&artu::models::Address| {
            !is_blank(address.postal_code.as_deref()) && !is_blank(address.street.as_deref())
        };
        let mut known = addresses.iter().filter(is_written).peekable();
        let first = known.peek().copied()?;
        let is_same = |address: &artu::models::Address| {
            let is = |known: &Option<String>, read| {
                known
                    .as_deref()
                    .is_some_and(|known| have_same_words(known, read))
            };
            is(&address.postal_code, code) && is(&address.street, street)
        };
        let shown = |street: Option<&str>, code: Option<&str>| {
            format!(
                "{}, {}",
                street.unwrap_or_default().trim(),
                code.unwrap_or_default().trim()
            )
        };
        (!known.any(is_same)).then(|| {
            self.differs(
                codes::CARD_ADDRESS_DIFFERS,
                Severity::Info,
                "street",
                &shown(Some(street), Some(code)),
                &shown(first.street.as_deref(), first.postal_code.as_deref()),
            )
        })
    }
}

/// A day as the contract writes it, or as the card prints it.
fn written_date(text: &str) -> Option<Date> {
    text.parse()
        .or_else(|_| Date::strptime("%d/%m/%Y", text))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use serde_json::{Value, json};

    fn client(fields: &Value) -> Client {
        samples::individual(json!({
            "name": "Karla", "lastName": "Zárate Hoyos", "birthDate": "1958-12-13",
            "scopeData": {"MX": {"curp": "ZAHK581213MCLRLR51"}},
            "addresses": [{"id": samples::id(7), "street": "Av. Roble", "postalCode": "64000"}],
            "documents": [{"id": samples::id(6), "category": "identity", "fields": fields}],
        }))
    }

    #[test]
    fn cards_by_table() {
        for (fields, expected) in [
            (
                json!({"curp": "zahk581213mclrlr51", "fullName": "ZARATE HOYOS KARLA", "dateOfBirth": "13/12/1958"}),
                vec![],
            ),
            (
                json!({"curp": "ZAHK581213MCLRLR69"}),
                vec!["CARD_CURP_DIFFERS error"],
            ),
            (
                json!({"givenNames": "Karla Inés", "paternalSurname": "Zarate", "maternalSurname": "Hoyos"}),
                vec![],
            ),
            (
                json!({"givenNames": "Karla", "paternalSurname": "Zarate", "maternalSurname": "Haro"}),
                vec!["CARD_NAME_DIFFERS warn"],
            ),
            (
                json!({"fullName": "Luz Prueba"}),
                vec!["CARD_NAME_DIFFERS warn"],
            ),
            (
                json!({"dateOfBirth": "1958-12-31"}),
                vec!["CARD_DATE_DIFFERS warn"],
            ),
            (json!({"dateOfBirth": "ilegible"}), vec![]),
            (json!({"street": "AV ROBLE", "postalCode": "64000"}), vec![]),
            (
                json!({"street": "AV ROBLE", "postalCode": "64010"}),
                vec!["CARD_ADDRESS_DIFFERS info"],
            ),
            (json!({"street": 5, "curp": null}), vec![]),
            (json!({}), vec![]),
        ] {
            assert_eq!(
                samples::codes(&check(&client(&fields))),
                expected,
                "{fields}"
            );
        }
    }

    #[test]
    fn the_place_is_named_and_a_rejected_card_is_not_read() {
        let mut card = client(&json!({"curp": "ZAHK581213MCLRLR69"}));
        let place = format!(
            "CARD_CURP_DIFFERS error documents[{}].fields.curp",
            samples::id(6)
        );
        assert_eq!(samples::places(&check(&card)), [place]);
        card.documents.as_mut().unwrap()[0].status = Some("rejected".into());
        assert!(check(&card).is_empty());
    }
}
