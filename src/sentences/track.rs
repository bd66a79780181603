//! A track: its chance.

use crate::assessment::Track;
use crate::text::Text;

/// The chance of a track, in words.
pub fn chance_words(track: &Track, id: &str, text: &Text) -> String {
    text.of_hundred(chance(track, id))
}

/// The chance of a track, in thousandths.
pub fn chance(track: &Track, id: &str) -> u32 {
    let chance = track.chances.each().into_iter().find(|(other, _)| *other == id);
    chance.map_or(0, |(_, chance)| chance)
}
