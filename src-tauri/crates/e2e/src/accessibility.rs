//! The check of accessibility: axe-core in the page, no violation of weight.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{Failure, Step, Window};

/// Where npm keeps axe-core, from this crate.
const AXE: &str = "../../../ui/node_modules/axe-core/axe.min.js";

/// Lets axe-core look at the screen. What it finds serious or critical fails the journey at its end, so that one barrier
/// hides neither the rest of the story nor the next barrier.
pub async fn check_accessible(window: &Window, screen: &str) -> Step {
    window.rest().await?;
    let there = window
        .run("return typeof window.axe === 'object'", Vec::new())
        .await?;
    if there != Value::Bool(true) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE);
        let script = fs::read_to_string(&file)
            .map_err(Failure::io(format!("reading {}", file.display())))?;
        window
            .run(
                &format!("{script}; window.axe = axe ?? window.axe"),
                Vec::new(),
            )
            .await?;
    }
    let script = "const done = arguments[arguments.length - 1];
        window.axe.run(document, {resultTypes: ['violations']}).then(
            ({violations}) => done(violations
                .filter(({impact}) => impact === 'serious' || impact === 'critical')
                .map(({id, impact, help, nodes}) =>
                    `${impact} ${id}: ${help}: ${nodes.slice(0, 4).map(({html, failureSummary}) =>
                        html.slice(0, 160) + ' ' + failureSummary.replaceAll('\\n', ' ')).join(' | ')}`)),
            (error) => done([`axe failed: ${error}`]))";
    let found = window.client().execute_async(script, Vec::new()).await?;
    let Some(barriers) = found.as_array() else {
        return Err(Failure::Script(found.to_string()));
    };
    for barrier in barriers {
        window.note_barrier(format!(
            "{screen}: {}",
            barrier.as_str().unwrap_or("unreadable")
        ));
    }
    Ok(())
}
