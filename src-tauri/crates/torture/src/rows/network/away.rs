//! A server that is not there, or goes half-way.

use std::net::TcpListener;

use desk::contract::Code;
use sandbox::{Fault, FaultKind};

use super::{CLIENTS, PAGES};
use crate::{
    office::{LIST, NewProfile, Office, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// Clients of a page.
const PAGE: u64 = 200;

/// No such name, no TLS, nobody at the port.
pub(super) async fn never_there(case: &Case, round: u64) -> Outcome {
    let office = Office::bare(50, 0, case.seed).await?;
    let (url, wanted) = match round % 3 {
        // Longer than a name may be, so that it fails here and asks nobody.
        0 => (format!("https://{}.invalid", "a".repeat(64)), Code::Offline),
        1 => {
            let url = office.sandbox.base_url().replace("http:", "https:");
            (url, Code::Untrusted)
        }
        _ => {
            let listener = TcpListener::bind(("127.0.0.1", 0))?;
            let url = format!("http://{}", listener.local_addr()?);
            (url, Code::Offline)
        }
    };
    let profile = |name, url| {
        office.add(NewProfile {
            name,
            url,
            environment: TEST,
            key: sandbox::FULL_KEY,
            patience: patience(),
        })
    };
    profile("Lejos", url)?;
    match office.pull(false).await {
        Ok(report) => return fail(format!("pulled from nowhere: {report:?}")),
        Err(error) => ensure(error.code() == wanted, || format!("{error:?}"))?,
    }
    ensure(office.control.total_requests() == 0, || {
        "a request arrived".into()
    })?;
    profile("Cerca", office.sandbox.base_url())?;
    office.ensure_recovers().await
}

/// After some pages nothing is answered any more. What came is kept; the next pull goes on from there.
pub(super) async fn goes(case: &Case, round: u64) -> Outcome {
    let kind = match round % 3 {
        0 => FaultKind::Reset,
        1 => FaultKind::HtmlPage { status: 503 },
        _ => FaultKind::CutBody,
    };
    let pages = 1 + u32::try_from(case.number).unwrap_or_default() % (PAGES - 1);
    let office = Office::open(CLIENTS, case.seed, patience()).await?;
    let gone = Fault::always(kind).on("POST", LIST).after(pages);
    office.control.push_fault(gone);
    match office.pull(false).await {
        Ok(report) => return fail(format!("pulled without a server: {report:?}")),
        Err(error) => Office::ensure_told(&error)?,
    }
    let kept = desk::status::status(&*office.session()?)?.clients;
    ensure(kept == u64::from(pages) * PAGE, || {
        format!("{kept} clients kept of {pages} pages")
    })?;
    office.control.clear_faults();
    office.control.clear_requests();
    let report = office.pull(false).await?;
    let asked = office.control.count_requests(Some("POST"), LIST);
    ensure(report.complete, || format!("not complete: {report:?}"))?;
    let left = usize::try_from(PAGES - pages).unwrap_or_default();
    ensure(asked == left, || {
        format!("{asked} list requests where {left} pages were left")
    })?;
    office.ensure_recovers().await
}
