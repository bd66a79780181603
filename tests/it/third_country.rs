//! A third country is one folder: a made-up one is added to a copy of the project, which is built and tested as a whole
//! country would be. Nothing else is changed there.

use std::fs;
use std::path::Path;
use std::process::Command;

use vagval::text::files::COUNTRIES;

/// What a build needs. The tests of the copy are those that know no country.
const COPIED: [&str; 5] = ["build.rs", "benches", "src", "www/text", "tests/it"];
const TESTS: &str = "//! Those that know no country.\n#![cfg(test)]\nmod countries;\nmod support;\n";

#[test]
fn a_made_up_country_is_there_when_its_folder_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
    let copy = target.join("tmp/third-country");
    let _ = fs::remove_dir_all(&copy);
    for part in COPIED {
        copy_all(&root.join(part), &copy.join(part));
    }
    copy_all(&root.join("tests/third-country/mi"), &copy.join(COUNTRIES).join("mi"));
    fs::write(copy.join("tests/it/main.rs"), TESTS).expect("the copy can be written");
    let lock = fs::read_to_string(root.join("Cargo.lock")).expect("it can be read");
    fs::write(copy.join("Cargo.lock"), lock.replace("name = \"vagval\"", "name = \"third-country\""))
        .expect("the copy can be written");
    fs::write(copy.join("Cargo.toml"), as_another_package(root)).expect("the copy can be written");

    let output = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--test", "it", "countries::"])
        .current_dir(&copy)
        .env("CARGO_TARGET_DIR", target)
        // With the people of the others it is walked in the tests of this project.
        .env("VAGVAL_COUNTRY", "mi")
        // The tests that run the command are not among these.
        .env("CARGO_BIN_EXE_vagval", "")
        .output()
        .expect("cargo runs");
    let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{told}");
    assert!(told.contains(" passed; 0 failed"), "no test ran: {told}");
}

/// Another package, without a command: it shares the target folder, where the dependencies are built, and must neither
/// be taken for this one nor write over its command.
fn as_another_package(root: &Path) -> String {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("it can be read");
    let mut manifest: toml::Table = manifest.parse().expect("it is TOML");
    manifest.remove("bin");
    if let Some(dev) = manifest.get_mut("profile").and_then(|profiles| profiles.get_mut("dev"))
        && let Some(packages) = dev.get_mut("package").and_then(toml::Value::as_table_mut)
        && let Some(own) = packages.remove("vagval")
    {
        packages.insert("third-country".to_owned(), own);
    }
    let package = manifest.get_mut("package").and_then(toml::Value::as_table_mut).expect("it is a package");
    package.insert("name".to_owned(), "third-country".into());
    package.remove("default-run");
    package.insert("autobins".to_owned(), false.into());
    manifest.insert("lib".to_owned(), toml::Table::from_iter([("name".to_owned(), "vagval".into())]).into());
    manifest.to_string()
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("the copy can be written");
        for entry in fs::read_dir(from).expect("it can be read") {
            let entry = entry.expect("it can be read");
            copy_all(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().expect("it lies in the copy")).expect("the copy can be written");
        fs::copy(from, to).expect("it can be copied");
    }
}
