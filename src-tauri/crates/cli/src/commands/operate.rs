//! Operations on one client and its links: what was typed becomes an intent, which is rehearsed, recorded or sent.

use std::path::Path;

use desk::{
    contract::{
        AppError, Language, LinkChanges, LinkIntent, OperationIntent, OperationOrder,
        OperationResult, OperationState, PromoteIntent, ReplaceLinksIntent, UnlinkIntent,
        WishedLink,
    },
    operate,
};
use serde_json::{Value, json};

use super::{Answer, id};
use crate::{
    arguments::{Act, Link, Promote, Related, Unlink},
    context::Context,
    exit::Exit,
    failure::{Failure, Problem},
    output::{Text, clean},
    words::{pick, say, yes_no},
};

pub(super) async fn promote(context: &Context, typed: Promote) -> Answer {
    let intent = OperationIntent::Promote(PromoteIntent {
        client_id: id(&typed.id)?,
    });
    run(context, intent, typed.act).await
}

pub(super) async fn link(context: &Context, typed: Link) -> Answer {
    let intent = OperationIntent::Link(LinkIntent {
        parent_id: id(&typed.parent)?,
        child_id: id(&typed.child)?,
        relationship_type: typed.kind.as_str().into(),
    });
    run(context, intent, typed.act).await
}

pub(super) async fn unlink(context: &Context, typed: Unlink) -> Answer {
    let intent = OperationIntent::Unlink(UnlinkIntent {
        parent_id: id(&typed.parent)?,
        child_id: id(&typed.child)?,
        relationship_type: typed.kind.as_deref().map(Into::into),
    });
    run(context, intent, typed.act).await
}

pub(super) async fn related(context: &Context, typed: Related) -> Answer {
    let parent: String = typed.parent.trim().into();
    let mut child = json!({ "type": typed.kind, "name": typed.name, "scopes": typed.scopes });
    for (member, value) in [
        ("middleName", typed.middle_name),
        ("lastName", typed.last_name),
        ("externalId", typed.external_id),
    ] {
        if let Some(value) = value {
            child[member] = value.into();
        }
    }
    let intent = serde_json::from_value(json!({
        "kind": "create_related",
        "parentId": parent,
        "relationshipType": typed.relationship,
        "child": child,
    }))
    .map_err(|_| Problem::Id)?;
    run(context, intent, typed.act).await
}

pub(super) async fn replace_links(
    context: &Context,
    parent: &str,
    file: &Path,
    act: Act,
) -> Answer {
    let intent = OperationIntent::ReplaceLinks(ReplaceLinksIntent {
        parent_id: id(parent)?,
        links: links_of(file)?,
    });
    run(context, intent, act).await
}

/// The links of a file: the body as Artu takes it, or its list alone.
fn links_of(file: &Path) -> Result<Vec<WishedLink>, Failure> {
    let text = std::fs::read_to_string(file).map_err(|_| Problem::LinksFile)?;
    let body: Value = serde_json::from_str(&text).map_err(|_| Problem::LinksFile)?;
    let list = body.get("linkedClients").unwrap_or(&body).as_array();
    let links = list.ok_or(Problem::LinksFile)?.iter().map(|link| {
        serde_json::from_value(json!({
            "childId": link["clientId"],
            "relationshipType": link["relationshipType"],
            "metadata": link["metadata"],
        }))
    });
    let links: Result<_, _> = links.collect();
    Ok(links.map_err(|_| Problem::LinksFile)?)
}

async fn run(context: &Context, intent: OperationIntent, act: Act) -> Answer {
    let session = context.session()?;
    if act.rehearse {
        let result = operate::rehearse(&session, &intent, context.language)?;
        context
            .output
            .show(&result, |result| rehearsal(result, context.language))?;
        return Ok(Exit::Done);
    }
    let order = OperationOrder {
        intent,
        reason: act.reason.unwrap_or_default(),
        queue: act.queue,
        confirmed: act.confirm_live,
    };
    let result = operate::operate(&session, &order, context.language).await?;
    context
        .output
        .show(&result, |result| outcome(result, context.language))?;
    if let Some(problem) = problem(&result, context.language) {
        context.output.failure(&problem);
    }
    if act.queue && result.state == OperationState::Waiting {
        return Ok(Exit::Done);
    }
    Ok(Exit::of_operation(result.state, result.problem.as_ref()))
}

/// Why an operation did not go through, to be told on standard error.
pub(super) fn problem(result: &OperationResult, language: Language) -> Option<AppError> {
    let conflict = || {
        (result.state == OperationState::Conflict)
            .then(|| desk::Error::OperationState.to_app(language))
    };
    result.problem.clone().or_else(conflict)
}

fn rehearsal(result: &OperationResult, language: Language) -> String {
    let rehearsal = &result.rehearsal;
    let request = &rehearsal.request;
    let mut text = Text::new(format!(
        "{}: {}\n{} {} [{}]",
        clean(&rehearsal.client_name),
        say(&result.state, language),
        request.method,
        request.path,
        request.environment.to_uppercase(),
    ));
    let headings = pick(
        language,
        ["Se sabe", "Se espera", "No se sabe", "Atención"],
        ["Known", "Expected", "Unknown", "Attention"],
    );
    let parts = [
        &rehearsal.known,
        &rehearsal.expected,
        &rehearsal.unknown,
        &rehearsal.warnings,
    ];
    for (heading, lines) in headings
        .iter()
        .zip(parts)
        .filter(|(_, lines)| !lines.is_empty())
    {
        text.line(&format!("\n{heading}"));
        for line in lines {
            text.line(&format!("  - {}", clean(line)));
        }
    }
    if let Some(changes) = &rehearsal.link_changes {
        links(&mut text, changes, language);
    }
    text.done()
}

/// Every link with what becomes of it.
fn links(text: &mut Text, changes: &LinkChanges, language: Language) {
    text.line(pick(language, "\nVínculos", "\nLinks"));
    for (mark, links) in [
        ('-', &changes.dropped),
        (' ', &changes.kept),
        ('+', &changes.added),
    ] {
        for link in links {
            text.line(&format!(
                "  {mark} {} ({})",
                clean(&link.name),
                say(&link.relationship_type, language)
            ));
        }
    }
}

/// What came of an operation, for people.
pub(super) fn outcome(result: &OperationResult, language: Language) -> String {
    let id = result.operation_id.as_deref().unwrap_or("—");
    let mut text = Text::new(format!(
        "{}: {} ({id})",
        clean(&result.rehearsal.client_name),
        say(&result.state, language)
    ));
    if let Some(proof) = &result.proof {
        let same = pick(language, "Coincide con lo anunciado", "As announced");
        text.line(&format!(
            "{same}: {} ({})",
            yes_no(proof.same, language),
            proof.read_at
        ));
        for row in proof.rows.iter().filter(|row| !row.same) {
            text.line(&format!(
                "  {}: {} → {}",
                clean(&row.what),
                clean(&row.announced),
                clean(&row.read_back)
            ));
        }
    }
    for row in &result.conflict {
        text.line(&format!(
            "  {}: {} → {}",
            clean(&row.field),
            clean(&row.base),
            clean(&row.theirs)
        ));
    }
    text.done()
}
