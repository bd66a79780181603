//! The native command as a person at a terminal meets it.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Output, Stdio};
use vagval::case::{Answer, Case, FACTS, FactId, Jurisdiction, Value, parse_moment};
use vagval::policy::PolicySet;
use vagval::session::Surface;
use vagval::session::handover::{Handover, Note, Seen};

const CASE: &str = r#"{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{"age":34,"sex":"declined"}}"#;

/// Runs `vagval` with these arguments and this on its standard input.
fn vagval(args: &[&str], input: &[u8]) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_vagval"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may have ended before it came.
    let _ = process.stdin.take().unwrap().write_all(input);
    process.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    str::from_utf8(&output.stdout).unwrap()
}

/// The one line on standard error of a command that refuses what it was given.
#[track_caller]
fn refusal(output: &Output) -> String {
    let line = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{line}");
    assert!(output.stdout.is_empty());
    assert!(line.ends_with('\n') && line.lines().count() == 1, "one line: {line}");
    line.trim_end().strip_prefix("error: ").unwrap().to_owned()
}

#[test]
fn a_case_from_a_file_and_from_standard_input_is_judged_alike() {
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/command-case.json");
    std::fs::write(file, CASE).unwrap();
    let (from_file, from_input) = (vagval(&["assess", file], b""), vagval(&["assess", "-"], CASE.as_bytes()));
    assert_eq!(stdout(&from_file), stdout(&from_input));
    assert!(stdout(&from_file).ends_with("}\n") && stdout(&from_file).lines().count() == 1);
    let assessment: serde_json::Value = serde_json::from_str(stdout(&from_file)).unwrap();
    assert_eq!(assessment["v"], 1);
    let keys: Vec<&str> =
        ["\"v\":", "\"jurisdiction\":", "\"on\":", "\"edition\":", "\"score\":", "\"track\":"].to_vec();
    let places: Vec<_> = keys.iter().map(|key| stdout(&from_file).find(key).unwrap()).collect();
    assert!(places.is_sorted(), "keys stand in the declared order");
}

#[test]
fn a_file_with_a_byte_order_mark_and_the_line_ends_of_windows_is_read_as_any_other() {
    let lines = CASE.replace(',', ",\r\n");
    let marked = ["\u{feff}", lines.as_str()].concat();
    let plain = vagval(&["assess", "-"], CASE.as_bytes());
    assert_eq!(stdout(&vagval(&["assess", "-"], marked.as_bytes())), stdout(&plain));
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/command-providers.json");
    let list = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/providers.json")).unwrap();
    std::fs::write(file, ["\u{feff}", &list.replace('\n', "\r\n")].concat()).unwrap();
    assert!(stdout(&vagval(&["providers", file], b"")).contains(" is right, with "));
}

