//! Ids of records: one type per kind of record, so that they cannot be mixed up.

/// The text is not a UUID. The text itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id is not a UUID")]
pub struct MalformedId;

record_id! {
    /// Id of a client.
    ClientId
}
record_id! {
    /// Id of a link between two clients.
    LinkId
}
record_id! {
    /// Id of an address.
    AddressId
}
record_id! {
    /// Id of a contact method.
    ContactMethodId
}
record_id! {
    /// Id of a bank account.
    BankAccountId
}
record_id! {
    /// Id of a document.
    DocumentId
}
record_id! {
    /// Id of a piece of evidence.
    EvidenceId
}
record_id! {
    /// Id of a tag.
    TagId
}
record_id! {
    /// Id of an organisation's details record.
    TenantId
}
record_id! {
    /// Id of an alert.
    AlertId
}
record_id! {
    /// Id of an item of an alert.
    AlertItemId
}
record_id! {
    /// Id of a transaction.
    TransactionId
}
record_id! {
    /// Id of a product.
    ProductId
}
record_id! {
    /// Id of a report that was filed with the authority.
    ReportId
}
record_id! {
    /// Id of a workflow.
    WorkflowId
}
record_id! {
    /// Id of a run of identity checks.
    IdentityRunId
}
record_id! {
    /// Id of an entry of the audit log.
    AuditLogId
}

#[cfg(test)]
mod tests {
    use super::ClientId;

    #[test]
    fn text_form_is_lower_case_with_hyphens_and_reads_back() {
        let id: ClientId = "3F2504E0-4F89-41D3-9A0C-0305E82C3301".parse().unwrap();
        assert_eq!(id.to_string(), "3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, "\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\"");
        assert_eq!(serde_json::from_str::<ClientId>(&json).unwrap(), id);
        assert!("client_abc123".parse::<ClientId>().is_err());
    }
}
