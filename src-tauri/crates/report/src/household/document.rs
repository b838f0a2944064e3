//! The household report as texts in order: what a page shows, before any layout.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::{
    Contact, Defect, Finding, HouseholdReport, IdentifierRow, IdentifierState, Link, Member,
    Review, RevisionSeen, Severity,
};
use crate::catalogue::{Catalogue, catalogue};
use crate::{Environment, about};

/// The report as texts. Every string is what the reader sees, or a word for the layout
/// (`severity`, `outcome`, `environment`).
#[derive(Serialize)]
pub struct Document {
    texts: &'static Catalogue,
    language: &'static str,
    region: &'static str,
    environment: &'static str,
    organisation: String,
    subject: Subject,
    cover: Vec<Fact>,
    summary: Vec<Figure>,
    members: Vec<MemberLine>,
    links: Vec<[String; 3]>,
    identifiers: Vec<IdentifierLine>,
    contacts: Vec<ContactLine>,
    findings: Vec<FindingBlock>,
    defects: Vec<DefectBlock>,
    review: Option<ReviewBlock>,
    revisions: Vec<[String; 4]>,
    analyst: String,
    footer: Footer,
}

/// Whose report it is.
#[derive(Serialize)]
struct Subject {
    name: String,
    client_type: String,
}

/// A label and its value; `code` asks for the typeface of identifiers.
#[derive(Serialize)]
struct Fact {
    label: &'static str,
    value: String,
    code: bool,
}

/// A number of the summary; `tone` is the word of a severity, or `plain`.
#[derive(Serialize)]
struct Figure {
    label: &'static str,
    value: String,
    tone: &'static str,
}

#[derive(Serialize)]
struct MemberLine {
    depth: u32,
    name: String,
    client_id: String,
    client_type: String,
    is_primary: bool,
    parents: Vec<ParentLine>,
    identifiers: Vec<String>,
    state: String,
}

#[derive(Serialize)]
struct ParentLine {
    relationship: String,
    name: String,
}

#[derive(Serialize)]
struct IdentifierLine {
    member: String,
    identifier: String,
    value: String,
    outcome: &'static str,
    outcome_text: &'static str,
    note: String,
}

#[derive(Serialize)]
struct ContactLine {
    member: String,
    addresses: Vec<String>,
    accounts: Vec<String>,
}

#[derive(Serialize)]
struct FindingBlock {
    severity: &'static str,
    severity_text: &'static str,
    code: String,
    title: String,
    facts: Vec<Fact>,
}

#[derive(Serialize)]
struct DefectBlock {
    code: String,
    title: String,
    clients: Vec<String>,
}

#[derive(Serialize)]
struct ReviewBlock {
    facts: Vec<Fact>,
    note: String,
    changed_since: Vec<String>,
}

#[derive(Serialize)]
struct Footer {
    as_of: String,
    environment: &'static str,
    head: String,
}

/// Arranges the report into texts.
pub fn document(report: &HouseholdReport) -> Document {
    let texts = catalogue(report.language);
    let tag = report.language.tag();
    let (language, region) = tag.split_once('-').unwrap_or((tag, ""));
    Document {
        texts,
        language,
        region,
        environment: report.environment.name(),
        organisation: report.organisation.clone(),
        subject: Subject {
            name: report.anchor.name.clone(),
            client_type: report.anchor.client_type.clone(),
        },
        cover: cover(report, texts),
        summary: summary(report, texts),
        members: report.members.iter().map(member).collect(),
        links: report.links.iter().map(link).collect(),
        identifiers: report
            .identifiers
            .iter()
            .map(|row| identifier(row, texts))
            .collect(),
        contacts: report.contacts.iter().map(contact).collect(),
        findings: report
            .findings
            .iter()
            .map(|found| finding(found, &report.zone, texts))
            .collect(),
        defects: report.defects.iter().map(defect).collect(),
        review: report
            .review
            .as_ref()
            .map(|given| review(given, report, texts)),
        revisions: report
            .revisions
            .iter()
            .map(|seen| revision(seen, report))
            .collect(),
        analyst: report.analyst.clone(),
        footer: Footer {
            as_of: stamped(report),
            environment: report.environment.name(),
            head: short(&report.journal_head),
        },
    }
}

/// The time of the data with its zone.
fn stamped(report: &HouseholdReport) -> String {
    let local = about::local(report.as_of, &report.zone);
    format!("{local} ({})", report.zone_name)
}

/// The first digits of a hash.
fn short(hash: &str) -> String {
    if hash.chars().count() <= 16 {
        hash.to_owned()
    } else {
        format!("{}…", hash.chars().take(16).collect::<String>())
    }
}

fn fact(label: &'static str, value: impl Into<String>) -> Fact {
    Fact {
        label,
        value: value.into(),
        code: false,
    }
}

fn code(label: &'static str, value: impl Into<String>) -> Fact {
    Fact {
        label,
        value: value.into(),
        code: true,
    }
}

