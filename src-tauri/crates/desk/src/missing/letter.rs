//! The letter that asks for what is missing.

use jiff::tz::TimeZone;
use report::letter::{Item, Letter, List, Part};

use super::{Missing, items::Way};
use crate::{
    Error, Session,
    contract::{Language, MissingItem, MissingMember, MissingRequest},
    export, text,
    words::report_language,
};

/// Who writes, from which data, and where its days are counted.
pub(super) struct Sender {
    organisation: String,
    environment: report::Environment,
    zone: TimeZone,
}

impl Sender {
    pub(super) fn of(session: &Session) -> Result<Self, Error> {
        Ok(Self {
            organisation: export::organisation(session)?,
            environment: export::marked(session),
            zone: session.clock().zone(),
        })
    }
}

/// The letter about what is missing.
pub(super) fn letter(sender: Sender, request: &MissingRequest, missing: &Missing) -> Letter {
    let language = request.language;
    let as_of = missing.as_of.to_zoned_datetime(sender.zone.clone());
    let opening = if missing.members.is_empty() {
        text::nothing_missing(missing.day, request.if_any, language)
    } else {
        vec![text::missing_opening(as_of.date(), language)]
    };
    Letter {
        language: report_language(language),
        environment: sender.environment,
        sender: sender.organisation,
        title: text::missing_title(language).into(),
        subject: if missing.is_of_several {
            text::and_linked(&missing.subject, language)
        } else {
            missing.subject.clone()
        },
        opening,
        parts: missing
            .members
            .iter()
            .map(|member| part(member, missing.is_of_several, language))
            .collect(),
        foot: text::missing_foot(
            &as_of,
            &export::zone_name(&sender.zone),
            (missing.day, &missing.pack),
            request.norms,
            language,
        ),
        as_of: missing.as_of,
        application_version: env!("CARGO_PKG_VERSION").into(),
    }
}

fn part(member: &MissingMember, is_named: bool, language: Language) -> Part {
    let lists = Way::ALL.into_iter().filter_map(|way| {
        let of_way: Vec<&MissingItem> = member
            .items
            .iter()
            .filter(|item| Way::of(item) == way)
            .collect();
        (!of_way.is_empty()).then(|| List {
            heading: text::way(way, language).into(),
            items: lines(&of_way, language),
        })
    });
    Part {
        heading: is_named.then(|| match member.parts.as_slice() {
            [] => member.name.clone(),
            parts => format!("{} ({})", member.name, parts.join(", ")),
        }),
        lists: lists.collect(),
    }
}

/// Neighbours that are parts of the same thing stand in one line.
fn lines(items: &[&MissingItem], language: Language) -> Vec<Item> {
    items
        .chunk_by(|one, next| {
            one.part_of.is_some()
                && (&one.part_of, &one.remark, &one.norm)
                    == (&next.part_of, &next.remark, &next.norm)
        })
        .filter_map(|together| {
            let first = together.first()?;
            Some(Item {
                label: label(first, together),
                kind: text::missing_kind(first.kind, together.len() > 1, language).into(),
                remark: first.remark.clone(),
                norm: first.norm.clone(),
            })
        })
        .collect()
}

fn label(first: &MissingItem, together: &[&MissingItem]) -> String {
    let Some(whole) = &first.part_of else {
        return first.label.clone();
    };
    let parts: Vec<String> = together
        .iter()
        .map(|item| uncapitalised(&item.label))
        .collect();
    format!("{whole}: {}", parts.join(", "))
}

fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(characters).collect()
}
