//! The chat: a dialogue over the same conversation as the pages have.
//!
//! A reply becomes the same events, and the same assessment is told in turns. What is not understood is asked
//! again, with choices; nothing is guessed. Holds no rule, and knows nothing about HTML or the browser.

mod draft;
mod handover;
mod result;
mod say;
mod turn;

pub use handover::{Entry, Packet, text_of};
pub use turn::{Choice, Input, Notice, Turn};

use crate::case::{FactId, Kind, Moment, Problem, Raw};
use crate::client::Client;
use crate::session::handover::is_id;
use crate::session::{AnswerInput, Event, Page, Sensitive, save};
use crate::understand::{Asked, Lexicon, ReplyReading, has_contact_details, read_reply};
use crate::wire::Wire;
use draft::Draft;
use result::PARTS;

/// A dialogue and everything it needs.
#[derive(Clone, Debug)]
pub struct Chat {
    client: Client,
    lexicon: Lexicon,
    /// Where the chat runs on a server: the address of the page that keeps answers on the device.
    server: Option<String>,
    /// Which part of the result is told.
    part: &'static str,
    /// Are all choices of the result shown?
    more: bool,
    /// The fact that was told last: what "no, I meant …" is about.
    last: Option<FactId>,
    /// Was it asked which answer to change?
    choosing: bool,
    /// The municipalities that a name may mean which was not quite one.
    places: Vec<&'static str>,
    /// What the reply may mean as an answer to the question, the likeliest first.
    maybe: Vec<String>,
    /// How many replies in a row were not understood.
    missed: u8,
    /// The sentence that the last of them was met with.
    met_with: String,
    /// Where the host takes hand-overs: the id that one gets.
    hands_over: Option<String>,
    /// The hand-over that is shown, before it is confirmed.
    draft: Option<Draft>,
    /// What was said so far.
    said: Vec<Entry>,
    /// The facts that the reply tells.
    told: Vec<FactId>,
    /// Was the reply not wholly understood?
    unclear: bool,
}

impl Chat {
    /// A dialogue over a conversation that has or has not begun.
    pub fn new(client: Client, lexicon: Lexicon, server: Option<String>) -> Self {
        Self {
            lexicon: lexicon.of(client.state().case.jurisdiction),
            client,
            server,
            part: PARTS[0],
            more: false,
            last: None,
            choosing: false,
            places: Vec::new(),
            maybe: Vec::new(),
            missed: 0,
            met_with: String::new(),
            hands_over: None,
            draft: None,
            said: Vec::new(),
            told: Vec::new(),
            unclear: false,
        }
    }

    /// Offers to hand over to an officer: the host keeps or sends what is confirmed. `id` is what a hand-over is found
    /// again by, for instance the name of the room.
    ///
    /// # Errors
    /// It can be no id.
    pub fn hands_over(&mut self, id: &str) -> Result<(), Problem> {
        self.hands_over = Some(is_id(id)?.to_owned());
        Ok(())
    }

    /// The conversation.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The result as a file to keep, the same as from the page; null where there is none.
    pub fn receipt(&self, sensitive: Sensitive) -> Raw {
        self.client.receipt(sensitive)
    }

    /// The conversation in a form that can be kept, with what was said. A hand-over that is not confirmed is no
    /// part of it.
    pub fn save(&self) -> Raw {
        let mut saved = save(self.client.state());
        if let Raw::Map(fields) = &mut saved {
            fields.push(("said".to_owned(), self.said.wire()));
        }
        saved
    }

    /// What was said before, of a conversation that was kept; what is not in that form is left out.
    pub fn remember(&mut self, saved: &Raw) {
        self.said = handover::read_said(saved.get("said").unwrap_or(&Raw::Null));
    }

    /// Goes on in another language, whose words have come.
    pub fn set_language(&mut self, text: crate::text::Text, lexicon: Lexicon) -> Turn {
        self.client.set_language(text);
        self.lexicon = lexicon.of(self.client.state().case.jurisdiction);
        self.turn()
    }

