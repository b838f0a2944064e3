//! Trying a server and key, before anything is stored or for an open profile.

use artu::{
    Artu, NetworkFault, OperationName,
    models::{Environment, ListClients, Record, TenantDetails},
};

use super::settings;
use crate::{
    Error, Session,
    contract::{ConnectionOutcome, ConnectionReport, ConnectionRequest, Language},
    text,
};

/// Asks the server who the key belongs to and whether it reads clients in the environment. Only reads are sent.
///
/// # Errors
/// When the address is no address or a replaced operation cannot be used; everything the server says is an outcome, not
/// an error.
pub async fn test(
    request: &ConnectionRequest,
    language: Language,
) -> Result<ConnectionReport, Error> {
    let settings = settings::first(&request.network, &request.operations);
    let reach =
        |environment| settings::client(&request.url, environment, request.key.clone(), &settings);
    let elsewhere = || reach(other(request.environment));
    trial(&reach(request.environment)?, elsewhere, language).await
}

/// The same for an open profile, asked as its pulls and writes are: with its settings and its replaced operations.
///
/// # Errors
/// When the vault cannot be read.
pub async fn check(session: &Session, language: Language) -> Result<ConnectionReport, Error> {
    let profile = session.profile();
    let elsewhere = || {
        let (key, settings) = session
            .vault()
            .read(|view| Ok::<_, Error>((view.settings().api_key()?, settings::kept(view)?)))?;
        let key = key.ok_or(Error::Locked)?;
        settings::client(&profile.url, other(profile.environment), key, &settings)
    };
    trial(&session.artu(), elsewhere, language).await
}

fn other(environment: Environment) -> Environment {
    match environment {
        Environment::Test => Environment::Live,
        Environment::Live => Environment::Test,
    }
}

type Tenant = Result<Record<TenantDetails>, artu::Error>;

/// The organisation is asked first: its path is documented, and the path of the list is not.
async fn trial(
    client: &Artu,
    elsewhere: impl Fn() -> Result<Artu, Error>,
    language: Language,
) -> Result<ConnectionReport, Error> {
    let tenant = client.tenant_details().await;
    if let Err(error) = &tenant
        && settles(error)
    {
        return refusal(error, &tenant, elsewhere, language).await;
    }
    match first_page(client).await {
        Ok(clients) => Ok(ConnectionReport {
            clients,
            ..known(&tenant, ConnectionOutcome::Ready, language)
        }),
        Err(error) if is_no_list(&error) && knows_the_key(&tenant) => Ok(ConnectionReport {
            unanswered: vec![settings::operation(OperationName::ClientsList)],
            ..known(&tenant, ConnectionOutcome::NoClientList, language)
        }),
        Err(error) => refusal(&error, &tenant, elsewhere, language).await,
    }
}

/// Whether nothing that is asked after this could fare better.
fn settles(error: &artu::Error) -> bool {
    matches!(
        error,
        artu::Error::Unauthorised { .. }
            | artu::Error::Network { .. }
            | artu::Error::Timeout { .. }
            | artu::Error::RateLimited { .. }
    )
}

/// Whether the server has no list of clients where it was asked for one, or one of another form.
fn is_no_list(error: &artu::Error) -> bool {
    matches!(
        error,
        artu::Error::Protocol { .. }
            | artu::Error::NotFound { .. }
            | artu::Error::Conflict { .. }
            | artu::Error::Validation { .. }
            | artu::Error::Refused { .. }
    )
}

/// A key that may not read the organisation is known all the same.
fn knows_the_key(tenant: &Tenant) -> bool {
    matches!(tenant, Ok(_) | Err(artu::Error::Forbidden { .. }))
}

async fn refusal(
    error: &artu::Error,
    tenant: &Tenant,
    elsewhere: impl Fn() -> Result<Artu, Error>,
    language: Language,
) -> Result<ConnectionReport, Error> {
    let outcome = match error {
        artu::Error::Unauthorised { .. } | artu::Error::Forbidden { .. } => {
            if works_better(&elsewhere()?, tenant).await {
                ConnectionOutcome::WrongEnvironment
            } else if matches!(error, artu::Error::Unauthorised { .. }) {
                ConnectionOutcome::WrongKey
            } else {
                ConnectionOutcome::MissingPermission
            }
        }
        artu::Error::Network {
            fault: NetworkFault::NotTrusted,
            ..
        } => ConnectionOutcome::Untrusted,
        error if is_no_list(error) => ConnectionOutcome::NotArtu,
        _ => ConnectionOutcome::Unreachable,
    };
    let mut report = report(outcome, language);
    if let artu::Error::Forbidden {
        permission,
        message,
    } = error
    {
        let said = Some(message.as_str()).filter(|text| !text.is_empty());
        report.permission = permission.as_deref().or(said).map(str::to_owned);
    }
    Ok(report)
}

/// Whether the key reads there what it does not read here.
async fn works_better(elsewhere: &Artu, tenant: &Tenant) -> bool {
    first_page(elsewhere).await.is_ok()
        || (tenant.is_err() && elsewhere.tenant_details().await.is_ok())
}

async fn first_page(client: &Artu) -> Result<Option<u64>, artu::Error> {
    let page = client
        .clients()
        .list(&ListClients::new().limit(1).with_total_count())
        .await?;
    Ok(page.pagination.total_count)
}

/// A report with what the organisation says of itself.
fn known(tenant: &Tenant, outcome: ConnectionOutcome, language: Language) -> ConnectionReport {
    let mut report = report(outcome, language);
    if let Ok(tenant) = tenant {
        report.organisation = tenant.value.name().map(Into::into);
        let scopes = tenant.value.scopes.iter();
        report.scopes = scopes.map(|scope| scope.as_str().to_owned()).collect();
    }
    report
}

fn report(outcome: ConnectionOutcome, language: Language) -> ConnectionReport {
    ConnectionReport {
        outcome,
        message: text::connection(outcome, language).into(),
        organisation: None,
        scopes: Vec::new(),
        clients: None,
        permission: None,
        unanswered: Vec::new(),
    }
}
