//! Where a conversation stands: what was answered, which page is shown, and what was done besides.

use super::desk::{self, Desk};
use super::export::ExportState;
use super::kiosk::Kiosk;
use super::{Explore, Mistake, Refused};
use crate::assessment::{Earlier, relevant_facts};
use crate::case::{Answer, COUNT, Case, Fact, FactId, Jurisdiction, Moment, Section};
use crate::diary::Diary;
use crate::exports::{Letter, Opinion, Teller, Unreadable};
use crate::policy::PolicySet;
use crate::wire::from_id;

/// Which user a conversation is with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// A person at the web page.
    Web,
    /// A person in the chat.
    Chat,
    /// A person at an office terminal.
    Kiosk,
}

impl Surface {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Web, Self::Chat, Self::Kiosk];

    /// The id at the boundary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Chat => "chat",
            Self::Kiosk => "kiosk",
        }
    }
}
from_id!(Surface);

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Page {
    /// What this is, before the first question.
    Start,
    /// One question.
    Question(FactId),
    /// All answers, before the result.
    Check,
    /// The result: the outcome, what to do first, and the way to the pages behind it.
    Result,
    /// Behind the result: every way to reach someone.
    Reach,
    /// Behind the result: every step with its day.
    When,
    /// Behind the result: every programme with its reasons.
    Support,
    /// Behind the result: why, and what could change it.
    Why,
    /// Behind the result: what to do where something is wrong.
    Wrong,
    /// Behind the result: what it rests on.
    About,
    /// An article: about the model, what it is fitted to and what it cannot know.
    Model,
    /// An article: who does what.
    Who,
    /// An article: how to choose a provider.
    Provider,
    /// An article: what is known about what helps.
    Evidence,
    /// An article: money, and what a missed duty costs.
    Money,
    /// An article: what happens to the answers.
    Privacy,
    /// Asks whether to wipe everything.
    StartOver,
    /// The result with and without what a person cannot change.
    Without,
    /// The wish for early meetings, as a plan to bring along.
    Meetings,
    /// The providers to choose among.
    Providers,
    /// The result as a file, and an earlier one beside it.
    Receipt,
    /// What to take along: paper, calendar, code, file.
    Take,
    /// Where a code is opened.
    Code,
    /// Ready-made letters.
    Letters,
    /// A packet for a provider or a municipality.
    Packet,
    /// Agree or disagree with the result, and why.
    Opinion,
    /// What somebody in Rusta och matcha writes down.
    Participant,
    /// The seven questions on the service.
    Survey,
    /// All answers with the result beside them, to try others.
    Explore,
    /// The same person under earlier rules.
    Earlier,
    /// Several conversations side by side.
    Helper,
    /// The officer's desk: where a hand-over or a code is opened.
    Desk,
    /// What was handed over.
    Referral,
    /// Practice on cases.
    Practice,
}

impl Page {
    /// Every page that is no question and no page of the officer's desk.
    pub const PLAIN: [Self; 30] = [
        Self::Start,
        Self::Check,
        Self::Result,
        Self::Reach,
        Self::When,
        Self::Support,
        Self::Why,
        Self::Wrong,
        Self::About,
        Self::Model,
        Self::Who,
        Self::Provider,
        Self::Evidence,
        Self::Money,
        Self::Privacy,
        Self::StartOver,
        Self::Without,
        Self::Meetings,
        Self::Providers,
        Self::Receipt,
        Self::Take,
        Self::Code,
        Self::Letters,
        Self::Packet,
        Self::Opinion,
        Self::Participant,
        Self::Survey,
        Self::Explore,
        Self::Earlier,
        Self::Helper,
    ];
    /// The pages behind the result, in the order that it leads to them; each tells one part of the same assessment.
    pub const BEHIND_RESULT: [Self; 6] = [Self::Reach, Self::When, Self::Support, Self::Why, Self::Wrong, Self::About];
    /// The pages that only tell. Their words are no part of the client: the build makes them, and a page fetches
    /// the one that is shown.
    pub const ARTICLES: [Self; 6] =
        [Self::Model, Self::Who, Self::Provider, Self::Evidence, Self::Money, Self::Privacy];

    /// Does it show the assessment: is it the result, or a page behind it?
    pub fn is_of_result(self) -> bool {
        matches!(self, Self::Result | Self::Reach | Self::When | Self::Support | Self::Why | Self::Wrong | Self::About)
    }

    /// The part of a country's pages that it is of, where not every country has it.
    fn section(self) -> Option<Section> {
        match self {
            Self::Evidence => Some(Section::Evidence),
            Self::Letters => Some(Section::Letters),
            Self::Meetings => Some(Section::Meetings),
            Self::Model => Some(Section::Model),
            Self::Money => Some(Section::Money),
            Self::Participant | Self::Survey => Some(Section::Participant),
            Self::Provider | Self::Providers => Some(Section::Providers),
            Self::Who => Some(Section::Who),
            _ => None,
        }
    }

