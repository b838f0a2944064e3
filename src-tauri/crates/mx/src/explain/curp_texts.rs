//! The texts of the CURP.

use super::{Certainty, Origin, Text};
use crate::Code;

pub(super) const TEXTS: &[Text] = &[
    Text {
        code: Code::CurpGeneric,
        source: "SAT (nómina)",
        certainty: Certainty::Medium,
        origin: Origin::Allowed,
        what: [
            "Es una CURP genérica de extranjeros: no identifica a nadie.",
            "This is a generic CURP of foreigners: it identifies nobody.",
        ],
        expected: [
            "La CURP propia de la persona, o ninguna si no la tiene.",
            "The person's own CURP, or none if there is none.",
        ],
        next: [
            "Pida la CURP; si es visitante sin CURP, deje el dato vacío.",
            "Ask for the CURP; for a visitor without one, leave it empty.",
        ],
    },
    Text {
        code: Code::CurpCharset,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "Hay un carácter que la CURP no admite.",
            "A character that a CURP does not admit.",
        ],
        expected: [
            "Sólo A–Z y 0–9: la Ñ se escribe X. Una letra de otro alfabeto puede verse igual.",
            "Only A–Z and 0–9: Ñ is written X. A letter of another alphabet can look the same.",
        ],
        next: [
            "Vuelva a escribir la clave desde la constancia de la CURP.",
            "Type the key again from the CURP certificate.",
        ],
    },
    Text {
        code: Code::CurpLength,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "La CURP no tiene 18 caracteres.",
            "The CURP does not have 18 characters.",
        ],
        expected: ["18 caracteres.", "18 characters."],
        next: [
            "Compare con la constancia de la CURP: falta o sobra un carácter.",
            "Compare with the CURP certificate: a character is missing or too many.",
        ],
    },
    Text {
        code: Code::CurpFormat,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "Letras y dígitos no están en su lugar.",
            "Letters and digits are not where they must be.",
        ],
        expected: [
            "4 letras, 6 dígitos, sexo, 2 letras de entidad, 3 consonantes, un dígito o letra y un dígito. Es frecuente O por 0.",
            "4 letters, 6 digits, sex, 2 letters of the state, 3 consonants, a digit or letter, a digit. O for 0 is frequent.",
        ],
        next: [
            "Revise el carácter señalado contra la constancia de la CURP.",
            "Check the character pointed at against the CURP certificate.",
        ],
    },
    Text {
        code: Code::CurpVowel,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "El segundo carácter no es vocal ni X.",
            "The second character is neither a vowel nor X.",
        ],
        expected: [
            "La primera vocal interna del primer apellido; X cuando no la hay o la palabra se veta.",
            "The first inner vowel of the first surname; X when there is none or the word is masked.",
        ],
        next: [
            "Compare con la constancia de la CURP.",
            "Compare with the CURP certificate.",
        ],
    },
    Text {
        code: Code::CurpSex,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "La letra del sexo no existe.",
            "The letter of the sex does not exist.",
        ],
        expected: [
            "H hombre, M mujer, X no binario.",
            "H man, M woman, X non-binary.",
        ],
        next: [
            "Compare con la constancia de la CURP; F suele ser M (mujer).",
            "Compare with the CURP certificate; F is often M (woman).",
        ],
    },
    Text {
        code: Code::CurpState,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "La clave de entidad no existe.",
            "The code of the state does not exist.",
        ],
        expected: [
            "Una de las 32 entidades o NE (nacido en el extranjero). La Ciudad de México sigue siendo DF.",
            "One of the 32 states or NE (born abroad). Mexico City is still DF.",
        ],
        next: [
            "Compare con la constancia de la CURP.",
            "Compare with the CURP certificate.",
        ],
    },
    Text {
        code: Code::CurpConsonant,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "Hay una vocal donde van las consonantes internas.",
            "There is a vowel where the inner consonants stand.",
        ],
        expected: [
            "La primera consonante interna de cada apellido y del nombre; X cuando no la hay.",
            "The first inner consonant of each surname and of the given name; X when there is none.",
        ],
        next: [
            "Compare con la constancia de la CURP.",
            "Compare with the CURP certificate.",
        ],
    },
    Text {
        code: Code::CurpBadWord,
        source: "RENAPO",
        certainty: Certainty::Medium,
        origin: Origin::Computed,
        what: [
            "Las cuatro letras forman una palabra que RENAPO no asigna.",
            "The four letters spell a word that RENAPO does not assign.",
        ],
        expected: [
            "RENAPO cambia la segunda letra por X.",
            "RENAPO replaces the second letter by X.",
        ],
        next: [
            "Compare con la constancia de la CURP: la segunda letra debe ser X.",
            "Compare with the CURP certificate: the second letter should be X.",
        ],
    },
    Text {
        code: Code::CurpDate,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "La fecha de la CURP no existe en su siglo.",
            "The date in the CURP does not exist in its century.",
        ],
        expected: [
            "AAMMDD de un día que exista; la posición 17 es dígito hasta 1999 y letra desde 2000.",
            "YYMMDD of a day that exists; position 17 is a digit up to 1999 and a letter from 2000.",
        ],
        next: [
            "Revise la fecha y la posición 17 contra la constancia de la CURP.",
            "Check the date and position 17 against the CURP certificate.",
        ],
    },
    Text {
        code: Code::CurpFuture,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "La fecha de nacimiento de la CURP es posterior a hoy.",
            "The birth date in the CURP lies after today.",
        ],
        expected: [
            "Un nacimiento hasta hoy; la posición 17 es dígito hasta 1999 y letra desde 2000.",
            "A birth up to today; position 17 is a digit up to 1999 and a letter from 2000.",
        ],
        next: [
            "Revise la posición 17: suele ser una letra escrita en lugar de un dígito.",
            "Check position 17: most often a letter typed for a digit.",
        ],
    },
    Text {
        code: Code::CurpAge,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "Según la CURP la persona tiene más de 110 años.",
            "By the CURP the person is older than 110 years.",
        ],
        expected: [
            "La posición 17 es dígito hasta 1999 y letra desde 2000; casi siempre ése es el carácter equivocado.",
            "Position 17 is a digit up to 1999 and a letter from 2000; it is nearly always the wrong character.",
        ],
        next: [
            "Revise la posición 17 contra la constancia de la CURP.",
            "Check position 17 against the CURP certificate.",
        ],
    },
    Text {
        code: Code::CurpCheckDigit,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Computed,
        what: [
            "El dígito verificador no coincide con el calculado.",
            "The check digit disagrees with the computed one.",
        ],
        expected: [
            "Suma ponderada de los 17 primeros caracteres, módulo 10. RENAPO lo calcula, así que la diferencia es un error de captura.",
            "Weighted sum of the first 17 characters, modulo 10. RENAPO computes it, so a difference is a typing fault.",
        ],
        next: [
            "Vuelva a escribir la clave desde la constancia de la CURP.",
            "Type the key again from the CURP certificate.",
        ],
    },
    Text {
        code: Code::CurpNotApplicable,
        source: "RENAPO",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "Las empresas y los fideicomisos no tienen CURP.",
            "Companies and trusts have no CURP.",
        ],
        expected: [
            "El dato vacío en este tipo de cliente.",
            "No such key on this type of client.",
        ],
        next: [
            "Vea si la CURP es del representante, o si el tipo de cliente está equivocado.",
            "See whether the CURP is that of the representative, or the type of client is wrong.",
        ],
    },
    Text {
        code: Code::CurpDateMismatch,
        source: "práctica",
        certainty: Certainty::High,
        origin: Origin::Declared,
        what: [
            "La fecha de la CURP difiere de la fecha de nacimiento declarada.",
            "The date in the CURP differs from the declared birth date.",
        ],
        expected: [
            "La misma fecha; la CURP dice también el siglo.",
            "The same date; the CURP tells the century too.",
        ],
        next: [
            "Compare con la identificación y corrija el dato equivocado.",
            "Compare with the identity document and correct the wrong one.",
        ],
    },
    Text {
        code: Code::CurpSexMismatch,
        source: "práctica",
        certainty: Certainty::Practice,
        origin: Origin::Declared,
        what: [
            "El sexo de la CURP difiere del declarado.",
            "The sex in the CURP differs from the declared one.",
        ],
        expected: [
            "La misma letra. Una persona puede tener una CURP anterior y una corregida.",
            "The same letter. A person can hold an old and a corrected CURP.",
        ],
        next: [
            "Pida la constancia reciente de la CURP.",
            "Ask for a recent CURP certificate.",
        ],
    },
    Text {
        code: Code::CurpStateMismatch,
        source: "práctica",
        certainty: Certainty::Practice,
        origin: Origin::Declared,
        what: [
            "La entidad de la CURP difiere de la declarada.",
            "The state in the CURP differs from the declared one.",
        ],
        expected: [
            "La entidad de nacimiento, que no es la del domicilio.",
            "The state of birth, which is not that of the address.",
        ],
        next: [
            "Compare con el acta de nacimiento.",
            "Compare with the birth certificate.",
        ],
    },
    Text {
        code: Code::CurpNameMismatch,
        source: "RENAPO",
        certainty: Certainty::Medium,
        origin: Origin::Computed,
        what: [
            "Las letras de la CURP difieren de las que dan los nombres.",
            "The letters of the CURP differ from those the names give.",
        ],
        expected: [
            "Cuatro letras de apellidos y nombre, y la primera consonante interna de cada uno (Ñ y lo que falta se escriben X).",
            "Four letters of surnames and given name, and the first inner consonant of each (Ñ and what is missing are written X).",
        ],
        next: [
            "Revise el orden y la ortografía de los nombres en la identificación.",
            "Check the order and spelling of the names in the identity document.",
        ],
    },
];
