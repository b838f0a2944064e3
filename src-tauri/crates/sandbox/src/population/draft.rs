//! A client before it is written out: what defects change and identifiers follow from.

use jiff::civil::{Date, date};
use mx::{Names, Sex};
use uuid::Uuid;

use super::places::{PLACES, Place};
use super::random::Draw;
use super::words::{FORMS, MEN, PLACES_OF_TRADE, SURNAMES, TRADES, WOMEN};

/// The day the population is dated by.
pub(super) const TODAY: Date = date(2026, 11, 20);

/// What a client is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// A natural person.
    Person {
        given: String,
        middle: Option<String>,
        paternal: String,
        maternal: String,
        sex: Sex,
    },
    /// A company, by its registered name.
    Company { name: String },
    /// A trust, by its name.
    Trust { name: String },
    /// A type that the contract does not name.
    Partnership { name: String },
}

/// A client on its way into the population.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) id: Uuid,
    /// Number in the population; what must be unique follows from it.
    pub(super) serial: usize,
    pub(super) nature: Nature,
    pub(super) is_primary: bool,
    pub(super) gone: bool,
    /// Birth, incorporation or contract.
    pub(super) born: Date,
    /// Born in Mexico, or abroad when none.
    pub(super) birth_place: Option<&'static Place>,
    pub(super) home: &'static Place,
    pub(super) postal_code: String,
    pub(super) identity_expires: Date,
    pub(super) rfc: Option<String>,
    pub(super) curp: Option<String>,
    pub(super) clabe: String,
}

impl Draft {
    /// A person drawn at random, of an age between the two.
    pub(super) fn person(draw: &mut Draw, serial: usize, least_age: i32, most_age: i32) -> Self {
        let woman = draw.percent(51);
        let list = if woman { WOMEN } else { MEN };
        let given = (*draw.pick(list)).to_owned();
        let middle = draw
            .percent(38)
            .then(|| (*draw.pick(list)).to_owned())
            .filter(|one| *one != given);
        let nature = Nature::Person {
            given,
            middle,
            paternal: (*draw.pick(SURNAMES)).to_owned(),
            maternal: (*draw.pick(SURNAMES)).to_owned(),
            sex: if woman { Sex::Woman } else { Sex::Man },
        };
        let born = draw.day_before(TODAY, least_age, most_age);
        Self::new(draw, serial, nature, born)
    }

    /// A company drawn at random.
    pub(super) fn company(draw: &mut Draw, serial: usize) -> Self {
        let form = draw.pick(FORMS);
        let name = format!(
            "{} {}, {form}",
            draw.pick(TRADES),
            draw.pick(PLACES_OF_TRADE)
        );
        let born = draw.day_before(TODAY, 2, 40);
        Self::new(draw, serial, Nature::Company { name }, born)
    }

    /// A trust drawn at random.
    pub(super) fn trust(draw: &mut Draw, serial: usize) -> Self {
        let name = format!(
            "Fideicomiso {} {} F/{}",
            draw.pick(SURNAMES),
            draw.pick(PLACES_OF_TRADE),
            draw.number(1000, 999_999)
        );
        let born = draw.day_before(TODAY, 1, 20);
        Self::new(draw, serial, Nature::Trust { name }, born)
    }

    /// A client of a given nature and day, the rest drawn.
    pub(super) fn new(draw: &mut Draw, serial: usize, nature: Nature, born: Date) -> Self {
        let home: &'static Place = draw.pick(PLACES);
        let foreign = draw.percent(2);
        let mut draft = Self {
            id: draw.id(),
            serial,
            nature,
            is_primary: false,
            gone: false,
            born,
            birth_place: if foreign {
                None
            } else {
                Some(draw.pick(PLACES))
            },
            home,
            postal_code: format!("{}{:03}", home.postal_prefix, draw.number(1, 999)),
            identity_expires: draw.day_after(TODAY, 9),
            rfc: None,
            curp: None,
            clabe: clabe(draw, serial),
        };
        draft.derive_identifiers();
        draft
    }

    /// Sets RFC and CURP to what follows from names, day, sex and place.
    pub(super) fn derive_identifiers(&mut self) {
        self.rfc = Some(self.rfc_on(self.born));
        self.curp = match &self.nature {
            Nature::Person { sex, .. } => Some(self.curp_of(*sex, self.birth_code())),
            _ => None,
        };
    }

    /// The RFC as it would be for another day.
    pub(super) fn rfc_on(&self, day: Date) -> String {
        let mut key = match &self.nature {
            Nature::Person {
                paternal, maternal, ..
            } => {
                let full_name = format!("{paternal} {maternal} {}", self.given_names());
                mx::rfc::derive_individual(&self.names(), day, mx::Tables::embedded())
                    + &mx::rfc::homoclave(&full_name)
            }
            Nature::Company { name } | Nature::Trust { name } | Nature::Partnership { name } => {
                mx::rfc::derive_company(name, day) + &mx::rfc::homoclave(name)
            }
        };
        key.extend(mx::rfc::check_digit(&key));
        key
    }

    /// The CURP as it would be for this sex and state.
    pub(super) fn curp_of(&self, sex: Sex, state: &str) -> String {
        let mut key =
            mx::curp::derive(&self.names(), self.born, sex, state, mx::Tables::embedded());
        key.push(if self.born.year() < 2000 { '0' } else { 'A' });
        key.extend(mx::curp::check_digit(&key));
        key
    }

    /// State code of the CURP.
    pub(super) fn birth_code(&self) -> &'static str {
        self.birth_place.map_or("NE", |place| place.curp_code)
    }

    /// Whether it is a natural person.
    pub(super) const fn is_person(&self) -> bool {
        matches!(self.nature, Nature::Person { .. })
    }

    /// Given names with single spaces; the name of anything else.
    pub(super) fn given_names(&self) -> String {
        match &self.nature {
            Nature::Person {
                given,
                middle: Some(middle),
                ..
            } => format!("{given} {middle}"),
            Nature::Person {
                given,
                middle: None,
                ..
            } => given.clone(),
            Nature::Company { name } | Nature::Trust { name } | Nature::Partnership { name } => {
                name.clone()
            }
        }
    }

    /// What makes its keys clash with another client's: the RFC without homoclave.
    pub(super) fn clash_key(&self) -> Option<String> {
        let key: Vec<char> = self.rfc.as_deref()?.chars().collect();
        Some(key[..key.len().saturating_sub(3)].iter().collect())
    }

    fn names(&self) -> Names {
        match &self.nature {
            Nature::Person {
                paternal, maternal, ..
            } => Names::new(&self.given_names(), paternal, Some(maternal)),
            _ => Names::new(&self.given_names(), "", None),
        }
    }
}

/// An account number that no other client has, at a bank and a plaza drawn.
fn clabe(draw: &mut Draw, serial: usize) -> String {
    const BANKS: [&str; 8] = ["002", "012", "014", "021", "036", "044", "058", "072"];
    const PLAZAS: [&str; 6] = ["180", "010", "210", "420", "610", "910"];
    let account = (serial as u64 + 1).wrapping_mul(7_368_787) % 100_000_000_000;
    let mut key = format!("{}{}{account:011}", draw.pick(&BANKS), draw.pick(&PLAZAS));
    key.extend(mx::clabe::control_digit(&key));
    key
}
