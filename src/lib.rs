//! Vägval.
#[cfg(target_arch = "wasm32")]
pub mod api;
/// What the authority decided.
pub mod policy {
    pub mod scorecard;
}
pub mod profiling;
