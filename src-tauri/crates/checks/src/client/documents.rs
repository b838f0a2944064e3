//! State and days of documents (rule MX-058).

use artu::models::{Client, Document, DocumentCategory};
use jiff::civil::Date;
use jiff::{Span, ToSpan, tz::Offset};
use mx::Severity;

use crate::{Finding, RulePack, Rules, codes, text::words};

/// Where the day of a proof of address may stand among what was read from it; no contract names the place.
const DAYS_OF_PROOF: [&str; 3] = ["issuedAt", "issueDate", "fechaEmision"];

/// Whether the document was rejected: it counts as absent.
pub(crate) fn is_rejected(document: &Document) -> bool {
    status_starts(document, "reject") || document.rejection_reason.is_some()
}

/// Whether the document is not uploaded or not reviewed yet.
pub(crate) fn is_pending(document: &Document) -> bool {
    status_starts(document, "pending")
}

fn status_starts(document: &Document, word: &str) -> bool {
    document
        .status
        .as_deref()
        .is_some_and(|status| status.trim().to_lowercase().starts_with(word))
}

pub(super) fn check(client: &Client, rules: Rules<'_>) -> Vec<Finding> {
    client
        .documents
        .iter()
        .flatten()
        .flat_map(|document| check_document(client, document, rules))
        .collect()
}

fn check_document(client: &Client, document: &Document, rules: Rules<'_>) -> Vec<Finding> {
    let place = |member: &str| format!("documents[{}].{member}", document.id);
    let mut findings = Vec::new();
    let state = if is_rejected(document) {
        Some(codes::DOCUMENT_REJECTED)
    } else {
        is_pending(document).then_some(codes::DOCUMENT_PENDING)
    };
    if let Some(code) = state {
        let mut finding = Finding::new(code, Severity::Warn, client.id, place("status"));
        finding.value.clone_from(&document.status);
        findings.push(finding);
    }
    if let Some(last_day) = document.expires_at
        && let Some((code, severity)) = expiry(document, last_day, rules)
    {
        findings.push(
            Finding::new(code, severity, client.id, place("expiresAt")).value(last_day.to_string()),
        );
    }
    findings.extend(no_identity(client, document, rules));
    findings.extend(old_proof(client, document, rules.pack));
    findings
}

/// A professional card as proof of identity: announced before its day, a sign from then on.
fn no_identity(client: &Client, document: &Document, rules: Rules<'_>) -> Option<Finding> {
    let kind = document.kind.as_deref()?;
    let is_card = document.category == Some(DocumentCategory::Identity)
        && !is_rejected(document)
        && words(&mx::fold(kind)).any(|word| ["PROFESIONAL", "PROFESSIONAL"].contains(&word));
    let first_day = rules.pack.measures.no_professional_card_from;
    let severity = if rules.today < first_day {
        Severity::Info
    } else {
        Severity::Warn
    };
    is_card.then(|| {
        let place = format!("documents[{}].type", document.id);
        Finding::new(codes::DOCUMENT_NO_IDENTITY, severity, client.id, place)
            .value(kind)
            .expected(first_day.to_string())
    })
}

/// A bill or bank statement that was too old on the day it came into the file. Leases and tax certificates do not age.
fn old_proof(client: &Client, document: &Document, pack: &RulePack) -> Option<Finding> {
    let kind = document.kind.as_deref().unwrap_or_default();
    let ages = |word| !["ARRENDAMIENTO", "LEASE", "FISCAL", "TAX"].contains(&word);
    let is_proof = document.category == Some(DocumentCategory::Address)
        && !is_rejected(document)
        && words(&mx::fold(kind)).all(ages);
    let fields = document.fields.as_ref().filter(|_| is_proof)?;
    let (name, day) = DAYS_OF_PROOF.into_iter().find_map(|name| {
        let day: Date = fields.get(name)?.as_str()?.parse().ok()?;
        Some((name, day))
    })?;
    let filed = Offset::UTC.to_datetime(document.created_at?).date();
    let oldest = filed.saturating_sub(pack.measures.proof_of_address_months.months());
    (day < oldest).then(|| {
        let place = format!("documents[{}].fields.{name}", document.id);
        Finding::new(
            codes::PROOF_OF_ADDRESS_OLD,
            Severity::Warn,
            client.id,
            place,
        )
        .value(day.to_string())
        .expected(oldest.to_string())
    })
}

