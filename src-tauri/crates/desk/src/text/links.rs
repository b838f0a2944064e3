//! What operations on links and members are announced with: what is known, what is expected, and what nobody can know.

use artu::models::RelationshipType;

use super::{pick, relationship};
use crate::contract::{Language, LinkChanges, LinkSketch};

/// That a link will be asked for.
pub(crate) fn known_link(
    child: &str,
    kind: &RelationshipType,
    parent: &str,
    language: Language,
) -> String {
    let kind = relationship(kind, language);
    pick(
        language,
        format!("Artu recibirá la orden de vincular a {child} con {parent} como {kind}."),
        format!("Artu will be asked to link {child} to {parent} as {kind}."),
    )
}

/// That the removal of links will be asked for.
pub(crate) fn known_unlink(child: &str, parent: &str, links: usize, language: Language) -> String {
    match (language, links) {
        (Language::Es, 1) => {
            format!("Artu recibirá la orden de quitar el vínculo entre {parent} y {child}.")
        }
        (Language::Es, n) => {
            format!("Artu recibirá la orden de quitar los {n} vínculos entre {parent} y {child}.")
        }
        (Language::En, 1) => {
            format!("Artu will be asked to remove the link between {parent} and {child}.")
        }
        (Language::En, n) => {
            format!("Artu will be asked to remove the {n} links between {parent} and {child}.")
        }
    }
}

/// That a replacement will be asked for, and what it drops, keeps and adds.
pub(crate) fn known_replace(parent: &str, changes: &LinkChanges, language: Language) -> String {
    let (dropped, kept, added) = (
        changes.dropped.len(),
        changes.kept.len(),
        changes.added.len(),
    );
    pick(
        language,
        format!(
            "Artu recibirá la lista completa de vínculos de {parent}: {dropped} se quitan, {kept} se conservan, {added} se agregan."
        ),
        format!(
            "Artu will be given the whole list of links of {parent}: {dropped} dropped, {kept} kept, {added} added."
        ),
    )
}

/// That replacing is dangerous.
pub(crate) fn warning_replace(dropped: usize, language: Language) -> String {
    match (language, dropped) {
        (Language::Es, 0) => "Operación peligrosa: reemplaza todos los vínculos; lo que no está en la lista se pierde.".into(),
        (Language::Es, 1) => "Operación peligrosa: reemplaza todos los vínculos y quita uno, que se perderá con sus datos.".into(),
        (Language::Es, n) => format!("Operación peligrosa: reemplaza todos los vínculos y quita {n}, que se perderán con sus datos."),
        (Language::En, 0) => "Dangerous: all links are replaced; what is not in the list is lost.".into(),
        (Language::En, 1) => "Dangerous: all links are replaced and one is dropped, lost with its data.".into(),
        (Language::En, n) => format!("Dangerous: all links are replaced and {n} are dropped, lost with their data."),
    }
}

/// That a new client will be asked for.
pub(crate) fn known_related(
    name: &str,
    kind: &RelationshipType,
    parent: &str,
    language: Language,
) -> String {
    let kind = relationship(kind, language);
    pick(
        language,
        format!(
            "Artu recibirá la orden de crear a {name}, no primario, y vincularlo con {parent} como {kind}."
        ),
        format!(
            "Artu will be asked to make {name}, not primary, and to link it to {parent} as {kind}."
        ),
    )
}

/// That members will be changed.
pub(crate) fn known_update(name: &str, members: &[String], language: Language) -> String {
    let members = members.join(", ");
    pick(
        language,
        format!("Artu recibirá la orden de modificar en {name}: {members}."),
        format!("Artu will be asked to change in {name}: {members}."),
    )
}

/// That a member of which a part changes goes out whole.
pub(crate) fn known_whole(member: &str, language: Language) -> String {
    pick(
        language,
        format!(
            "Lo demás de {member} viaja tal como está, para que nada se pierda: Artu no documenta si lo combina o lo reemplaza."
        ),
        format!(
            "The rest of {member} goes along as it is, so that nothing is lost: Artu does not document whether it merges or replaces it."
        ),
    )
}

/// That the age follows the birth date.
pub(crate) fn expected_age(language: Language) -> &'static str {
    pick(
        language,
        "Artu calcula la edad a partir de la fecha: puede cambiar con ella.",
        "Artu works out the age from the date: it may change with it.",
    )
}

