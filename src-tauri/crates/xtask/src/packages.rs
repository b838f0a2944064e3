//! The system's packages that building, testing and showing the program need, on Debian and Ubuntu.

use std::collections::HashSet;
use std::io::{self, IsTerminal};
use std::process::Command;

use crate::failure::Failure;
use crate::run::{output, run_on_terminal, which};

/// What building the window needs.
const BUILD: &[&str] = &[
    "build-essential",
    "libdbus-1-dev",
    "librsvg2-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "pkg-config",
];

/// What showing and driving the window without a display needs.
const DISPLAY: &[&str] = &[
    "at-spi2-core",
    "dbus",
    "fonts-dejavu-core",
    "fonts-noto-core",
    "gnome-keyring",
    "imagemagick",
    "libsecret-tools",
    "openbox",
    "webkit2gtk-driver",
    "x11-utils",
    "xauth",
    "xdotool",
    "xvfb",
];

/// What the machine will be used for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building, and opening the window on the developer's own display.
    Build,
    /// Building, and opening the window on a virtual display.
    BuildAndDisplay,
}

impl Purpose {
    fn packages(self) -> Vec<&'static str> {
        match self {
            Self::Build => BUILD.to_vec(),
            Self::BuildAndDisplay => [BUILD, DISPLAY].concat(),
        }
    }
}

/// Installs what is missing, showing each command. Takes no time and asks nothing when all is there.
pub(crate) fn install_missing(purpose: Purpose) -> Result<(), Failure> {
    install(&purpose.packages())
}

/// Installs those of the wanted packages that are missing.
pub(crate) fn install(wanted: &[&str]) -> Result<(), Failure> {
    let Ok(known) = output(
        Command::new("dpkg-query")
            .args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"])
            .args(wanted),
    ) else {
        println!(
            "This is not a Debian or Ubuntu system. The equivalents of these packages are needed:\n  {}",
            wanted.join(" ")
        );
        return Ok(());
    };
    let missing = missing(wanted, &String::from_utf8_lossy(&known));
    if missing.is_empty() {
        println!("All {} system packages are installed.", wanted.len());
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    let rights = Rights::of_this_user()?;
    run_on_terminal(rights.apt_get().arg("update"))?;
    run_on_terminal(
        rights
            .apt_get()
            .args(["install", "--yes", "--no-install-recommends"])
            .args(&missing),
    )
}

/// The wanted packages that the lines of `dpkg-query` (`name status`) do not show as installed, in the order wanted.
fn missing<'a>(wanted: &[&'a str], known: &str) -> Vec<&'a str> {
    let installed: HashSet<&str> = known
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .collect();
    wanted
        .iter()
        .copied()
        .filter(|name| !installed.contains(name))
        .collect()
}

/// How this user may install packages.
#[derive(Clone, Copy)]
enum Rights {
    Root,
    Sudo,
}

impl Rights {
    fn of_this_user() -> Result<Self, Failure> {
        if rustix::process::geteuid().is_root() {
            return Ok(Self::Root);
        }
        if which("sudo").is_some() {
            return Ok(Self::Sudo);
        }
        Err(Failure::Machine(
            "packages are missing, and there is neither root nor sudo to install them".to_owned(),
        ))
    }

    fn apt_get(self) -> Command {
        let mut command = match self {
            Self::Root => Command::new("env"),
            Self::Sudo => {
                let mut sudo = Command::new("sudo");
                if !io::stdin().is_terminal() {
                    sudo.arg("--non-interactive");
                }
                sudo.arg("env");
                sudo
            }
        };
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_fully_installed_counts() {
        let known = "xvfb installed\nopenbox config-files\nxdotool not-installed\n";
        assert_eq!(
            missing(&["openbox", "xvfb", "xdotool", "xauth"], known),
            ["openbox", "xdotool", "xauth"]
        );
    }
}
