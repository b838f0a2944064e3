//! The type of a link.

open_enum! {
    /// What the child of a link is to the parent (D). More values are expected and kept as text.
    RelationshipType {
        /// The child represents the parent legally.
        LegalRepresentative = "legal_representative",
        /// The child is a controlling beneficiary of the parent.
        ControllingBeneficiary = "controlling_beneficiary",
    }
}

#[cfg(test)]
mod tests {
    use super::RelationshipType;

    #[test]
    fn an_unknown_word_survives_a_round_trip() {
        let read: RelationshipType = serde_json::from_str("\"guarantor\"").unwrap();
        assert_eq!(read, RelationshipType::Other("guarantor".to_owned()));
        assert_eq!(serde_json::to_string(&read).unwrap(), "\"guarantor\"");
        assert_eq!(
            "legal_representative".parse::<RelationshipType>().unwrap(),
            RelationshipType::LegalRepresentative
        );
    }
}
