//! One turn of the program's: what it says, and what may be replied.

use super::{Chat, Packet, result, say};
use crate::assessment::FactValue;
use crate::case::{FactId, Kind};
use crate::date::Date;
use crate::sentences::words as in_words;
use crate::session::Page;
use crate::understand::words;
use crate::wire::wire;

/// A reply that is offered. Its number is its place in the list, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is: the id of a choice of the question, or of a wish.
    pub id: String,
    /// In words.
    pub label: String,
}
wire!(Choice { id, label });

/// What kind of answer the question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// `choice`, `several`, `number`, `day` or `municipality`.
    pub kind: &'static str,
    /// May it be skipped because it is sensitive?
    pub sensitive: bool,
}
wire!(Input { kind, sensitive });

/// What became of the reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// `read` (answers were taken), `wrong` (one could not be), `again` (not understood, or not clear), `aside` (a
    /// question of the person's was answered), `speak` (another language is wanted), `handover` (it is confirmed) or
    /// `wiped`.
    pub kind: &'static str,
    /// What the aside was about, or the language that is wanted.
    pub value: Option<String>,
}
wire!(Notice { kind as "type", value });

/// After so many replies in a row that were not understood, a human is the first choice.
const HUMAN_AFTER: u8 = 3;

/// One turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// What is asked or told: `start`, `question.age`, `check`, `result.chance`, …
    pub id: String,
    /// The tag of its language.
    pub lang: String,
    /// What is said, one paragraph each.
    pub say: Vec<String>,
    /// What may be replied; anything else may be written too.
    pub choices: Vec<Choice>,
    /// What kind of answer is asked for, where a question is.
    pub input: Option<Input>,
    /// What became of the reply before.
    pub notice: Option<Notice>,
    /// What is handed over to an officer: shown to be confirmed, or confirmed.
    pub handover: Option<Packet>,
}
wire!(Turn { id, lang, say, choices, input, notice, handover });

/// The choice whose number or label was written, or both: some systems send a choice as it was shown, "2. Man".
pub fn picked(choices: &[Choice], typed: &str) -> Option<String> {
    let typed = words(typed);
    if let Some((number, label)) = typed.split_first()
        && let Some(at) = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1))
        && let Some(choice) = choices.get(at)
        && (label.is_empty() || words(&choice.label) == label)
    {
        return Some(choice.id.clone());
    }
    if typed.is_empty() {
        return None;
    }
    choices.iter().find(|choice| words(&choice.label) == typed).map(|choice| choice.id.clone())
}

