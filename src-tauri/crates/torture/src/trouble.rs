//! What a case found wrong.

use std::error::Error;

/// Why a case did not pass.
#[derive(Debug)]
pub(crate) struct Trouble(pub String);

/// The outcome of a case or a part of it.
pub(crate) type Outcome<T = ()> = Result<T, Trouble>;

impl<E: Error> From<E> for Trouble {
    fn from(error: E) -> Self {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        Self(text)
    }
}

/// Fails with a sentence.
pub(crate) fn fail<T>(what: impl Into<String>) -> Outcome<T> {
    Err(Trouble(what.into()))
}

/// Fails with a sentence unless something holds.
pub(crate) fn ensure(holds: bool, what: impl FnOnce() -> String) -> Outcome {
    if holds { Ok(()) } else { fail(what()) }
}
