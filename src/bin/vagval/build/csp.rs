//! What the page may load and do.

/// Sent as a header and repeated in the page itself, for hosts that set no headers.
/// `frame-ancestors` counts only as a header; the server adds it.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'; \
font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
require-trusted-types-for 'script'; trusted-types vagval";
