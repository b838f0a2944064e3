//! The kinds of fault a sandbox can play.

use serde::{Deserialize, Serialize};

/// The form of a `Retry-After` header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RetryAfter {
    /// Whole seconds.
    Seconds(u32),
    /// An HTTP date this many seconds after the answer.
    Date(u32),
    /// Text that is neither.
    Garbage,
}

/// One kind of fault. On the wire: `{"kind": "status", "status": 429, …}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FaultKind {
    /// Waits before anything else; goes together with another fault of the same request.
    Latency {
        /// Milliseconds to wait.
        milliseconds: u64,
    },
    /// Answers this status with an error body and does nothing.
    Status {
        /// HTTP status, 400 to 599.
        status: u16,
        /// `Retry-After` header, if any.
        #[serde(default)]
        retry_after: Option<RetryAfter>,
    },
    /// Closes the connection before anything is done or answered.
    Reset,
    /// Does what was asked and answers half the body, then closes the connection.
    CutBody,
    /// A page of some proxy instead of the API's answer; nothing is done.
    HtmlPage {
        /// HTTP status of the page.
        status: u16,
    },
    /// Does what was asked and answers text that is not JSON with status 200.
    BadJson,
    /// One record of the list has members of the wrong type.
    UndecodableRecord {
        /// Place in the page, from 0; past the end means the last.
        index: usize,
    },
    /// The list gives the page it gave last once more, then goes on.
    RepeatedPage,
    /// The list always hands back the cursor it was asked with.
    LoopingCursor,
    /// The list never says that it ends; after the last page it starts over.
    EndlessPages,
    /// The list leaves out the second half of the page and counts as many fewer.
    ShrinkingList,
    /// The list gives clients without their child lists.
    ShortRecords,
    /// The list does as if no filter had been sent.
    FilterIgnored,
    /// A write is answered as done, and was not.
    AnswerWithoutEffect,
    /// A write is done, and the connection is closed without an answer.
    EffectWithoutAnswer,
    /// A promote of a client that is primary already answers 409 instead of 200.
    PromoteConflict,
}

impl FaultKind {
    /// Short name, for the request log.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Latency { .. } => "latency",
            Self::Status { .. } => "status",
            Self::Reset => "reset",
            Self::CutBody => "cutBody",
            Self::HtmlPage { .. } => "htmlPage",
            Self::BadJson => "badJson",
            Self::UndecodableRecord { .. } => "undecodableRecord",
            Self::RepeatedPage => "repeatedPage",
            Self::LoopingCursor => "loopingCursor",
            Self::EndlessPages => "endlessPages",
            Self::ShrinkingList => "shrinkingList",
            Self::ShortRecords => "shortRecords",
            Self::FilterIgnored => "filterIgnored",
            Self::AnswerWithoutEffect => "answerWithoutEffect",
            Self::EffectWithoutAnswer => "effectWithoutAnswer",
            Self::PromoteConflict => "promoteConflict",
        }
    }
}
