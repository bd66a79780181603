//! The native command: builds, serves and questions the client.
//!
//! This file only turns arguments into a call. It knows no rule, no text and no file of the client.

mod assess;
mod build;
mod cohort;
mod failure;
mod flow;
mod indicators;
mod local;
mod policy;
mod project_paths;
mod serve;
mod setup;
mod step;

use std::io::{self, Write};
use std::process::ExitCode;

use failure::Failure;

const HELP: &str = "\
Vägval: tells a job-seeker which track of support they are likely to be offered, and why.

vagval [serve]         build dist/ and serve it on 127.0.0.1 (PORT, or the first free port from 8080)
vagval serve FOLDER    serve a finished site that lies there, with its own files in local/
vagval build           build dist/ and print the size report
vagval assess FILE|-   assess a case file (or standard input) and print the result as JSON
vagval policy check    check every policy file, and what an authority sets in www/local/
vagval policy check --older-than DAYS
                       the sources that were read so long ago, to be read again
vagval providers FILE  check a list of providers
vagval cohort          the published tables beside a drawn cohort (--size N --seed S --json, --exact, --facts)
vagval indicators DIR  count the hand-overs of a folder; cells of fewer than ten are not told
vagval flow            draw the question flow as a Mermaid diagram
vagval setup           install what the build and the tests need, and nothing more
vagval help            this text

VAGVAL_SETUP=0 forbids every installation; what is missing is then named with the command to run.
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing is left to tell if even standard error is closed.
            let _ = writeln!(io::stderr(), "error: {failure}");
            failure.code()
        }
    }
}

fn run() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        [] | ["serve"] => serve::run(None),
        ["serve", folder] => serve::run(Some(folder)),
        ["build"] => build::run(),
        ["assess", file] => assess::run(file),
        ["assess"] => Err(Failure::usage("`assess` needs a case file, or `-` for standard input")),
        ["policy", "check"] => policy::check(),
        ["policy", "check", "--older-than", days] => policy::older_than(days),
        ["providers", file] => local::run(file),
        ["indicators", folder] => indicators::run(folder),
        ["indicators"] => Err(Failure::usage("`indicators` needs a folder of hand-overs")),
        ["cohort", options @ ..] => cohort::run(options),
        ["flow"] => flow::run(),
        ["setup"] => setup::run(),
        ["help" | "--help" | "-h"] => say(HELP),
        other => {
            Err(Failure::usage(format!("unknown command `{}`; `vagval help` lists the commands", other.join(" "))))
        }
    }
}

/// Prints a result on standard output.
fn say(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Failure::new(format!("cannot write to standard output: {error}")))
}
