//! The conversation: which question comes next, what an answer changes, where back leads.
//!
//! [`step`] is the only thing that changes anything. Web, chat and kiosk turn what a person does into the same
//! closed set of [`Event`]s and render the same [`State`]. What the world outside must do (move focus, load a
//! language) is returned as [`Effect`] values. Knows nothing about HTML or the browser.

pub mod conversations;
pub mod desk;
pub mod draft;
mod event;
mod event_names;
mod explore;
pub mod export;
mod flow;
mod forms;
pub mod handover;
pub mod kiosk;
pub mod receipt;
mod saved;
mod state;
mod step;
mod wire;

pub use crate::understand::{AnswerInput, Mistake};
pub use conversations::Conversations;
pub use event::{Effect, Event, Focus, KeptPage, Sensitive};
pub use explore::Explore;
pub use flow::step as flow_step;
pub use forms::{Fields, Form, Refused};
pub use saved::{restore, save};
pub use state::{Page, State, Surface};
pub use step::step;
pub use wire::{WireEffect, event, flow_event};

use crate::case::FactId;
use crate::policy::PolicySet;
use crate::settings::providers::Providers;
use crate::text::Text;

/// What a step may look at besides the state: the policy, and the words in which dates are read.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The policy.
    pub policies: &'a PolicySet,
    /// The words of the state's language.
    pub text: &'a Text,
    /// The authority's own list of providers.
    pub providers: &'a Providers,
    /// The questions still to ask, as far as the program knows what they are for.
    pub open_questions: fn(&State, &PolicySet) -> Vec<FactId>,
    /// The other conversations that are open beside this one.
    pub conversations: Option<&'a Conversations>,
}
