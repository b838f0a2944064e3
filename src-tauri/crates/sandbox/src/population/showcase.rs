//! The fixed households that come first in every population, for guides, screenshots and journeys.

use jiff::civil::{Date, date};
use mx::Sex;

use super::cluster::Cluster;
use super::defect::Defect;
use super::draft::{Draft, Nature};
use super::random::Draw;

/// Full name of the individual with five linked members.
pub const PERSON: &str = "Sebastián Luna Juárez";
/// Name of the company whose household has twelve members.
pub const COMPANY: &str = "Aceros del Norte, S.A. de C.V.";
/// Full name of the company's representative who is primary herself, with a household of her own.
pub const REPRESENTATIVE: &str = "Valeria Ochoa Terán";
/// Name of the trust.
pub const TRUST: &str = "Fideicomiso Familiar Arroyo Hondo F/2045";

/// Adds a person of this name, born that day.
fn add_person(
    cluster: &mut Cluster,
    draw: &mut Draw,
    first: usize,
    name: [&str; 3],
    sex: Sex,
    born: Date,
) -> usize {
    let [given, paternal, maternal] = name.map(str::to_owned);
    let nature = Nature::Person {
        given,
        middle: None,
        paternal,
        maternal,
        sex,
    };
    let draft = Draft::new(draw, first + cluster.drafts.len(), nature, born);
    cluster.add(draft)
}

/// The household of [`PERSON`].
pub(super) fn person(cluster: &mut Cluster, draw: &mut Draw, first: usize) {
    let mut add = |name, sex, born| add_person(cluster, draw, first, name, sex, born);
    let anchor = add(["Sebastián", "Luna", "Juárez"], Sex::Man, date(1984, 6, 12));
    let members = [
        (
            add(["Renata", "Ibáñez", "Corona"], Sex::Woman, date(1986, 2, 3)),
            "family_member",
        ),
        (
            add(["Mateo", "Luna", "Ibáñez"], Sex::Man, date(2007, 9, 21)),
            "authorized_signatory",
        ),
        (
            add(
                ["Xóchitl", "Juárez", "Peña"],
                Sex::Woman,
                date(1957, 11, 30),
            ),
            "beneficiary",
        ),
        (
            add(
                ["Joaquín", "De la Garza", "Muñoz"],
                Sex::Man,
                date(1979, 4, 8),
            ),
            "legal_representative",
        ),
        (
            add(["Íñigo", "Núñez", "Castañeda"], Sex::Man, date(1991, 1, 17)),
            "guarantor",
        ),
    ];
    cluster.drafts[anchor].is_primary = true;
    for (member, relationship_type) in members {
        cluster.link(anchor, member, relationship_type);
    }
}

/// The household of [`COMPANY`], and behind it that of [`REPRESENTATIVE`].
pub(super) fn company(cluster: &mut Cluster, draw: &mut Draw, first: usize) {
    let named = |name: &str| Nature::Company {
        name: name.to_owned(),
    };
    let anchor = cluster.add(Draft::new(draw, first, named(COMPANY), date(1998, 3, 16)));
    let nested = named("Grupo Peñasco Azul, S.A.P.I. de C.V.");
    let nested = cluster.add(Draft::new(draw, first + 1, nested, date(2011, 8, 25)));
    let mut add = |name, sex, born| add_person(cluster, draw, first, name, sex, born);
    let representative = add(["Valeria", "Ochoa", "Terán"], Sex::Woman, date(1975, 5, 6));
    let deputy = add(
        ["Óscar", "Villarreal", "Ñáñez"],
        Sex::Man,
        date(1982, 10, 2),
    );
    let founder = add(
        ["Guadalupe", "Treviño", "Garza"],
        Sex::Woman,
        date(1955, 12, 12),
    );
    let partner = add(
        ["Cuauhtémoc", "Montes de Oca", "Ruiz"],
        Sex::Man,
        date(1968, 7, 29),
    );
    let heir = add(["Inés", "Treviño", "De León"], Sex::Woman, date(1993, 3, 1));
    let guarantor = add(
        ["Gonzalo", "Del Río", "Zúñiga"],
        Sex::Man,
        date(1970, 9, 14),
    );
    let signatories = [
        add(["Itzel", "Barragán", "Solís"], Sex::Woman, date(1995, 6, 6)),
        add(["Ulises", "Córdova", "Meza"], Sex::Man, date(1988, 8, 18)),
    ];
    let nested_representative = add(
        ["Noemí", "Castañeda", "Yáñez"],
        Sex::Woman,
        date(1980, 2, 22),
    );
    let nested_controller = add(["Emilio", "Peña", "Arellano"], Sex::Man, date(1962, 11, 5));
    let own = [
        add(["Tomás", "Ochoa", "Silva"], Sex::Man, date(1948, 1, 9)),
        add(
            ["Lucía", "Terán", "Bañuelos"],
            Sex::Woman,
            date(1951, 4, 27),
        ),
    ];
    cluster.drafts[anchor].is_primary = true;
    cluster.drafts[representative].is_primary = true;
    cluster.link(anchor, representative, "legal_representative");
    cluster.link(anchor, deputy, "legal_representative");
    cluster.link_controllers(anchor, &[founder, partner, heir]);
    cluster.link(anchor, guarantor, "guarantor");
    for signatory in signatories {
        cluster.link(anchor, signatory, "authorized_signatory");
    }
    cluster.link(anchor, nested, "shareholder");
    cluster.link(nested, nested_representative, "legal_representative");
    cluster.link_controllers(nested, &[nested_controller]);
    cluster.link(representative, own[0], "family_member");
    cluster.link(representative, own[1], "beneficiary");
    cluster
        .planted
        .push((Defect::TwoPrimaries, vec![anchor, representative]));
}

/// The household of [`TRUST`].
pub(super) fn trust(cluster: &mut Cluster, draw: &mut Draw, first: usize) {
    let nature = Nature::Trust {
        name: TRUST.to_owned(),
    };
    let anchor = cluster.add(Draft::new(draw, first, nature, date(2015, 10, 1)));
    cluster.drafts[anchor].is_primary = true;
    let mut add = |name, sex, born| add_person(cluster, draw, first, name, sex, born);
    let delegate = add(["Raquel", "Escobedo", "Nava"], Sex::Woman, date(1977, 7, 7));
    let settlor = add(["Ignacio", "Arroyo", "Magaña"], Sex::Man, date(1949, 5, 15));
    let committee = add(
        ["Beatriz", "Arroyo", "Llamas"],
        Sex::Woman,
        date(1974, 12, 3),
    );
    let beneficiaries = [
        add(
            ["Camila", "Arroyo", "Santillán"],
            Sex::Woman,
            date(1999, 9, 9),
        ),
        add(
            ["Bruno", "Arroyo", "Santillán"],
            Sex::Man,
            date(2002, 2, 14),
        ),
    ];
    cluster.link(anchor, delegate, "legal_representative");
    cluster.link(anchor, settlor, "settlor");
    cluster.link(anchor, committee, "committee_member");
    for beneficiary in beneficiaries {
        cluster.link(anchor, beneficiary, "trust_beneficiary");
    }
    cluster.link_controllers(
        anchor,
        &[settlor, committee, beneficiaries[0], beneficiaries[1]],
    );
}
