//! What is said about the nodes of a notice.

use checks::{Change, Guess, Misfit, Node, NodeGroup, Shape, Unseen};

use super::pick;
use crate::contract::Language;

/// An activity; ones nobody named here by their code.
pub(crate) fn activity(code: &str, language: Language) -> &str {
    let (spanish, english) = match code {
        "ARI" => ("arrendamiento de inmuebles", "letting of real estate"),
        "AVI" => ("activos virtuales", "virtual assets"),
        "INM" => ("inmuebles", "real estate"),
        "JYS" => ("juegos y sorteos", "games and raffles"),
        "MJR" => ("metales, joyas y relojes", "metals, jewels and watches"),
        "MPC" => ("préstamos y créditos", "loans and credit"),
        "TSC" => (
            "tarjetas de servicios y crédito",
            "service and credit cards",
        ),
        "VEH" => ("vehículos", "vehicles"),
        "TRANSMISOR" => (
            "transmisor de dinero, reporte a la CNBV",
            "money transmitter, report to the CNBV",
        ),
        other => return other,
    };
    pick(language, spanish, english)
}

/// Machine name and heading of a part of the notice.
pub(crate) fn node_group(group: NodeGroup, language: Language) -> (&'static str, &'static str) {
    let (name, spanish, english) = match group {
        NodeGroup::Person => ("person", "Persona", "Person"),
        NodeGroup::Address => ("address", "Domicilio", "Address"),
        NodeGroup::Phone => ("phone", "Teléfono y correo", "Phone and e-mail"),
        NodeGroup::Representative => (
            "representative",
            "Representante o delegado",
            "Representative or delegate",
        ),
        NodeGroup::Activity => ("activity", "Propio de la actividad", "Of this activity"),
    };
    (name, pick(language, spanish, english))
}

/// What was changed in a value.
pub(crate) fn change(change: Change, language: Language) -> &'static str {
    let (spanish, english) = match change {
        Change::Accents => (
            "Se quitan los acentos; la Ñ se queda.",
            "Accents are dropped; Ñ stays.",
        ),
        Change::Signs => (
            "Se quitan los signos que el aviso no acepta.",
            "Signs that the notice does not accept are dropped.",
        ),
        Change::Prefix => (
            "Se quita el prefijo del país: el aviso lo lleva aparte.",
            "The country's prefix is dropped: the notice has it apart.",
        ),
        Change::Case => (
            "Las minúsculas pasan a mayúsculas: el aviso no distingue entre ellas.",
            "Small letters become capitals: the notice does not tell them apart.",
        ),
        Change::Country => (
            "El catálogo del aviso escribe este país con otras letras que ISO 3166-1.",
            "The catalogue of the notice writes this country with other letters than ISO 3166-1.",
        ),
    };
    pick(language, spanish, english)
}

/// What is not known for sure of a value.
pub(crate) fn guess(guess: Guess, language: Language) -> &'static str {
    let (spanish, english) = match guess {
        Guess::NamesByKeys => (
            "Dónde se separan las partes del nombre es una suposición: va con las letras de la CURP o el RFC, y otras separaciones pueden ir también. Compare con la identificación.",
            "Where the parts of the name are split is a guess: it goes with the letters of the CURP or RFC, and other splits may as well. Compare with the identity document.",
        ),
        Guess::NamesByWords => (
            "Dónde se separan las partes del nombre es una suposición por las palabras; ninguna clave la apoya. Compare con la identificación.",
            "Where the parts of the name are split is a guess by the words; no key bears it out. Compare with the identity document.",
        ),
        Guess::TrusteeName => (
            "El expediente de un fideicomiso guarda un solo nombre: puede ser el del fideicomiso y no el del fiduciario.",
            "The file of a trust holds one name: it may be that of the trust and not of the trustee.",
        ),
        Guess::IncorporationDate => (
            "El expediente no tiene campo propio para la fecha de constitución; se toma la de nacimiento.",
            "The file has no field of its own for the date of incorporation; the birth date is taken.",
        ),
        Guess::UndocumentedMember => (
            "El dato llegó en un campo que Artu no documenta: Artu puede no usarlo.",
            "The value came in a field that Artu does not document: Artu may not use it.",
        ),
        Guess::NationalNumber => (
            "El número no dice de qué país es; se lee como mexicano.",
            "The number does not say its country; it is read as Mexican.",
        ),
    };
    pick(language, spanish, english)
}

