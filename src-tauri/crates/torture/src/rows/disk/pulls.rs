//! A pull into a vault that cannot grow.

use super::{
    ROOMY, SIZES, ensure_limit_told, ensure_told,
    volume::{Volume, taken},
};
use crate::{
    holdings,
    office::{NewProfile, Office, TEST, patience},
    pool::Case,
    rows::crash::{done, program},
    trouble::{Outcome, ensure},
};

const CLIENTS: usize = 200;
/// What a pull of so many clients takes at most.
const NEEDED: u64 = 3 << 20;

pub(super) async fn case(case: &Case, size: u64) -> Outcome {
    let office = Office::bare(CLIENTS, 0, case.seed).await?;
    office.add(NewProfile {
        name: "Oficina",
        url: office.sandbox.base_url(),
        environment: TEST,
        key: sandbox::FULL_KEY,
        patience: patience(),
    })?;
    office.desk.lock();
    let room = NEEDED * size / SIZES;
    let pull = ["pull", "--json"];
    let Some(volume) = Volume::mount(taken(office.folder.path())? + room)? else {
        let scripts = tempfile::tempdir()?;
        let limited = program(office.folder.path())?.limited_to(room, scripts.path())?;
        ensure_limit_told(&limited.run(&pull).await?)?;
        done(&program(office.folder.path())?, &pull).await?;
        office.unlock()?;
        holdings::ensure_sound(&*office.session()?)?;
        return office.ensure_equal();
    };
    holdings::copy(office.folder.path(), volume.path())?;
    let tight = program(volume.path())?;
    ensure_told(&tight.run(&pull).await?)?;
    volume.resize(ROOMY)?;
    {
        let desk = holdings::open(volume.path())?;
        holdings::ensure_sound(&*desk.session()?)?;
    }
    let run = done(&tight, &pull).await?;
    ensure(run.json()["complete"] == true, || run.out.clone())?;
    let desk = holdings::open(volume.path())?;
    let session = desk.session()?;
    holdings::ensure_sound(&session)?;
    holdings::ensure_equal(&session, &office)
}
