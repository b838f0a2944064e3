//! Findings: running the rules, showing what they found, and keeping what analysts decide about it.

mod age;
mod beside;
mod check;
mod decide;
mod difference;
mod due;
mod look;
mod rehearsal;
mod shown;
mod walk;

pub use age::days_from;
pub(crate) use age::first_of_last;
pub(crate) use check::check;
pub use check::{check_all, check_some};
pub use decide::decide;
pub(crate) use difference::{Difference, difference};
pub(crate) use due::{begin as pages_come, checked_with, end as pages_checked, is_due};
pub(crate) use look::facts_of;
pub(crate) use rehearsal::rehearse;
pub(crate) use shown::{at, filters, of_client, of_household, views};
pub use shown::{count, list};
