//! What is said of rule packs.

use super::pick;
use crate::{contract::Language, rules::PackFault};

/// The sentence for a rule pack that is not taken.
pub(crate) fn pack_fault(fault: &PackFault, language: Language) -> String {
    let (spanish, english) = match fault {
        PackFault::NoFile => (
            "Ahí no hay ningún archivo que se pueda leer. No se ha cambiado nada. Revise la ruta.".into(),
            "There is no file to read. Nothing was changed. Check the path.".into(),
        ),
        PackFault::Taken => (
            "Ahí ya hay algo, y no se sobrescribe. No se ha escrito nada. Elija otro lugar.".into(),
            "There is something already, and it is not overwritten. Nothing was written. Choose another place.".into(),
        ),
        PackFault::NotAPack => (
            "El archivo no es un paquete de reglas que este programa conozca. No se ha cambiado nada. Pida el archivo de nuevo o actualice el programa.".into(),
            "The file is no rule pack that this program knows. Nothing was changed. Ask for the file again or update the program.".into(),
        ),
        PackFault::Signature => (
            "La firma no corresponde al contenido: el archivo se alteró o se dañó. No se ha cambiado nada. Pida el archivo de nuevo a quien lo firmó.".into(),
            "The signature does not fit the content: the file was altered or damaged. Nothing was changed. Ask whoever signed it for the file again.".into(),
        ),
        PackFault::Table(fault) => {
            let table = rule_table(&fault.table, language);
            let file = &fault.table;
            match fault.line {
                Some(line) => (
                    format!("En la tabla «{table}» ({file}) no se entiende la línea {line}. No se ha cambiado nada. Corrija la tabla."),
                    format!("Line {line} of the table “{table}” ({file}) cannot be understood. Nothing was changed. Correct the table."),
                ),
                None => (
                    format!("La tabla «{table}» ({file}) falta o está incompleta. No se ha cambiado nada. Un paquete lleva todas las tablas completas."),
                    format!("The table “{table}” ({file}) is missing or incomplete. Nothing was changed. A pack has every table whole."),
                ),
            }
        }
        PackFault::Name => (
            "El nombre y la versión llevan de 1 a 40 letras sin acento, dígitos, guiones, puntos o guiones bajos. No se ha cambiado nada.".into(),
            "Name and version have 1 to 40 plain letters, digits, hyphens, dots or underscores. Nothing was changed.".into(),
        ),
        PackFault::Adopted => (
            "Este paquete ya se adoptó. No se ha cambiado nada.".into(),
            "This pack was adopted already. Nothing was changed.".into(),
        ),
        PackFault::VersionTaken => (
            "Ya hay otro paquete con ese nombre y esa versión. No se ha cambiado nada. Pida el paquete con una versión nueva.".into(),
            "There is another pack of that name and version. Nothing was changed. Ask for the pack with a new version.".into(),
        ),
        PackFault::Surpassed => (
            "Este paquete nunca regiría: otro rige ya desde ese día o uno posterior, con una versión que va después. No se ha cambiado nada. Pida el paquete con un día o una versión posterior.".into(),
            "This pack would never count: another counts from that day or a later one already, with a version that comes after. Nothing was changed. Ask for the pack with a later day or version.".into(),
        ),
        PackFault::UnknownSigner => (
            "Nadie ha confirmado la clave con la que se firmó. No se ha cambiado nada. Compárela con quien hizo el paquete y confírmela.".into(),
            "Nobody has confirmed the key it is signed with. Nothing was changed. Compare it with whoever made the pack and confirm it.".into(),
        ),
        PackFault::NotOffered => (
            "Ese paquete ya no está leído. No se ha cambiado nada. Léalo de nuevo.".into(),
            "That pack is no longer read. Nothing was changed. Read it again.".into(),
        ),
        PackFault::Key => (
            "La clave de firma de este lugar de trabajo no se puede usar. No se ha firmado nada.".into(),
            "The signing key of this workplace cannot be used. Nothing was signed.".into(),
        ),
    };
    pick(language, spanish, english)
}

/// What a table of a rule pack holds; the file's own name of one that is not known.
pub(crate) fn rule_table(file: &str, language: Language) -> &str {
    let (spanish, english) = match file {
        "banks.csv" => ("Bancos de la CLABE", "Banks of the CLABE"),
        "codes.csv" => (
            "Códigos y gravedad de lo que se halla",
            "Codes and severity of what is found",
        ),
        "countries.csv" => ("Claves de país", "Codes of countries"),
        "generic-keys.csv" => ("Claves genéricas", "Generic keys"),
        "inconvenient-words.csv" => ("Palabras inconvenientes", "Inconvenient words"),
        "measures.csv" => ("Plazos y cantidades", "Periods and amounts"),
        "notice-forms.csv" => ("Formas del aviso", "Forms of the notice"),
        "notice-nodes.csv" => ("Datos del aviso", "Data of the notice"),
        "plazas.csv" => ("Plazas de la CLABE", "Places of the CLABE"),
        "required-fields.csv" => ("Datos que se piden", "Data that are asked for"),
        "states.csv" => ("Entidades federativas", "States"),
        "thresholds.csv" => ("Umbrales de cada actividad", "Thresholds of each activity"),
        "uma.csv" => ("Valor de la UMA", "Value of the UMA"),
        other => (other, other),
    };
    pick(language, spanish, english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_name() {
        for (file, _) in checks::embedded_files() {
            for language in [Language::Es, Language::En] {
                assert_ne!(rule_table(file, language), file);
            }
        }
    }
}
