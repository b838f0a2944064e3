//! An export to a place without room.

use super::{
    ROOMY, SIZES, ensure_limit_told, ensure_told,
    volume::{PAGE, Volume},
};
use crate::{
    office::{Office, patience},
    pool::Case,
    rows::crash::{done, program},
    trouble::{Outcome, ensure},
};

const CLIENTS: usize = 120;
/// What a file of so many clients takes at most.
const NEEDED: u64 = 160 << 10;
const BEFORE: &[u8] = b"el informe de ayer";

pub(super) async fn case(case: &Case, size: u64) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    office.desk.lock();
    let format = ["csv", "xlsx", "json"][usize::try_from(case.seed % 3)?];
    // The root of a volume and the file of before take a page each.
    let room = (2 * PAGE).max(NEEDED * size / SIZES);
    let volume = Volume::mount(room)?;
    let elsewhere = tempfile::tempdir()?;
    let folder = volume.as_ref().map_or(elsewhere.path(), Volume::path);
    let target = folder.join(format!("informe.{format}"));
    std::fs::write(&target, BEFORE)?;
    let path = target.to_string_lossy().into_owned();
    let export = [
        "export", "clients", "--format", format, "--out", &path, "--json",
    ];
    let exporter = program(office.folder.path())?;
    let run = if volume.is_some() {
        exporter.run(&export).await?
    } else {
        let scripts = tempfile::tempdir()?;
        let limited = program(office.folder.path())?.limited_to(room, scripts.path())?;
        limited.run(&export).await?
    };
    let went_well = if volume.is_some() {
        ensure_told(&run)?
    } else {
        ensure_limit_told(&run)?
    };
    if !went_well {
        let names: Vec<_> = std::fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name()))
            .collect::<Outcome<_>>()?;
        ensure(names == [target.file_name().unwrap_or_default()], || {
            format!("left behind: {names:?}")
        })?;
        ensure(std::fs::read(&target)? == BEFORE, || {
            "half written under its final name".into()
        })?;
    }
    if let Some(volume) = &volume {
        volume.resize(ROOMY)?;
    }
    let written = done(&exporter, &export).await?.json();
    let length = std::fs::metadata(&target)?.len();
    ensure(written["bytes"] == length && length > PAGE, || {
        format!("{length} bytes, said {}", written["bytes"])
    })
}
