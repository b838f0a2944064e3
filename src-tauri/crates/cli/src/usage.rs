//! What is told when the command is malformed. What was typed is never repeated, except names of options: it could be
//! a secret.

use std::ffi::{OsStr, OsString};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use desk::contract::{AppError, Code, Language};

use crate::{exit::Exit, output::Output, words::pick};

/// What can be seen of the wishes for output before the arguments are parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glance {
    json: bool,
    /// The language asked for.
    pub language: Language,
}

impl Glance {
    /// Looks at what was typed.
    pub(crate) fn at(typed: &[OsString]) -> Self {
        let is = |text: &OsString, known: &str| text.as_os_str() == OsStr::new(known);
        let english = typed.iter().any(|text| is(text, "--language=en"))
            || typed
                .windows(2)
                .any(|pair| is(&pair[0], "--language") && is(&pair[1], "en"));
        Self {
            json: typed.iter().any(|text| is(text, "--json")),
            language: if english { Language::En } else { Language::Es },
        }
    }
}

/// Prints help, the version, or what is wrong.
pub(crate) fn report(error: &clap::Error, glance: Glance, typed: &[OsString]) -> Exit {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // A reader of help that goes away misses nothing.
        let _ = error.print();
        return Exit::Done;
    }
    Output::new(glance.json).failure(&AppError {
        code: Code::Usage,
        message: message(error, glance.language, typed),
        retryable: false,
        details: None,
    });
    Exit::Usage
}

fn message(error: &clap::Error, language: Language, typed: &[OsString]) -> String {
    if error.kind() == ErrorKind::UnknownArgument && typed.iter().any(|text| names_a_secret(text)) {
        return pick(
            language,
            "La clave API y la frase nunca van como argumento: quedarían a la vista. Use la entrada estándar o VINCULO_API_KEY para la clave, y VINCULO_PASSPHRASE para la frase.",
            "The API key and the passphrase are never arguments: anybody could see them. Use standard input or VINCULO_API_KEY for the key, and VINCULO_PASSPHRASE for the passphrase.",
        )
        .into();
    }
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => pick(
            language,
            "Hay un argumento que no se conoce",
            "There is an unknown argument",
        ),
        ErrorKind::InvalidSubcommand => {
            pick(language, "Esa orden no existe", "There is no such command")
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            pick(language, "Falta la orden", "The command is missing")
        }
        ErrorKind::MissingRequiredArgument => {
            pick(language, "Falta un argumento", "An argument is missing")
        }
        ErrorKind::ArgumentConflict => pick(
            language,
            "Hay argumentos que no van juntos",
            "There are arguments that do not go together",
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals => pick(
            language,
            "Un valor no se puede usar ahí o falta",
            "A value cannot be used there or is missing",
        ),
        _ => pick(
            language,
            "La orden está mal escrita",
            "The command is malformed",
        ),
    };
    let names = names(error);
    let about = if names.is_empty() {
        String::new()
    } else {
        format!(": {}", names.join(", "))
    };
    let see = pick(language, "Vea --help.", "See --help.");
    format!("{sentence}{about}. {see}")
}

/// Names of options and placeholders the error speaks of, and the values that are possible: all of them words of this
/// program, none of them typed values.
fn names(error: &clap::Error) -> Vec<String> {
    let ours =
        |text: &String| text.starts_with("--") || text.starts_with('<') || text.starts_with('[');
    let mut names: Vec<String> = Vec::new();
    for kind in [ContextKind::InvalidArg, ContextKind::PriorArg] {
        match error.get(kind) {
            Some(ContextValue::String(text)) if ours(text) => names.push(option_name(text)),
            Some(ContextValue::Strings(texts)) => names.extend(
                texts
                    .iter()
                    .filter(|text| ours(text))
                    .map(|text| option_name(text)),
            ),
            _ => {}
        }
    }
    if let Some(ContextValue::Strings(possible)) = error.get(ContextKind::ValidValue) {
        names.push(possible.join(" | "));
    }
    names
}

/// The option without what was typed behind `=`.
fn option_name(text: &str) -> String {
    text.split('=').next().unwrap_or_default().to_owned()
}

/// Whether somebody tried to hand over a secret as an option.
fn names_a_secret(text: &OsStr) -> bool {
    let text = text.to_string_lossy().to_lowercase();
    let name = option_name(&text);
    name.starts_with('-')
        && [
            "key", "clave", "pass", "frase", "token", "secret", "recovery",
        ]
        .iter()
        .any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help;

    fn told(line: &str) -> String {
        let typed: Vec<OsString> = line.split(' ').map(Into::into).collect();
        let error = help::parse(&typed, Language::En).err().unwrap();
        message(&error, Language::En, &typed)
    }

    #[test]
    fn a_key_as_an_argument_is_refused_and_not_repeated() {
        for line in [
            "vinculo-cli profile add a --url http://127.0.0.1 --environment test --api-key artu_secret",
            "vinculo-cli profile add a --url http://127.0.0.1 --environment test --key=artu_secret",
            "vinculo-cli pull --passphrase artu_secret",
        ] {
            let told = told(line);
            assert!(told.contains("never arguments"), "{told}");
            assert!(!told.contains("artu_secret"), "{told}");
        }
        let told = told("vinculo-cli profile add a artu_secret --url u --environment test");
        assert!(!told.contains("artu_secret"), "{told}");
    }

    #[test]
    fn the_option_and_its_possible_values_are_named() {
        let told = told("vinculo-cli review a --verdict fine --note n");
        assert!(
            told.contains("--verdict") && told.contains("cleared | needs_info"),
            "{told}"
        );
        assert!(!told.contains("fine"), "{told}");
    }

    #[test]
    fn wishes_are_seen_before_parsing() {
        let typed: Vec<OsString> = ["x", "--language", "en", "--json"].map(Into::into).to_vec();
        assert_eq!(
            Glance::at(&typed),
            Glance {
                json: true,
                language: Language::En
            }
        );
    }
}