/// Why a node is empty.
pub(crate) fn absent(node: &Node, language: Language) -> &'static str {
    if node.path().ends_with("apellido_materno") {
        return pick(
            language,
            "El expediente no lo tiene y el aviso exige el elemento. A quien no tiene segundo apellido se le pone un relleno, que decide quien hace el aviso.",
            "The file does not hold it and the notice wants the element. Who has no second surname gets a filler, chosen by whoever makes the notice.",
        );
    }
    if node.group() == NodeGroup::Representative && node.place.starts_with("linkedClients") {
        return pick(
            language,
            "Ningún cliente vinculado es su representante legal.",
            "No linked client is its legal representative.",
        );
    }
    pick(
        language,
        "El expediente no lo tiene.",
        "The file does not hold it.",
    )
}

/// Why a value does not fit.
pub(crate) fn misfit(misfit: &Misfit, language: Language) -> String {
    let (spanish, english) = match misfit {
        Misfit::Length { length, lengths } => {
            return pick(
                language,
                format!(
                    "Tiene {length} caracteres y el aviso acepta {}.",
                    measured(lengths, language)
                ),
                format!(
                    "It has {length} characters and the notice accepts {}.",
                    measured(lengths, language)
                ),
            );
        }
        Misfit::Characters(characters) => {
            let listed = characters
                .chars()
                .map(String::from)
                .collect::<Vec<_>>()
                .join(" ");
            return pick(
                language,
                format!("Tiene caracteres que el aviso no acepta: {listed}"),
                format!("It has characters that the notice does not accept: {listed}"),
            );
        }
        Misfit::NothingLeft => (
            "Nada de lo escrito está en el alfabeto del aviso.",
            "Nothing of what is written is in the alphabet of the notice.",
        ),
        Misfit::Malformed => (
            "No tiene la forma que el aviso acepta.",
            "It does not have the form that the notice accepts.",
        ),
        Misfit::Generic => (
            "Es una clave genérica: no identifica a nadie.",
            "It is a generic key: it identifies nobody.",
        ),
        Misfit::CurpCentury => (
            "El esquema leído acepta solo una cifra en la posición 17, y la CURP de quien nació desde 2000 lleva ahí una letra. El dato es opcional en el aviso.",
            "The schema that was read accepts only a digit in position 17, and the CURP of who was born from 2000 on has a letter there. The notice does not demand it.",
        ),
        Misfit::CurpSex => (
            "El esquema leído acepta solo H o M en la posición 11. El dato es opcional en el aviso.",
            "The schema that was read accepts only H or M in position 11. The notice does not demand it.",
        ),
        Misfit::CardNumber => (
            "Ahí hay un número de tarjeta; no se repite. El aviso pide la cuenta.",
            "A card number stands there; it is not repeated. The notice asks for the account.",
        ),
        Misfit::NotAPerson => (
            "El representante vinculado no es persona física, y el aviso pide una.",
            "The linked representative is no natural person, and the notice asks for one.",
        ),
    };
    pick(language, spanish, english).into()
}

