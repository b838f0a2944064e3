//! The one place that writes: documents on standard output, messages on standard error.

mod progress;
mod table;
mod text;

use std::io::{self, BufWriter, ErrorKind, Write};

use desk::contract::AppError;
use serde::Serialize;

pub(crate) use progress::Progress;
pub(crate) use table::{Table, clean};
pub(crate) use text::Text;

/// Where a command prints, and in which form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    /// JSON documents when `json`, else text for a terminal.
    pub(crate) const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether documents are JSON.
    pub(crate) const fn is_json(self) -> bool {
        self.json
    }

    /// Prints one document, or its text for people.
    pub(crate) fn show<T: Serialize>(
        self,
        view: &T,
        text: impl FnOnce(&T) -> String,
    ) -> io::Result<()> {
        let mut writer = BufWriter::new(io::stdout().lock());
        let written = if self.json {
            serde_json::to_writer(&mut writer, view)
                .map_err(io::Error::from)
                .and_then(|()| writer.write_all(b"\n"))
        } else {
            let text = text(view);
            writer
                .write_all(text.trim_end().as_bytes())
                .and_then(|()| writer.write_all(b"\n"))
        };
        unless_nobody_reads(written.and_then(|()| writer.flush())).map(drop)
    }

    /// Prints a failure on standard error.
    pub(crate) fn failure(self, error: &AppError) {
        if self.json {
            note(&serde_json::to_string(error).unwrap_or_default());
            return;
        }
        note(&error.message);
        if let Some(details) = &error.details {
            note(&clean(&details.to_string()));
        }
    }
}

/// Prints a message for people on standard error.
pub(crate) fn note(text: &str) {
    // Where there is no standard error there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes one JSON line on standard output; false when nobody reads any more.
pub(crate) fn line(writer: &mut impl Write, value: &impl Serialize) -> io::Result<bool> {
    let written = serde_json::to_writer(&mut *writer, value).map_err(io::Error::from);
    unless_nobody_reads(written.and_then(|()| writer.write_all(b"\n")))
}

/// A reader that went away is no failure: `false` then.
pub(crate) fn unless_nobody_reads(written: io::Result<()>) -> io::Result<bool> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error),
    }
}
