//! What each version of the [code](super::code) carries: the frozen tables of the countries' `code.toml`.
//!
//! A code that was given out is read by the table it was written with, never by today's catalogue: with one more
//! question or choice every digit behind it would mean something else. Ids stand here, not the enums of the catalogue, so
//! that what the catalogue no longer has can still be read and told.

include!(concat!(env!("OUT_DIR"), "/code_forms.rs"));

/// What the codes carry of a person in one country.
#[derive(Clone, Copy, Debug)]
pub struct Country {
    /// Its id.
    pub id: &'static str,
    /// Its digit.
    pub number: u8,
    /// Every version, oldest first; the last one is written.
    pub forms: &'static [CodeForm],
}

/// One version.
#[derive(Clone, Copy, Debug)]
pub struct CodeForm {
    /// Its number, from 1 to 15.
    pub version: u8,
    /// How many countries there is a digit for: the same in all that have this version.
    pub countries: u8,
    /// Characters that carry the answers, five bits each. Two of the check follow them.
    pub data: usize,
    /// The facts, in the order of their digits.
    pub facts: &'static [Row],
}

/// One fact: its id, and the answers that have a digit. 0 is unknown, 1 declined, and these follow.
pub type Row = (&'static str, Digits);

/// The answers of one fact, in the order of their digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// One of these ids.
    Choice(&'static [&'static str]),
    /// The whole numbers from the first to the last.
    Number(i32, i32),
    /// So many days, from the one of that year, month and day on.
    Day((i32, u8, u8), u32),
    /// The first so many municipalities of the country's list. A test holds by a hash that the list still begins with
    /// them; a new municipality is put last.
    Place(usize, &'static str),
}
