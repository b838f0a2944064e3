//! A draft written out as the members of an Artu client.

use jiff::ToSpan;
use mx::Sex;
use serde_json::{Map, Value, json};

use super::documents::documents;
use super::draft::{Draft, Nature, TODAY};
use super::random::Draw;
use super::words::{NEIGHBORHOODS, POSITIONS, STREETS};
use crate::clock::format_instant;
use crate::world::fold;

/// When the clients of a population were created and changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timeline {
    base: i64,
    total: usize,
}

/// Instants of one client, in milliseconds since the epoch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub(super) created: i64,
    pub(super) updated: i64,
}

impl Timeline {
    /// Milliseconds before the base instant at which the first client was created: a thousand days.
    const SPAN: i64 = 1_000 * 24 * 3_600 * 1_000;

    /// A timeline of so many clients that ends before the base instant.
    pub(super) const fn new(base: i64, total: usize) -> Self {
        Self { base, total }
    }

    /// Creation follows the client's number; the last change lies at random after it, most often soon.
    pub(super) fn of(&self, serial: usize, draw: &mut Draw) -> Times {
        let step = Self::SPAN / i64::try_from(self.total + 1).unwrap_or(i64::MAX);
        let created = self.base - Self::SPAN + step * i64::try_from(serial).unwrap_or_default();
        let left = self.base - created - 1;
        let thousandths =
            i64::from(draw.number(0, 1_000)) * i64::from(draw.number(0, 1_000)) / 1_000;
        Times {
            created,
            updated: created + left / 1_000 * thousandths,
        }
    }
}

/// All members but id, times, `isPrimary` and links.
pub(super) fn members(draft: &Draft, times: Times, draw: &mut Draw) -> Map<String, Value> {
    let mut members = Map::new();
    let mut set = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    let contact = Contact::of(draft, draw);
    set("type", kind(draft).into());
    names(draft, &mut set);
    set("scopes", scopes(draft).into());
    set("nationalities", nationalities(draft));
    set("externalId", external_id(draft));
    set("metadata", metadata(draft, draw));
    set("birthDate", draft.born.to_string().into());
    set("employment", employment(draft, draw));
    set("scopeData", scope_data(draft, draw));
    set("email", contact.email.as_str().into());
    set("phone", contact.phone.as_str().into());
    if draft.is_person() {
        let years = draft
            .born
            .until((jiff::Unit::Year, TODAY))
            .map_or(0, |span| span.get_years());
        set("age", years.into());
    }
    let stamp = Stamp::new(draft, times);
    let address = address(draft, &stamp, draw);
    set("documents", documents(draft, &address, &stamp, draw).into());
    set("addresses", vec![address].into());
    set(
        "contactMethods",
        contact.methods(draft, &stamp, draw).into(),
    );
    set("bankAccounts", bank_accounts(draft, &stamp, draw).into());
    set("riskAssessments", risk(draw));
    set("tags", tags(draw).into());
    oddities(draft, &mut set);
    members
}

/// What every child record carries: whose it is and when it was made.
#[derive(Debug)]
pub(super) struct Stamp {
    client: String,
    created: String,
    updated: String,
}

impl Stamp {
    fn new(draft: &Draft, times: Times) -> Self {
        Self {
            client: draft.id.to_string(),
            created: format_instant(times.created),
            updated: format_instant(times.updated),
        }
    }

    /// The time of creation.
    pub(super) fn created(&self) -> &str {
        &self.created
    }

    /// A child record with these members.
    pub(super) fn child(&self, draw: &mut Draw, members: Value) -> Value {
        let mut record = Map::new();
        record.insert("id".to_owned(), draw.id().to_string().into());
        record.insert("clientId".to_owned(), self.client.as_str().into());
        if let Value::Object(members) = members {
            record.extend(members);
        }
        record.insert("createdAt".to_owned(), self.created.as_str().into());
        record.insert("updatedAt".to_owned(), self.updated.as_str().into());
        Value::Object(record)
    }
}

const fn kind(draft: &Draft) -> &'static str {
    match draft.nature {
        Nature::Person { .. } => "individual",
        Nature::Company { .. } => "company",
        Nature::Trust { .. } => "trust",
        Nature::Partnership { .. } => "partnership",
    }
}

