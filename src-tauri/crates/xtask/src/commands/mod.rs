//! One file per command.

pub(crate) mod bench;
pub(crate) mod contract;
pub(crate) mod demo;
pub(crate) mod fuzz;
pub(crate) mod package;
pub(crate) mod test;
pub(crate) mod torture;
