//! Paging, filters, sort.

use std::collections::HashSet;

use sandbox::Environment;
use serde_json::{Value, json};

use crate::caller::{ids, start, text};

#[tokio::test]
async fn paging_gives_everyone_exactly_once() {
    let (_sandbox, caller) = start(333).await;
    let clients = caller.all(json!({"limit": 50})).await;
    assert_eq!(clients.len(), 333);
    assert_eq!(ids(&clients).into_iter().collect::<HashSet<_>>().len(), 333);
    let page = caller
        .list(json!({"limit": 1, "includeTotalCount": true}))
        .await;
    assert_eq!(page["pagination"]["totalCount"], 333);
    assert!(
        caller.list(json!({})).await["pagination"]
            .get("totalCount")
            .is_none()
    );
    assert_eq!(
        caller.list(json!({})).await["data"]
            .as_array()
            .unwrap()
            .len(),
        20
    );
}

#[tokio::test]
async fn paging_gives_everyone_exactly_once_while_clients_are_written() {
    let (sandbox, caller) = start(200).await;
    let control = sandbox.control();
    let before = control.client_ids(Environment::Test);
    let mut body = json!({"limit": 17});
    let mut seen = Vec::new();
    for round in 0.. {
        let page = caller.list(body.clone()).await;
        seen.extend(ids(page["data"].as_array().unwrap()));
        if page["pagination"]["hasMore"] == json!(false) {
            break;
        }
        body["cursor"] = page["pagination"]["nextCursor"].clone();
        // Someone renames a client given already and one still to come, removes one of each, adds one.
        control
            .rename(Environment::Test, before[round], "Otra")
            .unwrap();
        control
            .rename(Environment::Test, before[199 - round], "Otra")
            .unwrap();
        if round == 2 {
            control.delete(Environment::Test, before[0]).unwrap();
            control.delete(Environment::Test, before[150]).unwrap();
        }
        let new = json!({"type": "company", "name": "Nueva", "scopes": ["MX"]});
        control.create(Environment::Test, new.as_object().unwrap(), true);
    }
    let once: HashSet<&String> = seen.iter().collect();
    assert_eq!(once.len(), seen.len());
    let lost = before
        .iter()
        .filter(|id| !once.contains(&id.to_string()))
        .collect::<Vec<_>>();
    assert_eq!(lost, [&before[150]]);
}

#[tokio::test]
async fn filters_choose() {
    let (_sandbox, caller) = start(300).await;
    let all = caller.all(json!({"limit": 200})).await;
    let count =
        |choose: &dyn Fn(&Value) -> bool| all.iter().filter(|client| choose(client)).count();
    let (first, second) = (text(&all[3], "id"), text(&all[9], "id"));
    let half = text(&all[150], "createdAt");
    let cases: Vec<(Value, usize)> = vec![
        (json!({"id": first}), 1),
        (json!({"id": {"eq": first}}), 1),
        (json!({"id": {"in": [first, second]}}), 2),
        (json!({"id": {"nin": [first, second]}}), 298),
        (
            json!({"isPrimary": true}),
            count(&|one| one["isPrimary"] == json!(true)),
        ),
        (
            json!({"type": "company"}),
            count(&|one| one["type"] == json!("company")),
        ),
        (
            json!({"type": {"in": ["company", "trust"]}}),
            count(&|one| one["type"] != json!("individual")),
        ),
        (json!({"createdAt": {"lt": half}}), 150),
        (json!({"createdAt": {"lte": half}}), 151),
        (json!({"createdAt": {"gt": half}}), 149),
        (json!({"createdAt": {"gte": half}}), 150),
        (json!({"search": "LUNA JUAREZ"}), 1),
        (json!({"search": "peñasco"}), 1),
        (json!({"name": {"contains": "aceros"}}), 1),
        (
            json!({"scopeData": {"MX": {"rfc": all[0]["scopeData"]["MX"]["rfc"]}}}),
            1,
        ),
        (json!({"type": "nobody"}), 0),
    ];
    for (filter, expected) in cases {
        let request = json!({"filter": filter, "limit": 200, "includeTotalCount": true});
        let page = caller.list(request.clone()).await;
        assert_eq!(page["pagination"]["totalCount"], expected, "{filter}");
        assert_eq!(caller.all(request).await.len(), expected, "{filter}");
    }
}

