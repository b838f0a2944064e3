//! How a profile speaks with its server: kept in its vault, since a changed path or certificate could lead the key astray.

use std::time::Duration;

use artu::{
    Artu, Effect, Mark, OperationName, Operations, Proxy, RetryPolicy, Timeouts,
    models::Environment,
};
use secrecy::SecretString;
use url::Url;
use vault::View;

use crate::{
    Error, Session, SettingsFault,
    contract::{
        ApiOperation, ConnectionSettings, ConnectionSettingsView, NetworkSettings, OperationMark,
        ProxySetting, Topic,
    },
    journal::{self, Action},
};

/// The name of the setting in the vault.
const KEPT_AS: &str = "connection";

impl Default for ConnectionSettings {
    fn default() -> Self {
        let timeouts = Timeouts::default();
        let retry = RetryPolicy::default();
        let milliseconds = |time: Duration| u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
        Self {
            requests_at_once: 4,
            requests_per_second: 100,
            connect_milliseconds: milliseconds(timeouts.connect),
            answer_milliseconds: milliseconds(timeouts.first_byte),
            request_milliseconds: milliseconds(timeouts.total),
            tries: retry.tries,
            first_delay_milliseconds: milliseconds(retry.base_delay),
            longest_delay_milliseconds: milliseconds(retry.longest_delay),
            network: NetworkSettings::default(),
            operations: serde_json::json!({}),
        }
    }
}

/// The settings of the open profile, with their defaults and the operations they can replace.
///
/// # Errors
/// When the vault cannot be read.
pub fn show(session: &Session) -> Result<ConnectionSettingsView, Error> {
    Ok(ConnectionSettingsView {
        settings: session.vault().read(kept)?,
        defaults: ConnectionSettings::default(),
        operations: OperationName::ALL.iter().copied().map(operation).collect(),
    })
}

/// Changes the settings of the open profile; the next request follows them.
///
/// # Errors
/// When a setting is wrong, which is told, or something is being pulled or sent. Then nothing is changed.
pub fn change(
    session: &Session,
    settings: &ConnectionSettings,
) -> Result<ConnectionSettingsView, Error> {
    let _alone = session.work_lock()?;
    let profile = session.profile();
    let key = session
        .vault()
        .read(|view| view.settings().api_key())?
        .ok_or(Error::Locked)?;
    let artu = client(&profile.url, profile.environment, key, settings)?;
    session.vault().write(|tx| {
        tx.settings().set(KEPT_AS, settings)?;
        journal::append(
            tx,
            session.now(),
            session.analyst(),
            Action::ConnectionChanged,
            &[],
            settings,
        )
    })?;
    session.speak_with(artu);
    session.changed(Topic::Session);
    show(session)
}

/// The settings of a profile that is not made yet: what it chooses already, and the defaults.
pub(crate) fn first(
    network: &NetworkSettings,
    operations: &serde_json::Value,
) -> ConnectionSettings {
    let defaults = ConnectionSettings::default();
    ConnectionSettings {
        network: network.clone(),
        operations: if operations.is_null() {
            defaults.operations
        } else {
            operations.clone()
        },
        ..defaults
    }
}

/// The settings as the vault has them.
pub(crate) fn kept(view: View<'_>) -> Result<ConnectionSettings, Error> {
    Ok(view.settings().get(KEPT_AS)?.unwrap_or_default())
}

/// Puts the settings into a new vault.
pub(crate) fn keep(
    tx: &vault::Transaction<'_>,
    settings: &ConnectionSettings,
) -> Result<(), Error> {
    Ok(tx.settings().set(KEPT_AS, settings)?)
}

