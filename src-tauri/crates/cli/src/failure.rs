//! What can go wrong in a command.

use std::io;

use desk::contract::{AppError, Code, Language};

use crate::{exit::Exit, words::pick};

/// A failure of a command. People and scripts read [`Failure::to_app`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A use case failed.
    #[error(transparent)]
    Desk(#[from] desk::Error),
    /// The command line itself cannot go on.
    #[error("{0:?}")]
    Here(Problem),
    /// Standard input or output failed.
    #[error(transparent)]
    Stream(#[from] io::Error),
}

/// What is missing or wrong before a use case is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// An id is no UUID.
    Id,
    /// A word is none of those allowed.
    Word,
    /// A day is not written as `YYYY-MM-DD`.
    Day,
    /// The file has no column of that name.
    NoColumn,
    /// No API key was given.
    ApiKey,
    /// No passphrase was given for a new profile.
    Passphrase,
    /// No new passphrase was given.
    NewPassphrase,
    /// Nothing was given that opens the vault.
    Locked,
    /// The system names no data folder.
    DataFolder,
    /// A household's report needs the household's id.
    Household,
    /// An id was given where none belongs.
    NoHousehold,
    /// Filters of findings were given where none belong.
    NoFindings,
    /// The file of links cannot be read or is not of its form.
    LinksFile,
    /// The settings of the connection are not the JSON that is expected.
    Settings,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Here(problem)
    }
}

impl Problem {
    const fn code(self) -> Code {
        match self {
            Self::Locked => Code::Locked,
            _ => Code::Usage,
        }
    }

    fn message(self, language: Language) -> &'static str {
        let (spanish, english) = match self {
            Self::Id => (
                "El identificador no es un UUID como los de Artu.",
                "The id is not a UUID as Artu gives them.",
            ),
            Self::Word => (
                "Una opción no es de las que se pueden elegir. Vea --help.",
                "An option is none of those allowed. See --help.",
            ),
            Self::Day => (
                "La fecha debe ser AAAA-MM-DD.",
                "The date must be YYYY-MM-DD.",
            ),
            Self::NoColumn => (
                "El archivo no tiene una columna con ese nombre en su primera línea. No se ha revisado nada.",
                "The file has no column of that name in its first line. Nothing was checked.",
            ),
            Self::Settings => (
                "Los ajustes no son el JSON que se espera. No se ha cambiado nada. `vinculo-cli profile connection` muestra su forma.",
                "The settings are not the JSON that is expected. Nothing was changed. `vinculo-cli profile connection` shows their form.",
            ),
            Self::ApiKey => (
                "Falta la clave API. Désela al programa por la entrada estándar o en VINCULO_API_KEY, nunca como argumento.",
                "The API key is missing. Give it on standard input or in VINCULO_API_KEY, never as an argument.",
            ),
            Self::Passphrase => (
                "Falta la frase que protege la bóveda. Désela al programa en VINCULO_PASSPHRASE (al menos 10 caracteres).",
                "The passphrase that protects the vault is missing. Give it in VINCULO_PASSPHRASE (at least 10 characters).",
            ),
            Self::NewPassphrase => (
                "Falta la frase nueva. Désela al programa en VINCULO_NEW_PASSPHRASE (al menos 10 caracteres).",
                "The new passphrase is missing. Give it in VINCULO_NEW_PASSPHRASE (at least 10 characters).",
            ),
            Self::Locked => (
                "La bóveda está cerrada. Los datos siguen cifrados en el disco. Dé la frase en VINCULO_PASSPHRASE o el código en VINCULO_RECOVERY_CODE.",
                "The vault is locked. The data stay encrypted on disk. Give the passphrase in VINCULO_PASSPHRASE or the code in VINCULO_RECOVERY_CODE.",
            ),
            Self::DataFolder => (
                "El sistema no dice dónde guardar los datos. Use --data-dir o VINCULO_DATA_DIR.",
                "The system names no place for data. Use --data-dir or VINCULO_DATA_DIR.",
            ),
            Self::Household => (
                "Falta el identificador del cliente cuyo informe se exporta.",
                "The id of the household to export is missing.",
            ),
            Self::NoHousehold => (
                "Solo `export household` lleva un identificador.",
                "Only `export household` takes an id.",
            ),
            Self::NoFindings => (
                "Los filtros son solo para `export findings`.",
                "The filters are only for `export findings`.",
            ),
            Self::LinksFile => (
                "El archivo de vínculos no se puede leer o no tiene la forma {\"linkedClients\": [{\"clientId\", \"relationshipType\"}]}.",
                "The file of links cannot be read or is not of the form {\"linkedClients\": [{\"clientId\", \"relationshipType\"}]}.",
            ),
        };
        pick(language, spanish, english)
    }
}

impl Failure {
    /// The form in which a person or a script reads it.
    pub(crate) fn to_app(&self, language: Language) -> AppError {
        match self {
            Self::Desk(error) => error.to_app(language),
            Self::Here(problem) => AppError {
                code: problem.code(),
                message: problem.message(language).into(),
                retryable: false,
                details: None,
            },
            Self::Stream(_) => AppError {
                code: Code::Internal,
                message: pick(
                    language,
                    "No se pudo leer la entrada o escribir la salida.",
                    "The input could not be read or the output not be written.",
                )
                .into(),
                retryable: false,
                details: None,
            },
        }
    }

    /// The status it ends with. A record the server does not know was refused by it; one the vault does not hold was not.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Desk(error @ desk::Error::Artu(_)) if error.code() == Code::NotFound => {
                Exit::Refused
            }
            Self::Desk(error) => Exit::of(error.code()),
            Self::Here(problem) => Exit::of(problem.code()),
            Self::Stream(_) => Exit::Failed,
        }
    }
}
