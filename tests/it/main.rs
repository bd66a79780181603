//! Every test of what a user of the crate can see, in one binary: linked once, and what is built for one is there for
//! all. `cargo test --test it NAME` runs those with NAME in their path.

#![cfg(test)]

mod api;
mod browser;
mod cases;
mod chat;
mod codes_and_calendars;
mod command;
mod contact;
mod conversations;
mod countries;
mod dates;
mod desk;
mod diary;
mod eligibility;
mod eligibility_unknowns;
mod embed;
mod explore;
mod forms;
mod golden;
mod handover;
mod holidays;
mod kept_and_carried;
mod kiosk;
mod last_work_day;
mod matrix;
mod native_vs_wasm;
mod policy;
mod programs_agree;
mod receipt;
mod rings;
mod scorecard;
mod scorecard_austria;
mod scorecard_every_person;
mod scorecard_fit;
mod scorecard_more_answers;
mod scorecard_service;
mod scorecard_smooth;
mod serve;
mod session;
mod session_walks;
mod size;
mod support;
mod third_country;
mod tidy;
mod timeline;
mod unseen_chat;
mod what_ifs;
mod words;
