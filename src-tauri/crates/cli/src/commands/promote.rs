//! Promoting a client.

use desk::{
    contract::{AppError, Language, OperationResult, OperationState, PromoteRequest},
    operate,
};

use super::{Answer, id};
use crate::{
    arguments::Promote,
    context::Context,
    exit::Exit,
    output::{Text, clean},
    words::{pick, say, yes_no},
};

pub(super) async fn run(context: &Context, typed: Promote) -> Answer {
    let session = context.session()?;
    let client_id = id(&typed.id)?;
    if typed.rehearse {
        let result = operate::rehearse_promotion(&session, client_id, context.language)?;
        context
            .output
            .show(&result, |result| rehearsal(result, context.language))?;
        return Ok(Exit::Done);
    }
    let request = PromoteRequest {
        client_id,
        reason: typed.reason.unwrap_or_default(),
        queue: typed.queue,
        confirmed: typed.confirm_live,
    };
    let result = operate::promote(&session, &request, context.language).await?;
    context
        .output
        .show(&result, |result| outcome(result, context.language))?;
    if let Some(problem) = problem(&result, context.language) {
        context.output.failure(&problem);
    }
    if typed.queue && result.state == OperationState::Waiting {
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
    text.done()
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
