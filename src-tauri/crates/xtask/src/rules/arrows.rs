//! Arrows point one way: the table of which crate may depend on which.

/// The crate that is the desktop program, the only one that may know Tauri.
const SHELL: &str = "vinculo";

/// The crate that tests may use everywhere.
const TEST_SERVER: &str = "sandbox";

/// What a crate of ours may depend on among ours.
enum Allowed {
    /// Exactly these, fewer being fine.
    Only(&'static [&'static str]),
    /// Any: tools that no part of the product depends on.
    Any,
}

/// The row of a crate; a crate without a row breaks the rule, so that a new one is thought about.
fn allowed(from: &str) -> Option<Allowed> {
    Some(match from {
        "mx" | "artu" | "report" => Allowed::Only(&[]),
        "checks" => Allowed::Only(&["mx", "artu"]),
        "vault" => Allowed::Only(&["artu"]),
        "sandbox" => Allowed::Only(&["artu", "mx"]),
        "desk" => Allowed::Only(&["mx", "artu", "checks", "vault", "report"]),
        "vinculo-cli" => Allowed::Only(&["desk", "sandbox", "mx"]),
        SHELL => Allowed::Only(&["desk", "sandbox"]),
        "xtask" | "e2e" | "fuzz" | "torture" => Allowed::Any,
        _ => return None,
    })
}

/// One direct dependency of a crate of the workspace.
pub(super) struct Edge {
    /// The crate of ours that depends.
    pub(super) from: String,
    /// What it depends on; itself for a mere presence.
    pub(super) to: String,
    /// Whether only its tests, examples and benchmarks do.
    pub(super) only_for_tests: bool,
    /// Whether that is a crate of ours too.
    pub(super) to_ours: bool,
}

impl Edge {
    /// A crate as such, so that one without dependencies is seen as well.
    pub(super) fn presence(name: &str) -> Self {
        Self {
            from: name.to_owned(),
            to: name.to_owned(),
            only_for_tests: true,
            to_ours: true,
        }
    }
}

/// The arrows that the table does not allow, each as a sentence.
pub(super) fn broken(edges: &[Edge]) -> Vec<String> {
    edges.iter().filter_map(complaint).collect()
}

fn complaint(edge: &Edge) -> Option<String> {
    let Edge { from, to, .. } = edge;
    if to.starts_with("tauri") && from != SHELL {
        return Some(format!("{from} depends on {to}: only {SHELL} knows Tauri"));
    }
    let Some(row) = allowed(from) else {
        return Some(format!(
            "{from} has no row in the table of arrows (rules/arrows.rs)"
        ));
    };
    let fine = !edge.to_ours
        || from == to
        || (edge.only_for_tests && to == TEST_SERVER)
        || match row {
            Allowed::Only(names) => names.contains(&to.as_str()),
            Allowed::Any => true,
        };
    (!fine).then(|| format!("{from} depends on {to}: no arrow goes that way"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: &str, to: &str, only_for_tests: bool) -> Edge {
        Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            only_for_tests,
            to_ours: !to.starts_with("tauri"),
        }
    }

    #[test]
    fn an_arrow_backwards_is_found() {
        assert_eq!(broken(&[edge("artu", "mx", false)]).len(), 1);
        assert_eq!(broken(&[edge("vault", "desk", false)]).len(), 1);
        assert!(broken(&[edge("desk", "vault", false)]).is_empty());
    }

    #[test]
    fn tauri_is_for_the_shell_alone() {
        assert!(broken(&[edge("vinculo", "tauri", false)]).is_empty());
        assert_eq!(broken(&[edge("desk", "tauri", false)]).len(), 1);
        assert_eq!(broken(&[edge("e2e", "tauri-driver", true)]).len(), 1);
    }

    #[test]
    fn the_test_server_is_for_tests_where_the_table_has_no_arrow() {
        assert!(broken(&[edge("desk", "sandbox", true)]).is_empty());
        assert_eq!(broken(&[edge("desk", "sandbox", false)]).len(), 1);
    }

    #[test]
    fn a_crate_without_a_row_is_found() {
        assert_eq!(broken(&[Edge::presence("newcomer")]).len(), 1);
        assert!(broken(&[Edge::presence("mx")]).is_empty());
    }
}
