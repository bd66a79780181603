//! The officer's desk: where a hand-over is opened, what it shows, and what is noted on it.

use super::frame::{back, heading};
use super::parts::{button, change, fold, paragraph, row, table};
use super::{chance, check, explain, result, support};
use crate::assessment::{Assessment, FactValue, Summary, assess};
use crate::case::{Answer, Case, FactId, Jurisdiction, Moment};
use crate::exports::LEFT_OUT;
use crate::sentences::factors::{name, size, strongest, told_as};
use crate::sentences::words;
use crate::session::desk::{Desk, Item};
use crate::session::handover::{DEEPER, Handover, Note, OVERRULED, WORKER, same_engine};
use crate::session::{Context, Page, State};
use crate::text::Text;
use maud::{Markup, html};

/// The page of that id; nothing where this is no desk.
pub fn page(page: Page, state: &State, context: &Context<'_>) -> Markup {
    let Some(desk) = &state.desk else { return Markup::default() };
    match page {
        Page::Referral => handed(desk, state, context),
        Page::Practice => super::practice::page(desk, state, context),
        _ => open(desk, state, context.text),
    }
}

/// What tells the tab of a hand-over from others: its time and channel.
pub fn title(state: &State, text: &Text) -> String {
    let handed = state.desk.as_ref().filter(|_| state.page() == Page::Referral).and_then(|desk| desk.handed.as_ref());
    handed.map_or_else(String::new, |handed| [&short_moment(handed.case.on, text), " – "].concat())
}

/// The time where it is of the same day as any other would be, else the day.
fn short_moment(on: Moment, text: &Text) -> String {
    on.to_string().split_once('T').map_or_else(|| text.date(on.date), |(_, time)| time.to_owned())
}

/// What lies on the desk, and where a hand-over, a link or a code is opened.
fn open(desk: &Desk, state: &State, text: &Text) -> Markup {
    let wrong = desk.wrong.map(|id| text.find(&["code.", id].concat()).unwrap_or(text.at(&["desk.wrong.", id])));
    html! {
        (back(state, text))
        (mistakes(wrong, "given", text))
        (heading(text.get("page.desk.title")))
        @if !desk.items.is_empty() {
            h2 { (text.fill("desk.list.title", &[("n", &desk.items.len().to_string())])) }
            (paragraph("hint", text.get("desk.list.keys")))
            ol.waiting { @for (at, item) in desk.items.iter().enumerate() { li { (waiting(at, item, desk, text)) } } }
            h2 { (text.get("desk.list.more")) }
        } @else {
            (paragraph("lead", text.get("page.desk.lead")))
        }
        form data-event="desk-open" novalidate autocomplete="off" {
            div.field {
                label for="given" { (text.get("desk.open.label")) }
                p.hint #hint { (text.get("desk.open.hint")) }
                @if let Some(wrong) = wrong {
                    p.mistake #mistake { strong { (text.get("mistake.label")) } " " (wrong) }
                }
                input #given type="text" name="given" value=(desk.typed) aria-required="true"
                    aria-describedby=(if wrong.is_some() { "hint mistake" } else { "hint" })
                    aria-invalid=[wrong.map(|_| "true")] autocomplete="off" spellcheck="false";
            }
            div.actions { button.primary type="submit" { (text.get("desk.open.do")) } }
        }
        p.file {
            label for="desk-file" { (text.get("desk.open.file")) }
            input #desk-file type="file" accept=".json,application/json" data-file="desk-open";
        }
        (paragraph("note", text.get("desk.memory")))
        @if !desk.items.is_empty() { div.actions { (button("secondary", "desk-clear", None, text.get("desk.clear"))) } }
        h2 { (text.get("page.practice.title")) }
        (paragraph("", text.get("page.practice.lead")))
        div.actions { (button("secondary", "show", Some("practice"), text.get("page.practice.link"))) }
    }
}

/// One that lies on the desk: how long it has waited, what is wanted, where it came from, and whether it is noted on.
fn waiting(at: usize, item: &Item, desk: &Desk, text: &Text) -> Markup {
    let age = words::age(item.opened.on, desk.now, text);
    let is_last = desk.current.or(desk.last) == Some(at);
    let wanted = item.handed.as_ref().map(|handed| handed.questions().first().map(|(asked, _)| (*asked).to_owned()));
    let lang = item.handed.as_ref().map(|handed| handed.lang.as_str());
    html! {
        button type="button" id=[is_last.then_some("opened")] data-event="desk-pick" data-value=(at) data-place=(at) {
            span.age { (item.handed.as_ref().and(age).unwrap_or_default()) }
            span.wanted {
                @match wanted {
                    Some(Some(asked)) => q lang=[lang] dir="auto" { (asked) },
                    Some(None) => (text.get("desk.list.nothing-asked")),
                    None => (text.get("desk.list.code")),
                }
            }
            span.whence {
                @if let Some(handed) = &item.handed {
                    (text.at(&["desk.channel.", handed.channel.id()])) ", "
                    (words::moment(&item.opened.on.to_string(), text)) ", " (handed.id)
                }
                @if item.note != Note::default() { " · " (text.get("desk.list.noted")) }
            }
        }
    }
}

