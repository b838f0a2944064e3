//! Which scope a finding belongs to: the regime whose rule gives it.
//!
//! A client of several regimes gets the checks of each, each named by its scope (rule MX-070). So the code tells the scope, and the field
//! where rules of several scopes share a code; nothing has to be stored with a finding. The scopes of the client are another matter: they
//! say which rules are asked of it at all, and would put each of its findings into every one of them.
//!
//! What is said of any client, of whatever country, belongs to `base`; what is asked of every Mexican client, to `MX`.

use crate::{RulePack, client, codes, defects};

/// Findings of one kind: those with a code, at one field or anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The code.
    pub code: String,
    /// The field, where the code alone does not tell the scope.
    pub field: Option<String>,
}

/// Codes of the rules that hold in any country: codes of countries, documents and their days, e-mail addresses, the structure of links, and what clients have
/// in common.
const OF_BASE: [&str; 19] = [
    codes::COUNTRY_UNKNOWN,
    codes::DOCUMENT_EXPIRED,
    codes::DOCUMENT_EXPIRES_SOON,
    codes::DOCUMENT_REJECTED,
    codes::DOCUMENT_PENDING,
    codes::EMAIL_FORMAT,
    codes::POSSIBLE_DUPLICATE,
    codes::SHARED_PHONE,
    codes::SHARED_EMAIL,
    codes::SHARED_ADDRESS,
    codes::SHARED_BY_MANY,
    codes::REPRESENTS_MANY,
    codes::CONTROLS_MANY,
    defects::ORPHAN,
    defects::CYCLE,
    defects::SEVERAL_PARENTS,
    defects::MISSING_MEMBER,
    defects::SELF_LINK,
    defects::SEVERAL_PRIMARIES,
];

/// The kinds of findings that belong to a scope, as in `MX:AV:AVI`. `MX:AV` and `MX:CNBV` have those of all scopes below them; of a
/// scope of which no rule speaks there are none.
pub fn kinds_of(scope: &str, pack: &RulePack) -> Vec<Kind> {
    let everywhere = |code: &str| Kind {
        code: code.to_owned(),
        field: None,
    };
    match scope {
        "base" => OF_BASE.into_iter().map(everywhere).collect(),
        "MX" => codes::all(pack)
            .iter()
            .map(|(code, _)| code.as_str())
            .filter(|code| !OF_BASE.contains(code) && !is_of_single_scopes(code, pack))
            .map(everywhere)
            .collect(),
        "MX:AV" => of_lists(scope, pack)
            .chain([everywhere(codes::ACTIVITY_WITHOUT_SCOPE)])
            .collect(),
        _ => of_lists(scope, pack).chain(of_activity(scope)).collect(),
    }
}

fn is_of_single_scopes(code: &str, pack: &RulePack) -> bool {
    code == codes::ACTIVITY_WITHOUT_SCOPE
        || pack
            .required
            .rows_of_scopes()
            .any(|(_, row)| row.code() == code)
}

/// What the lists of a scope, and of those below it, ask for.
fn of_lists(scope: &str, pack: &RulePack) -> impl Iterator<Item = Kind> {
    let is_within = move |one: &str| {
        one.strip_prefix(scope)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    };
    pack.required
        .rows_of_scopes()
        .filter(move |(of, _)| is_within(of))
        .map(|(of, row)| {
            let code = row.code();
            let is_shared = pack
                .required
                .rows_of_scopes()
                .any(|(other, shared)| other != of && shared.code() == code);
            Kind {
                field: is_shared.then(|| row.client_path.clone()),
                code,
            }
        })
}

/// Data of an activity on a client that does not have its scope.
fn of_activity(scope: &str) -> Option<Kind> {
    let activity = scope.strip_prefix("MX:AV:")?;
    Some(Kind {
        code: codes::ACTIVITY_WITHOUT_SCOPE.to_owned(),
        field: Some(client::activity_field(activity)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check_client, samples};
    use serde_json::json;

    const SINGLE: [&str; 4] = ["base", "MX", "MX:AV:AVI", "MX:CNBV:TRANSMISOR"];

    fn takes(scope: &str, code: &str, field: &str) -> bool {
        kinds_of(scope, RulePack::embedded()).iter().any(|kind| {
            kind.code == code && kind.field.as_deref().is_none_or(|known| known == field)
        })
    }

    #[test]
    fn each_code_belongs_to_one_scope_or_is_told_by_its_field() {
        for (code, _) in &codes::all(RulePack::embedded()) {
            let of: Vec<_> = SINGLE
                .into_iter()
                .flat_map(|scope| kinds_of(scope, RulePack::embedded()))
                .filter(|kind| kind.code == *code)
                .collect();
            let is_told = of.len() == 1 || of.iter().all(|kind| kind.field.is_some());
            assert!(!of.is_empty() && is_told, "{code}: {of:?}");
            if let [only] = of.as_slice() {
                assert!(only.field.is_none() || code == codes::ACTIVITY_WITHOUT_SCOPE);
            }
        }
        assert!(kinds_of("US", RulePack::embedded()).is_empty());
    }

    #[test]
    fn no_list_of_all_clients_has_a_code_of_a_single_scope() {
        let client = samples::individual(json!({"scopes": ["MX"], "isPrimary": true}));
        for requirement in
            crate::requirements(&client, &[crate::Part::Served], RulePack::embedded())
        {
            assert!(
                !is_of_single_scopes(&requirement.code(), RulePack::embedded()),
                "{requirement:?}"
            );
        }
    }

    #[test]
    fn what_a_client_of_several_scopes_lacks_is_named_by_scope() {
        let client = samples::individual(json!({
            "isPrimary": true, "scopes": ["MX:AV:AVI", "MX:CNBV:TRANSMISOR"], "bankAccounts": [],
            "contactMethods": [{"id": samples::id(9), "type": "email", "value": "nobody"}],
            "scopeData": {"MX": {"rfc": "ZAHK581213MU1", "actividadVulnerable": {"VEH": {"x": 1}}}}
        }));
        let findings = check_client(&client, samples::rules());
        let of = |scope: &str| -> Vec<&str> {
            findings
                .iter()
                .filter(|found| takes(scope, &found.code, &found.field))
                .map(|found| found.code.as_str())
                .collect()
        };
        assert_eq!(of("base"), ["EMAIL_FORMAT"]);
        assert_eq!(of("MX:AV:AVI"), ["MISSING_USERNAME", "MISSING_ACCOUNT"]);
        assert_eq!(
            of("MX:CNBV:TRANSMISOR"),
            ["MISSING_ACCOUNT", "MISSING_CLAVE_SUJETO_OBLIGADO"]
        );
        assert_eq!(of("MX:AV:VEH"), ["ACTIVITY_WITHOUT_SCOPE"]);
        assert_eq!(
            of("MX:AV"),
            [
                "ACTIVITY_WITHOUT_SCOPE",
                "MISSING_USERNAME",
                "MISSING_ACCOUNT"
            ]
        );
        assert!(of("MX").contains(&"RFC_CHECK_DIGIT"));
        let sum = SINGLE.iter().map(|scope| of(scope).len()).sum::<usize>();
        assert_eq!(sum + of("MX:AV:VEH").len(), findings.len());
    }
}
