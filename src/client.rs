//! The whole client as one value: policy, words and a conversation. What the browser ring, a host and the tests
//! all hold.
//!
//! Knows nothing about the browser: it takes events and gives views and effects.

use crate::assessment::{Assessment, Failure, assess, assess_summary};
use crate::case::{Allowed, FACTS, FactId, Jurisdiction, Kind, Moment, Problem, Raw, parse_case};
use crate::exports::{self, Letter};
use crate::policy::{ENGINE, PolicySet};
use crate::sentences;
use crate::session::conversations::{self, Conversations};
use crate::session::desk;
use crate::session::kiosk::Kiosk;
use crate::session::{self, Context, Effect, Event, KeptPage, Page, Sensitive, State, Surface, WireEffect};
use crate::settings::kiosk::Settings;
use crate::settings::providers::Providers;
use crate::text::{LANGUAGES, Text};
use crate::view::{View, kept_file, outcome_words, view};
use crate::wire::{Wire, wire};

/// What a host is answered to an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// What is shown.
    pub view: View,
    /// What the host must do.
    pub effects: Vec<WireEffect>,
}
wire!(Reply { view, effects });

/// An event, where it is one of the program's, and when it happened, where that is told.
pub type Happened = (Option<Event>, Option<Moment>);

/// What a client is made of. All programs are the same functions; a smaller one has fewer of them, and is loaded
/// sooner ([`crate::pieces`]).
#[derive(Debug)]
pub struct Program {
    /// Reads an event; none where it is for a larger program.
    pub event: fn(&Raw) -> Result<Happened, Problem>,
    /// Takes an event.
    pub step: fn(&mut Client, &Event) -> Vec<Effect>,
    /// Can it draw this page?
    pub has_page: fn(Page) -> bool,
    /// Draws the page that is shown.
    pub view: fn(&State, &Context<'_>) -> View,
    /// The questions still to ask.
    pub open_questions: fn(&State, &PolicySet) -> Vec<FactId>,
}

/// All of it: every event and every page.
pub static WHOLE: Program = Program {
    event: |raw| session::event(raw).map(|(event, on)| (Some(event), on)),
    step: Client::step_conversations,
    has_page: |_| true,
    view,
    open_questions: State::open_questions,
};

/// Every event and no page: for who tells the state in another form.
pub static WITHOUT_PAGES: Program = Program {
    event: |raw| session::event(raw).map(|(event, on)| (Some(event), on)),
    step: Client::step_conversations,
    has_page: |_| true,
    view: |state, context| View::without_pages(state.page(), context.text),
    open_questions: State::open_questions,
};

/// A conversation with everything it needs.
#[derive(Clone, Debug)]
pub struct Client {
    program: &'static Program,
    policies: &'static PolicySet,
    text: Text,
    state: State,
    /// The conversations beside this one, where somebody helps several people.
    conversations: Option<Conversations>,
    providers: Providers,
    /// Names that are loaded when they are needed, in whatever language the rest is.
    places: Vec<(String, String)>,
}

impl Client {
    /// A conversation that has not begun, in the language of `text`.
    pub fn new(
        policies: &'static PolicySet,
        text: Text,
        surface: Surface,
        jurisdiction: Jurisdiction,
        on: Moment,
    ) -> Self {
        let state = State::new(surface, text.lang(), jurisdiction, on);
        Self::of(&WHOLE, policies, text, state)
    }

    /// A conversation where `state` has it, held by a program.
    pub fn of(program: &'static Program, policies: &'static PolicySet, text: Text, state: State) -> Self {
        let text = text.of(state.case.jurisdiction);
        Self { program, policies, text, state, conversations: None, providers: Providers::Unasked, places: Vec::new() }
    }

    /// A conversation that was kept.
    ///
    /// # Errors
    /// As [`session::restore`].
    pub fn restored(
        program: &'static Program,
        policies: &'static PolicySet,
        text: Text,
        raw: &Raw,
    ) -> Result<Self, Failure> {
        let mut state = session::restore(raw)?;
        text.lang().clone_into(&mut state.lang);
        Ok(Self::of(program, policies, text, state))
    }