/// Can it be an answer to that question, as a choice that is offered?
pub fn is_value(fact: FactId, id: &str, chat: &Chat) -> bool {
    match fact.fact().kind {
        Kind::Choice(ids) => ids.contains(&id),
        Kind::Several(ids) => ids.contains(&id) || id == "none",
        Kind::Number(first, last) => id.parse().is_ok_and(|number: i32| (first..=last).contains(&number)),
        Kind::Day(..) => Date::parse(id).is_some(),
        Kind::Place => chat.client.text().place(id).is_some() || id.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

impl Chat {
    /// What is asked or told now.
    pub fn turn(&self) -> Turn {
        self.shown(true)
    }

    /// What may be replied now.
    pub(super) fn choices(&self) -> Vec<Choice> {
        self.shown(false).choices
    }

    /// The turn; without its words where only the choices are wanted, since a result takes time to judge.
    fn shown(&self, in_words: bool) -> Turn {
        if let Some(turn) = self.draft.as_ref().and_then(|draft| self.preview(draft)) {
            return turn;
        }
        let (state, text) = (self.client.state(), self.client.text());
        let mut offered = Offered { chat: self, choices: Vec::new() };
        // Whom the program does not understand, a human may.
        let human_first = self.missed >= HUMAN_AFTER && matches!(state.page(), Page::Question(_)) && !self.choosing;
        if human_first {
            offered.say("human");
        }
        let (mut id, mut input) = (state.page().id(), None);
        let say = if self.choosing {
            "choosing".clone_into(&mut id);
            for fact in state.answered_facts() {
                offered.of(&["change.", fact.name].concat(), text.at(&["question.", fact.name, ".short"]));
            }
            offered.say("check");
            vec![self.lexicon.say("which").to_owned()]
        } else {
            match state.page() {
                Page::Start => {
                    offered.say("begin");
                    if in_words { say::hello(self) } else { Vec::new() }
                }
                Page::Question(fact) => {
                    input = Some(offered.question(fact));
                    say::question(fact.fact(), self)
                }
                Page::Check => {
                    offered.of("finish", text.get("page.check.finish"));
                    if !state.open_questions(self.client.policies()).is_empty() {
                        offered.of("begin", text.get("page.check.go-on"));
                    }
                    if state.has_answers() {
                        offered.say("change");
                        offered.handover();
                    }
                    say::check(self)
                }
                Page::Result => {
                    id = ["result.", self.part].concat();
                    let first = if self.more { usize::MAX } else { result::FIRST };
                    for part in result::others(self.part, self).into_iter().take(first) {
                        offered.say(part);
                    }
                    if self.more {
                        if state.has_answers() {
                            offered.say("change");
                            offered.handover();
                        }
                        offered.say("start-over");
                    } else {
                        offered.say("more");
                    }
                    if in_words { result::say(self.part, self) } else { Vec::new() }
                }
                Page::StartOver => {
                    offered.of("wipe", text.get("page.start-over.yes"));
                    offered.of("keep", text.get("page.start-over.no"));
                    vec![text.get("page.start-over.title").to_owned(), self.lexicon.say("wipe-lead").to_owned()]
                }
                // A conversation that was kept may stand at a page that a chat does not have.
                page => {
                    offered.say("begin");
                    offered.say("check");
                    vec![text.at(&["page.", page.plain_id(), ".title"]).to_owned()]
                }
            }
        };
        if !human_first {
            offered.say("human");
        }
        Turn { id, lang: text.lang().to_owned(), say, choices: offered.choices, input, notice: None, handover: None }
    }
}

/// The choices in the making.
struct Offered<'a> {
    chat: &'a Chat,
    choices: Vec<Choice>,
}

impl Offered<'_> {
    fn of(&mut self, id: &str, label: &str) {
        self.choices.push(Choice { id: id.to_owned(), label: label.to_owned() });
    }

    /// A choice in the chat's own words.
    fn say(&mut self, id: &str) {
        let label = self.chat.lexicon.text().at(&["label.", id]);
        self.of(id, label);
    }

    /// To hand over, where the host takes it.
    fn handover(&mut self) {
        if self.chat.hands_over.is_some() {
            let label = self.chat.lexicon.text().at(&["label.handover", self.chat.way()]);
            self.of("handover", label);
        }
    }

    fn question(&mut self, fact: FactId) -> Input {
        let (state, text, fact) = (self.chat.client.state(), self.chat.client.text(), fact.fact());
        for code in &self.chat.places {
            self.of(code, text.place(code).unwrap_or(code));
        }
        for id in &self.chat.maybe {
            let label = match (fact.kind, Date::parse(id)) {
                (Kind::Day(..), Some(day)) => text.date(day),
                (Kind::Place, _) => text.place(id).unwrap_or(id).to_owned(),
                (Kind::Number(..), _) => {
                    let number = FactValue::Number(id.parse().unwrap_or_default());
                    in_words::value(fact.name, &number, text)
                }
                _ => text.at(&["question.", fact.name, ".choice.", id]).to_owned(),
            };
            self.of(id, &label);
        }
        if let Some(mistake) = &state.mistake {
            for day in &mistake.days {
                self.of(&day.to_string(), &text.date(*day));
            }
            for number in &mistake.numbers {
                let label = in_words::value(fact.name, &FactValue::Number(*number), text);
                self.of(&number.to_string(), &label);
            }
            for code in mistake.places.iter().take(12) {
                self.of(code, text.place(code).unwrap_or(code));
            }
            if let Some(against) = mistake.against {
                let label =
                    text.fill("mistake.change-other", &[("fact", text.at(&["question.", against.name(), ".short"]))]);
                self.of(&["change.", against.name()].concat(), &label);
            }
        }
        let offered = |id: &str| self.chat.maybe.iter().any(|known| known == id);
        for id in fact.choices().iter().filter(|id| !offered(id)) {
            self.of(id, text.at(&["question.", fact.name, ".choice.", id]));
        }
        if matches!(fact.kind, Kind::Several(_)) {
            self.say("none");
        }
        if fact.id == FactId::RegisteredSince {
            let today = state.case.on.date;
            self.of(&today.to_string(), &text.fill("question.registered-since.today", &[("date", &text.date(today))]));
        }
        for id in ["unknown", "declined"] {
            self.of(id, text.at(&["answer.", id]));
        }
        Input { kind: fact.kind.id(), sensitive: fact.sensitive }
    }
}
