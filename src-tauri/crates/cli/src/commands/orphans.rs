//! Clients that no link reaches.

use desk::client;

use super::Answer;
use crate::{
    context::{Context, gather},
    exit::Exit,
    output::Table,
    words::{pick, say},
};

pub(super) fn run(context: &Context) -> Answer {
    let session = context.session()?;
    let page = gather(0, None, |slice| client::orphans(&session, slice))?;
    context.output.show(&page, |page| {
        let mut table = Table::new(pick(
            context.language,
            ["id", "tipo", "nombre"],
            ["id", "type", "name"],
        ));
        for row in &page.data {
            table.row([
                row.client_id.to_string(),
                say(&row.kind, context.language),
                row.name.clone(),
            ]);
        }
        table.with_total(page.total)
    })?;
    Ok(Exit::Done)
}