    /// Takes a reply; `on` is when it was given.
    pub fn reply(&mut self, typed: &str, on: Option<Moment>) -> Turn {
        if let Some(on) = on {
            // Time alone changes nothing that is asked.
            drop(self.client.step(&Event::Clock(on)));
        }
        let choices = self.choices();
        let picked = turn::picked(&choices, typed);
        // What is said about a hand-over is no part of it.
        if self.draft.is_some() || picked.as_deref() == Some("handover") {
            return self.take(&choices, picked, typed);
        }
        let (before, asked) = (self.headline(), self.asked());
        let label =
            choices.iter().find(|choice| Some(&choice.id) == picked.as_ref()).map(|choice| choice.label.clone());
        (self.told, self.unclear) = (Vec::new(), false);
        let is_picked = picked.is_some();
        let turn = self.take(&choices, picked, typed);
        if self.draft.is_none() {
            let is_asked = !is_picked && self.is_asked(typed, &turn);
            // What was asked at a question, and clearly so, tells nothing about it.
            if !is_asked || self.unclear {
                self.told.extend(asked);
            }
            self.record(&before, label.as_deref().unwrap_or(typed), is_picked, is_asked, &turn);
        }
        turn
    }

    /// Takes a message that was edited: a new answer to the question that it answered. Where it was written at no
    /// question, what it tells by itself is taken.
    pub fn amend(&mut self, about: Option<FactId>, typed: &str, on: Option<Moment>) -> Turn {
        if let Some(on) = on {
            drop(self.client.step(&Event::Clock(on)));
        }
        if let Some(fact) = about {
            self.step(&Event::Change(fact));
            return self.reply(typed, on);
        }
        let before = self.headline();
        let reading = self.read(typed, None);
        self.unclear = !reading.clear;
        self.told = reading.told.iter().map(|(fact, _)| *fact).collect();
        let clear = reading.clear && !reading.told.is_empty();
        let turn = if clear { self.tell_anew(reading.told) } else { self.noted("again", "again") };
        let is_asked = self.is_asked(typed, &turn);
        self.record(&before, typed, false, is_asked, &turn);
        turn
    }

    /// Takes an answer back, as where the message that gave it was removed: it is not known any more, what was said of
    /// it is gone, and its question is asked anew.
    pub fn retract(&mut self, fact: FactId, on: Option<Moment>) -> Turn {
        if let Some(on) = on {
            drop(self.client.step(&Event::Clock(on)));
        }
        self.said.retain(|entry| !entry.tells.contains(&fact));
        self.last = self.last.filter(|last| *last != fact);
        self.step(&Event::Answer(fact, AnswerInput::Unknown));
        self.change(fact)
    }

