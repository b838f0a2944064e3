//! Search.

use desk::{contract::SearchRequest, search};

use super::Answer;
use crate::{
    context::Context,
    exit::Exit,
    output::Table,
    words::{pick, say, yes_no},
};

pub(super) fn run(context: &Context, text: &str, limit: u32) -> Answer {
    let session = context.session()?;
    let found = search::search(
        &session,
        &SearchRequest {
            text: text.into(),
            limit,
        },
    )?;
    context.output.show(&found, |found| {
        let mut table = Table::new(pick(
            context.language,
            ["id", "tipo", "primario", "nombre", "coincide en"],
            ["id", "type", "primary", "name", "matched in"],
        ));
        for hit in &found.data {
            table.row([
                hit.client_id.to_string(),
                say(&hit.kind, context.language),
                yes_no(hit.is_primary, context.language).into(),
                hit.name.clone(),
                hit.matched.join(", "),
            ]);
        }
        table.with_total(found.total)
    })?;
    Ok(Exit::Done)
}
