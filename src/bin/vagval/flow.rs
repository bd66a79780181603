//! Draws the question flow.

use crate::failure::Failure;

/// Prints the flow as a Mermaid diagram.
pub fn run() -> Result<(), Failure> {
    Err(Failure::new("`flow` is not built yet"))
}