    /// Takes a reply that may be one of the choices.
    fn take(&mut self, choices: &[Choice], picked: Option<String>, typed: &str) -> Turn {
        if let Some(months) = self.number_or_months(picked.as_deref(), typed) {
            self.maybe = months;
            return self.missed("number-or-months");
        }
        if let Some(id) = picked {
            return self.choose(&id);
        }
        // Nobody here needs it, so nobody keeps it.
        if has_contact_details(typed) {
            return self.choose("contact-details");
        }
        if let Some(turn) = self.edit(typed) {
            return turn;
        }
        if let Some(given) = self.several(choices, typed) {
            return self.tell(vec![given]);
        }
        // What was offered for the reply before is not what a number means after this one.
        self.places.clear();
        self.maybe.clear();
        let mut reading = self.read(typed, self.asked());
        self.unclear = !reading.clear;
        self.told.extend(reading.told.iter().map(|(fact, _)| *fact));
        // What was not understood may tell of what it names.
        if self.unclear {
            self.told.extend(reading.named.iter().filter(|fact| fact.fact().sensitive));
        }
        // Who answers has begun.
        if !reading.told.is_empty() {
            reading.wishes.retain(|wish| wish != "begin");
        }
        let wants = |wish: &str| reading.wishes.iter().any(|other| other == wish);
        // Who does not want to live is not asked about anything else first.
        if wants("crisis") {
            return self.choose("crisis");
        }
        // A human comes first, whatever else was said.
        if wants("human") {
            return self.choose("human");
        }
        if wants("meant") || wants("change") {
            return self.correct(typed, &reading);
        }
        match (reading.wishes.as_slice(), reading.told.is_empty()) {
            // What changes nothing may be asked in any words.
            ([wish], true) if reading.clear || ["privacy", "why", "program", "help"].contains(&wish.as_str()) => {
                self.choose(wish)
            }
            // What is named beside may be what it is about: "the job in Malmö" is no home.
            ([], false) if reading.clear && reading.names_what_it_tells() => {
                let mut turn = self.tell(reading.told);
                let asks = !reading.places.is_empty() && self.asked() == Some(FactId::Municipality);
                // A name that is not quite one is asked about where its question has come, else said back.
                let mut left = reading.left;
                left.extend(reading.somewhere.filter(|_| !asks));
                self.say_back(&left, &mut turn);
                if asks {
                    self.places = reading.places;
                    turn.choices = self.choices();
                    if let Some(question) = turn.say.last_mut() {
                        *question = self.which_place(reading.part.as_deref());
                    }
                }
                turn
            }
            // A greeting.
            ([], true) if reading.clear && self.client.state().page() == Page::Start => self.choose("begin"),
            _ if !reading.places.is_empty() && reading.told.is_empty() => {
                self.places = reading.places;
                let mut turn = self.missed("did-you-mean");
                if let (Some(part), Some(said)) = (&reading.part, turn.say.first_mut()) {
                    *said = self.which_place(Some(part));
                }
                turn
            }
            ([], _) if reading.ask.is_some() => {
                self.maybe = reading.maybe;
                self.missed(reading.ask.unwrap_or("again"))
            }
            _ => self.missed("again"),
        }
    }

    /// What was not understood is asked about: narrowly where it can be, and never twice in the same words. After the
    /// second time the choices come first, after the third a human.
    fn missed(&mut self, key: &'static str) -> Turn {
        self.missed = self.missed.saturating_add(1);
        let own = self.asked().map(|fact| [key, "-", fact.name()].concat());
        let own = own.filter(|own| self.lexicon.text().find(&["say.", own].concat()).is_some());
        let narrow = own.as_deref().unwrap_or(key);
        let keys = match self.missed {
            1 => [narrow, "again", "again-second"],
            2 => [narrow, "again-second", "again-third"],
            _ => [narrow, "again-third", "again-second"],
        };
        // A plain apology is never the answer to the second one.
        let first = usize::from(self.missed > 1 && narrow == "again");
        let mut said = "again";
        for key in keys.into_iter().skip(first) {
            if self.lexicon.say(key) != self.met_with {
                said = key;
                break;
            }
        }
        let turn = self.noted("again", said);
        self.lexicon.say(said).clone_into(&mut self.met_with);
        turn
    }

    /// Asks which municipality is meant, by the part of it that was named.
    fn which_place(&self, part: Option<&str>) -> String {
        let (Some(part), [code, others @ ..]) = (part, self.places.as_slice()) else {
            return self.lexicon.say("did-you-mean").to_owned();
        };
        let key = if others.is_empty() { "lies-there" } else { "lies-there-several" };
        let place = self.client.text().place(code).unwrap_or(code);
        crate::text::fill(self.lexicon.say(key), &[("place", place), ("part", part)])
    }

    /// Says what was not understood beside what was.
    fn say_back(&self, left: &[String], turn: &mut Turn) {
        if !left.is_empty() && turn.notice.as_ref().is_some_and(|notice| notice.kind == "read") {
            let quoted = crate::text::fill(self.lexicon.say("left"), &[("words", &left.join(", "))]);
            turn.say.insert(1, quoted);
        }
    }

