//! Decoding of pages beside what any decoding of the same bytes costs, in one run: one line of JSON for each figure.
//!
//! `sandbox_ratios [CLIENTS]`, 100,000 by default. The limits are the same bytes read into `serde_json::Value`, and read past without
//! keeping anything. Each decoder runs in a process of its own, so that its peak of memory is its own, and counts the seconds
//! that it had a processor. The decoders take turns, and a figure is the median of its runs.

// An example is a program of its own: it may stop where it stands and print.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fmt::Write as _};

use artu::Wrappers;
use artu::models::{Client, Page, Record};
use sandbox::{Population, PopulationOptions};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const CLIENTS: usize = 100_000;
/// Clients that differ from each other; the rest repeats them.
const DISTINCT: usize = 2_000;
const PAGE: usize = 200;
/// Runs of each decoder.
const RUNS: usize = 5;
const DECODERS: [&str; 3] = ["records", "value", "skip"];

/// What one run of a decoder took.
#[derive(Serialize, Deserialize)]
struct Taken {
    /// Of the processor.
    seconds: f64,
    /// Growth of the peak of memory over what the process holds before it decodes, in KiB.
    peak: f64,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [decoder, file, clients] => {
            let taken = run(decoder, Path::new(file), clients.parse().unwrap());
            println!("{}", serde_json::to_string(&taken).unwrap());
        }
        [clients] => compare(clients.parse().unwrap()),
        _ => compare(CLIENTS),
    }
}

fn compare(clients: usize) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pages.ndjson");
    let bytes = write_pages(&file);
    let mut taken: Vec<Vec<Taken>> = DECODERS.map(|_| Vec::new()).into();
    for _ in 0..RUNS {
        for (decoder, taken) in DECODERS.iter().zip(&mut taken) {
            taken.push(in_a_process(decoder, &file, clients));
        }
    }
    let median = |of: fn(&Taken) -> f64| -> Vec<f64> {
        let medians = taken.iter().map(|runs| {
            let mut figures: Vec<f64> = runs.iter().map(of).collect();
            figures.sort_by(f64::total_cmp);
            figures[figures.len() / 2]
        });
        medians.collect()
    };
    let seconds = median(|taken| taken.seconds);
    let peaks = median(|taken| taken.peak);
    #[allow(clippy::cast_precision_loss)]
    for (decoder, seconds) in DECODERS.iter().zip(&seconds) {
        eprintln!(
            "{decoder:8} {:>10.0} clients/s, of {} bytes each",
            clients as f64 / seconds,
            bytes / DISTINCT
        );
    }
    show(
        "clients decoded / into Value, s",
        seconds[0],
        seconds[1],
        VALUE_AT_MOST,
    );
    show(
        "clients decoded / skipped, s",
        seconds[0],
        seconds[2],
        SKIP_AT_MOST,
    );
    show("clients decoded / into Value, KiB", peaks[0], peaks[1], 1.0);
}

/// A guard against getting slower: 1.3 times the measured 0.53 on two busy cores. The aim is 0.35. Of the time, about a quarter
/// is taking and giving back memory and another is looking for the ends of texts, which `Value` pays too.
const VALUE_AT_MOST: f64 = 0.69;
/// Likewise of the measured 6.2; the aim is 3.5.
const SKIP_AT_MOST: f64 = 8.1;

fn show(name: &str, measured: f64, limit: f64, at_most: f64) {
    let line = json!({"name": name, "measured": measured, "limit": limit, "atMost": at_most});
    println!("{line}");
}

/// Writes the distinct clients as pages, one per line; gives the bytes of all clients.
fn write_pages(file: &Path) -> usize {
    let options = PopulationOptions {
        // Some of them are planted as gone.
        clients: DISTINCT + DISTINCT / 10,
        seed: 1,
    };
    let clients = Population::generate(options).documents();
    let mut pages = String::new();
    for page in clients[..DISTINCT].chunks(PAGE) {
        let pagination = json!({"hasMore": true, "nextCursor": "synthetic"});
        let data = page.join(",");
        writeln!(pages, r#"{{"data":[{data}],"pagination":{pagination}}}"#).unwrap();
    }
    fs::write(file, pages).unwrap();
    clients[..DISTINCT].iter().map(String::len).sum()
}

fn in_a_process(decoder: &str, file: &Path, clients: usize) -> Taken {
    let output = Command::new(env::current_exe().unwrap())
        .args([decoder, file.to_str().unwrap(), &clients.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn run(decoder: &str, file: &Path, clients: usize) -> Taken {
    let text = fs::read(file).unwrap();
    let pages: Vec<&[u8]> = text.trim_ascii_end().split(|byte| *byte == b'\n').collect();
    let names = Wrappers::default();
    let (before, began) = (peak(), processor());
    for page in pages.iter().cycle().take(clients / PAGE) {
        match decoder {
            "records" => drop(black_box(records(page, &names))),
            "value" => drop(black_box(serde_json::from_slice::<Value>(page).unwrap())),
            _ => drop(black_box(
                serde_json::from_slice::<IgnoredAny>(page).unwrap(),
            )),
        }
    }
    Taken {
        seconds: processor() - began,
        peak: (peak() - before).max(1.0),
    }
}

/// Seconds that this process had a processor, whatever its neighbours took.
fn processor() -> f64 {
    let status = fs::read_to_string("/proc/self/schedstat").unwrap();
    let nanoseconds: f64 = status.split_whitespace().next().unwrap().parse().unwrap();
    nanoseconds / 1e9
}

fn records(page: &[u8], names: &Wrappers) -> Vec<Record<Client>> {
    let page = Page::parse(page, names).unwrap();
    assert_eq!(page.data.len(), PAGE);
    page.data
        .into_iter()
        .map(|raw| raw.decode().unwrap())
        .collect()
}

/// The most memory that this process ever held, in KiB.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}
