//! Ending a program without warning, at the moment that something happens.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use sandbox::Control;
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::{
    peers::program::Program,
    trouble::{Outcome, Trouble},
};

/// After how long a program counts as never ending.
const LONGEST: Duration = Duration::from_mins(1);

/// What is waited for before the kill.
pub(crate) enum Moment {
    /// The server has answered so many requests, all counted from its start or its last clearing.
    Requests(Control, usize),
    /// A file of the folder whose name ends so holds so many bytes.
    Written(PathBuf, &'static str, u64),
    /// The first line on standard output.
    Told,
}

/// Starts the program, waits for the moment and then `after`, and kills it. Whether it was still running.
pub(crate) async fn kill(
    program: &Program,
    arguments: &[&str],
    moment: Moment,
    after: Duration,
) -> Outcome<bool> {
    let mut child = program
        .command(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let output = child.stdout.take();
    let come = async {
        match moment {
            Moment::Requests(control, count) => control.wait_for_requests(None, "", count).await,
            Moment::Written(folder, ending, bytes) => written(folder, ending, bytes).await?,
            Moment::Told => {
                let mut line = String::new();
                if let Some(output) = output {
                    BufReader::new(output).read_line(&mut line).await?;
                }
            }
        }
        pause(after).await
    };
    tokio::select! {
        _ = tokio::time::timeout(LONGEST, child.wait()) => return Ok(false),
        come = come => come?,
    }
    child.start_kill()?;
    let status = tokio::time::timeout(LONGEST, child.wait())
        .await
        .map_err(|_| Trouble("a killed program did not end".into()))??;
    // One that ended by itself left a code.
    Ok(status.code().is_none())
}

/// Waits more finely than the runtime's timer.
async fn pause(time: Duration) -> Outcome {
    let waited = tokio::task::spawn_blocking(move || std::thread::sleep(time));
    Ok(waited.await?)
}

/// Returns when the file is that long. Ends by itself when nothing comes, so that no thread is held.
async fn written(folder: PathBuf, ending: &'static str, bytes: u64) -> Outcome {
    let watching = tokio::task::spawn_blocking(move || {
        let begun = std::time::Instant::now();
        while longest(&folder, ending).is_none_or(|length| length < bytes)
            && begun.elapsed() < LONGEST
        {
            std::thread::sleep(Duration::from_micros(100));
        }
    });
    Ok(watching.await?)
}

/// Length of the longest file of a folder whose name ends so.
pub(crate) fn longest(folder: &Path, ending: &str) -> Option<u64> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().ends_with(ending))
        .filter_map(|entry| Some(entry.metadata().ok()?.len()))
        .max()
}
