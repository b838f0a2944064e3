//! The defects that are planted, so that tests know what a check has to find.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A kind of planted defect. Households without one are clean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Defect {
    /// The last character of the RFC is not the check digit. Client: the holder.
    RfcCheckDigit,
    /// The first character of the homoclave is the letter O, as if typed for a zero. Client: the holder.
    RfcLetterForZero,
    /// The RFC carries another day than `birthDate`; its check digit is right. Client: the holder.
    RfcBirthDate,
    /// An individual has an RFC of twelve characters. Client: the holder.
    RfcOfCompanyOnPerson,
    /// The same person is recorded twice with the same RFC and CURP. Clients: both records.
    RfcShared,
    /// No RFC at all. Client: who lacks it.
    RfcMissing,
    /// The last character of the CURP is not the check digit. Client: the holder.
    CurpCheckDigit,
    /// The CURP says another sex than `metadata.sex`; its check digit is right. Client: the holder.
    CurpSex,
    /// The CURP names a state that does not exist; its check digit is right. Client: the holder.
    CurpState,
    /// The last digit of the CLABE is not the control digit. Client: the holder of the account.
    ClabeControlDigit,
    /// The identity document expired more than two years ago. Client: the holder.
    IdentityExpired,
    /// The postal code belongs to another state than the address says. Client: who lives there.
    PostalCodeOfOtherState,
    /// A client that is not primary and that no link reaches. Client: the orphan.
    Orphan,
    /// A member links back to its anchor. Clients: anchor, member.
    LinkCycle,
    /// A client that is not primary is linked by two primary clients. Clients: child, both parents.
    ChildOfTwoParents,
    /// A company without a legal representative. Client: the company.
    CompanyWithoutRepresentative,
    /// A company without a controlling beneficiary. Client: the company.
    CompanyWithoutControllingBeneficiary,
    /// A link leads to a client that was deleted. Clients: parent, the missing one.
    LinkToMissingClient,
    /// A member of a household is primary too. Clients: anchor, member.
    TwoPrimaries,
    /// A client under 18 without a legal representative. Client: the minor.
    MinorWithoutRepresentative,
}

impl Defect {
    /// Every kind, in the order in which they are planted.
    pub const ALL: [Self; 20] = [
        Self::RfcCheckDigit,
        Self::CompanyWithoutRepresentative,
        Self::CurpCheckDigit,
        Self::Orphan,
        Self::RfcMissing,
        Self::TwoPrimaries,
        Self::ClabeControlDigit,
        Self::LinkCycle,
        Self::IdentityExpired,
        Self::CompanyWithoutControllingBeneficiary,
        Self::RfcBirthDate,
        Self::ChildOfTwoParents,
        Self::PostalCodeOfOtherState,
        Self::RfcShared,
        Self::CurpSex,
        Self::LinkToMissingClient,
        Self::RfcLetterForZero,
        Self::MinorWithoutRepresentative,
        Self::CurpState,
        Self::RfcOfCompanyOnPerson,
    ];
}

/// One planted defect and the clients it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Planted {
    /// What is wrong.
    pub defect: Defect,
    /// Whom it concerns, in the order the defect's description gives.
    pub client_ids: Vec<Uuid>,
}