    /// Is it one of the pages of that country?
    pub fn is_in(self, country: Jurisdiction) -> bool {
        match self {
            Self::Question(fact) => fact.fact().used_in(country),
            page => page.section().is_none_or(|section| country.has(section)),
        }
    }

    /// The name of an article's file: `money.se`, or `privacy` where every country is told the same.
    pub fn article(self, country: Jurisdiction) -> String {
        let [dot, id] = self.section().map_or(["", ""], |_| [".", country.id()]);
        [self.plain_id(), dot, id].concat()
    }

    /// The id at the boundary: `start`, `question.age`, …
    pub fn id(self) -> String {
        match self {
            Self::Question(fact) => ["question.", fact.name()].concat(),
            other => other.plain_id().to_owned(),
        }
    }

    /// The id of a page that is no question; `question` of one that is.
    pub fn plain_id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Question(_) => "question",
            Self::Check => "check",
            Self::Result => "result",
            Self::Reach => "reach",
            Self::When => "when",
            Self::Support => "support",
            Self::Why => "why",
            Self::Wrong => "wrong",
            Self::About => "about",
            Self::Model => "model",
            Self::Who => "who",
            Self::Provider => "provider",
            Self::Evidence => "evidence",
            Self::Money => "money",
            Self::Privacy => "privacy",
            Self::StartOver => "start-over",
            Self::Without => "without",
            Self::Meetings => "meetings",
            Self::Providers => "providers",
            Self::Receipt => "receipt",
            Self::Take => "take",
            Self::Code => "code",
            Self::Letters => "letters",
            Self::Packet => "packet",
            Self::Desk => "desk",
            Self::Referral => "referral",
            Self::Practice => "practice",
            Self::Opinion => "opinion",
            Self::Participant => "participant",
            Self::Survey => "survey",
            Self::Explore => "explore",
            Self::Earlier => "earlier",
            Self::Helper => "helper",
        }
    }

    /// The page of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        if let Some(name) = id.strip_prefix("question.") {
            return FactId::from_name(name).map(Self::Question);
        }
        Self::PLAIN.into_iter().chain(desk::PAGES).find(|page| page.plain_id() == id)
    }
}

/// Where a conversation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// With whom.
    pub channel: Surface,
    /// In which language: the tag of a text file.
    pub lang: String,
    /// What was told so far, and the moment.
    pub case: Case,
    /// Which questions have been answered, "don't know" among the answers.
    pub(super) answered: [bool; COUNT],
    /// The pages visited, as a browser's history has them.
    pub(super) trail: Vec<Page>,
    /// Where in the trail the person is.
    pub(super) at: usize,
    /// Where a changed answer leads back to.
    pub(super) return_to: Page,
    /// What was wrong with the answer just given.
    pub mistake: Option<Mistake>,
    /// An earlier result, laid beside this one.
    pub earlier: Option<Earlier>,
    /// What was wrong with the file that was opened last: the text is `receipt.wrong.ID`.
    pub wrong_file: Option<&'static str>,
    /// The code that was typed last and cannot be opened, and why.
    pub wrong_code: Option<(String, Unreadable)>,
    /// Were the answers opened from a code? The check page tells what a code leaves out.
    pub from_code: bool,
    /// What only the terminal at an office has.
    pub kiosk: Option<Kiosk>,
    /// What only the officer's desk has.
    pub desk: Option<Desk>,
    /// The letter that was chosen.
    pub letter: Option<Letter>,
    /// What is kept and carried along.
    pub export: ExportState,
    /// What the person thinks of the result.
    pub opinion: Option<Opinion>,
    /// What a participant has written down.
    pub diary: Diary,
    /// What is tried beside the person's own answers.
    pub explore: Option<Explore>,
    /// The form that was not taken last.
    pub refused: Option<Refused>,
}

/// What an event of the way through the questions changes: a copy of it is smaller than one of all the rest, in
/// memory and in the program.
#[derive(Debug)]
pub(crate) struct Stand {
    lang: String,
    case: Case,
    answered: [bool; COUNT],
    trail: Vec<Page>,
    at: usize,
    return_to: Page,
    mistake: Option<Mistake>,
}

impl State {
    /// A conversation that has not begun.
    pub fn new(channel: Surface, lang: &str, jurisdiction: Jurisdiction, on: Moment) -> Self {
        Self {
            channel,
            lang: lang.to_owned(),
            case: Case::new(jurisdiction, on),
            answered: [false; COUNT],
            trail: vec![Page::Start],
            at: 0,
            return_to: Page::Check,
            mistake: None,
            earlier: None,
            wrong_file: None,
            wrong_code: None,
            from_code: false,
            kiosk: None,
            desk: None,
            letter: None,
            export: ExportState::default(),
            opinion: None,
            diary: Diary::default(),
            explore: None,
            refused: None,
        }
    }

