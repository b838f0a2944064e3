//! The table of operations: method and path of each call, in one replaceable place, and the writes that can be shown
//! before they are sent.

mod error;
pub(crate) mod limits;
mod overrides;
mod path;
mod preview;
mod row;
mod stored;
mod table;
mod verb;
mod wrappers;
mod write;

pub use error::{OperationsError, PathFault};
pub use overrides::Operations;
pub use preview::RequestPreview;
pub use row::{Effect, Mark, OperationRow};
pub use table::OperationName;
pub use verb::{Operation, Verb};
pub use wrappers::Wrappers;
pub use write::Write;

pub(crate) use path::Places;
pub(crate) use write::to_json;
