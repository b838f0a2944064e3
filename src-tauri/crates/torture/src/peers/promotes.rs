//! `vinculo-cli promote` under faults of the write and of the reads around it.

use sandbox::{Control, Fault, FaultKind};
use serde_json::Value;
use uuid::Uuid;

use super::{SLOW, office, program::Run};
use crate::{
    pool::Case,
    rows::{status, wish::Attempts},
    trouble::{Outcome, ensure},
};

const NAMES: [&str; 15] = [
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
    "promote: the read before is reset once",
    "promote: no read before",
    "promote: an HTML page for the read before",
    "promote: lost answer and no read after",
    "promote: an HTML page for the read after",
];

/// How many faults.
pub(crate) const COUNT: u64 = NAMES.len() as u64;

const CLIENTS: usize = 100;

pub(crate) fn name(number: usize) -> &'static str {
    NAMES[number]
}

/// Sets the fault up.
fn break_it(control: &Control, number: usize, path: &str) {
    let write = |kind| control.push_fault(Fault::next(kind).on("POST", path).ending("/promote"));
    let read = |fault: Fault| control.push_fault(fault.on("GET", path));
    match number {
        0 => write(status(429, None)),
        1 => write(status(503, None)),
        2 => write(FaultKind::Reset),
        3 => write(FaultKind::EffectWithoutAnswer),
        4 => write(FaultKind::AnswerWithoutEffect),
        5 => write(FaultKind::CutBody),
        6 => write(FaultKind::BadJson),
        7 => write(FaultKind::HtmlPage { status: 200 }),
        8 => write(FaultKind::Hang),
        9 => write(SLOW),
        10 => read(Fault::next(FaultKind::Reset)),
        11 => read(Fault::always(FaultKind::Reset)),
        12 => read(Fault::always(FaultKind::HtmlPage { status: 200 })),
        13 => {
            write(FaultKind::EffectWithoutAnswer);
            read(Fault::always(FaultKind::Reset).after(1));
        }
        _ => read(Fault::always(FaultKind::HtmlPage { status: 200 }).after(1)),
    }
}

pub(crate) async fn case(case: &Case, number: usize) -> Outcome<String> {
    let (office, program) = office(CLIENTS, case.seed).await?;
    let pulled = program.run(&["pull", "--json"]).await?;
    ensure(pulled.status == 0, || format!("no pull: {}", pulled.err))?;
    let id = office.members(1)?[0];
    let name = id.to_string();
    let path = format!("/clients/{id}");
    office.control.clear_requests();
    break_it(&office.control, number, &path);
    let promote = [
        "promote",
        &name,
        "--reason",
        "Se atiende por sí misma",
        "--json",
    ];
    let run = program.run(&promote).await?;
    ensure_attempts(&office.control, id, 1)?;
    let mut result = run.json();
    let first = format!("{}, status {}", state(&result), run.status);
    ensure_told(&run, &result)?;
    office.control.clear_faults();
    let mut steps = Vec::new();
    for (from, arguments) in [
        ("unknown", ["operations", "settle", "--json"]),
        ("waiting", ["operations", "send", "--json"]),
    ] {
        if state(&result) == from {
            let ran = program.run(&arguments).await?;
            result = ran.json()["data"][0].take();
            ensure_told(&ran, &result)?;
            steps.push(arguments[1]);
        }
    }
    let ended = state(&result).to_owned();
    ensure((ended == "proven") == office.is_primary(id), || {
        format!("{ended}, and primary: {}", office.is_primary(id))
    })?;
    if !office.is_primary(id) {
        let again = program.run(&promote).await?;
        ensure(again.status == 0, || {
            format!("a second attempt: status {}, {}", again.status, again.err)
        })?;
        steps.push("promote");
    }
    ensure_attempts(&office.control, id, 2)?;
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

fn state(result: &Value) -> &str {
    result["state"].as_str().unwrap_or_default()
}

/// At most so many writes arrived, each after a read that was answered since the one before.
fn ensure_attempts(control: &Control, id: Uuid, most: usize) -> Outcome {
    let path = format!("/clients/{id}/promote");
    let attempts = Attempts::of(control, ("POST", &path), id);
    ensure(attempts.sent <= most && attempts.blind == 0, || {
        let Attempts { sent, blind } = attempts;
        format!("{sent} writes arrived, {blind} without a read before")
    })
}

/// An ending that is not the wished one has its reason, in the result and on standard error; what was found not to be carried
/// out has the proof for one.
fn ensure_told(run: &Run, result: &Value) -> Outcome {
    let ended = state(result);
    ensure(!ended.is_empty(), || format!("no outcome: {}", run.err))?;
    ensure(
        run.status != 0 || matches!(ended, "proven" | "not_done"),
        || format!("status 0 and {ended}"),
    )?;
    let has_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let told = match ended {
        "proven" => result["proof"]["same"] == true,
        "not_done" => result["proof"]["same"] == false,
        _ => has_text(&result["problem"]["message"]) && run.told().is_some(),
    };
    ensure(told, || {
        format!("{ended} without a reason: {result}, {}", run.err)
    })
}
