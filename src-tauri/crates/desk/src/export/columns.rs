//! The columns of each table that can be exported.

use report::{Column, Kind};

use crate::{
    contract::{ExportSubject, Language},
    text::Heading,
};

/// The columns of a table.
pub(super) fn columns(subject: ExportSubject, language: Language) -> Vec<Column> {
    let columns: &[(&str, Heading, Kind)] = match subject {
        ExportSubject::Clients => &CLIENTS,
        ExportSubject::Households | ExportSubject::Household => &HOUSEHOLDS,
        ExportSubject::Members => &MEMBERS,
        ExportSubject::Links => &LINKS,
        ExportSubject::Findings => &FINDINGS,
        ExportSubject::Operations => &OPERATIONS,
    };
    columns
        .iter()
        .map(|(key, heading, kind)| Column::new(*key, heading.text(language), *kind))
        .collect()
}

const CLIENTS: [(&str, Heading, Kind); 11] = [
    ("clientId", Heading::ClientId, Kind::Identifier),
    ("name", Heading::Name, Kind::Text),
    ("type", Heading::Kind, Kind::Text),
    ("isPrimary", Heading::Primary, Kind::Flag),
    ("rfc", Heading::Rfc, Kind::Identifier),
    ("curp", Heading::Curp, Kind::Identifier),
    ("externalId", Heading::ExternalId, Kind::Identifier),
    ("worst", Heading::Worst, Kind::Text),
    ("updatedAt", Heading::UpdatedAt, Kind::DateTime),
    ("goneSince", Heading::GoneSince, Kind::DateTime),
    ("asOf", Heading::AsOf, Kind::DateTime),
];

const HOUSEHOLDS: [(&str, Heading, Kind); 12] = [
    ("householdId", Heading::HouseholdId, Kind::Identifier),
    ("name", Heading::Name, Kind::Text),
    ("type", Heading::Kind, Kind::Text),
    ("members", Heading::Members, Kind::Integer),
    ("worst", Heading::Worst, Kind::Text),
    ("errors", Heading::Errors, Kind::Integer),
    ("warnings", Heading::Warnings, Kind::Integer),
    ("notes", Heading::Infos, Kind::Integer),
    ("defects", Heading::Defects, Kind::Text),
    ("verdict", Heading::Verdict, Kind::Text),
    ("reviewedAt", Heading::ReviewedAt, Kind::DateTime),
    ("asOf", Heading::AsOf, Kind::DateTime),
];

const MEMBERS: [(&str, Heading, Kind); 13] = [
    ("householdId", Heading::HouseholdId, Kind::Identifier),
    ("household", Heading::Household, Kind::Text),
    ("clientId", Heading::ClientId, Kind::Identifier),
    ("name", Heading::Name, Kind::Text),
    ("type", Heading::Kind, Kind::Text),
    ("isPrimary", Heading::Primary, Kind::Flag),
    ("depth", Heading::Depth, Kind::Integer),
    ("relationship", Heading::Relationship, Kind::Text),
    ("rfc", Heading::Rfc, Kind::Identifier),
    ("curp", Heading::Curp, Kind::Identifier),
    ("worst", Heading::Worst, Kind::Text),
    ("goneSince", Heading::GoneSince, Kind::DateTime),
    ("asOf", Heading::AsOf, Kind::DateTime),
];

const LINKS: [(&str, Heading, Kind); 7] = [
    ("linkId", Heading::LinkId, Kind::Identifier),
    ("parentId", Heading::ParentId, Kind::Identifier),
    ("parent", Heading::Parent, Kind::Text),
    ("relationshipType", Heading::Relationship, Kind::Text),
    ("childId", Heading::ChildId, Kind::Identifier),
    ("child", Heading::Child, Kind::Text),
    ("childType", Heading::Kind, Kind::Text),
];

const FINDINGS: [(&str, Heading, Kind); 15] = [
    ("clientId", Heading::ClientId, Kind::Identifier),
    ("client", Heading::Name, Kind::Text),
    ("householdId", Heading::HouseholdId, Kind::Identifier),
    ("code", Heading::Code, Kind::Text),
    ("severity", Heading::Severity, Kind::Text),
    ("message", Heading::Message, Kind::Text),
    ("field", Heading::Field, Kind::Text),
    ("value", Heading::Value, Kind::Identifier),
    ("expected", Heading::Expected, Kind::Text),
    ("basis", Heading::Basis, Kind::Text),
    ("foundAt", Heading::FoundAt, Kind::DateTime),
    ("disposition", Heading::Disposition, Kind::Text),
    ("dispositionReason", Heading::DispositionReason, Kind::Text),
    ("decidedBy", Heading::DecidedBy, Kind::Text),
    ("decidedAt", Heading::DecidedAt, Kind::DateTime),
];

const OPERATIONS: [(&str, Heading, Kind); 9] = [
    ("operationId", Heading::OperationId, Kind::Identifier),
    ("kind", Heading::OperationKind, Kind::Text),
    ("clientId", Heading::ClientId, Kind::Identifier),
    ("client", Heading::Name, Kind::Text),
    ("state", Heading::State, Kind::Text),
    ("reason", Heading::Reason, Kind::Text),
    ("analyst", Heading::Analyst, Kind::Text),
    ("createdAt", Heading::CreatedAt, Kind::DateTime),
    ("sentAt", Heading::SentAt, Kind::DateTime),
];
