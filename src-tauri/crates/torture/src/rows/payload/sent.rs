//! What the server sent, and what became of it.

use std::{collections::BTreeMap, fmt::Debug};

use desk::contract::Slice;
use sandbox::FaultKind;
use serde::Deserialize;
use serde_json::{json, value::RawValue};
use uuid::Uuid;

use super::Fate;
use crate::{
    office::{LIST, Office},
    trouble::{Outcome, ensure},
    wire,
};

/// The id of [`sandbox::PayloadForm::IdNotUuid`].
const NO_ID: &str = "sin-identificador";

/// A page as text, record by record.
#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
}

/// What a client says of itself.
#[derive(Deserialize)]
struct Named {
    id: Uuid,
}

/// The answers around a fault.
pub(super) struct Sent {
    /// The client whose record the fault is in.
    pub id: Uuid,
    /// The whole page without the fault.
    pub good: Vec<u8>,
    /// The whole answer under the fault.
    pub bytes: Vec<u8>,
    /// The true text of every client.
    truth: BTreeMap<Uuid, String>,
    /// The record as the fault makes it; bytes that are not UTF-8 as U+FFFD. Empty where the fault is of the body.
    spoilt: String,
    /// The other record, where two have one id.
    twin: Uuid,
}

impl Sent {
    /// Asks for what the pull will be answered, with the fault and without it.
    pub(super) async fn under(
        office: &Office,
        kind: &FaultKind,
        index: usize,
        single: bool,
    ) -> Outcome<Self> {
        let all = json!({ "limit": 200, "includeTotalCount": true });
        let page = wire::ask(&office.sandbox, ("POST", LIST), Some(&all), None).await?;
        let records = records_of(std::str::from_utf8(&page)?)?;
        let ids: Vec<Uuid> = records
            .iter()
            .map(|text| Ok(serde_json::from_str::<Named>(text)?.id))
            .collect::<Outcome<_>>()?;
        let id = ids[index];
        let bytes = if single {
            let path = format!("/clients/{id}");
            wire::ask(&office.sandbox, ("GET", &path), None, Some(kind)).await?
        } else {
            wire::ask(&office.sandbox, ("POST", LIST), Some(&all), Some(kind)).await?
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let spoilt = if single {
            text
        } else {
            let mut of_page = records_of(&text).unwrap_or_default();
            if of_page.len() > index {
                of_page.swap_remove(index)
            } else {
                String::new()
            }
        };
        Ok(Self {
            id,
            good: page,
            bytes,
            twin: ids[if index == 0 { 1 } else { index - 1 }],
            truth: ids.into_iter().zip(records).collect(),
            spoilt,
        })
    }

    /// Every record came to its right end, and what is set aside is told, counted and shown. `lasting` says whether the
    /// fault would have met a second look, too.
    pub(super) fn ensure_fate(
        &self,
        office: &Office,
        fate: Fate,
        (single, lasting): (bool, bool),
        told: u64,
    ) -> Outcome {
        let found = Found::look(office, &self.truth)?;
        found.ensure_shown(office, told)?;
        match fate {
            Fate::Aside => {
                let id = self.named().or(single.then_some(self.id));
                found.ensure(&self.only(None), &[(id, &self.spoilt)])
            }
            Fate::Held => found.ensure(&self.only(Some(&self.spoilt)), &[]),
            Fate::Again if lasting && single => {
                found.ensure(&self.only(None), &[(Some(self.id), "")])
            }
            Fate::Harmless | Fate::Again => found.ensure(&BTreeMap::new(), &[]),
            Fate::Twin => self.ensure_one_of_two(&found, lasting),
            Fate::Latin => self.ensure_text_survives(&found, single),
        }
    }

    /// Of two records with one id the second is set aside, and the client whose id is not there is missing. A second look
    /// that is not spoilt brings both.
    fn ensure_one_of_two(&self, found: &Found, lasting: bool) -> Outcome {
        if !lasting {
            return found.ensure(&BTreeMap::new(), &[]);
        }
        let twin = &self.truth[&self.twin];
        let held = found.differs.get(&self.twin);
        let (held, aside) = match held {
            None => (None, &self.spoilt),
            Some(_) => (Some((self.twin, Some(self.spoilt.clone()))), twin),
        };
        let differs = held.into_iter().chain([(self.id, None)]).collect();
        found.ensure(&differs, &[(Some(self.twin), aside)])
    }

    /// A text in another encoding costs each record that is not readable in this one, and no other.
    fn ensure_text_survives(&self, found: &Found, single: bool) -> Outcome {
        let lost = |id: &Uuid, text: &str| {
            let reached = !single || *id == self.id;
            (reached && !text.is_ascii()).then_some((*id, None))
        };
        let lost: BTreeMap<_, _> = self
            .truth
            .iter()
            .filter_map(|(id, text)| lost(id, text))
            .collect();
        ensure(found.differs == lost, || {
            format!("held otherwise: {}", shown(found.differs.iter()))
        })?;
        let mut aside: Vec<_> = found.aside.iter().filter_map(|(id, _)| *id).collect();
        aside.sort_unstable();
        ensure(aside == lost.into_keys().collect::<Vec<_>>(), || {
            format!("{} set aside", found.aside.len())
        })
    }

    /// The one difference there may be.
    fn only(&self, held: Option<&str>) -> BTreeMap<Uuid, Option<String>> {
        BTreeMap::from([(self.id, held.map(str::to_owned))])
    }

    /// The id that the record bears itself.
    fn named(&self) -> Option<Uuid> {
        (!self.spoilt.contains(NO_ID)).then_some(self.id)
    }
}

/// What the vault holds otherwise than the server, and what it set aside.
struct Found {
    differs: BTreeMap<Uuid, Option<String>>,
    aside: Vec<(Option<Uuid>, String)>,
}

impl Found {
    fn look(office: &Office, truth: &BTreeMap<Uuid, String>) -> Outcome<Self> {
        let session = office.session()?;
        let mut differs = BTreeMap::new();
        for (id, text) in truth {
            let stored = session
                .vault()
                .read(|view| view.clients().get((*id).into()))?;
            let stored = stored.map(|stored| stored.raw);
            if stored.as_ref() != Some(text) {
                differs.insert(*id, stored);
            }
        }
        let aside = session.vault().read(|view| {
            let all = view.quarantine().count()?;
            let rows = view.quarantine().list(0, all)?.rows.into_iter();
            rows.map(|row| {
                let raw = view.quarantine().raw(row.number)?;
                Ok((row.client_id.map(|id| id.0), raw.unwrap_or_default()))
            })
            .collect::<vault::Result<_>>()
        })?;
        Ok(Self { differs, aside })
    }

