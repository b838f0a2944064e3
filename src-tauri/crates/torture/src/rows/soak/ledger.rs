//! How often each write was meant and done, held against the server's log.

use std::{collections::HashMap, fmt::Write as _};

use artu::{Artu, Write};
use sandbox::Control;
use sha2::{Digest as _, Sha256};

use crate::trouble::{Outcome, ensure, fail};

/// A request: method, path, and the digest of its body as the server's log has it.
type Request = (String, String, String);

/// How often a request was meant to go out, and how often it counts as done.
#[derive(Default)]
struct Line {
    meant: usize,
    done: usize,
}

/// Every write of a run.
#[derive(Default)]
pub(super) struct Ledger(HashMap<Request, Line>);

impl Ledger {
    /// A write is about to be sent.
    pub(super) fn intend(&mut self, artu: &Artu, write: &Write) -> Outcome {
        self.0.entry(request(artu, write)?).or_default().meant += 1;
        Ok(())
    }

    /// A write turned out to be done.
    pub(super) fn done(&mut self, artu: &Artu, write: &Write) -> Outcome {
        self.0.entry(request(artu, write)?).or_default().done += 1;
        Ok(())
    }

    /// No write arrived more often than it was meant, and each had its effect as often as it counts as done.
    pub(super) fn ensure_kept(&mut self, control: &Control) -> Outcome {
        ensure(control.forgotten_requests() == 0, || {
            "the log does not reach back to the start".into()
        })?;
        for received in control.requests(None, "") {
            let Some(digest) = received.body_digest else {
                continue;
            };
            let what = format!("{} {}", received.method, received.path);
            let line = self.0.get_mut(&(received.method, received.path, digest));
            ensure(line.as_ref().is_some_and(|line| line.meant > 0), || {
                format!("{what} arrived more often than it was meant")
            })?;
            if let Some(line) = line {
                line.meant -= 1;
                ensure(!received.effect || line.done > 0, || {
                    format!("{what} had an effect that nobody believes in")
                })?;
                line.done -= usize::from(received.effect);
            }
        }
        match self.0.iter().find(|(_, line)| line.done > 0) {
            None => Ok(()),
            Some(((method, path, _), _)) => fail(format!(
                "{method} {path} is believed to be done, and was not"
            )),
        }
    }
}

fn request(artu: &Artu, write: &Write) -> Outcome<Request> {
    let shown = artu.describe(write)?;
    let body = match &shown.body {
        Some(body) => serde_json::to_vec(body)?,
        None => Vec::new(),
    };
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(&body) {
        let _ = write!(digest, "{byte:02x}");
    }
    Ok((shown.method.to_string(), shown.path, digest))
}
