//! The kinds of operation, one a file.

mod link;
mod promote;
mod related;
mod replace;
mod unlink;
mod update;
