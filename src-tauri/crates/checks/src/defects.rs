//! Codes of what can be wrong with the structure of households.
//!
//! They name a defect of the links and not of one record; some are found by looking at
//! every client at once, which is the work of whoever holds the records.

use crate::codes;

/// A client that is not primary and that no link reaches.
pub const ORPHAN: &str = "ORPHAN";
/// Links that lead back to where they started.
pub const CYCLE: &str = "CYCLE";
/// A client reached from several parents; information, never an error.
pub const SEVERAL_PARENTS: &str = "SEVERAL_PARENTS";
/// A company or trust as anchor without a legal representative.
pub const NO_REPRESENTATIVE: &str = "NO_REPRESENTATIVE";
/// A company or trust as anchor without a controlling beneficiary.
pub const NO_CONTROLLING_BENEFICIARY: &str = "NO_CONTROLLING_BENEFICIARY";
/// A link to a client that is not here.
pub const MISSING_MEMBER: &str = "MISSING_MEMBER";
/// A link from a client to itself.
pub const SELF_LINK: &str = "SELF_LINK";
/// A household with another primary client beside its anchor; information, never an error.
pub const SEVERAL_PRIMARIES: &str = "SEVERAL_PRIMARIES";

/// All of them.
pub const ALL: [&str; 8] = [
    ORPHAN,
    CYCLE,
    SEVERAL_PARENTS,
    NO_REPRESENTATIVE,
    NO_CONTROLLING_BENEFICIARY,
    MISSING_MEMBER,
    SELF_LINK,
    SEVERAL_PRIMARIES,
];

/// Codes of household findings that speak of its structure and not of what a file lacks.
const OF_HOUSEHOLDS: [&str; 4] = [
    codes::COMPANY_WITHOUT_REPRESENTATIVE,
    codes::CONTROLLER_NOT_A_PERSON,
    codes::MINOR_WITHOUT_REPRESENTATIVE,
    GONE_MEMBER,
];

/// A member that the server no longer has.
pub const GONE_MEMBER: &str = "GONE_MEMBER";

/// Whether a code speaks of the structure of a household.
pub fn concerns_structure(code: &str) -> bool {
    ALL.contains(&code) || OF_HOUSEHOLDS.contains(&code)
}
