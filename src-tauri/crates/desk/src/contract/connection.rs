//! The way to the server: trying it, and how a profile speaks with it.

use artu::models::Environment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A server to try before anything is stored.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionRequest {
    /// Address of the server.
    pub url: String,
    /// `test` or `live`.
    #[ts(type = "\"test\" | \"live\"")]
    pub environment: Environment,
    /// The API key, as typed.
    #[ts(type = "string")]
    pub key: secrecy::SecretString,
    /// The network in between.
    #[serde(default)]
    pub network: NetworkSettings,
    /// What replaces the operations of the contract, as in [`ConnectionSettings::operations`].
    #[serde(default)]
    #[ts(type = "unknown")]
    pub operations: serde_json::Value,
}

/// What the server said to the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionOutcome {
    /// The key reads clients in this environment.
    Ready,
    /// The server does not know the key.
    WrongKey,
    /// The key works in the other environment only.
    WrongEnvironment,
    /// The server knows the key and has no list of clients where it was asked for one: its path has to be corrected.
    NoClientList,
    /// The key is known and lacks a permission.
    MissingPermission,
    /// Nobody answers at that address.
    Unreachable,
    /// Somebody answers whose certificate is not trusted; the key was not sent.
    Untrusted,
    /// Something answers that is not the API.
    NotArtu,
}

/// The answer of a connection test.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionReport {
    /// The outcome in a word.
    pub outcome: ConnectionOutcome,
    /// The same in a sentence, with what to do.
    pub message: String,
    /// Name of the organisation.
    pub organisation: Option<String>,
    /// Scopes the organisation works in.
    pub scopes: Vec<String>,
    /// Clients the server counts.
    pub clients: Option<u64>,
    /// The permission the server named, or what it said where it named none.
    pub permission: Option<String>,
    /// Operations that the server does not have where it was asked for them, as the contract has them.
    pub unanswered: Vec<ApiOperation>,
}

/// How a profile speaks with its server, beside address and key: the advanced settings. What is left out takes its default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ConnectionSettings {
    /// Requests under way at once, 1 to 16.
    pub requests_at_once: u32,
    /// Requests a second, 1 to 1,000.
    pub requests_per_second: u32,
    /// Longest wait for a connection in milliseconds, up to 10 minutes.
    pub connect_milliseconds: u32,
    /// Longest wait for the first byte of an answer, and between two pieces of it, in milliseconds, up to 10 minutes.
    pub answer_milliseconds: u32,
    /// Longest time of one whole request in milliseconds, up to an hour.
    pub request_milliseconds: u32,
    /// How often a read is tried in all, 1 to 10. A write is sent once whatever stands here.
    pub tries: u32,
    /// Longest wait before the second try in milliseconds, doubled for each one after, up to a minute.
    pub first_delay_milliseconds: u32,
    /// Longest wait before any try in milliseconds, up to an hour. A server that asks for more ends the request.
    pub longest_delay_milliseconds: u32,
    /// The network between this computer and the server.
    pub network: NetworkSettings,
    /// What replaces the methods, paths and wrapping members of the contract, as
    /// `{"operations": {"clients.list": {"method": "GET", "path": "/v2/clients"}}, "wrappers": {"update": null}}`.
    #[ts(type = "unknown")]
    pub operations: serde_json::Value,
}

/// The network between this computer and the server: needed already for the first connection.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct NetworkSettings {
    /// The way out.
    pub proxy: ProxySetting,
    /// Certificates in PEM form of an authority that is trusted beside those of the system.
    pub certificate_authority: Option<String>,
}

/// The way out of the network to a server that is not on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "way", content = "address")]
pub enum ProxySetting {
    /// The proxy that the system names, if it names one.
    #[default]
    System,
    /// None, whatever the system says.
    Direct,
    /// The proxy at this address.
    Address(String),
}

/// What an operation of the API stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OperationMark {
    /// The reference page of promotion shows it.
    Certain,
    /// Another public page.
    Documented,
    /// Written nowhere; concluded from its neighbours.
    Inferred,
}

/// One operation of the API as the contract has it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApiOperation {
    /// Its name in the contract.
    pub name: String,
    /// What it stands on.
    pub mark: OperationMark,
    /// Whether it changes something on the server.
    pub is_write: bool,
    /// The method of the contract.
    pub method: String,
    /// The path of the contract.
    pub path: String,
}

/// The advanced settings with what they can replace.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionSettingsView {
    /// The settings in force.
    pub settings: ConnectionSettings,
    /// What stands where nothing was chosen.
    pub defaults: ConnectionSettings,
    /// Every operation of the API as the contract has it.
    pub operations: Vec<ApiOperation>,
}