/// Why nothing can be said about a node.
pub(crate) fn unseen(unseen: Unseen, language: Language) -> &'static str {
    let (spanish, english) = match unseen {
        Unseen::NoField => (
            "El expediente de Artu no tiene un campo documentado para este dato: puede estar en otra parte.",
            "Artu's file has no documented field for this: it may be elsewhere.",
        ),
        Unseen::ShortRecord => (
            "El registro llegó sin esta parte: actualice para leerla.",
            "The record came without this part: pull to read it.",
        ),
        Unseen::NoRecord => (
            "El expediente del representante vinculado no está en la bóveda.",
            "The file of the linked representative is not in the vault.",
        ),
        Unseen::CatalogueNumber => (
            "El aviso pide el número del catálogo de la autoridad; el expediente guarda palabras y ese catálogo no está aquí. Artu hace la conversión.",
            "The notice asks for the number of the authority's catalogue; the file holds words and that catalogue is not here. Artu converts it.",
        ),
        Unseen::PhoneCountry => (
            "El número es de otro país y aquí no se sabe de cuál.",
            "The number is of another country, and which one is not known here.",
        ),
    };
    pick(language, spanish, english)
}

/// The alphabet and lengths of a node.
pub(crate) fn form(node: &Node, language: Language) -> String {
    let (spanish, english) = match node.shape() {
        Shape::Letters => ("letras A–Z y Ñ", "letters A–Z and Ñ"),
        Shape::Text => ("letras A–Z, Ñ y cifras", "letters A–Z, Ñ and digits"),
        Shape::Code => ("letras A–Z y cifras", "letters A–Z and digits"),
        Shape::Digits => ("cifras", "digits"),
        Shape::Number => ("cifras, la primera no es 0", "digits, the first is not 0"),
        Shape::Date => ("fecha, AAAAMMDD", "date, YYYYMMDD"),
        Shape::RfcIndividual => ("RFC de persona física", "RFC of an individual"),
        Shape::RfcIndividualDated => (
            "RFC de persona física con una fecha que existe",
            "RFC of an individual with a date that exists",
        ),
        Shape::RfcCompany => ("RFC de persona moral", "RFC of a company"),
        Shape::RfcCompanyDated => (
            "RFC de persona moral con una fecha que existe",
            "RFC of a company with a date that exists",
        ),
        Shape::Curp => ("CURP, H o M", "CURP, H or M"),
        Shape::CurpDated => (
            "CURP, H o M, con una fecha que existe",
            "CURP, H or M, with a date that exists",
        ),
        Shape::CurpBefore2000 => (
            "CURP, H o M, con cifra en la posición 17",
            "CURP, H or M, with a digit in position 17",
        ),
        Shape::Country => (
            "dos letras del catálogo de países",
            "two letters of the catalogue of countries",
        ),
        Shape::Email => ("correo en mayúsculas", "e-mail address in capitals"),
    };
    let mut form = format!(
        "{}: {}",
        measured(node.lengths(), language),
        pick(language, spanish, english)
    );
    // A key's own sign is told by its name.
    let is_of_signs = matches!(
        node.shape(),
        Shape::Letters | Shape::Text | Shape::Code | Shape::Email
    );
    if is_of_signs && !node.signs().is_empty() {
        let signs: Vec<String> = node
            .signs()
            .chars()
            .filter(|sign| *sign != ' ')
            .map(String::from)
            .collect();
        if node.signs().contains(' ') {
            form.push_str(pick(language, ", espacio", ", space"));
        }
        if !signs.is_empty() {
            form.push_str(if signs.len() == 1 {
                pick(language, " y el signo ", " and the sign ")
            } else {
                pick(language, " y los signos ", " and the signs ")
            });
            form.push_str(&signs.join(" "));
        }
    }
    form
}

/// Lengths in words: `1-50` and `10 12`.
fn measured(lengths: &str, language: Language) -> String {
    let or = pick(language, " o ", " or ");
    let ranges: Vec<String> = lengths
        .split(' ')
        .map(|range| match range.split_once('-') {
            Some((least, most)) => pick(
                language,
                format!("de {least} a {most}"),
                format!("{least} to {most}"),
            ),
            None => range.to_owned(),
        })
        .collect();
    let unit = pick(language, "caracteres", "characters");
    format!("{} {unit}", ranges.join(or))
}
