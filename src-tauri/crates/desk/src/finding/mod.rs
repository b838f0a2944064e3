//! Findings: running the rules and showing what they found.

mod check;
mod look;
mod shown;
mod walk;

pub(crate) use check::check;
pub use check::{check_all, check_some};
pub use shown::{count, list};
pub(crate) use shown::{of_client, of_household};
