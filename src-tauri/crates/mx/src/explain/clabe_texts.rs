//! The texts of the CLABE.

use super::{Certainty, Origin, Text};
use crate::Code;

pub(super) const TEXTS: &[Text] = &[
    Text {
        code: Code::ClabeFormat,
        source: "Banxico",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "La CLABE lleva algo que no es un dígito.",
            "The CLABE holds something other than digits.",
        ],
        expected: [
            "Sólo dígitos 0–9. Es frecuente O por 0.",
            "Only digits 0–9. O for 0 is frequent.",
        ],
        next: [
            "Revise el carácter señalado contra el estado de cuenta.",
            "Check the character pointed at against the bank statement.",
        ],
    },
    Text {
        code: Code::ClabeLength,
        source: "Banxico",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "La CLABE no tiene 18 dígitos.",
            "The CLABE does not have 18 digits.",
        ],
        expected: [
            "18 dígitos. Con 17 suele faltar un cero inicial perdido en una hoja de cálculo.",
            "18 digits. 17 usually means a leading zero lost in a spreadsheet.",
        ],
        next: [
            "Compare con el estado de cuenta y guárdela como texto.",
            "Compare with the bank statement and keep it as text.",
        ],
    },
    Text {
        code: Code::ClabePlaceholder,
        source: "Banxico",
        certainty: Certainty::High,
        origin: Origin::Allowed,
        what: [
            "Todos los dígitos son iguales: es un relleno.",
            "All digits are equal: this is a placeholder.",
        ],
        expected: ["La CLABE de una cuenta.", "The CLABE of an account."],
        next: ["Pida el estado de cuenta.", "Ask for the bank statement."],
    },
    Text {
        code: Code::ClabeBankUnknown,
        source: "Banxico",
        certainty: Certainty::Medium,
        origin: Origin::Allowed,
        what: [
            "La institución de la CLABE no está en el catálogo.",
            "The institution of the CLABE is in no catalogue.",
        ],
        expected: [
            "Tres dígitos de una institución conocida; la lista oficial crece y el catálogo puede ir atrás.",
            "Three digits of a known institution; the official list grows and the catalogue may lag behind.",
        ],
        next: [
            "Busque la institución en la lista de participantes de Banxico.",
            "Look the institution up in Banxico's list of participants.",
        ],
    },
    Text {
        code: Code::ClabeBankRetired,
        source: "Banxico",
        certainty: Certainty::Medium,
        origin: Origin::Allowed,
        what: [
            "La institución de la CLABE cerró, se fusionó o está intervenida.",
            "The institution of the CLABE was closed, merged or intervened.",
        ],
        expected: [
            "Una institución en operación, según el catálogo; no se consultó a Banxico.",
            "An institution in operation, by the catalogue; Banxico was not asked.",
        ],
        next: [
            "Pida una cuenta vigente y un estado de cuenta reciente.",
            "Ask for a current account and a recent bank statement.",
        ],
    },
    Text {
        code: Code::ClabePlazaUnknown,
        source: "Banxico",
        certainty: Certainty::Medium,
        origin: Origin::Allowed,
        what: [
            "La plaza de la CLABE no está en el catálogo.",
            "The plaza of the CLABE is in no catalogue.",
        ],
        expected: [
            "Tres dígitos de una plaza conocida; las instituciones nuevas usan una sola para todos.",
            "Three digits of a known plaza; newer institutions use one for everybody.",
        ],
        next: [
            "No hace falta corregir nada si el dígito de control coincide.",
            "Nothing needs correcting if the control digit agrees.",
        ],
    },
    Text {
        code: Code::ClabeCheckDigit,
        source: "Banxico",
        certainty: Certainty::High,
        origin: Origin::Computed,
        what: [
            "El dígito de control no coincide con el calculado.",
            "The control digit disagrees with the computed one.",
        ],
        expected: [
            "Pesos 3, 7, 1 repetidos sobre los 17 primeros dígitos, módulo 10.",
            "Weights 3, 7, 1 repeated over the first 17 digits, modulo 10.",
        ],
        next: [
            "Vuelva a escribir la CLABE desde el estado de cuenta.",
            "Type the CLABE again from the bank statement.",
        ],
    },
    Text {
        code: Code::ClabeBankMismatch,
        source: "práctica",
        certainty: Certainty::High,
        origin: Origin::Declared,
        what: [
            "El código de banco guardado no es el de la CLABE.",
            "The stored bank code is not that of the CLABE.",
        ],
        expected: [
            "codigoBanco igual a los dígitos 1 a 3.",
            "codigoBanco equal to digits 1 to 3.",
        ],
        next: [
            "Corrija el dato que no coincida con el estado de cuenta.",
            "Correct the one that disagrees with the bank statement.",
        ],
    },
    Text {
        code: Code::ClabePlazaMismatch,
        source: "práctica",
        certainty: Certainty::High,
        origin: Origin::Declared,
        what: [
            "El código de plaza guardado no es el de la CLABE.",
            "The stored plaza code is not that of the CLABE.",
        ],
        expected: [
            "codigoPlaza igual a los dígitos 4 a 6.",
            "codigoPlaza equal to digits 4 to 6.",
        ],
        next: [
            "Corrija el dato que no coincida con el estado de cuenta.",
            "Correct the one that disagrees with the bank statement.",
        ],
    },
];
