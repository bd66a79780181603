//! A slip in a policy file stops the build, and says which file, which key and which day.

#[cfg(test)]
use std::fs;
use std::path::{Path, PathBuf};
use vagval::case::{Jurisdiction, places};
use vagval::policy::check::load;

/// One slip: in this file, this text instead of that one, and what the build says to it.
struct Slip {
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
    says: &'static [&'static str],
}

const SLIPS: &[Slip] = &[
    Slip {
        file: "fi/country.toml",
        right: "\"plan-made\", ",
        wrong: "\"plan\", ",
        says: &["fi/country.toml: facts: there is no fact `plan`"],
    },
    Slip {
        file: "fi/country.toml",
        right: "sections = [\"evidence\", ",
        wrong: "sections = [\"right\", ",
        says: &["fi/country.toml: sections: there is no section `right`; there are evidence, letters, meetings"],
    },
    Slip { file: "fi/code.toml", right: "number = 1", wrong: "number = 0", says: &["code.toml: number: 0 is that of"] },
    Slip {
        file: "fi/code.toml",
        right: "number = 1",
        wrong: "number = 2",
        says: &["fi/code.toml: number: 2 has no digit in version 1: begin with version 2"],
    },
    Slip {
        file: "fi/code.toml",
        right: "characters = 14",
        wrong: "characters = 9",
        says: &["fi/code.toml: characters: version 1 does not fit into 9 characters"],
    },
    Slip { file: "fi/country.toml", right: "rank = 2", wrong: "rank = 1", says: &["country.toml: rank: is that of"] },
    Slip {
        file: "se/country.toml",
        right: "\"06-06\"",
        wrong: "\"06-31\"",
        says: &["se/country.toml: holidays.fixed: `06-31` is no day, as `12-24`"],
    },
    Slip {
        file: "se/country.toml",
        right: "[\"fri\", \"06-19\"",
        wrong: "[\"friday\", \"06-19\"",
        says: &["se/country.toml: holidays.between: `friday` is none of mon, tue"],
    },
    Slip {
        file: "se/country.toml",
        right: "zone = ",
        wrong: "time-zone = ",
        says: &["se/country.toml: malformed", "time-zone"],
    },
    Slip {
        file: "se/scorecard.toml",
        right: "name_from = 500",
        wrong: "name_from = 5000",
        says: &["se/scorecard.toml: name_from: `5000` is above 1000"],
    },
    Slip {
        file: "se/scorecard.toml",
        right: "from = 25\n",
        wrong: "from = 10\n",
        says: &["se/scorecard.toml: factor.category.from, row age: does not rise"],
    },
    Slip {
        file: "se/scorecard.toml",
        right: "name_from = 500",
        wrong: "name_form = 500",
        says: &["se/scorecard.toml: malformed", "unknown field `name_form`"],
    },
    Slip {
        file: "se/scorecard.toml",
        right: "tracks = [\"too-close\", \"a\"",
        wrong: "tracks = [\"near\", \"a\"",
        says: &["se/scorecard.toml: tracks: are not too-close, a, b, c, too-far"],
    },
    Slip {
        file: "se/scorecard.toml",
        right: "fact = \"disability\"",
        wrong: "fact = \"shoe-size\"",
        says: &["se/scorecard.toml: factor.fact, row disability: there is no fact `shoe-size`"],
    },
    Slip {
        file: "se/scorecard.toml",
        right: "answers = [\"sweden\"]",
        wrong: "answers = [\"mars\"]",
        says: &[
            "se/scorecard.toml: factor.category.answers, row birth-region/sweden: `birth-region` has no choice `mars`; it has sweden",
        ],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "from = \"2022-09-01\"",
        wrong: "from = \"2021-11-16\"",
        says: &[
            "se/rusta-och-matcha.toml: rule `ram-registration-time`, from 2021-11-16: stands after the version from",
        ],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "from = \"2023-03-01\"",
        wrong: "from = \"2023-02-30\"",
        says: &["se/rusta-och-matcha.toml: malformed", "`2023-02-30` is not a date"],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "from = \"2016-02-01\"",
        wrong: "from = \"2016-03-01\"",
        says: &["leaves the days from 2016-02-01 uncovered; add a version for them"],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "source = \"monova-2022-09\"",
        wrong: "source = \"hearsay\"",
        says: &["rule `ram-registration-time`, from 2022-09-01: names the source `hearsay`, which no file has"],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "  note = \"The source says September; the year is inferred and the day assumed.\"\n",
        wrong: "",
        says: &["rule `ram-registration-time`, from 2022-09-01: is assumed but has no note"],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "fact = \"age\", number = 25",
        wrong: "fact = \"shoe-size\", number = 25",
        says: &["names the fact `shoe-size`, which this jurisdiction does not have"],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "fact = \"work-status\", any_of = [\"unemployed\"]",
        wrong: "fact = \"work-status\", any_of = [\"idle\"]",
        says: &["`work-status` has no choice `idle`; it has unemployed, part-time"],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "basis = \"published\"",
        wrong: "basis = \"rumoured\"",
        says: &["se/rusta-och-matcha.toml: malformed", "rumoured"],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "covered = \"rusta-och-matcha\"",
        wrong: "covered = \"rusta-och-matchar\"",
        says: &["names the scheme `rusta-och-matchar`, which has no rollout"],
    },
    Slip {
        file: "se/rusta-och-matcha.toml",
        right: "any_of = [\"a\", \"b\", \"c\"]",
        wrong: "any_of = [\"a\", \"b\", \"d\"]",
        says: &["there is no track `d`; there are too-close, a, b, c, too-far"],
    },
    Slip {
        file: "se/areas.toml",
        right: "\"2403\", # Bjurholm",
        wrong: "\"2499\", # Bjurholm",
        says: &["names the municipality `2499`, which is not in the list"],
    },
    Slip {
        file: "se/areas.toml",
        right: "\"2403\", # Bjurholm",
        wrong: "\"1480\", # Bjurholm",
        says: &["rollout of `rusta-och-matcha`, from 2021-09-29: names `1480`, which begins on 2020-03-30 already"],
    },
    Slip {
        file: "se/jurisdiction.toml",
        right: "id = \"rusta-och-matcha-launch\"\nfrom = \"2020-03-30\"",
        wrong: "id = \"rusta-och-matcha-launch\"\nfrom = \"2017-05-01\"",
        says: &["begins on the same day as"],
    },
    Slip {
        file: "se/programmes.toml",
        right: "\"ram-track\"]",
        wrong: "\"ram-tracks\"]",
        says: &["names the rule `ram-tracks`, which no file has", "rule `ram-track`: is used by no programme"],
    },
    Slip {
        file: "se/steps.toml",
        right: "first-met = \"ram-area\"",
        wrong: "first-met = \"ram-places\"",
        says: &["is counted from the rule `ram-places`, which no file has"],
    },
    Slip {
        file: "se/contact.toml",
        right: "close = \"24:00\"",
        wrong: "close = \"25:00\"",
        says: &["`25:00` is not a time of day"],
    },
    Slip {
        file: "se/contact.toml",
        right: "needs = [\"e-id\", \"computer\"]",
        wrong: "needs = [\"patience\"]",
        says: &["channel `web`: needs `patience`, which is not one of e-id, booking, computer"],
    },
    Slip {
        file: "fi/steps.toml",
        right: "fact = \"plan-made\"",
        wrong: "fact = \"sex\"",
        says: &["fi/steps.toml: step `request-plan`", "names the fact `sex`, which this jurisdiction does not have"],
    },
];

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/policy/data")
}

