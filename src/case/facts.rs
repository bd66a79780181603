//! The catalogue of facts: one row each, in the order in which they are asked.
//!
//! A new question is one row here, its texts (`question.ID.*`), and its name in the `country.toml` of each country that
//! uses it. Which of them a person is asked is for [`crate::session`]; what they mean for the person is policy.
//! Compiled into `build.rs` too, so that a policy file that names a fact or a choice that does not exist fails the
//! build.

/// What values a fact may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of these ids.
    Choice(&'static [&'static str]),
    /// Any of these ids, written with spaces between them; `none` where none holds.
    Several(&'static [&'static str]),
    /// A whole number from the first to the last, both allowed.
    Number(i32, i32),
    /// A date from so many years before the day of the case to so many after it.
    Day(i32, i32),
    /// A municipality code of the jurisdiction.
    Place,
}

impl Kind {
    /// The id at the boundary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Choice(_) => "choice",
            Self::Several(_) => "several",
            Self::Number(..) => "number",
            Self::Day(..) => "day",
            Self::Place => "municipality",
        }
    }
}

/// One row of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// Which fact.
    pub id: FactId,
    /// Its id in files, texts and at the boundary.
    pub name: &'static str,
    /// What values it may take.
    pub kind: Kind,
    /// Asked even where the answer can no longer change anything shown.
    pub always: bool,
    /// Can a person change it? A what-if touches no other (design: never age, sex, birth, disability).
    pub changeable: bool,
    /// Sensitive: may be skipped without a word, never put in a code or a hand-over by itself.
    pub sensitive: bool,
}

impl Fact {
    /// Is it a wish or a need, stated where the person plans meetings or contact, and never asked on the way to
    /// the result?
    pub fn is_preference(&self) -> bool {
        matches!(self.id, FactId::WishedForm | FactId::WishedFrequency | FactId::Needs | FactId::PreferredContact)
    }

    /// The choices, where it is a choice.
    pub fn choices(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Choice(ids) | Kind::Several(ids) => ids,
            Kind::Number(..) | Kind::Day(..) | Kind::Place => &[],
        }
    }
}

/// The facts, named. The number of each is its row in [`FACTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactId {
    /// Municipality of residence.
    Municipality,
    /// Age in whole years.
    Age,
    /// Sex, as registered.
    Sex,
    /// Highest completed education.
    Education,
    /// Region of birth.
    BirthRegion,
    /// Disability documented at the employment service and reducing work capacity.
    Disability,
    /// Is the person registered, and how?
    RegistrationChannel,
    /// First day of the current registration.
    RegisteredSince,
    /// Work status today.
    WorkStatus,
    /// The last day of work or studies, told by somebody who is not registered yet: they register on the day after it.
    LastWorkDay,
    /// Framework programme the person takes part in.
    Programme,
    /// Will work or studies begin within three months?
    StartWithin3Months,
    /// When the person expects to have work.
    OwnEstimate,
    /// Finland: is the responsible worker (ansvarig arbetstagare) the same as before?
    ResponsibleWorker,
    /// Finland: has an employment plan been made?
    PlanMade,
    /// In which form the person wishes to meet early.
    WishedForm,
    /// How often the person wishes to meet early.
    WishedFrequency,
    /// What a way of contact has to take into account.
    Needs,
    /// Which way of contact the person likes best.
    PreferredContact,
}

const fn row(id: FactId, name: &'static str, kind: Kind) -> Fact {
    Fact { id, name, kind, always: false, changeable: false, sensitive: false }
}

const fn changeable(fact: Fact) -> Fact {
    Fact { changeable: true, ..fact }
}

const fn sensitive(fact: Fact) -> Fact {
    Fact { sensitive: true, ..fact }
}

/// What a way of contact may have to take into account: hard of hearing, hard to speak, hard of seeing, sign
/// language, no Swedish, no e-identification, no computer or smartphone.
pub const NEEDS: [&str; 7] =
    ["hearing", "speech", "sight", "sign-language", "other-language", "no-e-id", "no-computer"];

