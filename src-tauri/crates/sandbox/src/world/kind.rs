//! The kinds of record that live inside a client.

/// A kind of child record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ChildKind {
    Address,
    ContactMethod,
    BankAccount,
    Document,
}

impl ChildKind {
    /// All kinds, in the order in which a client shows them.
    pub(crate) const ALL: [Self; 4] = [
        Self::Address,
        Self::ContactMethod,
        Self::BankAccount,
        Self::Document,
    ];

    /// The member of a client that lists records of this kind.
    pub(crate) const fn list(self) -> &'static str {
        match self {
            Self::Address => "addresses",
            Self::ContactMethod => "contactMethods",
            Self::BankAccount => "bankAccounts",
            Self::Document => "documents",
        }
    }

    /// The word of the audit log.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::ContactMethod => "contact-method",
            Self::BankAccount => "bank-account",
            Self::Document => "document",
        }
    }

    /// The name in a refusal.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Address => "Address",
            Self::ContactMethod => "Contact method",
            Self::BankAccount => "Bank account",
            Self::Document => "Document",
        }
    }

    /// The schema of a record in the contract.
    pub(crate) const fn schema(self) -> &'static str {
        match self {
            Self::Address => "Address",
            Self::ContactMethod => "ContactMethod",
            Self::BankAccount => "BankAccount",
            Self::Document => "Document",
        }
    }

    /// The schema of the input that makes one.
    pub(crate) const fn input(self) -> &'static str {
        match self {
            Self::Address => "AddressInput",
            Self::ContactMethod => "ContactMethodInput",
            Self::BankAccount => "BankAccountInput",
            Self::Document => "DocumentCreate",
        }
    }

    /// Members that a caller cannot write; they are passed over in silence.
    pub(super) const fn read_only(self) -> &'static [&'static str] {
        match self {
            Self::Address => &["id", "clientId", "createdAt", "updatedAt", "_delete"],
            Self::ContactMethod => &[
                "id",
                "clientId",
                "createdAt",
                "updatedAt",
                "_delete",
                "isVerified",
                "verifiedAt",
            ],
            Self::BankAccount => &[
                "id",
                "clientId",
                "createdAt",
                "updatedAt",
                "_delete",
                "codigoBanco",
                "codigoPlaza",
            ],
            Self::Document => &[
                "id",
                "clientId",
                "createdAt",
                "updatedAt",
                "_delete",
                "status",
                "filename",
                "size",
                "verifiedAt",
                "verifiedBy",
                "rejectionReason",
                "reviewedAt",
                "reviewedBy",
            ],
        }
    }

    /// The member within whose values only one record is primary; none when one is primary in the whole list.
    pub(super) const fn group(self) -> Option<&'static str> {
        match self {
            Self::Address | Self::ContactMethod => Some("type"),
            Self::BankAccount | Self::Document => None,
        }
    }

    /// The members that tell two records of a client apart where there is no external id.
    pub(super) const fn identity(self) -> &'static [&'static str] {
        match self {
            Self::Address => &["type", "street", "postalCode"],
            Self::ContactMethod => &["type", "value"],
            Self::BankAccount => &["country", "accountNumber"],
            Self::Document => &["type", "filename"],
        }
    }
}
