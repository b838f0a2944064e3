//! Trying a server and key before anything is stored.

use artu::{
    Artu, NetworkFault,
    models::{Environment, ListClients},
};

use super::settings;
use crate::{
    Error,
    contract::{
        ConnectionOutcome, ConnectionReport, ConnectionRequest, ConnectionSettings, Language,
    },
    text,
};

/// Asks the server who the key belongs to and whether it reads clients in the environment. Only reads are sent.
///
/// # Errors
/// When the address is no address; everything the server says is an outcome, not an error.
pub async fn test(
    request: &ConnectionRequest,
    language: Language,
) -> Result<ConnectionReport, Error> {
    let client = client(request, request.environment)?;
    let report = match first_page(&client).await {
        Ok(clients) => {
            let tenant = client.tenant_details().await.ok();
            let mut report = ConnectionReport {
                clients,
                ..report(ConnectionOutcome::Ready, language)
            };
            if let Some(tenant) = tenant {
                report.organisation = tenant.value.name().map(Into::into);
                report.scopes = tenant
                    .value
                    .scopes
                    .iter()
                    .map(|scope| scope.as_str().to_owned())
                    .collect();
            }
            report
        }
        Err(error) => refusal(request, &error, language).await?,
    };
    Ok(report)
}

async fn refusal(
    request: &ConnectionRequest,
    error: &artu::Error,
    language: Language,
) -> Result<ConnectionReport, Error> {
    let outcome = match error {
        artu::Error::Unauthorised | artu::Error::Forbidden { .. } => {
            if works_elsewhere(request).await? {
                ConnectionOutcome::WrongEnvironment
            } else if matches!(error, artu::Error::Unauthorised) {
                ConnectionOutcome::WrongKey
            } else {
                ConnectionOutcome::MissingPermission
            }
        }
        artu::Error::Network {
            fault: NetworkFault::NotTrusted,
            ..
        } => ConnectionOutcome::Untrusted,
        artu::Error::Protocol { .. } | artu::Error::NotFound => ConnectionOutcome::NotArtu,
        _ => ConnectionOutcome::Unreachable,
    };
    let mut report = report(outcome, language);
    if let artu::Error::Forbidden { permission } = error {
        report.permission.clone_from(permission);
    }
    Ok(report)
}

async fn works_elsewhere(request: &ConnectionRequest) -> Result<bool, Error> {
    let other = match request.environment {
        Environment::Test => Environment::Live,
        Environment::Live => Environment::Test,
    };
    Ok(first_page(&client(request, other)?).await.is_ok())
}

async fn first_page(client: &Artu) -> Result<Option<u64>, artu::Error> {
    let page = client
        .clients()
        .list(&ListClients::new().limit(1).with_total_count())
        .await?;
    Ok(page.pagination.total_count)
}

fn client(request: &ConnectionRequest, environment: Environment) -> Result<Artu, Error> {
    let settings = ConnectionSettings {
        network: request.network.clone(),
        ..ConnectionSettings::default()
    };
    settings::client(&request.url, environment, request.key.clone(), &settings)
}

fn report(outcome: ConnectionOutcome, language: Language) -> ConnectionReport {
    ConnectionReport {
        outcome,
        message: text::connection(outcome, language).into(),
        organisation: None,
        scopes: Vec::new(),
        clients: None,
        permission: None,
    }
}
