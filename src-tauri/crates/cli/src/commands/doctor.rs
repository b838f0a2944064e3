//! Whether everything the program needs is in order. It prints no personal data and no key.

use std::fs::{self, File};

use desk::{Session, connection, contract::ConnectionOutcome, journal};
use serde::Serialize;

use super::Answer;
use crate::{context::Context, exit::Exit, failure::Failure, words::pick};

/// How far the clocks may differ, in seconds: as far as a pull of changes reaches back.
const CLOCK_TOLERANCE: i64 = 300;

/// One thing that was looked at.
#[derive(Serialize)]
struct Line {
    check: &'static str,
    ok: bool,
    message: String,
    #[serde(skip)]
    exit: Exit,
}

/// Everything that was looked at.
#[derive(Serialize)]
struct Report {
    ok: bool,
    data: Vec<Line>,
    total: usize,
}

pub(super) async fn run(context: &Context) -> Answer {
    let mut data = Vec::new();
    data.push(line("dataFolder", folder(context)));
    data.push(line("profile", profile(context)));
    match open(context) {
        Ok((session, message)) => {
            data.push(line("vault", Ok(message)));
            data.push(line("integrity", integrity(context, &session)));
            data.push(line("journal", chain(context, &session)));
            data.extend(server(context, &session).await);
        }
        Err(found) => data.push(line("vault", Err(found))),
    }
    let exit = Exit::worst(data.iter().map(|line| line.exit));
    let report = Report {
        ok: exit == Exit::Done,
        total: data.len(),
        data,
    };
    context.output.show(&report, |report| {
        let problem = pick(context.language, "PROBLEMA", "PROBLEM");
        let lines = report.data.iter().map(|line| {
            let state = if line.ok { "ok" } else { problem };
            format!("{state:<9} {:<11} {}", line.check, line.message)
        });
        lines.collect::<Vec<_>>().join("\n")
    })?;
    Ok(exit)
}

/// What is wrong, in a sentence, and the status that goes with it.
struct Wrong {
    message: String,
    exit: Exit,
}

type Found = Result<String, Wrong>;

fn line(check: &'static str, found: Found) -> Line {
    match found {
        Ok(message) => Line {
            check,
            ok: true,
            message,
            exit: Exit::Done,
        },
        Err(Wrong { message, exit }) => Line {
            check,
            ok: false,
            message,
            exit,
        },
    }
}

fn wrong(context: &Context, failure: impl Into<Failure>) -> Wrong {
    let failure = failure.into();
    Wrong {
        message: failure.to_app(context.language).message,
        exit: failure.exit(),
    }
}

fn folder(context: &Context) -> Found {
    let probe = context.root.join(".doctor");
    let written = File::create(&probe).and_then(|_| fs::remove_file(&probe));
    written.map_err(|error| wrong(context, desk::Error::Io(error)))?;
    Ok(pick(
        context.language,
        "Se puede escribir en la carpeta de datos.",
        "The data folder can be written.",
    )
    .into())
}

fn profile(context: &Context) -> Found {
    let profile = context
        .desk
        .profile()
        .map_err(|error| wrong(context, error))?;
    let profile = profile.ok_or_else(|| wrong(context, desk::Error::NoProfile))?;
    Ok(profile.environment.to_string().to_uppercase())
}

fn open(context: &Context) -> Result<(std::sync::Arc<Session>, String), Wrong> {
    let session = context
        .session()
        .map_err(|failure| wrong(context, failure))?;
    Ok((
        session,
        pick(context.language, "La bóveda abre.", "The vault opens.").into(),
    ))
}

fn integrity(context: &Context, session: &Session) -> Found {
    let check = session
        .vault()
        .check(false)
        .map_err(|error| wrong(context, desk::Error::from(error)))?;
    if check.pages_authentic {
        return Ok(pick(
            context.language,
            "Todas las páginas son auténticas.",
            "Every page is authentic.",
        )
        .into());
    }
    Err(Wrong {
        message: pick(
            context.language,
            "Hay páginas dañadas. Restaure un respaldo o traiga los datos de nuevo.",
            "There are damaged pages. Restore a backup or pull the data again.",
        )
        .into(),
        exit: Exit::Failed,
    })
}

fn chain(context: &Context, session: &Session) -> Found {
    let check =
        journal::verify(session, context.language).map_err(|error| wrong(context, error))?;
    match check.problem {
        None => Ok(pick(
            context.language,
            format!("La cadena está completa: {} entradas.", check.entries),
            format!("The chain holds: {} entries.", check.entries),
        )),
        Some(message) => Err(Wrong {
            message,
            exit: Exit::Failed,
        }),
    }
}

/// Server, key and clock. Only reads are sent.
async fn server(context: &Context, session: &Session) -> Vec<Line> {
    let report = match connection::check(session, context.language).await {
        Ok(report) => report,
        Err(error) => return vec![line("server", Err(wrong(context, error)))],
    };
    let problem = |exit| {
        Err(Wrong {
            message: report.message.clone(),
            exit,
        })
    };
    let reached = || {
        Ok(pick(
            context.language,
            "El servidor responde.",
            "The server answers.",
        )
        .to_owned())
    };
    match report.outcome {
        ConnectionOutcome::Unreachable | ConnectionOutcome::Untrusted => {
            vec![line("server", problem(Exit::Offline))]
        }
        ConnectionOutcome::NotArtu => vec![line("server", problem(Exit::Failed))],
        ConnectionOutcome::WrongKey
        | ConnectionOutcome::WrongEnvironment
        | ConnectionOutcome::MissingPermission => {
            vec![
                line("server", reached()),
                line("key", problem(Exit::Refused)),
            ]
        }
        ConnectionOutcome::NoClientList => vec![
            line("server", reached()),
            line("clients", problem(Exit::Failed)),
        ],
        ConnectionOutcome::Ready => {
            let clock = clock(context, session).await;
            vec![
                line("server", reached()),
                line("key", Ok(report.message.clone())),
                line("clock", clock),
            ]
        }
    }
}

async fn clock(context: &Context, session: &Session) -> Found {
    let answer = session
        .artu()
        .tenant_details()
        .await
        .map_err(|error| wrong(context, desk::Error::from(error)))?;
    let Some(theirs) = answer.received else {
        return Ok(pick(
            context.language,
            "El servidor no da la hora.",
            "The server tells no time.",
        )
        .into());
    };
    let apart = session.now().duration_since(theirs).as_secs();
    let message = pick(
        context.language,
        format!("Diferencia con el reloj del servidor: {apart} s."),
        format!("Difference to the server's clock: {apart} s."),
    );
    if apart.abs() <= CLOCK_TOLERANCE {
        Ok(message)
    } else {
        Err(Wrong {
            message,
            exit: Exit::Failed,
        })
    }
}
