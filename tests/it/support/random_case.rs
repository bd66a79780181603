//! Cases at random, wrong ones among them: each one line of JSON, as a file or a host would give it.

use super::random::{Random, days_registered};
use std::fmt::Display;
use vagval::case::{FACTS, Fact, Jurisdiction, Kind, Moment, places};
use vagval::date::Date;

/// What is wrong wherever it stands.
const WRONG: [&str; 26] = [
    "null",
    "true",
    "[]",
    "{}",
    "[34]",
    "{\"age\":34}",
    "\"\"",
    "\" \"",
    "\"34\"",
    "34.5",
    "-1",
    "1e3",
    "2480",
    "75",
    "99999999999999999999",
    "-0",
    "\"UNKNOWN\"",
    "\"woman \"",
    "\"2026-02-30\"",
    "\"2199-12-31\"",
    "\"20260115\"",
    "\"0000\"",
    "\"åäö 😀 \\u0000\"",
    "\"<b>&\\\"</b>\"",
    "15.999999999999999999",
    "0.1",
];

/// The same number, written otherwise.
const THIRTY_FOUR: [&str; 4] = ["34.0", "3.4e1", "340e-1", "33.99999999999999999999"];

/// A case of Sweden or Finland on some day of 2015–2030; half of them have something wrong.
pub fn case(random: &mut Random) -> String {
    let jurisdiction = random.pick(&[Jurisdiction::Sweden, Jurisdiction::Sweden, Jurisdiction::Finland]);
    let on = moment(random);
    let careless = random.one_in(2);
    let slip = |random: &mut Random, n| careless && random.one_in(n);
    let mut fields = Vec::new();
    if !slip(random, 40) {
        fields.push((
            "v",
            if slip(random, 20) { random.pick(&["1.0", "2", "\"1\"", "null"]).to_owned() } else { "1".to_owned() },
        ));
    }
    if !slip(random, 40) {
        let wrong = random.pick(&["\"no\"", "\"SE\"", "46", "null", "\"\""]).to_owned();
        fields.push(("jurisdiction", if slip(random, 20) { wrong } else { text(jurisdiction.id()) }));
    }
    if !slip(random, 40) {
        let wrong =
            random.pick(&["\"2026-02-29\"", "\"2026-11-21T24:00\"", "\"i dag\"", "20261121", "\"2026-11-21T9:5\""]);
        fields.push(("on", if slip(random, 20) { wrong.to_owned() } else { text(on) }));
    }
    if !slip(random, 40) {
        let list = facts(random, jurisdiction, on.date, careless);
        fields.push(("facts", if slip(random, 40) { random.pick(&WRONG).to_owned() } else { object(random, &list) }));
    }
    if slip(random, 20) {
        let key = random.pick(&["name", "Age", "7", "facts.age", "__proto__", ""]);
        fields.push((key, random.pick(&WRONG).to_owned()));
    }
    if slip(random, 20) && !fields.is_empty() {
        // The same key again: the last one counts.
        let (key, _) = fields[random.below(fields.len())];
        fields.push((key, random.pick(&WRONG).to_owned()));
    }
    if slip(random, 100) { random.pick(&WRONG).to_owned() } else { object(random, &fields) }
}

fn moment(random: &mut Random) -> Moment {
    let date = random.day(Date::new(2015, 1, 1).unwrap(), Date::new(2030, 12, 31).unwrap());
    let minute = random.one_in(2).then(|| u16::try_from(random.below(24 * 60)).unwrap());
    Moment { date, minute }
}

fn facts(random: &mut Random, jurisdiction: Jurisdiction, on: Date, careless: bool) -> Vec<(&'static str, String)> {
    let mut list = Vec::new();
    for fact in &FACTS {
        let strays = careless && random.one_in(60);
        if !fact.used_in(jurisdiction) && !strays {
            continue;
        }
        let value = match random.below(8) {
            0 | 1 => continue,
            2 => text(random.pick(&["unknown", "declined"])),
            _ if careless && random.one_in(12) => random.pick(&WRONG).to_owned(),
            _ => right(random, fact, jurisdiction, on),
        };
        list.push((fact.name, value));
        if careless && random.one_in(60) {
            list.push((fact.name, right(random, fact, jurisdiction, on)));
        }
    }
    if careless && random.one_in(20) {
        let key = random.pick(&["shoe-size", "Age", "12", "3", "", "__proto__"]);
        list.push((key, random.pick(&WRONG).to_owned()));
    }
    list
}

/// A value that the fact allows; together with others it may still be a contradiction.
fn right(random: &mut Random, fact: &Fact, jurisdiction: Jurisdiction, on: Date) -> String {
    match fact.kind {
        Kind::Choice(ids) => text(random.pick(ids)),
        Kind::Several(_) if random.one_in(4) => text("none"),
        Kind::Several(ids) => text([random.pick(ids), random.pick(ids)].join(" ")),
        Kind::Number(..) if random.one_in(20) => random.pick(&THIRTY_FOUR).to_owned(),
        Kind::Number(first, last) => random.between(first, last).to_string(),
        Kind::Day(_, 1..) => text(on.plus_days(random.between(-60, 1000))),
        Kind::Day(..) => text(on.plus_days(-days_registered(random))),
        Kind::Place => text(random.pick(&places::codes(jurisdiction))),
    }
}

fn text(value: impl Display) -> String {
    format!("\"{value}\"")
}

/// The fields in some order.
fn object(random: &mut Random, fields: &[(&str, String)]) -> String {
    let mut fields: Vec<String> = fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    if !fields.is_empty() {
        let by = random.below(fields.len());
        fields.rotate_left(by);
    }
    format!("{{{}}}", fields.join(","))
}