#[tokio::test]
async fn filters_look_into_every_member() {
    let (_sandbox, caller) = start(200).await;
    let all = caller.all(json!({"limit": 200})).await;
    let count =
        |choose: &dyn Fn(&Value) -> bool| all.iter().filter(|client| choose(client)).count();
    let number = |value: &Value| value.as_f64();
    let tagged = all.iter().find(|one| one["tags"][0].is_object()).unwrap();
    let tag = &tagged["tags"][0]["id"];
    let has_tag = |one: &Value| {
        one["tags"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["id"] == *tag)
    };
    let centre = json!([{"key": "sucursal", "value": "Centro"}]);
    let risk = |one: &Value| one["riskAssessments"]["matriz"].clone();
    let cases: Vec<(Value, usize)> = vec![
        (
            json!({"age": {"gte": 40, "lt": 60}}),
            count(&|one| number(&one["age"]).is_some_and(|age| (40.0..60.0).contains(&age))),
        ),
        (json!({"tagIds": tag}), count(&has_tag)),
        (
            json!({"tagIds": {"nin": [tag]}}),
            count(&|one| !has_tag(one)),
        ),
        (
            json!({"metadataFilters": centre}),
            count(&|one| one["metadata"]["sucursal"] == "Centro"),
        ),
        (
            json!({"riskAssessment": {"name": "matriz", "gt": 50, "levelNin": ["high"]}}),
            count(&|one| number(&risk(one)["score"]) > Some(50.0) && risk(one)["level"] != "high"),
        ),
        (json!({"riskAssessment": {"name": "otra"}}), 0),
        (
            json!({"scopeData": {"MX": {"rfc": null}}}),
            count(&|one| one["scopeData"]["MX"]["rfc"].is_null()),
        ),
        (json!({"email": all[5]["email"]}), 1),
        (
            json!({"externalId": {"contains": "exp-"}}),
            count(&|one| one["externalId"].is_string()),
        ),
    ];
    for (filter, expected) in cases {
        let request = json!({"filter": filter, "limit": 200});
        assert_eq!(caller.all(request).await.len(), expected, "{filter}");
    }
    assert!(count(&has_tag) > 0 && count(&|one| number(&risk(one)["score"]) > Some(50.0)) > 0);
}

#[tokio::test]
async fn a_delta_by_updated_at_holds_what_was_written_since() {
    let (sandbox, caller) = start(120).await;
    let control = sandbox.control();
    let since = control.now().to_string();
    let everyone = control.client_ids(Environment::Test);
    for id in &everyone[10..40] {
        control.rename(Environment::Test, *id, "Cambiada").unwrap();
    }
    let request = json!({
        "filter": {"updatedAt": {"gte": since}}, "sort": [{"field": "updatedAt", "direction": "asc"}], "limit": 7,
    });
    let delta = ids(&caller.all(request).await);
    assert_eq!(
        delta,
        everyone[10..40]
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn every_order_is_kept_across_pages_and_reverses() {
    let (_sandbox, caller) = start(90).await;
    for field in ["createdAt", "updatedAt", "id", "type", "name"] {
        let sorted = |direction: &str| json!({"sort": [{"field": field, "direction": direction}], "limit": 13});
        let up = caller.all(sorted("asc")).await;
        let mut down = caller.all(sorted("desc")).await;
        assert!(
            up.windows(2)
                .all(|pair| text(&pair[0], field) <= text(&pair[1], field)),
            "{field}"
        );
        down.reverse();
        assert_eq!(ids(&up), ids(&down), "{field}");
        assert_eq!(up.len(), 90);
    }
}

#[tokio::test]
async fn offset_numbers_pages() {
    let (_sandbox, caller) = start(60).await;
    let all = ids(&caller.all(json!({"limit": 200})).await);
    let page = caller.list(json!({"offset": 20, "limit": 10})).await;
    assert_eq!(ids(page["data"].as_array().unwrap()), all[20..30]);
}

#[tokio::test]
async fn bad_requests_are_refused_with_the_place() {
    let (_sandbox, caller) = start(5).await;
    let cases = [
        (json!({"limit": 0}), "limit"),
        (json!({"limit": 201}), "limit"),
        (json!({"limit": "10"}), "limit"),
        (json!({"offset": -1}), "offset"),
        (json!({"cursor": "nonsense"}), "cursor"),
        (json!({"filter": {"id": "nonsense"}}), "filter"),
        (json!({"filter": {"search": ""}}), "filter"),
        (json!({"filter": {"updatedAt": {"gte": "ayer"}}}), "filter"),
        (json!({"sort": [{"field": "shoeSize"}]}), "sort"),
        (
            json!({"sort": [{"field": "name", "direction": "up"}]}),
            "sort",
        ),
    ];
    for (body, place) in cases {
        let (status, error) = caller
            .call("POST", "/clients/list", Some(body.clone()))
            .await;
        assert_eq!(
            (status, text(&error, "code")),
            (400, "BAD_REQUEST"),
            "{body}"
        );
        assert_eq!(error["data"]["issues"][0]["path"][0], place, "{body}");
    }
}
