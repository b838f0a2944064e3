//! All rules over everything, beside two threads that only decrypt, expand and decode.

use std::{path::Path, thread};

use artu::models::{Client, Record};
use desk::finding;
use vault::Vault;

use super::{
    figures::{median, show, timed},
    programs,
};

const RUNS: usize = 3;

pub(crate) fn compare(folder: &Path) {
    let desk = programs::old_desk(folder);
    let session = desk.session().unwrap();
    // The first run keeps what is new today, as the first of each day does.
    finding::check_all(&session, |_, _| true).unwrap();
    let (mut bare, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        bare.push(timed(|| decode_everything(session.vault())));
        ours.push(timed(|| finding::check_all(&session, |_, _| true).unwrap()));
    }
    let name = "all rules, ms / decrypting, expanding and decoding on two threads";
    show(name, median(&ours), median(&bare), 1.2);
    drop(session);
    desk.lock();
}

fn decode_everything(vault: &Vault) {
    let counts = vault.read(|view| view.clients().counts()).unwrap();
    let half = counts.clients / 2;
    thread::scope(|scope| {
        scope.spawn(|| decode(vault, 0, half));
        decode(vault, half.cast_signed(), u64::MAX);
    });
}

/// Decodes as many clients after a place.
fn decode(vault: &Vault, after: i64, count: u64) {
    let decoded = vault.read(|view| {
        view.clients().scan(after, count, |client| {
            let record = Record::<Client>::parse(&client.raw).unwrap();
            assert!(!record.value.name.is_empty());
            Ok(())
        })
    });
    decoded.unwrap();
}
