//! What each version of the [code](super::code) carries: a frozen table, read by nothing but that version.
//!
//! A code that was given out is read by the table it was written with, never by today's catalogue: with one more
//! question or choice every digit behind it would mean something else. So a table here is never changed. Whoever adds
//! a fact, a choice, a country or a municipality adds a table with the next version at the end of [`FORMS`]; a test
//! fails until that is done, and says what is missing. Ids stand here, not the enums of the catalogue, so that what
//! the catalogue no longer has can still be read and told.

/// One version of the form.
#[derive(Clone, Copy, Debug)]
pub struct CodeForm {
    /// Its number, from 1 to 15.
    pub version: u8,
    /// Characters that carry the answers: five bits each, at most 25. Two of the check follow them.
    pub data: usize,
    /// The countries, in the order of their digits.
    pub countries: &'static [Country],
}

/// What a code carries of a person in one country.
#[derive(Clone, Copy, Debug)]
pub struct Country {
    /// Its id.
    pub id: &'static str,
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

/// Nobody of 74 was registered before, in any case that the policies cover; the days reach past the year 2099.
const REGISTERED: Digits = Digits::Day((1950, 1, 1), 54_800);

const SWEDEN_1: &[Row] = &[
    ("municipality", Digits::Place(290, "845c1b90a7d125fe")),
    ("age", Digits::Number(16, 74)),
    ("sex", Digits::Choice(&["woman", "man", "other"])),
    ("education", Digits::Choice(&["compulsory-incomplete", "compulsory", "upper-secondary", "post-secondary"])),
    ("birth-region", Digits::Choice(&["sweden", "nordic", "europe", "outside-europe"])),
    ("registered-since", REGISTERED),
    ("work-status", Digits::Choice(&["unemployed", "part-time", "working", "under-notice", "studying"])),
    (
        "programme",
        Digits::Choice(&["none", "job-and-development-guarantee", "youth-guarantee", "introduction-programme"]),
    ),
    ("start-within-3-months", Digits::Choice(&["yes", "no"])),
    ("registration-channel", Digits::Choice(&["digital", "office", "not-yet"])),
    (
        "own-estimate",
        Digits::Choice(&["within-1-month", "within-3-months", "within-6-months", "within-12-months", "longer"]),
    ),
    ("wished-form", Digits::Choice(&["office", "distance", "group"])),
    ("wished-frequency", Digits::Choice(&["each-week", "every-two-weeks", "each-month"])),
    ("preferred-contact", Digits::Choice(&["phone", "video", "chat", "office"])),
];

const FINLAND_1: &[Row] = &[
    ("municipality", Digits::Place(311, "ad35e640cb800a09")),
    ("age", Digits::Number(16, 74)),
    ("education", Digits::Choice(&["compulsory-incomplete", "compulsory", "upper-secondary", "post-secondary"])),
    ("registered-since", REGISTERED),
    ("work-status", Digits::Choice(&["unemployed", "part-time", "working", "under-notice", "studying"])),
    ("responsible-worker", Digits::Choice(&["same", "changed", "none"])),
    ("plan-made", Digits::Choice(&["yes", "no"])),
    ("preferred-contact", Digits::Choice(&["phone", "video", "chat", "office"])),
];

/// Every version, oldest first; the last one is written.
pub const FORMS: &[CodeForm] = &[CodeForm {
    version: 1,
    data: 14,
    countries: &[Country { id: "se", facts: SWEDEN_1 }, Country { id: "fi", facts: FINLAND_1 }],
}];