/// The summary of what was wrong, where the focus goes.
pub(super) fn mistakes(wrong: Option<&str>, target: &str, text: &Text) -> Markup {
    html! {
        @if let Some(wrong) = wrong {
            div #mistakes .mistakes tabindex="-1" role="group" aria-labelledby="mistakes-title" {
                h2 #mistakes-title { (text.get("mistake.summary")) }
                ul { li { a href={ "#" (target) } data-event="focus" { (wrong) } } }
            }
        }
    }
}

/// What was handed over, judged again.
fn handed(desk: &Desk, state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let Some(opened) = &desk.opened else { return open(desk, state, text) };
    let assessment = match assess(&state.case, context.policies) {
        Ok(assessment) => assessment,
        Err(problem) => return super::pages::impossible(&problem, text),
    };
    // What is worth asking stands below, without what the person does not want to tell.
    let mut unasked = assessment.clone();
    if let Some(track) = &mut unasked.track {
        track.ask = None;
    }
    if let Some(handover) = desk.handed.as_ref().filter(|_| desk.paper) {
        return paper(handover, desk, text);
    }
    let wrong_day = desk.wrong_day.as_ref().map(|_| text.get("desk.first-contact.wrong"));
    let more = html! {
        @if let Some(handover) = &desk.handed { (same(handover, opened, context)) }
        (result::outcome(&unasked, text))
        @if let Some(track) = &assessment.track { (section("tracks", &result::tracks(track, text), text)) }
        @if let Some(chance) = &assessment.job_chance { (section("chance", &chance::show(chance, state, text), text)) }
        @if assessment.track.is_some() {
            (section("why", &explain::why(&assessment, text), text))
            (section("change", &explain::what_ifs(&assessment, text), text))
        }
        (section("programmes", &support::list(&assessment.eligibility, &assessment.sources, false, text), text))
        (section("proof", &result::proof(&assessment, text), text))
    };
    html! {
        (mistakes(wrong_day, "given", text))
        div.top {
            (heading(text.get("page.referral.title")))
            div.actions {
                (button("secondary", "desk-list", None, text.get("desk.to-list")))
                (button("secondary", "print", None, text.get("desk.print")))
                @if desk.handed.is_some() {
                    (button("secondary", "desk-paper", None, text.get("desk.paper.do")))
                    (button("secondary", "desk-save", None, text.get("desk.save")))
                }
                (button("plain", "desk-close", None, text.get("desk.close")))
            }
        }
        (whence(desk, opened, text))
        div.screen {
            div {
                @if let Some(handover) = &desk.handed { (asked(handover, text)) (seen(handover, text)) }
                @for (which, key) in [(Some(true), "desk.judged-without"), (None, "desk.judged-perhaps-without")] {
                    @if let Some(facts) = declined(desk, state, which, text) {
                        (paragraph("note", &text.fill(key, &[("facts", &facts)])))
                    }
                }
                @if state.case != *opened { (paragraph("note", text.get("desk.changed"))) }
            }
            div {
                (reasons(&assessment, text))
                (section("ask", &ask(&assessment, desk, state, context), text))
            }
            div { (section("note", &note(desk, text), text)) }
        }
        div.told { (section("told", &told(desk, state, text), text)) }
        @if let Some(handover) = &desk.handed { (talk(handover, text)) }
        div.noprint { (fold(text.get("desk.more"), &more)) }
        (paragraph("note noprint", text.get("desk.memory")))
    }
}

/// What the person asked, in their own words, and what was said to that.
fn asked(handover: &Handover, text: &Text) -> Markup {
    let questions = handover.questions();
    let content = html! {
        @if handover.asked.is_none() {
            (paragraph("", text.get("desk.asked.unknown")))
        } @else if questions.is_empty() {
            (paragraph("", text.get("desk.asked.none")))
        } @else {
            ul.points lang=(handover.lang) {
                @for (asked, beside) in questions {
                    li dir="auto" {
                        strong { q { (asked) } }
                        @if let Some(beside) = beside { span.beside { (text.at(&["desk.by.", "program"])) ": " (beside) } }
                    }
                }
            }
        }
    };
    section("asked", &content, text)
}