    /// What is set aside is counted by the pull and by the frame, and listed with a reason.
    fn ensure_shown(&self, office: &Office, told: u64) -> Outcome {
        let session = office.session()?;
        let listed = desk::quarantine::list(&session, Slice::default())?;
        let counted = desk::status::status(&session)?.quarantined;
        let there = self.aside.len() as u64;
        ensure(listed.total == there && counted == there, || {
            format!(
                "{there} set aside, {} listed, {counted} counted",
                listed.total
            )
        })?;
        ensure(told >= there, || {
            format!("{there} set aside, and the pull told {told}")
        })?;
        ensure(listed.data.iter().all(|row| !row.reason.is_empty()), || {
            "a record was set aside without a reason".into()
        })
    }

    fn ensure(
        &self,
        differs: &BTreeMap<Uuid, Option<String>>,
        aside: &[(Option<Uuid>, &str)],
    ) -> Outcome {
        ensure(self.differs == *differs, || {
            format!("held otherwise: {}", shown(self.differs.iter()))
        })?;
        let found: Vec<_> = self
            .aside
            .iter()
            .map(|(id, raw)| (*id, raw.as_str()))
            .collect();
        ensure(found == aside, || {
            format!(
                "set aside: {}",
                shown(found.iter().map(|(id, raw)| (id, raw)))
            )
        })
    }
}

/// Ids and the first letters of texts.
fn shown<I: Debug, T: Debug>(rows: impl Iterator<Item = (I, T)>) -> String {
    let rows = rows.map(|(id, text)| {
        let text: String = format!("{text:?}").chars().take(60).collect();
        format!("{id:?} {text}")
    });
    rows.collect::<Vec<_>>().join(", ")
}

fn records_of(page: &str) -> Outcome<Vec<String>> {
    let page: Page<'_> = serde_json::from_str(page)?;
    Ok(page.data.iter().map(|one| one.get().to_owned()).collect())
}
