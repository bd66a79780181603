//! About the model: what it is, how well it fits, what it gives different groups, and what nobody knows.

use super::Library;
use super::charts;
use super::figures::two;
use super::teller::{Teller, table};
use crate::case::Jurisdiction;
use crate::profiling::cohort::{Kind, Measure};
use crate::session::Page;
use crate::view::parts::fold;
use maud::{Markup, html};

/// The sections, in their order.
const PARTS: [&str; 22] = [
    "what",
    "fitted",
    "tables",
    "waiting",
    "groups",
    "errors",
    "weights",
    "single",
    "spread",
    "windows",
    "assumed",
    "faults",
    "limits",
    "critics",
    "referred",
    "results",
    "survey",
    "incentives",
    "unknown",
    "contest",
    "fit",
    "sources",
];

pub fn article(teller: &Teller<'_>, library: &Library<'_>) -> Markup {
    let card = Card { teller, library };
    let part = |part: &str| {
        let (sources, drawn) = card.drawn(part);
        teller.section(part, sources, &drawn)
    };
    html! {
        (teller.lead())
        (teller.contents(&PARTS))
        @for id in PARTS {
            @if id == "sources" { (teller.sources()) } @else { (part(id)) }
        }
    }
}

struct Card<'a> {
    teller: &'a Teller<'a>,
    library: &'a Library<'a>,
}

