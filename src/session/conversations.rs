//! Several conversations side by side, for an officer at a phone or a relative: each with its own page and answers,
//! in memory only, and each wiped by itself.
//!
//! A conversation is known by a number and nothing else: there is no place for a name.

use super::{Effect, Focus, State};

/// The most conversations at once: more is not side by side any more.
pub const MOST: usize = 9;

/// What is done with a conversation as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Another one, beside those that are open.
    Open,
    /// To the one with that number.
    Switch(u32),
    /// Everything is forgotten, and one person uses the page again.
    End,
}

/// The conversations that are not shown, and the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversations {
    /// The number of the one that is shown.
    pub current: u32,
    /// The number that the next one gets: none is used twice.
    next: u32,
    /// By number.
    others: Vec<(u32, State)>,
}

impl Conversations {
    /// The conversation that is shown becomes the first of several.
    fn new() -> Self {
        Self { current: 1, next: 2, others: Vec::new() }
    }

    /// The conversations in the order of their numbers; `shown` is the one that is shown.
    pub fn all<'a>(&'a self, shown: &'a State) -> Vec<(u32, &'a State)> {
        let mut all = Vec::new();
        for (number, state) in &self.others {
            all.push((*number, state));
        }
        let at = all.iter().position(|(number, _)| *number > self.current).unwrap_or(all.len());
        all.insert(at, (self.current, shown));
        all
    }

    /// Is there room for another?
    pub fn has_room(&self) -> bool {
        self.others.len() + 1 < MOST
    }

    /// Shows the one at that place among the others; the one that was shown takes its place by number.
    fn show(&mut self, at: usize, shown: &mut State) {
        let (number, state) = self.others.remove(at);
        let before = (self.current, std::mem::replace(shown, state));
        self.put(before);
        self.current = number;
    }

    fn put(&mut self, one: (u32, State)) {
        let at = self.others.iter().position(|(number, _)| *number > one.0).unwrap_or(self.others.len());
        self.others.insert(at, one);
    }
}

/// What follows for the conversations; `lang` is the language whose words are there.
pub fn act(conversations: &mut Option<Conversations>, shown: &mut State, act: Act, lang: &str) -> Vec<Effect> {
    // A terminal is one person's at a time.
    if shown.kiosk.is_some() {
        return Vec::new();
    }
    match act {
        Act::Open => {
            let open = conversations.get_or_insert_with(Conversations::new);
            if !open.has_room() {
                return Vec::new();
            }
            let fresh = blank(shown, lang);
            let before = (open.current, std::mem::replace(shown, fresh));
            open.put(before);
            open.current = open.next;
            open.next += 1;
        }
        Act::Switch(number) => {
            let Some(open) = conversations else { return Vec::new() };
            let Some(at) = open.others.iter().position(|(other, _)| *other == number) else { return Vec::new() };
            open.show(at, shown);
        }
        Act::End => {
            *conversations = None;
            *shown = blank(shown, lang);
            return vec![Effect::Forget, Effect::Focus(Focus::Heading)];
        }
    }
    changed(conversations.as_ref(), shown, lang)
}

/// The conversation that is shown is forgotten, and no other: the nearest one is shown, or a new one.
pub fn close(conversations: &mut Conversations, shown: &mut State, lang: &str) -> Vec<Effect> {
    let after = conversations.others.iter().position(|(number, _)| *number > conversations.current);
    if let Some(at) = after.or(conversations.others.len().checked_sub(1)) {
        (conversations.current, *shown) = conversations.others.remove(at);
    } else {
        *shown = blank(shown, lang);
        conversations.current = conversations.next;
        conversations.next += 1;
    }
    let mut effects = vec![Effect::Forget];
    effects.extend(changed(Some(conversations), shown, lang));
    effects
}

/// Nobody has told anything.
fn blank(beside: &State, lang: &str) -> State {
    State::new(beside.channel, lang, beside.case.jurisdiction, beside.case.on)
}

/// Another conversation is shown, perhaps in another language.
fn changed(conversations: Option<&Conversations>, shown: &State, lang: &str) -> Vec<Effect> {
    let mut effects = vec![Effect::Conversation(conversations.map_or(1, |conversations| conversations.current))];
    if shown.lang != lang {
        effects.push(Effect::LoadText(shown.lang.clone()));
    }
    effects.push(Effect::Focus(Focus::Heading));
    effects
}
