//! House rules, checked over every tracked file.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// The most lines that a Rust file may have: one idea does not need more.
const LONGEST: usize = 600;

struct File {
    name: String,
    text: String,
}

/// The tracked files that are text.
static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("git")
        .args(["-c", "safe.directory=*", "ls-files", "-z"])
        .current_dir(root)
        .output()
        .expect("git is on the PATH");
    assert!(output.status.success(), "this is a git repository");
    let names = String::from_utf8(output.stdout).expect("file names are UTF-8");
    names
        .split_terminator('\0')
        .filter_map(|name| {
            // A file that was deleted but not yet committed is no concern here.
            let text = std::fs::read_to_string(root.join(name)).ok()?;
            let name = name.to_owned();
            Some(File { name, text })
        })
        .collect()
});

/// Fails with every line of every `chosen` file that is `wrong`.
fn no_line(rule: &str, chosen: impl Fn(&File) -> bool, wrong: impl Fn(&str) -> bool) {
    let mut found = Vec::new();
    for file in FILES.iter().filter(|file| chosen(file)) {
        for (number, line) in file.text.lines().enumerate() {
            if wrong(line) {
                found.push(format!("{}:{}: {}", file.name, number + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

fn is_rust(file: &File) -> bool {
    Path::new(&file.name).extension().is_some_and(|extension| extension == "rs")
}

/// Whether `line` has `path` where a path begins, not in the middle of an address.
fn begins_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !"._-/~".contains(c))
    })
}

#[test]
fn there_are_files() {
    assert!(FILES.iter().any(|file| file.name == "Cargo.toml"));
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let folders = ["root", "work", "home", "Users"].map(|name| format!("/{name}/"));
    no_line("a path of one machine", |_| true, |line| folders.iter().any(|folder| begins_path(line, folder)));
}

#[test]
fn no_file_names_the_host_of_a_package_registry() {
    let hosts = [
        ["crates", "io"],
        ["npmjs", "org"],
        ["npmjs", "com"],
        ["yarnpkg", "com"],
        ["deb.debian", "org"],
        ["pypi", "org"],
    ]
    .map(|parts| parts.join("."));
    // Cargo writes the name of its index into its lock file, and nothing can be done about it.
    no_line(
        "the host of a package registry",
        |file| file.name != "Cargo.lock",
        |line| hosts.iter().any(|host| line.contains(host)),
    );
}

#[test]
fn every_rust_file_opens_with_what_it_is_for() {
    let bare: Vec<&str> = FILES
        .iter()
        .filter(|file| is_rust(file) && !file.text.starts_with("//! "))
        .map(|file| file.name.as_str())
        .collect();
    assert!(bare.is_empty(), "without `//!` on their first line: {bare:?}");
}

#[test]
fn no_rust_file_is_longer_than_one_idea() {
    let long: Vec<String> = FILES
        .iter()
        .filter(|file| is_rust(file))
        .map(|file| (&file.name, file.text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(name, lines)| format!("{name} ({lines})"))
        .collect();
    assert!(long.is_empty(), "more than {LONGEST} lines: {long:?}");
}

#[test]
fn the_page_writes_nothing_to_the_console() {
    no_line(
        "writing to the console",
        |file| file.name.starts_with("www/") || file.name.starts_with("src/browser"),
        |line| line.contains("console."),
    );
}
