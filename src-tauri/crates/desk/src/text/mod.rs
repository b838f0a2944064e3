//! The message catalogues of the use cases: Spanish of Mexico first, English complete.
//!
//! Every text is one function that takes the language, so that a missing translation does not compile.

mod correction;
mod errors;
mod facts;
mod journal;
mod links;
mod missing;
pub(crate) mod notice;
mod operation;
mod rehearsal;
mod rules;
mod saved_views;
mod settings;
mod states;
mod table;
mod vault;

pub(crate) use correction::*;
pub(crate) use errors::*;
pub(crate) use facts::*;
pub(crate) use journal::*;
pub(crate) use links::*;
pub(crate) use missing::*;
pub(crate) use operation::*;
pub(crate) use rehearsal::*;
pub(crate) use rules::*;
pub(crate) use saved_views::*;
pub(crate) use settings::*;
pub(crate) use states::*;
pub(crate) use table::*;
pub(crate) use vault::*;

use crate::contract::Language;

/// The text of the language in force.
fn pick<T>(language: Language, spanish: T, english: T) -> T {
    match language {
        Language::Es => spanish,
        Language::En => english,
    }
}