#[test]
fn eighty_thousand_unknown_facts_are_refused_at_once() {
    let facts: Vec<String> = (0..80_000).map(|at| format!("\"x{at}\":1")).collect();
    let case = format!(r#"{{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{{{}}}}}"#, facts.join(","));
    let begun = std::time::Instant::now();
    let line = refusal(&vagval(&["assess", "-"], case.as_bytes()));
    println!("{} ms", begun.elapsed().as_millis());
    assert!(line.contains("unknown-fact at `facts.x0`"), "{line}");
    assert!(begun.elapsed().as_secs() < 3, "{:?}", begun.elapsed());
}

#[test]
fn a_wrong_case_gets_one_line_that_names_the_field_and_what_is_allowed() {
    for (facts, line) in [
        (
            r#""age":"34""#,
            "out-of-range at `facts.age`: `34`; allowed: a whole number from 16 to 74, unknown, declined",
        ),
        (
            r#""age":34.5"#,
            "out-of-range at `facts.age`: `another number`; allowed: a whole number from 16 to 74, unknown, declined",
        ),
        (r#""age":15"#, "out-of-range at `facts.age`: `15`; allowed: a whole number from 16 to 74, unknown, declined"),
        (r#""sex":"female""#, "bad-value at `facts.sex`: `female`; allowed: woman, man, other, unknown, declined"),
        (r#""disability":true"#, "bad-value at `facts.disability`: `true`; allowed: yes, no, unknown, declined"),
        (
            r#""municipality":"9999""#,
            "bad-value at `facts.municipality`: `9999`; \
             allowed: the four-digit code of a Swedish municipality, as \"2480\", unknown, declined",
        ),
        (
            r#""registered-since":"2026-02-30""#,
            "bad-date at `facts.registered-since`: `2026-02-30`; allowed: a date like 2026-11-21, unknown, declined",
        ),
        (
            r#""registered-since":"2026-11-22""#,
            "after-the-day at `facts.registered-since`: `2026-11-22`; \
             allowed: a date not after 2026-11-21, the day of the case, unknown, declined",
        ),
        (
            r#""age":60,"programme":"youth-guarantee""#,
            "contradiction at `facts.programme`: `youth-guarantee`; allowed: a value that goes with age 60",
        ),
        (
            r#""age":15,"sex":"x","education":1"#,
            "out-of-range at `facts.age`: `15`; allowed: a whole number from 16 to 74, unknown, declined (and 2 more)",
        ),
        (
            r#""sex":"a\nb\u001b[31m""#,
            "bad-value at `facts.sex`: `a b [31m`; allowed: woman, man, other, unknown, declined",
        ),
    ] {
        let case = format!(r#"{{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{{{facts}}}}}"#);
        assert_eq!(refusal(&vagval(&["assess", "-"], case.as_bytes())), format!("standard input: {line}"));
    }
}

#[test]
fn what_is_no_case_at_all_is_refused_in_one_line_too() {
    let moment = "a date like 2026-11-21, or a local date and time like 2026-11-21T14:05";
    for (input, line) in [
        ("", "not JSON: EOF while parsing a value at line 1 column 0".to_owned()),
        ("{", "not JSON: EOF while parsing an object at line 1 column 1".to_owned()),
        ("[1]", "not-an-object at `case`: `a list`; allowed: an object with v, jurisdiction, on and facts".to_owned()),
        ("{}", format!("missing-field at `v`; allowed: 1 (and {} more)", 2)),
        (&CASE.replace("\"v\":1", "\"v\":2"), "unsupported-version at `v`: `2`; allowed: 1".to_owned()),
        (&CASE.replace("\"se\"", "\"no\""), "unknown-jurisdiction at `jurisdiction`: `no`; allowed: se, fi".to_owned()),
        (&CASE.replace("2026-11-21", "2026-02-29"), format!("bad-date at `on`: `2026-02-29`; allowed: {moment}")),
        (
            &CASE.replace("2026-11-21", "2016-01-31"),
            "before-first-edition at `on`: `2016-01-31`; allowed: 2016-02-01 or later, the first day that is covered"
                .to_owned(),
        ),
        (
            &CASE.replace("\"v\":1", "\"v\":1,\"name\":\"Karin\""),
            "unknown-field at `name`: `Karin`; allowed: v, jurisdiction, on, facts".to_owned(),
        ),
    ] {
        assert_eq!(refusal(&vagval(&["assess", "-"], input.as_bytes())), format!("standard input: {line}"));
    }
    let binary = refusal(&vagval(&["assess", "-"], &[0xff, 0xfe, 0]));
    assert!(binary.starts_with("standard input: "), "{binary}");
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    assert!(refusal(&vagval(&["assess", "no/such/file.json"], b"")).starts_with("no/such/file.json: "));
    assert!(refusal(&vagval(&["assess", "src"], b"")).starts_with("src: "));
}

#[test]
fn an_unknown_command_says_where_the_commands_are_listed() {
    let unknown = refusal(&vagval(&["asess", "-"], b""));
    assert_eq!(unknown, "unknown command `asess -`; `vagval help` lists the commands");
    assert_eq!(refusal(&vagval(&["assess"], b"")), "`assess` needs a case file, or `-` for standard input");
    let help = vagval(&["help"], b"");
    for command in ["serve", "build", "assess", "policy check", "flow", "setup"] {
        assert!(stdout(&help).contains(command), "{command}");
    }
}

#[test]
fn the_policy_files_are_right() {
    let checked = vagval(&["policy", "check"], b"");
    assert!(stdout(&checked).contains("policy files are right"), "{}", stdout(&checked));
}

#[test]
fn sources_that_were_read_long_ago_are_listed_to_be_read_again() {
    let all = vagval(&["policy", "check", "--older-than", "0"], b"");
    let lines: Vec<&str> = stdout(&all).lines().collect();
    let sources = lines.len() - 1;
    assert!(sources > 50, "{sources}");
    assert_eq!(lines[0], format!("{sources} of {sources} sources were read 0 days ago or longer"));
    let days: Vec<&str> = lines[1..].iter().map(|line| &line[..10]).collect();
    assert!(days.is_sorted() && lines[1..].iter().any(|line| line.contains("  kela-2026-lapses  ")), "{days:?}");
    let none = vagval(&["policy", "check", "--older-than", "100000"], b"");
    assert_eq!(stdout(&none), format!("0 of {sources} sources were read 100000 days ago or longer\n"));
    assert!(refusal(&vagval(&["policy", "check", "--older-than", "long"], b"")).contains("for example 180"));
}

#[test]
fn the_flow_is_drawn_with_every_question_of_both_countries() {
    let output = vagval(&["flow"], b"");
    let drawn = stdout(&output);
    assert!(drawn.starts_with("flowchart TD\n"));
    let count = |word: &str| {
        drawn.lines().filter(|line| line.trim() == word || line.trim().starts_with(&format!("{word} "))).count()
    };
    assert_eq!((count("subgraph"), count("end")), (2, 2));
    // Every node that an arrow names is drawn, and nothing is drawn twice.
    let drawn_nodes: Vec<&str> =
        drawn.lines().filter_map(|line| line.trim().split_once("[\"")).map(|(node, _)| node).collect();
    assert_eq!(drawn_nodes.iter().collect::<BTreeSet<_>>().len(), drawn_nodes.len());
    for fact in &FACTS {
        for jurisdiction in Jurisdiction::ALL.into_iter().filter(|country| fact.used_in(*country)) {
            let node = format!("{}-{}", jurisdiction.id(), fact.name);
            assert!(drawn_nodes.contains(&node.as_str()), "{node} is not drawn");
            assert!(drawn.contains(&format!("--> {node}\n")), "nothing leads to {node}");
        }
    }
}

#[test]
fn cohort_prints_the_published_tables_beside_a_drawn_cohort() {
    let json = vagval(&["cohort", "--size", "100000", "--seed", "7", "--json"], b"");
    assert!(stdout(&json).starts_with(r#"{"mean_difference":0."#), "keys stand in the declared order");
    let table: serde_json::Value = serde_json::from_str(stdout(&json)).unwrap();
    assert!(table["mean_difference"].as_f64().unwrap() <= 0.5 && table["largest_difference"].as_f64().unwrap() <= 1.5);
    let cells = table["cells"].as_array().unwrap();
    let named = |key: &str| cells.iter().map(|cell| cell[key].as_str().unwrap()).collect::<BTreeSet<&str>>();
    assert_eq!(named("group"), BTreeSet::from(["too-close", "a", "b", "c", "too-far"]));
    assert_eq!(cells.len(), 5 * named("measure").len());
    let cell = cells.iter().find(|cell| cell["group"] == "too-close" && cell["measure"] == "women_pct").unwrap();
    assert_eq!(cell["published"], 47);
    assert!((cell["cohort"].as_f64().unwrap() - 47.0).abs() < 1.5);
    let text = vagval(&["cohort", "--size", "100000", "--seed", "7"], b"");
    let women = stdout(&text).lines().find(|line| line.starts_with("women_pct")).unwrap();
    assert_eq!(women.split_whitespace().count(), 1 + 5 * 3, "published, cohort and difference of each group: {women}");
    assert!(stdout(&text).contains("35 share cells: mean difference "));
    assert!(stdout(&text).contains("middle column"), "what is reported, not fitted");
    assert_eq!(refusal(&vagval(&["cohort", "--size", "0"], b"")), "a cohort of 0 has no tables");
}

#[test]
fn a_list_of_providers_is_checked_and_every_fault_names_file_key_and_row() {
    let good = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/providers.json");
    assert!(stdout(&vagval(&["providers", good], b"")).ends_with("is right, with 3 providers\n"));
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/wrong-providers.json");
    let wrong = std::fs::read_to_string(good).unwrap().replace("\"video\"", "\"fax\"").replace("\"0\"", "0");
    std::fs::write(file, wrong).unwrap();
    assert_eq!(
        refusal(&vagval(&["providers", file], b"")),
        format!("{file}: bad-value at `providers[2].forms[0]`: `fax`; allowed: office, phone, video, group")
    );
    std::fs::write(file, "{").unwrap();
    assert!(refusal(&vagval(&["providers", file], b"")).starts_with(&format!("{file}: not JSON: ")));
    assert!(refusal(&vagval(&["providers", "no-such-file.json"], b"")).starts_with("no-such-file.json: "));
}

/// A hand-over as an officer keeps it.
fn handed(id: &str, age: i32, overruled: Option<&'static str>, days: Option<i32>) -> Handover {
    let mut case = Case::new(Jurisdiction::Sweden, parse_moment("2026-11-23T10:15").unwrap());
    case.set(FactId::Age, Answer::Known(Value::Number(age)));
    let mut handover =
        Handover::new(id, Surface::Chat, "sv", &case, Seen::default(), Vec::new(), PolicySet::embedded().unwrap())
            .unwrap();
    let first_contact = days.map(|days| case.on.date.plus_days(days));
    handover.note = Some(Note { overruled, deeper: Some("no"), first_contact, worker: None });
    handover
}

fn folder(name: &str, handovers: &[Handover]) -> String {
    let folder = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    for (at, handover) in handovers.iter().enumerate() {
        std::fs::write(format!("{folder}/{at:03}.json"), serde_json::to_string(&handover.write()).unwrap()).unwrap();
    }
    folder
}

#[test]
fn hand_overs_are_counted_and_no_cell_of_fewer_than_ten_is_told() {
    let mut handovers = Vec::new();
    for at in 0..57 {
        let overruled = [Some("no"), Some("no"), Some("valid-reason"), None][at % 4];
        let overruled = if at == 5 { Some("administrative-error") } else { overruled };
        let days = [Some(0), Some(5), None][at % 3];
        handovers.push(handed(&format!("person-{at}"), 20 + i32::try_from(at).unwrap() % 40, overruled, days));
    }
    // The same person again, without a note: counted once.
    handovers.push(Handover { note: None, ..handovers[0].clone() });
    let output = vagval(&["indicators", &folder("indicators", &handovers)], b"");
    let report = stdout(&output);
    assert!(report.starts_with("hand-overs  57\n"), "{report}");
    let row = |table: &str, row: &str| -> String {
        let lines = report.split("\n\n").find(|part| part.starts_with(&format!("{table}\n"))).unwrap();
        let line = lines.lines().find(|line| line.trim_start().starts_with(&format!("{row} "))).unwrap();
        line.split_whitespace().last().unwrap().to_owned()
    };
    assert_eq!([row("channel", "chat"), row("channel", "web")], ["57", "*"]);
    assert_eq!([row("first-contact", "same-day"), row("first-contact", "3-7-days")], ["19", "19"]);
    assert_eq!(row("overruled", "no"), "28");
    // One error, and nobody for another reason: their sum is one, so it could be either.
    assert_eq!([row("overruled", "administrative-error"), row("overruled", "other-reason")], ["*", "*"]);
    assert_eq!(row("overruled", "valid-reason"), "14");
    for number in report.split_whitespace().filter_map(|word| word.parse::<u32>().ok()) {
        assert!(number >= 10, "{report}");
    }
    let few = vagval(&["indicators", &folder("indicators-few", &handovers[..9])], b"");
    assert!(stdout(&few).starts_with("hand-overs  *\n"));
    assert!(stdout(&few).split_whitespace().all(|word| word.parse::<u32>().is_err()), "{}", stdout(&few));
}

#[test]
fn a_damaged_hand_over_is_named_with_its_field() {
    let whole = folder("indicators-damaged", &[handed("one", 34, None, None), handed("two", 35, None, None)]);
    let file = format!("{whole}/001.json");
    let text = std::fs::read_to_string(&file).unwrap();
    for (wrong, line) in [
        (text.replace("\"age\":35", "\"age\":350"), "out-of-range at `case.facts.age`: `350`"),
        (text.replace("\"age\":35", "\"age\":36"), "bad-value at `check`"),
        (text.replace("vagval-handover", "something"), "bad-value at `kind`: `something`"),
        (text.replace("\"v\":3,\"kind\"", "\"v\":4,\"kind\""), "unsupported-version at `v`: `4`; allowed: 1, 2, 3"),
        (text.replace('}', ""), "not JSON"),
    ] {
        assert_ne!(wrong, text);
        std::fs::write(&file, wrong).unwrap();
        let told = refusal(&vagval(&["indicators", &whole], b""));
        assert!(told.contains("001.json: ") && told.contains(line), "{told}");
    }
    assert!(refusal(&vagval(&["indicators", "no-such-folder"], b"")).contains("no-such-folder"));
    assert!(refusal(&vagval(&["indicators", &folder("indicators-none", &[])], b"")).contains("has no hand-overs"));
    assert!(refusal(&vagval(&["indicators"], b"")).contains("needs a folder"));
}
