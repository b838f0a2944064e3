//! Reading of answers: the date, the content type, and a body that is not too large.

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap};

use crate::error::Error;

/// Largest body of a refusal that is looked at, in bytes.
pub(super) const LARGEST_FAULT: usize = 64 * 1024;

/// A success: the body and the server's clock.
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    pub(crate) received: Option<Timestamp>,
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> Result<&str, Error> {
        std::str::from_utf8(&self.body)
            .map_err(|_| Error::protocol("body", "the answer is not UTF-8 text"))
    }
}

/// The server's clock.
pub(super) fn date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(headers.get(DATE)?.to_str().ok()?)
}

/// Reads an HTTP date, as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(text)
        .ok()
}

/// A missing content type passes; any other than JSON does not.
pub(super) fn check_content_type(headers: &HeaderMap) -> Result<(), Error> {
    let Some(kind) = headers.get(CONTENT_TYPE) else {
        return Ok(());
    };
    let kind = kind.to_str().unwrap_or_default().to_ascii_lowercase();
    if kind.contains("json") {
        Ok(())
    } else if kind.contains("html") {
        Err(Error::protocol(
            "content-type",
            "the answer is an HTML page, not JSON",
        ))
    } else {
        Err(Error::protocol("content-type", "the answer is not JSON"))
    }
}

/// Reads the body piece by piece, so that a body without end is not kept.
pub(super) async fn body(
    mut response: reqwest::Response,
    largest: usize,
) -> Result<Vec<u8>, Error> {
    let announced = response.content_length().unwrap_or(0);
    let mut body = Vec::new();
    if announced > largest as u64 {
        return Err(too_large());
    }
    loop {
        match response.chunk().await {
            Ok(Some(piece)) => {
                if body.len() + piece.len() > largest {
                    return Err(too_large());
                }
                body.extend_from_slice(&piece);
            }
            Ok(None) => return Ok(body),
            Err(error) => return Err(super::broken(error)),
        }
    }
}

fn too_large() -> Error {
    Error::protocol("body", "the answer is larger than allowed")
}
