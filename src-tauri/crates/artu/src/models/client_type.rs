//! The type of a client.

open_enum! {
    /// What a client is. `individual` and `company` are documented (D), `trust` is inferred (I).
    ClientType {
        /// A natural person.
        Individual = "individual",
        /// A legal person.
        Company = "company",
        /// A trust.
        Trust = "trust",
    }
}
