//! The rule packs of a vault: which one counts, and adopting another after a rehearsal.
//!
//! The program carries a pack. Another comes as a signed file: it is offered, compared and rehearsed, and counts once it is adopted
//! and its day has come. A signature says who made a pack, not whether to trust him: the key of a pack is confirmed by a person the first
//! time, and known from then on. Packs are only added, so that what was judged by one can be judged again.

mod adopt;
mod comparison;
mod file;
mod in_force;
mod key;
mod list;
mod offer;
mod rehearse;
mod sign;

pub use adopt::adopt;
pub(crate) use in_force::{InForce, Known, in_force, in_force_in};
pub use list::list;
pub use offer::{Offered, offer, read_file};
pub use rehearse::{rehearse, rehearsed};
pub use sign::{sign, write_tables};

/// Why a rule pack is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackFault {
    /// There is no file.
    NoFile,
    /// There is something already where a file or folder is to be written.
    Taken,
    /// The file is none of a rule pack, or of a form that this program does not know.
    NotAPack,
    /// It was not signed with the key it names, or was changed since.
    Signature,
    /// A table of it cannot be read.
    Table(checks::TableFault),
    /// The name or version is empty, too long or has other characters than letters, digits, `-`, `.` and `_`.
    Name,
    /// It was adopted already.
    Adopted,
    /// Another pack of that name and version was adopted.
    VersionTaken,
    /// It would never count: another pack has the same day or a later one, or on that day the version after it.
    Surpassed,
    /// Nobody has confirmed the key it is signed with.
    UnknownSigner,
    /// No pack is offered, or another one.
    NotOffered,
    /// The key of this workplace cannot be read.
    Key,
}

impl From<checks::TableFault> for PackFault {
    fn from(fault: checks::TableFault) -> Self {
        Self::Table(fault)
    }
}
