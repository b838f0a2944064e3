//! What is said about the vault as a file: its keys, its damage, its backups.

use vault::Holds;

use super::pick;
use crate::contract::Language;

/// That too many tries were wrong.
pub(super) fn too_many_tries(language: Language) -> &'static str {
    pick(
        language,
        "Hubo demasiados intentos. Los datos siguen intactos y cifrados. Espere un momento e intente de nuevo.",
        "There were too many tries. The data are untouched and encrypted. Wait a moment and try again.",
    )
}

/// That the next try is to wait.
pub(crate) fn too_soon(seconds: u64, language: Language) -> String {
    pick(
        language,
        format!(
            "Hubo demasiados intentos. Los datos siguen intactos y cifrados. Espere {seconds} s e intente de nuevo."
        ),
        format!(
            "There were too many tries. The data are untouched and encrypted. Wait {seconds} s and try again."
        ),
    )
}

/// That the keychain lost the key, and the way back in.
pub(crate) fn keychain_lost(language: Language) -> &'static str {
    pick(
        language,
        "El llavero del sistema ya no guarda la clave de esta bóveda. Los datos siguen intactos y cifrados. Ábrala con el código de recuperación, o con la frase si eligió una, y vuelva a guardar la clave en el llavero.",
        "The system keychain no longer keeps the key of this vault. The data are untouched and encrypted. Unlock it with the recovery code, or with the passphrase if you chose one, and store the key in the keychain again.",
    )
}

/// That the vault is damaged, what is safe, what to do.
pub(crate) fn vault_damaged(language: Language) -> &'static str {
    pick(
        language,
        "El archivo de la bóveda está dañado. No se modificó, y no se mostrará nada que no esté íntegro. Su trabajo se guarda también aparte: rehaga la bóveda con él y traiga los datos de nuevo, o restaure un respaldo.",
        "The file of the vault is damaged. It was left alone, and nothing is shown that is not intact. Your work is kept apart as well: rebuild the vault from it and pull the data again, or restore a backup.",
    )
}

/// That the file of the vault is gone.
pub(crate) fn vault_gone(language: Language) -> &'static str {
    pick(
        language,
        "El archivo de la bóveda ya no está en su carpeta. No se creó otro. Si lo movió, póngalo de nuevo; si no, rehaga la bóveda con su trabajo guardado aparte o restaure un respaldo.",
        "The file of the vault is no longer in its folder. No other was made. If you moved it, put it back; otherwise rebuild the vault from your work that is kept apart, or restore a backup.",
    )
}

/// That the key file is damaged.
pub(crate) fn key_file_damaged(language: Language) -> &'static str {
    pick(
        language,
        "El archivo de claves de la bóveda está dañado. La bóveda sigue intacta y cifrada. Restaure un respaldo: lleva sus propias claves.",
        "The key file of the vault is damaged. The vault is untouched and encrypted. Restore a backup: it carries keys of its own.",
    )
}

/// That the file of the vault was removed or replaced while it was open.
pub(crate) fn vault_moved(language: Language) -> &'static str {
    pick(
        language,
        "El archivo de la bóveda se quitó o se reemplazó mientras estaba abierto. No se escribió nada más. Bloquee la bóveda, ponga el archivo en su lugar y ábrala de nuevo.",
        "The file of the vault was removed or replaced while it was open. Nothing more was written. Lock the vault, put the file back in its place and unlock it again.",
    )
}

/// That a file of that name exists.
pub(crate) fn file_exists(language: Language) -> &'static str {
    pick(
        language,
        "Ya existe un archivo con ese nombre. No se sobrescribió. Elija otro.",
        "A file of that name exists. It was not overwritten. Choose another.",
    )
}

/// That a file is no backup.
pub(crate) fn no_backup(language: Language) -> &'static str {
    pick(
        language,
        "Ese archivo no es un respaldo de Vínculo, o está incompleto. No se ha cambiado nada. Elija otro.",
        "That file is no backup of Vínculo, or it is incomplete. Nothing was changed. Choose another.",
    )
}

/// That there is no work to make a vault from.
pub(crate) fn no_work(language: Language) -> &'static str {
    pick(
        language,
        "No hay trabajo guardado aparte del que rehacer la bóveda. No se ha cambiado nada. Restaure un respaldo.",
        "There is no work kept apart to rebuild the vault from. Nothing was changed. Restore a backup.",
    )
}

/// That the vault is sound.
pub(crate) fn vault_sound(entries: u64, language: Language) -> String {
    pick(
        language,
        format!(
            "Cada página está como se escribió, la estructura está íntegra y la bitácora está completa: {entries} asientos."
        ),
        format!(
            "Every page is as it was written, the structure holds together and the journal is complete: {entries} entries."
        ),
    )
}

/// That the file of the vault or of its key is not there.
pub(crate) fn vault_missing(language: Language) -> &'static str {
    pick(
        language,
        "Falta el archivo de la bóveda o el de su clave. No se creó otro. Restaure un respaldo o agregue el perfil de nuevo.",
        "The file of the vault or of its key is missing. None was made in its place. Restore a backup or add the profile again.",
    )
}

/// What keeps a client from being forgotten, and what to do.
pub(crate) fn still_held(holds: Holds, language: Language) -> &'static str {
    let (spanish, english) = match holds {
        Holds::Listed => (
            "Artu todavía tiene a este cliente: la siguiente descarga lo traería de nuevo. No se ha eliminado nada. Elimínelo primero en Artu y haga una lectura completa.",
            "Artu still has this client: the next download would bring it back. Nothing was removed. Remove it in Artu first and pull everything.",
        ),
        Holds::Named => (
            "Otro cliente que Artu todavía tiene nombra a este: la siguiente descarga traería de nuevo ese dato. No se ha eliminado nada. Quite el vínculo en Artu y haga una lectura completa.",
            "Another client that Artu still has names this one: the next download would bring that back. Nothing was removed. Remove the link in Artu and pull everything.",
        ),
        Holds::Operation => (
            "Hay una operación con este cliente que no ha terminado. No se ha eliminado nada. Cancélela o aclárela primero en Operaciones.",
            "There is an operation with this client that has not ended. Nothing was removed. Cancel or settle it first in Operations.",
        ),
    };
    pick(language, spanish, english)
}