/// A client of the server that follows the settings.
///
/// # Errors
/// When the address or a setting is wrong.
pub(crate) fn client(
    url: &str,
    environment: Environment,
    key: SecretString,
    settings: &ConnectionSettings,
) -> Result<Artu, Error> {
    check_bounds(settings)?;
    let time = |milliseconds: u32| Duration::from_millis(milliseconds.into());
    let direct = Artu::builder(url)
        .environment(environment)
        .key(key)
        .user_agent(concat!("vinculo/", env!("CARGO_PKG_VERSION")))
        .at_once(settings.requests_at_once as usize)
        .requests_per_second(settings.requests_per_second)
        .timeouts(Timeouts {
            connect: time(settings.connect_milliseconds),
            first_byte: time(settings.answer_milliseconds),
            read: time(settings.answer_milliseconds),
            total: time(settings.request_milliseconds),
            ..Timeouts::default()
        })
        .retry(RetryPolicy {
            tries: settings.tries,
            base_delay: time(settings.first_delay_milliseconds),
            longest_delay: time(settings.longest_delay_milliseconds),
            ..RetryPolicy::default()
        })
        .operations(operations(settings)?);
    let proxied = direct.proxy(proxy(&settings.network.proxy)?);
    let trusting = match &settings.network.certificate_authority {
        Some(pem) => proxied.clone().trust_certificates(pem.as_bytes()),
        None => proxied.clone(),
    };
    trusting.build().map_err(|error| {
        // Which part is wrong shows by leaving it out.
        if proxied.build().is_err() {
            Error::Artu(error)
        } else {
            Error::Settings(SettingsFault::Certificate)
        }
    })
}

/// An address with a user and password is refused: the settings are shown, and go into the journal.
fn proxy(setting: &ProxySetting) -> Result<Proxy, Error> {
    Ok(match setting {
        ProxySetting::System => Proxy::System,
        ProxySetting::Direct => Proxy::Direct,
        ProxySetting::Address(address) => {
            let url = Url::parse(address.trim()).ok().filter(|url| {
                matches!(url.scheme(), "http" | "https")
                    && url.has_host()
                    && url.username().is_empty()
                    && url.password().is_none()
            });
            let url = url.ok_or(Error::Settings(SettingsFault::Proxy))?;
            Proxy::Url(url.as_str().into())
        }
    })
}

/// The first number that is outside its bounds is told.
fn check_bounds(settings: &ConnectionSettings) -> Result<(), Error> {
    let bounds = [
        ("requestsAtOnce", settings.requests_at_once, 16),
        ("requestsPerSecond", settings.requests_per_second, 1_000),
        (
            "connectMilliseconds",
            settings.connect_milliseconds,
            600_000,
        ),
        ("answerMilliseconds", settings.answer_milliseconds, 600_000),
        (
            "requestMilliseconds",
            settings.request_milliseconds,
            3_600_000,
        ),
        ("tries", settings.tries, 10),
        (
            "firstDelayMilliseconds",
            settings.first_delay_milliseconds,
            60_000,
        ),
        (
            "longestDelayMilliseconds",
            settings.longest_delay_milliseconds,
            3_600_000,
        ),
    ];
    match bounds
        .into_iter()
        .find(|(_, number, most)| !(1..=*most).contains(number))
    {
        Some((name, _, most)) => Err(Error::Settings(SettingsFault::Number { name, most })),
        None => Ok(()),
    }
}

fn operations(settings: &ConnectionSettings) -> Result<Operations, Error> {
    if settings.operations.is_null() {
        return Ok(Operations::default());
    }
    Operations::from_json(settings.operations.clone())
        .map_err(|fault| Error::Settings(SettingsFault::Operations(fault)))
}

pub(super) fn operation(name: OperationName) -> ApiOperation {
    let row = name.row();
    ApiOperation {
        name: row.id.to_owned(),
        mark: match row.mark {
            Mark::Certain => OperationMark::Certain,
            Mark::Documented => OperationMark::Documented,
            Mark::Inferred => OperationMark::Inferred,
        },
        is_write: row.effect == Effect::Write,
        method: row.method.to_string(),
        path: row.path.to_owned(),
    }
}