    /// Makes this the terminal of an office, with these settings.
    pub fn enable_kiosk(&mut self, settings: Settings) {
        self.state.kiosk = Some(Kiosk::new(settings));
    }

    /// Makes this the desk of an officer.
    pub fn enable_officer(&mut self) {
        desk::enable_officer(&mut self.state);
    }

    /// The cases that a `load-practice` effect asked for have come, or there are none.
    pub fn practise(&mut self, list: &Raw) {
        if let Some(desk) = &mut self.state.desk {
            desk.cases = desk::cases(list);
        }
    }

    /// What an officer's tab keeps, for a page that is loaded anew; null where nothing lies on the desk.
    pub fn kept_desk(&self) -> Raw {
        self.state.desk.as_ref().map_or(Raw::Null, desk::kept)
    }

    /// What the tab kept lies on the desk again.
    pub fn lay_out(&mut self, kept: &Raw) {
        let mut state = self.state.clone();
        desk::lay_out(&mut state, kept, &self.context());
        self.state = state;
        self.speak_as_country();
    }

    /// Another country says some things in other words.
    fn speak_as_country(&mut self) {
        self.text = self.text.clone().of(self.state.case.jurisdiction);
    }

    /// The words that a `load-words` effect asked for have come.
    pub fn lend(&mut self, text: Text) {
        if let Some(desk) = &mut self.state.desk {
            desk.theirs = Some(desk::Theirs(text));
        }
    }

    /// The hand-over that is open, with the officer's note; null where none is.
    pub fn handover(&self) -> Raw {
        let Some(desk) = &self.state.desk else { return Raw::Null };
        let Some(mut handover) = desk.handed.clone() else { return Raw::Null };
        handover.note = Some(desk.note);
        handover.write()
    }

    /// Where the conversation stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The policy it judges by.
    pub fn policies(&self) -> &'static PolicySet {
        self.policies
    }

    /// The words it speaks now.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Takes an event.
    pub fn step(&mut self, event: &Event) -> Vec<Effect> {
        // A language without a text file would leave the person without words.
        if matches!(event, Event::Speak(lang) if !LANGUAGES.contains(&lang.as_str())) {
            return Vec::new();
        }
        let effects = (self.program.step)(self, event);
        self.speak_as_country();
        effects
    }

    /// As [`crate::session::step`], where several conversations may be open beside each other.
    fn step_conversations(&mut self, event: &Event) -> Vec<Effect> {
        match (event, &mut self.conversations) {
            (Event::Conversation(act), conversations) => {
                return conversations::act(conversations, &mut self.state, *act, self.text.lang());
            }
            // Each conversation is wiped by itself.
            (Event::Wipe, Some(conversations)) => {
                return conversations::close(conversations, &mut self.state, self.text.lang());
            }
            _ => {}
        }
        let (state, effects) = session::step(&self.state, event, &self.context());
        self.state = state;
        effects
    }

    /// Takes an event of the flow alone.
    pub(crate) fn step_flow(&mut self, event: &Event) -> Vec<Effect> {
        let context = context(self.program, self.policies, &self.text, &self.providers, self.conversations.as_ref());
        session::flow_step(&mut self.state, event, &context)
    }

    /// The number of the conversation that is shown, where several are open beside each other.
    pub fn conversation(&self) -> Option<u32> {
        self.conversations.as_ref().map(|conversations| conversations.current)
    }

    /// What comes of the answers that are tried, in one sentence or two.
    pub fn outcome(&self) -> String {
        outcome_words(&self.state, &self.text, assess_summary(self.state.tried(), self.policies).ok().as_ref())
    }

    /// Takes an event as a host writes it; nothing follows from one that is for a larger program.
    ///
    /// # Errors
    /// The event is not one; the state is as it was.
    pub fn step_raw(&mut self, raw: &Raw) -> Result<Vec<Effect>, Failure> {
        let taken = self.try_raw(raw).map_err(|problem| vec![problem])?;
        Ok(taken.unwrap_or_default())
    }

