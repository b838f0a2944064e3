//! `vinculo-cli promote` under faults of the write.

use sandbox::{Fault, FaultKind};

use super::{SLOW, office};
use crate::{
    pool::Case,
    rows::status,
    trouble::{Outcome, ensure},
};

const NAMES: [&str; 10] = [
    "promote: 429",
    "promote: 503",
    "promote: reset before",
    "promote: lost answer",
    "promote: answered and not done",
    "promote: cut body",
    "promote: cut JSON",
    "promote: HTML page",
    "promote: an answer that never comes",
    "promote: slow body, 10 bytes each 0.5 s",
];

/// How many faults.
pub(crate) const COUNT: u64 = NAMES.len() as u64;

const CLIENTS: usize = 100;

pub(crate) fn name(number: usize) -> &'static str {
    NAMES[number]
}

fn kind(number: usize) -> FaultKind {
    match number {
        0 => status(429, None),
        1 => status(503, None),
        2 => FaultKind::Reset,
        3 => FaultKind::EffectWithoutAnswer,
        4 => FaultKind::AnswerWithoutEffect,
        5 => FaultKind::CutBody,
        6 => FaultKind::BadJson,
        7 => FaultKind::HtmlPage { status: 200 },
        8 => FaultKind::Hang,
        _ => SLOW,
    }
}

pub(crate) async fn case(case: &Case, number: usize) -> Outcome<String> {
    let (office, program) = office(CLIENTS, case.seed).await?;
    let pulled = program.run(&["pull", "--json"]).await?;
    ensure(pulled.status == 0, || format!("no pull: {}", pulled.err))?;
    let id = office.members(1)?[0];
    let name = id.to_string();
    let path = format!("/clients/{id}");
    office.control.push_fault(
        Fault::next(kind(number))
            .on("POST", &path)
            .ending("/promote"),
    );
    let promote = [
        "promote",
        &name,
        "--reason",
        "Se atiende por sí misma",
        "--json",
    ];
    let run = program.run(&promote).await?;
    let mut state = run.json()["state"].as_str().unwrap_or_default().to_owned();
    let first = format!("{state}, status {}", run.status);
    ensure(!state.is_empty(), || format!("no outcome: {}", run.err))?;
    ensure(run.status != 0 || state == "proven", || {
        format!("status 0 and {state}")
    })?;
    office.control.clear_faults();
    let mut steps = Vec::new();
    for arguments in [
        ["operations", "settle", "--json"],
        ["operations", "send", "--json"],
    ] {
        if matches!(state.as_str(), "unknown" | "waiting") {
            let ran = program.run(&arguments).await?;
            if let Some(now) = ran.json()["results"][0]["state"].as_str() {
                now.clone_into(&mut state);
            }
            steps.push(arguments[1]);
        }
    }
    if !office.is_primary(id) {
        let again = program.run(&promote).await?;
        ensure(again.status == 0, || {
            format!("a second attempt: status {}, {}", again.status, again.err)
        })?;
        steps.push("promote");
    }
    let effects = office.control.count_effects(Some("POST"), &path);
    ensure(effects == 1 && office.is_primary(id), || {
        format!("the effect happened {effects} times")
    })?;
    let way = if steps.is_empty() {
        String::new()
    } else {
        format!("; then {}", steps.join(", "))
    };
    Ok(format!("{first}{way}; 1 effect"))
}
