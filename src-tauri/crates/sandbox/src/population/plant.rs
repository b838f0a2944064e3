//! Puts a defect into a clean cluster.

use jiff::ToSpan;
use mx::Sex;

use super::cluster::Cluster;
use super::defect::Defect;
use super::draft::{Draft, Nature, TODAY};
use super::places::PLACES;
use super::random::Draw;

/// Plants the defect and notes where.
pub(super) fn plant(cluster: &mut Cluster, defect: Defect, draw: &mut Draw) {
    let places = match defect {
        Defect::Orphan => orphan(cluster),
        Defect::LinkCycle => link_cycle(cluster),
        Defect::ChildOfTwoParents => child_of_two_parents(cluster),
        Defect::CompanyWithoutRepresentative => drop_links(cluster, "legal_representative"),
        Defect::CompanyWithoutControllingBeneficiary => {
            drop_links(cluster, "controlling_beneficiary")
        }
        Defect::MinorWithoutRepresentative => minor_alone(cluster),
        Defect::LinkToMissingClient => missing_child(cluster, draw),
        Defect::TwoPrimaries => second_primary(cluster),
        Defect::RfcShared => recorded_twice(cluster),
        other => {
            // Anchor or member in turn, so that defects show at every depth.
            let place = draw.number(0, 1) as usize;
            spoil(&mut cluster.drafts[place], other, draw);
            vec![place]
        }
    };
    cluster.planted.push((defect, places));
}

/// Defects of one person's own data.
fn spoil(draft: &mut Draft, defect: Defect, draw: &mut Draw) {
    match defect {
        Defect::RfcCheckDigit => draft.rfc = draft.rfc.as_deref().map(other_last_digit),
        Defect::RfcLetterForZero => {
            draft.rfc = draft.rfc.as_deref().map(|key| {
                let place = key.chars().count() - 3;
                key.chars()
                    .enumerate()
                    .map(|(at, one)| if at == place { 'O' } else { one })
                    .collect()
            });
        }
        Defect::RfcBirthDate => {
            draft.rfc = Some(draft.rfc_on(draft.born.saturating_add(11.days())));
        }
        Defect::RfcOfCompanyOnPerson => draft.rfc = Draft::company(draw, draft.serial).rfc,
        Defect::RfcMissing => draft.rfc = None,
        Defect::CurpCheckDigit => draft.curp = draft.curp.as_deref().map(other_last_digit),
        Defect::CurpSex => {
            if let Nature::Person { sex, .. } = draft.nature {
                let other = if sex == Sex::Man {
                    Sex::Woman
                } else {
                    Sex::Man
                };
                draft.curp = Some(draft.curp_of(other, draft.birth_code()));
            }
        }
        Defect::CurpState => {
            if let Nature::Person { sex, .. } = draft.nature {
                draft.curp = Some(draft.curp_of(sex, "ZZ"));
            }
        }
        Defect::ClabeControlDigit => draft.clabe = other_last_digit(&draft.clabe),
        Defect::IdentityExpired => {
            draft.identity_expires = draw.day_before(TODAY, 3, 6);
        }
        Defect::PostalCodeOfOtherState => {
            let other = PLACES
                .iter()
                .find(|place| place.curp_code != draft.home.curp_code);
            if let Some(place) = other {
                draft.postal_code = format!("{}{:03}", place.postal_prefix, draw.number(1, 999));
            }
        }
        _ => {}
    }
}

/// The key with another last digit than it has.
fn other_last_digit(key: &str) -> String {
    let mut key = key.to_owned();
    let last = key.pop().and_then(|one| one.to_digit(10)).unwrap_or(4);
    key.extend(char::from_digit((last + 3) % 10, 10));
    key
}

fn orphan(cluster: &mut Cluster) -> Vec<usize> {
    cluster.drafts[0].is_primary = false;
    vec![0]
}

fn link_cycle(cluster: &mut Cluster) -> Vec<usize> {
    cluster.link(1, 0, "family_member");
    vec![0, 1]
}

fn child_of_two_parents(cluster: &mut Cluster) -> Vec<usize> {
    cluster.drafts[1].is_primary = true;
    cluster.links.retain(|link| link.child != 1);
    cluster.link(1, 2, "guarantor");
    vec![2, 0, 1]
}

fn drop_links(cluster: &mut Cluster, relationship_type: &str) -> Vec<usize> {
    for link in &mut cluster.links {
        if link.relationship_type == relationship_type {
            link.relationship_type = "authorized_signatory";
            link.percentage = None;
        }
    }
    vec![0]
}

fn minor_alone(cluster: &mut Cluster) -> Vec<usize> {
    for link in &mut cluster.links {
        link.relationship_type = "beneficiary";
    }
    vec![0]
}

fn missing_child(cluster: &mut Cluster, draw: &mut Draw) -> Vec<usize> {
    let serial = cluster.drafts[0].serial + cluster.drafts.len();
    let mut missing = Draft::person(draw, serial, 19, 84);
    missing.gone = true;
    let missing = cluster.add(missing);
    cluster.link(0, missing, "guarantor");
    vec![0, missing]
}

fn second_primary(cluster: &mut Cluster) -> Vec<usize> {
    cluster.drafts[1].is_primary = true;
    vec![0, 1]
}

fn recorded_twice(cluster: &mut Cluster) -> Vec<usize> {
    let original = cluster.drafts[1].clone();
    let copy = &mut cluster.drafts[2];
    copy.nature = original.nature;
    copy.born = original.born;
    copy.birth_place = original.birth_place;
    copy.rfc = original.rfc;
    copy.curp = original.curp;
    vec![1, 2]
}
