//! Assesses a case file and prints the result as JSON.

use crate::failure::Failure;

/// Reads the case from a file, or from standard input where the name is `-`.
pub fn run(_file: &str) -> Result<(), Failure> {
    Err(Failure::new("`assess` is not built yet"))
}
