//! Reaching a human at any hour, and choosing a provider from an authority's own list.

#[cfg(test)]
use crate::support;

use jiff::civil::Date as JiffDate;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};
use std::collections::BTreeSet;
use support::{date, policies, rulebooks};
use vagval::assessment::assess;
use vagval::case::{Answer, Case, FactId, Jurisdiction, Kind, Moment, NEEDS, Raw, Value, parse_moment, places};
use vagval::contact::{Nearness, Way, opening, rank};
use vagval::policy::schema::Rulebook;
use vagval::settings::contact::{LocalContact, parse_contact};
use vagval::settings::providers::{ProviderList, parse_providers};

/// Somebody of whom no place is known, and somebody in each part of the country that stands apart; with how many ways
/// there are for them.
fn somewhere(rulebook: &Rulebook, jurisdiction: Jurisdiction, on: Moment) -> impl Iterator<Item = (Case, usize)> {
    let apart = rulebook.apart.iter().map(Some);
    apart.chain([None]).map(move |scheme| {
        let stages = rulebook.rollouts.iter().filter(|rollout| scheme.is_some_and(|id| rollout.schemes.contains(id)));
        let place =
            stages.flat_map(|rollout| &rollout.municipalities).find_map(|code| places::code(jurisdiction, code));
        let answer = place.map_or(Answer::Unknown, |code| Answer::Known(Value::Place(code)));
        let all = rulebook.channels.iter().filter(|channel| channel.apart.as_ref() == scheme).count();
        (Case::new(jurisdiction, on).with(FactId::Municipality, answer), all)
    })
}