/// Why another document is to take the place of one. The later, the longer the one still serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// It was rejected and counts as absent.
    Rejected,
    /// Its last day is past.
    Expired(Date),
    /// Its last day is past and it serves for a while, as an identity document does.
    ExpiredAndServes(Date),
    /// Its last day is near.
    Ends(Date),
}

impl Renewal {
    fn worth(self) -> u8 {
        match self {
            Self::Rejected => 0,
            Self::Expired(_) => 1,
            Self::ExpiredAndServes(_) => 2,
            Self::Ends(_) => 3,
        }
    }
}

/// The documents of a client that others are to take the place of, and why. One is not among them while another that may stand for it
/// serves longer.
pub fn renewals<'c>(client: &'c Client, rules: Rules<'_>) -> Vec<(&'c Document, Renewal)> {
    let documents = client.documents.as_deref().unwrap_or_default();
    documents
        .iter()
        .filter_map(|document| Some((document, renewal(document, rules)?)))
        .filter(|(document, why)| {
            documents.iter().all(|other| {
                let serves_longer =
                    renewal(other, rules).is_none_or(|other| other.worth() > why.worth());
                !serves_longer || !may_stand_for(other, document)
            })
        })
        .collect()
}

fn renewal(document: &Document, rules: Rules<'_>) -> Option<Renewal> {
    if is_rejected(document) {
        return Some(Renewal::Rejected);
    }
    let last_day = document.expires_at?;
    let (code, severity) = expiry(document, last_day, rules)?;
    Some(match (code, severity) {
        (codes::DOCUMENT_EXPIRES_SOON, _) => Renewal::Ends(last_day),
        (_, Severity::Info) => Renewal::ExpiredAndServes(last_day),
        _ => Renewal::Expired(last_day),
    })
}

/// Any document proves who one is, the tax status or the address; of the other categories only one of the same type is the same.
fn may_stand_for(other: &Document, document: &Document) -> bool {
    let any_of_category = matches!(
        document.category,
        Some(DocumentCategory::Identity | DocumentCategory::Tax | DocumentCategory::Address)
    );
    let same_type = document.kind.is_some() && other.kind == document.kind;
    other.category == document.category && (any_of_category || same_type)
}