fn cover(report: &HouseholdReport, texts: &'static Catalogue) -> Vec<Fact> {
    let environment = match report.environment {
        Environment::Test => texts.test_words,
        Environment::Live => texts.live_words,
    };
    vec![
        fact(texts.organisation, &report.organisation),
        fact(texts.environment, environment),
        fact(texts.data_as_of, stamped(report)),
        fact(
            texts.generated_at,
            format!(
                "{} ({})",
                about::local(report.generated_at, &report.zone),
                report.zone_name
            ),
        ),
        fact(texts.analyst, &report.analyst),
        code(texts.anchor_id, &report.anchor.client_id),
        fact(texts.rule_pack, &report.rule_pack),
        fact(texts.application, &report.application_version),
        fact(texts.journal_entries, report.journal_entries.to_string()),
        code(texts.journal, &report.journal_head),
    ]
}

fn summary(report: &HouseholdReport, texts: &'static Catalogue) -> Vec<Figure> {
    let figure = |label, value: usize, tone| Figure {
        label,
        value: value.to_string(),
        // A zero needs no colour.
        tone: if value == 0 { "plain" } else { tone },
    };
    let of = |severity| {
        let all = report.findings.iter();
        all.filter(|finding| finding.severity == severity).count()
    };
    let primaries = report.members.iter().filter(|member| member.is_primary);
    vec![
        figure(texts.members, report.members.len(), "plain"),
        figure(texts.primaries, primaries.count(), "plain"),
        figure(texts.links, report.links.len(), "plain"),
        figure(texts.errors, of(Severity::Error), "error"),
        figure(texts.warnings, of(Severity::Warn), "warn"),
        figure(texts.notices, of(Severity::Info), "info"),
        figure(texts.defects, report.defects.len(), "warn"),
    ]
}

fn member(member: &Member) -> MemberLine {
    let identifiers = [&member.rfc, &member.curp];
    MemberLine {
        depth: member.depth,
        name: member.name.clone(),
        client_id: member.client_id.clone(),
        client_type: member.client_type.clone(),
        is_primary: member.is_primary,
        parents: member
            .parents
            .iter()
            .map(|parent| ParentLine {
                relationship: parent.relationship.clone(),
                name: parent.name.clone(),
            })
            .collect(),
        identifiers: identifiers.into_iter().flatten().cloned().collect(),
        state: member.state.clone(),
    }
}

fn link(link: &Link) -> [String; 3] {
    [
        link.parent.clone(),
        link.relationship.clone(),
        link.child.clone(),
    ]
}

fn identifier(row: &IdentifierRow, texts: &'static Catalogue) -> IdentifierLine {
    let (outcome, outcome_text) = match row.state {
        IdentifierState::WellFormed => ("well_formed", texts.well_formed),
        IdentifierState::Finding => ("finding", texts.finding),
        IdentifierState::Unknown => ("unknown", texts.unknown),
    };
    IdentifierLine {
        member: row.member.clone(),
        identifier: row.identifier.clone(),
        value: row.value.clone(),
        outcome,
        outcome_text,
        note: row.note.clone(),
    }
}

fn contact(contact: &Contact) -> ContactLine {
    ContactLine {
        member: contact.member.clone(),
        addresses: contact.addresses.clone(),
        accounts: contact.accounts.clone(),
    }
}

fn finding(finding: &Finding, zone: &TimeZone, texts: &'static Catalogue) -> FindingBlock {
    let (severity, severity_text) = match finding.severity {
        Severity::Error => ("error", texts.error),
        Severity::Warn => ("warn", texts.warning),
        Severity::Info => ("info", texts.notice),
    };
    let optional = [
        (texts.field, &finding.field, false),
        (texts.value, &finding.value, true),
        (texts.expected, &finding.expected, false),
        (texts.basis, &finding.basis, false),
        (texts.next_step, &finding.next_step, false),
    ];
    let mut facts = vec![fact(texts.client, &finding.client)];
    facts.extend(optional.into_iter().filter_map(|(label, value, code)| {
        let value = value.clone()?;
        Some(Fact { label, value, code })
    }));
    if let Some(decided) = &finding.disposition {
        let at = about::local(decided.at, zone);
        facts.push(fact(
            texts.disposition,
            format!(
                "{}: {} ({}, {at})",
                decided.decision, decided.reason, decided.analyst
            ),
        ));
    }
    FindingBlock {
        severity,
        severity_text,
        code: finding.code.clone(),
        title: finding.title.clone(),
        facts,
    }
}

fn defect(defect: &Defect) -> DefectBlock {
    DefectBlock {
        code: defect.code.clone(),
        title: defect.title.clone(),
        clients: defect.clients.clone(),
    }
}

fn review(review: &Review, report: &HouseholdReport, texts: &'static Catalogue) -> ReviewBlock {
    let at = about::local(review.at, &report.zone);
    ReviewBlock {
        facts: vec![
            fact(texts.verdict, &review.verdict),
            fact(texts.reviewed_by, &review.analyst),
            fact(texts.reviewed_at, format!("{at} ({})", report.zone_name)),
        ],
        note: review.note.clone(),
        changed_since: review.changed_since.clone(),
    }
}

fn revision(seen: &RevisionSeen, report: &HouseholdReport) -> [String; 4] {
    [
        seen.client.clone(),
        about::local(seen.seen_at, &report.zone),
        seen.updated_at
            .map_or_else(|| "—".to_owned(), |at| about::local(at, &report.zone)),
        seen.digest.clone(),
    ]
}
