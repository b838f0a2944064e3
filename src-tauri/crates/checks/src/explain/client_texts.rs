//! The texts of addresses, contacts, accounts and activities.

use super::Text;
use crate::codes;

pub(super) const TEXTS: &[Text] = &[
    Text {
        code: codes::POSTAL_CODE_FORMAT,
        source: "SEPOMEX",
        title: ["Código postal mal formado", "Malformed postal code"],
        what: [
            "El código postal no tiene cinco dígitos.",
            "The postal code is not five digits.",
        ],
        expected: [
            "Cinco dígitos, guardados como texto.",
            "Five digits, kept as text.",
        ],
        why: [
            "El aviso pide el código postal; con menos dígitos suele faltar un cero inicial perdido en una hoja de cálculo.",
            "The notice asks for the postal code; fewer digits usually mean a leading zero lost in a spreadsheet.",
        ],
        next: [
            "Compare con el comprobante de domicilio.",
            "Compare with the proof of address.",
        ],
    },
    Text {
        code: codes::POSTAL_CODE_UNUSED,
        source: "SEPOMEX",
        title: ["Código postal sin entidad", "Postal code of no state"],
        what: [
            "Ninguna entidad usa los dos primeros dígitos del código postal.",
            "No state uses the first two digits of the postal code.",
        ],
        expected: [
            "Un código de 01 a 16 o de 20 a 99 en sus dos primeros dígitos.",
            "First two digits from 01 to 16 or from 20 to 99.",
        ],
        why: [
            "El domicilio no puede ubicarse y el aviso puede rechazarse.",
            "The address cannot be located and the notice may be refused.",
        ],
        next: [
            "Compare con el comprobante de domicilio.",
            "Compare with the proof of address.",
        ],
    },
    Text {
        code: codes::POSTAL_CODE_STATE_MISMATCH,
        source: "SEPOMEX",
        title: [
            "Código postal de otra entidad",
            "Postal code of another state",
        ],
        what: [
            "Los dos primeros dígitos del código postal son de otra entidad que la escrita.",
            "The first two digits of the postal code belong to another state than the one given.",
        ],
        expected: [
            "Un código postal de la entidad del domicilio",
            "A postal code of the state of the address",
        ],
        why: [
            "Lo más probable es un error de captura; unas pocas localidades en el límite se atienden desde la entidad vecina.",
            "Most likely a typing fault; a few border settlements are served from the neighbouring state.",
        ],
        next: [
            "Compare entidad y código postal con el comprobante de domicilio.",
            "Compare state and postal code with the proof of address.",
        ],
    },
    Text {
        code: codes::STATE_UNKNOWN,
        source: "INEGI",
        title: ["Entidad desconocida", "Unknown state"],
        what: [
            "La entidad federativa no está en el catálogo.",
            "The state is in no catalogue.",
        ],
        expected: [
            "Una de las 32 entidades: nombre, ISO 3166-2 o clave de la CURP.",
            "One of the 32 states: name, ISO 3166-2 or code of the CURP.",
        ],
        why: [
            "El aviso lleva la entidad por su clave; un texto que no se reconoce no puede traducirse.",
            "The notice carries the state by its code; a text that is not recognised cannot be translated.",
        ],
        next: [
            "Escriba el nombre oficial de la entidad.",
            "Write the official name of the state.",
        ],
    },
    Text {
        code: codes::COUNTRY_UNKNOWN,
        source: "ISO 3166-1",
        title: ["País desconocido", "Unknown country"],
        what: [
            "La clave de país no corresponde a ningún país.",
            "The code of the country names no country.",
        ],
        expected: [
            "Dos letras de ISO 3166-1, como MX, US o GB.",
            "Two letters of ISO 3166-1, as in MX, US or GB.",
        ],
        why: [
            "Artu guarda las nacionalidades por su clave, y el aviso lleva la de su propio catálogo: en él Reino Unido es UK y Grecia EL, pero aquí son GB y GR.",
            "Artu keeps nationalities by their code, and the notice carries that of a catalogue of its own: there the United Kingdom is UK and Greece EL, but here they are GB and GR.",
        ],
        next: [
            "Escriba la clave del país que dice el documento de identidad o el comprobante.",
            "Write the code of the country that the identity document or the proof says.",
        ],
    },
    Text {
        code: codes::PHONE_FORMAT,
        source: "RCG 10 Bis",
        title: ["Teléfono mal formado", "Malformed phone number"],
        what: [
            "El teléfono no tiene diez dígitos nacionales que empiecen con 2 a 9.",
            "The phone number is not ten national digits starting with 2 to 9.",
        ],
        expected: [
            "Diez dígitos, con o sin +52; si es de otro país, con + y su clave.",
            "Ten digits, with or without +52; of another country, with + and its code.",
        ],
        why: [
            "Con un número incompleto no se puede localizar al cliente.",
            "The client cannot be reached by an incomplete number.",
        ],
        next: [
            "Confirme el número con el cliente.",
            "Confirm the number with the client.",
        ],
    },
    Text {
        code: codes::PHONE_FILLER,
        source: "práctica",
        title: ["Teléfono de relleno", "Placeholder phone number"],
        what: [
            "El teléfono repite un dígito o corre en secuencia.",
            "The phone number repeats one digit or runs in sequence.",
        ],
        expected: [
            "El número en el que el cliente contesta.",
            "The number at which the client answers.",
        ],
        why: [
            "Suele escribirse para llenar el campo cuando no se tiene el dato.",
            "Most often typed to fill the field when the data is not at hand.",
        ],
        next: [
            "Confirme el número con el cliente.",
            "Confirm the number with the client.",
        ],
    },
    Text {
        code: codes::EMAIL_FORMAT,
        source: "práctica",
        title: ["Correo mal formado", "Malformed e-mail address"],
        what: [
            "El correo no tiene la forma nombre@dominio.",
            "The e-mail address does not have the form name@domain.",
        ],
        expected: [
            "Un nombre, una arroba y un dominio con punto. Sólo se mira la forma.",
            "A name, an at sign and a domain with a dot. Only the form is looked at.",
        ],
        why: [
            "Un aviso o requerimiento enviado a ese correo no llegaría.",
            "A message sent to that address would not arrive.",
        ],
        next: [
            "Confirme el correo con el cliente.",
            "Confirm the address with the client.",
        ],
    },
    Text {
        code: codes::CLABE_COUNTRY,
        source: "práctica",
        title: [
            "CLABE en cuenta de otro país",
            "CLABE on an account of another country",
        ],
        what: [
            "La cuenta tiene CLABE y su país no es México.",
            "The account has a CLABE and its country is not Mexico.",
        ],
        expected: [
            "País México en toda cuenta con CLABE",
            "Country Mexico on every account with a CLABE",
        ],
        why: [
            "La CLABE sólo existe en México: uno de los dos datos está equivocado.",
            "A CLABE only exists in Mexico: one of the two is wrong.",
        ],
        next: [
            "Compare con el estado de cuenta.",
            "Compare with the bank statement.",
        ],
    },
    Text {
        code: codes::CLABE_CURRENCY,
        source: "práctica",
        title: ["Moneda poco usual", "Unusual currency"],
        what: [
            "La cuenta con CLABE lleva otra moneda que pesos o dólares.",
            "The account with a CLABE is in another currency than pesos or dollars.",
        ],
        expected: ["Pesos o dólares", "Pesos or dollars"],
        why: [
            "Es poco frecuente en cuentas mexicanas; conviene confirmarlo.",
            "It is rare in Mexican accounts and worth confirming.",
        ],
        next: [
            "Compare con el estado de cuenta.",
            "Compare with the bank statement.",
        ],
    },
    Text {
        code: codes::CARD_NUMBER,
        source: "práctica",
        title: [
            "Número de tarjeta en lugar de cuenta",
            "Card number instead of an account",
        ],
        what: [
            "El dato tiene la forma de un número de tarjeta; no se repite aquí.",
            "The data has the form of a card number; it is not repeated here.",
        ],
        expected: [
            "El número de cuenta o la CLABE.",
            "The account number or the CLABE.",
        ],
        why: [
            "Un número de tarjeta no debe guardarse en el expediente y no sirve para el aviso.",
            "A card number should not be kept in the file and does not serve the notice.",
        ],
        next: [
            "Sustitúyalo por la CLABE del estado de cuenta.",
            "Replace it by the CLABE of the bank statement.",
        ],
    },
    Text {
        code: codes::ACTIVITY_WITHOUT_SCOPE,
        source: "LFPIORPI 17",
        title: ["Actividad sin su ámbito", "Activity without its scope"],
        what: [
            "Hay datos de una actividad vulnerable que no está entre los ámbitos del cliente.",
            "There is data of a vulnerable activity that is not among the client's scopes.",
        ],
        expected: [
            "El ámbito de la actividad en el cliente",
            "The scope of the activity on the client",
        ],
        why: [
            "Sin el ámbito no se aplican sus reglas ni sus umbrales.",
            "Without the scope its rules and limits are not applied.",
        ],
        next: [
            "Añada el ámbito o quite los datos que no correspondan.",
            "Add the scope or remove the data that does not belong.",
        ],
    },
];
