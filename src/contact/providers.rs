//! The provider list that an authority may supply as `local/providers.json`, and which of them a person can choose.
//!
//! Knows nothing about who is best: it puts providers in an order and says why, and where there is no rating it
//! says that. The list is the authority's own, checked here as a case file is: every problem is told with its place.

use super::reader::{Reader, join};
use crate::case::{Jurisdiction, Problem, Raw, places};
use crate::date::Date;
use std::collections::BTreeSet;

/// The version of the form.
const VERSION: i32 = 1;
/// In which forms a provider may meet.
pub const FORMS: [&str; 4] = ["office", "phone", "video", "group"];

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
        let nearby = |provider: &&Provider| municipality.is_some_and(|code| provider.municipalities.contains(&code));
        let few = municipality.is_some() && self.providers.iter().filter(nearby).count() <= 1;
        let choice = |provider: &Provider| -> Option<(usize, Vec<&'static str>)> {
            let near = nearby(&provider);
            if municipality.is_some() && !near && !provider.distance {
                return None;
            }
            let mut reasons = Vec::new();
            if municipality.is_none() {
                reasons.push("place-not-known");
            }
            if near {
                reasons.push("in-your-municipality");
            }
            if provider.distance {
                reasons.push("at-a-distance");
                if few {
                    reasons.push("few-nearby");
                }
            }
            if provider.rating.is_none() {
                reasons.push("no-rating-yet");
            }
            let first = if few { provider.distance } else { near };
            Some((usize::from(!first), reasons))
        };
        let mut found: Vec<(usize, Choice<'_>)> = self
            .providers
            .iter()
            .filter_map(|provider| choice(provider).map(|(rank, reasons)| (rank, Choice { provider, reasons })))
            .collect();
        // A stable sort: within a rank the authority's own order stands.
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, choice)| choice).collect()
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
        let providers = self.items(raw, "", "providers", Self::provider);
        let mut seen = BTreeSet::new();
        for (number, provider) in providers.iter().enumerate() {
            if !seen.insert(&provider.id) {
                let given = Raw::Text(provider.id.clone());
                self.wrong("twice", &format!("providers[{number}].id"), Some(&given), "an id that no other has");
            }
        }
        Some(ProviderList { source: self.text(raw, "", "source")?, read: read?, providers })
    }

    fn provider(&mut self, raw: &Raw, at: &str) -> Option<Provider> {
        const KEYS: [&str; 10] = [
            "id",
            "name",
            "municipalities",
            "distance",
            "forms",
            "languages",
            "parallel",
            "rating",
            "indicators",
            "survey",
        ];
        let raw = self.object(raw, at, &KEYS)?;
        let distance = match raw.get("distance") {
            None => false,
            Some(Raw::Bool(distance)) => *distance,
            other => {
                self.wrong("bad-value", &join(at, "distance"), other, "true, false");
                false
            }
        };
        let municipalities = self.items(raw, at, "municipalities", |reader, raw, at| {
            let code = raw.text().and_then(|text| places::code(Jurisdiction::Sweden, text));
            if code.is_none() {
                reader.wrong("bad-value", at, Some(raw), "the four-digit code of a Swedish municipality, as \"2480\"");
            }
            code
        });
        let forms = self.items(raw, at, "forms", |reader, raw, at| {
            let form = raw.text().and_then(|text| FORMS.into_iter().find(|form| *form == text));
            if form.is_none() {
                reader.wrong("bad-value", at, Some(raw), &FORMS.join(", "));
            }
            form
        });
        let rating = match raw.get("rating") {
            None | Some(Raw::Null) => None,
            Some(rating) => self.rating(rating, &join(at, "rating")),
        };
        let languages = self.items(raw, at, "languages", Self::line);
        let parallel = self.items(raw, at, "parallel", Self::line);
        let indicators = self.items(raw, at, "indicators", |reader, raw, at| {
            let raw = reader.object(raw, at, &["name", "value"])?;
            reader.text(raw, at, "name").zip(reader.text(raw, at, "value"))
        });
        let survey = self.items(raw, at, "survey", |reader, raw, at| {
            let raw = reader.object(raw, at, &["question", "yes"])?;
            reader.text(raw, at, "question").zip(reader.whole(raw, at, "yes", 0, 100))
        });
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