/// An identity document may be expired two years at most; after that it is none.
fn expiry(
    document: &Document,
    last_day: Date,
    rules: Rules<'_>,
) -> Option<(&'static str, Severity)> {
    let later = |span: Span| last_day.saturating_add(span);
    let Rules { pack, today } = rules;
    let measures = &pack.measures;
    if last_day >= today {
        let near = last_day.saturating_sub(measures.announced_days.days()) <= today;
        return near.then_some((codes::DOCUMENT_EXPIRES_SOON, Severity::Info));
    }
    let severity = match document.category {
        Some(DocumentCategory::Identity)
            if later(measures.expired_identity_years.years()) >= today =>
        {
            Severity::Info
        }
        Some(DocumentCategory::Identity) => Severity::Error,
        _ => Severity::Warn,
    };
    Some((codes::DOCUMENT_EXPIRED, severity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn documents_by_table() {
        for (category, status, expires, expected) in [
            ("identity", "verified", "2030-01-01", vec![]),
            (
                "identity",
                "verified",
                "2026-11-23",
                vec!["DOCUMENT_EXPIRES_SOON info"],
            ),
            (
                "identity",
                "verified",
                "2026-12-23",
                vec!["DOCUMENT_EXPIRES_SOON info"],
            ),
            ("identity", "verified", "2026-12-24", vec![]),
            (
                "identity",
                "verified",
                "2024-11-23",
                vec!["DOCUMENT_EXPIRED info"],
            ),
            (
                "identity",
                "verified",
                "2024-11-22",
                vec!["DOCUMENT_EXPIRED error"],
            ),
            (
                "address",
                "verified",
                "2026-11-22",
                vec!["DOCUMENT_EXPIRED warn"],
            ),
            (
                "tax",
                "rejected",
                "2030-01-01",
                vec!["DOCUMENT_REJECTED warn"],
            ),
            (
                "tax",
                "pending_upload",
                "2030-01-01",
                vec!["DOCUMENT_PENDING warn"],
            ),
        ] {
            let client = samples::individual(json!({"documents": [{
                "id": samples::id(9), "category": category, "status": status, "expiresAt": expires
            }]}));
            assert_eq!(
                samples::codes(&check(&client, samples::rules())),
                expected,
                "{category} {status} {expires}"
            );
        }
    }

    #[test]
    fn a_professional_card_is_announced_and_then_no_identity() {
        let found = |kind: &str, category: &str, today: Date| {
            samples::codes(&check(
                &samples::individual(json!({"documents": [
                    {"id": samples::id(9), "type": kind, "category": category}
                ]})),
                RulePack::embedded().on(today),
            ))
        };
        let first_day = date(2026, 11, 30);
        let last_day = date(2026, 11, 29);
        for kind in [
            "cedula_profesional",
            "mx_cédula_profesional",
            "professional-card",
        ] {
            assert_eq!(
                found(kind, "identity", last_day),
                ["DOCUMENT_NO_IDENTITY info"],
                "{kind}"
            );
            assert_eq!(
                found(kind, "identity", first_day),
                ["DOCUMENT_NO_IDENTITY warn"],
                "{kind}"
            );
        }
        assert!(found("mx_ine", "identity", first_day).is_empty());
        assert!(found("cedula_profesional", "other", first_day).is_empty());
    }

    #[test]
    fn a_proof_of_address_is_measured_on_the_day_of_the_file() {
        let found = |kind: &str, issued: &str| {
            samples::codes(&check(
                &samples::individual(json!({"documents": [{
                    "id": samples::id(9), "type": kind, "category": "address",
                    "createdAt": "2026-05-31T12:00:00Z", "fields": {"issuedAt": issued}
                }]})),
                samples::rules(),
            ))
        };
        assert!(found("mx_comprobante_domicilio", "2026-02-28").is_empty());
        assert_eq!(
            found("mx_comprobante_domicilio", "2026-02-27"),
            ["PROOF_OF_ADDRESS_OLD warn"]
        );
        assert!(found("contrato_arrendamiento", "2020-01-01").is_empty());
        assert!(found("mx_comprobante_domicilio", "ayer").is_empty());
    }

    #[test]
    fn what_is_to_be_renewed_by_table() {
        let last = |text: &str| text.parse().unwrap();
        for (documents, expected) in [
            (
                json!([{"category": "identity", "expiresAt": "2030-01-01"}]),
                vec![],
            ),
            (
                json!([{"category": "identity", "status": "rejected", "expiresAt": "2030-01-01"}]),
                vec![Renewal::Rejected],
            ),
            (
                json!([{"category": "identity", "expiresAt": "2022-01-01"}]),
                vec![Renewal::Expired(last("2022-01-01"))],
            ),
            (
                json!([{"category": "identity", "expiresAt": "2025-12-01"}]),
                vec![Renewal::ExpiredAndServes(last("2025-12-01"))],
            ),
            (
                json!([{"category": "address", "expiresAt": "2026-12-01"}]),
                vec![Renewal::Ends(last("2026-12-01"))],
            ),
            // Another one that serves longer.
            (
                json!([{"category": "identity", "type": "ine", "expiresAt": "2022-01-01"},
                    {"category": "identity", "type": "passport", "expiresAt": "2031-01-01"}]),
                vec![],
            ),
            (
                json!([{"category": "tax", "status": "rejected"},
                    {"category": "tax", "expiresAt": "2026-12-01"}]),
                vec![Renewal::Ends(last("2026-12-01"))],
            ),
            // A deed does not stand for the powers.
            (
                json!([{"category": "incorporation", "type": "powers", "status": "rejected"},
                    {"category": "incorporation", "type": "deed"}]),
                vec![Renewal::Rejected],
            ),
            (
                json!([{"category": "incorporation", "type": "deed", "status": "rejected"},
                    {"category": "incorporation", "type": "deed"}]),
                vec![],
            ),
            (
                json!([{"category": "other", "status": "rejected"}, {"category": "other"}]),
                vec![Renewal::Rejected],
            ),
        ] {
            let mut numbered = documents.clone();
            for (number, document) in numbered.as_array_mut().unwrap().iter_mut().enumerate() {
                document["id"] = samples::id(number as u128 + 1).into();
            }
            let client = samples::individual(json!({"documents": numbered}));
            let found: Vec<Renewal> = renewals(&client, samples::rules())
                .into_iter()
                .map(|(_, why)| why)
                .collect();
            assert_eq!(found, expected, "{documents}");
        }
        assert!(
            renewals(
                &samples::individual(json!({"documents": null})),
                samples::rules()
            )
            .is_empty()
        );
    }
}
