//! The countries, as their folders under `src/policy/data/` describe them. `build.rs` makes the table; nothing here
//! knows one of them.

use super::facts::Fact;
use super::section::Section;
use crate::date::Weekday;

include!(concat!(env!("OUT_DIR"), "/countries.rs"));

/// Whose rules apply: a row of the table, which has an associated constant for each country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Jurisdiction(u8);

/// A country's `country.toml`.
pub(super) struct Country {
    id: &'static str,
    zone: &'static str,
    without_track: &'static str,
    sections: &'static [Section],
    /// A bit for each row of the catalogue.
    facts: u32,
    pub(super) code: &'static str,
    pub(super) places: Places,
    holidays: HolidayRules,
}

/// A country's municipalities.
#[derive(Clone, Copy)]
pub(super) enum Places {
    /// Line by line: the code, a space, the name. A table of them would be a third larger in the WASM.
    Named(&'static str),
    /// Codes of that length, one after the other; the names are a file loaded when one is needed.
    Codes(&'static str, usize),
}

/// A month and a day of it.
pub type MonthDay = (u8, u8);

/// How a country's public holidays are found.
pub struct HolidayRules {
    /// The same day each year.
    pub fixed: &'static [MonthDay],
    /// So many days after Easter Sunday.
    pub easter: &'static [i32],
    /// The weekday that lies between two days, both counted.
    pub between: &'static [(Weekday, MonthDay, MonthDay)],
}

impl Jurisdiction {
    /// The one that a page begins with.
    pub const DEFAULT: Self = Self(0);

    /// The id in files and at the boundary.
    pub fn id(self) -> &'static str {
        self.country().id
    }

    /// The time zone, by its IANA name.
    pub fn zone(self) -> &'static str {
        self.country().zone
    }

    /// The jurisdiction of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|jurisdiction| jurisdiction.id() == id)
    }

    /// Does it have that part of the pages?
    pub fn has(self, section: Section) -> bool {
        self.country().sections.contains(&section)
    }

    /// Why a result has no track where no scorecard is in force.
    pub fn without_track(self) -> &'static str {
        self.country().without_track
    }

    /// Are the names of its municipalities a file that is loaded when one is needed?
    pub fn loads_names(self) -> bool {
        matches!(self.country().places, Places::Codes(..))
    }

    /// How its public holidays are found.
    pub fn holidays(self) -> &'static HolidayRules {
        &self.country().holidays
    }

    /// Its row in lists that have one for each jurisdiction.
    pub(crate) fn row(self) -> usize {
        usize::from(self.0)
    }

    pub(super) fn country(self) -> &'static Country {
        COUNTRIES.get(self.row()).unwrap_or(&COUNTRIES[0])
    }
}

impl Fact {
    /// Does this jurisdiction use the fact?
    pub fn used_in(&self, jurisdiction: Jurisdiction) -> bool {
        jurisdiction.country().facts & (1 << self.id as u32) != 0
    }
}
