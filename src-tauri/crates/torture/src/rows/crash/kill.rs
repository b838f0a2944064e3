//! Ending a program without warning, at the moment that something happens.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use sandbox::Control;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader},
    process::ChildStdout,
    sync::oneshot,
};

use crate::{
    peers::program::Program,
    trouble::{Outcome, Trouble},
};

/// After how long a program counts as never ending.
const LONGEST: Duration = Duration::from_mins(1);

/// What is waited for before the kill.
pub(crate) enum Moment {
    /// Nothing: the program was started.
    Started,
    /// The server has answered so many requests, all counted from its start or its last clearing.
    Requests(Control, usize),
    /// A file of the folder whose name ends so holds so many bytes.
    Written(PathBuf, &'static str, u64),
    /// The first line on standard output.
    Told,
}

/// What a killed program leaves behind.
pub(crate) struct Killed {
    /// Whether it was still running.
    pub in_flight: bool,
    /// What it wrote on standard output.
    pub out: String,
}

/// Starts the program, waits for the moment and then `after`, and kills it. Whether it was still running.
pub(crate) async fn kill(
    program: &Program,
    arguments: &[&str],
    moment: Moment,
    after: Duration,
) -> Outcome<bool> {
    let killed = kill_and_hear(program, arguments, moment, after).await?;
    Ok(killed.in_flight)
}

/// The same, with what the program said before.
pub(crate) async fn kill_and_hear(
    program: &Program,
    arguments: &[&str],
    moment: Moment,
    after: Duration,
) -> Outcome<Killed> {
    let mut child = program
        .command(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (tell, told) = oneshot::channel();
    let hearing = tokio::spawn(hear(child.stdout.take(), tell));
    let come = async {
        match moment {
            Moment::Started => {}
            Moment::Requests(control, count) => control.wait_for_requests(None, "", count).await,
            Moment::Written(folder, ending, bytes) => written(folder, ending, bytes).await?,
            Moment::Told => told.await.unwrap_or_default(),
        }
        pause(after).await
    };
    let killed = tokio::select! {
        _ = tokio::time::timeout(LONGEST, child.wait()) => None,
        come = come => {
            come?;
            child.start_kill()?;
            let ended = tokio::time::timeout(LONGEST, child.wait()).await;
            Some(ended.map_err(|_| Trouble("a killed program did not end".into()))??)
        }
    };
    Ok(Killed {
        // One that ended by itself left a code.
        in_flight: killed.is_some_and(|status| status.code().is_none()),
        out: hearing.await??,
    })
}

/// Reads standard output to its end, and tells of the first line.
async fn hear(output: Option<ChildStdout>, tell: oneshot::Sender<()>) -> std::io::Result<String> {
    let mut out = String::new();
    if let Some(output) = output {
        let mut output = BufReader::new(output);
        output.read_line(&mut out).await?;
        // Where nobody waits for it, it is heard all the same.
        let _ = tell.send(());
        output.read_to_string(&mut out).await?;
    }
    Ok(out)
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
