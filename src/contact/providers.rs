//! The provider list that an authority may supply as `local/providers.json`, and which of them a person can choose.
//!
//! Knows nothing about who is best: it puts providers in an order and says why, and where there is no rating it
//! says that. The list is the authority's own, checked here as a case file is: every problem is told with its place.

use crate::case::{Allowed, Jurisdiction, Problem, Raw, municipality_allowed, places};
use crate::date::Date;
use std::collections::BTreeSet;

/// The version of the form.
const VERSION: i32 = 1;
/// In which forms a provider may meet.
pub const FORMS: [&str; 4] = ["office", "phone", "video", "group"];
/// The longest name, language or indicator: what fits on a line of a phone, several times over.
const LONGEST: usize = 120;
/// More providers than any country has.
const MOST: usize = 2000;

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
            raw => parse_providers(raw).map_or_else(Self::Wrong, Self::List),
        }
    }
}

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
    let mut reader = Reader { problems: Vec::new() };
    let list = reader.list(raw);
    match list {
        Some(list) if reader.problems.is_empty() => Ok(list),
        _ => Err(reader.problems),
    }
}

struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn wrong(&mut self, code: &'static str, at: &str, given: Option<&Raw>, allowed: Allowed) {
        let given = given.map_or_else(String::new, ToString::to_string);
        self.problems.push(Problem { code, at: at.to_owned(), given, allowed });
    }

    /// The object at a place, once it is one and has no other keys.
    fn object<'a>(&mut self, raw: &'a Raw, at: &str, keys: &[&'static str]) -> Option<&'a Raw> {
        let Raw::Map(entries) = raw else {
            self.wrong("not-an-object", at, Some(raw), Allowed::Keys(keys.to_vec()));
            return None;
        };
        for (key, value) in entries.iter().filter(|(key, _)| !keys.contains(&key.as_str())) {
            self.wrong("unknown-field", &join(at, key), Some(value), Allowed::OneOf(keys.to_vec()));
        }
        Some(raw)
    }

    fn text(&mut self, raw: &Raw, at: &str, key: &str) -> Option<String> {
        let found = raw.get(key);
        let good = found.and_then(Raw::text).filter(|text| {
            !text.trim().is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control)
        });
        if good.is_none() {
            let code = if found.is_none() { "missing-field" } else { "bad-value" };
            self.wrong(code, &join(at, key), found, Allowed::Text(LONGEST));
        }
        good.map(str::to_owned)
    }

    fn whole(&mut self, raw: &Raw, at: &str, key: &str, first: i32, last: i32) -> Option<i32> {
        let found = raw.get(key);
        let good = found.and_then(Raw::whole).filter(|number| (first..=last).contains(number));
        if good.is_none() {
            let code = if found.is_none() { "missing-field" } else { "out-of-range" };
            self.wrong(code, &join(at, key), found, Allowed::Range(first, last));
        }
        good
    }

    /// The list at a key, empty where it is left out; each item read by `item`.
    fn items<T>(
        &mut self,
        raw: &Raw,
        at: &str,
        key: &str,
        mut item: impl FnMut(&mut Self, &Raw, &str) -> Option<T>,
    ) -> Vec<T> {
        match raw.get(key) {
            None => Vec::new(),
            Some(Raw::List(items)) if items.len() <= MOST => {
                let each = items.iter().enumerate();
                each.filter_map(|(number, raw)| item(self, raw, &format!("{}[{number}]", join(at, key)))).collect()
            }
            other => {
                self.wrong("not-a-list", &join(at, key), other, Allowed::List(MOST));
                Vec::new()
            }
        }
    }

    fn list(&mut self, raw: &Raw) -> Option<ProviderList> {
        let raw = self.object(raw, "", &["v", "source", "read", "providers"])?;
        self.whole(raw, "", "v", VERSION, VERSION);
        let read = raw.get("read").and_then(Raw::text).and_then(Date::parse);
        if read.is_none() {
            self.wrong("bad-date", "read", raw.get("read"), Allowed::Form("a date like 2026-11-21"));
        }
        let providers = self.items(raw, "", "providers", Self::provider);
        let mut seen = BTreeSet::new();
        for (number, provider) in providers.iter().enumerate() {
            if !seen.insert(&provider.id) {
                let given = Raw::Text(provider.id.clone());
                self.wrong(
                    "twice",
                    &format!("providers[{number}].id"),
                    Some(&given),
                    Allowed::Form("an id that no other has"),
                );
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
                self.wrong("bad-value", &join(at, "distance"), other, Allowed::OneOf(vec!["true", "false"]));
                false
            }
        };
        let municipalities = self.items(raw, at, "municipalities", |reader, raw, at| {
            let code = raw.text().and_then(|text| places::code(Jurisdiction::Sweden, text));
            if code.is_none() {
                reader.wrong("bad-value", at, Some(raw), Allowed::Form(municipality_allowed(Jurisdiction::Sweden)));
            }
            code
        });
        let forms = self.items(raw, at, "forms", |reader, raw, at| {
            let form = raw.text().and_then(|text| FORMS.into_iter().find(|form| *form == text));
            if form.is_none() {
                reader.wrong("bad-value", at, Some(raw), Allowed::OneOf(FORMS.to_vec()));
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

    /// A text that is an item of a list.
    fn line(&mut self, raw: &Raw, at: &str) -> Option<String> {
        let good = raw.text().filter(|text| !text.trim().is_empty() && text.chars().count() <= LONGEST);
        if good.is_none() {
            self.wrong("bad-value", at, Some(raw), Allowed::Text(LONGEST));
        }
        good.map(str::to_owned)
    }
}

fn join(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}