    /// A bare number at the person's own estimate may be that of a choice or so many months: both, where they differ.
    fn number_or_months(&self, picked: Option<&str>, typed: &str) -> Option<Vec<String>> {
        let words = crate::understand::words(typed);
        let ([number], Some(FactId::OwnEstimate), true) = (words.as_slice(), self.asked(), self.maybe.is_empty())
        else {
            return None;
        };
        let id = match number.parse::<u8>().ok()? {
            0 | 1 => "within-1-month",
            2 | 3 => "within-3-months",
            4..=6 => "within-6-months",
            7..=12 => "within-12-months",
            _ => return None,
        };
        let mut both = vec![id.to_owned()];
        // "I don't know" stands among the choices anyway.
        both.extend(picked.filter(|picked| FactId::OwnEstimate.fact().choices().contains(picked)).map(str::to_owned));
        (picked.is_some_and(|picked| picked != id)).then_some(both)
    }

    /// The question that is asked.
    fn asked(&self) -> Option<FactId> {
        match self.client.state().page() {
            Page::Question(fact) if !self.choosing && self.draft.is_none() => Some(fact),
            _ => None,
        }
    }

    fn read(&self, typed: &str, fact: Option<FactId>) -> ReplyReading {
        let state = self.client.state();
        let page = match (&self.draft, self.choosing) {
            (Some(_), _) => "handover",
            (None, true) => "choosing",
            _ => state.page().plain_id(),
        };
        let asked = Asked {
            lexicon: &self.lexicon,
            text: self.client.text(),
            jurisdiction: state.case.jurisdiction,
            today: state.case.on.date,
            fact,
            page,
        };
        read_reply(typed, &asked)
    }

    /// Several choices by their numbers: "1 och 3".
    fn several(&self, choices: &[Choice], typed: &str) -> Option<(FactId, AnswerInput)> {
        let fact = self.asked().filter(|fact| matches!(fact.fact().kind, Kind::Several(_)))?;
        let mut value = String::new();
        for word in crate::understand::words(typed) {
            if self.lexicon.has("fillers.words", &word) {
                continue;
            }
            let choice = choices.get(word.parse::<usize>().ok()?.checked_sub(1)?)?;
            if !fact.fact().choices().contains(&choice.id.as_str()) {
                return None;
            }
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(&choice.id);
        }
        (!value.is_empty()).then_some((fact, AnswerInput::Value(value)))
    }

    /// "Nej, jag menade …" is about what was told last, and "ändra ålder" about what it names.
    fn correct(&mut self, typed: &str, reading: &ReplyReading) -> Turn {
        let meant = reading.wishes.iter().any(|wish| wish == "meant");
        if reading.wishes.len() > 1 {
            return self.noted("again", "again");
        }
        if let ([fact], [], true) = (reading.named.as_slice(), reading.told.as_slice(), reading.clear) {
            return self.change(*fact);
        }
        // "Ändra ålder till 35": the value is read as an answer to what is named; else to what was told last.
        let about = reading.named.first().copied().or(if meant { self.last.or(self.asked()) } else { None });
        let again = self.read(typed, about);
        if again.clear && again.places.is_empty() && !again.told.is_empty() {
            return self.tell_anew(again.told);
        }
        if reading.clear && !reading.told.is_empty() {
            return self.tell_anew(reading.told.clone());
        }
        if reading.clear && reading.told.is_empty() && reading.named.is_empty() {
            return self.choose("change");
        }
        self.noted("again", "again")
    }

    /// Back to the question of a fact.
    fn change(&mut self, fact: FactId) -> Turn {
        self.step(&Event::Change(fact));
        self.turn()
    }

    fn tell_anew(&mut self, told: Vec<(FactId, AnswerInput)>) -> Turn {
        if let Some((fact, _)) = told.first() {
            self.step(&Event::Change(*fact));
        }
        self.tell(told)
    }