    /// The same; none where the event, or the page that follows from it, is for a larger program. Nothing has changed
    /// then.
    ///
    /// # Errors
    /// As [`Client::step_raw`].
    pub fn try_raw(&mut self, raw: &Raw) -> Result<Option<Vec<Effect>>, Problem> {
        let (event, on) = (self.program.event)(raw)?;
        let Some(event) = event else { return Ok(None) };
        let before = self.state.stand();
        if let Some(on) = on {
            self.step(&Event::Clock(on));
        }
        let effects = self.step(&event);
        if (self.program.has_page)(self.state.page()) {
            return Ok(Some(effects));
        }
        self.state.stand_at(before);
        Ok(None)
    }

    /// Takes an event as a host writes it, and answers with what is shown then.
    ///
    /// # Errors
    /// As [`Client::step_raw`].
    pub fn reply(&mut self, raw: &Raw) -> Result<Reply, Failure> {
        let effects = self.step_raw(raw)?;
        let mut wired = Vec::new();
        for effect in &effects {
            wired.push(self.wire(effect));
        }
        Ok(Reply { effects: wired, ..self.shown() })
    }

    /// What is shown, and nothing to do.
    pub fn shown(&self) -> Reply {
        Reply { view: self.view(), effects: Vec::new() }
    }

    /// The words of the language asked for have come.
    pub fn set_language(&mut self, text: Text) {
        text.lang().clone_into(&mut self.state.lang);
        self.text = text.with(&self.places);
        self.speak_as_country();
    }

    /// The names that a `load-places` effect asked for have come, as messages `ID.place.CODE`.
    pub fn name_places(&mut self, names: Vec<(String, String)>) {
        self.places = names;
        self.text = std::mem::replace(&mut self.text, Text::new(Vec::new())).with(&self.places);
        self.speak_as_country();
    }

    /// What is shown.
    pub fn view(&self) -> View {
        (self.program.view)(&self.state, &self.context())
    }

    fn context(&self) -> Context<'_> {
        context(self.program, self.policies, &self.text, &self.providers, self.conversations.as_ref())
    }

    /// The list of providers that a `load-providers` effect asked for has come, or there is none.
    pub fn set_providers(&mut self, list: &Raw) {
        self.providers = Providers::of(list);
    }

    /// The result as a file to keep; null where there is none.
    pub fn receipt(&self, sensitive: Sensitive) -> Raw {
        let case = &self.state.case;
        let Ok(assessment) = assess(case, self.policies) else { return Raw::Null };
        let withheld = session::receipt::left_out(case, sensitive);
        let lines = sentences::receipt::lines(&assessment, &self.state.answers(), &withheld, &self.text);
        session::receipt::write(case, &assessment, &withheld, &lines)
    }

    /// A page as a file to keep; null where there is none.
    pub fn kept_page(&self, page: KeptPage) -> Raw {
        kept_file(page, &self.state, &self.context()).map_or(Raw::Null, |file| file.wire())
    }

    /// A letter as text; empty where the case cannot be judged.
    pub fn letter(&self, letter: Letter) -> String {
        exports::letter(letter, &self.state.teller(), self.policies, &self.text).unwrap_or_default().join("\n\n")
    }

    /// The next steps as a calendar file; empty where there are none.
    pub fn calendar(&self) -> String {
        let assessment = assess(&self.state.case, self.policies);
        assessment.map_or_else(|_| String::new(), |assessment| exports::calendar(&assessment, &self.text))
    }

    /// What the host must do, in the form of the boundary.
    fn wire(&self, effect: &Effect) -> WireEffect {
        let wire = WireEffect::from(effect);
        match effect {
            Effect::SaveReceipt(sensitive) => WireEffect { value: self.receipt(*sensitive), ..wire },
            Effect::SavePage(page) => WireEffect { value: self.kept_page(*page), ..wire },
            Effect::Copy(letter) => WireEffect { value: Raw::Text(self.letter(*letter)), ..wire },
            Effect::SaveHandover => WireEffect { value: self.handover(), ..wire },
            Effect::TellOutcome => WireEffect { value: Raw::Text(self.outcome()), ..wire },
            Effect::SaveCalendar => WireEffect { value: Raw::Text(self.calendar()), ..wire },
            _ => wire,
        }
    }
}