fn names(draft: &Draft, set: &mut impl FnMut(&str, Value)) {
    match &draft.nature {
        Nature::Person {
            given,
            middle,
            paternal,
            maternal,
            ..
        } => {
            set("name", given.as_str().into());
            set("middleName", middle.clone().into());
            set("lastName", format!("{paternal} {maternal}").into());
        }
        Nature::Company { name } | Nature::Trust { name } | Nature::Partnership { name } => {
            set("name", name.as_str().into());
        }
    }
}

pub(super) fn scopes(draft: &Draft) -> Vec<&'static str> {
    let mut scopes = match (draft.is_primary, draft.serial % 5) {
        (false, _) => vec!["base", "MX"],
        (true, 0) => vec!["base", "MX", "MX:AV", "MX:AV:AVI"],
        (true, 1) => vec!["base", "MX", "MX:AV", "MX:AV:INM"],
        (true, 2) => vec!["base", "MX", "MX:AV", "MX:AV:VEH"],
        (true, 3) => vec!["base", "MX", "MX:AV", "MX:AV:MPC"],
        (true, _) => vec!["base", "MX", "MX:AV"],
    };
    if draft.serial % 41 == 30 {
        scopes.push("MX:AV:DON");
    }
    scopes
}

fn nationalities(draft: &Draft) -> Value {
    let country = if draft.birth_place.is_none() && draft.is_person() {
        "US"
    } else {
        "MX"
    };
    if draft.serial % 53 == 40 {
        country.into()
    } else {
        json!([country])
    }
}

fn external_id(draft: &Draft) -> Value {
    if draft.serial.is_multiple_of(3) {
        Value::Null
    } else {
        format!("EXP-{:07}", draft.serial).into()
    }
}

fn metadata(draft: &Draft, draw: &mut Draw) -> Value {
    let branch = draw.pick(&["Centro", "Norte", "Sur", "En línea"]);
    let mut metadata =
        json!({"sucursal": branch, "ejecutivo": format!("E{:03}", draw.number(1, 60))});
    if let Nature::Person { sex, .. } = draft.nature {
        metadata["sex"] = sex.letter().to_string().into();
        metadata["birthCountry"] = if draft.birth_place.is_some() {
            "MX"
        } else {
            "US"
        }
        .into();
        metadata["birthState"] = draft.birth_code().into();
    }
    metadata
}

fn employment(draft: &Draft, draw: &mut Draw) -> Value {
    if !draft.is_person() || draft.serial % 11 != 4 {
        return Value::Null;
    }
    json!({
        "isEmployee": true,
        "employeeId": format!("N-{:06}", draft.serial),
        "position": "Analista",
        "department": draw.pick(POSITIONS),
        "startDate": TODAY.saturating_sub(400.days()).to_string(),
    })
}

fn scope_data(draft: &Draft, draw: &mut Draw) -> Value {
    let mut mexico = json!({"rfc": draft.rfc});
    if draft.is_person() {
        mexico["curp"] = draft.curp.clone().into();
        mexico["actividadEconomica"] =
            (*draw.pick(&["8130010", "6111011", "5210211", "9411999"])).into();
    } else {
        mexico["giroMercantil"] =
            (*draw.pick(&["2810001", "5310011", "4610201", "6210001"])).into();
    }
    if draft.is_primary && draft.serial.is_multiple_of(5) {
        mexico["actividadVulnerable"] =
            json!({"AVI": {"username": format!("usuario{}", draft.serial)}});
    }
    json!({ "MX": mexico })
}

/// E-mail and telephone, which no other client has.
struct Contact {
    email: String,
    phone: String,
}

impl Contact {
    fn of(draft: &Draft, draw: &mut Draw) -> Self {
        let surname = match &draft.nature {
            Nature::Person { paternal, .. } => paternal.as_str(),
            _ => "contacto",
        };
        let slug: String = fold(&format!("{}.{surname}", draft.given_names()))
            .chars()
            .filter(|one| one.is_ascii_alphanumeric() || *one == '.')
            .collect();
        let slug = slug.trim_matches('.').replace("..", ".");
        let host = draw.pick(&["example.mx", "example.com"]);
        let digits = 10 - draft.home.area.len();
        let modulus = 10_u64.pow(u32::try_from(digits).unwrap_or(7));
        let local = (draft.serial as u64 + 1).wrapping_mul(3_694_807) % modulus;
        Self {
            email: format!("{slug}{}@{host}", draft.serial),
            phone: format!("+52{}{local:0digits$}", draft.home.area),
        }
    }

