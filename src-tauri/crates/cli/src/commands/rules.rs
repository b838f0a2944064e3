//! Rule packs: listing, reading, rehearsing, adopting and making them.

use std::path::Path;

use desk::{
    Session,
    contract::{
        AdoptPackRequest, Language, OfferedPack, OfferedPackRequest, Page, RehearsedFinding,
        RehearsedQuery, RuleRehearsal, RulesView, SignPackRequest, SignedPack,
    },
    finding,
    rules::{self, PackFault},
};
use serde::Serialize;

use super::Answer;
use crate::{
    arguments::Rules,
    context::{Context, gather},
    exit::Exit,
    failure::{Failure, Problem},
    output::{Table, Text, clean},
    words::{pick, say},
};

/// What a rehearsal said, as a count and as a list.
#[derive(Serialize)]
struct Rehearsed {
    rehearsal: RuleRehearsal,
    findings: Page<RehearsedFinding>,
}

pub(super) fn run(context: &Context, act: Option<Rules>) -> Answer {
    let session = context.session()?;
    let language = context.language;
    match act.unwrap_or(Rules::List) {
        Rules::List => {
            let view = rules::list(&session)?;
            context.output.show(&view, |view| packs(view, language))?;
        }
        Rules::Read { file } => {
            let offered = read(&session, &file, language)?;
            context
                .output
                .show(&offered, |offered| told(offered, language))?;
        }
        Rules::Rehearse { file } => {
            let rehearsed = rehearse(&session, &file, language)?;
            context
                .output
                .show(&rehearsed, |rehearsed| changes(rehearsed, language))?;
        }
        Rules::Adopt {
            file,
            reason,
            trust_key,
        } => {
            let view = adopt(&session, &file, reason, trust_key.as_deref(), language)?;
            context.output.show(&view, |view| packs(view, language))?;
        }
        Rules::Tables { folder } => {
            let tables = rules::write_tables(&session, &folder)?;
            context.output.show(&tables, |tables| tables.join("\n"))?;
        }
        Rules::Sign {
            folder,
            name,
            pack_version,
            from,
            out,
        } => {
            let request = SignPackRequest {
                name,
                version: pack_version,
                from: from.trim().parse().map_err(|_| Problem::Day)?,
            };
            let signed = rules::sign(&session, &request, &folder, &out)?;
            context
                .output
                .show(&signed, |signed| signature(signed, language))?;
        }
    }
    Ok(Exit::Done)
}

fn read(session: &Session, file: &Path, language: Language) -> Result<OfferedPack, Failure> {
    Ok(rules::offer(session, rules::read_file(file)?, language)?)
}

fn rehearse(session: &Session, file: &Path, language: Language) -> Result<Rehearsed, Failure> {
    let offered = read(session, file, language)?;
    let request = OfferedPackRequest {
        sha256: offered.sha256,
    };
    let rehearsal = rules::rehearse(session, &request, language, |_, _| true)?;
    let findings = gather(0, None, |slice| {
        let query = RehearsedQuery {
            slice,
            ..RehearsedQuery::default()
        };
        rules::rehearsed(session, &query, language)
    })?;
    Ok(Rehearsed {
        rehearsal,
        findings,
    })
}

/// Adopts a pack; a key that is typed must be the one it is signed with.
fn adopt(
    session: &Session,
    file: &Path,
    reason: String,
    trust_key: Option<&str>,
    language: Language,
) -> Result<RulesView, Failure> {
    let offered = read(session, file, language)?;
    let plain = |key: &str| key.replace(char::is_whitespace, "").to_uppercase();
    let trusts = trust_key.map(|key| plain(key) == plain(&offered.signer));
    if trusts == Some(false) {
        return Err(desk::Error::Rules(PackFault::UnknownSigner).into());
    }
    let request = AdoptPackRequest {
        sha256: offered.sha256,
        reason,
        trust_signer: trusts.unwrap_or(false),
    };
    let view = rules::adopt(session, &request)?;
    if !offered.is_due {
        return Ok(view);
    }
    finding::check_all(session, |_, _| true)?;
    Ok(rules::list(session)?)
}

