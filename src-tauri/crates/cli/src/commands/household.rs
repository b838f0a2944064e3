//! Households.

use desk::{
    contract::{HouseholdQuery, HouseholdView, Language},
    household,
};

use super::{Answer, id};
use crate::{
    arguments::Households,
    context::{Context, gather},
    exit::Exit,
    output::{Table, Text, clean},
    words::{pick, read, say},
};

pub(super) fn list(context: &Context, typed: Households) -> Answer {
    let query = HouseholdQuery {
        text: typed.query,
        defect: typed.defect,
        review: typed.review.as_deref().map(read).transpose()?,
        ..HouseholdQuery::default()
    };
    let session = context.session()?;
    let page = gather(typed.offset, Some(typed.limit), |slice| {
        household::list(
            &session,
            &HouseholdQuery {
                slice,
                ..query.clone()
            },
        )
    })?;
    context.output.show(&page, |page| {
        let language = context.language;
        let mut table = Table::new(pick(
            language,
            [
                "id",
                "tipo",
                "miembros",
                "peor",
                "revisión",
                "datos al",
                "nombre",
                "defectos",
            ],
            [
                "id", "type", "members", "worst", "review", "as of", "name", "defects",
            ],
        ));
        for row in &page.data {
            table.row([
                row.id.to_string(),
                say(&row.kind, language),
                row.members.to_string(),
                row.worst
                    .map_or_else(|| "—".into(), |worst| say(&worst, language)),
                row.review
                    .as_ref()
                    .map_or_else(|| "—".into(), |review| say(&review.verdict, language)),
                row.as_of.to_string(),
                row.name.clone(),
                row.defects.join(", "),
            ]);
        }
        table.with_total(page.total)
    })?;
    Ok(Exit::Done)
}

pub(super) fn show(context: &Context, typed: &str) -> Answer {
    let session = context.session()?;
    let view = household::page(&session, id(typed)?, context.language)?;
    context
        .output
        .show(&view, |view| text(view, context.language))?;
    Ok(Exit::Done)
}

fn text(view: &HouseholdView, language: Language) -> String {
    let as_of = pick(language, "Datos al", "As of");
    let mut text = Text::new(format!(
        "{}\n{as_of} {}\n",
        clean(&view.anchor.name),
        view.as_of
    ));
    let mut table = Table::new(pick(
        language,
        ["miembro", "papel", "tipo", "peor", "id"],
        ["member", "role", "type", "worst", "id"],
    ));
    for member in &view.members {
        let indent = "  ".repeat(usize::try_from(member.depth).unwrap_or_default().min(20));
        let mark = if member.is_primary { " *" } else { "" };
        let roles: Vec<String> = member
            .parents
            .iter()
            .map(|parent| say(&parent.relationship_type, language))
            .collect();
        table.row([
            format!("{indent}{}{mark}", member.name),
            roles.join(", "),
            say(&member.kind, language),
            member
                .worst
                .map_or_else(|| "—".into(), |worst| say(&worst, language)),
            member.client_id.to_string(),
        ]);
    }
    text.line(&format!(
        "{table}{}",
        pick(language, "* primario", "* primary")
    ));
    for defect in &view.defects {
        text.line(&format!(
            "\n{}: {}",
            clean(&defect.code),
            clean(&defect.message)
        ));
    }
    let mut findings = Table::new(pick(
        language,
        ["gravedad", "código", "cliente", "hallazgo"],
        ["severity", "code", "client", "finding"],
    ));
    for finding in &view.finding_list {
        findings.row([
            say(&finding.severity, language),
            finding.code.clone(),
            finding.client_name.clone(),
            finding.message.clone(),
        ]);
    }
    text.line(&format!("\n{findings}"));
    if let Some(review) = &view.review {
        let said = pick(language, "Última revisión", "Last review");
        text.line(&format!(
            "\n{said}: {} — {} ({})",
            say(&review.verdict, language),
            clean(&review.analyst),
            review.at
        ));
    }
    text.done()
}
