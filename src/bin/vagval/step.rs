//! A long step: one line that says what is being done, its output kept in a log and shown only if it fails.

use std::fs::{self, File};
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::failure::Failure;
use crate::project_paths;

/// How much of the log is shown when a step fails.
const SHOWN_LINES: usize = 25;

/// Runs `command`, announced as `what`, with its output in `target/vagval/log/NAME.log`.
pub fn run(name: &str, what: &str, command: &mut Command) -> Result<(), Failure> {
    let log = project_paths::made("log").join(format!("{name}.log"));
    project_paths::write(&log, b"")?;
    let open = || File::options().append(true).open(&log).map_err(Failure::at("open", &log));
    command.stdin(Stdio::null()).stdout(open()?).stderr(open()?);
    eprint!("vagval: {what} …");
    let start = Instant::now();
    let status = command.status();
    let seconds = start.elapsed().as_secs_f32();
    // A missing progress line is no reason to stop.
    let _ = writeln!(std::io::stderr(), " {seconds:.0} s");
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(format!(
            "{what} did not succeed ({status}); the end of {} says:\n{}",
            log.display(),
            tail(&fs::read_to_string(&log).unwrap_or_default())
        ))),
        Err(error) => Err(Failure::new(format!("{what} could not start: {error}"))),
    }
}

fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    let skipped = lines.len().saturating_sub(SHOWN_LINES);
    lines.iter().skip(skipped).map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
