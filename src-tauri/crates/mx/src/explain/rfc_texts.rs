//! The texts of the text handling, of the RFC, and of the RFC beside the CURP.

use super::{Certainty, Origin, Text};
use crate::Code;

pub(super) const TEXTS: &[Text] = &[
    Text {
        code: Code::Empty,
        source: "práctica",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: ["No hay dato.", "Nothing was given."],
        expected: [
            "Si el dato hace falta lo dicen las reglas del expediente, no esta.",
            "Whether it is needed is told by the rules of the file, not by this one.",
        ],
        next: [
            "Pida el dato si el expediente lo requiere.",
            "Ask for it if the file requires it.",
        ],
    },
    Text {
        code: Code::Normalized,
        source: "práctica",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "{key}: se leyó tras quitar espacios o guiones, o pasar a mayúsculas.",
            "{key}: read after dropping white space or dashes, or folding case.",
        ],
        expected: [
            "La clave en mayúsculas y sin separadores.",
            "The key in capitals and without separators.",
        ],
        next: [
            "Guarde la forma sin separadores; el contenido no cambia.",
            "Store the form without separators; the content does not change.",
        ],
    },
    Text {
        code: Code::RfcGeneric,
        source: "SAT (RMF 2.7.1.23)",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "Es un RFC genérico: no identifica a nadie.",
            "This is a generic RFC: it identifies nobody.",
        ],
        expected: [
            "El RFC propio del cliente. Las claves genéricas sólo sirven para facturar al público en general o a extranjeros sin RFC.",
            "The client's own RFC. Generic keys only serve invoices to the general public or to foreigners without an RFC.",
        ],
        next: [
            "Pida la constancia de situación fiscal; si es extranjero sin RFC, pida su número fiscal de origen.",
            "Ask for the tax status certificate; for a foreigner without an RFC, ask for the foreign tax number.",
        ],
    },
    Text {
        code: Code::RfcCharset,
        source: "SAT (CFDI 4.0)",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "Hay un carácter que el RFC no admite.",
            "A character that an RFC does not admit.",
        ],
        expected: [
            "Sólo A–Z, Ñ, & y 0–9. Una letra de otro alfabeto puede verse igual.",
            "Only A–Z, Ñ, & and 0–9. A letter of another alphabet can look the same.",
        ],
        next: [
            "Vuelva a escribir la clave desde la constancia de situación fiscal, sin copiar y pegar.",
            "Type the key again from the tax status certificate, without copy and paste.",
        ],
    },
    Text {
        code: Code::RfcLength,
        source: "SAT (CFDI 4.0)",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "El RFC no tiene el largo de ninguna de sus formas.",
            "The RFC has the length of none of its forms.",
        ],
        expected: [
            "13 caracteres en persona física, 12 en empresa o fideicomiso (10 y 9 sin homoclave).",
            "13 characters for an individual, 12 for a company or trust (10 and 9 without homoclave).",
        ],
        next: [
            "Compare con la constancia de situación fiscal: falta o sobra un carácter.",
            "Compare with the tax status certificate: a character is missing or too many.",
        ],
    },
    Text {
        code: Code::RfcFormat,
        source: "SAT (CFDI 4.0)",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "Letras y dígitos no están en su lugar.",
            "Letters and digits are not where they must be.",
        ],
        expected: [
            "3 o 4 letras, 6 dígitos de fecha, 2 de homoclave y un dígito o A. Es frecuente O por 0, o I por 1.",
            "3 or 4 letters, 6 digits of a date, 2 of the homoclave and a digit or A. O for 0, or I for 1, is frequent.",
        ],
        next: [
            "Revise el carácter señalado contra la constancia de situación fiscal.",
            "Check the character pointed at against the tax status certificate.",
        ],
    },
    Text {
        code: Code::RfcNoHomoclave,
        source: "práctica",
        certainty: Certainty::Medium,
        origin: Origin::Allowed,
        what: [
            "Al RFC le faltan los tres últimos caracteres.",
            "The last three characters of the RFC are missing.",
        ],
        expected: [
            "La homoclave (2) y el dígito verificador (1) que asigna el SAT.",
            "The homoclave (2) and the check digit (1) that the tax authority assigns.",
        ],
        next: [
            "Pida el RFC completo; la homoclave no se deduce con certeza del nombre.",
            "Ask for the whole RFC; the homoclave cannot be deduced from the name with certainty.",
        ],
    },
    Text {
        code: Code::RfcDate,
        source: "SAT",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "La fecha del RFC no existe.",
            "The date in the RFC does not exist.",
        ],
        expected: [
            "AAMMDD de un día que exista en 19AA o en 20AA: nacimiento, constitución o contrato.",
            "YYMMDD of a day that exists in 19YY or 20YY: birth, incorporation or contract.",
        ],
        next: [
            "Compare con el acta o la constancia de situación fiscal.",
            "Compare with the certificate of birth or incorporation, or the tax status certificate.",
        ],
    },
    Text {
        code: Code::RfcBadWord,
        source: "SAT",
        certainty: Certainty::Medium,
        origin: Origin::Computed,
        what: [
            "Las cuatro letras forman una palabra que el SAT no asigna.",
            "The four letters spell a word that the tax authority does not assign.",
        ],
        expected: [
            "El SAT cambia la cuarta letra por X (lista de 41 palabras).",
            "The tax authority replaces the fourth letter by X (list of 41 words).",
        ],
        next: [
            "Compare con la constancia de situación fiscal: la cuarta letra debe ser X.",
            "Compare with the tax status certificate: the fourth letter should be X.",
        ],
    },
    Text {
        code: Code::RfcHomoclaveUnusual,
        source: "SAT",
        certainty: Certainty::Medium,
        origin: Origin::Allowed,
        what: [
            "La homoclave lleva un carácter que su tabla no produce.",
            "The homoclave holds a character that its table never yields.",
        ],
        expected: [
            "1–9, A–N o P–Z; en el primer lugar, nunca W–Z. Suele ser un 0 por una O, o al revés.",
            "1–9, A–N or P–Z; never W–Z in the first place. Often a 0 for an O, or the reverse.",
        ],
        next: [
            "Revise el carácter señalado contra la constancia de situación fiscal.",
            "Check the character pointed at against the tax status certificate.",
        ],
    },
    Text {
        code: Code::RfcCheckDigit,
        source: "SAT",
        certainty: Certainty::High,
        origin: Origin::Computed,
        what: [
            "El dígito verificador no coincide con el calculado.",
            "The check digit disagrees with the computed one.",
        ],
        expected: [
            "Suma ponderada de los demás caracteres, módulo 11 (10 se escribe A). Cerca de 1.5 % de las claves asignadas no coincide, por eso es advertencia.",
            "Weighted sum of the other characters, modulo 11 (10 is written A). About 1.5 % of assigned keys disagree, hence a warning.",
        ],
        next: [
            "Compare cada carácter con la constancia; si es idéntica, acepte el hallazgo con esa razón.",
            "Compare each character with the certificate; if identical, accept the finding for that reason.",
        ],
    },
    Text {
        code: Code::RfcTypeMismatch,
        source: "SAT",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "El largo del RFC no es el de este tipo de cliente (letras iniciales).",
            "The length of the RFC is not that of this type of client (leading letters).",
        ],
        expected: [
            "Persona física: 4 letras, 13 caracteres. Empresa o fideicomiso: 3 letras, 12 caracteres.",
            "Individual: 4 letters, 13 characters. Company or trust: 3 letters, 12 characters.",
        ],
        next: [
            "Vea si el RFC es del representante, o si el tipo de cliente está equivocado.",
            "See whether the RFC is that of the representative, or the type of client is wrong.",
        ],
    },
    Text {
        code: Code::RfcDateMismatch,
        source: "práctica",
        certainty: Certainty::Medium,
        origin: Origin::Declared,
        what: [
            "La fecha del RFC difiere de la declarada.",
            "The date in the RFC differs from the declared one.",
        ],
        expected: [
            "AAMMDD del nacimiento o de la constitución. Una empresa puede llevar el día de la escritura.",
            "YYMMDD of birth or incorporation. A company may carry the day of the deed.",
        ],
        next: [
            "Compare con la identificación o el acta y corrija el dato equivocado.",
            "Compare with the identity document or the deed and correct the wrong one.",
        ],
    },
    Text {
        code: Code::RfcNameMismatch,
        source: "SAT",
        certainty: Certainty::Medium,
        origin: Origin::Computed,
        what: [
            "Las letras del RFC difieren de las que dan los nombres.",
            "The letters of the RFC differ from those the names give.",
        ],
        expected: [
            "Inicial y primera vocal interna del primer apellido, inicial del segundo e inicial del nombre (sin partículas; María y José se saltan si hay otro nombre).",
            "Initial and first inner vowel of the first surname, initial of the second, initial of the given name (no particles; María and José are skipped when another follows).",
        ],
        next: [
            "Revise el orden y la ortografía de los nombres en la identificación.",
            "Check the order and spelling of the names in the identity document.",
        ],
    },
    Text {
        code: Code::RfcCurpDateMismatch,
        source: "SAT, RENAPO",
        certainty: Certainty::High,
        origin: Origin::OtherKey,
        what: [
            "El RFC y la CURP llevan fechas distintas.",
            "The RFC and the CURP carry different dates.",
        ],
        expected: [
            "La misma fecha de nacimiento en ambas claves (AAMMDD).",
            "The same birth date in both keys (YYMMDD).",
        ],
        next: [
            "Vea cuál coincide con la identificación; la otra está mal escrita o es de otra persona.",
            "See which one agrees with the identity document; the other is mistyped or another person's.",
        ],
    },
    Text {
        code: Code::RfcCurpLettersDiffer,
        source: "SAT, RENAPO",
        certainty: Certainty::High,
        origin: Origin::OtherKey,
        what: [
            "Las cuatro letras del RFC y de la CURP difieren sin razón conocida.",
            "The four letters of the RFC and the CURP differ without a known reason.",
        ],
        expected: [
            "Las mismas letras, salvo que las reglas de cada autoridad expliquen la diferencia a partir de los nombres.",
            "The same letters, unless the rules of each authority explain the difference from the names.",
        ],
        next: [
            "Complete los nombres y compare ambas claves con sus constancias.",
            "Complete the names and compare both keys with their certificates.",
        ],
    },
    Text {
        code: Code::RfcCurpDiffExplained,
        source: "SAT, RENAPO",
        certainty: Certainty::High,
        origin: Origin::OtherKey,
        what: [
            "Las cuatro letras del RFC y de la CURP difieren, y los nombres lo explican.",
            "The four letters of the RFC and the CURP differ, and the names explain it.",
        ],
        expected: [
            "Cada autoridad trata a su modo la Ñ, las palabras vetadas, los apellidos cortos o únicos y las partículas.",
            "Each authority treats Ñ, listed words, short or single surnames and particles in its own way.",
        ],
        next: ["No hace falta corregir nada.", "Nothing needs correcting."],
    },
];
