//! What happened, what is safe, what to do.

use super::{pick, too_many_tries};
use crate::{
    Usage,
    contract::{Code, Language},
};

/// The sentence for a failure.
pub(crate) fn failure(code: Code, language: Language) -> &'static str {
    let (spanish, english) = match code {
        Code::TooManyTries => return too_many_tries(language),
        Code::NoProfile => (
            "No hay un perfil elegido. No se ha cambiado nada. Elija un perfil o cree uno.",
            "No profile is chosen. Nothing was changed. Choose a profile or make one.",
        ),
        Code::ProfileExists => (
            "Ya existe un perfil con ese nombre. No se ha cambiado nada. Elija otro nombre.",
            "A profile of that name exists. Nothing was changed. Choose another name.",
        ),
        Code::Locked => (
            "La bóveda está cerrada. Los datos siguen cifrados en el disco. Ábrala para continuar.",
            "The vault is locked. The data stay encrypted on disk. Unlock it to go on.",
        ),
        Code::WrongKey => (
            "Esa clave no abre la bóveda. Los datos siguen intactos y cifrados. Escriba de nuevo la frase o use el código de recuperación.",
            "That key does not open the vault. The data are untouched and encrypted. Type the passphrase again or use the recovery code.",
        ),
        Code::KeychainUnavailable => (
            "El llavero del sistema no está disponible. Los datos siguen intactos y cifrados. Use la frase o el código de recuperación.",
            "The system keychain is not available. The data are untouched and encrypted. Use the passphrase or the recovery code.",
        ),
        Code::InUse => (
            "La bóveda está ocupada: aquí, en otra ventana o en otro proceso se actualiza, se envía o se trabaja con ella. Esto no ha cambiado nada. Espere a que termine o cierre el otro.",
            "The vault is busy: here, in another window or in another process it is being updated, sent from or worked with. This changed nothing. Wait until it ends, or close the other one.",
        ),
        Code::NotFound => (
            "No se encontró lo que se pidió. No se ha cambiado nada. Actualice los datos y busque de nuevo.",
            "What was asked for was not found. Nothing was changed. Update the data and look again.",
        ),
        Code::Usage => (
            "La petición está incompleta o mal escrita. No se ha cambiado nada. Revise los datos.",
            "The request is incomplete or malformed. Nothing was changed. Check what was entered.",
        ),
        Code::Offline => (
            "No hay conexión con el servidor. Todo lo guardado sigue disponible y su trabajo está a salvo. Intente de nuevo cuando haya red.",
            "The server cannot be reached. Everything stored stays available and your work is safe. Try again once there is a network.",
        ),
        Code::Untrusted => (
            "El certificado del servidor no es de confianza. No se envió nada, tampoco la clave. Revise la dirección y la fecha del equipo; si su red inspecciona las conexiones, agregue el certificado de su autoridad en los ajustes avanzados.",
            "The server's certificate is not trusted. Nothing was sent, the key neither. Check the address and the date of the computer; if your network inspects connections, add the certificate of its authority in the advanced settings.",
        ),
        Code::Unauthorised => (
            "El servidor no reconoce la clave API. Lo guardado sigue disponible. Revise la clave en los ajustes del perfil.",
            "The server does not know the API key. What is stored stays available. Check the key in the profile's settings.",
        ),
        Code::Forbidden => (
            "A la clave API le falta un permiso. No se ha cambiado nada. Pida el permiso a quien administra las claves.",
            "The API key lacks a permission. Nothing was changed. Ask whoever manages the keys for it.",
        ),
        Code::RateLimited => (
            "El servidor pide esperar. Lo guardado está a salvo. Intente de nuevo en unos minutos.",
            "The server asks to wait. What is stored is safe. Try again in a few minutes.",
        ),
        Code::Server => (
            "El servidor tuvo una falla. Lo guardado está a salvo. Intente de nuevo más tarde.",
            "The server failed. What is stored is safe. Try again later.",
        ),
        Code::Protocol => (
            "La respuesta no es la que se espera de Artu. Lo guardado está a salvo. Revise la dirección, la red o el proxy e intente de nuevo.",
            "The answer is not what is expected of Artu. What is stored is safe. Check the address, the network or the proxy and try again.",
        ),
        Code::Refused => (
            "El servidor rechazó la petición. No se ha cambiado nada en el servidor. Revise los motivos que indica.",
            "The server refused the request. Nothing was changed on the server. Look at the reasons it gives.",
        ),
        Code::Conflict => (
            "Los datos cambiaron desde que se revisaron. No se envió nada. Revise los cambios y decida de nuevo.",
            "The data changed since they were looked at. Nothing was sent. Look at the changes and decide again.",
        ),
        Code::Unknown => (
            "La respuesta se perdió: no se sabe si el servidor hizo el cambio. No se reenviará por sí solo. Se aclarará con una lectura cuando haya conexión.",
            "The answer was lost: nobody knows whether the server made the change. It is not sent again by itself. A read will settle it once there is a connection.",
        ),
        Code::Cancelled => (
            "Se canceló. Lo que ya se había guardado se conserva.",
            "Cancelled. What was stored already is kept.",
        ),
        Code::DiskFull => (
            "El disco está lleno. Lo guardado hasta ahora está a salvo. Libere espacio e intente de nuevo.",
            "The disk is full. What was stored so far is safe. Free some space and try again.",
        ),
        Code::ReadOnly => (
            "No se puede escribir en esa carpeta. No se ha cambiado nada. Revise los permisos o elija otra.",
            "That folder cannot be written. Nothing was changed. Check its permissions or choose another.",
        ),
        Code::NewerVault => (
            "La bóveda la escribió una versión más nueva del programa. No se tocó. Actualice el programa para abrirla.",
            "The vault was written by a newer version of the program. It was left alone. Update the program to open it.",
        ),
        Code::Damaged => (
            "Un archivo está dañado. No se modificó. Restaure un respaldo o vuelva a traer los datos del servidor.",
            "A file is damaged. It was left alone. Restore a backup or pull the data from the server again.",
        ),
        Code::Internal => (
            "Ocurrió una falla del programa. Lo guardado está a salvo. Intente de nuevo; si se repite, reinicie el programa.",
            "The program failed. What is stored is safe. Try again; if it happens again, restart the program.",
        ),
    };
    pick(language, spanish, english)
}

