//! Checks the policy files.

use crate::failure::Failure;

/// Checks every policy file.
pub fn check() -> Result<(), Failure> {
    Err(Failure::new("`policy check` is not built yet"))
}
