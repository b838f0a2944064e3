//! Running other programs: shown before they start, in a process group of their own, ended by their id.
//!
//! A group is ended with everything that its program started, also when the developer interrupts this one.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use crate::failure::Failure;

/// How often something that gives no event is looked at.
pub(crate) const GLANCE: Duration = Duration::from_millis(25);
/// How long a program may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(2);
/// How long a single command of a build or test may take.
const COMMAND_LIMIT: Duration = Duration::from_hours(1);

/// The groups that are alive, so that an interrupt can end them.
static ALIVE: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// Makes an interrupt, a hang-up or a request to end reach every program that was started here.
pub(crate) fn end_children_when_interrupted() -> Result<(), Failure> {
    ctrlc::set_handler(|| {
        let groups = ALIVE.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for signal in [Signal::TERM, Signal::KILL] {
            for group in groups.iter().rev() {
                // A group that is gone already is what is wanted.
                let _ = kill_process_group(*group, signal);
            }
            thread::sleep(GRACE / 8);
        }
        std::process::exit(130);
    })
    .map_err(|error| Failure::Machine(format!("interrupts cannot be caught: {error}")))
}

/// A program that runs beside this one and ends with it.
pub(crate) struct Running {
    name: String,
    child: Child,
    group: Pid,
    ended: Option<ExitStatus>,
}

impl Running {
    /// Starts a program in a process group of its own.
    pub(crate) fn start(command: &mut Command) -> Result<Self, Failure> {
        let name = name_of(command.get_program());
        let child = command
            .process_group(0)
            .spawn()
            .map_err(|source| Failure::Start {
                program: name.clone(),
                source,
            })?;
        let group = Pid::from_child(&child);
        alive(|groups| groups.push(group));
        Ok(Self {
            name,
            child,
            group,
            ended: None,
        })
    }

    /// The process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The pipes, where the command asked for some.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// The first line that the program writes, once it is there. The rest of its output is read and dropped, so that the
    /// program never waits for a reader.
    pub(crate) fn first_line(&mut self, limit: Duration) -> Result<String, Failure> {
        let silent = |name: &str| Failure::Machine(format!("{name} ended without its first line"));
        let output = self.child.stdout.take().ok_or_else(|| silent(&self.name))?;
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut lines = BufReader::new(output).lines();
            if let Some(Ok(line)) = lines.next() {
                // The receiver is gone when the limit has passed.
                let _ = sender.send(line);
            }
            drop(sender);
            lines.for_each(drop);
        });
        receiver.recv_timeout(limit).map_err(|error| match error {
            mpsc::RecvTimeoutError::Timeout => Failure::Late {
                what: format!("the first line of {}", self.name),
                seconds: limit.as_secs(),
            },
            mpsc::RecvTimeoutError::Disconnected => silent(&self.name),
        })
    }

    /// How the program ended, if it did. What it left behind in its group is ended too.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>, Failure> {
        if self.ended.is_none() && self.has_exited()? {
            self.reap()?;
        }
        Ok(self.ended)
    }

    /// Waits until the program ends by itself; past the limit it is ended and the wait fails.
    pub(crate) fn wait(&mut self, limit: Duration) -> Result<ExitStatus, Failure> {
        let what = format!("the end of {}", self.name);
        await_some(&what, limit, || self.ended())
    }

    /// Ends the program and its group: asked first, forced when it does not go in time.
    pub(crate) fn stop(&mut self) -> Result<(), Failure> {
        if self.ended.is_some() {
            return Ok(());
        }
        let _ = kill_process_group(self.group, Signal::TERM);
        let asked = Instant::now();
        while asked.elapsed() < GRACE && !self.has_exited()? {
            thread::sleep(GLANCE);
        }
        self.reap()
    }

    /// Whether the program is over, leaving it unreaped so that its group id stays its own.
    fn has_exited(&self) -> Result<bool, Failure> {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        waitid(WaitId::Pid(self.group), options)
            .map(|status| status.is_some())
            .map_err(|error| Failure::Io {
                what: format!("waiting for {}", self.name),
                source: error.into(),
            })
    }

    fn reap(&mut self) -> Result<(), Failure> {
        let _ = kill_process_group(self.group, Signal::KILL);
        alive(|groups| groups.retain(|group| *group != self.group));
        let status = self
            .child
            .wait()
            .map_err(Failure::io(format!("waiting for {}", self.name)))?;
        self.ended = Some(status);
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Nothing more can be done about a program that does not end here.
        let _ = self.stop();
    }
}

/// Runs a command to its end, its output going to the terminal; anything but status 0 is a failure.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    run_within(COMMAND_LIMIT, command)
}

/// The same for a command that may take so long.
pub(crate) fn run_within(limit: Duration, command: &mut Command) -> Result<(), Failure> {
    let shown = shown(command);
    println!("$ {shown}");
    let status = Running::start(command.stdin(Stdio::null()))?.wait(limit)?;
    expect_success(shown, status)
}

