//! The texts of what several clients have in common.

use super::Text;
use crate::codes;

pub(super) const TEXTS: &[Text] = &[
    Text {
        code: codes::POSSIBLE_DUPLICATE,
        source: "práctica",
        title: ["Posible registro duplicado", "Possible duplicate record"],
        what: [
            "Otro cliente tiene el mismo nombre y la misma fecha, sin RFC ni CURP iguales.",
            "Another client has the same name and date, without an equal RFC or CURP.",
        ],
        expected: [
            "Un registro por persona; los homónimos nacidos el mismo día son raros.",
            "One record per person; namesakes born on the same day are rare.",
        ],
        why: [
            "Lo que se sabe de una persona queda repartido en dos expedientes.",
            "What is known of one person is spread over two files.",
        ],
        next: [
            "Compare las identificaciones; si es la misma persona, conserve un solo registro.",
            "Compare the identity documents; if it is one person, keep one record.",
        ],
    },
    Text {
        code: codes::SHARED_CLABE,
        source: "práctica",
        title: ["CLABE de varios clientes", "CLABE of several clients"],
        what: [
            "La misma cuenta figura en varios clientes.",
            "The same account is on record for several clients.",
        ],
        expected: [
            "Una cuenta por titular, o un vínculo que lo explique.",
            "One account per holder, or a link that explains it.",
        ],
        why: [
            "Puede ser un error de captura, o que alguien actúe por cuenta de otro.",
            "It may be a typing fault, or somebody acting for another.",
        ],
        next: [
            "Pida el estado de cuenta; si actúa por otro, identifique a esa persona.",
            "Ask for the bank statement; if somebody acts for another, identify that person.",
        ],
    },
    Text {
        code: codes::SHARED_PHONE,
        source: "práctica",
        title: ["Teléfono de varios clientes", "Phone of several clients"],
        what: [
            "El mismo teléfono figura en varios clientes.",
            "The same phone number is on record for several clients.",
        ],
        expected: [
            "Un vínculo entre ellos, o una razón que lo explique.",
            "A link between them, or a reason that explains it.",
        ],
        why: [
            "Entre miembros de un grupo es lo usual; entre clientes sin vínculo puede haber una relación que no se declaró, o un dato de relleno.",
            "Among members of a household that is usual; among clients without a link there may be a relation that was not declared, or a filler.",
        ],
        next: [
            "Confirme el teléfono con cada cliente y anote la razón.",
            "Confirm the number with each client and note the reason.",
        ],
    },
    Text {
        code: codes::SHARED_EMAIL,
        source: "práctica",
        title: ["Correo de varios clientes", "E-mail of several clients"],
        what: [
            "El mismo correo figura en varios clientes.",
            "The same e-mail is on record for several clients.",
        ],
        expected: [
            "Un vínculo entre ellos, o una razón que lo explique.",
            "A link between them, or a reason that explains it.",
        ],
        why: [
            "Entre miembros de un grupo es lo usual; entre clientes sin vínculo puede haber una relación que no se declaró, o un dato de relleno.",
            "Among members of a household that is usual; among clients without a link there may be a relation that was not declared, or a filler.",
        ],
        next: [
            "Confirme el correo con cada cliente y anote la razón.",
            "Confirm the address with each client and note the reason.",
        ],
    },
    Text {
        code: codes::SHARED_ADDRESS,
        source: "práctica",
        title: ["Domicilio de varios clientes", "Address of several clients"],
        what: [
            "Varios clientes tienen la misma calle, número y código postal.",
            "Several clients have the same street, number and postal code.",
        ],
        expected: [
            "Un vínculo entre ellos, o un edificio que lo explique.",
            "A link between them, or a building that explains it.",
        ],
        why: [
            "Entre miembros de un grupo es lo usual; entre clientes sin vínculo puede haber una relación que no se declaró, o un domicilio de conveniencia.",
            "Among members of a household that is usual; among clients without a link there may be a relation that was not declared, or an address of convenience.",
        ],
        next: [
            "Compare los comprobantes de domicilio y anote la razón.",
            "Compare the proofs of address and note the reason.",
        ],
    },
    Text {
        code: codes::SHARED_BY_MANY,
        source: "práctica",
        title: [
            "Dato común a muchos clientes",
            "A value that many clients have",
        ],
        what: [
            "Más de veinticinco clientes tienen este dato; aquí se nombra a los primeros.",
            "More than twenty-five clients have this value; the first of them are named here.",
        ],
        expected: [
            "Un dato propio de cada cliente.",
            "A value of each client's own.",
        ],
        why: [
            "Suele ser el dato de una oficina o un relleno: no dice nada de dos de ellos, y por eso se avisa una sola vez.",
            "Most often it is that of an office or a filler: it says nothing of two of them, and so it is told once.",
        ],
        next: [
            "Averigüe de quién es; si es de su organización, pida el dato propio de cada cliente.",
            "Find out whose it is; if it is your organisation's, ask each client for their own.",
        ],
    },
    Text {
        code: codes::REPRESENTS_MANY,
        source: "práctica",
        title: ["Representa a muchas empresas", "Represents many companies"],
        what: [
            "La misma persona es representante legal de cinco o más empresas o fideicomisos.",
            "The same person is the legal representative of five or more companies or trusts.",
        ],
        expected: [
            "Pocas empresas por representante, o una razón que lo explique.",
            "Few companies per representative, or a reason that explains it.",
        ],
        why: [
            "Puede ser un despacho, o un prestanombres.",
            "It may be a firm, or a front.",
        ],
        next: [
            "Revise los poderes y anote la razón.",
            "Review the powers and note the reason.",
        ],
    },
    Text {
        code: codes::CONTROLS_MANY,
        source: "práctica",
        title: ["Controla muchas empresas", "Controls many companies"],
        what: [
            "La misma persona es beneficiario controlador de cinco o más empresas o fideicomisos.",
            "The same person is the controlling beneficiary of five or more companies or trusts.",
        ],
        expected: [
            "Un grupo conocido, o una razón que lo explique.",
            "A known group, or a reason that explains it.",
        ],
        why: [
            "Puede ser un grupo de empresas, o un prestanombres.",
            "It may be a group of companies, or a front.",
        ],
        next: [
            "Revise la tenencia y anote la razón; un grupo no suma sus actos por sí mismo.",
            "Review the holdings and note the reason; a group does not by itself add up its acts.",
        ],
    },
    Text {
        code: codes::COMPANIES_AT_ONE_ADDRESS,
        source: "práctica",
        title: ["Empresas en un mismo domicilio", "Companies at one address"],
        what: [
            "Otra empresa con la misma calle, número y código postal tiene otros beneficiarios controladores.",
            "Another company with the same street, number and postal code has other controlling beneficiaries.",
        ],
        expected: [
            "Domicilios propios, o un edificio o despacho que lo explique.",
            "Addresses of their own, or a building or firm that explains it.",
        ],
        why: [
            "Puede ser un domicilio de conveniencia, o un control que no se declaró.",
            "It may be an address of convenience, or a control that was not declared.",
        ],
        next: [
            "Compare los comprobantes y pregunte por la relación.",
            "Compare the proofs and ask about the relation.",
        ],
    },
];
