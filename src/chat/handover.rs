//! The hand-over in the chat: exactly what would go to an officer, line by line, before anything goes.
//!
//! Answers that are sensitive are struck unless the person takes them along; so is what was not understood, for it
//! may tell anything. What was said goes only with the answers that it tells. The host sends or keeps what was
//! confirmed; nothing here leaves anything.

use super::turn::{Choice, Turn};
use super::{Chat, say};
use crate::assessment::{FactValue, assess};
use crate::case::{Answer, Case, FactId, Problem, Raw};
use crate::sentences::{outcome, words as in_words};
use crate::session::handover::{Handover, Said, Seen, read};
use crate::session::{Page, State};
use crate::text::fill;
use crate::understand::words;
use crate::wire::{Wire, wire};

/// What was said, and what can be read out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who said what.
    pub said: Said,
    /// The facts that it tells.
    pub tells: Vec<FactId>,
    /// Was it not wholly understood?
    pub unclear: bool,
}

impl Wire for Entry {
    fn wire(&self) -> Raw {
        let mut tells = String::new();
        for fact in &self.tells {
            if !tells.is_empty() {
                tells.push(' ');
            }
            tells.push_str(fact.name());
        }
        Raw::List(vec![self.said.by.wire(), self.said.say.wire(), tells.wire(), self.unclear.wire()])
    }
}

/// What was said, as it was kept; what is not in that form is left out.
pub(super) fn read_said(kept: &Raw) -> Vec<Entry> {
    let mut said = Vec::new();
    let Raw::List(rows) = kept else { return said };
    for row in rows {
        let Raw::List(row) = row else { continue };
        let [by, Raw::Text(say), Raw::Text(names), Raw::Bool(unclear)] = row.as_slice() else { continue };
        let Some(by) = ["person", "program"].into_iter().find(|known| by.text() == Some(known)) else { continue };
        // A row about a fact that is no longer asked could not be struck with it, so it goes.
        let tells: Option<Vec<FactId>> = names.split_whitespace().map(FactId::from_name).collect();
        let Some(tells) = tells else { continue };
        said.push(Entry { said: Said { by, say: one_line(say) }, tells, unclear: *unclear });
    }
    said
}

/// What is handed over, in both forms.
#[derive(Clone, Debug, PartialEq)]
pub struct Packet {
    /// Has the person confirmed? Before that it is only shown.
    pub confirmed: bool,
    /// The readable text: the lines that the turn shows.
    pub text: String,
    /// The same as data: see `session::handover`.
    pub data: Raw,
}
wire!(Packet { confirmed, text, data });

/// A hand-over in the making: frozen when the person asked for it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    case: Case,
    /// The answers, and whether each is struck.
    facts: Vec<(FactId, bool)>,
    /// What was said, and whether each is struck.
    said: Vec<(Entry, bool)>,
}

/// One line of the hand-over.
struct Line {
    text: String,
    /// The number that it is struck by; 0 where it cannot be.
    number: usize,
}

impl Draft {
    pub(super) fn new(state: &State, said: &[Entry]) -> Self {
        let mut draft = Self { case: state.case.clone(), facts: Vec::new(), said: Vec::new() };
        for fact in state.case.facts() {
            if state.case.answer(fact.id) != Answer::Unknown {
                let is_told = state.case.is_told(fact.id);
                draft.facts.push((fact.id, fact.sensitive && is_told));
            }
        }
        for entry in said {
            draft.said.push((entry.clone(), entry.unclear));
        }
        draft
    }

    fn is_struck(&self, fact: FactId) -> bool {
        self.facts.iter().any(|(known, struck)| *known == fact && *struck)
    }

    /// Does the person strike what this tells, or itself?
    fn goes(&self, entry: &Entry, struck: bool) -> bool {
        !struck && !entry.tells.iter().any(|fact| self.is_struck(*fact))
    }

    /// Strikes a line, or takes it along again, by its number.
    fn strike(&mut self, number: usize, strike: bool) -> bool {
        let Some(at) = number.checked_sub(1) else { return false };
        let facts = self.facts.len();
        if let Some((_, struck)) = self.facts.get_mut(at) {
            *struck = strike;
            return true;
        }
        let Some((entry, struck)) = at.checked_sub(facts).and_then(|at| self.said.get_mut(at)) else { return false };
        *struck = strike;
        // A line that is taken along takes along what it tells.
        let tells = if strike { Vec::new() } else { entry.tells.clone() };
        for fact in tells {
            self.strike_fact(fact, false);
        }
        true
    }

    fn strike_fact(&mut self, fact: FactId, strike: bool) -> bool {
        let found = self.facts.iter_mut().find(|(known, _)| *known == fact);
        found.map(|(_, struck)| *struck = strike).is_some()
    }

