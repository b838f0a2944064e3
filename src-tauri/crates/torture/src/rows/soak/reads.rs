//! The reads of a soak. What the client has a view of must be answered as it believes; an answer may fail to come.

use std::collections::BTreeSet;

use artu::{
    Error,
    models::{ClientId, ListClients, ListRequest, Page, RawRecord},
};
use futures::TryStreamExt as _;
use rand::RngExt as _;
use uuid::Uuid;

use super::{Soak, belief::Child};
use crate::trouble::{Outcome, ensure};

impl Soak {
    /// Makes one read.
    pub(super) async fn read(&mut self) -> Outcome {
        let ids = self.beliefs.ids();
        let id = ids[self.random.random_range(0..ids.len())];
        let answered = match self.random.random_range(0..20) {
            0..=7 => self.get(id).await?,
            8 => self.list().await?,
            9 | 10 => self.links(id).await?,
            11 => self.children(id, Child::Address).await?,
            12 => self.children(id, Child::ContactMethod).await?,
            13 => self.children(id, Child::BankAccount).await?,
            14 => self.by_external_id(id).await?,
            other => self.beside(other, id.into()).await.is_ok(),
        };
        self.count.reads += 1;
        self.count.unread += u64::from(!answered);
        Ok(())
    }

    async fn get(&self, id: Uuid) -> Outcome<bool> {
        let Some(raw) = answered(self.artu.clients().get_raw(id.into()).await)? else {
            return Ok(false);
        };
        // A damaged answer is marked as one: it is not taken for the client.
        let same = raw.damage().is_some() || raw.text() == self.beliefs.of(id)?.text;
        ensure(same, || format!("{id} is answered otherwise than believed"))?;
        Ok(raw.damage().is_none())
    }

    async fn by_external_id(&self, id: Uuid) -> Outcome<bool> {
        let believed = self.beliefs.of(id)?;
        let Some(external_id) = believed.value["externalId"].as_str() else {
            return self.get(id).await;
        };
        let asked = self.artu.clients().get_by_external_id(external_id).await;
        let Some(record) = answered(asked)? else {
            return Ok(false);
        };
        ensure(record.raw_text() == believed.text, || {
            format!("{id} is answered otherwise by its external id")
        })?;
        Ok(true)
    }

    /// Every page of the clients.
    async fn list(&self) -> Outcome<bool> {
        let pages = self.artu.clients().pages(ListClients::new().limit(25));
        let Some(pages) = answered(pages.try_collect::<Vec<_>>().await)? else {
            return Ok(false);
        };
        let listed: BTreeSet<String> = pages.iter().flat_map(ids).collect();
        let believed = self.beliefs.ids().iter().map(Uuid::to_string).collect();
        ensure(listed == believed, || {
            format!(
                "{} clients are listed, {} believed in",
                listed.len(),
                self.beliefs.len()
            )
        })?;
        Ok(true)
    }

    async fn links(&self, id: Uuid) -> Outcome<bool> {
        let Some(page) = answered(self.artu.links().list(id.into(), None).await)? else {
            return Ok(false);
        };
        let believed = self.beliefs.of(id)?.links().len();
        ensure(page.data.len() == believed, || {
            format!("{id} has {} links, {believed} believed in", page.data.len())
        })?;
        let Some(first) = page.data.first().and_then(RawRecord::id) else {
            return Ok(true);
        };
        let link = self.artu.links().get(first.parse()?).await;
        Ok(answered(link)?.is_some())
    }

    async fn children(&self, id: Uuid, kind: Child) -> Outcome<bool> {
        let (client, request) = (ClientId::from(id), ListRequest::new().limit(200));
        let page = match kind {
            Child::Address => self.artu.addresses().list(client, &request).await,
            Child::ContactMethod => self.artu.contact_methods().list(client, &request).await,
            Child::BankAccount => self.artu.bank_accounts().list(client, &request).await,
        };
        let Some(page) = answered(page)? else {
            return Ok(false);
        };
        let listed: BTreeSet<String> = ids(&page).collect();
        let believed = self.beliefs.of(id)?.children(kind);
        let believed = believed.iter().map(|(id, _)| id.to_string()).collect();
        ensure(listed == believed, || {
            format!("{id} has other children than believed")
        })?;
        Ok(true)
    }

    /// What the client has no view of.
    async fn beside(&mut self, which: u32, client: ClientId) -> Result<(), Error> {
        let (artu, request) = (&self.artu, ListRequest::new().limit(50));
        match (which, self.random.random_range(0..3)) {
            (15, _) => drop(artu.documents().list(client, &request).await?),
            (16, 0) => drop(artu.audit_logs().list(&request).await?),
            (16, 1) => drop(artu.identity().list_summary(client).await?),
            (16, _) => drop(artu.identity().eligible_checks(client).await?),
            (17, 0) => drop(artu.alerts().list(&request).await?),
            (17, 1) => drop(artu.alert_items().list(&request).await?),
            (17, _) => drop(artu.transactions().list(&request).await?),
            (18, 0) => drop(artu.addresses().primary(client, None).await?),
            (18, _) => drop(artu.tags().list().await?),
            _ => drop(artu.tenant_details().await?),
        }
        Ok(())
    }
}

/// The answer, or nothing where none came; that a record is not there is an answer, and a wrong one.
fn answered<T>(asked: Result<T, Error>) -> Outcome<Option<T>> {
    match asked {
        Ok(answer) => Ok(Some(answer)),
        Err(error @ Error::NotFound { .. }) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

fn ids(page: &Page<RawRecord>) -> impl Iterator<Item = String> {
    page.data.iter().filter_map(RawRecord::id)
}
