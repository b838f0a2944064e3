//! What of the notice to the authority the files hold, over a population with planted defects.

use std::collections::{BTreeMap, BTreeSet};

use artu::models::ClientId;
use desk::{
    Error, client,
    contract::{
        ClientQuery, Code, Language, NodeState, NoticeNode, NoticeRequest, NoticeView, Slice,
    },
    notice,
};
use sandbox::showcase;

use crate::support::{ES, Office, TEST, some_uuid};

fn shown(office: &Office, client: ClientId, activity: Option<&str>) -> Result<NoticeView, Error> {
    let request = NoticeRequest {
        client_id: client,
        activity: activity.map(Into::into),
    };
    notice::readiness(&office.session(), &request, ES)
}

fn nodes(view: &NoticeView) -> impl Iterator<Item = &NoticeNode> {
    view.groups.iter().flat_map(|group| &group.nodes)
}

fn every_client(office: &Office) -> Vec<(ClientId, String)> {
    let query = ClientQuery {
        slice: Slice {
            offset: 0,
            limit: 1_000,
        },
        ..ClientQuery::default()
    };
    let page = client::list(&office.session(), &query).unwrap();
    let rows = page.data.into_iter();
    rows.map(|row| (row.client_id, row.kind.to_string()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_without_defects_hold_all_that_the_record_has_a_place_for() {
    let office = Office::filled(300).await;
    let defective: BTreeSet<ClientId> = office
        .control
        .planted(TEST)
        .into_iter()
        .flat_map(|planted| planted.client_ids)
        .map(Into::into)
        .collect();
    let mut whole: BTreeMap<String, usize> = BTreeMap::new();
    for (id, kind) in every_client(&office) {
        let view = shown(&office, id, None).unwrap();
        assert_eq!(view.activity.is_some(), !view.activities.is_empty());
        for known in &view.activities {
            let of_activity = shown(&office, id, Some(&known.activity)).unwrap();
            let required = || nodes(&of_activity).filter(|node| node.required);
            let Some(summary) = known.summary else {
                assert_eq!(required().count(), 0, "{}", known.activity);
                continue;
            };
            let in_state = |state| required().filter(|node| node.state == state).count() as u64;
            assert_eq!(summary.required, required().count() as u64);
            assert_eq!(summary.fillable, in_state(NodeState::Fillable));
            assert_eq!(summary.absent, in_state(NodeState::Absent));
            assert_eq!(summary.does_not_fit, in_state(NodeState::DoesNotFit));
            assert_eq!(summary.not_visible, in_state(NodeState::NotVisible));
            for node in nodes(&of_activity) {
                assert_eq!(node.value.is_some(), node.state == NodeState::Fillable);
                assert_eq!(node.why.is_none(), node.state == NodeState::Fillable);
            }
            let representative = of_activity.representative.as_ref();
            let is_clean = !defective.contains(&id)
                && representative.is_none_or(|one| !defective.contains(&one.client_id));
            if is_clean {
                let open: Vec<&str> = required()
                    .filter(|node| matches!(node.state, NodeState::Absent | NodeState::DoesNotFit))
                    .map(|node| node.path.as_str())
                    .collect();
                assert_eq!(open, Vec::<&str>::new(), "{id} {kind} {}", known.activity);
                *whole.entry(kind.clone()).or_default() += 1;
            }
        }
    }
    for kind in ["individual", "company", "trust"] {
        assert!(whole.get(kind).is_some_and(|count| *count > 3), "{whole:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_is_shown_with_the_representative_whose_file_is_read() {
    let office = Office::filled(60).await;
    let company = office.named(showcase::COMPANY);
    let before = office.journal().len();
    let view = shown(&office, company, None).unwrap();
    let representative = view.representative.as_ref().unwrap();
    assert_eq!(representative.name, showcase::REPRESENTATIVE);
    assert_eq!(representative.of, 2);
    let given = nodes(&view)
        .find(|node| node.path == "persona_moral/representante_apoderado/apellido_paterno")
        .unwrap();
    assert_eq!(given.client_id, representative.client_id);
    assert_eq!(given.value.as_deref(), Some("OCHOA"));
    assert!(given.guess.is_some(), "both surnames stand in one field");
    let name = nodes(&view)
        .find(|node| node.path == "persona_moral/denominacion_razon")
        .unwrap();
    assert_eq!(
        name.value.as_deref(),
        Some("ACEROS DEL NORTE, S.A. DE C.V.")
    );
    assert_eq!(
        office.journal()[before..],
        ["client.read", "client.read"],
        "the client's file and its representative's"
    );
    shown(&office, company, None).unwrap();
    assert_eq!(office.journal().len(), before + 2, "one reading");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_not_found() {
    let office = Office::filled(60).await;
    let person = office.named(showcase::PERSON);
    for (client, activity) in [(person, Some("VEH")), (some_uuid().into(), None)] {
        let error = shown(&office, client, activity).unwrap_err();
        assert_eq!(error.code(), Code::NotFound);
    }
    assert!(shown(&office, person, Some("avi")).is_ok());
    let view = shown(&office, office.member(), None).unwrap();
    assert!(view.activities.is_empty() && view.groups.is_empty());
    assert_eq!(view.activity, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_view_keeps_its_form_in_both_languages() {
    let office = Office::filled(60).await;
    let request = |name| NoticeRequest {
        client_id: office.named(name),
        activity: None,
    };
    let session = office.session();
    for (name, of, language) in [
        ("notice_person_es", showcase::PERSON, Language::Es),
        ("notice_person_en", showcase::PERSON, Language::En),
        ("notice_company_es", showcase::COMPANY, Language::Es),
        ("notice_trust_en", showcase::TRUST, Language::En),
    ] {
        let view = notice::readiness(&session, &request(of), language).unwrap();
        insta::assert_json_snapshot!(name, view);
    }
}
