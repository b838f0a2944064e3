//! The commands, one a file: what was typed becomes a request, a use case answers, the answer is printed.

mod changes;
mod check;
mod client;
mod doctor;
mod export;
mod household;
mod journal;
mod missing;
mod mx;
mod notice;
mod operate;
mod operations;
mod orphans;
mod profile;
mod pull;
mod quarantine;
mod review;
mod rules;
mod search;
mod status;
mod vault;

use std::str::FromStr;

use desk::contract::Language;

use crate::{
    arguments::{Arguments, ClientAct, Command, Global, Links, Mx},
    context::Context,
    exit::Exit,
    failure::{Failure, Problem},
    output::Output,
    words,
};

/// How a command ended.
type Answer = Result<Exit, Failure>;

/// Runs the command that was typed. A failure comes with the language to tell it in.
pub(crate) fn run(arguments: Arguments, output: Output) -> Result<Exit, (Failure, Language)> {
    let Global {
        data_dir,
        language,
        verbose,
        ..
    } = arguments.global;
    let asked = language
        .as_deref()
        .map(words::read)
        .transpose()
        .map_err(|failure| (failure, Language::default()))?;
    if verbose {
        trace();
    }
    if let Command::Mx(Mx::Check {
        as_of,
        column,
        kind,
    }) = arguments.command
    {
        return mx::run(as_of.as_deref(), column.zip(kind))
            .map_err(|failure| (failure, asked.unwrap_or_default()));
    }
    let context = Context::new(data_dir, asked, output)
        .map_err(|failure| (failure, asked.unwrap_or_default()))?;
    let runtime =
        tokio::runtime::Runtime::new().map_err(|error| (error.into(), context.language))?;
    runtime
        .block_on(dispatch(&context, arguments.command))
        .map_err(|failure| (failure, context.language))
}

async fn dispatch(context: &Context, command: Command) -> Answer {
    match command {
        Command::Profile(act) => profile::run(context, act),
        Command::Pull { sweep } => pull::run(context, sweep).await,
        Command::Status => status::run(context),
        Command::Search { text, limit } => search::run(context, &text.join(" "), limit),
        Command::Client {
            act: Some(ClientAct::Forget { id, yes }),
            ..
        } => client::forget(context, &id, yes),
        Command::Client { id, revisions, .. } => {
            client::run(context, &id.unwrap_or_default(), revisions)
        }
        Command::Notice { id, activity } => notice::run(context, &id, activity),
        Command::Households(typed) => household::list(context, typed),
        Command::Household { id } => household::show(context, &id),
        Command::Orphans => orphans::run(context),
        Command::Check { ids, severity, .. } => check::run(context, &ids, severity.as_deref()),
        Command::Promote(typed) => operate::promote(context, typed).await,
        Command::Link(typed) => operate::link(context, typed).await,
        Command::Unlink(typed) => operate::unlink(context, typed).await,
        Command::Related(typed) => operate::related(context, typed).await,
        Command::Links(Links::Replace { parent, file, act }) => {
            operate::replace_links(context, &parent, &file, act).await
        }
        Command::Operations { act } => operations::run(context, act).await,
        Command::Review {
            household,
            verdict,
            note,
        } => review::run(context, &household, &verdict, note),
        Command::Changes { household } => changes::run(context, &household),
        Command::Export {
            subject,
            id,
            format,
            out,
            filters,
        } => export::run(
            context,
            &export::Typed {
                subject: &subject,
                id: id.as_deref(),
                format: &format,
                filters: &filters,
            },
            &out,
        ),
        Command::Missing(typed) => missing::run(context, &typed),
        Command::Rules { act } => rules::run(context, act),
        Command::Journal { act } => journal::run(context, act),
        Command::Vault(act) => vault::run(context, act),
        Command::Quarantine => quarantine::run(context),
        Command::Doctor => doctor::run(context).await,
        Command::Mx(Mx::Check {
            as_of,
            column,
            kind,
        }) => mx::run(as_of.as_deref(), column.zip(kind)),
    }
}

/// Tells on standard error what the parts of the program do. They trace no personal data and no key.
fn trace() {
    let filter = "vinculo_cli=debug,desk=debug,artu=debug,vault=debug,checks=debug,report=debug";
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
}

/// The id that was typed.
fn id<T: FromStr>(text: &str) -> Result<T, Failure> {
    text.trim().parse().map_err(|_| Problem::Id.into())
}