/// The sentence for a wrong request.
pub(crate) fn usage(usage: Usage, language: Language) -> &'static str {
    let (spanish, english) = match usage {
        Usage::ProfileName => (
            "El nombre del perfil debe tener entre 1 y 60 caracteres.",
            "The profile's name must have 1 to 60 characters.",
        ),
        Usage::Url => (
            "La dirección no está bien escrita. Debe empezar con https://.",
            "The address is malformed. It must begin with https://.",
        ),
        Usage::ShortPassphrase => (
            "La frase debe tener al menos 10 caracteres.",
            "The passphrase must have at least 10 characters.",
        ),
        Usage::ForgetConfirmation => (
            "Olvidar un cliente no se puede deshacer: confírmelo. No se ha eliminado nada.",
            "Forgetting a client cannot be undone: confirm it. Nothing was removed.",
        ),
        Usage::Retention => (
            "Las versiones anteriores se conservan al menos 10 años, como pide la ley, y a lo más 100, o para siempre. No se ha cambiado nada.",
            "Earlier versions are kept at least 10 years, as the law wants, and 100 at most, or for ever. Nothing was changed.",
        ),
        Usage::Protection => (
            "Esa forma de proteger la bóveda no se puede elegir aquí.",
            "That way of protecting the vault cannot be chosen here.",
        ),
        Usage::AnotherProfile => (
            "Ese respaldo es de otra organización, otro perfil u otro entorno. No se ha cambiado nada. Elija el perfil al que pertenece, o confirme que lo quiere aquí.",
            "That backup is of another organisation, profile or environment. Nothing was changed. Choose the profile it belongs to, or confirm that you want it here.",
        ),
        Usage::ApiKeyForWork => (
            "Un respaldo del trabajo no lleva la clave API y la bóveda actual no la da. No se ha cambiado nada. Dé la clave API.",
            "A backup of the work carries no API key and the present vault gives none. Nothing was changed. Give the API key.",
        ),
        Usage::PassphraseForNewKey => (
            "La bóveda se abre con una frase: para cambiar su clave hace falta escribirla, o elegir una nueva.",
            "The vault opens with a passphrase: to change its key it has to be typed, or a new one chosen.",
        ),
        Usage::Reason => (
            "Falta el motivo. Escriba por qué se hace; queda en la bitácora.",
            "The reason is missing. Write why it is done; it stays in the journal.",
        ),
        Usage::Note => (
            "Falta la nota. Escriba en qué se basa el dictamen.",
            "The note is missing. Write what the verdict rests on.",
        ),
        Usage::Confirmation => (
            "El perfil es LIVE: confirme una vez más antes de enviar.",
            "This profile is LIVE: confirm once more before sending.",
        ),
        Usage::Format => (
            "Ese formato no existe para esos datos.",
            "That format does not exist for those data.",
        ),
        Usage::LinkToItself => (
            "Un cliente no puede vincularse consigo mismo.",
            "A client cannot be linked to itself.",
        ),
        Usage::Relationship => (
            "Falta el tipo de relación del vínculo.",
            "The relationship type of the link is missing.",
        ),
        Usage::RepeatedLink => (
            "El mismo vínculo está dos veces en la lista.",
            "The same link is in the list twice.",
        ),
        Usage::NewClient => (
            "El cliente nuevo necesita tipo, nombre y al menos un ámbito (scope).",
            "A new client needs a type, a name and at least one scope.",
        ),
        Usage::NoChange => ("No se indicó ningún cambio.", "No change was given."),
        Usage::NotCorrectable => (
            "Ese dato no se puede corregir desde aquí. No se guardó ni se envió nada. Corríjalo en Artu y actualice.",
            "That value cannot be corrected from here. Nothing was stored or sent. Correct it in Artu and update.",
        ),
        Usage::ValueRequired => (
            "Este dato no puede quedar vacío.",
            "This value cannot be empty.",
        ),
        Usage::NotADate => (
            "No es una fecha. Escriba año, mes y día, como 1998-01-17.",
            "This is no date. Write year, month and day, as in 1998-01-17.",
        ),
        Usage::NotCountries => (
            "No son claves de país. Escriba dos letras por país, con comas entre ellas, como MX, US.",
            "These are no country codes. Write two letters for each country, with commas between them, as in MX, US.",
        ),
        Usage::TooManyFindings => (
            "Son más de 5,000 hallazgos. No se guardó nada. Use los filtros y decida por partes.",
            "These are more than 5,000 findings. Nothing was kept. Use the filters and decide in parts.",
        ),
        Usage::ViewName => (
            "El nombre de la vista debe tener entre 1 y 60 caracteres. No se ha cambiado nada.",
            "The name of the view must have 1 to 60 characters. Nothing was changed.",
        ),
    };
    pick(language, spanish, english)
}

/// Findings were to be decided about that are no longer as they were shown.
pub(crate) fn findings_moved(language: Language) -> &'static str {
    pick(
        language,
        "Los hallazgos cambiaron desde que se mostraron. No se guardó nada. Revise la lista y decida de nuevo.",
        "The findings changed since they were shown. Nothing was kept. Look at the list and decide again.",
    )
}

/// The list that was copied is another one now.
pub(crate) fn list_moved(language: Language) -> &'static str {
    pick(
        language,
        "Los datos cambiaron desde que se mostró la lista. La copia no se asentó en la bitácora: no la envíe. Revise la lista y cópiela de nuevo.",
        "The data changed since the list was shown. The copy was not entered into the journal: do not send it. Look at the list and copy it again.",
    )
}
