//! Journeys through the real window: the program as it is built, driven by `WebDriver` against a sandbox on loopback.
//!
//! The library holds what the stories in `tests/it` have in common: the driver, the window, a journey's own sandbox and
//! folders, the steps that many stories begin with, pictures for people, and the check of accessibility. It knows the
//! screens by their test ids and nothing of the code behind them.
//!
//! Nothing may depend on it. A journey needs a display and, where it keeps a key in the keychain, a session bus with an
//! open keyring; `cargo xtask test` brings both.

mod accessibility;
mod computer;
mod driver;
mod failure;
mod journey;
mod picture;
mod selector;
mod steps;
mod window;

pub use accessibility::check_accessible;
pub use computer::Computer;
pub use failure::Failure;
pub use journey::{Journey, tell};
pub use steps::{
    ANALYST, PASSPHRASE, Protection, await_entries, await_first_pull, await_pull, exported,
    open_household, open_rule, open_screen, set_up, unlock,
};
pub use window::{PATIENCE, Window, key};

/// What a step of a journey gives.
pub type Step<T = ()> = Result<T, Failure>;
