//! For somebody in Rusta och matcha: what was written down, the gaps in it, and what can be made of it.

use super::forms::{Sheet, kept_here};
use super::frame::{back, heading};
use super::parts::{button, paragraph};
use super::pictures;
use crate::date::Date;
use crate::diary::{Diary, Findings, KINDS, replies};
use crate::sentences::diary::{entry_words, gap_words};
use crate::session::{Context, Form, State};
use crate::text::Text;
use maud::{Markup, html};

/// The page of the diary.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let rules = context.policies.rules(state.case.jurisdiction);
    let found = rules.and_then(|rules| state.diary.findings(rules, state.case.on.date));
    let (period, entry) = (Sheet::new(Form::Period, state, text), Sheet::new(Form::Entry, state, text));
    let kinds = KINDS.map(|kind| (kind, text.at(&["diary.kind.", kind])));
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| text.date(day));
    html! {
        (back(state, text))
        (period.mistakes(""))
        (entry.mistakes("kind-meeting"))
        (heading(text.get("page.participant.title")))
        (paragraph("lead", text.get("page.participant.lead")))
        (kept_here("diary.kept", text))
        (findings(found.as_ref(), state, text))
        h2 { (text.get("diary.add")) }
        (entry.around(text.get("diary.add-do"), &html! {
            (entry.line("day", text.get("diary.day"), text.get("diary.day-hint"), ""))
            (entry.choices("kind", text.get("diary.what"), &kinds, "", false))
            (entry.line("about", text.get("diary.about"), text.get("diary.about-hint"), ""))
        }))
        (entries(&state.diary, text))
        h2 { (text.get("diary.period")) }
        (period.around(text.get("diary.period-do"), &html! {
            (period.line("start", text.get("diary.first"), text.get("diary.day-hint"), &day(state.diary.start)))
            (period.line("end", text.get("diary.last"), text.get("diary.last-hint"), &day(state.diary.end)))
        }))
        h2 { (text.get("diary.complain")) }
        (paragraph("", text.get("diary.complain-text")))
        div.actions { (button("secondary", "letter", Some("complain"), text.get("letter.complain.do"))) }
        (paragraph("note", text.get("diary.not-the-assessment")))
        div.actions { (button("plain", "show", Some("opinion"), text.get("page.opinion.link"))) }
        h2 { (text.get("page.survey.title")) }
        (paragraph("", text.get("diary.survey-text")))
        div.actions { (button("secondary", "show", Some("survey"), text.get("page.survey.link"))) }
    }
}

/// The gaps, in words and as a picture, and what they are held against.
fn findings(found: Option<&Findings>, state: &State, text: &Text) -> Markup {
    let today = state.case.on.date;
    html! {
        section.findings aria-labelledby="opened" {
            h2 #opened tabindex="-1" { (text.get("diary.gaps")) }
            @match found {
                None => (paragraph("", text.get("diary.no-rule"))),
                Some(found) => {
                    @if state.diary.start.is_none() && state.diary.entries.is_empty() {
                        (paragraph("", text.get("diary.nothing-yet")))
                    } @else if found.gaps.is_empty() {
                        (paragraph("answer", text.get("diary.no-gaps")))
                    } @else {
                        (paragraph("answer", &text.count("diary.gap-count", i32::try_from(found.gaps.len()).unwrap_or(i32::MAX))))
                        (picture(found, &state.diary, today))
                        ul.points { @for gap in &found.gaps { li { (gap_words(gap, text)) } } }
                    }
                    @if let Some(day) = found.next_by {
                        @let key = if day < today { "diary.next-was" } else { "diary.next-by" };
                        (paragraph("", &text.fill(key, &[("date", &text.date(day))])))
                    }
                    p { (text.fill("diary.rule", &[("n", &found.limit.to_string())])) }
                    p.source { (text.at(&["basis.", found.basis])) " " (text.isolated(&found.source)) "." }
                }
            }
        }
    }
}

/// Each gap as a bar on the line of days; the list below tells the same.
fn picture(found: &Findings, diary: &Diary, today: Date) -> Markup {
    let mut first = today;
    for day in diary.start.into_iter().chain(diary.entries.iter().map(|entry| entry.day)) {
        first = first.min(day);
    }
    let last = diary.end.map_or(today, |end| end.min(today)).max(first.plus_days(1));
    let of = |day: Date| {
        let all = last.days_since(first).max(1);
        u32::try_from(day.days_since(first).clamp(0, all) * 1000 / all).unwrap_or_default()
    };
    let mut gaps = Vec::new();
    for gap in &found.gaps {
        gaps.push((of(gap.from.1), of(gap.to.1)));
    }
    let mut meetings = Vec::new();
    for entry in &diary.entries {
        if entry.is_meeting() {
            meetings.push(of(entry.day));
        }
    }
    pictures::days(&gaps, &meetings)
}

/// Everything that was written down, each line with a way to take it out.
fn entries(diary: &Diary, text: &Text) -> Markup {
    html! {
        @if !diary.entries.is_empty() {
            h2 { (text.get("diary.entries")) }
            ul.entries {
                @for (at, entry) in diary.entries.iter().enumerate() {
                    li {
                        span { (entry_words(entry, text)) }
                        button.plain type="button" data-event="remove" data-value=(at) {
                            (text.get("diary.remove")) span.quiet { " " (entry_words(entry, text)) }
                        }
                    }
                }
            }
        }
    }
}

/// The page of the seven questions.
pub fn survey(state: &State, text: &Text) -> Markup {
    let sheet = Sheet::new(Form::Survey, state, text);
    let any = state.diary.survey.iter().any(Option::is_some);
    html! {
        (back(state, text))
        (heading(text.get("page.survey.title")))
        (paragraph("lead", text.get("page.survey.lead")))
        (kept_here("survey.kept", text))
        (sheet.around(text.get("survey.save"), &html! {
            @for (at, told) in state.diary.survey.iter().enumerate() {
                @let number = (at + 1).to_string();
                (sheet.choices(&["q", &number].concat(), text.at(&["survey.q", &number]), &options(replies(at), text), told.unwrap_or_default(), false))
            }
        }))
        @if any {
            section aria-labelledby="opened" {
                h2 #opened tabindex="-1" { (text.get("survey.saved")) }
                (paragraph("", text.get("survey.saved-text")))
                div.actions { (button("secondary", "letter", Some("survey"), text.get("letter.survey.do"))) }
            }
        } @else {
            p #opened tabindex="-1" { (text.get("survey.none-yet")) }
        }
        (paragraph("source", text.get("survey.source")))
    }
}

fn options<'a>(replies: &[&'static str], text: &'a Text) -> Vec<(&'static str, &'a str)> {
    let mut options = Vec::new();
    for reply in replies {
        options.push((*reply, text.at(&["survey.reply.", reply])));
    }
    options.push(("skip", text.get("survey.reply.skip")));
    options
}