/// Judges a case as a host or a file gives it.
///
/// # Errors
/// Everything that is wrong with the case.
pub fn assess_raw(raw: &Raw, policies: &PolicySet) -> Result<Assessment, Failure> {
    let case = parse_case(raw)?;
    assess(&case, policies).map_err(|problem| vec![problem].into())
}

/// One row of the catalogue, for hosts that ask the questions in a form of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The fact.
    pub id: &'static str,
    /// `choice`, `several`, `number`, `day` or `municipality`.
    pub kind: &'static str,
    /// The choices of a choice, or of several.
    pub choices: &'static [&'static str],
    /// The smallest number allowed.
    pub min: Option<i32>,
    /// The largest number allowed.
    pub max: Option<i32>,
    /// Asked even where it changes nothing shown.
    pub always: bool,
    /// May be skipped without a word; never passed on by itself.
    pub sensitive: bool,
}
wire!(Question { id, kind, choices, min, max, always, sensitive });

/// The questions of a jurisdiction, in the order they are asked.
pub fn questions(jurisdiction: Jurisdiction) -> Vec<Question> {
    let question = |fact: &crate::case::Fact| {
        let (min, max) = match fact.kind {
            Kind::Number(min, max) => (Some(min), Some(max)),
            _ => (None, None),
        };
        let (always, sensitive) = (fact.always, fact.sensitive);
        Question { id: fact.name, kind: fact.kind.id(), choices: fact.choices(), min, max, always, sensitive }
    };
    FACTS.iter().filter(|fact| fact.used_in(jurisdiction)).map(question).collect()
}

/// The version of the program, of its engine and of its policy files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The version of the program.
    pub version: &'static str,
    /// Hash over core sources, policy data and lock file.
    pub engine: &'static str,
    /// The sets of policy files.
    pub policy: Vec<String>,
}
wire!(Version { version, engine, policy });

/// The version of this program, as a receipt names it.
pub fn version(policies: &PolicySet) -> Version {
    let rules = Jurisdiction::ALL.into_iter().filter_map(|jurisdiction| policies.rules(jurisdiction));
    Version {
        version: env!("CARGO_PKG_VERSION"),
        engine: ENGINE,
        policy: rules.map(|rules| rules.version.clone()).collect(),
    }
}

/// What a step and a page may look at, all but the state: so that a step may change that where it is.
fn context<'a>(
    program: &'static Program,
    policies: &'a PolicySet,
    text: &'a Text,
    providers: &'a Providers,
    conversations: Option<&'a Conversations>,
) -> Context<'a> {
    Context { policies, text, providers, open_questions: program.open_questions, conversations }
}

/// The jurisdiction of that id; the default one where none is given.
///
/// # Errors
/// There is no such jurisdiction.
pub fn jurisdiction(id: &Raw) -> Result<Jurisdiction, Failure> {
    if *id == Raw::Null {
        return Ok(Jurisdiction::DEFAULT);
    }
    let found = id.text().and_then(Jurisdiction::from_id);
    found.ok_or_else(|| {
        let allowed = Allowed::OneOf(Jurisdiction::ALL.map(Jurisdiction::id).to_vec());
        let given = id.to_string();
        vec![Problem { code: "unknown-jurisdiction", at: "jurisdiction".into(), given, allowed }].into()
    })
}

/// The failure of one wrong option.
pub fn wrong(at: &str, given: &Raw, allowed: &'static str) -> Failure {
    let (at, given, allowed) = (at.to_owned(), given.to_string(), Allowed::Form(allowed));
    vec![Problem { code: "bad-value", at, given, allowed }].into()
}
