//! Views that are saved under a name.

use artu::models::ClientId;
use desk::{
    Error, Usage,
    contract::{
        ClientQuery, Code, Decided, FindingQuery, HouseholdQuery, RenameViewRequest,
        SaveViewRequest, SavedView, Severity, Slice, ViewFilters, ViewRequest,
    },
    saved_view,
};
use serde_json::json;

use crate::support::{ES, Office, some_uuid};

fn save(office: &Office, name: &str, filters: ViewFilters) -> Result<Vec<SavedView>, Error> {
    let request = SaveViewRequest {
        name: name.into(),
        filters,
        replace: false,
    };
    saved_view::save(&office.session(), &request)
}

fn rename(office: &Office, name: &str, to: &str) -> Result<Vec<SavedView>, Error> {
    let request = RenameViewRequest {
        name: name.into(),
        to: to.into(),
    };
    saved_view::rename(&office.session(), &request)
}

fn names(views: &[SavedView]) -> Vec<&str> {
    views.iter().map(|view| view.name.as_str()).collect()
}

fn findings(severity: Severity) -> ViewFilters {
    ViewFilters::Findings(FindingQuery {
        severity: Some(severity),
        ..FindingQuery::default()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn views_of_every_screen_come_back_as_they_were_saved_and_outlive_sweeps() {
    let mut office = Office::filled(60).await;
    let anchor = office.named("Sebastián Luna Juárez");
    let of_findings = FindingQuery {
        code: Some("RFC_CHECK_DIGIT".into()),
        scope: Some("MX".into()),
        household_id: Some(anchor),
        before_days: Some(30),
        decided: Some(Decided::Open),
        ..FindingQuery::default()
    };
    let far = FindingQuery {
        slice: Slice {
            offset: 900,
            limit: 7,
        },
        ..of_findings.clone()
    };
    let of_households = HouseholdQuery {
        defect: Some("CYCLE".into()),
        descending: true,
        ..HouseholdQuery::default()
    };
    let of_clients = ClientQuery {
        text: Some("luna".into()),
        orphans: true,
        ..ClientQuery::default()
    };
    save(&office, "  Del grupo  ", ViewFilters::Findings(far)).unwrap();
    save(
        &office,
        "Ciclos",
        ViewFilters::Households(of_households.clone()),
    )
    .unwrap();
    save(&office, "Sueltos", ViewFilters::Clients(of_clients.clone())).unwrap();
    let journal = office.journal();
    office.sweep().await.unwrap();
    office.reopen();
    let views = saved_view::list(&office.session()).unwrap();
    assert_eq!(names(&views), ["Ciclos", "Del grupo", "Sueltos"]);
    assert_eq!(views[0].filters, ViewFilters::Households(of_households));
    // Where one stood in the list is no part of it.
    assert_eq!(views[1].filters, ViewFilters::Findings(of_findings));
    assert_eq!(views[2].filters, ViewFilters::Clients(of_clients));
    let household = views[1].household.as_ref().unwrap();
    assert_eq!(
        (household.id, household.name.as_str()),
        (anchor, "Sebastián Luna Juárez")
    );
    assert!(journal.iter().all(|action| !action.contains("saved")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_taken_once_and_gives_way_only_when_asked_and_on_its_own_screen() {
    let office = Office::new(0).await;
    save(&office, "Míos", findings(Severity::Error)).unwrap();
    let taken = save(&office, " Míos ", findings(Severity::Warn)).unwrap_err();
    assert_eq!(taken.code(), Code::Conflict);
    let told = taken.to_app(ES);
    assert!(told.message.contains("Hallazgos"), "{}", told.message);
    assert_eq!(told.details, Some(json!({ "screen": "findings" })));
    let replace = |filters| {
        let request = SaveViewRequest {
            name: "Míos".into(),
            filters,
            replace: true,
        };
        saved_view::save(&office.session(), &request)
    };
    let elsewhere = replace(ViewFilters::Clients(ClientQuery::default())).unwrap_err();
    assert_eq!(elsewhere.code(), Code::Conflict);
    let views = replace(findings(Severity::Warn)).unwrap();
    assert_eq!(views.len(), 1);
    assert_eq!(views[0].filters, findings(Severity::Warn));

    save(&office, "Otros", findings(Severity::Info)).unwrap();
    assert_eq!(
        rename(&office, "Otros", "Míos").unwrap_err().code(),
        Code::Conflict
    );
    assert_eq!(
        names(&rename(&office, "Otros", " Otros ").unwrap()),
        ["Míos", "Otros"]
    );
    assert_eq!(
        names(&rename(&office, "Otros", "Ajenos").unwrap()),
        ["Ajenos", "Míos"]
    );
    assert!(matches!(
        rename(&office, "Otros", "Nuevos"),
        Err(Error::NotFound)
    ));

    let remove = |name: &str| {
        let request = ViewRequest { name: name.into() };
        saved_view::remove(&office.session(), &request).unwrap()
    };
    assert_eq!(names(&remove("Ajenos")), ["Míos"]);
    assert_eq!(names(&remove("Ajenos")), ["Míos"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_has_one_to_sixty_characters() {
    let office = Office::new(0).await;
    for name in ["", "  ", &"ñ".repeat(61)] {
        let refused = save(&office, name, findings(Severity::Error)).unwrap_err();
        assert!(matches!(refused, Error::Usage(Usage::ViewName)), "{name}");
    }
    let longest = "ñ".repeat(60);
    assert_eq!(
        names(&save(&office, &longest, findings(Severity::Error)).unwrap()),
        [&longest]
    );
    let refused = rename(&office, &longest, " ").unwrap_err();
    assert!(matches!(refused, Error::Usage(Usage::ViewName)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_that_names_what_is_gone_opens_and_one_of_another_form_is_left_alone() {
    let office = Office::filled(26).await;
    let query = FindingQuery {
        code: Some("NO_SUCH_CODE".into()),
        household_id: Some(ClientId::from(some_uuid())),
        ..FindingQuery::default()
    };
    save(&office, "Idos", ViewFilters::Findings(query.clone())).unwrap();
    let session = office.session();
    let foreign = |name: &str, screen: &str, query: &str| vault::SavedView {
        name: name.into(),
        screen: screen.into(),
        query: query.into(),
        saved_at: session.now(),
    };
    let kept = [
        foreign("de mañana", "graph", "{}"),
        foreign("rota", "findings", "{"),
        foreign("otra", "findings", r#"{"severity": "fatal"}"#),
    ];
    session
        .vault()
        .write(|tx| kept.iter().try_for_each(|view| tx.saved_views().save(view)))
        .unwrap();
    let views = saved_view::list(&session).unwrap();
    assert_eq!(names(&views), ["Idos"]);
    assert!(views[0].household.is_none());
    let listed = desk::finding::list(&session, &query, ES).unwrap();
    assert_eq!(listed.total, 0);
    // A name that is not shown is taken all the same.
    let taken = save(&office, "de mañana", findings(Severity::Error)).unwrap_err();
    assert_eq!(taken.code(), Code::Conflict);
    assert_eq!(
        session
            .vault()
            .read(|view| view.saved_views().list())
            .unwrap()
            .len(),
        4
    );
}
