//! The hand-over in the chat: what would go to an officer, in groups, before anything goes.
//!
//! A group is struck as a whole, or opened to strike single lines; what goes can be read word for word. The numbers are
//! those of the choices, here as everywhere. Answers that are sensitive are struck unless the person takes them along;
//! so is what was not understood, for it may tell anything – but for what the person asked, which is why they want a
//! human. What was said goes only with the answers that it tells. The host sends or keeps what was confirmed; nothing
//! here leaves anything.

use super::draft::{Draft, GROUP_WORDS, Group, Line, Shown, line_of};
use super::turn::{Choice, Turn};
use super::{Chat, say};
use crate::assessment::{FactValue, assess};
use crate::case::{Answer, FactId, Problem, Raw};
use crate::sentences::{outcome, words as in_words};
use crate::session::Page;
use crate::session::handover::{Handover, Said, read};
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
    /// Is it something that the person asked, or what was said to that?
    pub asked: bool,
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
        let mut row = vec![self.said.by.wire(), self.said.say.wire(), tells.wire(), self.unclear.wire()];
        // As in the first version, where nothing was asked.
        if self.asked {
            row.push(self.asked.wire());
        }
        Raw::List(row)
    }
}

/// What was said, as it was kept; what is not in that form is left out.
pub(super) fn read_said(kept: &Raw) -> Vec<Entry> {
    let mut said = Vec::new();
    let Raw::List(rows) = kept else { return said };
    for row in rows {
        let Raw::List(row) = row else { continue };
        // Older ones do not tell what was asked.
        let (row, asked) = match row.as_slice() {
            [row @ .., Raw::Bool(asked)] if row.len() == 4 => (row, *asked),
            row => (row, false),
        };
        let [by, Raw::Text(say), Raw::Text(names), Raw::Bool(unclear)] = row else { continue };
        let Some(by) = ["person", "program"].into_iter().find(|known| by.text() == Some(known)) else { continue };
        // A row about a fact that is no longer asked could not be struck with it, so it goes.
        let tells: Option<Vec<FactId>> = names.split_whitespace().map(FactId::from_name).collect();
        let Some(tells) = tells else { continue };
        said.push(Entry { said: Said { by, say: one_line(say) }, tells, unclear: *unclear, asked });
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

impl Chat {
    /// The turn that shows what would go.
    pub(super) fn preview(&self, draft: &Draft) -> Option<Turn> {
        let handover = draft.handover(self)?;
        let text = text_of(&handover, self);
        let own = self.lexicon.text();
        let way = |key: &str| own.at(&[key, self.way()]).to_owned();
        let mut choices = Vec::new();
        let mut offer = |id: &str, label: String| choices.push(Choice { id: id.to_owned(), label });
        let say = match draft.shown {
            Shown::Groups => {
                offer("send", way("label.send"));
                for group in Group::ALL {
                    let lines = self.lines(draft, group);
                    if !lines.is_empty() {
                        offer(group.id(), self.heading(group, &lines));
                    }
                }
                offer("exact", own.get("label.exact").to_owned());
                self.overview(draft)
            }
            Shown::Lines(group) => {
                let lines = self.lines(draft, group);
                let mut say = vec![self.heading(group, &lines)];
                if group == Group::Seen {
                    say.extend(outcome::lines(&assess(&draft.case, self.client.policies()).ok()?, self.client.text()));
                } else {
                    say.push(self.lexicon.say("handover-lines").to_owned());
                    for line in &lines {
                        let key = if line.goes { "handover.line.goes" } else { "handover.line.stays" };
                        offer(&["line-", &line.at.to_string()].concat(), fill(own.get(key), &[("line", &line.text)]));
                    }
                }
                let id = if lines.iter().any(|line| line.goes) { "all-out" } else { "all-in" };
                offer(id, own.at(&["label.", id]).to_owned());
                offer("parts", own.get("label.parts").to_owned());
                say
            }
            Shown::Exact => {
                offer("send", way("label.send"));
                offer("parts", own.get("label.parts").to_owned());
                let mut say = vec![self.lexicon.say("handover-exact").to_owned()];
                say.extend(text.lines().map(str::to_owned));
                say
            }
        };
        if !matches!(draft.shown, Shown::Lines(_)) {
            offer("cancel", own.get("label.cancel").to_owned());
        }
        offer("human", own.get("label.human").to_owned());
        Some(Turn {
            id: "handover".to_owned(),
            lang: self.client.text().lang().to_owned(),
            say,
            choices,
            input: None,
            notice: None,
            handover: Some(Packet { confirmed: false, text, data: handover.write() }),
        })
    }

    /// What is said beside the groups: that nothing goes yet, what stays, and what was asked.
    fn overview(&self, draft: &Draft) -> Vec<String> {
        /// So many questions are told again.
        const MOST: usize = 3;
        let way = ["handover-lead", self.way()].concat();
        let mut say = vec![self.lexicon.say(&way).to_owned()];
        let stays = draft.facts.iter().filter(|(fact, struck)| *struck && draft.case.is_told(*fact));
        let stays: Vec<FactId> = stays.map(|(fact, _)| *fact).collect();
        if !stays.is_empty() {
            let facts = in_words::fact_names(&stays, self.client.text());
            say.push(fill(self.lexicon.say("handover-stays"), &[("facts", &facts)]));
        }
        let mut asked = Vec::new();
        for (entry, struck) in &draft.said {
            if entry.asked && entry.said.by == "person" && draft.goes(entry, *struck) {
                asked.push(fill(self.lexicon.text().get("handover.quoted"), &[("words", &entry.said.say)]));
            }
        }
        if asked.len() > MOST {
            asked.truncate(MOST);
            asked.push("…".to_owned());
        }
        if !asked.is_empty() {
            say.push(fill(self.lexicon.say("handover-asked"), &[("questions", &asked.join(" "))]));
        }
        say.push(self.lexicon.say("handover-strike").to_owned());
        say
    }

    /// The name of a group, and how much of it goes.
    fn heading(&self, group: Group, lines: &[Line]) -> String {
        let own = self.lexicon.text();
        let (goes, all) = (lines.iter().filter(|line| line.goes).count(), lines.len());
        let key = match goes {
            0 => "none",
            _ if goes == all => "all",
            _ => "some",
        };
        let values = [("n", goes.to_string()), ("all", all.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        let goes = fill(own.at(&["handover.goes.", key]), &values);
        [own.at(&["handover.", group.id()]), ": ", &goes].concat()
    }

    /// Where it goes: to a server's officer, or to a file of the person's own.
    pub(super) fn way(&self) -> &'static str {
        if self.server.is_some() { "-server" } else { "-device" }
    }

    /// The lines of a group. The outcome goes or stays as a whole: a sentence of it alone would tell something else.
    fn lines(&self, draft: &Draft, group: Group) -> Vec<Line> {
        let mut lines = Vec::new();
        match group {
            Group::Told => {
                for (at, (fact, struck)) in draft.facts.iter().enumerate() {
                    if draft.case.is_told(*fact) {
                        let text = told(*fact, draft.case.answer(*fact), self);
                        lines.push(Line { text, at, goes: !struck });
                    }
                }
            }
            Group::Seen => lines.push(Line { text: String::new(), at: 0, goes: !draft.seen }),
            Group::Asked | Group::Talk => {
                for (at, (entry, struck)) in draft.said.iter().enumerate() {
                    if entry.asked == (group == Group::Asked) {
                        let goes = draft.goes(entry, *struck);
                        lines.push(Line { text: spoken(&entry.said, self), at: draft.facts.len() + at, goes });
                    }
                }
            }
        }
        lines
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
        let choices = self.choices();
        let mut done = false;
        let mut others = String::new();
        for word in words(&rest) {
            if let Ok(number) = word.parse::<usize>() {
                let choice = number.checked_sub(1).and_then(|at| choices.get(at));
                if !choice.is_some_and(|choice| draft.strike_choice(&choice.id, strike)) {
                    return Some(self.noted("again", "handover-again"));
                }
                done = true;
            } else if self.lexicon.has("talk.words", &word) {
                draft.strike_talk(strike);
                done = true;
            } else if let Some(group) = GROUP_WORDS.iter().find(|(list, _)| self.lexicon.has(list, &word)) {
                draft.strike_group(group.1, strike);
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
            "without-talk" | "with-talk" => draft.strike_talk(id == "without-talk"),
            "exact" => draft.shown = Shown::Exact,
            "parts" => draft.shown = Shown::Groups,
            "back" if draft.shown != Shown::Groups => draft.shown = Shown::Groups,
            "all-out" | "all-in" => match draft.shown {
                Shown::Lines(group) => draft.strike_group(group, id == "all-out"),
                _ => return None,
            },
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
            id => match (Group::from_id(id), line_of(id)) {
                (Some(group), _) => draft.shown = Shown::Lines(group),
                (None, Some(at)) => {
                    let goes = draft.line_goes(at);
                    draft.strike(at, goes);
                }
                _ => return None,
            },
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
        // It is what they want.
        if let (Some(asked), Some(last)) = (&mut handover.asked, handover.transcript.len().checked_sub(1)) {
            asked.push(last);
        }
        Ok(Packet { confirmed: true, text: text_of(&handover, self), data: handover.write() })
    }

    /// Writes down what the person said, and what it was said to.
    pub(super) fn record(&mut self, before: &str, typed: &str, picked: bool, asked: bool, turn: &Turn) {
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
        self.program_said(before, false);
        let again = ["again", "wrong"].contains(&notice.unwrap_or_default());
        let tells = std::mem::take(&mut self.told);
        let unclear = again || !picked && self.unclear;
        let said = Said { by: "person", say: one_line(typed) };
        if !said.say.is_empty() {
            self.said.push(Entry { said, tells, unclear, asked });
        }
        // Of what was asked in between, the answer is part of the talk.
        let answered = notice == Some("aside") || notice == Some("again");
        if let Some(line) = turn.say.first().filter(|_| answered) {
            self.program_said(line, asked && notice == Some("aside"));
        }
    }

    /// Did the person ask something of their own? What was taken as an answer was none.
    pub(super) fn is_asked(&self, typed: &str, turn: &Turn) -> bool {
        let asks = |word: &String| self.lexicon.has("asking.words", word);
        match turn.notice.as_ref().map(|notice| notice.kind) {
            Some("aside") => true,
            Some("read" | "wrong" | "wiped" | "speak") => false,
            _ => typed.contains(['?', '؟']) || words(typed).first().is_some_and(asks),
        }
    }

    fn program_said(&mut self, line: &str, asked: bool) {
        let said = Said { by: "program", say: one_line(line) };
        if self.said.iter().rev().find(|entry| entry.said.by == "program").is_none_or(|last| last.said != said) {
            self.said.push(Entry { said, tells: Vec::new(), unclear: false, asked });
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
        lines.push(own.get(if seen.outcome.is_empty() { "handover.unseen" } else { "handover.seen" }).to_owned());
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
    let decides = text.get("result.who-decides");
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
