//! Records that were set aside.

use desk::quarantine;

use super::Answer;
use crate::{
    context::{Context, gather},
    exit::Exit,
    output::Table,
    words::pick,
};

pub(super) fn run(context: &Context) -> Answer {
    let session = context.session()?;
    let page = gather(0, None, |slice| quarantine::list(&session, slice))?;
    context.output.show(&page, |page| {
        let mut table = Table::new(pick(
            context.language,
            ["id", "vista", "lugar", "motivo"],
            ["id", "seen", "place", "reason"],
        ));
        for row in &page.data {
            table.row([
                row.id.clone(),
                row.seen_at.to_string(),
                row.place.clone(),
                row.reason.clone(),
            ]);
        }
        table.with_total(page.total)
    })?;
    Ok(Exit::Done)
}
