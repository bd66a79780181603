//! What a participant wrote down, entry by entry, and the gaps between meetings.

use crate::date::Date;
use crate::diary::{Edge, Entry, Gap};
use crate::text::Text;

/// "3 november 2026: eget möte på plats – vi gick igenom mitt cv."
pub fn entry_words(entry: &Entry, text: &Text) -> String {
    let kind = text.at(&["diary.kind.", entry.kind]);
    let about = if entry.about.is_empty() { String::new() } else { [" – ", &entry.about].concat() };
    [&text.date(entry.day), ": ", kind, &about].concat()
}

/// "Från mötet 3 november 2026 till mötet 20 november 2026: 17 dagar."
pub fn gap_words(gap: &Gap, text: &Text) -> String {
    let edge = |which: &str, edge: &(Edge, Date)| {
        text.fill(&["diary.", which, ".", edge.0.id()].concat(), &[("date", &text.date(edge.1))])
    };
    let values = [("from", edge("from", &gap.from)), ("to", edge("to", &gap.to)), ("days", gap.days.to_string())];
    text.fill("diary.gap", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}
