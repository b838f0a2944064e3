//! Records compressed with a dictionary, beside compressed without one and beside their JSON.

use std::time::Instant;

use rusqlite::Connection;
use vault::Vault;
use zstd::bulk::{Compressor, Decompressor};

use super::figures::show;

/// Records that are compressed.
const RECORDS: usize = 10_000;
const LEVEL: i32 = 1;

/// What all records take, in bytes and in milliseconds to expand them again.
struct Packed {
    bytes: f64,
    milliseconds: f64,
}

/// Compares with the dictionary of the vault.
pub(crate) fn compare(vault: &Vault, bare: &Connection) {
    let records = records(vault);
    let json: usize = records.iter().map(String::len).sum();
    let dictionary: Vec<u8> = bare
        .query_row(
            "SELECT bytes FROM dictionaries ORDER BY codec DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let with = pack(
        &records,
        Compressor::with_dictionary(LEVEL, &dictionary).unwrap(),
        Decompressor::with_dictionary(&dictionary).unwrap(),
    );
    let without = pack(
        &records,
        Compressor::new(LEVEL).unwrap(),
        Decompressor::new().unwrap(),
    );
    let name = "records with the dictionary, bytes / their JSON";
    show(name, with.bytes, json as f64, 0.25);
    let name = "records with the dictionary, bytes / without it";
    show(name, with.bytes, without.bytes, 0.6);
    let name = "expanding records with the dictionary, ms / without it";
    show(name, with.milliseconds, without.milliseconds, 1.0);
}

fn records(vault: &Vault) -> Vec<String> {
    let mut records = Vec::new();
    vault
        .read(|view| {
            view.clients().scan(0, RECORDS as u64, |stored| {
                records.push(stored.raw);
                Ok(())
            })
        })
        .unwrap();
    records
}

fn pack(
    records: &[String],
    mut compressor: Compressor<'_>,
    mut decompressor: Decompressor<'_>,
) -> Packed {
    let packed: Vec<Vec<u8>> = records
        .iter()
        .map(|record| compressor.compress(record.as_bytes()).unwrap())
        .collect();
    let began = Instant::now();
    for (record, bytes) in records.iter().zip(&packed) {
        let plain = decompressor.decompress(bytes, record.len()).unwrap();
        assert!(plain == record.as_bytes());
    }
    Packed {
        bytes: packed.iter().map(Vec::len).sum::<usize>() as f64,
        milliseconds: began.elapsed().as_secs_f64() * 1_000.0,
    }
}