impl Card<'_> {
    /// What stands in a section besides its words, and what the words without figures rest on.
    fn drawn(&self, part: &str) -> (&'static [&'static str], Markup) {
        match part {
            "what" => (&["af-2020-03-12-tool", "af-tool-suitability"], html! {}),
            "tables" => (&["af-2021-report"], self.tables()),
            "waiting" => (&[], self.waiting()),
            "groups" => (&[], self.groups()),
            "errors" => (&[], self.errors()),
            "weights" => (&[], self.weights()),
            "single" => (&[], self.members()),
            "spread" => (&[], self.typical()),
            "windows" => (&["af-2021-report"], self.windows()),
            "faults" => (&[], self.middle()),
            "critics" => (&["storsthlm-2021", "ifau-2021-7"], html! {}),
            "survey" => (&[], super::provider::survey(self.teller)),
            "incentives" => (&["af-2021-report"], html! {}),
            "unknown" => (&["af-2021-report"], self.teller.link(Page::Evidence)),
            "contest" => (&["af-tool-suitability"], self.teller.link(Page::Who)),
            _ => (&[], html! {}),
        }
    }

    fn word(&self, key: &str) -> &str {
        self.teller.word(key)
    }

    fn track(&self, id: &str) -> &str {
        self.word(&format!("track.{id}"))
    }

    fn category(&self, factor: &str, id: &str) -> &str {
        self.word(&format!("category.{factor}.{id}"))
    }

    /// The heads of a table with a column for each track.
    fn track_heads<'a>(&'a self, first: &'a str) -> Vec<&'a str> {
        std::iter::once(first).chain(self.library.facts.tracks.iter().map(|track| self.track(track))).collect()
    }

    /// The published tables against the population of the model.
    fn tables(&self) -> Markup {
        let published = &self.library.published;
        let shares = published.measures.iter().filter(|measure| measure.kind == Kind::Share);
        let rows: Vec<(String, Vec<String>)> = published.measures.iter().map(|measure| self.row(measure)).collect();
        let heads = self.track_heads(self.word("head.measure"));
        html! {
            p.note { (self.word("tables.legend")) }
            @for measure in shares {
                h3 { (self.word(&format!("measure.{}", measure.id))) }
                ol.strips { @for (name, cell) in self.cells(measure) { (self.strip(name, cell)) } }
            }
            (fold(self.word("tables.show"), &table(self.word("tables.caption"), &heads, &rows)))
        }
    }

    fn cells(&self, measure: &Measure) -> Vec<(&str, &crate::profiling::cohort::Cell)> {
        let cells = self.library.facts.tables.cells.iter().filter(|cell| cell.measure == measure.id);
        cells.map(|cell| (self.track(&cell.group), cell)).collect()
    }

    fn strip(&self, name: &str, cell: &crate::profiling::cohort::Cell) -> Markup {
        let published = f64::from(cell.published);
        let values = [
            ("published", self.teller.number(&cell.published)),
            ("model", self.teller.number(&format!("{:.1}", cell.cohort))),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        html! {
            li {
                span.name { (name) }
                span.chance { (self.teller.text.fill("model.tables.values", &values)) }
                (charts::bar(10.0 * cell.cohort, 10.0 * published))
            }
        }
    }

    /// One row of the tables: published, and the model's value after it.
    fn row(&self, measure: &Measure) -> (String, Vec<String>) {
        let value = |cell: &crate::profiling::cohort::Cell| {
            let model =
                if measure.kind == Kind::Share { format!("{:.1}", cell.cohort) } else { format!("{:.0}", cell.cohort) };
            format!("{} / {}", self.teller.number(&cell.published), self.teller.number(&model))
        };
        let cells = self.cells(measure);
        (self.word(&format!("measure.{}", measure.id)).to_owned(), cells.iter().map(|(_, cell)| value(cell)).collect())
    }

    /// The chance of work by time registered.
    fn waiting(&self) -> Markup {
        let waits = &self.library.facts.waiting;
        let name = |days: i32| self.teller.text.fill("model.time.days", &[("n", &self.teller.number(&days))]);
        let rows: Vec<(String, Vec<String>)> = waits
            .iter()
            .map(|wait| {
                let year = wait.by_month.get(11).copied().unwrap_or_default();
                let values = [wait.six_months, wait.low, wait.high, year];
                (name(wait.days), values.map(|chance| self.teller.percent(chance)).to_vec())
            })
            .collect();
        let heads = ["registered", "six-months", "low", "high", "year"].map(|head| self.word_of("head", head));
        html! {
            ol.strips {
                @for wait in waits {
                    li {
                        span.name { (name(wait.days)) }
                        span.chance { (self.teller.percent(wait.six_months)) }
                        (charts::range(wait.low, wait.high, wait.six_months))
                    }
                }
            }
            (fold(self.word("waiting.show"), &table(self.word("waiting.caption"), &heads, &rows)))
        }
    }

    fn word_of(&self, kind: &str, id: &str) -> &str {
        self.word(&format!("{kind}.{id}"))
    }

    /// The share of each track within groups.
    fn groups(&self) -> Markup {
        let groups = &self.library.facts.groups;
        let name = |factor: &str, category: &str| self.category(factor, category);
        let rows: Vec<(String, Vec<String>)> = groups
            .iter()
            .map(|row| {
                let shares = row.tracks.iter().map(|share| self.teller.percent(*share)).collect();
                (name(&row.factor, &row.category).to_owned(), shares)
            })
            .collect();
        let heads = self.track_heads(self.word("head.group"));
        html! {
            ul.legend {
                @for (at, track) in self.library.facts.tracks.iter().enumerate() {
                    li { (charts::swatch(at)) " " (self.track(track)) }
                }
            }
            @for (at, row) in groups.iter().enumerate() {
                @let first = at == 0 || groups.get(at - 1).is_some_and(|before| before.factor != row.factor);
                @if first { h3 { (upper(self.teller.fact(&row.factor))) } }
                div.strips {
                    p { (name(&row.factor, &row.category)) }
                    (charts::stack(&row.tracks))
                }
            }
            (fold(self.word("groups.show"), &table(self.word("groups.caption"), &heads, &rows)))
        }
    }

    /// The two kinds of error at each cut-off.
    fn errors(&self) -> Markup {
        let errors = &self.library.facts.errors;
        let heads = ["group", "too-far", "too-near"].map(|head| self.word_of("head", head));
        let cuts: Vec<(&str, &str)> = {
            let mut cuts: Vec<_> = errors.iter().map(|row| (row.nearer.as_str(), row.further.as_str())).collect();
            cuts.dedup();
            cuts
        };
        html! {
            @for (nearer, further) in cuts {
                @let names = [("nearer", self.track(nearer)), ("further", self.track(further))];
                @let rows: Vec<(String, Vec<String>)> = errors
                    .iter()
                    .filter(|row| row.nearer == nearer)
                    .map(|row| {
                        let values = [row.put_too_far, row.put_too_near].map(|share| self.teller.percent(share));
                        (self.category(&row.factor, &row.category).to_owned(), values.to_vec())
                    })
                    .collect();
                (table(&self.teller.text.fill("model.errors.caption", &names), &heads, &rows))
            }
        }
    }

    /// Every weight over the ensemble.
    fn weights(&self) -> Markup {
        let row = |row: &crate::profiling::cohort::WeightRow| {
            let name =
                format!("{}: {}", upper(self.teller.fact(&row.factor)), self.category(&row.factor, &row.category));
            (name, [row.lowest, row.mean, row.highest].map(|weight| self.teller.number(&weight)).to_vec())
        };
        let rows: Vec<(String, Vec<String>)> = self.library.facts.weights.iter().map(row).collect();
        let heads = ["answer", "lowest", "mean", "highest"].map(|head| self.word_of("head", head));
        fold(self.word("weights.show"), &table(self.word("weights.caption"), &heads, &rows))
    }

    /// Each member alone.
    fn members(&self) -> Markup {
        let rows: Vec<(String, Vec<String>)> = (1..)
            .zip(&self.library.facts.members)
            .map(|(at, row): (u32, _)| {
                let values = [row.spread.to_string(), two(row.mean_difference), two(row.largest_difference)];
                let values = values.map(|value| self.teller.number(&value));
                (at.to_string(), values.into_iter().chain([self.teller.percent(row.moved)]).collect())
            })
            .collect();
        let heads = ["member", "spread", "mean-difference", "largest-difference", "moved"];
        let heads = heads.map(|head| self.word_of("head", head));
        fold(self.word("single.show"), &table(self.word("single.caption"), &heads, &rows))
    }

    /// What another choice of spread does to the most common person of each track.
    fn typical(&self) -> Markup {
        let card = &self.library.facts;
        html! {
            @for typical in &card.typical {
                @let person = self.person(&typical.categories);
                @let rows: Vec<(String, Vec<String>)> = std::iter::once((self.word("spread.all").to_owned(), &typical.ensemble))
                    .chain(typical.by_spread.iter().map(|row| (self.teller.number(&row.spread), &row.tracks)))
                    .map(|(name, tracks)| (name, tracks.iter().map(|share| self.teller.percent(*share)).collect()))
                    .collect();
                @let names = [("track", self.track(&typical.track))];
                h3 { (self.teller.text.fill("model.spread.person", &names)) }
                p { (person) }
                (table(
                    &self.teller.text.fill("model.spread.caption", &names),
                    &self.track_heads(self.word("head.spread")),
                    &rows,
                ))
            }
        }
    }

    /// The facts of a typical person; their categories stand in the order of the card's factors.
    fn person(&self, categories: &[String]) -> String {
        let weights = &self.library.facts.weights;
        let mut factors: Vec<&str> = weights.iter().map(|row| row.factor.as_str()).collect();
        factors.dedup();
        let words = factors.iter().zip(categories).map(|(factor, category)| self.category(factor, category));
        upper(&words.map(lower).collect::<Vec<_>>().join(", ")) + "."
    }

    /// The windows of the tracks, and how often the client can name a track in each.
    fn windows(&self) -> Markup {
        let rows: Vec<(String, Vec<String>)> = self
            .library
            .facts
            .editions
            .iter()
            .map(|row| {
                let name = self.word(&format!("edition.{}", row.edition)).to_owned();
                (name, [row.is_robust, row.named].map(|share| self.teller.percent(share)).to_vec())
            })
            .collect();
        let heads = ["window", "robust", "named"].map(|head| self.word_of("head", head));
        html! {
            (table(self.word("windows.caption"), &heads, &rows))
            (fold(self.word("windows.show"), &self.ranges()))
        }
    }

    /// How far each cut-off may be from that of the tables, by window.
    fn ranges(&self) -> Markup {
        let card = self.library.policies.scorecard(Jurisdiction::DEFAULT);
        let editions = card.map(|card| card.editions.as_slice()).unwrap_or_default();
        let range = |(low, high): (&i32, &i32)| {
            let (low, high) = (self.teller.number(low), self.teller.number(high));
            self.teller.text.fill("model.windows.range", &[("low", &low), ("high", &high)])
        };
        let rows: Vec<(String, Vec<String>)> = editions
            .iter()
            .map(|edition| {
                let name = self.word(&format!("edition.{}", edition.id)).to_owned();
                (name, edition.low.iter().zip(&edition.high).map(range).collect())
            })
            .collect();
        let tracks = &self.library.facts.tracks;
        let cuts = tracks.iter().zip(tracks.iter().skip(1));
        let names: Vec<String> =
            cuts.map(|(nearer, further)| format!("{} – {}", self.track(nearer), self.track(further))).collect();
        let heads: Vec<&str> =
            std::iter::once(self.word("head.window")).chain(names.iter().map(String::as_str)).collect();
        table(self.word("windows.ranges"), &heads, &rows)
    }

    /// The middle column of table 2 beside what the levels of table 3 make: reported, not fitted.
    fn middle(&self) -> Markup {
        let published = &self.library.published;
        let people: Vec<f64> = published.people.iter().skip(1).take(3).copied().map(f64::from).collect();
        let rows: Vec<(String, Vec<String>)> = published
            .measures
            .iter()
            .filter(|measure| measure.kind != Kind::Median)
            .map(|measure| {
                let levels = measure.values.iter().skip(1).zip(&people);
                let mean =
                    levels.map(|(value, people)| f64::from(*value) * people).sum::<f64>() / people.iter().sum::<f64>();
                let values = [measure.middle.to_string(), format!("{mean:.0}")].map(|value| self.teller.number(&value));
                (self.word(&format!("measure.{}", measure.id)).to_owned(), values.to_vec())
            })
            .collect();
        let heads = ["measure", "printed", "levels"].map(|head| self.word_of("head", head));
        fold(self.word("faults.show"), &table(self.word("faults.caption"), &heads, &rows))
    }
}

/// With a capital letter first.
fn upper(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// With a small letter first; names inside keep theirs.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
