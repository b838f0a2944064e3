//! Headings and labels of a client's file.

use artu::models::ClientType;

use crate::contract::Language;

macro_rules! labels {
    ($($name:ident: $spanish:literal, $english:literal;)*) => {
        /// A heading or label of a client's file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Label { $($name),* }

        impl Label {
            /// The label in `language`.
            pub(crate) fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $(
                        (Self::$name, Language::Es) => $spanish,
                        (Self::$name, Language::En) => $english,
                    )*
                }
            }
        }
    };
}

labels! {
    Person: "Datos generales", "General data";
    Address: "Domicilio", "Address";
    Contact: "Contacto", "Contact";
    Account: "Cuenta bancaria", "Bank account";
    Document: "Documento", "Document";
    ScopeData: "Datos del ámbito", "Scope data";
    Tags: "Etiquetas", "Tags";
    Risk: "Riesgo", "Risk";
    Other: "Otros datos, tal como llegaron", "Other data, as they came";
    GivenName: "Nombre(s)", "Given name(s)";
    CompanyName: "Denominación", "Name";
    MiddleName: "Segundo nombre", "Middle name";
    LastName: "Apellidos", "Surnames";
    BirthDate: "Fecha de nacimiento", "Birth date";
    IncorporationDate: "Fecha de constitución", "Incorporation date";
    ContractDate: "Fecha del contrato", "Date of the contract";
    Age: "Edad", "Age";
    Nationalities: "Nacionalidad", "Nationality";
    Scopes: "Ámbitos", "Scopes";
    ExternalId: "Id externo", "External id";
    Email: "Correo", "E-mail";
    Phone: "Teléfono", "Phone";
    Mobile: "Celular", "Mobile";
    Position: "Puesto", "Position";
    Department: "Área", "Department";
    EmployeeId: "Número de empleado", "Employee number";
    StartDate: "Fecha de ingreso", "Start date";
    Kind: "Tipo", "Type";
    Street: "Calle", "Street";
    ExteriorNumber: "Número exterior", "Exterior number";
    InteriorNumber: "Número interior", "Interior number";
    Neighborhood: "Colonia", "Neighbourhood";
    Municipality: "Municipio o alcaldía", "Municipality";
    City: "Ciudad", "City";
    State: "Entidad", "State";
    PostalCode: "C.P.", "Postal code";
    Country: "País", "Country";
    Bank: "Banco", "Bank";
    AccountNumber: "Número de cuenta", "Account number";
    Clabe: "CLABE", "CLABE";
    Currency: "Moneda", "Currency";
    Status: "Estado", "Status";
    Category: "Categoría", "Category";
    ExpiresAt: "Vence", "Expires";
    RejectionReason: "Motivo de rechazo", "Reason of rejection";
    Giro: "Giro mercantil", "Line of business";
    ObligedParty: "Clave del sujeto obligado", "Key of the obliged party";
    Rfc: "RFC", "RFC";
    Curp: "CURP", "CURP";
    Tag: "Etiqueta", "Tag";
    CreatedAt: "Alta en Artu", "Created in Artu";
    Primary: "Primario", "Primary";
    Links: "Vínculos", "Links";
    AviUsername: "Usuario en la plataforma de activos virtuales", "User at the virtual assets platform";
    UpdatedAt: "Último cambio en Artu", "Last changed in Artu";
}

/// The name of a field for a person, by the last part of its path; the path where none is known.
pub(crate) fn field_label(path: &str, language: Language) -> String {
    let last = path.rsplit('.').next().unwrap_or(path);
    let name = last.split('[').next().unwrap_or(last);
    let label = match name {
        "name" => Label::GivenName,
        "middleName" => Label::MiddleName,
        "lastName" => Label::LastName,
        "birthDate" => Label::BirthDate,
        "age" => Label::Age,
        "nationalities" => Label::Nationalities,
        "scopes" => Label::Scopes,
        "externalId" => Label::ExternalId,
        "email" => Label::Email,
        "phone" => Label::Phone,
        "rfc" => Label::Rfc,
        "curp" => Label::Curp,
        "clabe" => Label::Clabe,
        "giroMercantil" => Label::Giro,
        "username" => Label::AviUsername,
        "claveSujetoObligado" => Label::ObligedParty,
        "street" => Label::Street,
        "exteriorNumber" => Label::ExteriorNumber,
        "interiorNumber" => Label::InteriorNumber,
        "neighborhood" => Label::Neighborhood,
        "municipality" => Label::Municipality,
        "city" => Label::City,
        "state" => Label::State,
        "postalCode" => Label::PostalCode,
        "country" => Label::Country,
        "bankName" => Label::Bank,
        "accountNumber" | "numeroCuenta" => Label::AccountNumber,
        "currency" => Label::Currency,
        "status" => Label::Status,
        "expiresAt" => Label::ExpiresAt,
        "rejectionReason" => Label::RejectionReason,
        "isPrimary" => Label::Primary,
        "updatedAt" => Label::UpdatedAt,
        "linkedClients" => Label::Links,
        "tags" => Label::Tags,
        _ => return path.to_owned(),
    };
    label.text(language).to_owned()
}

/// What the name of a client of this kind is called.
pub(crate) fn name_label(kind: &ClientType) -> Label {
    match kind {
        ClientType::Individual => Label::GivenName,
        _ => Label::CompanyName,
    }
}

/// What the birth date of a client of this kind is.
pub(crate) fn birth_label(kind: &ClientType) -> Label {
    match kind {
        ClientType::Company => Label::IncorporationDate,
        ClientType::Trust => Label::ContractDate,
        _ => Label::BirthDate,
    }
}

/// As [`field_label`], in the words for a client of this kind.
pub(crate) fn field_label_on(kind: &ClientType, path: &str, language: Language) -> String {
    match path {
        "name" => name_label(kind).text(language).to_owned(),
        "birthDate" => birth_label(kind).text(language).to_owned(),
        _ => field_label(path, language),
    }
}
