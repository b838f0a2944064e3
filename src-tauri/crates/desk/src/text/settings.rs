//! What is wrong with a setting of the connection.

use artu::{OperationsError, PathFault};

use super::pick;
use crate::{SettingsFault, contract::Language};

/// The sentence for a wrong setting of the connection.
pub(crate) fn settings_fault(fault: &SettingsFault, language: Language) -> String {
    match fault {
        SettingsFault::Number { name, most } => pick(
            language,
            format!("`{name}` debe ser un número entre 1 y {most}. No se ha cambiado nada."),
            format!("`{name}` must be a number from 1 to {most}. Nothing was changed."),
        ),
        SettingsFault::Proxy => pick(
            language,
            "La dirección del proxy debe empezar con http:// o https:// y no llevar usuario ni contraseña. No se ha cambiado nada.".into(),
            "The address of the proxy must begin with http:// or https:// and hold no user or password. Nothing was changed.".into(),
        ),
        SettingsFault::Certificate => pick(
            language,
            "La autoridad adicional no es un certificado PEM. No se ha cambiado nada. Copie el archivo completo, con sus líneas BEGIN y END.".into(),
            "The additional authority is no PEM certificate. Nothing was changed. Copy the whole file, with its BEGIN and END lines.".into(),
        ),
        SettingsFault::Operations(fault) => {
            let reason = operations_fault(fault, language);
            pick(
                language,
                format!("La tabla de operaciones no se puede usar. {reason} No se ha cambiado nada."),
                format!("The table of operations cannot be used. {reason} Nothing was changed."),
            )
        }
    }
}

fn operations_fault(fault: &OperationsError, language: Language) -> String {
    match fault {
        OperationsError::UnknownOperation { name } => pick(
            language,
            format!("No existe la operación {name}."),
            format!("There is no operation {name}."),
        ),
        OperationsError::Path { operation, fault } => {
            let fault = path_fault(fault, language);
            format!("{operation}: {fault}")
        }
        OperationsError::Method { operation, method } => pick(
            language,
            format!("{operation}: el método no puede ser {method}."),
            format!("{operation}: the method cannot be {method}."),
        ),
        OperationsError::EmptyWrapper { wrapper } => pick(
            language,
            format!("La envoltura `{wrapper}` no puede quedar vacía."),
            format!("The wrapper `{wrapper}` cannot be empty."),
        ),
        OperationsError::Form { reason } => pick(
            language,
            format!("Su forma no es la esperada ({reason})."),
            format!("Its form is not the expected one ({reason})."),
        ),
    }
}

fn path_fault(fault: &PathFault, language: Language) -> String {
    let (spanish, english) = match fault {
        PathFault::NoSlash => (
            "la ruta debe empezar con /.".into(),
            "the path must begin with /.".into(),
        ),
        PathFault::QueryOrFragment => (
            "la ruta no debe llevar ? ni #.".into(),
            "the path must hold neither ? nor #.".into(),
        ),
        PathFault::Character { character } => (
            format!("la ruta lleva «{character}», que ninguna ruta de la API tiene."),
            format!("the path holds `{character}`, which no path of the API has."),
        ),
        PathFault::Segment => (
            "la ruta tiene una parte vacía, «.» o «..».".into(),
            "the path has an empty, `.` or `..` part.".into(),
        ),
        PathFault::MissingPlace { place } => (
            format!("a la ruta le falta {{{place}}}."),
            format!("the path lacks {{{place}}}."),
        ),
        PathFault::RepeatedPlace { place } => (
            format!("la ruta tiene {{{place}}} dos veces."),
            format!("the path has {{{place}}} twice."),
        ),
        PathFault::ForeignPlace { text } => (
            format!("«{text}» no es un lugar de esta operación."),
            format!("`{text}` is no place of this operation."),
        ),
    };
    pick(language, spanish, english)
}
