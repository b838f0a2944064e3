//! Parsing with help in the language asked for.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches};
use desk::contract::Language;

use crate::{arguments::Arguments, words::pick};

/// Parses what was typed.
///
/// # Errors
/// Also when help or the version is asked for: then the error holds their text.
pub(crate) fn parse(typed: &[OsString], language: Language) -> Result<Arguments, clap::Error> {
    let matches = command(language).try_get_matches_from(typed)?;
    Arguments::from_arg_matches(&matches)
}

/// The command with help in one language.
fn command(language: Language) -> clap::Command {
    let command = Arguments::command().after_help(pick(language, AFTER_ES, AFTER_EN));
    match language {
        Language::En => command,
        Language::Es => in_spanish(command),
    }
}

fn in_spanish(command: clap::Command) -> clap::Command {
    let about = command.get_about().map(|about| spanish(&about.to_string()));
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    command
        .help_template("{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("Órdenes")
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "Argumentos"
            } else {
                "Opciones"
            };
            let help = arg
                .get_help()
                .map(|help| spanish(&help.to_string()))
                .unwrap_or_default();
            arg.help(help).help_heading(heading)
        })
        .mut_subcommands(in_spanish)
}

/// The Spanish of an English line of help; a line without one stays English, and a test fails.
fn spanish(english: &str) -> String {
    SPANISH
        .iter()
        .find(|(known, _)| *known == english)
        .map_or(english, |(_, spanish)| spanish)
        .to_owned()
}

const AFTER_ES: &str = "\
Variables de entorno:
  VINCULO_DATA_DIR       carpeta de perfiles y bóvedas
  VINCULO_API_KEY        clave API para `profile add`; si falta, se lee la entrada estándar. Nunca es un argumento
  VINCULO_PASSPHRASE     frase que protege la bóveda
  VINCULO_RECOVERY_CODE  código de recuperación, si falta la frase
  VINCULO_NEW_PASSPHRASE     frase nueva para `vault passphrase` y `vault rekey`
  VINCULO_BACKUP_PASSPHRASE, VINCULO_BACKUP_RECOVERY_CODE
                         lo que abría la bóveda cuando se hizo el respaldo, si ya no es lo mismo

Estado de salida:
  0  hecho
  1  falló
  2  la orden está mal escrita o incompleta
  3  la bóveda está cerrada o la frase no la abre
  4  conflicto: los datos cambiaron desde que se revisaron
  5  sin conexión o respuesta perdida; el trabajo se conserva
  6  el servidor lo rechazó
  7  se apartaron registros (vea `quarantine`)";

const AFTER_EN: &str = "\
Environment variables:
  VINCULO_DATA_DIR       folder of profiles and vaults
  VINCULO_API_KEY        API key for `profile add`; standard input is read when it is missing. Never an argument
  VINCULO_PASSPHRASE     passphrase that protects the vault
  VINCULO_RECOVERY_CODE  recovery code, when there is no passphrase
  VINCULO_NEW_PASSPHRASE     new passphrase for `vault passphrase` and `vault rekey`
  VINCULO_BACKUP_PASSPHRASE, VINCULO_BACKUP_RECOVERY_CODE
                         what opened the vault when the backup was made, when it is not the same any more

Exit status:
  0  done
  1  failed
  2  the command is malformed or incomplete
  3  the vault is locked or the passphrase does not open it
  4  conflict: the data changed since they were looked at
  5  offline or the answer was lost; the work is kept
  6  refused by the server
  7  records were set aside (see `quarantine`)";

