//! Figures: medians, percentiles, and the form in which they are told.

use std::{fs, hint::black_box, time::Instant};

use serde_json::json;

/// Tells a figure beside its limit, both in one unit.
pub(crate) fn show(name: &str, measured: f64, limit: f64, at_most: f64) {
    let line = json!({"name": name, "measured": measured, "limit": limit, "atMost": at_most});
    println!("{line}");
}

pub(crate) fn median(values: &[f64]) -> f64 {
    percentile(values, 50)
}

/// The value that so many of a hundred do not exceed.
pub(crate) fn percentile(values: &[f64], hundredth: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() * hundredth).div_ceil(100).max(1) - 1;
    sorted[place]
}

/// Milliseconds of one call.
pub(crate) fn timed<T>(act: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    black_box(act());
    began.elapsed().as_secs_f64() * 1_000.0
}

/// Memory of this process in KiB: `VmRSS` what it holds, `VmHWM` the most it ever held.
pub(crate) fn memory(of: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(of)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Milliseconds of the limit and of ours for each item, taken in turn; a first round warms both sides up and does not count.
pub(crate) fn in_turn<I, L, O>(
    items: &[I],
    rounds: usize,
    limit: impl Fn(&I) -> L,
    ours: impl Fn(&I) -> O,
) -> (Vec<f64>, Vec<f64>) {
    let (mut of_limit, mut of_ours) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        for item in items {
            let (bare, measured) = (timed(|| limit(item)), timed(|| ours(item)));
            if round > 0 {
                of_limit.push(bare);
                of_ours.push(measured);
            }
        }
    }
    (of_limit, of_ours)
}