#[test]
fn at_any_hour_there_are_two_ways_to_a_human_and_nothing_is_open_that_is_not_known_to_be() {
    let policies = policies();
    for (jurisdiction, rulebook) in rulebooks(policies) {
        let mut day = date("2024-01-01");
        while day <= date("2030-12-31") {
            for hour in (0..24).step_by(3) {
                let on = Moment { date: day, minute: Some(hour * 60 + 59) };
                for (nearness, (case, all)) in ALL
                    .into_iter()
                    .flat_map(|nearness| somewhere(rulebook, jurisdiction, on).map(move |case| (nearness, case)))
                {
                    let ways = rank(rulebook, None, &case, nearness);
                    assert_eq!(ways.len(), all, "none is lost");
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
    let policies = policies();
    let (jurisdiction, rulebook) = rulebooks(policies)[0];
    let case = Case::new(jurisdiction, Moment { date: date("2026-11-23"), minute: Some(600) });
    let first = |nearness| rank(rulebook, None, &case, nearness)[0].channel;
    assert!(first(Nearness::Far).human && first(Nearness::Middle).human && !first(Nearness::Near).human);
    for nearness in [Nearness::Near, Nearness::Middle, Nearness::Far] {
        let ways = rank(rulebook, None, &case, nearness);
        let place = |id: &str| ways.iter().position(|way| way.channel.id == id).unwrap();
        assert!(place("chat") > place("phone"), "chat answers more seldom than the phone");
    }
    let reasons = |id: &str| {
        let ways = rank(rulebook, None, &case, Nearness::Near);
        ways.into_iter().find(|way| way.channel.id == id).unwrap().reasons
    };
    assert!(reasons("chat").contains(&"chat-seldom-answered".to_owned()));
    assert!(reasons("phone").contains(&"phone-seldom-answered".to_owned()));
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

const ALL: [Nearness; 3] = [Nearness::Near, Nearness::Middle, Nearness::Far];

#[cfg(test)]
fn ids(ways: &[Way<'_>]) -> Vec<String> {
    ways.iter().map(|way| way.channel.id.clone()).collect()
}

#[test]
fn whatever_a_person_needs_there_are_two_human_ways_that_fit_and_the_order_is_the_same_each_time() {
    let Kind::Several(all) = FactId::Needs.fact().kind else { panic!("needs are several choices") };
    let Kind::Choice(preferences) = FactId::PreferredContact.fact().kind else { panic!("one choice") };
    let rollouts = [Answer::Unknown, Answer::Known(Value::Choice("not-yet")), Answer::Known(Value::Choice("digital"))];
    for (jurisdiction, rulebook) in rulebooks(policies()) {
        for moment in ["2026-11-23T10:00", "2026-12-25T03:00", "2026-11-23"] {
            let places = somewhere(rulebook, jurisdiction, parse_moment(moment).unwrap());
            for ((blank, there), bits) in
                places.flat_map(|place| (0..1 << all.len()).map(move |bits| (place.clone(), bits)))
            {
                let needing = blank.clone().with(FactId::Needs, Answer::Known(Value::Several(all, bits)));
                let preferring = preferences.iter().map(|id| Answer::Known(Value::Choice(id)));
                for (preferred, rollout) in preferring
                    .chain([Answer::Unknown])
                    .flat_map(|preferred| rollouts.map(|rollout| (preferred, rollout)))
                {
                    let case = needing
                        .clone()
                        .with(FactId::PreferredContact, preferred)
                        .with(FactId::RegistrationChannel, rollout);
                    for nearness in ALL {
                        let ways = rank(rulebook, None, &case, nearness);
                        assert_eq!(ids(&ways).into_iter().collect::<BTreeSet<_>>().len(), there);
                        assert_eq!(ids(&ways), ids(&rank(rulebook, None, &case, nearness)));
                        let unsuited = |way: &Way<'_>| way.reasons.iter().any(|reason| reason.starts_with("not-for-"));
                        let fitting = ways.iter().filter(|way| way.channel.human && !unsuited(way)).count();
                        assert!(fitting >= 2, "{jurisdiction:?} {}", case.answer(FactId::Needs));
                        assert!(ways.is_sorted_by_key(unsuited), "what does not fit comes last");
                        assert!(ways.iter().all(|way| way.reasons.len() >= 2), "an order and the hours, at least");
                    }
                }
            }
        }
    }
}

#[test]
fn needs_and_wishes_move_the_ways_that_they_concern() {
    let (jurisdiction, rulebook) = rulebooks(policies())[0];
    let Kind::Several(all) = FactId::Needs.fact().kind else { panic!("needs are several choices") };
    let first = |needs: &[&str], more: &[(FactId, &'static str)]| {
        let bits = needs.iter().map(|need| 1 << NEEDS.iter().position(|known| known == need).unwrap()).sum();
        let mut case = Case::new(jurisdiction, parse_moment("2026-11-23T10:00").unwrap());
        case.set(FactId::Needs, Answer::Known(Value::Several(all, bits)));
        for (fact, choice) in more {
            case.set(*fact, Answer::Known(Value::Choice(choice)));
        }
        ids(&rank(rulebook, None, &case, Nearness::Middle))
    };
    let last = |ways: &[String], id: &str| ways.iter().position(|way| way == id).unwrap() >= ways.len() - 4;
    assert_eq!(first(&["sign-language"], &[])[0], "video-relay");
    assert_eq!(first(&["sign-language", "hearing"], &[])[0], "video-relay", "it suits both");
    assert!(last(&first(&["hearing"], &[]), "phone"));
    assert_eq!(first(&["other-language"], &[])[0], "interpreter");
    assert_eq!(first(&[], &[(FactId::PreferredContact, "chat")])[0], "chat");
    assert_eq!(first(&["no-computer"], &[(FactId::PreferredContact, "phone")])[0], "phone");
    assert!(last(&first(&["no-e-id"], &[(FactId::RegistrationChannel, "not-yet")]), "web"));
    assert_eq!(first(&["no-e-id"], &[(FactId::RegistrationChannel, "not-yet")])[0], "office");
    assert_eq!(first(&[], &[(FactId::RegistrationChannel, "not-yet")])[0], "web");
}

#[cfg(test)]
fn contact(json: &str) -> Result<Option<LocalContact>, Vec<String>> {
    let raw: Raw = serde_json::from_str(json).unwrap();
    parse_contact(&raw).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

/// An authority's file, made up for these tests.
const CONTACT: &str = r#"{"v":1,"jurisdiction":"se","source":"Sample office","read":"2026-11-01","channels":[
    {"id":"phone","hours":[{"days":[1,2,3,4],"open":"08:00","close":"16:30"},{"days":[5],"open":"09:30","close":"15:00"}]},
    {"id":"chat","languages":["svenska","suomi"],
     "hours":[{"days":[1,2,3,4,5,6,7],"open":"00:00","close":"24:00","holidays":true}]},
    {"id":"email","number":"sample@example.org"}
]}"#;

#[test]
fn an_authoritys_own_file_goes_before_what_is_published() {
    let local = contact(CONTACT).unwrap().unwrap();
    let policies = policies().clone().with_local(local.clone());
    let case = Case::new(Jurisdiction::Sweden, parse_moment("2026-11-20T15:30").unwrap());
    let assessment = assess(&case, &policies).unwrap();
    let way = |id: &str| assessment.contact.iter().find(|way| way.id == id).unwrap();
    assert_eq!((way("phone").open, way("phone").next_open.as_deref()), (Some(false), Some("2026-11-23T08:00")));
    assert_eq!(way("phone").number.as_deref(), Some("0771-416 416"), "what the file leaves out stays");
    assert_eq!((way("chat").open, way("chat").languages.join(" ")), (Some(true), "svenska suomi".to_owned()));
    assert_eq!(way("email").number.as_deref(), Some("sample@example.org"));
    assert!(way("email").local && !way("office").local);
    assert_eq!(assessment.edition.local.as_deref(), Some(local.hash.as_str()));
    let finland = Case::new(Jurisdiction::Finland, case.on);
    assert!(assess(&finland, &policies).unwrap().contact.iter().all(|way| !way.local), "it speaks of its own country");
    assert_eq!(contact(r#"{"v":1,"channels":[]}"#).unwrap(), None, "as it is delivered");
}

#[test]
fn a_wrong_contact_file_is_refused_with_the_place_of_every_fault() {
    let faults = contact(
        r#"{"v":1,"jurisdiction":"no","read":"yesterday","channels":[{"id":"fax"},
            {"id":"phone","hours":[{"days":[0],"open":"8","close":"25:00","holidays":1},{"days":[1],"open":"10:00","close":"09:00"}]},
            {"id":"chat"},{"id":"chat"}]}"#,
    )
    .unwrap_err();
    insta::assert_snapshot!(faults.join("\n"));
}

/// The holidays of a year, from the list that the holidays' own test holds against a calendar.
#[cfg(test)]
fn holidays() -> BTreeSet<String> {
    let list = include_str!("../holidays/se.txt");
    list.split_whitespace().filter(|word| parse_moment(word).is_some()).map(str::to_owned).collect()
}

#[test]
fn opening_hours_are_right_every_quarter_of_seven_years_by_another_calendar() {
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    let local = contact(CONTACT).unwrap().unwrap();
    let holidays = holidays();
    assert!(holidays.contains("2026-12-25"), "the list is read");
    for id in ["phone", "chat"] {
        let hours = &local.channel(Jurisdiction::Sweden, id).unwrap().hours;
        let open = |now: &Zoned| {
            let (hour, minute) = (now.hour().cast_unsigned(), now.minute().cast_unsigned());
            let (day, minute) = (now.date(), u16::from(hour) * 60 + u16::from(minute));
            let weekday = day.weekday().to_monday_one_offset().cast_unsigned();
            let holiday = holidays.contains(&day.to_string());
            hours.iter().any(|hours| {
                hours.days.contains(&weekday)
                    && (hours.holidays || !holiday)
                    && (hours.open..hours.close).contains(&minute)
            })
        };
        // Instants, not local times: both changes of the clock are passed as a person lives them.
        let mut now = JiffDate::constant(2024, 1, 1).to_zoned(zone.clone()).unwrap();
        let mut waiting: Vec<(String, String)> = Vec::new();
        while now.date() <= JiffDate::constant(2030, 12, 31) {
            let moment = now.strftime("%Y-%m-%dT%H:%M").to_string();
            let found = opening(hours, Jurisdiction::Sweden, parse_moment(&moment).unwrap());
            assert_eq!(found.open, Some(open(&now)), "{id} at {moment}");
            if found.open == Some(true) {
                for (since, next) in waiting.drain(..) {
                    assert_eq!(next, moment, "{id}, asked at {since}");
                }
            } else {
                waiting.push((moment, found.next.unwrap().to_string()));
            }
            now = now.checked_add(15.minutes()).unwrap();
        }
    }
}