/// What nobody here can know of a change of members.
pub(crate) fn unknown_change_effects(language: Language) -> &'static str {
    pick(
        language,
        "Si el cambio dispara evaluaciones de riesgo, alertas o flujos de trabajo.",
        "Whether the change starts risk runs, alerts or workflows.",
    )
}

/// That clearing a member is not documented.
pub(crate) fn unknown_clearing(language: Language) -> &'static str {
    pick(
        language,
        "Si Artu borra el dato al recibirlo vacío (null): no está documentado; se comprobará al leer de vuelta.",
        "Whether Artu clears the value on receiving it empty (null): it is not documented; it will be looked at on reading back.",
    )
}

/// Heading of the line that says that the rest of a member stayed.
pub(crate) fn proof_rest_of(name: &str, member: &str, language: Language) -> String {
    pick(
        language,
        format!("{name}: lo demás de {member}"),
        format!("{name}: the rest of {member}"),
    )
}

/// How many links a parent should have afterwards.
pub(crate) fn expected_links(parent: &str, links: usize, language: Language) -> String {
    match (language, links) {
        (Language::Es, 0) => format!("Se espera que {parent} quede sin vinculados."),
        (Language::Es, 1) => format!("Se espera que {parent} quede con un vínculo."),
        (Language::Es, n) => format!("Se espera que {parent} quede con {n} vínculos."),
        (Language::En, 0) => format!("{parent} is expected to have nobody linked."),
        (Language::En, 1) => format!("{parent} is expected to have one link."),
        (Language::En, n) => format!("{parent} is expected to have {n} links."),
    }
}

/// That nothing else should move.
pub(crate) fn expected_rest_stays(language: Language) -> String {
    pick(
        language,
        "Se espera que los demás datos no cambien y que nadie deje de ser primario.",
        "Everything else is expected not to change, and nobody to stop being primary.",
    )
    .into()
}

/// What nobody here can know of a change of links or members.
pub(crate) fn unknown_link_effects(language: Language) -> Vec<String> {
    pick(
        language,
        [
            "Si Artu acepta esta relación entre estos clientes.",
            unknown_change_effects(Language::Es),
        ],
        [
            "Whether Artu accepts this relationship between these clients.",
            unknown_change_effects(Language::En),
        ],
    )
    .map(String::from)
    .to_vec()
}

/// That a lost answer may leave the making of a client undecided.
pub(crate) fn unknown_related(language: Language) -> String {
    pick(
        language,
        "Si la respuesta se pierde, se buscará al cliente nuevo entre los vínculos; con un identificador externo la búsqueda es segura.",
        "If the answer is lost, the new client will be looked for among the links; with an external id the search is sure.",
    )
    .into()
}

/// That a client will hang on nothing.
pub(crate) fn warning_orphan(name: &str, language: Language) -> String {
    pick(
        language,
        format!("{name} quedará sin ningún vínculo que lleve a un cliente primario."),
        format!("{name} will be left without any link that leads to a primary client."),
    )
}

/// That somebody of that name is linked in that role already.
pub(crate) fn warning_same_name(name: &str, language: Language) -> String {
    pick(
        language,
        format!("Ya hay un vinculado que se llama {name} con esa relación."),
        format!("Somebody named {name} is linked in that role already."),
    )
}

/// Links in one line: dropped ones with a minus, new ones with a plus.
pub(crate) fn link_changes(changes: &LinkChanges, language: Language) -> String {
    let told = |mark: char, link: &LinkSketch| {
        format!(
            "{mark} {} ({})",
            link.name,
            relationship(&link.relationship_type, language)
        )
    };
    let dropped = changes.dropped.iter().map(|link| told('−', link));
    let added = changes.added.iter().map(|link| told('+', link));
    dropped.chain(added).collect::<Vec<_>>().join("; ")
}

/// One link in a line.
pub(crate) fn link(name: &str, kind: &RelationshipType, language: Language) -> String {
    format!("{name} ({})", relationship(kind, language))
}

/// Heading of the line that says whether a link is there.
pub(crate) fn proof_link(
    parent: &str,
    child: &str,
    kind: &RelationshipType,
    language: Language,
) -> String {
    let link = link(child, kind, language);
    pick(
        language,
        format!("{parent}: vínculo con {link}"),
        format!("{parent}: link to {link}"),
    )
}

/// Heading of the line that says whether a new client is there.
pub(crate) fn proof_made(name: &str, language: Language) -> String {
    pick(language, format!("{name}: creado"), format!("{name}: made"))
}
