//! The journal.

use desk::journal;

use super::Answer;
use crate::{
    arguments::Journal,
    context::{Context, gather},
    exit::Exit,
    output::Table,
    words::pick,
};

/// Entries that are listed when nothing is said.
const LISTED: u64 = 100;

pub(super) fn run(context: &Context, act: Option<Journal>) -> Answer {
    match act.unwrap_or(Journal::List {
        limit: LISTED,
        offset: 0,
    }) {
        Journal::List { limit, offset } => list(context, offset, limit),
        Journal::Verify => verify(context),
        Journal::Head => {
            let session = context.session()?;
            context.output.show(&journal::head(&session)?, |head| {
                format!("{}  {}", head.entries, head.hash)
            })?;
            Ok(Exit::Done)
        }
        Journal::Export { out } => {
            let session = context.session()?;
            context
                .output
                .show(&journal::export(&session, &out)?, |file| {
                    format!("{}  {}", file.rows, file.file)
                })?;
            Ok(Exit::Done)
        }
    }
}

fn list(context: &Context, offset: u64, limit: u64) -> Answer {
    let session = context.session()?;
    let page = gather(offset, Some(limit), |slice| {
        journal::list(&session, slice, context.language)
    })?;
    context.output.show(&page, |page| {
        let mut table = Table::new(pick(
            context.language,
            ["n.º", "cuándo", "quién", "qué", "a qué"],
            ["no.", "when", "who", "what", "to what"],
        ));
        for row in &page.data {
            table.row([
                row.seq.to_string(),
                row.at.to_string(),
                row.analyst.clone(),
                row.label.clone(),
                row.subjects.join(", "),
            ]);
        }
        table.with_total(page.total)
    })?;
    Ok(Exit::Done)
}

fn verify(context: &Context) -> Answer {
    let session = context.session()?;
    let check = journal::verify(&session, context.language)?;
    context.output.show(&check, |check| match &check.problem {
        Some(problem) => problem.clone(),
        None => pick(
            context.language,
            format!(
                "La cadena está completa: {} entradas, último sello {}",
                check.entries, check.head
            ),
            format!(
                "The chain holds: {} entries, head {}",
                check.entries, check.head
            ),
        ),
    })?;
    Ok(if check.ok { Exit::Done } else { Exit::Failed })
}
