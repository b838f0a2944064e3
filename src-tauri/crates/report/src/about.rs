//! What a report is about: as of when, of whom, made how. Printed with every report.

use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};

use crate::{Format, Language, Table};

/// The environment the data comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Test data.
    Test,
    /// Production data.
    Live,
}

impl Environment {
    /// The word that is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Test => "TEST",
            Self::Live => "LIVE",
        }
    }
}

/// The facts that a reader needs to judge a table.
#[derive(Clone, Debug)]
pub struct About {
    /// Language of the report's own words.
    pub language: Language,
    /// As of when the data is.
    pub as_of: Timestamp,
    /// The environment.
    pub environment: Environment,
    /// The organisation or profile.
    pub organisation: String,
    /// The filters in force, as (label, value), in order.
    pub filters: Vec<(String, String)>,
    /// Number of data rows. A source that gives another number fails the export.
    pub rows: u64,
    /// Number of rows that the filters hide.
    pub hidden: u64,
    /// Name and version of the rule pack.
    pub rule_pack: String,
    /// Hash of the journal's last entry.
    pub journal_head: String,
    /// Version of the application.
    pub application_version: String,
    /// The analyst who exports.
    pub analyst: String,
    /// The zone of local times.
    pub zone: TimeZone,
    /// The name of that zone, such as `America/Mexico_City`.
    pub zone_name: String,
}

/// `moment` as local time for people, `23/11/2026 12:04:05`.
pub(crate) fn local(moment: Timestamp, zone: &TimeZone) -> String {
    moment
        .to_zoned_datetime(zone.clone())
        .strftime("%d/%m/%Y %H:%M:%S")
        .to_string()
}

/// The statement of origin that stands on every report.
pub(crate) fn statement(language: Language) -> &'static str {
    language.pick(
        "Elaborado por el propio sujeto obligado (autodeclarado). Los identificadores están, cuando así se indica, \
         bien formados, no confirmados con el SAT/RENAPO. Las huellas prueban que el archivo no cambió después, no que los datos sean verdaderos.",
        "Made by the obliged party itself (self-attested). Where so stated, identifiers are well formed, not confirmed with the authority. \
         Hashes prove that the file did not change afterwards, not that the data is true.",
    )
}

/// How values were written in `format`, for whoever reads them back.
fn notes(format: Format, language: Language) -> Vec<&'static str> {
    match format {
        Format::Csv => vec![
            language.pick(
                "Un apóstrofo (') antepuesto protege las celdas que una hoja de cálculo evaluaría como fórmula; no es parte del dato y se quita uno al leer. \
                 Los números y teléfonos de la forma +525512345678 van sin apóstrofo.",
                "A leading apostrophe (') guards cells that a spreadsheet would evaluate as a formula; it is not data and one is removed on reading. \
                 Numbers and telephones of the form +525512345678 carry none.",
            ),
            language.pick(
                "Excel puede mostrar como número los identificadores largos (CLABE, teléfonos): importe esas columnas como texto o use el formato XLSX.",
                "Excel may show long identifiers (CLABE, telephones) as numbers: import those columns as text, or use the XLSX format.",
            ),
            language.pick(
                "Fechas en ISO 8601; fechas con hora en RFC 3339, UTC.",
                "Dates in ISO 8601; date-times in RFC 3339, UTC.",
            ),
        ],
        Format::Xlsx => vec![language.pick(
            "Fechas como fecha y horas en la zona indicada; fechas anteriores a 1901, números de más de 15 cifras e identificadores van como texto. \
             Ninguna celda contiene fórmulas. Un texto de más de 32,000 caracteres se recorta y lo dice.",
            "Dates are dates, and times are in the zone given; dates before 1901, numbers of more than 15 digits and identifiers are text. \
             No cell holds a formula. A text of more than 32,000 characters is cut and says so.",
        )],
        Format::Json => vec![language.pick(
            "Fechas en ISO 8601; fechas con hora en RFC 3339, UTC.",
            "Dates in ISO 8601; date-times in RFC 3339, UTC.",
        )],
    }
}

/// The facts as (label, value) lines for people, in the report's language.
pub fn lines(table: &Table, format: Format) -> Vec<(String, String)> {
    let about = &table.about;
    let pick = |es: &'static str, en: &'static str| about.language.pick(es, en).to_owned();
    let environment = match about.environment {
        Environment::Test => pick("TEST — datos de prueba", "TEST — test data"),
        Environment::Live => pick("LIVE — datos de producción", "LIVE — production data"),
    };
    let mut lines = vec![
        (pick("Informe", "Report"), table.title.clone()),
        (
            pick("Organización", "Organisation"),
            about.organisation.clone(),
        ),
        (pick("Entorno", "Environment"), environment),
        (
            pick("Datos al", "Data as of"),
            format!("{} ({})", local(about.as_of, &about.zone), about.zone_name),
        ),
        (
            pick("Datos al, UTC", "Data as of, UTC"),
            about.as_of.to_string(),
        ),
        (pick("Zona horaria", "Time zone"), about.zone_name.clone()),
        (pick("Filas", "Rows"), about.rows.to_string()),
        (
            pick("Filas ocultas por filtros", "Rows hidden by filters"),
            about.hidden.to_string(),
        ),
    ];
    if about.filters.is_empty() {
        lines.push((pick("Filtros", "Filters"), pick("ninguno", "none")));
    }
    for (label, value) in &about.filters {
        lines.push((
            format!("{}: {label}", pick("Filtro", "Filter")),
            value.clone(),
        ));
    }
    lines.extend([
        (
            pick("Reglas (paquete y versión)", "Rules (pack and version)"),
            about.rule_pack.clone(),
        ),
        (
            pick("Cabeza de la bitácora", "Journal head"),
            about.journal_head.clone(),
        ),
        (
            pick("Versión de Vínculo", "Vínculo version"),
            about.application_version.clone(),
        ),
        (pick("Analista", "Analyst"), about.analyst.clone()),
        (
            pick("Declaración", "Statement"),
            statement(about.language).to_owned(),
        ),
    ]);
    for note in notes(format, about.language) {
        lines.push((pick("Nota", "Note"), note.to_owned()));
    }
    lines
}

/// The facts as a JSON object for machines, with the columns.
pub fn value(table: &Table, format: Format) -> Value {
    let about = &table.about;
    json!({
        "title": table.title,
        "asOf": about.as_of.to_string(),
        "environment": about.environment.name(),
        "organisation": about.organisation,
        "filters": about.filters.iter().map(|(label, value)| json!({"label": label, "value": value})).collect::<Vec<_>>(),
        "rows": about.rows,
        "hidden": about.hidden,
        "rulePack": about.rule_pack,
        "journalHead": about.journal_head,
        "applicationVersion": about.application_version,
        "analyst": about.analyst,
        "timeZone": about.zone_name,
        "language": about.language.tag(),
        "selfAttested": true,
        "statement": statement(about.language),
        "notes": notes(format, about.language),
        "columns": table.columns.iter().map(|column| json!({"key": column.key, "label": column.label, "kind": column.kind.name()})).collect::<Vec<_>>(),
    })
}
