//! A packet for a provider or a municipality: lines that the person has chosen one by one, in words. What is shown is
//! what is written; whoever gets it reads it as it stands, in this client or without.

use super::{checked, is_of, is_whole};
use crate::assessment::{Assessment, FactValue, Reason};
use crate::case::{Answer, Case, FactId, Raw, parse_moment};
use crate::sentences::{steps, words};
use crate::text::{LANGUAGES, Text};
use crate::wire::{Wire, from_id, object};

/// What tells the file from others.
pub const KIND: &str = "vagval-packet";

/// The version of the form.
const VERSION: i32 = 1;
/// More lines than anybody can choose.
const MOST_LINES: usize = 100;
/// Longer than any line.
const LONGEST: usize = 600;

/// Who gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// The provider that the person has chosen.
    Provider,
    /// The municipality that the person lives in.
    Municipality,
}

impl Receiver {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Provider, Self::Municipality];

    /// The id at the boundary, and of its words.
    pub fn id(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Municipality => "municipality",
        }
    }
}
from_id!(Receiver);

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `track`, `chance`, `programme.ID`, `step.ID` or `fact.ID`.
    pub id: String,
    /// What it says.
    pub words: String,
    /// Does it tell something sensitive, or let it be guessed? Such lines come last, and apart.
    pub sensitive: bool,
}

impl Wire for Line {
    fn wire(&self) -> Raw {
        object([("id", self.id.wire()), ("words", self.words.wire()), ("sensitive", self.sensitive.wire())])
    }
}

/// A packet, as it is written and as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Who gets it.
    pub to: Receiver,
    /// The language it is written in.
    pub lang: String,
    /// When it was made.
    pub on: String,
    /// What it is.
    pub title: String,
    /// That the person chose, and what it is not.
    pub about: String,
    /// What was chosen.
    pub lines: Vec<Line>,
}

/// Every line there is to choose; what is sensitive comes last.
pub fn offered(case: &Case, assessment: &Assessment, text: &Text) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add = |id: &[&str], words: String, sensitive: bool| {
        lines.push(Line { id: id.concat(), words: capital(&words), sensitive });
    };
    let colon = |name: &str, value: &str| [name, ": ", value].concat();
    if let Some(track) = &assessment.track {
        let name = text.at(&["track.", track.most_likely, ".name"]);
        add(&["track"], text.fill("packet.track", &[("track", name)]), false);
    }
    if let Some(chance) = &assessment.job_chance {
        add(&["chance"], text.fill("packet.chance", &[("chance", &text.of_hundred(chance.six_months))]), false);
    }
    for programme in &assessment.eligibility {
        if programme.outcome == "met" || programme.outcome == "caseworker" {
            let name = text.at(&["programme.", &programme.id, ".name"]);
            let outcome = text.at(&["outcome.", programme.outcome, ".name"]);
            let sensitive = programme.reasons.iter().any(|reason| rests_on_sensitive(reason, case));
            add(&["programme.", &programme.id], colon(name, outcome), sensitive);
        }
    }
    for step in &assessment.next_steps {
        if step.from.is_some() || step.by.is_some() {
            let name = text.at(&["step.", &step.message, ".name"]);
            add(&["step.", &step.id], colon(name, &steps::when(step, text)), false);
        }
    }
    for fact in case.facts() {
        if let answer @ Answer::Known(_) = case.answer(fact.id) {
            let value = words::value(fact.name, &FactValue::from(answer), text);
            add(&["fact.", fact.name], colon(words::fact(fact.name, text), &value), fact.sensitive);
        }
    }
    let (sensitive, mut ordered): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.sensitive);
    ordered.extend(sensitive);
    ordered
}

/// Does a rule read a sensitive answer that was given?
fn rests_on_sensitive(reason: &Reason, case: &Case) -> bool {
    reason
        .used
        .iter()
        .filter_map(|name| FactId::from_name(name))
        .any(|fact| fact.fact().sensitive && case.value(fact).is_some())
}

impl Packet {
    /// The packet of these lines, for a receiver, in the language of `text`.
    pub fn new(to: Receiver, on: &str, lines: Vec<Line>, text: &Text) -> Self {
        Self {
            to,
            lang: text.lang().to_owned(),
            on: on.to_owned(),
            title: text.at(&["packet.", to.id(), ".title"]).to_owned(),
            about: text.fill("packet.made", &[("date", &words::moment(on, text))]),
            lines,
        }
    }

    /// All of it as plain text, line by line.
    pub fn text(&self) -> String {
        let mut all = [&self.title, "\n\n", &self.about, "\n"].concat();
        for line in &self.lines {
            all.push_str("\n– ");
            all.push_str(&line.words);
        }
        all.push('\n');
        all
    }

    /// The file.
    pub fn write(&self) -> Raw {
        checked(object([
            ("v", VERSION.wire()),
            ("kind", KIND.wire()),
            ("to", self.to.id().wire()),
            ("lang", self.lang.wire()),
            ("on", self.on.wire()),
            ("title", self.title.wire()),
            ("about", self.about.wire()),
            ("lines", self.lines.wire()),
        ]))
    }

    /// Reads a file. Who wrote it cannot be known: its words are shown as they are.
    ///
    /// # Errors
    /// The id of what is wrong, whose text is `export.wrong.ID`.
    pub fn read(raw: &Raw) -> Result<Self, &'static str> {
        is_of(raw, KIND, VERSION)?;
        Self::parts(raw).filter(|_| is_whole(raw)).ok_or("damaged")
    }

    fn parts(raw: &Raw) -> Option<Self> {
        let words = |raw: &Raw, key: &str| raw.get(key)?.text().filter(|words| is_line(words)).map(str::to_owned);
        let lang = words(raw, "lang")?;
        let on = words(raw, "on")?;
        if !LANGUAGES.contains(&lang.as_str()) || parse_moment(&on).is_none() {
            return None;
        }
        let Raw::List(list) = raw.get("lines")? else { return None };
        let mut lines: Vec<Line> = Vec::new();
        for line in list {
            let Raw::Bool(sensitive) = line.get("sensitive")? else { return None };
            let line = Line { id: words(line, "id")?, words: words(line, "words")?, sensitive: *sensitive };
            if lines.iter().any(|other| other.id == line.id) {
                return None;
            }
            lines.push(line);
        }
        let to = Receiver::from_id(&words(raw, "to")?)?;
        let (title, about) = (words(raw, "title")?, words(raw, "about")?);
        (1..=MOST_LINES).contains(&lines.len()).then_some(Self { to, lang, on, title, about, lines })
    }
}

/// Something to read, on one line, and not too long.
fn is_line(words: &str) -> bool {
    !words.trim().is_empty() && words.chars().count() <= LONGEST && !words.chars().any(char::is_control)
}

/// With a capital first, as a line begins.
fn capital(words: &str) -> String {
    let mut rest = words.chars();
    let mut capital = String::new();
    if let Some(first) = rest.next() {
        capital.extend(first.to_uppercase());
    }
    capital.push_str(rest.as_str());
    capital
}
