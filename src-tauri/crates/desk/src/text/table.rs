//! Titles and headings of exported tables.

use jiff::civil::Date;

use super::pick;
use crate::contract::{
    Decided, ExportSubject, Language, OperationKind, OperationState, ReviewFilter, Severity,
};

macro_rules! headings {
    ($($name:ident: $spanish:literal, $english:literal;)*) => {
        /// A heading of an exported table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Heading { $($name),* }

        impl Heading {
            /// The heading in `language`.
            pub(crate) fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $(
                        (Self::$name, Language::Es) => $spanish,
                        (Self::$name, Language::En) => $english,
                    )*
                }
            }
        }
    };
}

headings! {
    ClientId: "Id del cliente", "Client id";
    HouseholdId: "Id del grupo", "Household id";
    LinkId: "Id del vínculo", "Link id";
    ParentId: "Id de quien vincula", "Parent id";
    ChildId: "Id del vinculado", "Child id";
    OperationId: "Id de la operación", "Operation id";
    Name: "Nombre", "Name";
    Household: "Cliente y vinculados", "Household";
    Kind: "Tipo", "Type";
    Primary: "Primario", "Primary";
    Orphans: "Sólo sin vínculo", "Orphans only";
    Rfc: "RFC", "RFC";
    Curp: "CURP", "CURP";
    ExternalId: "Id externo", "External id";
    Worst: "Peor hallazgo", "Worst finding";
    Errors: "Errores", "Errors";
    Warnings: "Avisos", "Warnings";
    Infos: "Notas", "Notes";
    Defects: "Defectos de estructura", "Structure defects";
    Verdict: "Dictamen", "Verdict";
    ReviewedAt: "Revisado", "Reviewed";
    Members: "Miembros", "Members";
    Depth: "Nivel", "Depth";
    Relationship: "Relación", "Relationship";
    Parent: "Quien vincula", "Parent";
    Child: "Vinculado", "Child";
    Code: "Código", "Code";
    Severity: "Gravedad", "Severity";
    Message: "Hallazgo", "Finding";
    Field: "Campo", "Field";
    Value: "Valor", "Value";
    Expected: "Se esperaba", "Expected";
    Basis: "Regla y fuente", "Rule and source";
    FoundAt: "Encontrado", "Found";
    OperationKind: "Operación", "Operation";
    State: "Estado", "State";
    Disposition: "Decisión", "Decision";
    DispositionReason: "Motivo de la decisión", "Reason of the decision";
    DecidedBy: "Quién decidió", "Decided by";
    DecidedAt: "Cuándo se decidió", "Decided at";
    Reason: "Motivo", "Reason";
    Analyst: "Analista", "Analyst";
    CreatedAt: "Registrada", "Recorded";
    SentAt: "Enviada", "Sent";
    UpdatedAt: "Último cambio en Artu", "Last changed in Artu";
    GoneSince: "Ya no aparece desde", "Gone since";
    AsOf: "Datos al", "As of";
    Text: "Texto", "Text";
    Scope: "Ámbito de la regla", "Scope of the rule";
    Client: "Cliente", "Client";
}

/// What a file holds.
pub(crate) fn subject(subject: ExportSubject, language: Language) -> &'static str {
    let (spanish, english) = match subject {
        ExportSubject::Clients => ("Clientes", "Clients"),
        ExportSubject::Households => ("Vinculados", "Households"),
        ExportSubject::Members => ("Miembros", "Members"),
        ExportSubject::Links => ("Vínculos", "Links"),
        ExportSubject::Findings => ("Hallazgos", "Findings"),
        ExportSubject::Operations => ("Operaciones", "Operations"),
        ExportSubject::Household => ("Expediente", "Household"),
    };
    pick(language, spanish, english)
}

/// A weight.
pub(crate) fn severity(severity: Severity, language: Language) -> &'static str {
    let (spanish, english) = match severity {
        Severity::Error => ("error", "error"),
        Severity::Warn => ("aviso", "warning"),
        Severity::Info => ("nota", "note"),
    };
    pick(language, spanish, english)
}

/// A state of review.
pub(crate) fn review_filter(filter: ReviewFilter, language: Language) -> &'static str {
    let (spanish, english) = match filter {
        ReviewFilter::None => ("sin revisar", "not reviewed"),
        ReviewFilter::Outdated => ("cambió desde la revisión", "changed since the review"),
        ReviewFilter::Cleared => ("sin observaciones", "cleared"),
        ReviewFilter::NeedsInfo => ("falta información", "needs information"),
        ReviewFilter::Escalated => ("escalado", "escalated"),
        ReviewFilter::Unsure => ("sin decidir", "unsure"),
    };
    pick(language, spanish, english)
}

/// What was decided about findings.
pub(crate) fn decided(decided: Decided, language: Language) -> &'static str {
    let (spanish, english) = match decided {
        Decided::Open => ("abiertos", "open"),
        Decided::Undecided => ("sin decisión", "undecided"),
        Decided::ToFix => ("por corregir", "to fix"),
        Decided::Accepted => ("aceptados", "accepted"),
        Decided::FalseAlarm => ("falsas alarmas", "false alarms"),
    };
    pick(language, spanish, english)
}

/// On a day or later.
pub(crate) fn since(day: Date, language: Language) -> String {
    pick(language, format!("desde {day}"), format!("since {day}"))
}

/// Before a day.
pub(crate) fn before(day: Date, language: Language) -> String {
    pick(language, format!("antes de {day}"), format!("before {day}"))
}

/// What an operation intends.
pub(crate) fn operation_kind(kind: OperationKind, language: Language) -> &'static str {
    let (spanish, english) = match kind {
        OperationKind::Promote => ("promover", "promote"),
        OperationKind::Link => ("vincular", "link"),
        OperationKind::Unlink => ("desvincular", "unlink"),
        OperationKind::ReplaceLinks => ("reemplazar vínculos", "replace links"),
        OperationKind::CreateRelated => ("crear vinculado", "create related"),
        OperationKind::Update => ("modificar", "update"),
    };
    pick(language, spanish, english)
}

/// Where an operation stands.
pub(crate) fn operation_state(state: OperationState, language: Language) -> &'static str {
    let (spanish, english) = match state {
        OperationState::Rehearsed => ("ensayada", "rehearsed"),
        OperationState::Waiting => ("en espera", "waiting"),
        OperationState::Sending => ("enviándose", "sending"),
        OperationState::Proven => ("comprobada", "proven"),
        OperationState::AlreadyDone => ("ya estaba hecha", "already done"),
        OperationState::Refused => ("rechazada", "refused"),
        OperationState::Conflict => ("en conflicto", "in conflict"),
        OperationState::Unknown => ("sin respuesta", "unknown"),
        OperationState::NotDone => ("no realizada", "not carried out"),
        OperationState::Cancelled => ("cancelada", "cancelled"),
    };
    pick(language, spanish, english)
}
