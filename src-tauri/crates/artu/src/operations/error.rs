//! What is wrong with a changed table of operations.

use super::table::OperationName;
use super::verb::Verb;

/// Why a change of the table is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OperationsError {
    /// The name is not in the table.
    #[error("there is no operation `{name}`")]
    UnknownOperation {
        /// The name as it was given.
        name: String,
    },
    /// The path does not fit the operation.
    #[error("{operation}: {fault}")]
    Path {
        /// The operation.
        operation: OperationName,
        /// What is wrong.
        #[source]
        fault: PathFault,
    },
    /// The method does not fit the operation: a read is repeated, so it must not be PUT, PATCH or DELETE; a write is sent
    /// once, and whatever stands between may repeat a GET.
    #[error("{operation}: the method cannot be {method}")]
    Method {
        /// The operation.
        operation: OperationName,
        /// The method.
        method: Verb,
    },
    /// What was typed is not of the form of a table: another member, or a method that is none.
    #[error("the table is not of its form: {reason}")]
    Form {
        /// What is wrong.
        reason: String,
    },
    /// A wrapper has no name.
    #[error("the wrapper `{wrapper}` is empty")]
    EmptyWrapper {
        /// The wrapper.
        wrapper: &'static str,
    },
}

/// What is wrong with a path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathFault {
    /// It does not start with a slash.
    #[error("the path must start with `/`")]
    NoSlash,
    /// It holds a query or a fragment.
    #[error("the path must not hold a query or a fragment")]
    QueryOrFragment,
    /// It holds a character that a path must not hold as it is: a space, a backslash, `%`, or one outside ASCII.
    #[error("the path holds `{character}`, which no path of the API has")]
    Character {
        /// The character.
        character: char,
    },
    /// It has an empty segment, or one that an address reader takes away.
    #[error("the path has an empty, `.` or `..` part")]
    Segment,
    /// A place of the operation is missing.
    #[error("the path lacks the place {{{place}}}")]
    MissingPlace {
        /// The place.
        place: &'static str,
    },
    /// A place stands twice.
    #[error("the path has the place {{{place}}} twice")]
    RepeatedPlace {
        /// The place.
        place: &'static str,
    },
    /// It has a place that the operation does not know, or braces that are no whole part of the path.
    #[error("the path has `{text}`, which is no place of this operation")]
    ForeignPlace {
        /// The part of the path as it was given.
        text: String,
    },
}
