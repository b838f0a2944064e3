//! Acts that are entered into the journal while the disk is full.

use super::{
    ROOMY, ensure_told, leave_out,
    volume::{Volume, fill},
};
use crate::{
    holdings,
    office::{Office, TEST, patience},
    pool::Case,
    rows::crash::{done, program},
    trouble::{Outcome, ensure},
};

const CLIENTS: usize = 60;

pub(super) async fn case(case: &Case, size: u64) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    office.desk.lock();
    let Some(volume) = Volume::mount(ROOMY)? else {
        // What limits files says nothing of a journal that grows by a page.
        leave_out();
        return Ok(());
    };
    holdings::copy(office.folder.path(), volume.path())?;
    let filler = fill(&volume, size * 2)?;
    let household = anchor(&office);
    let client = office.members(1)?[0].to_string();
    let acts: [(&str, Vec<&str>); 3] = [
        ("client.read", vec!["client", &client, "--json"]),
        (
            "review.recorded",
            vec![
                "review",
                &household,
                "--verdict",
                "cleared",
                "--note",
                "Sin pendientes",
                "--json",
            ],
        ),
        (
            "operation.recorded",
            vec![
                "promote",
                &client,
                "--reason",
                "Se atiende sola",
                "--queue",
                "--json",
            ],
        ),
    ];
    let actor = program(volume.path())?;
    let mut kept = Vec::new();
    for (action, arguments) in &acts {
        let run = actor.run(arguments).await?;
        // An operation that is queued waits, which is no failure and has a status of its own.
        let waits = run.status == 5 && run.json()["state"] == "waiting";
        if waits || ensure_told(&run)? {
            kept.push(*action);
        }
    }
    std::fs::remove_file(filler)?;
    {
        let desk = holdings::open(volume.path())?;
        holdings::ensure_sound(&*desk.session()?)?;
    }
    let journal = done(&actor, &["journal", "list", "--json"]).await?.json();
    let entries = journal["data"].as_array().cloned().unwrap_or_default();
    for (action, arguments) in &acts {
        let entered = entries.iter().any(|entry| entry["action"] == *action);
        ensure(entered == kept.contains(action), || {
            format!("{action}: kept {kept:?}, entered {entered}")
        })?;
        if !entered {
            let again = actor.run(arguments).await?;
            ensure(matches!(again.status, 0 | 5), || again.err.clone())?;
        }
    }
    Ok(())
}

fn anchor(office: &Office) -> String {
    let ids = office.control.client_ids(TEST);
    let anchor = ids.into_iter().find(|id| office.is_primary(*id));
    anchor.unwrap_or_default().to_string()
}
