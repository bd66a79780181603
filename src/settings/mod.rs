//! What an authority or an installer sets for itself, in `local/*.json`: ways of contact, providers, the terminal of
//! an office, and which sites may show the chat. Read at run time from where the site lies, and checked here: every
//! fault is named with its place and what is allowed.
//!
//! Knows nothing about the person, the policy or the conversation.

mod address;
pub mod contact;
pub mod embed;
pub mod kiosk;
pub mod providers;
mod reader;

pub use address::is_page;