/// The three answers that moved the estimate most.
fn reasons(assessment: &Assessment, text: &Text) -> Markup {
    let strongest = strongest(&assessment.factors, 3);
    let content = html! {
        ul.points {
            @for factor in strongest.iter().copied() {
                @let way = if factor.points > 0 { "desk.reasons.for" } else { "desk.reasons.against" };
                li {
                    strong { (name(factor, text)) ": " (told_as(factor, text)) } " – "
                    (text.get(way)) ", " (text.get(size(factor.points)))
                }
            }
        }
    };
    html! { @if !strongest.is_empty() { (section("reasons", &content, text)) } }
}

/// What the person gets on paper, in their own language: what went, what stayed, and room to write by hand.
fn paper(handover: &Handover, desk: &Desk, text: &Text) -> Markup {
    let theirs = desk.theirs.as_ref().map_or(text, |theirs| &theirs.0);
    let theirs = if handover.lang == theirs.lang() { theirs } else { text };
    let questions = handover.questions();
    let kept = handover.seen.as_ref().map_or(&[][..], |seen| &seen.withheld);
    let theirs = &theirs.clone().of(handover.case.jurisdiction);
    let phone = theirs.find("frame.phone");
    html! {
        div.noprint {
            (heading(text.get("desk.paper.title")))
            (paragraph("", text.get("desk.paper.about")))
            div.actions {
                (button("primary", "print", None, text.get("desk.paper.print")))
                (button("secondary", "desk-paper", None, text.get("desk.paper.back")))
            }
        }
        div.letter.paper-for-person lang=(theirs.lang()) dir=(theirs.dir()) {
            h2 { (theirs.get("desk.paper.head")) }
            (paragraph("", &words::moment(&handover.case.on.to_string(), theirs)))
            @if let Some(seen) = &handover.seen {
                @if !seen.outcome.is_empty() {
                    h3 { (theirs.get("desk.paper.seen")) }
                    @for line in &seen.outcome { (paragraph("", line)) }
                    p {
                        (theirs.get("result.preliminary")) " "
                        (theirs.get("result.who-decides"))
                    }
                }
            }
            @if !questions.is_empty() {
                h3 { (theirs.get("desk.paper.asked")) }
                ul.points { @for (asked, _) in questions { li dir="auto" { (asked) } } }
            }
            h3 { (theirs.get("desk.paper.told")) }
            dl.answers {
                @for fact in handover.case.facts().filter(|fact| handover.case.is_told(fact.id)) {
                    (row(words::fact(fact.name, theirs), &words::value(fact.name, &FactValue::from(handover.case.answer(fact.id)), theirs)))
                }
            }
            @if !kept.is_empty() { (paragraph("", &theirs.fill("desk.paper.kept", &[("facts", &words::fact_names(kept, theirs))]))) }
            h3 { (theirs.get("desk.paper.next")) }
            @if let Some(day) = desk.note.first_contact {
                (paragraph("", &theirs.fill("desk.paper.contact", &[("date", &theirs.date(day))])))
            }
            dl.answers.blank { @for key in ["desk.paper.who", "desk.paper.when", "desk.paper.do-first"] { (row(theirs.get(key), "")) } }
            @if let Some(phone) = phone { p { (theirs.get("desk.paper.phone")) " " bdi { (phone) } } }
        }
    }
}

pub(super) fn section(id: &str, content: &Markup, text: &Text) -> Markup {
    let key = match id {
        "tracks" | "chance" | "change" => ["page.why.", id].concat(),
        "why" => "page.why.title".to_owned(),
        "programmes" => "page.support.title".to_owned(),
        "reasons" => "desk.reasons.title".to_owned(),
        "asked" => "desk.asked.title".to_owned(),
        "proof" => "page.about.title".to_owned(),
        own => ["desk.section.", own].concat(),
    };
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) tabindex="-1" { (text.get(&key)) }
            (content)
        }
    }
}

/// Where it came from, and when.
fn whence(desk: &Desk, opened: &Case, text: &Text) -> Markup {
    html! {
        @match &desk.handed {
            Some(handover) => {
                @let channel = text.at(&["desk.channel.", handover.channel.id()]);
                @let moment = words::moment(&opened.on.to_string(), text);
                (paragraph("lead", &text.fill("desk.from", &[("channel", channel), ("moment", &moment), ("id", &handover.id)])))
            }
            None => (paragraph("lead", &text.fill("desk.from-code", &[("facts", &super::take::left_out(text))]))),
        }
    }
}

