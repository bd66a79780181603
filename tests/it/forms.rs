//! Forms that somebody holds stay readable: one pinned file of each, made when its version was, and what becomes of a
//! fact that only a newer or an older catalogue knows. `docs/forms.md` lists them. Drafts, locked files and packets
//! are pinned in `export.rs`, hand-overs in `handover.rs`, codes beside their tables in `src/exports/code.rs`.

use crate::support::chat::{lexicon, opens};
use crate::support::policies;
use crate::support::talk::{Talk, words};

use vagval::case::{FactId, Jurisdiction, Raw};
use vagval::chat::Chat;
use vagval::client::{Client, WHOLE};
use vagval::session::{Sensitive, receipt, restore};

fn path(name: &str) -> String {
    format!("{}/tests/data/carried/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

fn pinned(name: &str) -> Raw {
    serde_json::from_str(&std::fs::read_to_string(path(name)).unwrap()).unwrap()
}

/// The pinned file with another fact among its answers.
fn with_fact(name: &str, fact: &str) -> Raw {
    let text = std::fs::read_to_string(path(name)).unwrap();
    let changed = text.replacen("\"age\":", &format!("\"{fact}\": \"yes\", \"age\":"), 1);
    assert_ne!(text, changed);
    serde_json::from_str(&changed).unwrap()
}

/// Only for a new version: files that are there stay as they are.
#[test]
#[ignore = "writes what other tests read"]
fn write_the_pinned_files() {
    let write = |name: &str, raw: &Raw| {
        if !std::path::Path::new(&path(name)).exists() {
            std::fs::write(path(name), serde_json::to_string_pretty(raw).unwrap() + "\n").unwrap();
        }
    };
    let mut talk = Talk::begins("2026-11-23");
    talk.types("Umeå").types("34").does_not_know();
    write("saved-1", &vagval::session::save(talk.state()));
    talk.finishes();
    write("receipt-1", &talk.0.receipt(Sensitive::Kept));
    let mut chat = opens("sv", "2026-11-23T10:15");
    chat.reply("jag är 34 och bor i Umeå", None);
    write("chat-1", &chat.save());
}

#[test]
fn a_saved_conversation_of_version_1_opens_with_its_answers() {
    let state = restore(&pinned("saved-1")).unwrap();
    assert_eq!(state.case.number(FactId::Age), Some(34));
    let answered: Vec<&str> = state.answered_facts().map(|fact| fact.name).collect();
    assert_eq!(answered, ["municipality", "age", "sex"], "\"don't know\" is an answer");
}

#[test]
fn a_receipt_of_version_1_opens_with_its_answers_and_result() {
    let earlier = receipt::read(&pinned("receipt-1"), Jurisdiction::Sweden, policies()).unwrap();
    assert_eq!(earlier.case.number(FactId::Age), Some(34));
    assert!(earlier.result.chances.is_some());
}

#[test]
fn a_chat_kept_in_version_1_goes_on_with_what_was_said() {
    let kept = pinned("chat-1");
    let client = Client::restored(&WHOLE, policies(), words("sv"), &kept).unwrap();
    let mut chat = Chat::new(client, lexicon("sv"), None);
    chat.remember(&kept);
    assert_eq!(chat.save(), kept);
}

/// Every form that holds answers names its facts: one that is not in it is unknown, and one that the catalogue does
/// not have is told and changes nothing.
#[test]
fn an_answer_to_a_question_that_is_not_in_the_catalogue_is_told_with_its_name() {
    for form in ["saved-1", "chat-1"] {
        let problems = restore(&with_fact(form, "of-another-catalogue")).unwrap_err();
        assert_eq!(problems[0].at, "facts.of-another-catalogue", "{form}");
    }
    let receipt = receipt::read(&with_fact("receipt-1", "of-another-catalogue"), Jurisdiction::Sweden, policies());
    assert_eq!(receipt.unwrap_err(), "version");
}
