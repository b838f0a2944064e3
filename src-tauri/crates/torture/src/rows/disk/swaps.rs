//! A folder that cannot be written, and a vault that goes or is replaced while it is open.

use rand::RngExt as _;
use sandbox::{Fault, FaultKind};

use super::{ROOMY, ensure_failed, leave_out, volume::Volume};
use crate::{
    holdings,
    office::{LIST, Office},
    pool::Case,
    rows::crash::{done, program, pulls::office},
    trouble::{Outcome, ensure},
};

pub(super) async fn case(mut case: Case) -> Outcome {
    let office = office(case.seed).await?;
    match case.number / 4 % 4 {
        0 => read_only(&office, false).await,
        1 => read_only(&office, true).await,
        2 => swapped(&office, &mut case, false).await,
        _ => swapped(&office, &mut case, true).await,
    }
}

/// From the beginning, or once the vault is filled.
async fn read_only(office: &Office, filled: bool) -> Outcome {
    let pull = ["pull", "--json"];
    let Some(volume) = Volume::mount(ROOMY)? else {
        leave_out();
        return Ok(());
    };
    holdings::copy(office.folder.path(), volume.path())?;
    let program = program(volume.path())?;
    if filled {
        done(&program, &pull).await?;
    }
    volume.set_read_only(true)?;
    ensure_failed(&program.run(&pull).await?, &["read_only"])?;
    volume.set_read_only(false)?;
    done(&program, &pull).await?;
    let desk = holdings::open(volume.path())?;
    let session = desk.session()?;
    holdings::ensure_sound(&session)?;
    holdings::ensure_equal(&session, office)
}

/// In the middle of a pull the file is taken away, or an older copy is put in its place.
async fn swapped(office: &Office, case: &mut Case, replaced: bool) -> Outcome {
    let pull = ["pull", "--json"];
    let kept = tempfile::tempdir()?;
    holdings::copy(office.folder.path(), kept.path())?;
    let vault = holdings::vault_file(office.folder.path())?;
    let copy = holdings::vault_file(kept.path())?;
    let slow = FaultKind::Latency { milliseconds: 15 };
    office
        .control
        .push_fault(Fault::always(slow).on("POST", LIST));
    let request = case.random.random_range(2..8);
    let program = program(office.folder.path())?;
    let swap = async {
        office.control.wait_for_requests(None, "", request).await;
        if replaced {
            let fresh = vault.with_extension("new");
            std::fs::copy(&copy, &fresh)?;
            std::fs::rename(&fresh, &vault)?;
        } else {
            std::fs::remove_file(&vault)?;
        }
        Outcome::Ok(())
    };
    let (run, swap) = tokio::join!(program.run(&pull), swap);
    swap?;
    ensure_failed(&run?, &["damaged"])?;
    office.control.clear_faults();
    if !replaced {
        // None is made in its place.
        ensure_failed(&program.run(&pull).await?, &["damaged"])?;
        ensure(!vault.exists(), || "a new vault was made".into())?;
        std::fs::copy(&copy, &vault)?;
    }
    done(&program, &pull).await?;
    office.unlock()?;
    holdings::ensure_sound(&*office.session()?)?;
    office.ensure_equal()
}
