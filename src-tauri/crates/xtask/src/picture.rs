//! Pictures of the virtual screen.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::display::VirtualDisplay;
use crate::failure::Failure;
use crate::run::{await_some, output};

/// How long a window must look the same to count as settled.
const STILL: Duration = Duration::from_millis(600);
/// A window with fewer colours than this has not painted its page yet.
const COLOURS: usize = 16;

/// Waits until the window shows something and has stopped changing.
pub(crate) fn settle(
    display: &VirtualDisplay,
    window: &str,
    limit: Duration,
) -> Result<(), Failure> {
    let mut last = Vec::new();
    let mut since = Instant::now();
    await_some("a settled window", limit, || {
        let mut look = Command::new("import");
        display.enter(look.args(["-window", window, "-depth", "8", "rgb:-"]));
        let pixels = output(&mut look)?;
        if pixels != last {
            last = pixels;
            since = Instant::now();
            return Ok(None);
        }
        Ok((since.elapsed() > STILL && colours(&last) >= COLOURS).then_some(()))
    })
}

/// Writes a picture of the whole screen; the file's ending says the format.
pub(crate) fn take(display: &VirtualDisplay, file: &Path) -> Result<(), Failure> {
    let mut command = Command::new("import");
    display.enter(command.args(["-window", "root"]).arg(file));
    crate::run::run(&mut command)
}

/// The number of different colours, three bytes each.
fn colours(pixels: &[u8]) -> usize {
    pixels.chunks_exact(3).collect::<HashSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_window_has_one_colour() {
        assert_eq!(colours(&[7, 7, 7, 7, 7, 7]), 1);
        assert_eq!(colours(&[7, 7, 7, 7, 7, 8]), 2);
    }
}
