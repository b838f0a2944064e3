//! The pull, with its progress on standard error and Ctrl+C to stop it.

use std::pin::pin;

use desk::{
    contract::{AppError, Code, Event, Language, PullReport, PullRequest},
    pull,
};

use super::Answer;
use crate::{
    context::Context,
    exit::Exit,
    output::Progress,
    words::{pick, say, yes_no},
};

pub(super) async fn run(context: &Context, sweep: bool) -> Answer {
    let session = context.session()?;
    let mut events = context.desk.subscribe();
    let mut progress = Progress::new(context.language);
    let mut pulling = pin!(pull::run(&session, PullRequest { sweep }, context.language));
    let mut interrupted = pin!(tokio::signal::ctrl_c());
    let (mut may_interrupt, mut more_events) = (true, true);
    let outcome = loop {
        tokio::select! {
            outcome = &mut pulling => break outcome,
            _ = &mut interrupted, if may_interrupt => {
                may_interrupt = false;
                session.cancel_pull();
            }
            event = events.recv(), if more_events => match event {
                Ok(Event::Pull(status)) => progress.show(&status),
                Ok(Event::Checking(_) | Event::Changed(_) | Event::Sent(_) | Event::Locked(_)) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
                Err(tokio::sync::broadcast::error::RecvError::Closed) => more_events = false,
            },
        }
    };
    progress.end();
    let report = outcome?;
    context
        .output
        .show(&report, |report| text(report, context.language))?;
    if !report.complete {
        context.output.failure(&incomplete(context.language));
        return Ok(Exit::Failed);
    }
    Ok(if report.quarantined > 0 {
        Exit::SetAside
    } else {
        Exit::Done
    })
}

/// The list was read twice and the server still counts another number of clients.
fn incomplete(language: Language) -> AppError {
    AppError {
        code: Code::Protocol,
        message: pick(
            language,
            "El servidor cuenta otro número de clientes del que entrega su lista. Lo leído está guardado y nada se dio por eliminado. Vuelva a intentarlo más tarde.",
            "The server counts another number of clients than its list gives. What was read is kept and nothing was taken for deleted. Try again later.",
        )
        .into(),
        retryable: true,
        details: None,
    }
}

fn text(report: &PullReport, language: Language) -> String {
    let labels = pick(
        language,
        [
            "Clase",
            "Completa",
            "Clientes leídos",
            "Nuevos",
            "Cambiados",
            "Ya no están",
            "Apartados",
            "Peticiones",
        ],
        [
            "Kind",
            "Complete",
            "Clients read",
            "New",
            "Changed",
            "Gone",
            "Set aside",
            "Requests",
        ],
    );
    let values = [
        say(&report.kind, language),
        yes_no(report.complete, language).into(),
        report.clients.to_string(),
        report.added.to_string(),
        report.changed.to_string(),
        report.gone.to_string(),
        report.quarantined.to_string(),
        report.requests.to_string(),
    ];
    let mut lines: Vec<String> = labels
        .iter()
        .zip(values)
        .map(|(label, value)| format!("{label}: {value}"))
        .collect();
    if report.quarantined > 0 {
        lines.push(
            pick(
                language,
                "Hay registros apartados: vea `vinculo-cli quarantine`.",
                "Records were set aside: see `vinculo-cli quarantine`.",
            )
            .into(),
        );
    }
    lines.join("\n")
}
