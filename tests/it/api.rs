//! The JavaScript interface, in Node, on the files of `dist`; and its types, by the TypeScript compiler.

use crate::support::node;
use crate::support::setup;
use crate::support::site;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use vagval::case::Raw;
use vagval::client::assess_raw;
use vagval::policy::PolicySet;

#[test]
fn the_interface_does_what_it_promises_in_node() {
    let dist = site::build();
    node::run(|node| {
        node.args([
            "--test",
            "--test-reporter=spec",
            "--test-timeout=300000",
            "tests/node/api.test.mjs",
            "tests/node/country.test.mjs",
            "tests/node/limits.test.mjs",
        ])
        .env("VAGVAL_DIST", &dist);
    });
}

/// A host that uses all of the interface compiles, and so do whole assessments written as literals: a key too
/// many or too few in the types is an error there.
#[test]
fn the_types_are_those_of_what_is_answered() {
    setup::run();
    let dist = site::build();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("types");
    fs::create_dir_all(&folder).unwrap();
    for types in ["vagval.d.ts", "vagval-chat.d.ts", "render.d.ts"] {
        fs::copy(dist.join(types), folder.join(types)).unwrap();
    }
    for host in ["host.ts", "chat-host.ts"] {
        fs::copy(Path::new("tests/node").join(host), folder.join(host)).unwrap();
    }
    fs::write(folder.join("answers.ts"), literals()).unwrap();
    let config = r#"{"compilerOptions":{"noEmit":true,"strict":true,"target":"es2022","module":"nodenext","lib":["esnext","dom"],"types":[]},"files":["host.ts","chat-host.ts","answers.ts"]}"#;
    fs::write(folder.join("tsconfig.json"), config).unwrap();
    node::run(|node| {
        node.args(["tests/browser/node_modules/typescript/bin/tsc", "-p"]).arg(&folder);
    });
}

/// Assessments of people who differ much, as constants of the type that the interface gives them.
fn literals() -> String {
    let policies = PolicySet::embedded().unwrap();
    let mut code = "import type { Assessment, Failure } from \"./vagval.js\";\n".to_owned();
    for (number, case) in [
        r#"{"v":1,"jurisdiction":"se","on":"2026-11-21T14:05","facts":{}}"#,
        r#"{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{"municipality":"2480","age":35,"sex":"man","education":"compulsory",
            "birth-region":"sweden","disability":"no","registered-since":"2026-07-25","work-status":"unemployed","programme":"none",
            "start-within-3-months":"no","registration-channel":"digital","own-estimate":"within-6-months"}}"#,
        r#"{"v":1,"jurisdiction":"se","on":"2016-03-01","facts":{"age":50,"registered-since":"2015-01-01"}}"#,
        r#"{"v":1,"jurisdiction":"fi","on":"2026-11-21","facts":{"municipality":"091","registered-since":"2026-11-18"}}"#,
        r#"{"v":1,"jurisdiction":"fi","on":"2026-11-21","facts":{"municipality":"0"}}"#,
    ]
    .into_iter()
    .enumerate()
    {
        let case: Raw = serde_json::from_str(case).unwrap();
        let (kind, json) = match assess_raw(&case, policies) {
            Ok(assessment) => ("Assessment", serde_json::to_string(&assessment).unwrap()),
            Err(failure) => ("Failure", serde_json::to_string(&failure).unwrap()),
        };
        let _ = writeln!(code, "export const answer{number}: {kind} = {json};");
    }
    code
}
