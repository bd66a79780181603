//! Vägval: tells a person who registers as a job-seeker, on their own device, which track of support they are
//! likely to be offered, why, what they are eligible for, and how to reach a human at a distance.
//!
//! # One way through the house
//!
//! ```text
//! answers ──► Case ──► assess(case, policies) ──► Assessment ──► a rendering
//! ```
//!
//! Answers become a [`case::Case`]: facts at a moment. [`assessment::assess`] judges it by the embedded policy
//! ([`policy::PolicySet`]) and gives one [`assessment::Assessment`], which every rendering shows.
//!
//! # Rings and what they do not know
//!
//! | ring | modules | knows nothing about |
//! |---|---|---|
//! | what a person told us | [`case`] | policy, clock, text, browser |
//! | what the authority decided | [`policy`] | the person |
//! | what authority and installer set | [`settings`] | the person, the policy |
//! | the judgement | [`profiling`], [`eligibility`], [`contact`], [`assessment`] | clock, randomness, storage, language, browser |
//! | what a participant writes down | [`diary`] | language, browser; no judgement reads it |
//! | the words | [`text`], [`understand`], [`sentences`] | markup, conversation, browser |
//! | what a person takes along | [`exports`] | conversation, browser |
//! | the conversation | [`session`] | HTML, browser |
//! | pages | [`view`] | browser |
//! | all of it as one value | [`client`] | browser |
//! | the same in programs that are loaded one after the other | [`pieces`] | browser |
//! | the chat | [`chat`] | HTML, browser |
//! | the browser (wasm32 only) | `browser` (DOM, history), `api` (JavaScript boundary) | rules: it holds no decision |
//!
//! `tests/it/rings.rs` holds which of them may take from which.
//!
//! **Architecture Invariant:** everything above the browser ring compiles natively and is tested there;
//! `wasm-bindgen`, `web-sys`, `js-sys` and `gloo` are dependencies of the wasm32 target only.
//!
//! **Architecture Invariant:** nothing but the case tells the core what day it is.
//!
//! **Architecture Invariant:** scores are whole thousandths, and every float on the way to a chance goes through
//! `+ - * /` and `libm` in a fixed order, so that a case gives the byte-equal assessment on every target.
//!
//! # Glossary
//!
//! track (spår, nivå), job chance (jobbchans), registration time (inskrivningstid), delivery area
//! (leveransområde), provider (leverantör), planning call (planeringssamtal), guarantee (garanti), distance
//! service (service på distans), responsible worker (ansvarig arbetstagare).

#[cfg(not(target_arch = "wasm32"))]
pub mod article;
pub mod assessment;
pub mod case;
// The page does not pay for the chat: it is a WASM of its own, built with this feature.
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub mod chat;
pub mod client;
pub mod contact;
pub mod date;
pub mod diary;
pub mod eligibility;
pub mod exports;
pub mod holidays;
pub mod hours;
#[cfg(not(target_arch = "wasm32"))]
pub mod indicators;
mod order;
pub mod pieces;
pub mod policy;
pub mod profiling;
pub mod sentences;
pub mod session;
pub mod settings;
pub mod text;
pub mod understand;
pub mod view;
pub mod wire;

#[cfg(all(target_arch = "wasm32", not(feature = "steps")))]
pub mod api;
#[cfg(all(target_arch = "wasm32", feature = "chat"))]
pub mod api_chat;
#[cfg(all(target_arch = "wasm32", not(feature = "chat")))]
mod browser;
#[cfg(target_arch = "wasm32")]
mod js;
