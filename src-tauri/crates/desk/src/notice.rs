//! What of the notice that Artu makes for the authority the files hold: nothing is made or sent here.

use artu::models::{Client, ClientId, Record, RelationshipType};
use checks::{Node, Notice, Outcome, Representative, RulePack};
use vault::{Link, StoredClient, View};

use crate::{
    Error, Session,
    contract::{
        FormConfidence, Language, NodeState, NoticeActivity, NoticeGroup, NoticeNode,
        NoticeRepresentative, NoticeRequest, NoticeSummary, NoticeView,
    },
    journal::Action,
    rules, text,
    words::language_of,
};

/// A client with the linked clients that represent it.
struct Files {
    stored: StoredClient,
    client: Client,
    /// The links to its representatives, with what is stored of them.
    representatives: Vec<(Link, Option<(StoredClient, Client)>)>,
    /// Whether a link may be missing because the record came without them.
    links_are_known: bool,
}

/// What of the notice of an activity of a client the files hold. Reading them is entered into the journal.
///
/// # Errors
/// When there is no such client, it has not this activity, or the vault cannot be read.
pub fn readiness(
    session: &Session,
    request: &NoticeRequest,
    language: Language,
) -> Result<NoticeView, Error> {
    let files = session.vault().read(|view| read(view, request.client_id))?;
    let shown = shown(&files, request, &rules::in_force(session)?.pack, language)?;
    session.enter_reading(Action::ClientRead, request.client_id)?;
    if let Some(representative) = &shown.representative {
        session.enter_reading(Action::ClientRead, representative.client_id)?;
    }
    Ok(shown)
}

fn read(view: View<'_>, id: ClientId) -> Result<Files, Error> {
    let (stored, client) = stored(view, id)?.ok_or(Error::NotFound)?;
    let representatives = view
        .links()
        .children_of(id)?
        .into_iter()
        .filter(|link| link.relationship == RelationshipType::LegalRepresentative)
        .map(|link| {
            let child = self::stored(view, link.child)?;
            Ok((link, child))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(Files {
        links_are_known: client.linked_clients.is_some() || !representatives.is_empty(),
        stored,
        client,
        representatives,
    })
}

fn stored(view: View<'_>, id: ClientId) -> Result<Option<(StoredClient, Client)>, Error> {
    let stored = view.clients().get(id)?;
    Ok(stored.and_then(|stored| {
        let record = Record::<Client>::parse(&stored.raw).ok()?;
        Some((stored, record.value))
    }))
}

fn shown(
    files: &Files,
    request: &NoticeRequest,
    pack: &RulePack,
    language: Language,
) -> Result<NoticeView, Error> {
    let known = checks::activities(&files.client);
    let activity = match &request.activity {
        Some(asked) => {
            let found = known.iter().find(|known| known.eq_ignore_ascii_case(asked));
            Some(*found.ok_or(Error::NotFound)?)
        }
        None => known.first().copied(),
    };
    let notice = activity.map(|activity| notice_of(files, activity, pack));
    let representative = notice.as_ref().and_then(|notice| {
        let has_part = notice
            .nodes
            .iter()
            .any(|node| node.group() == checks::NodeGroup::Representative);
        notice.representative.filter(|_| has_part)
    });
    let of_representative =
        |(link, _): &&(Link, Option<(StoredClient, Client)>)| Some(link.child) == representative;
    let chosen = files.representatives.iter().find(of_representative);
    let read_at = files.stored.row.as_of;
    let other_read_at = chosen
        .and_then(|(_, stored)| stored.as_ref())
        .map(|(stored, _)| stored.row.as_of);
    Ok(NoticeView {
        client_id: request.client_id,
        activities: known
            .iter()
            .map(|activity| NoticeActivity {
                activity: (*activity).into(),
                label: text::notice::activity(activity, language).into(),
                summary: summary(&notice_of(files, activity, pack)),
            })
            .collect(),
        activity: activity.map(Into::into),
        groups: notice.map_or_else(Vec::new, |notice| groups(&notice, language)),
        representative: chosen.map(|(link, stored)| NoticeRepresentative {
            client_id: link.child,
            name: stored.as_ref().map_or_else(
                || link.child_name.clone(),
                |(stored, _)| stored.row.name.clone(),
            ),
            of: files.representatives.len() as u64,
        }),
        pack: pack.label().into(),
        as_of: other_read_at.map_or(read_at, |other| other.min(read_at)),
    })
}

fn notice_of<'p>(files: &Files, activity: &str, pack: &'p RulePack) -> Notice<'p> {
    let representatives: Vec<Representative<'_>> = files
        .representatives
        .iter()
        .map(|(link, stored)| Representative {
            id: link.child,
            client: stored.as_ref().map(|(_, client)| client),
        })
        .collect();
    let known = files.links_are_known.then_some(representatives.as_slice());
    checks::readiness(&files.client, known, activity, pack)
}

fn summary(notice: &Notice<'_>) -> Option<NoticeSummary> {
    let summary = notice.summary();
    (!notice.nodes.is_empty()).then_some(NoticeSummary {
        required: summary.required as u64,
        fillable: summary.fillable as u64,
        absent: summary.absent as u64,
        does_not_fit: summary.misfits as u64,
        not_visible: summary.not_visible as u64,
    })
}

/// The nodes by the part of the notice they belong to, the parts in the order of the contract.
fn groups(notice: &Notice<'_>, language: Language) -> Vec<NoticeGroup> {
    let mut parts: Vec<checks::NodeGroup> = notice.nodes.iter().map(Node::group).collect();
    parts.sort_unstable();
    parts.dedup();
    parts
        .into_iter()
        .map(|part| {
            let of_part = notice.nodes.iter().filter(|node| node.group() == part);
            let (group, title) = text::notice::node_group(part, language);
            NoticeGroup {
                group: group.into(),
                title: title.into(),
                nodes: of_part.map(|node| node_view(node, language)).collect(),
            }
        })
        .collect()
}

fn node_view(node: &Node<'_>, language: Language) -> NoticeNode {
    let mut view = NoticeNode {
        path: node.path().into(),
        label: node.label(language_of(language)).into(),
        required: node.is_required,
        state: NodeState::Fillable,
        value: None,
        held: node.held.clone(),
        changes: Vec::new(),
        guess: None,
        why: None,
        client_id: node.client_id,
        place: node.place.clone(),
        form: text::notice::form(node, language),
        confidence: match node.confidence() {
            checks::Confidence::High => FormConfidence::High,
            checks::Confidence::Medium => FormConfidence::Medium,
            checks::Confidence::Low => FormConfidence::Low,
        },
        source: node.source().into(),
        norm: node.norm(),
    };
    match &node.outcome {
        Outcome::Fillable {
            value,
            changes,
            guess,
        } => {
            view.value = Some(value.clone());
            view.changes = changes
                .iter()
                .map(|change| text::notice::change(*change, language).into())
                .collect();
            view.guess = guess.map(|guess| text::notice::guess(guess, language).into());
        }
        Outcome::Absent => {
            view.state = NodeState::Absent;
            view.why = Some(text::notice::absent(node, language).into());
        }
        Outcome::DoesNotFit(misfit) => {
            view.state = NodeState::DoesNotFit;
            view.why = Some(text::notice::misfit(misfit, language));
        }
        Outcome::NotVisible(unseen) => {
            view.state = NodeState::NotVisible;
            view.why = Some(text::notice::unseen(*unseen, language).into());
        }
    }
    view
}