    /// A conversation that has not begun, with the same person at the same place.
    pub(super) fn anew(&self, jurisdiction: Jurisdiction) -> Self {
        let (kiosk, export) = (self.kiosk.clone(), self.export.anew());
        Self { kiosk, export, ..Self::new(self.channel, &self.lang, jurisdiction, self.case.on) }
    }

    /// Where the way through the questions stands, to go back there.
    pub(crate) fn stand(&self) -> Stand {
        let Self { lang, case, answered, trail, at, return_to, mistake, .. } = self;
        let (lang, case, trail, mistake) = (lang.clone(), case.clone(), trail.clone(), mistake.clone());
        Stand { lang, case, answered: *answered, trail, at: *at, return_to: *return_to, mistake }
    }

    /// Goes back there. What stands beside the way, no event of it changes but by forgetting.
    pub(crate) fn stand_at(&mut self, stand: Stand) {
        let Stand { lang, case, answered, trail, at, return_to, mistake } = stand;
        (self.lang, self.case, self.answered, self.trail) = (lang, case, answered, trail);
        (self.at, self.return_to, self.mistake) = (at, return_to, mistake);
    }

    /// The page that is shown.
    pub fn page(&self) -> Page {
        self.trail.get(self.at).copied().unwrap_or(Page::Start)
    }

    /// Is there a page to go back to?
    pub fn can_go_back(&self) -> bool {
        self.at > 0
    }

    /// The place in the trail, for whoever keeps a history of their own.
    pub fn place(&self) -> usize {
        self.at
    }

    /// Has this question been answered?
    pub fn is_answered(&self, fact: FactId) -> bool {
        self.answered.get(fact as usize).copied().unwrap_or_default()
    }

    /// Has any?
    pub fn has_answers(&self) -> bool {
        self.answered.iter().any(|answered| *answered)
    }

    /// The questions answered so far, in the order of the catalogue.
    pub fn answered_facts(&self) -> impl Iterator<Item = &'static Fact> + use<'_> {
        self.case.facts().filter(|fact| self.is_answered(fact.id))
    }

    /// What was answered, in the order of the catalogue.
    pub fn answers(&self) -> Vec<(FactId, Answer)> {
        let mut answers = Vec::new();
        for fact in self.answered_facts() {
            answers.push((fact.id, self.case.answer(fact.id)));
        }
        answers
    }

    /// What a letter may tell of.
    pub fn teller(&self) -> Teller<'_> {
        Teller { case: &self.case, opinion: self.opinion.as_ref(), diary: &self.diary }
    }

    /// The questions still to ask: those not answered of which an answer can change something shown, and
    /// those that are always asked.
    pub fn open_questions(&self, policies: &PolicySet) -> Vec<FactId> {
        let open = relevant_facts(&self.case, policies).unwrap_or_default();
        self.unanswered(&|fact| fact.always || open.contains(fact.id))
    }

    /// Every question not answered, for who does not know the policy: on the way to the result none is of no use
    /// until it is known to be.
    pub fn every_question(&self, _: &PolicySet) -> Vec<FactId> {
        self.unanswered(&|fact| !fact.is_preference())
    }

    fn unanswered(&self, used: &dyn Fn(&Fact) -> bool) -> Vec<FactId> {
        let mut asked = Vec::new();
        for fact in self.case.facts() {
            if !self.is_answered(fact.id) && self.case.value(fact.id).is_none() && self.case.asks(fact.id) && used(fact)
            {
                asked.push(fact.id);
            }
        }
        asked
    }

    /// What only a terminal has, where this is one.
    pub fn kiosk(&self) -> Option<&Kiosk> {
        self.kiosk.as_ref()
    }

    pub(super) fn set(&mut self, fact: FactId, answer: Answer) {
        self.case.set(fact, answer);
        // What was tried was tried beside other answers.
        self.explore = None;
        if let Some(answered) = self.answered.get_mut(fact as usize) {
            *answered = true;
        }
    }

    /// Everything that the case tells is told.
    pub(super) fn tell(&mut self, case: &Case) {
        for fact in case.facts() {
            if case.answer(fact.id) != Answer::Unknown {
                self.set(fact.id, case.answer(fact.id));
            }
        }
    }

    /// Goes to a page, where the country has it; the pages ahead in the trail are forgotten.
    pub(super) fn go(&mut self, page: Page) {
        if self.page() != page && page.is_in(self.case.jurisdiction) {
            self.trail.truncate(self.at + 1);
            self.trail.push(page);
            self.at = self.trail.len() - 1;
        }
    }
}
