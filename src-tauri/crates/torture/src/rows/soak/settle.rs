//! Sending a write once, and learning from reads what became of it.

use artu::{
    Error,
    models::{ClientId, ListClients},
};
use futures::TryStreamExt as _;
use uuid::Uuid;

use super::{
    Soak,
    belief::{Belief, changed, link_fact},
    step::{Expected, Made, Step},
};
use crate::{
    office::TEST,
    trouble::{Outcome, ensure, fail},
};

/// How often a read that must be answered is asked again.
const PATIENCE: usize = 100;

impl Soak {
    /// Reads every client for the first time.
    pub(super) async fn learn(&mut self) -> Outcome {
        let pages: Vec<_> = self
            .artu
            .clients()
            .pages(ListClients::new().limit(200))
            .try_collect()
            .await?;
        for record in pages.iter().flat_map(|page| &page.data) {
            if let Some(id) = record.id().and_then(|id| Uuid::parse_str(&id).ok())
                && let Some(belief) = self.look(id).await?
            {
                self.beliefs.set(id, belief);
            }
        }
        ensure(
            self.beliefs.len() == self.control.count_clients(TEST),
            || "not every client was learnt".into(),
        )
    }

    /// Sends a write once and settles it; whether it was done.
    pub(super) async fn carry_out(&mut self, step: Step) -> Outcome<bool> {
        self.ledger.intend(&self.artu, &step.write)?;
        let sent = self.artu.send(&step.write).await;
        let done = match self.settle(&step).await {
            Ok(done) => done,
            Err(trouble) => return fail(format!("{}, {sent:?}: {}", step.what, trouble.0)),
        };
        if done {
            self.count.done += 1;
            self.ledger.done(&self.artu, &step.write)?;
        } else {
            self.count.not_done += 1;
        }
        match sent {
            Err(error) if error.write_outcome_unknown() => self.count.unknown += 1,
            Err(error) => ensure(!done, || {
                format!("{} was said not to be done, and was: {error:?}", step.what)
            })?,
            Ok(_) => {}
        }
        Ok(done)
    }

    /// Whether everything expected came about, or nothing at all.
    async fn settle(&mut self, step: &Step) -> Outcome<bool> {
        let mut verdicts = Vec::new();
        let mut touched = Vec::new();
        for expected in &step.expected {
            match expected {
                Expected::Gone(id) => {
                    touched.push(*id);
                    verdicts.push(self.settle_gone(*id).await?);
                }
                Expected::Changed {
                    client,
                    removes,
                    adds,
                } => {
                    touched.push(*client);
                    verdicts.push(self.settle_change(*client, removes, adds).await?);
                }
                Expected::Made(made) => verdicts.push(self.settle_made(made).await?),
                Expected::NotMade(external_id) => {
                    ensure(self.find(external_id).await?.is_none(), || {
                        "a client was made that could not be".into()
                    })?;
                }
            }
        }
        let done = verdicts.first().copied().unwrap_or_default();
        ensure(verdicts.iter().all(|one| *one == done), || {
            "a write was done in part".into()
        })?;
        if done {
            for parent in self.beliefs.parents(&touched) {
                // What a link shows of a child moves with the child; nothing else of the parent may.
                self.refresh(parent).await?;
            }
        }
        Ok(done)
    }

    async fn settle_gone(&mut self, id: Uuid) -> Outcome<bool> {
        let Some(found) = self.look(id).await? else {
            self.beliefs.forget(id);
            return Ok(true);
        };
        ensure(found.text == self.beliefs.of(id)?.text, || {
            "changed instead of deleted".into()
        })?;
        Ok(false)
    }

    async fn settle_change(
        &mut self,
        id: Uuid,
        removes: &[String],
        adds: &[String],
    ) -> Outcome<bool> {
        let Some(found) = self.look(id).await? else {
            return fail(format!("{id} is gone"));
        };
        let believed = self.beliefs.of(id)?;
        if found.text == believed.text {
            return Ok(false);
        }
        let wanted = changed(&believed.facts, removes, adds);
        let meant = !(removes.is_empty() && adds.is_empty());
        ensure(meant && found.facts == wanted, || {
            format!("{id} has {:?} where {wanted:?} was meant", found.facts)
        })?;
        self.beliefs.set(id, found);
        Ok(true)
    }

    async fn settle_made(&mut self, made: &Made) -> Outcome<bool> {
        let found = self.find(&made.external_id).await?;
        let Some((id, belief)) = found else {
            if let Some((parent, _)) = made.parent {
                let linked = self.settle_change(parent, &[], &[]).await?;
                ensure(!linked, || "linked to nobody".into())?;
            }
            return Ok(false);
        };
        ensure(belief.facts == made.facts, || {
            format!("{:?} was made of {:?}", belief.facts, made.facts)
        })?;
        self.beliefs.set(id, belief);
        if let Some((parent, kind)) = made.parent {
            let linked = self
                .settle_change(parent, &[], &[link_fact(id, kind)])
                .await?;
            ensure(linked, || "made and not linked".into())?;
            for parent in self.beliefs.parents(&[parent]) {
                self.refresh(parent).await?;
            }
        }
        Ok(true)
    }

    async fn refresh(&mut self, id: Uuid) -> Outcome {
        let Some(found) = self.look(id).await? else {
            return fail(format!("{id} is gone"));
        };
        ensure(found.facts == self.beliefs.of(id)?.facts, || {
            format!("{id} changed with a child of its own")
        })?;
        self.beliefs.set(id, found);
        Ok(())
    }

    /// The client as the server has it, asked until it answers; nothing when it has none.
    pub(super) async fn look(&self, id: Uuid) -> Outcome<Option<Belief>> {
        let id = ClientId::from(id);
        for _ in 0..PATIENCE {
            match self.artu.clients().get_raw(id).await {
                Ok(raw) if raw.damage().is_none() => {
                    return Belief::new(raw.text().to_owned()).map(Some);
                }
                Err(Error::NotFound { .. }) => return Ok(None),
                Ok(_) | Err(_) => {}
            }
        }
        fail("a read was never answered")
    }

    /// The client with an external id, likewise.
    pub(super) async fn find(&self, external_id: &str) -> Outcome<Option<(Uuid, Belief)>> {
        for _ in 0..PATIENCE {
            match self.artu.clients().get_by_external_id(external_id).await {
                Ok(record) => {
                    let belief = Belief::new(record.raw_text().to_owned())?;
                    return Ok(Some((record.value.id.into(), belief)));
                }
                Err(Error::NotFound { .. }) => return Ok(None),
                Err(_) => {}
            }
        }
        fail("a read was never answered")
    }

    /// The view is the server's world: the same clients, byte by byte.
    pub(super) async fn ensure_equal(&self) -> Outcome {
        let mut there = self.control.client_ids(TEST);
        there.sort_unstable();
        ensure(self.beliefs.ids() == there, || {
            format!(
                "{} clients believed in, {} there",
                self.beliefs.len(),
                there.len()
            )
        })?;
        for id in there {
            let believed = self.beliefs.of(id)?;
            let found = self.artu.clients().get_raw(ClientId::from(id)).await?;
            ensure(found.text() == believed.text, || format!("{id} differs"))?;
            ensure(
                self.control.client(TEST, id).as_ref() == Some(&believed.value),
                || format!("{id} is answered otherwise than it is kept"),
            )?;
        }
        Ok(())
    }
}
