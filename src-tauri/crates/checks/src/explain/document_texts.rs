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
];