    fn methods(&self, draft: &Draft, stamp: &Stamp, draw: &mut Draw) -> Vec<Value> {
        let verified = draw.percent(70).then(|| stamp.created().to_owned());
        let mut methods = vec![
            stamp.child(
                draw,
                json!({"type": "email", "value": self.email, "isPrimary": true, "isVerified": verified.is_some(), "verifiedAt": verified}),
            ),
            stamp.child(
                draw,
                json!({"type": "mobile", "value": self.phone, "isPrimary": true, "label": "Principal", "isVerified": false, "verifiedAt": null}),
            ),
        ];
        if draft.serial % 43 == 20 {
            let members = json!({"type": "whatsapp", "value": self.phone, "isVerified": false, "verifiedAt": null});
            methods.push(stamp.child(draw, members));
        }
        methods
    }
}

fn address(draft: &Draft, stamp: &Stamp, draw: &mut Draw) -> Value {
    let kind = if draft.is_person() { "home" } else { "legal" };
    let interior = draw.percent(94).then(|| draw.number(1, 40).to_string());
    let members = json!({
        "scope": "MX",
        "type": kind,
        "isPrimary": true,
        "street": draw.pick(STREETS),
        "city": draft.home.city,
        "state": draft.home.state,
        "postalCode": draft.postal_code,
        "country": "MX",
        "scopeData": {"MX": {
            "exteriorNumber": draw.number(1, 4_000).to_string(),
            "interiorNumber": interior,
            "neighborhood": draw.pick(NEIGHBORHOODS),
            "municipality": draft.home.city,
        }},
    });
    stamp.child(draw, members)
}

fn bank_accounts(draft: &Draft, stamp: &Stamp, draw: &mut Draw) -> Vec<Value> {
    let bank = &draft.clabe[..3];
    let members = json!({
        "accountNumber": &draft.clabe[6..17],
        "bankName": mx::clabe::bank_name(mx::Tables::embedded(), bank),
        "bankCode": bank,
        "country": "MX",
        "currency": "MXN",
        "type": "checking",
        "isPrimary": true,
        "isActive": true,
        "clabe": draft.clabe,
        "codigoBanco": bank,
        "codigoPlaza": &draft.clabe[3..6],
    });
    vec![stamp.child(draw, members)]
}

fn risk(draw: &mut Draw) -> Value {
    let score = draw.number(5, 95);
    let level = match score {
        0..=39 => "low",
        40..=74 => "medium",
        _ => "high",
    };
    json!({"matriz": {"score": score, "level": level}})
}

fn tags(draw: &mut Draw) -> Vec<Value> {
    const TAGS: [(&str, &str, &str); 3] = [
        (
            "9d2b7f54-0c1e-4f5a-9a51-30c5c8a0e101",
            "Cliente frecuente",
            "#2f855a",
        ),
        (
            "9d2b7f54-0c1e-4f5a-9a51-30c5c8a0e102",
            "Expediente 2026",
            "#2b6cb0",
        ),
        ("9d2b7f54-0c1e-4f5a-9a51-30c5c8a0e103", "Revisar", "#c05621"),
    ];
    let mut tags = Vec::new();
    if draw.percent(30) {
        let (id, name, color) = draw.pick(&TAGS);
        tags.push(json!({"id": id, "name": name, "color": color}));
    }
    tags
}

/// Members that no contract names; whoever reads them must keep them.
fn oddities(draft: &Draft, set: &mut impl FnMut(&str, Value)) {
    if draft.serial % 37 == 25 {
        set(
            "watchlistState",
            json!({"source": "interna", "hits": 0, "checked": [true, null, 1.5]}),
        );
    }
    if draft.serial % 61 == 33 {
        set("onboardingChannel", "kiosco".into());
    }
    if let Nature::Person {
        sex: Sex::NonBinary,
        ..
    } = draft.nature
    {
        set("pronouns", "elle".into());
    }
}