/// How many facts there are.
pub const COUNT: usize = 19;

/// More years than any day that can be written lies back.
const ALL_YEARS: i32 = 300;

/// The catalogue.
pub static FACTS: [Fact; COUNT] = [
    row(FactId::Municipality, "municipality", Kind::Place),
    row(FactId::Age, "age", Kind::Number(16, 74)),
    row(FactId::Sex, "sex", Kind::Choice(&["woman", "man", "other"])),
    changeable(row(
        FactId::Education,
        "education",
        Kind::Choice(&["compulsory-incomplete", "compulsory", "upper-secondary", "post-secondary"]),
    )),
    sensitive(row(
        FactId::BirthRegion,
        "birth-region",
        Kind::Choice(&["sweden", "nordic", "europe", "outside-europe"]),
    )),
    sensitive(row(FactId::Disability, "disability", Kind::Choice(&["yes", "no"]))),
    changeable(row(
        FactId::RegistrationChannel,
        "registration-channel",
        Kind::Choice(&["digital", "office", "not-yet"]),
    )),
    row(FactId::RegisteredSince, "registered-since", Kind::Day(ALL_YEARS, 0)),
    changeable(row(
        FactId::WorkStatus,
        "work-status",
        Kind::Choice(&["unemployed", "part-time", "working", "under-notice", "studying"]),
    )),
    // A conversation may be opened long after that day. Three years are longer than any notice, and than most courses.
    row(FactId::LastWorkDay, "last-work-day", Kind::Day(2, 3)),
    changeable(row(
        FactId::Programme,
        "programme",
        Kind::Choice(&["none", "job-and-development-guarantee", "youth-guarantee", "introduction-programme"]),
    )),
    changeable(row(FactId::StartWithin3Months, "start-within-3-months", Kind::Choice(&["yes", "no"]))),
    Fact {
        always: true,
        ..row(
            FactId::OwnEstimate,
            "own-estimate",
            Kind::Choice(&["within-1-month", "within-3-months", "within-6-months", "within-12-months", "longer"]),
        )
    },
    row(FactId::ResponsibleWorker, "responsible-worker", Kind::Choice(&["same", "changed", "none"])),
    row(FactId::PlanMade, "plan-made", Kind::Choice(&["yes", "no"])),
    changeable(row(FactId::WishedForm, "wished-form", Kind::Choice(&["office", "distance", "group"]))),
    changeable(row(
        FactId::WishedFrequency,
        "wished-frequency",
        Kind::Choice(&["each-week", "every-two-weeks", "each-month"]),
    )),
    // Some of them tell of a disability, so all of them are sensitive.
    sensitive(row(FactId::Needs, "needs", Kind::Several(&NEEDS))),
    row(FactId::PreferredContact, "preferred-contact", Kind::Choice(&["phone", "video", "chat", "office"])),
];

impl FactId {
    /// The row of the catalogue.
    pub fn fact(self) -> &'static Fact {
        // The test below holds that rows stand in the order of the names.
        FACTS.get(self as usize).unwrap_or(&FACTS[0])
    }

    /// The id in files, texts and at the boundary.
    pub fn name(self) -> &'static str {
        self.fact().name
    }

    /// The fact of that id.
    pub fn from_name(name: &str) -> Option<Self> {
        FACTS.iter().find(|fact| fact.name == name).map(|fact| fact.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_stands_in_the_row_of_its_name() {
        for (row, fact) in FACTS.iter().enumerate() {
            assert_eq!(fact.id as usize, row, "{}", fact.name);
            assert_eq!(FactId::from_name(fact.name), Some(fact.id));
        }
    }

    #[test]
    fn what_a_person_cannot_change_is_never_marked_changeable() {
        for id in [FactId::Age, FactId::Sex, FactId::BirthRegion, FactId::Disability, FactId::RegisteredSince] {
            assert!(!id.fact().changeable, "{}", id.name());
        }
    }
}
