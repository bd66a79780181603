//! A hand-over in the making: its groups, what of them is struck, and what goes.

use super::Chat;
use super::handover::Entry;
use crate::assessment::assess;
use crate::case::{Answer, Case, FactId};
use crate::sentences::outcome;
use crate::session::State;
use crate::session::handover::{Handover, Seen};

/// The groups of a hand-over, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The answers.
    Told,
    /// The outcome that the person read.
    Seen,
    /// What the person asked, and what was said to that.
    Asked,
    /// Everything else that was said.
    Talk,
}

impl Group {
    pub(super) const ALL: [Self; 4] = [Self::Told, Self::Seen, Self::Asked, Self::Talk];

    /// The id of the choice that opens it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Told => "part-told",
            Self::Seen => "part-seen",
            Self::Asked => "part-asked",
            Self::Talk => "part-talk",
        }
    }

    pub(super) fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.id() == id)
    }
}

/// What a group is struck by in words.
pub(super) const GROUP_WORDS: [(&str, Group); 3] =
    [("answers.words", Group::Told), ("outcome.words", Group::Seen), ("questions.words", Group::Asked)];

/// The line that a choice stands for.
pub(super) fn line_of(id: &str) -> Option<usize> {
    id.strip_prefix("line-")?.parse().ok()
}

/// What of a hand-over is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The groups, and how much of each goes.
    Groups,
    /// The lines of one.
    Lines(Group),
    /// What goes, word for word.
    Exact,
}

/// A hand-over in the making: frozen when the person asked for it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub case: Case,
    /// The answers, and whether each is struck.
    pub facts: Vec<(FactId, bool)>,
    /// Is the outcome that they read struck?
    pub seen: bool,
    /// What was said, and whether each is struck.
    pub said: Vec<(Entry, bool)>,
    pub shown: Shown,
}

/// One line of a group.
pub(super) struct Line {
    pub text: String,
    /// What it is struck by: the answers first, then what was said.
    pub at: usize,
    pub goes: bool,
}

impl Draft {
    pub(super) fn new(state: &State, said: &[Entry]) -> Self {
        let mut draft =
            Self { case: state.case.clone(), facts: Vec::new(), seen: false, said: Vec::new(), shown: Shown::Groups };
        for fact in state.case.facts() {
            if state.case.answer(fact.id) != Answer::Unknown {
                draft.facts.push((fact.id, false));
            }
        }
        for entry in said {
            draft.said.push((entry.clone(), false));
        }
        for group in Group::ALL {
            draft.strike_group(group, false);
        }
        draft
    }

    pub(super) fn is_struck(&self, fact: FactId) -> bool {
        self.facts.iter().any(|(known, struck)| *known == fact && *struck)
    }

    /// Does the person strike what this tells, or itself?
    pub(super) fn goes(&self, entry: &Entry, struck: bool) -> bool {
        !struck && !entry.tells.iter().any(|fact| self.is_struck(*fact))
    }

    /// Strikes a line, or takes it along again.
    pub(super) fn strike(&mut self, at: usize, strike: bool) -> bool {
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

    pub(super) fn strike_fact(&mut self, fact: FactId, strike: bool) -> bool {
        let found = self.facts.iter_mut().find(|(known, _)| *known == fact);
        found.map(|(_, struck)| *struck = strike).is_some()
    }

    /// Strikes a group, or takes along again what goes unless it is struck. What is sensitive is taken along one by one.
    pub(super) fn strike_group(&mut self, group: Group, strike: bool) {
        match group {
            Group::Told => {
                for (fact, struck) in &mut self.facts {
                    *struck = self.case.is_told(*fact) && (strike || fact.fact().sensitive);
                }
            }
            Group::Seen => self.seen = strike,
            Group::Asked | Group::Talk => {
                for (entry, struck) in self.said.iter_mut().filter(|(entry, _)| entry.asked == (group == Group::Asked))
                {
                    *struck = strike || (entry.unclear && !entry.asked);
                }
            }
        }
    }

    /// All that was said: who wants no talk handed over wants none of it.
    pub(super) fn strike_talk(&mut self, strike: bool) {
        self.strike_group(Group::Asked, strike);
        self.strike_group(Group::Talk, strike);
    }

    /// The same for what a choice stands for: a group, or a line of the one that is open.
    pub(super) fn strike_choice(&mut self, id: &str, strike: bool) -> bool {
        if let Some(group) = Group::from_id(id) {
            self.strike_group(group, strike);
            return true;
        }
        line_of(id).is_some_and(|at| self.strike(at, strike))
    }

    /// Does a line go?
    pub(super) fn line_goes(&self, at: usize) -> bool {
        if let Some((_, struck)) = self.facts.get(at) {
            return !struck;
        }
        let said = at.checked_sub(self.facts.len()).and_then(|at| self.said.get(at));
        said.is_some_and(|(entry, struck)| self.goes(entry, *struck))
    }

    /// The places of what was asked among what goes of the talk.
    pub(super) fn asked(&self) -> Vec<usize> {
        let goes = self.said.iter().filter(|(entry, struck)| self.goes(entry, *struck));
        let asked = goes.enumerate().filter(|(_, (entry, _))| entry.asked && entry.said.by == "person");
        asked.map(|(at, _)| at).collect()
    }

    /// What goes.
    pub(super) fn handover(&self, chat: &Chat) -> Option<Handover> {
        let (state, id) = (chat.client.state(), chat.hands_over.as_deref()?);
        let (text, policies) = (chat.client.text(), chat.client.policies());
        let mut seen = Seen::default();
        if !self.seen {
            seen.outcome = outcome::lines(&assess(&self.case, policies).ok()?, text);
        }
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
        let mut handover = Handover::new(id, state.channel, text.lang(), &case, seen, said, policies).ok()?;
        handover.asked = Some(self.asked());
        Some(handover)
    }
}
