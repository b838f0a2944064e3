//! Wrong tries at a vault's secret, and the wait that grows with them.
//!
//! The count is written before a secret is tried, so that ending the program does not give a try back. It slows down who sits at
//! the keyboard; who has the files can take this one away and meets the cost of the derivation instead. The file says how often
//! and when, nothing of what was typed.

use std::{
    fs::File,
    io::{Read as _, Seek as _, Write as _},
    path::Path,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Error;

/// The file of the count; held by the one that tries.
const TRIES: &str = "tries.lock";
/// Wrong tries that cost no wait: slips of the hand.
const FREE: u32 = 3;
/// The longest wait, in seconds.
const LONGEST: u64 = 900;

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Count {
    wrong: u32,
    last: Timestamp,
}

impl Count {
    /// Seconds that are still to be waited. A clock that was set back is met with the whole wait, never with more.
    fn wait(self, now: Timestamp) -> u64 {
        let Some(doublings) = self.wrong.checked_sub(FREE + 1) else {
            return 0;
        };
        let whole = 1_u64
            .checked_shl(doublings)
            .filter(|seconds| *seconds != 0)
            .map_or(LONGEST, |seconds| seconds.min(LONGEST));
        let passed = now.duration_since(self.last).as_secs();
        whole.saturating_sub(u64::try_from(passed).unwrap_or(0))
    }
}

/// Tries a secret, unless too many were wrong a moment ago.
///
/// # Errors
/// [`Error::TooSoon`], or what `attempt` gives. Only a wrong secret counts.
pub(super) fn attempt<T>(
    folder: &Path,
    now: Timestamp,
    attempt: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    // Where nothing can be written nothing can be counted; opening says what is wrong with the folder.
    let Ok(mut file) = open(folder) else {
        return attempt();
    };
    let before = read(&mut file);
    if let Some(count) = before {
        let seconds = count.wait(now);
        if seconds > 0 {
            if count.last > now {
                write(&mut file, Some(Count { last: now, ..count }));
            }
            return Err(Error::TooSoon { seconds });
        }
    }
    let wrong = before.map_or(0, |count| count.wrong).saturating_add(1);
    write(&mut file, Some(Count { wrong, last: now }));
    let outcome = attempt();
    match &outcome {
        Err(Error::Vault(vault::Error::WrongPassphrase | vault::Error::WrongRecoveryCode)) => {}
        Ok(_) => write(&mut file, None),
        Err(_) => write(&mut file, before),
    }
    outcome
}

fn open(folder: &Path) -> std::io::Result<File> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(folder.join(TRIES))?;
    file.lock()?;
    Ok(file)
}

fn read(file: &mut File) -> Option<Count> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

/// A count that cannot be kept is none: the file is no place of truth.
fn write(file: &mut File, count: Option<Count>) {
    let text = count.and_then(|count| serde_json::to_vec(&count).ok());
    let _ = file
        .rewind()
        .and_then(|()| file.set_len(0))
        .and_then(|()| file.write_all(&text.unwrap_or_default()));
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn wrong(folder: &Path, now: Timestamp) -> Result<(), Error> {
        attempt(folder, now, || {
            Err(Error::Vault(vault::Error::WrongPassphrase))
        })
    }

    #[test]
    fn the_wait_grows_with_every_wrong_try_and_ends_with_a_right_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut now = START;
        let mut waits = Vec::new();
        for _ in 0..10 {
            assert!(matches!(
                wrong(folder.path(), now),
                Err(Error::Vault(vault::Error::WrongPassphrase))
            ));
            let mut waited = 0;
            while let Err(Error::TooSoon { seconds }) =
                attempt(folder.path(), now, || Err::<(), _>(Error::Cancelled))
            {
                now += i64::try_from(seconds).unwrap().seconds();
                waited += seconds;
            }
            waits.push(waited);
        }
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8, 16, 32, 64]);
        attempt(folder.path(), now, || Ok(())).unwrap();
        for _ in 0..3 {
            wrong(folder.path(), now).unwrap_err();
        }
        attempt(folder.path(), now, || Ok(())).unwrap();
    }

    #[test]
    fn the_wait_has_an_end_however_often_and_whatever_the_clock() {
        let count = |wrong| Count { wrong, last: START };
        assert_eq!(count(u32::MAX).wait(START), LONGEST);
        assert_eq!(count(68).wait(START), LONGEST);
        assert_eq!(count(4).wait(START + 1.second()), 0);
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..4 {
            wrong(folder.path(), START).unwrap_err();
        }
        // The clock was set back by a day: the wait is what it was, and ends.
        let back = START - 24.hours();
        assert!(matches!(
            wrong(folder.path(), back),
            Err(Error::TooSoon { seconds: 1 })
        ));
        attempt(folder.path(), back + 1.second(), || Ok(())).unwrap();
    }

    #[test]
    fn a_count_that_cannot_be_read_counts_anew_and_says_nothing_of_what_was_typed() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(TRIES), "\0\0{").unwrap();
        wrong(folder.path(), START).unwrap_err();
        let text = std::fs::read_to_string(folder.path().join(TRIES)).unwrap();
        assert_eq!(text, r#"{"wrong":1,"last":"1970-01-01T00:00:00Z"}"#);
    }
}
