//! The site, served for one test: the real server on a port of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running `vagval serve`, ended when dropped.
pub struct Server {
    process: Child,
    /// Where it listens, `http://127.0.0.1:PORT/`.
    pub url: String,
}

impl Server {
    /// Serves the site on a free port.
    pub fn start() -> Self {
        Self::run(&mut Command::new(env!("CARGO_BIN_EXE_vagval")))
    }

    /// The same, in a process that may open no more than so many files.
    #[cfg(target_os = "linux")]
    pub fn start_with_handles(handles: u32) -> Self {
        let limited = format!("ulimit -n {handles}; exec \"$0\" \"$@\"");
        Self::run(Command::new("sh").args(["-c", &limited, env!("CARGO_BIN_EXE_vagval")]))
    }

    /// How much of the processor it has used, in ticks of 10 ms.
    #[cfg(target_os = "linux")]
    pub fn processor_ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).expect("it runs");
        let fields: Vec<&str> = stat.rsplit(')').next().expect("it has a name").split_whitespace().collect();
        fields[11..13].iter().map(|ticks| ticks.parse::<u64>().expect("a number")).sum()
    }

    fn run(command: &mut Command) -> Self {
        let mut process = command
            .arg("serve")
            .arg(super::site::build())
            .env("PORT", "0")
            .stdout(Stdio::piped())
            .spawn()
            .expect("vagval starts");
        let mut url = String::new();
        let stdout = process.stdout.take().expect("stdout is a pipe");
        BufReader::new(stdout).read_line(&mut url).expect("stdout is text");
        let url = url.trim().to_owned();
        let server = Self { process, url };
        assert!(
            server.url.starts_with("http://127.0.0.1:"),
            "`vagval serve` should print where it listens; what went wrong stands above"
        );
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