    /// Is any of what was said taken along?
    fn has_talk(&self) -> bool {
        self.said.iter().any(|(entry, struck)| self.goes(entry, *struck))
    }

    /// Strikes all that was said, or takes along what was understood.
    fn strike_talk(&mut self, strike: bool) {
        for (entry, struck) in &mut self.said {
            *struck = strike || entry.unclear;
        }
    }

    /// What goes.
    fn handover(&self, chat: &Chat) -> Option<Handover> {
        let (state, id) = (chat.client.state(), chat.hands_over.as_deref()?);
        let (text, policies) = (chat.client.text(), chat.client.policies());
        let outcome = outcome::lines(&assess(&self.case, policies).ok()?, text);
        let mut seen = Seen { withheld: Vec::new(), outcome };
        let mut case = self.case.clone();
        for (fact, struck) in &self.facts {
            if *struck {
                if self.case.is_told(*fact) {
                    seen.withheld.push(*fact);
                }
                case.set(*fact, Answer::Declined);
            }
        }
        let mut said = Vec::new();
        for (entry, struck) in &self.said {
            if self.goes(entry, *struck) {
                said.push(entry.said.clone());
            }
        }
        Handover::new(id, state.channel, text.lang(), &case, seen, said, policies).ok()
    }
}

impl Chat {
    /// The turn that shows what would go.
    pub(super) fn preview(&self, draft: &Draft) -> Option<Turn> {
        let handover = draft.handover(self)?;
        let lexicon = &self.lexicon;
        let own = |key: &str| lexicon.say(&[key, self.way()].concat()).to_owned();
        let (lines, struck) = self.lines(draft, &handover);
        let mut say = vec![own("handover-lead"), lexicon.say("handover-strike").to_owned()];
        for line in &lines {
            say.push(numbered(line));
        }
        if !struck.is_empty() {
            say.push(lexicon.say("handover-struck").to_owned());
            for line in &struck {
                say.push(numbered(line));
            }
        }
        let label = |id: &str| lexicon.text().at(&["label.", id]);
        let mut choices = Vec::new();
        for (id, label) in [
            ("send", label(&["send", self.way()].concat())),
            if draft.has_talk() { ("without-talk", label("without-talk")) } else { ("with-talk", label("with-talk")) },
            ("cancel", label("cancel")),
            ("human", label("human")),
        ] {
            // There may be nothing that was said.
            if !id.ends_with("-talk") || draft.said.iter().any(|(entry, _)| !entry.unclear) {
                choices.push(Choice { id: id.to_owned(), label: label.to_owned() });
            }
        }
        Some(Turn {
            id: "handover".to_owned(),
            lang: self.client.text().lang().to_owned(),
            say,
            choices,
            input: None,
            notice: None,
            handover: Some(Packet { confirmed: false, text: joined(&lines), data: handover.write() }),
        })
    }

