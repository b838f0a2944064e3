//! Employment of a client at the organisation.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{OpenMap, wire};

/// Whether and how a client works for the organisation itself (S). Read only: how it is written is not documented.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Employment {
    /// Whether the client is an employee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_employee: Option<bool>,
    /// The employee's number at the organisation.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub employee_id: Option<String>,
    /// The position held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// The department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// First day of work.
    #[serde(
        default,
        deserialize_with = "wire::optional_date",
        skip_serializing_if = "Option::is_none"
    )]
    pub start_date: Option<Date>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(Employment, is_employee);
