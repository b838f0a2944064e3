//! What is summed up over a household: findings, codes, and where its review stands.

use std::collections::{BTreeSet, HashSet};

use rusqlite::params;

use super::{ReviewState, tree::Tree};
use crate::{
    column::{At, Digest, Id, signed, to_json},
    error::Result,
    identity::ClientId,
    store::Session,
    tables::{
        findings::{self, FindingCounts, Severity, SumOf},
        reviews::ReviewsRead,
    },
};

/// The sums over one household.
pub(super) struct Sums {
    pub(super) findings: FindingCounts,
    /// Defects and the codes of the household's own findings.
    shown: BTreeSet<String>,
    /// Those and the codes of its members' findings.
    all: BTreeSet<String>,
    pub(super) review: ReviewState,
}

pub(super) fn sums(session: &Session, tree: &Tree) -> Result<Sums> {
    let mut findings = FindingCounts::default();
    let mut shown: BTreeSet<String> = tree
        .defects
        .iter()
        .map(|defect| defect.code.as_str().to_owned())
        .collect();
    let mut all = BTreeSet::new();
    if let Some(anchor) = tree.members.first() {
        add(
            session,
            SumOf::Household,
            anchor.id.into(),
            &mut findings,
            &mut shown,
        )?;
    }
    for member in tree.members.iter().filter(|member| member.stored) {
        add(
            session,
            SumOf::Client,
            member.id.into(),
            &mut findings,
            &mut all,
        )?;
    }
    all.extend(shown.iter().cloned());
    Ok(Sums {
        findings,
        shown,
        all,
        review: review(session, tree)?,
    })
}

fn add(
    session: &Session,
    sum: SumOf,
    owner: Id,
    counts: &mut FindingCounts,
    codes: &mut BTreeSet<String>,
) -> Result<()> {
    for (code, severity, count) in findings::open_of(session, sum, owner)? {
        codes.insert(code);
        counts.add(severity, count);
    }
    Ok(())
}

fn review(session: &Session, tree: &Tree) -> Result<ReviewState> {
    let Some(anchor) = tree.members.first() else {
        return Ok(ReviewState::default());
    };
    let Some(review) = (ReviewsRead { session }).latest(anchor.id)? else {
        return Ok(ReviewState::default());
    };
    let seen: HashSet<(ClientId, Digest)> = review
        .seen
        .iter()
        .map(|seen| (seen.client_id, seen.digest))
        .collect();
    // A member that is gone is no longer as it was seen.
    let present: HashSet<(ClientId, Digest)> = tree
        .members
        .iter()
        .filter(|member| member.gone_since.is_none())
        .filter_map(|member| Some((member.id, member.digest?)))
        .collect();
    Ok(ReviewState {
        verdict: Some(review.verdict),
        at: Some(review.at),
        outdated: seen != present || review.links_digest != tree.links_digest,
    })
}

/// Keeps the sums of a household for the list.
pub(super) fn keep(session: &Session, tree: &Tree) -> Result<()> {
    let sums = sums(session, tree)?;
    let connection = &session.connection;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO household_summary (number, members, seen_at, worst, errors, warnings, infos, \
             defects, review, verdict, reviewed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            tree.number,
            signed(tree.members.len() as u64),
            At(tree.seen_at),
            sums.findings.worst().map(Severity::rank),
            signed(sums.findings.error),
            signed(sums.findings.warn),
            signed(sums.findings.info),
            to_json(&sums.shown, "the defects")?,
            sums.review.filter_word(),
            sums.review.verdict,
            sums.review.at.map(At)
        ])?;
    connection
        .prepare_cached("DELETE FROM household_codes WHERE number = ?1")?
        .execute([tree.number])?;
    for code in &sums.all {
        connection
            .prepare_cached("INSERT INTO household_codes (code, number) VALUES (?1, ?2)")?
            .execute(params![code, tree.number])?;
    }
    Ok(())
}
