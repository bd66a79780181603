//! The names of every event at the boundary: one table.
//!
//! [`super::wire`] reads no other event of the whole client, and tells a host this list where a name is wrong. A test
//! below holds that the parser knows each of them, and that the types for hosts (`src/api.d.ts`) have the same.

macro_rules! event_names {
    ($first:literal $(, $name:literal)* $(,)?) => {
        /// The names, in the order in which they are told.
        pub const NAMES: &[&str] = &[$first $(, $name)*];
        /// The same as one text.
        pub const ALLOWED: &str = concat!($first $(, ", ", $name)*);
    };
}

#[rustfmt::skip]
event_names![
    "begin", "answer", "change", "finish", "show", "back", "visit", "wipe", "country", "speak", "clock",
    "save-receipt", "open-receipt", "open-code", "save-calendar", "print", "letter", "copy", "key", "touch",
    "at", "draft-found", "keep-draft", "draft-kept", "go-on", "draft", "remove-draft", "lock", "locked", "open-file",
    "unlock", "unlocked", "save-page", "for", "line", "save-packet", "not-saved", "copy-packet", "copied",
    "fill", "remove", "try", "own-again", "open-conversation", "switch-conversation", "end-conversations",
    // Only at an officer's desk, whose page is ours: hosts have no types for them.
    "desk-open", "desk-note", "desk-day", "desk-save", "desk-close", "desk-exercise", "desk-case", "desk-judge",
    "desk-pick", "desk-list", "desk-clear", "desk-paper", "desk-copy",
];

#[cfg(test)]
mod tests {
    use super::super::wire::event;
    use super::*;
    use crate::case::Raw;
    use std::collections::BTreeSet;

    #[test]
    fn the_parser_knows_every_event_of_the_table_and_no_other() {
        for name in NAMES {
            let raw = Raw::Map(vec![("type".to_owned(), Raw::Text((*name).to_owned()))]);
            let unknown = event(&raw).is_err_and(|problem| problem.at == "event.type");
            assert!(!unknown, "the parser does not know {name}");
        }
        let raw = Raw::Map(vec![("type".to_owned(), Raw::Text("other".to_owned()))]);
        assert_eq!(event(&raw).unwrap_err().at, "event.type");
    }

    #[test]
    fn the_types_for_hosts_name_the_same_events() {
        let types = include_str!("../api.d.ts");
        let union = types.split_once("export type SessionEvent").unwrap().1;
        let union = union.split_once(";\n\n").unwrap().0;
        let mut named = BTreeSet::new();
        for group in union.split("{ type: ").skip(1) {
            let end = group.find([';', '}']).unwrap();
            named.extend(group[..end].split('"').skip(1).step_by(2));
        }
        let ours: BTreeSet<&str> = NAMES.iter().copied().filter(|name| !name.starts_with("desk-")).collect();
        assert_eq!(named, ours);
    }
}
