//! The texts of documents.

use super::Text;
use crate::codes;

pub(super) const TEXTS: &[Text] = &[
    Text {
        code: codes::DOCUMENT_EXPIRED,
        source: "RCG Anexo 3",
        title: ["Documento vencido", "Expired document"],
        what: [
            "El documento pasó su último día.",
            "The document is past its last day.",
        ],
        expected: [
            "Un documento vigente; la identificación puede tener hasta dos años de vencida.",
            "A document in force; an identity document may be expired two years at most.",
        ],
        why: [
            "Una identificación vencida por más de dos años equivale a no tenerla.",
            "An identity document expired for more than two years counts as none.",
        ],
        next: ["Pida el documento vigente.", "Ask for a document in force."],
    },
    Text {
        code: codes::DOCUMENT_EXPIRES_SOON,
        source: "práctica",
        title: ["Documento por vencer", "Document about to expire"],
        what: [
            "El último día del documento está a 30 días o menos.",
            "The last day of the document is 30 days away or less.",
        ],
        expected: [
            "Un documento vigente en la próxima revisión.",
            "A document in force at the next review.",
        ],
        why: [
            "Pedirlo a tiempo evita que el expediente quede incompleto.",
            "Asking in time keeps the file complete.",
        ],
        next: [
            "Pida la renovación al cliente.",
            "Ask the client for the renewal.",
        ],
    },
    Text {
        code: codes::DOCUMENT_REJECTED,
        source: "RCG Anexo 3",
        title: ["Documento rechazado", "Rejected document"],
        what: [
            "El documento fue rechazado y cuenta como ausente.",
            "The document was rejected and counts as absent.",
        ],
        expected: [
            "Un documento aceptado en la revisión.",
            "A document accepted in review.",
        ],
        why: [
            "El expediente no se integra con un documento rechazado.",
            "A rejected document does not complete the file.",
        ],
        next: [
            "Pida otro documento y explique al cliente el motivo del rechazo.",
            "Ask for another document and tell the client why it was rejected.",
        ],
    },
    Text {
        code: codes::DOCUMENT_PENDING,
        source: "práctica",
        title: ["Documento pendiente", "Pending document"],
        what: [
            "El documento no se ha subido o revisado.",
            "The document is not uploaded or not reviewed yet.",
        ],
        expected: [
            "Un documento subido y revisado.",
            "A document uploaded and reviewed.",
        ],
        why: [
            "Mientras esté pendiente no se sabe si el expediente está completo.",
            "While it is pending nobody knows whether the file is complete.",
        ],
        next: [
            "Termine la carga o la revisión del documento.",
            "Finish the upload or the review of the document.",
        ],
    },
    Text {
        code: codes::CARD_CURP_DIFFERS,
        source: "práctica",
        title: [
            "La CURP de la credencial es otra",
            "The CURP on the card is another",
        ],
        what: [
            "La CURP leída de la credencial no es la del cliente.",
            "The CURP read from the card is not the client's.",
        ],
        expected: ["La misma CURP en ambos", "The same CURP on both"],
        why: [
            "Una de las dos claves, o el documento, es de otra persona.",
            "One of the two keys, or the document, is somebody else's.",
        ],
        next: [
            "Compare con la constancia de CURP y corrija la que esté mal.",
            "Compare with the CURP certificate and correct the one that is wrong.",
        ],
    },
    Text {
        code: codes::CARD_NAME_DIFFERS,
        source: "práctica",
        title: [
            "El nombre de la credencial es otro",
            "The name on the card is another",
        ],
        what: [
            "El nombre leído de la credencial no puede ser el del cliente.",
            "The name read from the card cannot be the client's.",
        ],
        expected: [
            "Los mismos nombres y apellidos; puede faltar alguno",
            "The same names; one of them may be left out",
        ],
        why: [
            "El documento puede ser de otra persona, o el nombre estar mal capturado.",
            "The document may be somebody else's, or the name mistyped.",
        ],
        next: [
            "Vea el documento y corrija el nombre, o pida el documento correcto.",
            "Look at the document and correct the name, or ask for the right document.",
        ],
    },
    Text {
        code: codes::CARD_DATE_DIFFERS,
        source: "práctica",
        title: [
            "La fecha de la credencial es otra",
            "The date on the card is another",
        ],
        what: [
            "La fecha de nacimiento leída de la credencial no es la del cliente.",
            "The birth date read from the card is not the client's.",
        ],
        expected: ["La misma fecha en ambos", "The same date on both"],
        why: [
            "De esa fecha dependen la CURP, el RFC y el aviso.",
            "CURP, RFC and notice depend on that date.",
        ],
        next: [
            "Vea el documento y corrija la fecha que esté mal.",
            "Look at the document and correct the date that is wrong.",
        ],
    },
    Text {
        code: codes::CARD_ADDRESS_DIFFERS,
        source: "práctica",
        title: [
            "El domicilio de la credencial es otro",
            "The address on the card is another",
        ],
        what: [
            "La calle y el código postal leídos de la credencial no son de ningún domicilio del cliente.",
            "Street and postal code read from the card are those of no address of the client.",
        ],
        expected: [
            "Uno de los domicilios del cliente",
            "One of the client's addresses",
        ],
        why: [
            "Si difiere, el expediente pide además un comprobante de domicilio.",
            "When it differs, the file asks for a proof of address too.",
        ],
        next: [
            "Confirme el domicilio y tenga el comprobante.",
            "Confirm the address and have the proof.",
        ],
    },
    Text {
        code: codes::DOCUMENT_NO_IDENTITY,
        source: "RCG Anexo 3 (Acuerdo 115/2026)",
        title: [
            "La cédula profesional deja de identificar",
            "A professional card no longer identifies",
        ],
        what: [
            "La identificación del expediente es una cédula profesional.",
            "The identity document on file is a professional card.",
        ],
        expected: [
            "Otra identificación oficial desde el día indicado",
            "Another official identity document from the day shown",
        ],
        why: [
            "Para los actos desde el 30 de noviembre de 2026 no cuenta como identificación.",
            "For acts from 30 November 2026 on it does not count as an identity document.",
        ],
        next: [
            "Pida otra identificación oficial antes del próximo acto.",
            "Ask for another official identity document before the next act.",
        ],
    },
    Text {
        code: codes::PROOF_OF_ADDRESS_OLD,
        source: "RCG Anexo 3",
        title: ["Comprobante de domicilio antiguo", "Old proof of address"],
        what: [
            "El comprobante tenía más de tres meses cuando entró al expediente.",
            "The proof was older than three months when it came into the file.",
        ],
        expected: [
            "Un recibo o estado de cuenta de tres meses a lo más el día del expediente",
            "A bill or bank statement of three months at most on the day of the file",
        ],
        why: [
            "Un recibo más antiguo no comprueba el domicilio de ese día.",
            "An older bill does not prove the address of that day.",
        ],
        next: ["Pida un comprobante reciente.", "Ask for a recent proof."],
    },
];
