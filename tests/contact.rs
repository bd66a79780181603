//! Reaching a human at any hour, and choosing a provider from an authority's own list.

#![cfg(test)]

#[cfg(test)]
mod support;

use support::{book, date, rulebooks};
use vagval::case::{Case, Moment, Raw};
use vagval::contact::providers::{ProviderList, parse_providers};
use vagval::contact::{Nearness, rank};

#[test]
fn at_any_hour_there_are_two_ways_to_a_human_and_nothing_is_open_that_is_not_known_to_be() {
    let book = book();
    for (jurisdiction, rulebook) in rulebooks(book) {
        let mut day = date("2024-01-01");
        while day <= date("2030-12-31") {
            for hour in (0..24).step_by(3) {
                let on = Moment { date: day, minute: Some(hour * 60 + 59) };
                let case = Case::new(jurisdiction, on);
                for nearness in [Nearness::Near, Nearness::Middle, Nearness::Far] {
                    let ways = rank(rulebook, &case, nearness);
                    assert_eq!(ways.len(), rulebook.channels.len(), "none is lost");
                    assert!(ways.iter().filter(|way| way.channel.human).count() >= 2);
                    for way in ways {
                        assert!(!way.reasons.is_empty(), "{} has no reason", way.channel.id);
                        let known = !way.channel.hours.is_empty();
                        assert_eq!(way.opening.open.is_some(), known, "{} at {on}", way.channel.id);
                        assert!(way.opening.open != Some(false) || way.opening.next.is_some());
                    }
                }
            }
            day = day.plus_days(1);
        }
    }
}

#[test]
fn far_from_work_a_person_comes_first_and_chat_is_never_first() {
    let book = book();
    let (jurisdiction, rulebook) = rulebooks(book)[0];
    let case = Case::new(jurisdiction, Moment { date: date("2026-11-23"), minute: Some(600) });
    let first = |nearness| rank(rulebook, &case, nearness)[0].channel;
    assert!(first(Nearness::Far).human && first(Nearness::Middle).human && !first(Nearness::Near).human);
    for nearness in [Nearness::Near, Nearness::Middle, Nearness::Far] {
        let ways = rank(rulebook, &case, nearness);
        let place = |id: &str| ways.iter().position(|way| way.channel.id == id).unwrap();
        assert!(place("chat") > place("phone"), "chat answers more seldom than the phone");
    }
    let reasons = |id: &str| {
        let ways = rank(rulebook, &case, Nearness::Near);
        ways.into_iter().find(|way| way.channel.id == id).unwrap().reasons
    };
    assert!(reasons("chat").contains(&"chat-seldom-answered"));
    assert!(reasons("phone").contains(&"phone-seldom-answered"));
}

#[cfg(test)]
fn providers(json: &str) -> Result<ProviderList, Vec<String>> {
    let raw: Raw = serde_json::from_str(json).unwrap();
    parse_providers(&raw).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

const LIST: &str = r#"{"v":1,"source":"The authority's list","read":"2026-11-01","providers":[
    {"id":"north","name":"Norr AB","municipalities":["2480"],"forms":["office","video"],"languages":["sv","ar"],
     "rating":{"value":3,"of":4},"survey":[{"question":"Recommends it","yes":74}]},
    {"id":"far","name":"Distans AB","distance":true,"forms":["video"],"rating":null},
    {"id":"south","name":"Söder AB","municipalities":["1280","1480"],"parallel":["SFI"],
     "indicators":[{"name":"Within 60 days","value":"15–25 %"}]},
    {"id":"both","name":"Båda AB","municipalities":["1280"],"distance":true}
]}"#;

#[test]
fn providers_of_the_place_come_first_and_distance_does_where_there_are_few() {
    let list = providers(LIST).unwrap();
    let found = |code| -> Vec<String> {
        let choices = list.choices(code);
        choices.iter().map(|choice| format!("{}: {}", choice.provider.id, choice.reasons.join(", "))).collect()
    };
    // Two are in Malmö: they come first.
    assert_eq!(
        found(Some("1280")),
        [
            "south: in-your-municipality, no-rating-yet",
            "both: in-your-municipality, at-a-distance, no-rating-yet",
            "far: at-a-distance, no-rating-yet",
        ]
    );
    // One is in Umeå: distance comes first.
    assert_eq!(
        found(Some("2480")),
        [
            "far: at-a-distance, few-nearby, no-rating-yet",
            "both: at-a-distance, few-nearby, no-rating-yet",
            "north: in-your-municipality",
        ]
    );
    // None is in Kiruna.
    assert_eq!(found(Some("2584")).len(), 2);
    // The place is not known: all, in the list's own order.
    assert_eq!(found(None).len(), 4);
    assert_eq!(found(None)[0], "north: place-not-known");
}

#[test]
fn a_wrong_list_is_refused_with_the_place_of_every_fault() {
    let faults = providers(
        r#"{"v":2,"read":"2026-02-30","colour":"red","providers":[
            {"id":"a","name":"A","municipalities":["9999"],"forms":["fax"],"distance":"yes"},
            {"id":"a","name":"","rating":{"value":5,"of":4},"survey":[{"question":"?","yes":101}]},
            "b"]}"#,
    )
    .unwrap_err();
    assert_eq!(
        faults,
        [
            "unknown-field at `colour`: `red`; allowed: v, source, read, providers",
            "out-of-range at `v`: `2`; allowed: a whole number from 1 to 1",
            "bad-date at `read`: `2026-02-30`; allowed: a date like 2026-11-21",
            "bad-value at `providers[0].distance`: `yes`; allowed: true, false",
            "bad-value at `providers[0].municipalities[0]`: `9999`; allowed: the four-digit code of a Swedish municipality, as \"2480\"",
            "bad-value at `providers[0].forms[0]`: `fax`; allowed: office, phone, video, group",
            "out-of-range at `providers[1].rating.value`: `5`; allowed: a whole number from 0 to 4",
            "out-of-range at `providers[1].survey[0].yes`: `101`; allowed: a whole number from 0 to 100",
            "bad-value at `providers[1].name`; allowed: a text of 1 to 120 characters",
            "not-an-object at `providers[2]`: `b`; allowed: an object with id, name, municipalities, distance, forms, languages, parallel, rating, indicators, survey",
            "missing-field at `source`; allowed: a text of 1 to 120 characters",
        ]
    );
    assert!(providers("[]").is_err() && providers("{}").is_err());
}