fn packs(view: &RulesView, language: Language) -> String {
    let mut table = Table::new(pick(
        language,
        [
            "paquete",
            "rige desde",
            "estado",
            "adoptó",
            "motivo",
            "clave",
        ],
        ["pack", "from", "state", "adopted by", "reason", "key"],
    ));
    for pack in &view.packs {
        let adoption = pack.adoption.as_ref();
        let of_adoption = |text: fn(&desk::contract::PackAdoption) -> &String| {
            adoption.map(text).cloned().unwrap_or_default()
        };
        table.row([
            format!("{} {}", pack.name, pack.version),
            pack.from.to_string(),
            say(&pack.state, language),
            of_adoption(|it| &it.analyst),
            of_adoption(|it| &it.reason),
            of_adoption(|it| &it.signer),
        ]);
    }
    let mut text = Text::new(table.to_string());
    let checked = view.checked_with.as_deref().unwrap_or("—");
    let with = pick(
        language,
        "Todo se revisó con",
        "Everything was checked with",
    );
    text.line(&format!("{with}: {checked}"));
    if let Some(key) = &view.own_key {
        let own = pick(
            language,
            "Clave de este lugar de trabajo",
            "Key of this workplace",
        );
        text.line(&format!("{own}: {key}"));
    }
    text.done()
}

fn told(offered: &OfferedPack, language: Language) -> String {
    let known = if offered.signer_known {
        pick(language, "conocida", "known")
    } else {
        pick(language, "sin confirmar", "not confirmed")
    };
    let words = pick(
        language,
        ["Rige desde", "Clave", "Comparado con"],
        ["Counts from", "Key", "Compared with"],
    );
    let mut text = Text::new(format!("{} {}", offered.name, offered.version));
    text.line(&format!("{}: {}", words[0], offered.from));
    text.line(&format!("{}: {} ({known})", words[1], offered.signer));
    text.line(&format!("SHA-256: {}", offered.sha256));
    text.line(&format!("{}: {}", words[2], offered.compared_with));
    for table in &offered.tables {
        text.line(&format!("\n{} ({})", table.title, table.table));
        for line in &table.removed {
            text.line(&format!("- {}", clean(line)));
        }
        for line in &table.added {
            text.line(&format!("+ {}", clean(line)));
        }
    }
    if let Some(problem) = &offered.problem {
        text.line(&format!("\n{problem}"));
    }
    text.done()
}

fn changes(rehearsed: &Rehearsed, language: Language) -> String {
    let Rehearsed {
        rehearsal,
        findings,
    } = rehearsed;
    let mut counts = Table::new(pick(
        language,
        [
            "código",
            "regla",
            "aparecen",
            "desaparecen",
            "más graves",
            "menos graves",
        ],
        [
            "code",
            "rule",
            "appear",
            "disappear",
            "graver",
            "less grave",
        ],
    ));
    for code in &rehearsal.codes {
        counts.row([
            code.code.clone(),
            code.title.clone(),
            code.appears.to_string(),
            code.disappears.to_string(),
            code.heavier.to_string(),
            code.lighter.to_string(),
        ]);
    }
    let mut list = Table::new(pick(
        language,
        ["cambio", "gravedad", "código", "cliente", "campo"],
        ["change", "severity", "code", "client", "field"],
    ));
    for finding in &findings.data {
        list.row([
            say(&finding.change, language),
            say(&finding.severity, language),
            finding.code.clone(),
            finding.client_name.clone(),
            finding.field.clone(),
        ]);
    }
    let RuleRehearsal {
        pack,
        compared_with,
        day,
        clients,
        clients_concerned,
        ..
    } = rehearsal;
    let head = pick(
        language,
        format!(
            "{pack} en lugar de {compared_with}, al {day}: cambiarían hallazgos de {clients_concerned} de {clients} clientes"
        ),
        format!(
            "{pack} in the place of {compared_with}, on {day}: findings of {clients_concerned} of {clients} clients would change"
        ),
    );
    let mut text = Text::new(head);
    text.line(&counts.to_string());
    text.line(&list.with_total(findings.total));
    text.done()
}

fn signature(signed: &SignedPack, language: Language) -> String {
    let key = pick(language, "Clave", "Key");
    format!(
        "{} · {}\nSHA-256: {}\n{key}: {}",
        signed.pack, signed.from, signed.sha256, signed.signer
    )
}
