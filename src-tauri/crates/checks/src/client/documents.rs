//! State and days of documents (rule MX-058).

use artu::models::{Client, Document, DocumentCategory};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use mx::Severity;

use crate::{Finding, codes};

/// A document this near its last day is announced.
const NOTICE: i32 = 30;

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

pub(super) fn check(client: &Client, today: Date) -> Vec<Finding> {
    client
        .documents
        .iter()
        .flatten()
        .flat_map(|document| check_document(client, document, today))
        .collect()
}

fn check_document(client: &Client, document: &Document, today: Date) -> Vec<Finding> {
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
        && let Some((code, severity)) = expiry(document, last_day, today)
    {
        findings.push(
            Finding::new(code, severity, client.id, place("expiresAt")).value(last_day.to_string()),
        );
    }
    findings
}

/// An identity document may be expired two years at most; after that it is none.
fn expiry(document: &Document, last_day: Date, today: Date) -> Option<(&'static str, Severity)> {
    let later = |span: Span| last_day.saturating_add(span);
    if last_day >= today {
        let near = last_day.saturating_sub(NOTICE.days()) <= today;
        return near.then_some((codes::DOCUMENT_EXPIRES_SOON, Severity::Info));
    }
    let severity = match document.category {
        Some(DocumentCategory::Identity) if later(2.years()) >= today => Severity::Info,
        Some(DocumentCategory::Identity) => Severity::Error,
        _ => Severity::Warn,
    };
    Some((codes::DOCUMENT_EXPIRED, severity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
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
                samples::codes(&check(&client, samples::TODAY)),
                expected,
                "{category} {status} {expires}"
            );
        }
    }
}
