//! What the vault holds and what waits.

use desk::{
    contract::{Language, Status},
    status,
};

use super::Answer;
use crate::{
    context::Context,
    exit::Exit,
    output::clean,
    words::{pick, say},
};

pub(super) fn run(context: &Context) -> Answer {
    let session = context.session()?;
    let status = status::status(&session)?;
    context
        .output
        .show(&status, |status| text(status, context.language))?;
    Ok(Exit::Done)
}

fn text(status: &Status, language: Language) -> String {
    let never = pick(language, "nunca", "never").to_owned();
    let last = status.last_pull.as_ref().map_or(never, |pull| {
        let when = pull.finished_at.unwrap_or(pull.started_at);
        let cut = pick(language, ", incompleta", ", incomplete");
        format!(
            "{when} ({}{})",
            say(&pull.kind, language),
            if pull.complete { "" } else { cut }
        )
    });
    let labels = pick(
        language,
        [
            "Perfil",
            "Servidor",
            "Clientes",
            "Primarios",
            "Huérfanos",
            "Ya no están",
            "Apartados",
            "Hallazgos",
            "Última actualización",
            "Operaciones",
        ],
        [
            "Profile",
            "Server",
            "Clients",
            "Households",
            "Orphans",
            "Gone",
            "Set aside",
            "Findings",
            "Last pull",
            "Operations",
        ],
    );
    let (findings, operations) = (status.findings, status.operations);
    let values = [
        format!(
            "{} [{}]",
            clean(&status.profile),
            status.environment.to_string().to_uppercase()
        ),
        clean(&status.url),
        status.clients.to_string(),
        status.households.to_string(),
        status.orphans.to_string(),
        status.gone.to_string(),
        status.quarantined.to_string(),
        pick(
            language,
            format!(
                "{} errores, {} advertencias, {} notas",
                findings.error, findings.warn, findings.info
            ),
            format!(
                "{} errors, {} warnings, {} notes",
                findings.error, findings.warn, findings.info
            ),
        ),
        last,
        pick(
            language,
            format!(
                "{} en espera, {} en conflicto, {} desconocidas",
                operations.waiting, operations.conflict, operations.unknown
            ),
            format!(
                "{} waiting, {} in conflict, {} unknown",
                operations.waiting, operations.conflict, operations.unknown
            ),
        ),
    ];
    labels
        .iter()
        .zip(values)
        .map(|(label, value)| format!("{label}: {value}"))
        .collect::<Vec<_>>()
        .join("\n")
}
