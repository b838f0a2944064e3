//! Reading of what the network libraries report, by type and never by text.

use std::error::Error as StdError;
use std::io;

use rustls::CertificateError;

use super::http::NoAddress;
use crate::error::{Error, NetworkCause, NetworkFault, SystemFault, TimeoutPhase};

/// The error for a request that had no answer. What failed while connecting had no effect, whatever the call was.
pub(super) fn unanswered(error: &reqwest::Error) -> Error {
    if error.is_builder() {
        return Error::Request {
            reason: "the request cannot be written",
        };
    }
    if error.is_timeout() {
        let phase = if error.is_connect() {
            TimeoutPhase::Connect
        } else {
            TimeoutPhase::Total
        };
        return Error::Timeout {
            phase,
            write_sent: false,
        };
    }
    let facts = Facts::of(error);
    let fault = if facts.no_address {
        NetworkFault::NameNotResolved
    } else if facts.tls.is_some() {
        NetworkFault::NotTrusted
    } else if error.is_connect() {
        NetworkFault::NotConnected
    } else {
        NetworkFault::Broken
    };
    Error::Network {
        write_sent: false,
        fault,
        source: facts.cause(fault),
    }
}

/// The error for a body that ended with a fault: cut off or not to be unpacked, which is an answer that cannot be used, or
/// a broken connection.
pub(super) fn cut(error: &reqwest::Error) -> Error {
    let facts = Facts::of(error);
    match facts.system {
        // Where the system reports no fault, the other side ended the answer by itself.
        None | Some(io::ErrorKind::UnexpectedEof) => {
            Error::protocol("body", "the answer ends before it is whole")
        }
        Some(io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput) => {
            Error::protocol("body", "the answer cannot be unpacked")
        }
        _ => unanswered(error),
    }
}

/// What the chain of causes holds.
#[derive(Debug, Default)]
struct Facts {
    no_address: bool,
    tls: Option<&'static str>,
    system: Option<io::ErrorKind>,
}

impl Facts {
    fn of(error: &reqwest::Error) -> Self {
        let mut facts = Self::default();
        let mut next: Option<&(dyn StdError + 'static)> = Some(error);
        while let Some(error) = next {
            facts.no_address |= error.is::<NoAddress>();
            if let Some(error) = error.downcast_ref::<rustls::Error>() {
                facts.tls = Some(distrust(error));
            }
            next = match error.downcast_ref::<io::Error>() {
                Some(error) => {
                    facts.system = Some(error.kind());
                    // An I/O error gives the cause of what it wraps as its source, and passes over the wrapped itself.
                    error.get_ref().map(|inner| inner as _)
                }
                None => error.source(),
            };
        }
        facts
    }

    fn cause(&self, fault: NetworkFault) -> NetworkCause {
        let what = self.tls.unwrap_or(match fault {
            NetworkFault::NameNotResolved => "the name is not known",
            NetworkFault::NotConnected => "no connection could be made",
            NetworkFault::NotTrusted | NetworkFault::Broken => "the other side ended it",
        });
        NetworkCause {
            what,
            system: self.system.map(SystemFault),
        }
    }
}

fn distrust(error: &rustls::Error) -> &'static str {
    let rustls::Error::InvalidCertificate(error) = error else {
        return "TLS was not agreed on";
    };
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the certificate has expired"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the certificate is not in force yet"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the certificate is for another name"
        }
        CertificateError::UnknownIssuer | CertificateError::BadSignature => {
            "the issuer of the certificate is not trusted"
        }
        CertificateError::Revoked => "the certificate was withdrawn",
        _ => "the certificate is not accepted",
    }
}