/// The outcome that the person read, in their words.
fn seen(handover: &Handover, text: &Text) -> Markup {
    let Some(seen) = &handover.seen else { return Markup::default() };
    html! {
        section aria-labelledby="seen" {
            h2 #seen { (text.get("desk.section.seen")) }
            @if seen.outcome.is_empty() {
                (paragraph("", text.get("desk.seen-kept")))
            } @else {
                blockquote lang=(handover.lang) { @for line in &seen.outcome { (paragraph("", line)) } }
                (paragraph("note noprint", text.get("desk.seen-then")))
            }
        }
    }
}

/// The answers; what was not handed over is told apart from what was declined.
fn told(desk: &Desk, state: &State, text: &Text) -> Markup {
    let instead = |fact| {
        let handover = desk.handed.as_ref().filter(|_| state.case.answer(fact) == Answer::Declined)?;
        match handover.is_withheld(fact) {
            Some(true) => Some(text.get("desk.withheld")),
            Some(false) => None,
            None => Some(text.get("desk.withheld-or-declined")),
        }
    };
    check::rows(state, &instead, text)
}

/// The names of the declined facts that are such: withheld, declined, or one of the two.
fn declined(desk: &Desk, state: &State, which: Option<bool>, text: &Text) -> Option<String> {
    let mut facts = Vec::new();
    for fact in state.case.facts() {
        let withheld = match &desk.handed {
            Some(handover) => handover.is_withheld(fact.id),
            // A code leaves some out, and does not tell whether they were declined.
            None => {
                if LEFT_OUT.contains(&fact.id) {
                    None
                } else {
                    Some(false)
                }
            }
        };
        if state.case.answer(fact.id) == Answer::Declined && withheld == which {
            facts.push(fact.id);
        }
    }
    (!facts.is_empty()).then(|| words::fact_names(&facts, text))
}

/// On which answers it is judged here; and, by another version, what differs.
fn same(handover: &Handover, opened: &Case, context: &Context<'_>) -> Markup {
    let text = context.text;
    let Ok(assessment) = assess(opened, context.policies) else { return Markup::default() };
    let (then, now) = (&handover.result, Summary::from(&assessment));
    let track = |result: &Summary| result.most_likely.map_or("–", |track| text.at(&["track.", track, ".name"]));
    let chance = |chance: Option<u32>| chance.map_or_else(|| "–".to_owned(), |chance| text.of_hundred(chance));
    html! {
        @if same_engine(handover, &assessment) || then.looks_like(&now) {
            (paragraph("note", text.get(if same_engine(handover, &assessment) { "desk.same" } else { "desk.same-result" })))
        } @else {
            (paragraph("note", text.get("desk.other")))
            @let name = |key: &str| text.get(key).to_owned();
            @let rows = [
                [name("desk.compare.track"), track(then).to_owned(), track(&now).to_owned()],
                [name("desk.compare.chance"), chance(then.six_months), chance(now.six_months)],
            ];
            (table(text.get("desk.compare.caption"), [text.get("desk.compare.what"), text.get("desk.compare.then"), text.get("desk.compare.now")], &rows))
        }
    }
}

/// The questions without an answer that can still change something shown, and what they can change.
fn ask(assessment: &Assessment, desk: &Desk, state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let mut open = state.open_questions(context.policies);
    // The one that tells most about the track comes first.
    let first = assessment.track.as_ref().and_then(|track| track.ask.as_deref()).and_then(FactId::from_name);
    if let Some(at) = open.iter().position(|fact| Some(*fact) == first) {
        let fact = open.remove(at);
        open.insert(0, fact);
    }
    // What the person has is told apart from what nobody has: either may change something.
    let mut notes = Vec::new();
    for (which, key) in
        [(Some(true), "desk.ask.withheld"), (Some(false), "desk.ask.declined"), (None, "desk.ask.declined-or-withheld")]
    {
        if let Some(facts) = declined(desk, state, which, text) {
            notes.push(text.fill(key, &[("facts", &facts)]));
        }
    }
    html! {
        @if open.is_empty() {
            (paragraph("", text.get(if notes.is_empty() { "desk.ask.none" } else { "desk.ask.none-but" })))
        } @else {
            (paragraph("", text.get("desk.ask.lead")))
            ul.ready {
                @for fact in open {
                    @let question = text.at(&["question.", fact.name(), ".title"]);
                    li {
                        div {
                            // On paper, which is for the officer, only what it is about.
                            strong.noprint { (question) } strong.paper { (words::fact(fact.name(), text)) } " "
                            small { (changes(fact, assessment, context)) }
                        }
                        button.plain type="button" data-event="desk-copy" data-value=(fact.name()) {
                            (text.get("desk.ask.copy")) span.quiet { " " (question) }
                        }
                        (change(fact.name(), text.get("desk.ask.do"), words::fact(fact.name(), text)))
                    }
                }
            }
            (super::parts::told(state, &["copied"], text))
            (super::parts::wrong(state, &["not-copied"], text))
        }
        @for note in &notes { (paragraph("note", note)) }
    }
}

