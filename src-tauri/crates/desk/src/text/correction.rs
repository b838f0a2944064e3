//! Where a value is corrected that no update of the client changes.

use super::pick;
use crate::contract::Language;

/// Where to correct what stands at a path.
pub(crate) fn corrected_elsewhere(path: &str, language: Language) -> String {
    let first = path
        .split(['[', '.', ';'])
        .next()
        .unwrap_or_default()
        .trim();
    let record = match first {
        "addresses" => pick(language, "los domicilios", "addresses"),
        "bankAccounts" => pick(language, "las cuentas bancarias", "bank accounts"),
        "contactMethods" | "email" | "phone" => {
            pick(language, "los medios de contacto", "contact methods")
        }
        "documents" => pick(language, "los documentos", "documents"),
        "linkedClients" => {
            return pick(
                language,
                "Se corrige en los vínculos del cliente, no en sus datos: en Artu o con vinculo-cli link y unlink. Después, actualice.",
                "It is corrected in the client's links, not in its data: in Artu, or with vinculo-cli link and unlink. Then update.",
            )
            .into();
        }
        "isPrimary" => {
            return pick(
                language,
                "Ser primario no se corrige modificando datos: sólo se puede promover. Revíselo en Artu y después actualice.",
                "Being primary is not corrected by changing data: one can only promote. Look at it in Artu, then update.",
            )
            .into();
        }
        _ => {
            return pick(
                language,
                "No se corrige desde aquí: no es un dato que la modificación del cliente documente. Corríjalo en Artu y después actualice.",
                "It is not corrected from here: the update of a client does not document it. Correct it in Artu, then update.",
            )
            .into();
        }
    };
    pick(
        language,
        format!(
            "No se corrige desde aquí: en Artu {record} son registros aparte que la modificación del cliente no incluye. Corríjalo en la ficha del cliente en Artu y después actualice."
        ),
        format!(
            "It is not corrected from here: in Artu {record} are records apart that the update of a client does not include. Correct it in the client's file in Artu, then update."
        ),
    )
}
