//! A service is named for most people, and no more often wrongly than the model itself says.

use crate::support::scorecard::{card, input};
use crate::support::{on, policies};
use vagval::assessment::{Assessment, assess_summary};
use vagval::case::{Answer, Case, FactId, Jurisdiction, Value};
use vagval::date::Date;
use vagval::policy::scorecard::{CutoffWindow, Scorecard};
use vagval::profiling::cohort::draw;
use vagval::profiling::{Input, chances};

/// People who are drawn, and of how many of them a service has to be named.
const PEOPLE: u32 = 2000;
const NAMED: usize = 1600;

type Facts = Vec<(Option<usize>, Option<i32>)>;

/// Somebody drawn from the population of the published tables, registering in November 2026.
fn case(card: &Scorecard, facts: &Facts) -> Case {
    let today = Date::parse("2026-11-27").unwrap();
    let mut case = Case::new(Jurisdiction::Sweden, on(today))
        .with(FactId::Municipality, Answer::Known(Value::Place("2480")))
        .with(FactId::RegistrationChannel, Answer::Known(Value::Choice("digital")))
        .with(FactId::WorkStatus, Answer::Known(Value::Choice("unemployed")));
    for (factor, fact) in card.factors.iter().zip(facts) {
        let id = FactId::from_name(&factor.fact).unwrap();
        let value = match input(factor, *fact) {
            Input::Number(days) if id == FactId::RegisteredSince => Value::Day(today.plus_days(-days)),
            Input::Number(number) => Value::Number(number),
            Input::Choice(choice) => Value::Choice(id.fact().choices().iter().find(|id| **id == choice).unwrap()),
            Input::Unknown => continue,
        };
        case.set(id, Answer::Known(value));
    }
    case
}

fn judged(card: &Scorecard, seed: u64) -> Vec<(Facts, Assessment)> {
    let people = draw(card, PEOPLE, seed).into_iter();
    people
        .map(|person| (person.facts.clone(), assess_summary(&case(card, &person.facts), policies()).unwrap()))
        .collect()
}

#[test]
fn a_service_is_named_for_four_of_five_and_two_for_everybody_else() {
    let card = card();
    for seed in [1, 2026] {
        let people = judged(&card, seed);
        let named =
            people.iter().filter(|(_, assessment)| assessment.track.as_ref().unwrap().service.is_some()).count();
        let levels = people.iter().filter(|(_, assessment)| assessment.track.as_ref().unwrap().level.is_some()).count();
        println!("seed {seed}: a service for {named} of {PEOPLE}, a level too for {levels}");
        assert!(named >= NAMED, "{named} of {PEOPLE}");
    }
}

/// Who is told a service is wrong about it as often as the chances beside it say: held against single members of
/// the ensemble with single cut-offs, drawn anew for each person.
#[test]
fn the_named_service_is_right_as_often_as_its_chance_says() {
    let card = card();
    let window = card.edition_on("2026-11-27").unwrap();
    let mut random = 88_172_645_463_325_252_u64;
    let mut next = |below: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % below
    };
    let (mut said, mut came, mut rows) = (0.0, 0.0, 0);
    for (facts, assessment) in judged(&card, 7) {
        let track = assessment.track.unwrap();
        let Some(service) = track.service else { continue };
        let of = |services: [(&str, u32); 3]| services.into_iter().find(|(id, _)| *id == service).unwrap().1;
        let inputs: Vec<Input<'_>> =
            card.factors.iter().zip(&facts).map(|(factor, fact)| input(factor, *fact)).collect();
        for _ in 0..4 {
            let member = usize::try_from(next(u64::try_from(card.members.base.len()).unwrap())).unwrap();
            let place =
                |(low, high): (&i32, &i32)| low + i32::try_from(next(u64::try_from(high - low + 1).unwrap())).unwrap();
            let shift: Vec<i32> = window.low.iter().zip(&window.high).map(place).collect();
            let one = CutoffWindow { low: shift.clone(), high: shift, ..window.clone() };
            let [near, a, b, c, far] = chances(&card.only(member), &one, &inputs);
            said += f64::from(of(track.chances.services()));
            came += f64::from(of([("self", near), ("levels", a + b + c), ("deeper", far)]));
            rows += 1;
        }
    }
    let (said, came) = (said / f64::from(rows), came / f64::from(rows));
    println!("the named service: said {said:.0} of 1000, came {came:.0}");
    assert!((said - came).abs() <= 15.0, "said {said:.0}, came {came:.0}");
}
