//! The provider list that an authority may supply as `local/providers.json`, and which of them a person can choose.
//!
//! Knows nothing about who is best: it puts providers in an order and says why, and where there is no rating it
//! says that. The list is the authority's own, checked here as a case file is: every problem is told with its place.

use super::reader::{Reader, join, place};
use crate::case::{Allowed, Jurisdiction, Problem, Raw, municipality_allowed, places};
use crate::date::Date;

/// The version of the form.
const VERSION: i32 = 1;
/// In which forms a provider may meet.
pub const FORMS: [&str; 4] = ["office", "phone", "video", "group"];

/// What came of asking for the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Providers {
    /// Nobody has asked yet, or the answer has not come.
    #[default]
    Unasked,
    /// The authority has supplied none.
    None,
    /// The list.
    List(ProviderList),
    /// There is one, and it is wrong: the page goes on without.
    Wrong(Vec<Problem>),
}

impl Providers {
    /// What was found where the list would lie; `null` is no list.
    pub fn of(raw: &Raw) -> Self {
        match raw {
            Raw::Null => Self::None,
            raw if is_as_delivered(raw) => Self::None,
            raw => parse_providers(raw).map_or_else(Self::Wrong, Self::List),
        }
    }
}

/// The file as it is delivered: nothing is known.
pub fn is_as_delivered(raw: &Raw) -> bool {
    raw.get("source").is_none() && raw.get("providers") == Some(&Raw::List(Vec::new()))
}

/// What a provider has.
const KEYS: [&str; 10] =
    ["id", "name", "municipalities", "distance", "forms", "languages", "parallel", "rating", "indicators", "survey"];

/// Where the list comes from, and the providers in the authority's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderList {
    /// The authority's own words on where the list comes from.
    pub source: String,
    /// The day it was made.
    pub read: Date,
    /// The providers.
    pub providers: Vec<Provider>,
}

/// One provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its id in the list.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The codes of the municipalities it serves on the spot.
    pub municipalities: Vec<&'static str>,
    /// Does it serve at a distance, wherever one lives?
    pub distance: bool,
    /// In which forms it meets: some of [`FORMS`].
    pub forms: Vec<&'static str>,
    /// Languages it gives support in.
    pub languages: Vec<String>,
    /// What it offers beside the service (parallella insatser), as studies or practice.
    pub parallel: Vec<String>,
    /// Its rating, where it has one yet.
    pub rating: Option<Rating>,
    /// Further figures of the authority's: a name and a value.
    pub indicators: Vec<(String, String)>,
    /// Surveys of participants: a question, and how many of a hundred said yes.
    pub survey: Vec<(String, i32)>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    /// How many.
    pub value: i32,
    /// Of how many.
    pub of: i32,
}

/// A provider that a person can choose, with the reasons for its place: ids of the texts `provider-reason.ID`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<'a> {
    /// The provider.
    pub provider: &'a Provider,
    /// Why it is there.
    pub reasons: Vec<&'static str>,
}

/// The ids of all reasons that [`choices`] gives.
pub const REASONS: [&str; 5] =
    ["in-your-municipality", "at-a-distance", "few-nearby", "place-not-known", "no-rating-yet"];

impl ProviderList {
    /// Those that serve the municipality, then those that serve at a distance; the other way round where none or
    /// one is nearby. Where the municipality is not known, all of them.
    pub fn choices(&self, municipality: Option<&str>) -> Vec<Choice<'_>> {
        let nearby = |provider: &Provider| municipality.is_some_and(|code| provider.municipalities.contains(&code));
        let mut near = 0;
        for provider in &self.providers {
            near += i32::from(nearby(provider));
        }
        let few = municipality.is_some() && near <= 1;
        let (mut first, mut then) = (Vec::new(), Vec::new());
        for provider in &self.providers {
            let near = nearby(provider);
            if municipality.is_some() && !near && !provider.distance {
                continue;
            }
            let mut reasons = Vec::new();
            for (holds, reason) in [
                (municipality.is_none(), "place-not-known"),
                (near, "in-your-municipality"),
                (provider.distance, "at-a-distance"),
                (provider.distance && few, "few-nearby"),
                (provider.rating.is_none(), "no-rating-yet"),
            ] {
                if holds {
                    reasons.push(reason);
                }
            }
            // Within each the authority's own order stands.
            let is_first = if few { provider.distance } else { near };
            let rank = if is_first { &mut first } else { &mut then };
            rank.push(Choice { provider, reasons });
        }
        first.append(&mut then);
        first
    }
}

