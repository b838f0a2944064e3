//! Operations that were recorded.

use desk::{
    contract::{OperationQuery, OperationResult, OperationState, Page, SendReport},
    operate,
};

use super::{Answer, operate as acts};
use crate::{
    arguments::Operations,
    context::{Context, gather},
    exit::Exit,
    failure::Failure,
    output::{Table, clean},
    words::{pick, say},
};

pub(super) async fn run(context: &Context, act: Option<Operations>) -> Answer {
    match act.unwrap_or(Operations::List) {
        Operations::List => list(context),
        Operations::Send => {
            let session = context.session()?;
            let report = operate::send_waiting(&session, context.language).await?;
            let exit = Exit::worst(
                report
                    .results
                    .iter()
                    .map(|one| Exit::of_operation(one.state, one.problem.as_ref())),
            );
            show(context, report)?;
            Ok(exit)
        }
        Operations::Cancel { id } => {
            let session = context.session()?;
            let cancelled = operate::cancel(&session, &id, context.language)?;
            context.output.show(&cancelled, |cancelled| {
                format!(
                    "{}: {}",
                    clean(&cancelled.client_name),
                    say(&cancelled.state, context.language)
                )
            })?;
            Ok(Exit::Done)
        }
        Operations::Settle => {
            let session = context.session()?;
            let report = operate::settle(&session, context.language).await?;
            let unsettled = report
                .results
                .iter()
                .any(|one| one.state == OperationState::Unknown);
            show(context, report)?;
            Ok(if unsettled { Exit::Offline } else { Exit::Done })
        }
    }
}

fn list(context: &Context) -> Answer {
    let session = context.session()?;
    let page = gather(0, None, |slice| {
        operate::list(
            &session,
            &OperationQuery {
                slice,
                ..OperationQuery::default()
            },
            context.language,
        )
    })?;
    context.output.show(&page, |page| {
        let mut table = Table::new(pick(
            context.language,
            ["id", "clase", "estado", "registrada", "cliente", "motivo"],
            ["id", "kind", "state", "recorded", "client", "reason"],
        ));
        for row in &page.data {
            table.row([
                row.operation_id.clone(),
                say(&row.kind, context.language),
                say(&row.state, context.language),
                row.created_at.to_string(),
                row.client_name.clone(),
                row.reason.clone(),
            ]);
        }
        table.with_total(page.total)
    })?;
    Ok(Exit::Done)
}

fn show(context: &Context, report: SendReport) -> Result<(), Failure> {
    let total = report.results.len() as u64;
    let page: Page<OperationResult> = Page {
        data: report.results,
        total,
        all: total,
    };
    context.output.show(&page, |page| {
        if page.data.is_empty() {
            return pick(
                context.language,
                "No hay operaciones pendientes.",
                "No operations were pending.",
            )
            .into();
        }
        page.data
            .iter()
            .map(|result| acts::outcome(result, context.language))
            .collect()
    })?;
    for problem in page
        .data
        .iter()
        .filter_map(|result| acts::problem(result, context.language))
        .take(1)
    {
        context.output.failure(&problem);
    }
    Ok(())
}