fn problems(folder: &Path) -> String {
    let known =
        |id: &str, code: &str| Jurisdiction::from_id(id).is_some_and(|country| places::code(country, code).is_some());
    match load(folder, &known) {
        Ok(_) => String::new(),
        Err(problems) => problems.iter().map(|problem| format!("{problem}\n")).collect::<Vec<_>>().concat(),
    }
}

#[test]
fn the_policy_files_are_in_order() {
    assert_eq!(problems(&data()), "");
}

#[test]
fn a_slip_is_named_with_its_file_its_key_and_its_day() {
    let folder = std::env::temp_dir().join(format!("vagval-policy-{}", std::process::id()));
    for slip in SLIPS {
        for country in ["se", "fi"] {
            fs::create_dir_all(folder.join(country)).unwrap();
            for entry in fs::read_dir(data().join(country)).unwrap() {
                let entry = entry.unwrap();
                if entry.path().is_dir() {
                    // Words are no rules.
                    continue;
                }
                fs::copy(entry.path(), folder.join(country).join(entry.file_name())).unwrap();
            }
        }
        let path = folder.join(slip.file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(slip.right), "{} no longer has {}", slip.file, slip.right);
        fs::write(&path, text.replacen(slip.right, slip.wrong, 1)).unwrap();
        let found = problems(&folder);
        for says in slip.says {
            assert!(found.contains(says), "{} instead of {}: {found}", slip.wrong, slip.right);
        }
    }
    fs::remove_dir_all(folder).unwrap();
}
