//! Recording a verdict.

use desk::{contract::ReviewRequest, review};

use super::{Answer, id};
use crate::{
    context::Context,
    exit::Exit,
    words::{pick, read, say},
};

pub(super) fn run(context: &Context, household: &str, verdict: &str, note: String) -> Answer {
    let request = ReviewRequest {
        household_id: id(household)?,
        verdict: read(verdict)?,
        note,
    };
    let session = context.session()?;
    let state = review::record(&session, &request)?;
    context.output.show(&state, |state| {
        let said = pick(context.language, "Dictamen registrado", "Verdict recorded");
        format!(
            "{said}: {} ({})",
            say(&state.verdict, context.language),
            state.at
        )
    })?;
    Ok(Exit::Done)
}
