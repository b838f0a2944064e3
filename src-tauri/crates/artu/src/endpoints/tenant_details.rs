//! The organisation that the key belongs to.

use super::Artu;
use crate::error::Error;
use crate::models::{Record, TenantDetails};
use crate::operations::{OperationName, Places};

impl Artu {
    /// Details of the organisation (D): `GET /tenant-details`. Serves as the test of a connection.
    ///
    /// ```no_run
    /// # async fn example(artu: artu::Artu) -> Result<(), artu::Error> {
    /// let details = artu.tenant_details().await?;
    /// # Ok(()) }
    /// ```
    pub async fn tenant_details(&self) -> Result<Record<TenantDetails>, Error> {
        let operation = OperationName::TenantDetailsRetrieve;
        self.read_record(operation, &Places::none()).await
    }
}
