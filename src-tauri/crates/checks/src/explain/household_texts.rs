//! The texts of households, of their structure, and of keys that several clients share.

use super::Text;
use crate::{codes, defects};

pub(super) const TEXTS: &[Text] = &[
    Text {
        code: codes::COMPANY_WITHOUT_REPRESENTATIVE,
        source: "RCG Anexos 4, 6, 8",
        title: ["Sin representante legal", "Without a legal representative"],
        what: [
            "La empresa o el fideicomiso no tiene vinculado a quien lo representa.",
            "The company or trust has nobody linked who represents it.",
        ],
        expected: [
            "Un vínculo con el representante, o con el delegado fiduciario",
            "A link to the representative, or to the fiduciary delegate",
        ],
        why: [
            "El expediente y el aviso llevan los datos del representante.",
            "The file and the notice carry the data of the representative.",
        ],
        next: [
            "Vincule al representante con sus poderes e identificación.",
            "Link the representative, with powers and identity document.",
        ],
    },
    Text {
        code: codes::REVIEW_OLD,
        source: "LFPIORPI 18, RCG",
        title: [
            "La última revisión tiene más de un año",
            "The last review is more than a year old",
        ],
        what: [
            "Pasaron más de doce meses desde el último dictamen.",
            "More than twelve months passed since the last review.",
        ],
        expected: [
            "Un dictamen de los últimos doce meses",
            "A review of the last twelve months",
        ],
        why: [
            "Los expedientes se revisan al menos una vez al año. Aquí sólo se cuentan los dictámenes de esta bóveda.",
            "Files are checked at least once a year. Only the reviews in this vault are counted here.",
        ],
        next: [
            "Revise el expediente y registre un dictamen.",
            "Check the file and record a review.",
        ],
    },
    Text {
        code: codes::CONTROLLER_NOT_A_PERSON,
        source: "LFPIORPI 3 III",
        title: [
            "El beneficiario controlador no es persona física",
            "The controlling beneficiary is not a natural person",
        ],
        what: [
            "Quien figura como beneficiario controlador es una empresa o un fideicomiso.",
            "The controlling beneficiary on record is a company or a trust.",
        ],
        expected: [
            "Una persona física al final de la cadena",
            "A natural person at the end of the chain",
        ],
        why: [
            "La ley sólo reconoce como beneficiario controlador a personas físicas.",
            "The law knows only natural persons as controlling beneficiaries.",
        ],
        next: [
            "Suba por la cadena hasta la persona física y vincúlela.",
            "Climb the chain to the natural person and link that person.",
        ],
    },
    Text {
        code: codes::MINOR_WITHOUT_REPRESENTATIVE,
        source: "práctica",
        title: [
            "Menor de edad sin representante",
            "Minor without a representative",
        ],
        what: [
            "La persona tiene menos de 18 años y nadie vinculado la representa.",
            "The person is under 18 and nobody linked represents them.",
        ],
        expected: [
            "Un vínculo con quien ejerce la patria potestad o la tutela",
            "A link to the parent or guardian",
        ],
        why: [
            "Un menor actúa por medio de su representante, que también debe identificarse.",
            "A minor acts through a representative, who must be identified as well.",
        ],
        next: [
            "Revise la fecha de nacimiento y vincule al representante.",
            "Check the birth date and link the representative.",
        ],
    },
    Text {
        code: codes::SHARED_RFC,
        source: "práctica",
        title: ["RFC repetido", "Repeated RFC"],
        what: [
            "Dos o más clientes tienen el mismo RFC.",
            "Two or more clients have the same RFC.",
        ],
        expected: ["Un RFC por cliente.", "One RFC per client."],
        why: [
            "O el registro está duplicado, o la clave es de otra persona.",
            "Either the record is a duplicate, or the key is somebody else's.",
        ],
        next: [
            "Compare con las constancias; una los registros o corrija la clave.",
            "Compare with the certificates; merge the records or correct the key.",
        ],
    },
    Text {
        code: codes::SHARED_CURP,
        source: "práctica",
        title: ["CURP repetida", "Repeated CURP"],
        what: [
            "Dos o más clientes tienen la misma CURP.",
            "Two or more clients have the same CURP.",
        ],
        expected: ["Una CURP por persona.", "One CURP per person."],
        why: [
            "O el registro está duplicado, o la clave es de otra persona.",
            "Either the record is a duplicate, or the key is somebody else's.",
        ],
        next: [
            "Compare con las constancias; una los registros o corrija la clave.",
            "Compare with the certificates; merge the records or correct the key.",
        ],
    },
    Text {
        code: codes::SIMILAR_RFC,
        source: "práctica",
        title: ["RFC casi iguales", "Nearly equal RFCs"],
        what: [
            "El RFC de dos o más clientes sólo difiere en la homoclave.",
            "The RFC of two or more clients differs in the homoclave only.",
        ],
        expected: [
            "Claves distintas, salvo homónimos nacidos el mismo día.",
            "Different keys, save for namesakes born on the same day.",
        ],
        why: [
            "Suele ser la misma persona con una clave mal escrita.",
            "Most often the same person with a mistyped key.",
        ],
        next: [
            "Compare ambas claves con sus constancias.",
            "Compare both keys with their certificates.",
        ],
    },
    Text {
        code: codes::SIMILAR_CURP,
        source: "práctica",
        title: ["CURP casi iguales", "Nearly equal CURPs"],
        what: [
            "La CURP de dos o más clientes sólo difiere en los dos últimos caracteres.",
            "The CURP of two or more clients differs in the last two characters only.",
        ],
        expected: [
            "Claves distintas, salvo gemelos u homónimos.",
            "Different keys, save for twins or namesakes.",
        ],
        why: [
            "Puede ser la misma persona con una clave anterior o mal escrita.",
            "It can be the same person with an older or mistyped key.",
        ],
        next: [
            "Compare ambas claves con sus constancias.",
            "Compare both keys with their certificates.",
        ],
    },
    Text {
        code: defects::ORPHAN,
        source: "práctica",
        title: ["Cliente suelto", "Orphan client"],
        what: [
            "El cliente no es primario y ningún vínculo llega a él.",
            "The client is not primary and no link reaches it.",
        ],
        expected: [
            "Un vínculo desde un cliente primario, o que el cliente sea primario.",
            "A link from a primary client, or a client that is primary itself.",
        ],
        why: [
            "Un cliente suelto no aparece en ningún grupo y nadie lo revisa.",
            "An orphan appears in no household and nobody reviews it.",
        ],
        next: [
            "Vincúlelo a quien corresponda o promuévalo a primario.",
            "Link it where it belongs or promote it to primary.",
        ],
    },
    Text {
        code: defects::CYCLE,
        source: "práctica",
        title: ["Vínculos en círculo", "Circular links"],
        what: [
            "Los vínculos regresan al cliente del que parten.",
            "The links lead back to the client they start from.",
        ],
        expected: [
            "Una cadena que termine en personas físicas.",
            "A chain that ends in natural persons.",
        ],
        why: [
            "En un círculo no se sabe quién controla a quién.",
            "In a circle nobody can tell who controls whom.",
        ],
        next: [
            "Revise las actas y quite el vínculo equivocado.",
            "Check the deeds and remove the wrong link.",
        ],
    },
    Text {
        code: defects::SEVERAL_PARENTS,
        source: "práctica",
        title: ["Vinculado a varios clientes", "Linked from several clients"],
        what: [
            "El cliente está vinculado a varios clientes.",
            "Several clients link to this one.",
        ],
        expected: [
            "Es posible: una persona puede representar o controlar a varias empresas.",
            "This is possible: one person may represent or control several companies.",
        ],
        why: [
            "Conviene saberlo al revisar a cada uno.",
            "Worth knowing when each of them is reviewed.",
        ],
        next: [
            "Considere los otros vínculos en la revisión.",
            "Consider the other links in the review.",
        ],
    },
    Text {
        code: defects::NO_REPRESENTATIVE,
        source: "RCG Anexos 4, 6, 8",
        title: ["Sin representante", "Without a representative"],
        what: [
            "La empresa o el fideicomiso no tiene representante vinculado.",
            "The company or trust has no representative linked.",
        ],
        expected: [
            "Al menos un representante legal o delegado fiduciario.",
            "At least one legal representative or fiduciary delegate.",
        ],
        why: [
            "El expediente y el aviso llevan los datos del representante.",
            "The file and the notice carry the data of the representative.",
        ],
        next: [
            "Vincule al representante con sus poderes e identificación.",
            "Link the representative, with powers and identity document.",
        ],
    },
    Text {
        code: defects::NO_CONTROLLING_BENEFICIARY,
        source: "LFPIORPI 18 III",
        title: [
            "Sin beneficiario controlador",
            "Without a controlling beneficiary",
        ],
        what: [
            "La empresa o el fideicomiso no tiene beneficiario controlador vinculado.",
            "The company or trust has no controlling beneficiary linked.",
        ],
        expected: [
            "Al menos una persona física que controle. Hay excepciones: emisoras en bolsa, entes públicos, embajadas y ciertas entidades financieras",
            "At least one natural person in control. There are exceptions: listed companies, public bodies, embassies and certain financial entities",
        ],
        why: [
            "La ley obliga a identificarlo; el procedimiento detallado rige desde el 30 de noviembre de 2026.",
            "The law demands that it be identified; the detailed procedure is in force from 30 November 2026.",
        ],
        next: [
            "Identifique a quien tiene el control y vincúlelo, o documente la excepción.",
            "Identify who is in control and link that person, or document the exception.",
        ],
    },
    Text {
        code: defects::MISSING_MEMBER,
        source: "práctica",
        title: ["Vínculo a un cliente ausente", "Link to an absent client"],
        what: [
            "Un vínculo lleva a un cliente que no está en esta copia.",
            "A link leads to a client that is not in this copy.",
        ],
        expected: [
            "Que todo vínculo lleve a un cliente conocido.",
            "Every link leads to a known client.",
        ],
        why: [
            "Lo que no se ve no se puede revisar.",
            "What is not seen cannot be reviewed.",
        ],
        next: [
            "Actualice la copia; si sigue ausente, revise el vínculo.",
            "Update the copy; if still absent, check the link.",
        ],
    },
    Text {
        code: defects::SELF_LINK,
        source: "práctica",
        title: ["Vínculo consigo mismo", "Link to itself"],
        what: [
            "El cliente está vinculado consigo mismo.",
            "The client is linked to itself.",
        ],
        expected: [
            "Un vínculo entre dos clientes distintos.",
            "A link between two different clients.",
        ],
        why: [
            "Es un error de captura: nadie se representa ni se controla a sí mismo en este registro.",
            "A data entry fault: nobody represents or controls themselves in this record.",
        ],
        next: ["Quite el vínculo.", "Remove the link."],
    },
    Text {
        code: defects::SEVERAL_PRIMARIES,
        source: "práctica",
        title: ["Varios clientes primarios", "Several primary clients"],
        what: [
            "En el grupo hay otro cliente primario además del que lo encabeza.",
            "The household has another primary client beside its anchor.",
        ],
        expected: [
            "Es posible: la organización puede atender a ambos.",
            "This is possible: the organisation may serve both.",
        ],
        why: [
            "Cada primario se revisa por su cuenta; conviene ver sus operaciones juntas.",
            "Each primary is reviewed by itself; their operations are worth seeing together.",
        ],
        next: [
            "Revise también al otro primario.",
            "Review the other primary as well.",
        ],
    },
    Text {
        code: codes::TRUST_WITH_ONE_LINK,
        source: "RCG 23 Quinquies 1; práctica",
        title: [
            "Fideicomiso con un solo vínculo",
            "Trust with a single link",
        ],
        what: [
            "El fideicomiso tiene vinculada a una sola persona.",
            "The trust has one person linked and no other.",
        ],
        expected: [
            "Fideicomitente, fiduciario, fideicomisarios, protector y comité técnico, los que haya",
            "Settlor, trustee, beneficiaries, protector and technical committee, as far as there are",
        ],
        why: [
            "Todos los que tienen control efectivo se identifican como beneficiarios controladores.",
            "Everyone with effective control is identified as a controlling beneficiary.",
        ],
        next: [
            "Vea el contrato y vincule a los demás, o anote que no hay otros.",
            "Look at the deed and link the others, or note that there are none.",
        ],
    },
];
