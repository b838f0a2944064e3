//! Mexican identifiers and codes: RFC, CURP, CLABE, postal codes, states, UMA and limits.
//!
//! Everything here is pure: no clock, no network, no file. Days are passed in, and so are
//! the tables; the program carries some of its own. The checks tell whether a key is *well formed*; they never
//! tell whether an authority issued it, and no function of this crate claims so.
//!
//! Not in here: rules over clients, links or households (crate `checks`), and any text
//! of the screens other than the explanation of a mark.
//!
//! Any crate may depend on this one; it depends on none of ours.

mod amount;
pub mod clabe;
mod code;
pub mod countries;
pub mod curp;
mod derivation;
mod digits;
mod explain;
mod language;
pub mod limits;
mod mark;
mod names;
pub mod person;
pub mod rfc;
mod shape;
mod split;
pub mod states;
pub mod tables;
mod text;
pub mod uma;
pub mod vectors;

pub use amount::{Amount, MalformedAmount};
pub use code::Code;
pub use derivation::{Derivation, Letter, NamePart, Pick};
pub use explain::{Explanation, explain};
pub use language::Language;
pub use mark::{Assessment, Mark, Severity};
pub use names::{Names, PersonKind, Sex, Surnames};
pub use shape::{Kind, Segment, group, segments};
pub use split::{NameParts, SplitBasis, split};
pub use tables::{TableFault, Tables};
pub use text::{fold, normalize};

#[cfg(test)]
mod properties;
