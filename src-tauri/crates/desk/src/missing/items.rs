//! The items that one member is asked for.

use artu::models::{Client, Document, DocumentCategory};
use checks::{ItemKind, Presence, Renewal, Requirement, Rules};
use jiff::civil::Date;

use crate::{
    contract::{Language, MissingItem, MissingKind, MissingRequest, MissingState},
    text,
    words::language_of,
};

/// In which way an item is asked for, in the order of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    Asked,
    ToReplace,
    ToConfirm,
    IfAny,
    Later,
}

impl Way {
    pub(super) const ALL: [Self; 5] = [
        Self::Asked,
        Self::ToReplace,
        Self::ToConfirm,
        Self::IfAny,
        Self::Later,
    ];

    pub(super) fn of(item: &MissingItem) -> Self {
        match item.state {
            MissingState::Later => Self::Later,
            _ if !item.demanded => Self::IfAny,
            MissingState::Absent => Self::Asked,
            MissingState::ToReplace => Self::ToReplace,
            MissingState::NotVisible => Self::ToConfirm,
        }
    }
}

/// What is missing of what is asked of a client, and its documents that others are to take the place of.
pub(super) fn items(
    asked: &[Requirement<'_>],
    client: &Client,
    rules: Rules<'_>,
    request: &MissingRequest,
) -> Vec<MissingItem> {
    let mut renewals = checks::renewals(client, rules);
    let mut items: Vec<MissingItem> = Vec::new();
    for requirement in asked {
        let category = requirement.document_category();
        let is_of = |document: &Document| category.is_some() && category_of(document) == category;
        let Some(mut state) = state(requirement, rules.today) else {
            continue;
        };
        let mut remark = remark_of(requirement, state, request.language);
        if state == MissingState::Absent && renewals.iter().any(|(document, _)| is_of(document)) {
            // What was rejected counts as absent: it is asked for once.
            renewals.retain(|(document, _)| !is_of(document));
            state = MissingState::ToReplace;
            remark = Some(text::renewal(Renewal::Rejected, request.language));
        }
        items.push(MissingItem {
            state,
            remark,
            due: (state == MissingState::Later).then(|| requirement.from()),
            ..item(requirement, state, request)
        });
    }
    for (document, why) in renewals {
        let item = renewed(asked, document, why, request);
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items.retain(|item| item.demanded || request.if_any);
    items.sort_by_key(Way::of);
    items
}

/// How a requirement is missing; nothing when it is not, or when the record says nothing of what is not asked yet.
fn state(requirement: &Requirement<'_>, day: Date) -> Option<MissingState> {
    match (requirement.presence, requirement.is_in_force(day)) {
        (Presence::Absent, true) => Some(MissingState::Absent),
        (Presence::Absent, false) => Some(MissingState::Later),
        (Presence::Unknown, true) => Some(MissingState::NotVisible),
        (Presence::Unknown, false) | (Presence::Present, _) => None,
    }
}

fn remark_of(
    requirement: &Requirement<'_>,
    state: MissingState,
    language: Language,
) -> Option<String> {
    match state {
        MissingState::Later => Some(text::due_from(
            requirement.from(),
            requirement.is_demanded(),
            language,
        )),
        // Those that are demanded stand under a heading that says it.
        MissingState::NotVisible if !requirement.is_demanded() => {
            Some(text::unless_delivered(language).into())
        }
        _ => None,
    }
}

fn item(
    requirement: &Requirement<'_>,
    state: MissingState,
    request: &MissingRequest,
) -> MissingItem {
    let language = request.language;
    let since = (state != MissingState::Later).then(|| requirement.from());
    MissingItem {
        item: Some(requirement.item().into()),
        part_of: requirement
            .path()
            .starts_with("addresses[].")
            .then(|| text::Label::Address.text(language).into()),
        label: requirement.label(language_of(language)).into(),
        kind: kind_of(requirement.kind()),
        state,
        // What was handed over once is there to be had.
        demanded: requirement.is_demanded() || state == MissingState::ToReplace,
        remark: None,
        norm: request
            .norms
            .then(|| text::norm(requirement.basis(), since, language)),
        due: None,
    }
}

/// A document that another one is to take the place of, called as the list calls it that asks for it.
fn renewed(
    asked: &[Requirement<'_>],
    document: &Document,
    why: Renewal,
    request: &MissingRequest,
) -> MissingItem {
    let state = match why {
        Renewal::Ends(_) => MissingState::Later,
        Renewal::Rejected | Renewal::Expired(_) | Renewal::ExpiredAndServes(_) => {
            MissingState::ToReplace
        }
    };
    let category = category_of(document);
    let of_list = asked
        .iter()
        .find(|requirement| category.is_some() && requirement.document_category() == category);
    let named = of_list.map_or_else(
        || MissingItem {
            item: None,
            part_of: None,
            label: text::document(document.category.as_ref(), request.language).into(),
            kind: MissingKind::Document,
            state,
            demanded: true,
            remark: None,
            norm: None,
            due: None,
        },
        |requirement| item(requirement, state, request),
    );
    MissingItem {
        // One that serves for a while is not insisted on.
        demanded: !matches!(why, Renewal::ExpiredAndServes(_)),
        remark: Some(text::renewal(why, request.language)),
        due: match why {
            Renewal::Ends(last_day) => Some(last_day),
            _ => None,
        },
        ..named
    }
}

/// The category of a document; nothing of one that may be any thing.
fn category_of(document: &Document) -> Option<&str> {
    match document.category.as_ref()? {
        DocumentCategory::Other(_) => None,
        known => Some(known.as_str()),
    }
}

fn kind_of(kind: ItemKind) -> MissingKind {
    match kind {
        ItemKind::Datum => MissingKind::Datum,
        ItemKind::Document => MissingKind::Document,
        ItemKind::Declaration => MissingKind::Declaration,
        ItemKind::Link => MissingKind::Link,
    }
}
