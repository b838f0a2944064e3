//! Rules over clients, households and clients of several households that return findings.
//!
//! Everything here is pure: the day and the rule pack are passed in, the same records give the same findings in
//! the same order. A finding says where and why; what to do about it belongs to the analyst.
//!
//! Not in here: the keys themselves (crate `mx`), storage of findings and their dispositions,
//! and anything that asks a server. No finding claims that an authority confirmed a value.
//!
//! Depends on `mx` and on the models of `artu`; the use cases (crate `desk`) depend on it.

mod client;
pub mod codes;
mod completeness;
pub mod defects;
mod explain;
mod finding;
mod household;
mod measures;
mod notice;
mod person_keys;
mod portfolio;
mod rule_pack;
mod scope;
mod shared_value;
mod text;

pub use client::{Identifier, Renewal, check_as_primary, check_client, identifiers, renewals};
pub use completeness::{ItemKind, Part, Presence, Requirement, requirements};
pub use explain::{Explanation, explain, title};
pub use finding::{Finding, RuleId};
pub use household::{Household, Link, Member, check_household, link_requirements, parts_of};
pub use mx::tables::TableFault;
pub use mx::{Language, Severity};
pub use notice::{
    Change, Confidence, Guess, Misfit, Node, NodeGroup, Notice, Outcome, Representative, Shape,
    Summary, Unseen, activities, readiness,
};
pub use portfolio::{Beside, HUB, Sharing, check_beside};
pub use rule_pack::{PackHead, RulePack, Rules, embedded_files};
pub use scope::{Kind, kinds_of};
pub use shared_value::{SharedValue, shared_values};

#[cfg(test)]
mod samples;

#[cfg(test)]
mod properties;