    /// Takes answers, and reads them back; stops at the first that cannot be taken.
    fn tell(&mut self, told: Vec<(FactId, AnswerInput)>) -> Turn {
        let mut taken = Vec::new();
        for (fact, given) in told {
            match self.client.state().page() {
                Page::Start => self.step(&Event::Begin),
                Page::Question(_) => {}
                _ => self.step(&Event::Change(fact)),
            }
            self.step(&Event::Answer(fact, given));
            if self.client.state().mistake.is_some() {
                break;
            }
            self.last = Some(fact);
            taken.push(fact);
        }
        (self.missed, self.met_with) = (0, String::new());
        let mut turn = self.turn();
        let wrong = self.client.state().mistake.is_some();
        turn.notice = Some(Notice { kind: if wrong { "wrong" } else { "read" }, value: None });
        if !taken.is_empty() {
            turn.say.insert(0, say::read_back(&taken, self.client.state(), self.client.text(), &self.lexicon));
        }
        turn
    }

    /// Takes a choice by its id.
    fn choose(&mut self, id: &str) -> Turn {
        if let Some(lines) = say::aside(id, self) {
            return self.after(lines, Notice { kind: "aside", value: Some(id.to_owned()) });
        }
        if let Some(turn) = self.hand_over(id) {
            return turn;
        }
        if let Some(lang) = id.strip_prefix("speak-") {
            let mut turn = self.turn();
            turn.notice = Some(Notice { kind: "speak", value: Some(lang.to_owned()) });
            return turn;
        }
        // Whoever does something else does not hand over.
        if id != "repeat" {
            self.draft = None;
        }
        if let Some(fact) = id.strip_prefix("change.").and_then(FactId::from_name) {
            return self.change(fact);
        }
        if let Some(fact) = self.asked() {
            let given = match id {
                "unknown" => Some(AnswerInput::Unknown),
                "declined" => Some(AnswerInput::Declined),
                id if turn::is_value(fact, id, self) => Some(AnswerInput::Value(id.to_owned())),
                _ => None,
            };
            if let Some(given) = given {
                return self.tell(vec![(fact, given)]);
            }
        }
        if let Some(part) = PARTS.into_iter().find(|part| *part == id) {
            if self.client.state().page() == Page::Result {
                (self.part, self.more) = (part, false);
                return self.turn();
            }
            return self.noted("again", "not-yet");
        }
        match id {
            "begin" => self.step(&Event::Begin),
            "finish" => {
                self.part = PARTS[0];
                self.step(&Event::Finish);
            }
            "start-over" => self.step(&Event::Show(Page::StartOver)),
            "check" => self.step(&Event::Show(Page::Check)),
            "back" | "keep" => self.step(&Event::Back),
            "wipe" => {
                self.step(&Event::Wipe);
                (self.last, self.part) = (None, PARTS[0]);
                let mut turn = self.turn();
                turn.notice = Some(Notice { kind: "wiped", value: None });
                return turn;
            }
            "change" if self.client.state().has_answers() => self.choosing = true,
            "repeat" => {}
            "more" => {
                self.more = true;
                return Turn { say: vec![self.lexicon.say("more").to_owned()], ..self.turn() };
            }
            "next" => {
                if let Some(next) = result::others(self.part, self).first() {
                    (self.part, self.more) = (next, false);
                }
            }
            _ => return self.noted("again", "again"),
        }
        self.turn()
    }

    /// The same question again, with a word about why.
    fn noted(&self, kind: &'static str, key: &str) -> Turn {
        self.after(vec![self.lexicon.say(key).to_owned()], Notice { kind, value: None })
    }

    /// The same turn again, after something else was said: a hand-over is not told a second time.
    fn after(&self, mut lines: Vec<String>, notice: Notice) -> Turn {
        let mut turn = self.turn();
        if self.draft.is_some() {
            turn.say = vec![self.lexicon.say(&["handover-waits", self.way()].concat()).to_owned()];
        }
        lines.append(&mut turn.say);
        Turn { say: lines, notice: Some(notice), ..turn }
    }

    fn step(&mut self, event: &Event) {
        (self.choosing, self.more) = (false, false);
        self.draft = None;
        self.places.clear();
        self.maybe.clear();
        // What a page would have to do (focus, history) a chat has not.
        drop(self.client.step(event));
    }
}