const SPANISH: &[(&str, &str)] = &[
    (
        "Clients and linked clients of an organisation, from the command line",
        "Clientes y vinculados de una organización, desde la línea de órdenes",
    ),
    (
        "Folder of profiles and vaults",
        "Carpeta de perfiles y bóvedas",
    ),
    ("Print one JSON document", "Imprime un documento JSON"),
    ("Language of texts", "Idioma de los textos"),
    (
        "Tell on standard error what happens, without personal data",
        "Cuenta por la salida de errores lo que ocurre, sin datos personales",
    ),
    ("Print help", "Muestra esta ayuda"),
    ("Print the version", "Muestra la versión"),
    (
        "Add, list, choose or remove profiles",
        "Agrega, lista, elige o elimina perfiles",
    ),
    (
        "Bring the server's changes",
        "Trae los cambios del servidor",
    ),
    (
        "Read everything again and find what is gone",
        "Lee todo de nuevo y encuentra lo que ya no está",
    ),
    (
        "Say what the vault holds and what waits",
        "Dice qué guarda la bóveda y qué está en espera",
    ),
    (
        "Find clients by names in any order or part of an identifier",
        "Busca clientes por nombres en cualquier orden o parte de un identificador",
    ),
    ("Words to look for", "Palabras que se buscan"),
    (
        "Rows to print at most",
        "Cuántas filas se imprimen como máximo",
    ),
    ("Rows to pass over", "Cuántas filas se saltan"),
    (
        "Show a client, or forget one",
        "Muestra un cliente, u olvida uno",
    ),
    (
        "Remove everything that this computer holds of a client that is gone from Artu; the journal keeps the fact",
        "Elimina todo lo que este equipo guarda de un cliente que ya no está en Artu; la bitácora conserva el hecho",
    ),
    (
        "Say that it is to go for good",
        "Confirma que se elimina para siempre",
    ),
    ("Id of the client", "Identificador del cliente"),
    (
        "Show its earlier versions as well",
        "Muestra también sus versiones anteriores",
    ),
    (
        "Show what of the notice to the authority a client's files hold",
        "Muestra qué parte del aviso a la autoridad se puede llenar con el expediente",
    ),
    (
        "Activity, as in VEH; the first of the client's when none is given",
        "Actividad, como VEH; la primera del cliente si no se da ninguna",
    ),
    (
        "List households",
        "Lista clientes primarios con sus vinculados",
    ),
    (
        "Text in a name or identifier of any member",
        "Texto en el nombre o identificador de cualquier miembro",
    ),
    (
        "Only those with this defect of structure",
        "Solo los que tienen este defecto de estructura",
    ),
    (
        "Only those in this state of review",
        "Solo los que están en este estado de revisión",
    ),
    ("Show a household", "Muestra un cliente y sus vinculados"),
    (
        "Id of the household: that of its anchor",
        "Identificador del cliente primario",
    ),
    (
        "List non-primary clients that no link reaches",
        "Lista clientes no primarios a los que no llega ningún vínculo",
    ),
    (
        "Run the rules and list their findings",
        "Aplica las reglas y lista los hallazgos",
    ),
    (
        "Ids of clients; every client when none is given",
        "Identificadores de clientes; todos si no se da ninguno",
    ),
    ("Every client", "Todos los clientes"),
    (
        "Only findings of this weight",
        "Solo los hallazgos de esta gravedad",
    ),
    (
        "Promote a client to primary",
        "Promueve un cliente a primario",
    ),
    (
        "Link a client to a parent",
        "Vincula un cliente con otro que lo encabeza",
    ),
    (
        "Remove the link between a parent and a client",
        "Quita el vínculo entre dos clientes",
    ),
    (
        "Make a non-primary client and link it to a parent",
        "Crea un cliente no primario y lo vincula con otro",
    ),
    (
        "Act on all links of a parent at once",
        "Actúa sobre todos los vínculos de un cliente a la vez",
    ),
    (
        "Put other links in the place of all links of a parent; those not listed are dropped",
        "Reemplaza todos los vínculos de un cliente; los que no estén en la lista se pierden",
    ),
    (
        "JSON file with every link the parent shall have: {\"linkedClients\": [{clientId, relationshipType, metadata?}]}",
        "Archivo JSON con todos los vínculos que debe tener: {\"linkedClients\": [{clientId, relationshipType, metadata?}]}",
    ),
    (
        "Id of the parent",
        "Identificador del cliente que encabeza el vínculo",
    ),
    (
        "Id of the client that becomes its child",
        "Identificador del cliente que se vincula",
    ),
    (
        "Id of the linked client",
        "Identificador del cliente vinculado",
    ),
    (
        "What the child is to the parent, as Artu calls it",
        "Tipo de relación, con la palabra de Artu",
    ),
    (
        "Only the link of this type; all links between the two when none is given",
        "Solo el vínculo de este tipo; todos los que haya entre ambos si no se da",
    ),
    ("What the new client is", "Qué es el cliente nuevo"),
    (
        "Full or given name of the new client",
        "Nombre completo o de pila del cliente nuevo",
    ),
    ("Its middle name", "Segundo nombre"),
    ("Its last name or names", "Apellidos"),
    (
        "Scope of the new client; may be given more than once",
        "Ámbito (scope) del cliente nuevo; puede darse varias veces",
    ),
    (
        "Id the organisation gives it; with one, a lost answer can be settled for sure",
        "Identificador propio de la organización; con él, una respuesta perdida se aclara con certeza",
    ),
    (
        "Why; it stays in the journal",
        "Motivo; queda en la bitácora",
    ),
    (
        "Only say what would happen; nothing is stored or sent",
        "Solo dice qué pasaría; no guarda ni envía nada",
    ),
    (
        "Only record it; `operations send` sends it",
        "Solo la registra; `operations send` la envía",
    ),
    (
        "Confirm once more that it is meant for live",
        "Confirma una vez más que es para LIVE",
    ),
    (
        "List, send, cancel or settle operations; list when nothing is said",
        "Lista, envía, cancela o aclara operaciones; si no se dice nada, las lista",
    ),
    (
        "List operations, the newest first",
        "Lista las operaciones, la más nueva primero",
    ),
    (
        "Send what waits, the oldest first",
        "Envía lo que espera, lo más antiguo primero",
    ),
    (
        "Take back an operation that was not sent",
        "Cancela una operación que no se ha enviado",
    ),
    ("Id of the operation", "Identificador de la operación"),
    (
        "Read the server to settle operations whose answer was lost",
        "Lee el servidor para aclarar operaciones cuya respuesta se perdió",
    ),
    (
        "Record a verdict on a household",
        "Registra un dictamen sobre un cliente y sus vinculados",
    ),
    ("The verdict", "El dictamen"),
    ("What the verdict rests on", "En qué se basa el dictamen"),
    (
        "Show what changed in a household since its last review",
        "Muestra qué cambió desde la última revisión",
    ),
    (
        "Write a file for people or programs",
        "Escribe un archivo para personas o programas",
    ),
    (
        "List, read, rehearse, adopt or make rule packs; list when nothing is said",
        "Lista, lee, ensaya, adopta o hace paquetes de reglas; si no se dice nada, los lista",
    ),
    (
        "List the rule packs of the vault",
        "Lista los paquetes de reglas de la bóveda",
    ),
    (
        "Say who signed a rule pack and what it changes in the tables",
        "Dice quién firmó un paquete de reglas y qué cambia en las tablas",
    ),
    ("File of the rule pack", "Archivo del paquete de reglas"),
    (
        "Say which findings a rule pack would change; none is touched",
        "Dice qué hallazgos cambiaría un paquete de reglas; no toca ninguno",
    ),
    (
        "Adopt a rule pack, and check every client with it once its day has come",
        "Adopta un paquete de reglas y revisa a todos los clientes con él si ya rige",
    ),
    (
        "The signing key as whoever made the pack tells it; needed the first time",
        "La clave de firma, como la dice quien hizo el paquete; se pide la primera vez",
    ),
    (
        "Write the tables of the pack in force into a folder, to be edited",
        "Escribe las tablas del paquete vigente en una carpeta, para editarlas",
    ),
    ("Folder, new or empty", "Carpeta, nueva o vacía"),
    (
        "Sign the tables of a folder as a rule pack with the key of this workplace",
        "Firma las tablas de una carpeta como paquete de reglas, con la clave de este lugar de trabajo",
    ),
    ("Folder with every table", "Carpeta con todas las tablas"),
    ("Name of the pack", "Nombre del paquete"),
    ("Version of the pack", "Versión del paquete"),
    (
        "The first day on which it counts, YYYY-MM-DD",
        "Primer día en que rige, AAAA-MM-DD",
    ),
    (
        "Write the letter that asks a client for what is missing in its file",
        "Escribe la carta que pide al cliente lo que falta en su expediente",
    ),
    (
        "Only what is missing of this member; the letter names no other",
        "Sólo lo que falta de este miembro; la carta no nombra a otros",
    ),
    (
        "Leave out what is asked only of who has such a thing",
        "Deja fuera lo que sólo se pide si existe",
    ),
    ("Leave out the norms", "Deja fuera las normas"),
    (
        "Form of the letter; pdf needs a file",
        "Forma de la carta; pdf necesita un archivo",
    ),
    (
        "File to write; the letter is printed when none is given",
        "Archivo que se escribe; sin él, la carta se imprime",
    ),
    ("What to write", "Qué se escribe"),
    (
        "Id of the household, when one household is written",
        "Identificador del cliente primario, si se escribe uno solo (household)",
    ),
    (
        "Form of the file; pdf is for one household",
        "Formato del archivo; pdf es para un solo cliente y sus vinculados",
    ),
    ("File to write", "Archivo que se escribe"),
    (
        "Only findings with this code",
        "Solo los hallazgos con este código",
    ),
    (
        "Only findings that the rules of this scope give: base, MX, MX:AV:AVI, …",
        "Solo los hallazgos que dan las reglas de este ámbito (scope): base, MX, MX:AV:AVI, …",
    ),
    (
        "Only findings about a household and its members, by the id of its anchor",
        "Solo los hallazgos de un cliente y sus vinculados, por el identificador del cliente primario",
    ),
    (
        "Only findings of this day or later, YYYY-MM-DD",
        "Solo los hallazgos de este día o posteriores, AAAA-MM-DD",
    ),
    (
        "Only findings of the days before this one, YYYY-MM-DD",
        "Solo los hallazgos de días anteriores a este, AAAA-MM-DD",
    ),
    (
        "Only findings that were decided so",
        "Solo los hallazgos sobre los que se decidió así",
    ),
    (
        "List or verify the journal, or print its head; list when nothing is said",
        "Lista o verifica la bitácora, o imprime su último sello; si no se dice nada, la lista",
    ),
    (
        "List entries, the newest first",
        "Lista las entradas, la más nueva primero",
    ),
    (
        "Check the chain of every entry",
        "Verifica la cadena de todas las entradas",
    ),
    (
        "Print the hash of the last entry",
        "Imprime el sello de la última entrada",
    ),
    (
        "Change the keys of the vault, back it up, restore it, check it, or lock the window",
        "Cambia las claves de la bóveda, la respalda, la restaura, la revisa o cierra la ventana",
    ),
    ("Say what opens the vault", "Dice qué abre la bóveda"),
    (
        "Choose another passphrase: the new one comes in `VINCULO_NEW_PASSPHRASE`",
        "Cambia la frase: la nueva llega en `VINCULO_NEW_PASSPHRASE`",
    ),
    (
        "Make and print a new recovery code; the one before opens no more",
        "Crea e imprime un código de recuperación nuevo; el anterior deja de abrir",
    ),
    (
        "Encrypt the vault under a new key and print a new recovery code",
        "Cifra la bóveda con una clave nueva e imprime un código de recuperación nuevo",
    ),
    (
        "Ask the window that has the vault open to lock it",
        "Pide a la ventana que tiene abierta la bóveda que la cierre",
    ),
    (
        "Write an encrypted backup that was verified by opening it",
        "Escribe un respaldo cifrado y lo comprueba abriéndolo",
    ),
    (
        "File to write; none is overwritten",
        "Archivo que se escribe; ninguno se sobrescribe",
    ),
    (
        "Only the analyst's own work, without the clients and the API key",
        "Solo el trabajo del analista, sin los clientes ni la clave API",
    ),
    (
        "Put a backup in the place of the vault; what is replaced is kept aside",
        "Pone un respaldo en lugar de la bóveda; lo reemplazado se conserva aparte",
    ),
    ("The backup", "El respaldo"),
    (
        "Make a damaged vault anew from the analyst's work that is kept beside it",
        "Rehace una bóveda dañada con el trabajo del analista que se guarda aparte",
    ),
    (
        "Take a backup of another profile or environment as well",
        "Acepta también un respaldo de otro perfil o entorno",
    ),
    (
        "Check every page, the structure and the journal",
        "Revisa cada página, la estructura y la bitácora",
    ),
    (
        "Write every entry to a file, one JSON document a line, with the head at its end",
        "Escribe todas las entradas en un archivo, un documento JSON por línea, con el último sello al final",
    ),
    (
        "Say how long earlier versions of clients are kept and the room they take",
        "Dice cuánto se conservan las versiones anteriores de los clientes y cuánto ocupan",
    ),
    (
        "Keep them so many years, from 10 on, or `forever`; older ones go after the next pull",
        "Las conserva tantos años, desde 10, o `forever` para siempre; las más antiguas se eliminan tras la siguiente descarga",
    ),
    (
        "List records that were set aside",
        "Lista los registros que se apartaron",
    ),
    (
        "Look at folder, vault, journal, server, key and clock",
        "Revisa carpeta, bóveda, bitácora, servidor, clave y reloj",
    ),
    (
        "Check Mexican identifiers",
        "Revisa identificadores mexicanos",
    ),
    (
        "Add a profile and its vault; the API key comes from standard input or `VINCULO_API_KEY`",
        "Agrega un perfil y su bóveda; la clave API llega por la entrada estándar o en `VINCULO_API_KEY`",
    ),
    ("Name of the profile", "Nombre del perfil"),
    ("Address of the server", "Dirección del servidor"),
    (
        "Environment of the organisation",
        "Entorno de la organización",
    ),
    (
        "Name of the analyst in the journal; that of the system's user when none is given",
        "Nombre del analista en la bitácora; el del usuario del sistema si no se da",
    ),
    ("List profiles", "Lista los perfiles"),
    ("Choose the profile to use", "Elige el perfil que se usa"),
    (
        "Remove a profile with everything its vault holds",
        "Elimina un perfil con todo lo que guarda su bóveda",
    ),
    (
        "Show or change how the profile in use speaks with its server; the settings are JSON, what is left out takes its default",
        "Muestra o cambia cómo habla con su servidor el perfil en uso; los ajustes son JSON, lo que falte toma su valor inicial",
    ),
    (
        "File with the settings to take from now on, `-` for standard input",
        "Archivo con los ajustes que valen desde ahora, `-` para la entrada estándar",
    ),
    (
        "Bring the initial settings back",
        "Vuelve a los ajustes iniciales",
    ),
    (
        "Read NDJSON rows {id, kind, input, context?}, or a column of a CSV file, on standard input and print an outcome for each",
        "Lee de la entrada estándar filas NDJSON {id, kind, input, context?}, o una columna de un archivo CSV, e imprime un resultado por cada una",
    ),
    (
        "Read CSV: the name of the column with the keys",
        "Lee CSV: el nombre de la columna con las claves",
    ),
    (
        "What the keys of the column are: rfc, curp or clabe",
        "Qué son las claves de la columna: rfc, curp o clabe",
    ),
    (
        "Day of the check, YYYY-MM-DD; today when none is given",
        "Día de la revisión, AAAA-MM-DD; hoy si no se da",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_help_has_its_spanish() {
        fn walk(command: &clap::Command, missing: &mut Vec<String>) {
            let about = command.get_about().map(ToString::to_string);
            let helps = command
                .get_arguments()
                .map(|arg| arg.get_help().map(ToString::to_string).unwrap_or_default());
            missing.extend(
                about
                    .into_iter()
                    .chain(helps)
                    .filter(|line| !SPANISH.iter().any(|(known, _)| known == line)),
            );
            command
                .get_subcommands()
                .for_each(|command| walk(command, missing));
        }
        let mut missing = Vec::new();
        walk(&Arguments::command(), &mut missing);
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn the_definition_of_the_arguments_holds_together() {
        command(Language::Es).debug_assert();
        command(Language::En).debug_assert();
    }
}
