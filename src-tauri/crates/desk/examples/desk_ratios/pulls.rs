//! Pulls beside reading the same pages, and beside a bare pipeline that stores them.

use tempfile::TempDir;

use super::{
    figures::{median, percentile, show, timed},
    open,
    programs::{AGAIN, BARE, PULL, READ, SEARCHED, Taken, take},
    queries,
    server::Server,
};

const ROUNDS: usize = 3;
/// Milliseconds that a far server takes to answer.
const FAR: u64 = 50;

/// Compares pulls of so many clients.
pub(crate) fn compare(clients: usize) {
    near(clients);
    far(clients);
}

fn near(clients: usize) {
    let server = Server::start(clients, 0);
    let (mut ours, mut again, mut limit) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        limit.push(take(BARE, &server.url, folder.path()));
        let folder = tempfile::tempdir().unwrap();
        ours.push(take(PULL, &server.url, folder.path()));
        again.push(take(AGAIN, &server.url, folder.path()));
    }
    let (seconds, bare) = (of(&ours, |it| it.seconds), of(&limit, |it| it.seconds));
    show("first pull, s / bare pipeline", seconds, bare, 1.25);
    let checked = of(&ours, |it| it.checked);
    show(
        "first pull with the rules, s / without",
        checked,
        seconds,
        3.0,
    );
    let second = of(&again, |it| it.checked);
    show("second pull, s / first", second, seconds, 0.15);
    let written = again.iter().map(|it| it.written).sum::<u64>();
    show(
        "rows the second pull wrote / clients",
        written as f64,
        clients as f64,
        0.0,
    );
    let (memory, bare) = (of(&ours, |it| it.memory), of(&limit, |it| it.memory));
    show("peak of a first pull, KiB / 64 MiB", memory, 65_536.0, 1.0);
    show(
        "peak of a first pull, KiB / bare pipeline",
        memory,
        bare,
        2.0,
    );
}

fn far(clients: usize) {
    let server = Server::start(clients, FAR);
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        limit.push(take(READ, &server.url, folder.path()));
        if round + 1 < ROUNDS {
            ours.push(take(PULL, &server.url, folder.path()));
        } else {
            let searched = take(SEARCHED, &server.url, folder.path());
            ratios = vec![searched_while(&searched, &folder)];
        }
    }
    let name = format!("first pull at {FAR} ms, s / reading the same pages");
    let read = of(&limit, |it| it.seconds);
    show(&name, of(&ours, |it| it.seconds), read, 1.10);
    for (during, idle) in ratios {
        show(
            "search during a first pull, p99 ms / idle",
            during,
            idle,
            3.0,
        );
    }
}

/// The p99 of searches during a pull, and of the same when nothing else runs.
fn searched_while(searched: &Taken, folder: &TempDir) -> (f64, f64) {
    let vault = open::vault(folder.path());
    let bare = open::bare(
        &open::vault_folder(folder.path()),
        &open::key(folder.path()),
    );
    let mut idle = Vec::new();
    let queries = queries::mixed(&bare);
    for _ in 0..ROUNDS {
        for typed in &queries {
            idle.push(timed(|| {
                let found = vault.read(|view| view.search().search(typed, queries::HITS));
                found.unwrap()
            }));
        }
    }
    (percentile(&searched.searches, 99), percentile(&idle, 99))
}

/// A vault of so many clients, and what its pull took beside that of fewer.
pub(crate) fn large(pulled: usize, held: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(held, 0);
    let large = take(PULL, &server.url, folder.path());
    eprintln!(
        "{held} clients: {:.1} s, with the rules {:.1} s, {:.0} MiB",
        large.seconds,
        large.checked,
        large.memory / 1024.0
    );
    if held > pulled {
        let fewer = tempfile::tempdir().unwrap();
        let server = Server::start(pulled, 0);
        let small = take(PULL, &server.url, fewer.path());
        let name = format!("peak of a first pull of {held}, KiB / of {pulled}");
        show(&name, large.memory, small.memory, 1.2);
    }
    folder
}

fn of(taken: &[Taken], figure: fn(&Taken) -> f64) -> f64 {
    median(&taken.iter().map(figure).collect::<Vec<_>>())
}
