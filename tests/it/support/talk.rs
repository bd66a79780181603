//! A conversation that a test can be read as: "answers …, is asked …".

use vagval::case::{Answer, FactId, Jurisdiction, parse_moment};
use vagval::client::Client;
use vagval::policy::PolicySet;
use vagval::session::{AnswerInput, Event, Page, State, Surface};
use vagval::text::{Text, files};

/// The words of a language, as the build takes them.
pub fn words(lang: &str) -> Text {
    Text::new(files::read_all(env!("CARGO_MANIFEST_DIR").as_ref(), lang).unwrap())
}

/// A person and the client.
pub struct Talk(pub Client);

impl Talk {
    /// Somebody opens the page on that day.
    pub fn opens(jurisdiction: Jurisdiction, on: &str) -> Self {
        let (policies, on) = (PolicySet::embedded().unwrap(), parse_moment(on).unwrap());
        Self(Client::new(policies, words("sv"), Surface::Web, jurisdiction, on))
    }

    /// Somebody in Sweden has begun to answer.
    pub fn begins(on: &str) -> Self {
        let mut talk = Self::opens(Jurisdiction::Sweden, on);
        talk.does(&Event::Begin);
        talk
    }

    pub fn state(&self) -> &State {
        self.0.state()
    }

    /// Any event.
    pub fn does(&mut self, event: &Event) -> &mut Self {
        self.0.step(event);
        self
    }

    fn gives(&mut self, given: AnswerInput) -> &mut Self {
        let Page::Question(fact) = self.state().page() else { panic!("no question, but {}", self.state().page().id()) };
        self.does(&Event::Answer(fact, given))
    }

    /// Types an answer to the question that is shown.
    pub fn types(&mut self, typed: &str) -> &mut Self {
        self.gives(AnswerInput::Typed(typed.to_owned()))
    }

    /// Chooses an answer to the question that is shown.
    pub fn chooses(&mut self, value: &str) -> &mut Self {
        self.gives(AnswerInput::Value(value.to_owned()))
    }

    pub fn does_not_know(&mut self) -> &mut Self {
        self.gives(AnswerInput::Unknown)
    }

    pub fn would_rather_not_say(&mut self) -> &mut Self {
        self.gives(AnswerInput::Declined)
    }

    pub fn goes_on_without_an_answer(&mut self) -> &mut Self {
        self.gives(AnswerInput::Nothing)
    }

    pub fn goes_back(&mut self) -> &mut Self {
        self.does(&Event::Back)
    }

    pub fn changes(&mut self, fact: &str) -> &mut Self {
        self.does(&Event::Change(FactId::from_name(fact).unwrap()))
    }

    pub fn finishes(&mut self) -> &mut Self {
        self.does(&Event::Finish)
    }

    /// Does not know the answer to any of the questions that are left.
    pub fn knows_no_more(&mut self) -> &mut Self {
        while matches!(self.state().page(), Page::Question(_)) {
            self.does_not_know();
        }
        self
    }

    /// Is shown this page, with nothing wrong on it.
    #[track_caller]
    pub fn sees(&mut self, page: &str) -> &mut Self {
        assert_eq!(self.state().page().id(), page);
        assert_eq!(self.state().mistake, None);
        self
    }

    /// Is shown this question, with nothing wrong.
    #[track_caller]
    pub fn is_asked(&mut self, fact: &str) -> &mut Self {
        self.sees(&format!("question.{fact}"))
    }

    /// Is told that something is wrong, at the same question.
    #[track_caller]
    pub fn is_told(&mut self, mistake: &str) -> &mut Self {
        assert_eq!(self.state().mistake.as_ref().map(|mistake| mistake.code), Some(mistake));
        self
    }

    /// Has told this; `-` where nothing was.
    #[track_caller]
    pub fn has_told(&mut self, fact: &str, answer: &str) -> &mut Self {
        let fact = FactId::from_name(fact).unwrap();
        let told = match self.state().case.answer(fact) {
            Answer::Unknown if !self.state().is_answered(fact) => "-".to_owned(),
            told => told.to_string(),
        };
        assert_eq!(told, answer, "{}", fact.name());
        self
    }

    /// The markup of the page has this in it.
    #[track_caller]
    pub fn reads(&mut self, words: &str) -> &mut Self {
        let markup: String = self.0.view().regions.iter().map(|region| region.markup.as_str()).collect();
        assert!(markup.contains(words), "`{words}` is not in:\n{markup}");
        self
    }
}
