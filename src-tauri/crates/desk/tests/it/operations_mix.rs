//! Many operations of all kinds whose answers are lost at random: the server ends as the final states say.

use std::collections::{BTreeMap, BTreeSet};

use artu::models::ClientId;
use desk::contract::{OperationIntent, OperationState as State, PromoteIntent, UpdateIntent};
use sandbox::FaultKind;
use serde_json::json;

use crate::operations::{children, link, on_writes, operate, related, replace, unlink, writes};
use crate::support::{ES, Office, TEST};

const OPERATIONS: usize = 50;
const KINDS: [&str; 3] = ["guarantor", "settlor", "beneficiary"];

/// The same numbers for the same seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What the server should hold.
struct Model {
    links: BTreeMap<ClientId, BTreeSet<(ClientId, String)>>,
    primary: BTreeSet<ClientId>,
    middle: BTreeMap<ClientId, String>,
    /// Names of clients that were made, each once.
    made: BTreeSet<String>,
    /// To whom they are linked, as long as nobody dropped it.
    linked: BTreeMap<String, ClientId>,
}

impl Model {
    fn of(office: &Office, pool: &[ClientId]) -> Self {
        let links = |id: &ClientId| (*id, children(office, *id).into_iter().collect());
        Self {
            links: pool.iter().map(links).collect(),
            primary: pool
                .iter()
                .copied()
                .filter(|id| office.is_primary(*id))
                .collect(),
            middle: BTreeMap::new(),
            made: BTreeSet::new(),
            linked: BTreeMap::new(),
        }
    }

    fn apply(&mut self, intent: &OperationIntent) {
        let links = &mut self.links;
        match intent {
            OperationIntent::Promote(it) => {
                self.primary.insert(it.client_id);
            }
            OperationIntent::Link(it) => {
                links
                    .entry(it.parent_id)
                    .or_default()
                    .insert((it.child_id, it.relationship_type.to_string()));
            }
            OperationIntent::Unlink(it) => {
                links
                    .entry(it.parent_id)
                    .or_default()
                    .retain(|(child, _)| *child != it.child_id);
            }
            OperationIntent::ReplaceLinks(it) => {
                let wished = it
                    .links
                    .iter()
                    .map(|one| (one.child_id, one.relationship_type.to_string()));
                *links.entry(it.parent_id).or_default() = wished.collect();
                self.linked.retain(|_, parent| *parent != it.parent_id);
            }
            OperationIntent::CreateRelated(it) => {
                self.made.insert(it.child.name.clone());
                self.linked.insert(it.child.name.clone(), it.parent_id);
            }
            OperationIntent::Update(it) => {
                let name = it.changes["middleName"].as_str().unwrap().to_owned();
                self.middle.insert(it.client_id, name);
            }
        }
    }

    fn assert_holds(&self, office: &Office, drawn: usize) {
        for id in self.links.keys() {
            let mut wanted = self.links[id].clone();
            for (name, parent) in &self.linked {
                let made = office.control.clients_named(TEST, name);
                if parent == id {
                    wanted.insert((made[0].into(), "shareholder".into()));
                }
            }
            let is: BTreeSet<_> = children(office, *id).into_iter().collect();
            assert_eq!(is, wanted, "{id}");
            assert_eq!(office.is_primary(*id), self.primary.contains(id));
            let client = office.control.client(TEST, id.0).unwrap();
            if let Some(name) = self.middle.get(id) {
                assert_eq!(client["middleName"], json!(name));
            }
        }
        for number in 0..drawn {
            let name = format!("Nueva {number}");
            let made = office.control.clients_named(TEST, &name).len();
            assert_eq!(made, usize::from(self.made.contains(&name)), "{name}");
        }
    }
}

fn draw(draw: &mut Draw, pool: &[ClientId], number: usize) -> OperationIntent {
    let parent = *draw.of(pool);
    let others: Vec<ClientId> = pool.iter().copied().filter(|id| *id != parent).collect();
    let child = *draw.of(&others);
    match draw.below(6) {
        0 => OperationIntent::Promote(PromoteIntent { client_id: parent }),
        1 => link(parent, child, KINDS[draw.below(3)]),
        2 => unlink(parent, child),
        3 => replace(parent, &[(child, KINDS[draw.below(3)])]),
        4 => {
            let OperationIntent::CreateRelated(mut it) =
                related(parent, &format!("Nueva {number}"), None)
            else {
                unreachable!()
            };
            it.relationship_type = "shareholder".into();
            OperationIntent::CreateRelated(it)
        }
        _ => OperationIntent::Update(UpdateIntent {
            client_id: parent,
            changes: json!({ "middleName": format!("M{number}") })
                .as_object()
                .unwrap()
                .clone(),
        }),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_ends_as_the_final_states_say() {
    let office = Office::filled(26).await;
    let pool: Vec<ClientId> = office.control.client_ids(TEST)[..5]
        .iter()
        .map(|id| (*id).into())
        .collect();
    let mut model = Model::of(&office, &pool);
    let mut numbers = Draw(11);
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    let mut sent = 0;
    for number in 0..OPERATIONS {
        let intent = draw(&mut numbers, &pool, number);
        office.control.clear_faults();
        let faults = [
            None,
            Some(FaultKind::EffectWithoutAnswer),
            Some(FaultKind::AnswerWithoutEffect),
            Some(FaultKind::Reset),
        ];
        if let Some(kind) = numbers.of(&faults) {
            on_writes(&office, kind);
        }
        // Some wait and go out together with the next, behind it or beside it.
        let queue = numbers.below(3) == 0;
        let recorded = operate(&office, &intent, queue).await.unwrap();
        let mut results = vec![(intent, recorded)];
        if results[0].1.state == State::Waiting {
            let report = desk::operate::send_waiting(&office.session(), ES).await;
            let mut report = report.unwrap();
            assert_eq!(report.results.len(), 1);
            results[0].1 = report.results.remove(0);
        }
        for (intent, result) in results {
            match result.state {
                State::Proven => model.apply(&intent),
                State::AlreadyDone | State::NotDone => {}
                other => panic!("{other:?} {intent:?}: {result:?}"),
            }
            sent += usize::from(result.state != State::AlreadyDone);
            *states.entry(format!("{:?}", result.state)).or_default() += 1;
        }
        office.pass(1);
    }
    model.assert_holds(&office, OPERATIONS);
    // Each was sent once, and those that held already not at all.
    assert_eq!(writes(&office).len(), sent);
    assert!(
        states["Proven"] >= 10 && states["NotDone"] >= 10,
        "{states:?}"
    );
    office.assert_sound();
    office.sweep().await.unwrap();
    office.assert_equal_to_server();
}