/// Reads `local/providers.json`.
///
/// # Errors
/// All that is wrong with it, each with its place, as `providers[2].rating.of`.
pub fn parse_providers(raw: &Raw) -> Result<ProviderList, Vec<Problem>> {
    let mut reader = Reader::default();
    let list = reader.list(raw);
    match list {
        Some(list) if reader.problems.is_empty() => Ok(list),
        _ => Err(reader.problems),
    }
}

impl Reader {
    fn list(&mut self, raw: &Raw) -> Option<ProviderList> {
        let raw = self.object(raw, "", &["v", "source", "read", "providers"])?;
        self.whole(raw, "", "v", VERSION, VERSION);
        let read = self.day(raw, "read");
        let mut providers: Vec<Provider> = Vec::new();
        for (number, item) in self.items(raw, "", "providers").iter().enumerate() {
            let at = place("", "providers", number);
            let Some(provider) = self.provider(item, &at) else { continue };
            if providers.iter().any(|other| other.id == provider.id) {
                self.wrong("twice", &join(&at, "id"), item.get("id"), Allowed::Form("an id that no other has"));
            }
            providers.push(provider);
        }
        Some(ProviderList { source: self.text(raw, "", "source")?, read: read?, providers })
    }

    fn provider(&mut self, raw: &Raw, at: &str) -> Option<Provider> {
        let raw = self.object(raw, at, &KEYS)?;
        let distance = self.truth(raw, at, "distance");
        let mut municipalities = Vec::new();
        for (number, item) in self.items(raw, at, "municipalities").iter().enumerate() {
            if let Some(code) = item.text().and_then(|text| places::code(Jurisdiction::DEFAULT, text)) {
                municipalities.push(code);
            } else {
                let allowed = Allowed::Form(municipality_allowed(Jurisdiction::DEFAULT));
                self.wrong("bad-value", &place(at, "municipalities", number), Some(item), allowed);
            }
        }
        let mut forms = Vec::new();
        for (number, item) in self.items(raw, at, "forms").iter().enumerate() {
            if let Some(form) = FORMS.iter().find(|form| item.text() == Some(form)) {
                forms.push(*form);
            } else {
                let allowed = Allowed::OneOf(FORMS.to_vec());
                self.wrong("bad-value", &place(at, "forms", number), Some(item), allowed);
            }
        }
        let rating = match raw.get("rating") {
            None | Some(Raw::Null) => None,
            Some(rating) => self.rating(rating, &join(at, "rating")),
        };
        let languages = self.texts(raw, at, "languages");
        let parallel = self.texts(raw, at, "parallel");
        let mut indicators = Vec::new();
        for (number, item) in self.items(raw, at, "indicators").iter().enumerate() {
            let at = place(at, "indicators", number);
            let Some(item) = self.object(item, &at, &["name", "value"]) else { continue };
            if let (Some(name), Some(value)) = (self.text(item, &at, "name"), self.text(item, &at, "value")) {
                indicators.push((name, value));
            }
        }
        let mut survey = Vec::new();
        for (number, item) in self.items(raw, at, "survey").iter().enumerate() {
            let at = place(at, "survey", number);
            let Some(item) = self.object(item, &at, &["question", "yes"]) else { continue };
            let yes = self.whole(item, &at, "yes", 0, 100);
            if let (Some(question), Some(yes)) = (self.text(item, &at, "question"), yes) {
                survey.push((question, yes));
            }
        }
        let (id, name) = self.text(raw, at, "id").zip(self.text(raw, at, "name"))?;
        Some(Provider { id, name, municipalities, distance, forms, languages, parallel, rating, indicators, survey })
    }

    fn rating(&mut self, raw: &Raw, at: &str) -> Option<Rating> {
        let raw = self.object(raw, at, &["value", "of"])?;
        let of = self.whole(raw, at, "of", 1, 100)?;
        let value = self.whole(raw, at, "value", 0, of)?;
        Some(Rating { value, of })
    }
}