    /// Where it goes: to a server's officer, or to a file of the person's own.
    pub(super) fn way(&self) -> &'static str {
        if self.server.is_some() { "-server" } else { "-device" }
    }

    /// The lines that go, and those that are struck.
    fn lines(&self, draft: &Draft, handover: &Handover) -> (Vec<Line>, Vec<Line>) {
        let (mut lines, mut struck) = (Vec::new(), Vec::new());
        for text in readable(handover, self, Part::Head) {
            lines.push(Line { text, number: 0 });
        }
        for (at, (fact, is_struck)) in draft.facts.iter().enumerate() {
            let number = at + 1;
            lines.push(Line { text: handed(*fact, handover, self), number });
            if *is_struck && draft.case.is_told(*fact) {
                let text = told(*fact, draft.case.answer(*fact), self);
                struck.push(Line { text, number });
            }
        }
        for text in readable(handover, self, Part::Result) {
            lines.push(Line { text, number: 0 });
        }
        for (at, (entry, is_struck)) in draft.said.iter().enumerate() {
            let line = Line { text: spoken(&entry.said, self), number: draft.facts.len() + at + 1 };
            if draft.goes(entry, *is_struck) { &mut lines } else { &mut struck }.push(line);
        }
        (lines, struck)
    }

    /// A reply while a hand-over is shown: `None` where it is about something else.
    pub(super) fn edit(&mut self, typed: &str) -> Option<Turn> {
        let mut draft = self.draft.clone()?;
        let typed = words(typed).join(" ");
        let begins = |list: &str| {
            let verbs = self.lexicon.text().find(list)?;
            verbs.split(',').filter(|verb| !verb.is_empty()).find_map(|verb| {
                let rest = typed.strip_prefix(verb.trim())?;
                rest.strip_prefix(' ')
            })
        };
        let (strike, rest) = match (begins("strike.words"), begins("take.words")) {
            (Some(rest), _) => (true, rest.to_owned()),
            (None, Some(rest)) => (false, rest.to_owned()),
            _ => return None,
        };
        let mut done = false;
        let mut others = String::new();
        for word in words(&rest) {
            if let Ok(number) = word.parse::<usize>() {
                if !draft.strike(number, strike) {
                    return Some(self.noted("again", "handover-again"));
                }
                done = true;
            } else if self.lexicon.has("talk.words", &word) {
                draft.strike_talk(strike);
                done = true;
            } else if !self.lexicon.has("fillers.words", &word) && !self.lexicon.has("line.words", &word) {
                others.push_str(&word);
                others.push(' ');
            }
        }
        if !others.is_empty() {
            let reading = self.read(&others, None);
            done = reading.clear && reading.told.is_empty() && reading.wishes.is_empty() && !reading.named.is_empty();
            for fact in &reading.named {
                done &= draft.strike_fact(*fact, strike);
            }
        }
        if !done {
            return Some(self.noted("again", "handover-again"));
        }
        self.draft = Some(draft);
        Some(self.turn())
    }

    /// A choice while a hand-over is shown, or the wish for one: `None` where it is neither.
    pub(super) fn hand_over(&mut self, id: &str) -> Option<Turn> {
        if id == "handover" {
            if self.hands_over.is_none() {
                return Some(self.choose("human"));
            }
            if !self.client.state().has_answers() {
                return Some(self.noted("again", "handover-nothing"));
            }
            self.choosing = false;
            self.draft = Some(Draft::new(self.client.state(), &self.said));
            return Some(self.turn());
        }
        let draft = self.draft.as_mut()?;
        match id {
            "without-talk" => draft.strike_talk(true),
            "with-talk" => draft.strike_talk(false),
            "cancel" => self.draft = None,
            "send" => {
                let shown = self.turn().handover?;
                self.draft = None;
                let mut turn = self.turn();
                turn.say.insert(0, self.lexicon.say(&["handover-done", self.way()].concat()).to_owned());
                turn.notice = Some(super::Notice { kind: "handover", value: None });
                turn.handover = Some(Packet { confirmed: true, ..shown });
                return Some(turn);
            }
            _ => return None,
        }
        Some(self.turn())
    }

    /// A hand-over that was sent, with one more question and its answer at the end of the talk: when an officer may
    /// call back, say. The host asked for it after the person had confirmed the rest.
    ///
    /// # Errors
    /// It is no hand-over of this version, or it is damaged.
    pub fn add_to_handover(&self, sent: &Raw, asked: &str, answered: &str) -> Result<Packet, Problem> {
        let mut handover = read(sent, self.client.policies())?;
        for (by, say) in [("program", asked), ("person", answered)] {
            handover.transcript.push(Said { by, say: one_line(say) });
        }
        Ok(Packet { confirmed: true, text: text_of(&handover, self), data: handover.write() })
    }

    /// Writes down what the person said, and what it was said to.
    pub(super) fn record(&mut self, before: &str, typed: &str, picked: bool, turn: &Turn) {
        let notice = turn.notice.as_ref().map(|notice| notice.kind);
        if notice == Some("wiped") {
            self.said.clear();
            return;
        }
        // What is too much to be kept is kept nowhere here, nor what it was said to.
        let about = turn.notice.as_ref().and_then(|notice| notice.value.as_deref());
        if about.is_some_and(|about| ["crisis", "contact-details"].contains(&about)) {
            self.told.clear();
            return;
        }
        self.program_said(before);
        let again = ["again", "wrong"].contains(&notice.unwrap_or_default());
        let tells = std::mem::take(&mut self.told);
        let unclear = again || !picked && self.unclear;
        let said = Said { by: "person", say: one_line(typed) };
        if !said.say.is_empty() {
            self.said.push(Entry { said, tells, unclear });
        }
        // Of what was asked in between, the answer is part of the talk.
        let answered = notice == Some("aside") || notice == Some("again");
        if let Some(line) = turn.say.first().filter(|_| answered) {
            self.program_said(line);
        }
    }

    fn program_said(&mut self, line: &str) {
        let said = Said { by: "program", say: one_line(line) };
        if self.said.iter().rev().find(|entry| entry.said.by == "program").is_none_or(|last| last.said != said) {
            self.said.push(Entry { said, tells: Vec::new(), unclear: false });
        }
    }

    /// What is asked or told now, in one line that tells no answer.
    pub(super) fn headline(&self) -> String {
        let text = self.client.text();
        match self.client.state().page() {
            _ if self.choosing => self.lexicon.say("which").to_owned(),
            Page::Question(fact) => text.at(&["question.", fact.name(), ".title"]).to_owned(),
            page => text.at(&["page.", page.plain_id(), ".title"]).to_owned(),
        }
    }
}

fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn numbered(line: &Line) -> String {
    if line.number == 0 { line.text.clone() } else { [&line.number.to_string(), ". ", &line.text].concat() }
}

fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(&line.text);
        text.push('\n');
    }
    text
}

/// What stands before the answers, and what between them and the talk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Result,
}

fn told(fact: FactId, answer: Answer, chat: &Chat) -> String {
    say::named(fact, &FactValue::from(answer), chat.client.text())
}

/// What goes of an answer: itself, or that it stays with the person.
fn handed(fact: FactId, handover: &Handover, chat: &Chat) -> String {
    if handover.is_withheld(fact) == Some(true) {
        return say::beside_name(fact, chat.lexicon.text().get("handover.withheld"), chat.client.text());
    }
    told(fact, handover.case.answer(fact), chat)
}

fn spoken(said: &Said, chat: &Chat) -> String {
    let by = chat.lexicon.text().at(&["handover.", said.by]);
    [by, ": ", &said.say].concat()
}

fn readable(handover: &Handover, chat: &Chat, part: Part) -> Vec<String> {
    let (text, own) = (chat.client.text(), chat.lexicon.text());
    if part == Part::Head {
        let moment = in_words::moment(&handover.case.on.to_string(), text);
        let channel = own.at(&["handover.channel.", handover.channel.id()]);
        return vec![
            fill(own.get("handover.head"), &[("channel", channel), ("moment", &moment)]),
            fill(own.get("handover.id"), &[("id", &handover.id)]),
            own.get("handover.answers").to_owned(),
        ];
    }
    let mut lines = Vec::new();
    let mut title = "handover.result";
    if let Some(seen) = &handover.seen {
        lines.push(own.get("handover.seen").to_owned());
        lines.extend(seen.outcome.iter().cloned());
        if !seen.withheld.is_empty() {
            title = "handover.result-without";
        }
    }
    lines.push(own.get(title).to_owned());
    let result = &handover.result;
    if let Some(track) = result.most_likely {
        lines.push(fill(own.get("handover.nearest"), &[("track", text.at(&["track.", track, ".name"]))]));
    }
    if let Some(chances) = result.chances {
        let mut all = String::new();
        for (id, chance) in crate::profiling::TRACKS.iter().zip(chances) {
            if !all.is_empty() {
                all.push_str("; ");
            }
            all.push_str(&[text.at(&["track.", id, ".name"]), " ", &text.of_hundred(chance)].concat());
        }
        all.push('.');
        lines.push(all);
    }
    if let Some(chance) = result.six_months {
        lines.push(text.fill("chance.six-months", &[("chance", &text.of_hundred(chance))]));
    }
    for outcome in ["met", "caseworker", "unknown", "not-met"] {
        let mut names = String::new();
        for (id, _) in result.programmes.iter().filter(|(_, other)| *other == outcome) {
            names.push_str(if names.is_empty() { ": " } else { "; " });
            names.push_str(text.at(&["programme.", id, ".name"]));
        }
        if !names.is_empty() {
            lines.push([text.at(&["outcome.", outcome, ".name"]), &names, "."].concat());
        }
    }
    let judged = &handover.judged;
    let values = [
        ("policy", judged.policy.as_str()),
        ("in_force", text.find(&["edition.", &judged.in_force].concat()).unwrap_or(&judged.in_force)),
        ("engine", judged.engine.as_str()),
        ("local", judged.local.as_deref().unwrap_or("–")),
        ("hash", judged.assessment.as_str()),
    ];
    lines.push(fill(own.get("handover.edition"), &values));
    let decides = in_words::local("result.who-decides", handover.case.jurisdiction.id(), text);
    lines.push([text.get("result.preliminary"), " ", decides].concat());
    if !handover.transcript.is_empty() {
        lines.push(own.get("handover.talk").to_owned());
    }
    lines
}

/// The readable text of a hand-over, made from nothing but its data.
pub fn text_of(handover: &Handover, chat: &Chat) -> String {
    let mut lines = readable(handover, chat, Part::Head);
    for fact in handover.case.facts() {
        if handover.case.answer(fact.id) != Answer::Unknown {
            lines.push(handed(fact.id, handover, chat));
        }
    }
    lines.extend(readable(handover, chat, Part::Result));
    for said in &handover.transcript {
        lines.push(spoken(said, chat));
    }
    lines.push(String::new());
    lines.join("\n")
}
