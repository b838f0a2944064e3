//! A virtual display with a window manager and a session bus, for machines without a screen.
//!
//! Everything is started for one use and ended with the value, so several can stand side by side.

use std::env;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::failure::Failure;
use crate::run::{Running, await_some, output};
use crate::session_bus::SessionBus;
use crate::tree::Tree;

/// How long each part may take to be ready.
const READY: Duration = Duration::from_secs(20);
/// The size of the virtual screen: width, height and bits of a pixel.
const SCREEN: &str = "1440x900x24";

/// Whether this session has a screen of its own.
pub(crate) fn is_there_a_screen() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// A running virtual display. The parts are ended in the order of the fields.
pub(crate) struct VirtualDisplay {
    manager: Running,
    bus: SessionBus,
    server: Running,
    name: String,
}

impl VirtualDisplay {
    /// Starts the X server on a free number, then the bus with an open keyring, then the window manager.
    pub(crate) fn start(tree: &Tree) -> Result<Self, Failure> {
        let mut server = Running::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", SCREEN])
                .args(["-nolisten", "tcp"])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(tree.log("xvfb")?),
        )?;
        // The server writes its number when it is ready for clients.
        let name = format!(":{}", server.first_line(READY)?);
        let bus = SessionBus::start(tree)?;
        let mut manager = Command::new("openbox");
        manager
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(tree.log("openbox")?);
        inside(&mut manager, &name, &bus);
        let display = Self {
            manager: Running::start(&mut manager)?,
            bus,
            server,
            name,
        };
        await_some("the window manager", READY, || {
            let mut question = Command::new("xprop");
            display.enter(question.args(["-root", "_NET_SUPPORTING_WM_CHECK"]));
            let answer = output(&mut question)?;
            Ok(String::from_utf8_lossy(&answer)
                .contains("window id")
                .then_some(()))
        })?;
        Ok(display)
    }

    /// Lets a command run in this display and on this bus.
    pub(crate) fn enter(&self, command: &mut Command) {
        inside(command, &self.name, &self.bus);
    }

    /// Waits until the program has a window of this class (its own name) on the screen, and gives the window's id.
    pub(crate) fn window(
        &self,
        class: &str,
        program: &mut Running,
        limit: Duration,
    ) -> Result<String, Failure> {
        await_some(&format!("a window of {class}"), limit, || {
            if let Some(status) = program.ended()? {
                return Err(Failure::Status {
                    command: class.to_owned(),
                    status: format!("{status} and no window"),
                });
            }
            let mut search = Command::new("xdotool");
            self.enter(search.args(["search", "--onlyvisible", "--class", "--classname", class]));
            let found = String::from_utf8_lossy(&output(search.stderr(Stdio::null()))?)
                .lines()
                .last()
                .map(str::to_owned);
            Ok(found)
        })
    }

    /// What stands in a window's title bar.
    pub(crate) fn title(&self, window: &str) -> Result<String, Failure> {
        let mut question = Command::new("xdotool");
        self.enter(question.args(["getwindowname", window]));
        Ok(String::from_utf8_lossy(&output(&mut question)?)
            .trim()
            .to_owned())
    }

    /// One line about what runs, for a report.
    pub(crate) fn description(&self) -> String {
        format!(
            "Xvfb {} {SCREEN} (process {}), openbox (process {}), {}",
            self.name,
            self.server.id(),
            self.manager.id(),
            self.bus.description()
        )
    }
}

fn inside(command: &mut Command, display: &str, bus: &SessionBus) {
    command
        .env("DISPLAY", display)
        .env("GDK_BACKEND", "x11")
        // Without it each frame takes twice as long here and the page's process twice the memory.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env_remove("WAYLAND_DISPLAY");
    bus.enter(command);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture;

    /// Xmessage stands in for the program: any window will do.
    #[test]
    fn a_window_is_awaited_and_photographed() {
        let needed = [
            "Xvfb",
            "openbox",
            "dbus-daemon",
            "gnome-keyring-daemon",
            "xmessage",
        ];
        if needed
            .iter()
            .any(|program| crate::run::which(program).is_none())
        {
            println!("left out: this machine lacks one of {needed:?}");
            return;
        }
        let tree = Tree::locate().expect("the tree");
        let display = VirtualDisplay::start(&tree).expect("a display");
        let mut command = Command::new("xmessage");
        display.enter(command.arg("a window without a screen"));
        let mut program = Running::start(&mut command).expect("xmessage starts");
        let window = display
            .window("xmessage", &mut program, READY)
            .expect("its window");
        assert_eq!(display.title(&window).expect("a title"), "xmessage");

        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("window.png");
        picture::take(&display, &file).expect("a picture");
        let png = std::fs::read(&file).expect("the file");
        assert!(png.starts_with(b"\x89PNG"), "it is a PNG file");

        program.stop().expect("it ends");
        let failure = display
            .window("xmessage", &mut program, READY)
            .expect_err("a program that has ended has no window to wait for");
        assert!(matches!(failure, Failure::Status { .. }), "{failure}");
    }
}