/// What an answer can change: the track, and programmes whose rules miss it.
fn changes(fact: FactId, assessment: &Assessment, context: &Context<'_>) -> String {
    let text = context.text;
    let jurisdiction = Jurisdiction::from_id(assessment.jurisdiction);
    let card = jurisdiction.and_then(|jurisdiction| context.policies.scorecard(jurisdiction));
    let weighs = card.is_some_and(|card| card.factors.iter().any(|factor| factor.fact == fact.name()));
    let mut names = String::new();
    let mut add = |name: &str| {
        if !names.is_empty() {
            names.push_str("; ");
        }
        names.push_str(name);
    };
    if weighs && assessment.track.is_some() {
        add(text.get("desk.ask.track"));
    }
    for programme in &assessment.eligibility {
        if programme.reasons.iter().any(|reason| reason.missing.contains(&fact.name())) {
            add(text.at(&["programme.", &programme.id, ".name"]));
        }
    }
    if names.is_empty() {
        return text.get("desk.ask.steps").to_owned();
    }
    text.fill("desk.ask.changes", &[("what", &names)])
}

/// What was said, in the person's own language.
fn talk(handover: &Handover, text: &Text) -> Markup {
    let said = html! {
        dl.answers lang=(handover.lang) {
            @for said in &handover.transcript {
                (row(text.at(&["desk.by.", said.by]), &said.say))
            }
        }
    };
    html! { @if !handover.transcript.is_empty() { (section("talk", &fold(text.get("desk.talk"), &said), text)) } }
}

/// What the officer notes, from closed lists.
fn note(desk: &Desk, text: &Text) -> Markup {
    let noted = &desk.note;
    let day = noted.first_contact.map_or_else(String::new, |day| text.date(day));
    let typed = desk.wrong_day.as_deref().unwrap_or(&day);
    let wrong = desk.wrong_day.is_some();
    html! {
        (paragraph("noting", text.get("desk.note.lead")))
        (radios("overruled", &OVERRULED, noted.overruled, text))
        (radios("deeper", &DEEPER, noted.deeper, text))
        (radios("worker", &WORKER, noted.worker, text))
        form data-event="desk-day" novalidate autocomplete="off" {
            div.field {
                label for="given" { (text.get("desk.first-contact.label")) }
                p.hint #hint { (text.get("desk.first-contact.hint")) }
                @if wrong {
                    p.mistake #mistake { strong { (text.get("mistake.label")) } " " (text.get("desk.first-contact.wrong")) }
                }
                input #given .short type="text" name="given" value=(typed) autocomplete="off" spellcheck="false"
                    aria-describedby=(if wrong { "hint mistake" } else { "hint" }) aria-invalid=[wrong.then_some("true")];
            }
            div.actions { button.secondary type="submit" { (text.get("desk.first-contact.do")) } }
        }
        dl.answers.paper {
            @for (what, id) in [("overruled", noted.overruled), ("deeper", noted.deeper), ("worker", noted.worker)] {
                (row(text.at(&["desk.", what, ".short"]), id.map_or("–", |id| text.at(&["desk.", what, ".", id]))))
            }
            (row(text.get("desk.first-contact.short"), if day.is_empty() { "–" } else { &day }))
        }
    }
}

/// One closed list: what is pressed is noted at once.
fn radios(what: &str, ids: &[&str], noted: Option<&str>, text: &Text) -> Markup {
    html! {
        fieldset.noting role="radiogroup" {
            legend { (text.at(&["desk.", what, ".title"])) }
            @for id in ids {
                div.option {
                    input type="radio" name=(what) id={ (what) "-" (id) } value=(id) checked[noted == Some(*id)]
                        data-event="desk-note" data-value={ (what) ":" (id) };
                    label for={ (what) "-" (id) } { (text.at(&["desk.", what, ".", id])) }
                }
            }
        }
    }
}
