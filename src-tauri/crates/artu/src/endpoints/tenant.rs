//! The organisation that the key belongs to.

use super::{Artu, decode};
use crate::error::Error;
use crate::models::{Record, TenantDetails};

impl Artu {
    /// Details of the organisation (D): `GET /tenant-details`. Serves as the test of a connection.
    pub async fn tenant_details(&self) -> Result<Record<TenantDetails>, Error> {
        let operation = &self.operations().tenant_details;
        let target = (operation.method, operation.path.clone());
        decode::record(&self.read(target, None).await?)
    }
}
