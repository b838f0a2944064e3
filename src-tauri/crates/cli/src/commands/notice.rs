//! What of the notice to the authority a client's files hold.

use desk::{
    contract::{Language, NoticeNode, NoticeRequest, NoticeSummary, NoticeView},
    notice,
};

use super::{Answer, id};
use crate::{
    context::Context,
    exit::Exit,
    output::{Table, Text, clean},
    words::{pick, say},
};

pub(super) fn run(context: &Context, typed: &str, activity: Option<String>) -> Answer {
    let session = context.session()?;
    let request = NoticeRequest {
        client_id: id(typed)?,
        activity,
    };
    let view = notice::readiness(&session, &request, context.language)?;
    context
        .output
        .show(&view, |view| text(view, context.language))?;
    Ok(Exit::Done)
}

fn text(view: &NoticeView, language: Language) -> String {
    let as_of = pick(language, "Datos al", "As of");
    let mut text = Text::new(format!("{}\n{as_of} {}", view.client_id, view.as_of));
    if view.activities.is_empty() {
        text.line(pick(
            language,
            "Ningún ámbito del cliente es una actividad: no hay aviso que llenar.",
            "No scope of the client is an activity: there is no notice to fill.",
        ));
    }
    for known in &view.activities {
        let mark = if view.activity.as_deref() == Some(&known.activity) {
            '>'
        } else {
            ' '
        };
        text.line(&format!(
            "{mark} {} ({}): {}",
            clean(&known.activity),
            clean(&known.label),
            known.summary.map_or_else(
                || pick(
                    language,
                    "sus nodos no están en las tablas de este programa",
                    "its nodes are not in the tables of this program",
                )
                .to_owned(),
                |summary| told(summary, language),
            )
        ));
    }
    if let Some(representative) = &view.representative {
        text.line(&format!(
            "{}: {} ({})",
            pick(
                language,
                "Representante o delegado",
                "Representative or delegate"
            ),
            clean(&representative.name),
            representative.client_id
        ));
    }
    for group in &view.groups {
        let mut table = Table::new(pick(
            language,
            ["", "nodo", "estado", "valor o motivo", "lugar"],
            ["", "node", "state", "value or reason", "place"],
        ));
        for node in &group.nodes {
            let required = if node.required { "*" } else { "" };
            table.row([
                required.into(),
                node.label.clone(),
                say(&node.state, language),
                remarks(node),
                node.place.clone(),
            ]);
        }
        text.line(&format!("\n{}\n{table}", group.title));
    }
    text.line(pick(
        language,
        "* obligatorio. El aviso lo hace Artu: aquí solo se ve qué guarda el expediente, no si es cierto ni si la autoridad lo acepta.",
        "* required. Artu makes the notice: this shows only what the file holds, not whether it is true or the authority takes it.",
    ));
    text.done()
}

/// The value as it would go, or what keeps it; then what was changed in it and what is not sure.
fn remarks(node: &NoticeNode) -> String {
    let parts = node.value.iter().chain(&node.why);
    let parts: Vec<&str> = parts
        .chain(&node.changes)
        .chain(&node.guess)
        .map(String::as_str)
        .collect();
    parts.join(" · ")
}

fn told(summary: NoticeSummary, language: Language) -> String {
    let NoticeSummary {
        required,
        fillable,
        absent,
        does_not_fit,
        not_visible,
    } = summary;
    pick(
        language,
        format!(
            "se pueden llenar {fillable} de {required} nodos obligatorios; faltan {absent}, no caben {does_not_fit}, no visibles aquí {not_visible}"
        ),
        format!(
            "{fillable} of {required} required nodes can be filled; missing {absent}, not fitting {does_not_fit}, not visible here {not_visible}"
        ),
    )
}
