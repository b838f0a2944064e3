//! Findings: running the rules, showing what they found, and keeping what analysts decide about it.

mod beside;
mod check;
mod decide;
mod difference;
mod look;
mod shown;
mod walk;

pub(crate) use check::check;
pub use check::{check_all, check_some};
pub use decide::decide;
pub(crate) use difference::{Difference, difference};
pub(crate) use look::facts_of;
pub(crate) use shown::{at, of_client, of_household, views};
pub use shown::{count, list};
