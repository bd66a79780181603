//! The sentences that several renderings share: from parts of an assessment, and of what a person told, to words.
//!
//! Page, chat, letters, packets and calendar take them from here, so that all of them say the same. Knows nothing
//! about markup, the conversation or the browser.

pub mod contact;
pub mod diary;
pub mod factors;
pub mod outcome;
pub mod question;
pub mod receipt;
pub mod steps;
pub mod track;
pub mod words;
