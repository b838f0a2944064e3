//! One client.

use desk::{
    client,
    contract::{ClientView, ForgetRequest, ForgottenView, Language},
    forget as forgetting,
};

use super::{Answer, id};
use crate::{
    context::Context,
    exit::Exit,
    output::{Table, Text, clean, note},
    words::{pick, say},
};

pub(super) fn run(context: &Context, typed: &str, revisions: bool) -> Answer {
    let session = context.session()?;
    let view = client::page(&session, id(typed)?, context.language)?;
    context
        .output
        .show(&view, |view| text(view, revisions, context.language))?;
    Ok(Exit::Done)
}

/// Forgets a client for good.
pub(super) fn forget(context: &Context, typed: &str, yes: bool) -> Answer {
    let session = context.session()?;
    let request = ForgetRequest {
        client_id: id(typed)?,
        confirmed: yes,
    };
    let forgotten = forgetting::client(&session, request)?;
    context
        .output
        .show(&forgotten, |forgotten| went(forgotten, context.language))?;
    note(pick(
        context.language,
        "Los respaldos hechos antes y los archivos exportados todavía contienen a este cliente: destrúyalos.",
        "Backups made before and exported files still hold this client: destroy them.",
    ));
    Ok(Exit::Done)
}

fn went(forgotten: &ForgottenView, language: Language) -> String {
    let ForgottenView {
        revisions,
        named_in,
        operations,
        judgements,
        entries,
        ..
    } = forgotten;
    let said = pick(
        language,
        format!(
            "Cliente olvidado. Se eliminaron su expediente, {revisions} versiones anteriores, {operations} operaciones y {judgements} dictámenes, notas o decisiones; su nombre se quitó de {named_in} versiones de otros. La bitácora conserva el hecho y vació {entries} asientos."
        ),
        format!(
            "Client forgotten. Its file, {revisions} earlier versions, {operations} operations and {judgements} reviews, notes or decisions were removed; its name was taken out of {named_in} versions of others. The journal keeps the fact and emptied {entries} entries."
        ),
    );
    let left = pick(
        language,
        "Otro programa está leyendo la bóveda: lo que queda en el archivo se borra la próxima vez que se abra.",
        "Another program is reading the vault: what is left in the file is wiped when it is opened next.",
    );
    if forgotten.wiped {
        said
    } else {
        format!("{said}\n{left}")
    }
}

fn text(view: &ClientView, revisions: bool, language: Language) -> String {
    let primary = if view.is_primary {
        pick(language, ", primario", ", primary")
    } else {
        ""
    };
    let as_of = pick(language, "Datos al", "As of");
    let mut text = Text::new(format!(
        "{} ({}{primary})\n{}\n{as_of} {}",
        clean(&view.name),
        say(&view.kind, language),
        view.client_id,
        view.as_of
    ));
    if let Some(gone) = view.gone_since {
        text.line(&format!(
            "{} {gone}",
            pick(
                language,
                "Ya no está en el servidor desde",
                "Gone from the server since"
            )
        ));
    }
    for group in &view.file {
        text.line(&format!("\n{}", clean(&group.title)));
        for fact in &group.facts {
            text.line(&format!("  {}: {}", clean(&fact.label), clean(&fact.value)));
        }
    }
    if !view.identifiers.is_empty() {
        text.line(&format!(
            "\n{}",
            pick(language, "Identificadores", "Identifiers")
        ));
        for identifier in &view.identifiers {
            text.line(&format!(
                "  {}: {}",
                clean(&identifier.grouped),
                identifier.summary
            ));
        }
    }
    let mut households = Table::new(pick(
        language,
        ["cliente y vinculados", "nombre"],
        ["household", "name"],
    ));
    for household in &view.household_names {
        households.row([household.id.to_string(), household.name.clone()]);
    }
    let mut findings = Table::new(pick(
        language,
        ["gravedad", "código", "campo", "hallazgo"],
        ["severity", "code", "field", "finding"],
    ));
    for finding in &view.findings {
        findings.row([
            say(&finding.severity, language),
            finding.code.clone(),
            finding.field.clone(),
            finding.message.clone(),
        ]);
    }
    text.line(&format!("\n{households}\n{findings}"));
    if revisions {
        let mut table = Table::new(pick(
            language,
            ["vista", "modificada", "cambió"],
            ["seen", "updated", "changed"],
        ));
        for revision in &view.revisions {
            table.row([
                revision.seen_at.to_string(),
                revision.updated_at.to_string(),
                revision.changed.join(", "),
            ]);
        }
        text.line(&format!("\n{table}"));
    }
    text.done()
}
