//! Reading of the members of a row, each fault with its place.

use jiff::civil::Date;
use serde_json::Value;

use crate::{Names, PersonKind, Sex, Tables, clabe, curp, rfc};

/// A member of a row that is not as it must be.
pub(super) struct Fault {
    pub(super) place: String,
    pub(super) problem: &'static str,
}

pub(super) type Read<T> = Result<T, Fault>;

pub(super) fn fault<T>(place: &str, problem: &'static str) -> Read<T> {
    Err(Fault {
        place: place.to_owned(),
        problem,
    })
}

/// The context of a row.
#[derive(Default)]
pub(super) struct Holder {
    pub(super) client_type: Option<PersonKind>,
    pub(super) country: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) sex: Option<Sex>,
    pub(super) birth_state: Option<String>,
    pub(super) names: Option<Names>,
    pub(super) bank_code: Option<String>,
    pub(super) plaza_code: Option<String>,
}

impl Holder {
    pub(super) fn read(context: Option<&Value>) -> Read<Self> {
        let Some(context) = object(context, "context")? else {
            return Ok(Self::default());
        };
        let text = |name: &str| -> Read<Option<String>> {
            let place = format!("context.{name}");
            Ok(text_of(context.get(name), &place)?.map(str::to_owned))
        };
        let client_type = match text("client_type")?.as_deref() {
            None => None,
            Some("individual") => Some(PersonKind::Individual),
            Some("company") => Some(PersonKind::Company),
            Some("trust") => Some(PersonKind::Trust),
            Some(_) => return fault("context.client_type", "not individual, company or trust"),
        };
        Ok(Self {
            client_type,
            country: text("country")?,
            date: date_of(context.get("date"), "context.date")?,
            sex: sex_of(context.get("sex"), "context.sex")?,
            birth_state: text("birth_state")?,
            names: names_of(context.get("names"), "context.names")?,
            bank_code: text("codigoBanco")?,
            plaza_code: text("codigoPlaza")?,
        })
    }

    pub(super) fn rfc(&self) -> rfc::Context<'_> {
        rfc::Context {
            tables: Tables::embedded(),
            client_type: self.client_type,
            country: self.country.as_deref(),
            date: self.date,
            names: self.names.as_ref(),
        }
    }

    pub(super) fn curp(&self, today: Date) -> curp::Context<'_> {
        curp::Context {
            tables: Tables::embedded(),
            today,
            client_type: self.client_type,
            date: self.date,
            sex: self.sex,
            birth_state: self.birth_state.as_deref(),
            names: self.names.as_ref(),
        }
    }

    pub(super) fn clabe(&self) -> clabe::Context<'_> {
        clabe::Context {
            tables: Tables::embedded(),
            bank_code: self.bank_code.as_deref(),
            plaza_code: self.plaza_code.as_deref(),
        }
    }
}

pub(super) fn object<'a>(
    value: Option<&'a Value>,
    place: &str,
) -> Read<Option<&'a serde_json::Map<String, Value>>> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(members)) => Ok(Some(members)),
        Some(_) => fault(place, "not an object"),
    }
}

pub(super) fn text_of<'a>(value: Option<&'a Value>, place: &str) -> Read<Option<&'a str>> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => fault(place, "not a text"),
    }
}

pub(super) fn date_of(value: Option<&Value>, place: &str) -> Read<Option<Date>> {
    match text_of(value, place)? {
        None | Some("") => Ok(None),
        Some(text) => match text.parse() {
            Ok(date) => Ok(Some(date)),
            Err(_) => fault(place, "not a date YYYY-MM-DD"),
        },
    }
}

pub(super) fn sex_of(value: Option<&Value>, place: &str) -> Read<Option<Sex>> {
    match text_of(value, place)? {
        None | Some("") => Ok(None),
        Some("H") => Ok(Some(Sex::Man)),
        Some("M") => Ok(Some(Sex::Woman)),
        Some("X") => Ok(Some(Sex::NonBinary)),
        Some(_) => fault(place, "not H, M or X"),
    }
}

pub(super) fn names_of(value: Option<&Value>, place: &str) -> Read<Option<Names>> {
    let Some(members) = object(value, place)? else {
        return Ok(None);
    };
    let text = |name: &str| text_of(members.get(name), &format!("{place}.{name}"));
    let given = text("given")?.unwrap_or_default();
    Ok(Some(match text("surnames")? {
        Some(surnames) => Names::joined(given, surnames),
        None => Names::new(
            given,
            text("paternal")?.unwrap_or_default(),
            text("maternal")?,
        ),
    }))
}
