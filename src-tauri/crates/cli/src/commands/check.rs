//! Running the rules and listing what they found.

use desk::{
    contract::{FindingQuery, FindingView, Page},
    finding,
};

use super::{Answer, id};
use crate::{
    context::{Context, gather},
    exit::Exit,
    output::Table,
    words::{pick, read, say},
};

pub(super) fn run(context: &Context, ids: &[String], severity: Option<&str>) -> Answer {
    let severity = severity.map(read).transpose()?;
    let ids = ids
        .iter()
        .map(|typed| id(typed))
        .collect::<Result<Vec<_>, _>>()?;
    let session = context.session()?;
    if ids.is_empty() {
        finding::check_all(&session, |_, _| true)?;
    } else {
        finding::check_some(&session, &ids)?;
    }
    let list = |client_id| {
        let query = FindingQuery {
            severity,
            client_id,
            ..FindingQuery::default()
        };
        gather(0, None, |slice| {
            finding::list(
                &session,
                &FindingQuery {
                    slice,
                    ..query.clone()
                },
                context.language,
            )
        })
    };
    let found = if ids.is_empty() {
        list(None)?
    } else {
        let mut all = Page {
            data: Vec::new(),
            total: 0,
            all: 0,
        };
        for client in ids {
            let page = list(Some(client))?;
            all.data.extend(page.data);
            all.total += page.total;
            all.all = page.all;
        }
        all
    };
    context.output.show(&found, |found| text(context, found))?;
    Ok(Exit::Done)
}

fn text(context: &Context, found: &Page<FindingView>) -> String {
    let mut table = Table::new(pick(
        context.language,
        ["gravedad", "código", "cliente", "campo", "hallazgo"],
        ["severity", "code", "client", "field", "finding"],
    ));
    for finding in &found.data {
        table.row([
            say(&finding.severity, context.language),
            finding.code.clone(),
            finding.client_name.clone(),
            finding.field.clone(),
            finding.message.clone(),
        ]);
    }
    table.with_total(found.total)
}
