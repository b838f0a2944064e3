//! The kinds of fault a sandbox can play.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PayloadForm, Target};

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
    /// Answers 422 with issues and does nothing.
    Issues {
        /// What is wrong, by the place written with dots, such as `data.scopeData.MX.rfc`.
        issues: BTreeMap<String, String>,
    },
    /// Resets the connection before anything is done or answered.
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
    /// Takes the request and never answers; nothing is done. It ends when the caller goes away.
    Hang,
    /// The true answer, a few bytes at a time.
    Trickle {
        /// Bytes at a time, at least one.
        bytes: usize,
        /// Milliseconds before each.
        every_milliseconds: u64,
    },
    /// One byte of a record's `name` is not UTF-8; the true record otherwise.
    InvalidUtf8 {
        /// Place in the page, from 0; past the end means the last. An answer that is no page is one record.
        index: usize,
    },
    /// So many of a hundred records of the list come twice, half of them within the page and half
    /// again on the next.
    RepeatedRecords {
        /// Of a hundred records.
        percent: u8,
    },
    /// The list says for ever that more follows, under a new cursor each time, and gives nobody.
    EmptyPages,
    /// A client comes into being before each page of the list is answered.
    GrowingList,
    /// The list never gives more than so many a page, whatever was asked for.
    PageCap {
        /// Clients a page, at least one.
        most: usize,
    },
    /// The list counts this many where it was asked for a count.
    TotalCount {
        /// What it says.
        count: usize,
    },
    /// A list request with a cursor answers 400 `Invalid cursor`.
    CursorExpired,
    /// A page of the list begins with the last so many of the page before.
    OverlappingPages {
        /// Records given again.
        records: usize,
    },
    /// Sends the caller elsewhere; nothing is done.
    Redirect {
        /// The `Location` header.
        location: String,
        /// HTTP status, 300 to 399.
        #[serde(default = "found")]
        status: u16,
    },
    /// Does what was asked and answers it in a form that the contract does not allow.
    Payload {
        /// What is wrong.
        form: PayloadForm,
        /// The record it is wrong in: place in the page, from 0; past the end means the last. An answer
        /// that is no page is one record. Forms about the whole body pass it over.
        #[serde(default)]
        index: usize,
    },
}

const fn found() -> u16 {
    302
}

impl FaultKind {
    /// Whether the fault can do anything to such a request; others pass it unharmed.
    pub(crate) const fn fits(&self, target: Target) -> bool {
        match self {
            Self::AnswerWithoutEffect | Self::EffectWithoutAnswer | Self::PromoteConflict => {
                matches!(target, Target::Write)
            }
            Self::UndecodableRecord { .. }
            | Self::RepeatedPage
            | Self::LoopingCursor
            | Self::EndlessPages
            | Self::ShrinkingList
            | Self::ShortRecords
            | Self::FilterIgnored
            | Self::RepeatedRecords { .. }
            | Self::EmptyPages
            | Self::GrowingList
            | Self::PageCap { .. }
            | Self::TotalCount { .. }
            | Self::CursorExpired
            | Self::OverlappingPages { .. } => matches!(target, Target::ClientList),
            _ => true,
        }
    }

    /// Short name, for the request log.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Latency { .. } => "latency",
            Self::Status { .. } => "status",
            Self::Issues { .. } => "issues",
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
            Self::Hang => "hang",
            Self::Trickle { .. } => "trickle",
            Self::InvalidUtf8 { .. } => "invalidUtf8",
            Self::RepeatedRecords { .. } => "repeatedRecords",
            Self::EmptyPages => "emptyPages",
            Self::GrowingList => "growingList",
            Self::PageCap { .. } => "pageCap",
            Self::TotalCount { .. } => "totalCount",
            Self::CursorExpired => "cursorExpired",
            Self::OverlappingPages { .. } => "overlappingPages",
            Self::Redirect { .. } => "redirect",
            Self::Payload { .. } => "payload",
        }
    }
}