/// Runs a command that may ask on the terminal, such as `sudo`, so it stays in this program's own group.
pub(crate) fn run_on_terminal(command: &mut Command) -> Result<(), Failure> {
    let shown = shown(command);
    println!("$ {shown}");
    let status = command.status().map_err(|source| Failure::Start {
        program: name_of(command.get_program()),
        source,
    })?;
    expect_success(shown, status)
}

/// Runs a short command silently and gives what it wrote to standard output, whatever its status.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>, Failure> {
    command
        .stdin(Stdio::null())
        .output()
        .map(|output| output.stdout)
        .map_err(|source| Failure::Start {
            program: name_of(command.get_program()),
            source,
        })
}

/// Runs a command silently and gives what it wrote to standard output; anything but status 0 is a failure.
pub(crate) fn answer(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let shown = shown(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| Failure::Start {
            program: name_of(command.get_program()),
            source,
        })?;
    expect_success(shown, output.status)?;
    Ok(output.stdout)
}

/// Whether a short command can be run and ends well; it is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Where a program lies, if it is installed.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// Looks again and again until there is something, or the limit has passed.
pub(crate) fn await_some<T>(
    what: &str,
    limit: Duration,
    mut look: impl FnMut() -> Result<Option<T>, Failure>,
) -> Result<T, Failure> {
    let start = Instant::now();
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if start.elapsed() > limit {
            return Err(Failure::Late {
                what: what.to_owned(),
                seconds: limit.as_secs(),
            });
        }
        thread::sleep(GLANCE);
    }
}

fn expect_success(command: String, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::Status {
        command,
        status: status.to_string(),
    })
}

fn alive(change: impl FnOnce(&mut Vec<Pid>)) {
    change(&mut ALIVE.lock().unwrap_or_else(PoisonError::into_inner));
}

/// The command as a person would type it. The environment is left out: it may hold secrets.
fn shown(command: &Command) -> String {
    let mut words = vec![name_of(command.get_program())];
    words.extend(command.get_args().map(|argument| {
        let argument = argument.to_string_lossy();
        if argument.contains([' ', '(', '*']) {
            format!("'{argument}'")
        } else {
            argument.into_owned()
        }
    }));
    words.join(" ")
}

fn name_of(program: &OsStr) -> String {
    Path::new(program)
        .file_name()
        .unwrap_or(program)
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_typed_and_without_its_environment() {
        let mut command = Command::new("/usr/bin/env");
        command
            .args(["-E", "not package(e2e)"])
            .env("VINCULO_PASSPHRASE", "hidden");
        assert_eq!(shown(&command), "env -E 'not package(e2e)'");
    }

    #[test]
    fn another_status_than_zero_is_a_failure() {
        let failure = run(&mut Command::new("false")).expect_err("`false` fails");
        assert!(matches!(failure, Failure::Status { .. }), "{failure}");
    }

    #[test]
    fn an_answer_counts_only_with_status_zero() {
        let mut half = Command::new("sh");
        let answered = answer(half.args(["-c", "echo half; exit 3"]));
        assert!(matches!(answered, Err(Failure::Status { .. })));
        let whole = answer(Command::new("echo").arg("whole")).expect("an answer");
        assert_eq!(whole, b"whole\n");
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = run(&mut Command::new("no-such-program-here")).expect_err("cannot start");
        assert_eq!(
            failure.to_string(),
            "no-such-program-here could not be started"
        );
    }

    #[test]
    fn stopping_ends_what_the_program_started() {
        let mut running = Running::start(
            Command::new("sh")
                .args(["-c", "sleep 600 & echo $!; wait"])
                .stdout(Stdio::piped()),
        )
        .expect("sh starts");
        let line = running
            .first_line(Duration::from_secs(5))
            .expect("the id of the grandchild");
        running.stop().expect("it ends");
        await_some("the grandchild's end", Duration::from_secs(5), || {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", line.trim()));
            Ok(match stat {
                Ok(stat) if !stat.contains(") Z ") => None,
                _ => Some(()),
            })
        })
        .expect("the grandchild is gone");
    }

    #[test]
    fn a_program_that_ends_without_a_line_is_not_waited_for() {
        let mut running =
            Running::start(Command::new("true").stdout(Stdio::piped())).expect("true starts");
        let failure = running
            .first_line(Duration::from_hours(1))
            .expect_err("it says nothing");
        assert_eq!(failure.to_string(), "true ended without its first line");
    }

    #[test]
    fn a_program_past_its_limit_is_late() {
        let mut running = Running::start(Command::new("sleep").arg("600")).expect("sleep starts");
        let failure = running
            .wait(Duration::from_millis(50))
            .expect_err("it does not end by itself");
        assert!(matches!(failure, Failure::Late { .. }), "{failure}");
    }
}
