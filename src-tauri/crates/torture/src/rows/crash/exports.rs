//! Kills while a file is written.

use std::{path::Path, time::Duration};

use rand::RngExt as _;

use super::{
    done,
    kill::{Moment, kill, longest},
    landed, program,
};
use crate::{
    holdings,
    office::{Office, patience},
    pool::Case,
    trouble::{Outcome, ensure},
};

const CLIENTS: usize = 200;
/// What a file that was there before holds.
const BEFORE: &[u8] = b"el informe de ayer";
/// The end of the name of a file that is not whole yet.
const PART: &str = ".part";

pub(super) async fn case(mut case: Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    office.desk.lock();
    let folder = tempfile::tempdir()?;
    let format = ["csv", "xlsx", "json"][case.random.random_range(0..3)];
    let subject = ["clients", "members", "findings"][case.random.random_range(0..3)];
    let target = folder.path().join(format!("informe.{format}"));
    let there = case.random.random_bool(0.5);
    if there {
        std::fs::write(&target, BEFORE)?;
    }
    let path = target.to_string_lossy().into_owned();
    let export = [
        "export", subject, "--format", format, "--out", &path, "--json",
    ];
    let exporter = program(office.folder.path())?;
    let moment = Moment::Written(
        folder.path().to_owned(),
        PART,
        case.random.random_range(0..40_000),
    );
    let after = Duration::from_micros(case.random.random_range(0..3_000));
    if landed(kill(&exporter, &export, moment, after).await?) {
        ensure_whole_or_before(&target, there)?;
    }
    let written = done(&exporter, &export).await?.json();
    let length = std::fs::metadata(&target)?.len();
    ensure(written["bytes"] == length && length > 0, || {
        format!("{length} bytes, said {}", written["bytes"])
    })?;
    ensure(longest(folder.path(), PART).is_none(), || {
        "the part that the killed run left is still there".into()
    })?;
    office.unlock()?;
    holdings::ensure_sound(&*office.session()?)?;
    office.ensure_equal()
}

/// Under its final name there is the file of before, nothing, or a whole file.
fn ensure_whole_or_before(target: &Path, there: bool) -> Outcome {
    let Ok(found) = std::fs::read(target) else {
        return ensure(!there, || "the file of before is gone".into());
    };
    let whole = match target.extension().and_then(|ending| ending.to_str()) {
        Some("json") => serde_json::from_slice::<serde_json::Value>(&found).is_ok(),
        // A workbook ends with the directory of its archive.
        Some("xlsx") => found.windows(4).any(|part| part == b"PK\x05\x06"),
        _ => found.ends_with(b"\n") && found.len() > BEFORE.len(),
    };
    ensure(whole || (there && found == BEFORE), || {
        format!("{} bytes half written under the final name", found.len())
    })
}
