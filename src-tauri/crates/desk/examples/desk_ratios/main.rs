//! The vault and the pull beside the limits they rest on, measured in one run: one line of JSON for each figure.
//!
//! `desk_ratios [PULLED [HELD]]`: clients of the pulls (20,000 by default) and of the large vault that is searched and read (the same).
//! `desk_ratios over FOLDER` searches and reads the vault of a data folder that is there.
//! The server and every program that is measured are processes of their own, so that time and memory are theirs alone. Programs
//! that are compared take turns; a figure is the median of their runs.

// An example is a program of its own: it may stop where it stands and print.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    clippy::panic
)]

mod bare;
mod cipher;
mod compression;
mod figures;
mod households;
mod lists;
mod open;
mod programs;
mod pulls;
mod queries;
mod rules;
mod searches;
mod server;

use std::{env, path::Path};

use zeroizing_alloc::ZeroAlloc;

/// As in the programs that people run: what memory held is wiped when it is freed.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

const CLIENTS: usize = 20_000;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [server::SERVE, file, latency] => server::serve(Path::new(file), latency).await,
        ["over", folder] => over(Path::new(folder)),
        [program, url, folder] => programs::run(program, url, Path::new(folder)).await,
        _ => {
            let count = |place: usize| words.get(place).and_then(|word| word.parse().ok());
            let pulled = count(0).unwrap_or(CLIENTS);
            compare(pulled, count(1).unwrap_or(pulled));
        }
    }
}

fn compare(pulled: usize, held: usize) {
    pulls::compare(pulled);
    let large = pulls::large(pulled, held);
    over(large.path());
}

/// What is done with a vault that is there.
fn over(folder: &Path) {
    let vault = open::vault(folder);
    let bare = open::bare(&open::vault_folder(folder), &open::key(folder));
    households::compare(&vault, &bare);
    searches::compare(&vault, &bare);
    lists::compare(&vault, &bare);
    compression::compare(&vault, &bare);
    cipher::compare(folder, &vault, &bare);
    drop((vault, bare));
    rules::compare(folder);
}
