//! Forgetting a client that is gone from Artu: everything that this computer holds of it, for good.

use serde::Serialize;

use crate::{
    Error, Session, Usage,
    contract::{ForgetRequest, ForgottenView, Topic},
    journal::{self, Action},
};

/// What the journal says of it: how much went, nothing of what.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Act {
    revisions: u64,
    named_in: u64,
    operations: u64,
    judgements: u64,
    entries: u64,
}

/// Removes every trace of a client from the vault and the files beside it. The journal keeps the fact.
///
/// # Errors
/// When it was not confirmed, Artu still gives the client or another that names it, an operation with it is not settled, or
/// something is being pulled or sent. Then nothing is removed.
pub fn client(session: &Session, request: ForgetRequest) -> Result<ForgottenView, Error> {
    if !request.confirmed {
        return Err(Error::Usage(Usage::ForgetConfirmation));
    }
    let _alone = session.work_lock()?;
    let id = request.client_id;
    let forgotten = session.vault().write(|tx| {
        let forgotten = tx.forgetting().client(id)?;
        let act = Act {
            revisions: forgotten.revisions,
            named_in: forgotten.named_in,
            operations: forgotten.operations,
            judgements: forgotten.judgements,
            entries: forgotten.entries,
        };
        journal::append(
            tx,
            session.now(),
            session.analyst(),
            Action::ClientForgotten,
            &[id.to_string()],
            &act,
        )?;
        Ok::<_, Error>(forgotten)
    })?;
    let wiped = match session.vault().scrub() {
        Ok(()) => true,
        // Another program reads at this moment. What is left is wiped when the vault is opened next.
        Err(vault::Error::Busy) => false,
        Err(error) => return Err(error.into()),
    };
    for topic in [Topic::Clients, Topic::Operations, Topic::Reviews] {
        session.changed(topic);
    }
    Ok(ForgottenView {
        client_id: id,
        revisions: forgotten.revisions,
        named_in: forgotten.named_in,
        operations: forgotten.operations,
        judgements: forgotten.judgements,
        entries: forgotten.entries,
        wiped,
    })
}
