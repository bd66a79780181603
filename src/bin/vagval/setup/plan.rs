//! What set-up will do, as data: the same list is run, announced and, where it may not run, shown.

use std::fmt;
use std::process::Command;

use super::Goal;
use super::machine::{Machine, SYNAPSE, SYNAPSE_LIST};
use crate::failure::Failure;

/// The pip of the homeserver's own Python.
const PIP: &str = "target/vagval/synapse/bin/pip";

/// The oldest Node that the tests know.
const NODE: u32 = 20;

/// Steps in order; nothing to do if empty.
#[derive(Debug)]
pub struct Plan {
    /// What is to be run.
    pub steps: Vec<Step>,
    /// Why it cannot be run from here, if so.
    pub blocked: Option<&'static str>,
}

/// Who carries a step out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// rustup.
    Rustup,
    /// Debian's package tool.
    Apt,
    /// npm.
    Npm,
    /// Python, which makes a virtual environment.
    Python,
    /// The pip of that environment.
    Pip,
}

/// One command and its reason.
#[derive(Debug, PartialEq, Eq)]
pub struct Step {
    /// Who carries it out.
    pub kind: Kind,
    /// What it is for.
    pub why: &'static str,
    args: Vec<&'static str>,
    sudo: bool,
}

impl Plan {
    /// What is missing on `machine` for `goal`, and how to get it.
    pub fn new(machine: &Machine, goal: Goal) -> Result<Self, Failure> {
        let mut steps = Vec::new();
        let mut packages = Vec::new();
        let compiler = machine.wasm_target || machine.absent.is_empty();
        if !compiler && (machine.rustup || !machine.apt) {
            steps.push(Step {
                kind: Kind::Rustup,
                why: "Rust's standard library for WebAssembly",
                args: vec!["target", "add", "wasm32-unknown-unknown"],
                sudo: false,
            });
        } else if !compiler {
            packages.extend(&machine.absent);
        }
        if goal == Goal::Tests {
            if !machine.apt && !machine.chromium {
                return Err(Failure::new("the tests need Chromium; install it, or set VAGVAL_CHROMIUM to its path"));
            }
            if machine.node.is_none_or(|version| version < NODE) {
                return Err(Failure::new(format!(
                    "the tests need Node {NODE} or later with npm on the PATH; \
                     https://nodejs.org/en/download has it"
                )));
            }
            if !machine.python && !machine.apt {
                return Err(Failure::new("the tests need Python 3.10 or later with its `venv` as python3 on the PATH"));
            }
            if !machine.python {
                packages.push("python3-venv");
            }
            if !machine.chromium {
                packages.push("chromium");
            }
        }
        if !packages.is_empty() {
            steps.extend(apt(packages, !machine.root));
        }
        if goal == Goal::Tests && !machine.npm_packages {
            steps.push(Step {
                kind: Kind::Npm,
                why: "the packages that drive the browser in the tests",
                args: vec!["ci", "--prefix", "tests/browser"],
                sudo: false,
            });
        }
        if goal == Goal::Tests && !machine.synapse {
            steps.extend(synapse());
        }
        let blocked = steps.iter().find_map(|step| match step.kind {
            Kind::Apt if !machine.root => Some("only root can install it"),
            Kind::Rustup if !machine.rustup => Some("rustup is not there, or may not download (RUSTUP_AUTO_INSTALL=0)"),
            _ => None,
        });
        Ok(Self { steps, blocked })
    }

    /// Whether rustup is to download.
    pub fn uses_rustup(&self) -> bool {
        self.steps.iter().any(|step| step.kind == Kind::Rustup)
    }

    /// The commands to be typed, one on each line.
    pub fn commands(&self) -> String {
        let line = |step: &Step| format!("\n  {}{step}", if step.sudo { "sudo " } else { "" });
        self.steps.iter().map(line).collect()
    }
}

fn apt(packages: Vec<&'static str>, sudo: bool) -> [Step; 2] {
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    let tests = packages.iter().any(|package| ["chromium", "python3-venv"].contains(package));
    let why = match packages.as_slice() {
        ["chromium"] => "the browser of the tests",
        ["python3-venv"] => "what the homeserver of the tests runs in",
        ["python3-venv", "chromium"] => "the browser of the tests, and what their homeserver runs in",
        _ if tests => "Debian's Rust compiler for WebAssembly, and what the tests need",
        _ => "Debian's Rust compiler for WebAssembly",
    };
    install.extend(packages);
    [
        Step { kind: Kind::Apt, why: "the list of Debian's packages", args: vec!["update"], sudo },
        Step { kind: Kind::Apt, why, args: install, sudo },
    ]
}

/// Synapse, in a virtual environment of its own.
fn synapse() -> [Step; 2] {
    let pip = ["install", "--disable-pip-version-check", "--requirement", SYNAPSE_LIST];
    [
        Step {
            kind: Kind::Python,
            why: "a folder of its own for the homeserver of the tests",
            args: vec!["-m", "venv", "--clear", SYNAPSE],
            sudo: false,
        },
        Step {
            kind: Kind::Pip,
            why: "Synapse, the homeserver that the chat is tested on",
            args: pip.to_vec(),
            sudo: false,
        },
    ]
}

impl Step {
    fn program(&self) -> &'static str {
        match self.kind {
            Kind::Rustup => "rustup",
            Kind::Apt => "apt-get",
            Kind::Npm => "npm",
            Kind::Python => "python3",
            Kind::Pip => PIP,
        }
    }

    /// The name of its log.
    pub fn log_name(&self) -> &'static str {
        if self.kind == Kind::Pip { "pip" } else { self.program() }
    }

    /// The command, which asks nothing.
    pub fn command(&self) -> Command {
        let mut command = Command::new(self.program());
        command.args(&self.args).env("DEBIAN_FRONTEND", "noninteractive");
        command
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.program(), self.args.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::machine::COMPILER_PACKAGES;

    /// A fresh Debian with rustup's Rust, Node 20 and root, where rustup may not download.
    fn fresh() -> Machine {
        Machine {
            wasm_target: false,
            rustup: false,
            apt: true,
            root: true,
            absent: COMPILER_PACKAGES.to_vec(),
            chromium: false,
            node: Some(20),
            npm_packages: false,
            python: false,
            synapse: false,
        }
    }

    fn commands(machine: &Machine, goal: Goal) -> String {
        Plan::new(machine, goal).unwrap().commands()
    }

    #[test]
    fn a_fresh_debian_gets_debians_compiler_browser_and_packages() {
        let plan = Plan::new(&fresh(), Goal::Tests).unwrap();
        assert_eq!(plan.blocked, None);
        assert_eq!(
            plan.commands(),
            "\n  apt-get update\
             \n  apt-get install -y --no-install-recommends rustc-web cargo-web rust-web-src lld-22 \
             python3-venv chromium\
             \n  npm ci --prefix tests/browser\
             \n  python3 -m venv --clear target/vagval/synapse\
             \n  target/vagval/synapse/bin/pip install --disable-pip-version-check --requirement \
             tests/matrix/requirements.txt"
        );
    }

    #[test]
    fn building_needs_neither_browser_nor_node() {
        let machine = Machine { node: None, ..fresh() };
        assert!(!commands(&machine, Goal::Build).contains("chromium"));
        assert!(Plan::new(&machine, Goal::Tests).is_err());
    }

    #[test]
    fn rustup_is_asked_first_where_it_may_download() {
        let machine = Machine { rustup: true, ..fresh() };
        assert_eq!(commands(&machine, Goal::Build), "\n  rustup target add wasm32-unknown-unknown");
    }

    #[test]
    fn nothing_is_done_where_nothing_is_missing() {
        let all = Machine { chromium: true, npm_packages: true, python: true, synapse: true, ..fresh() };
        let machine = Machine { wasm_target: true, ..all };
        assert_eq!(commands(&machine, Goal::Tests), "");
        let debian = Machine { absent: vec![], rustup: true, ..fresh() };
        assert_eq!(commands(&debian, Goal::Build), "");
    }

    #[test]
    fn who_is_not_root_is_told_to_use_sudo() {
        let machine = Machine { root: false, ..fresh() };
        let plan = Plan::new(&machine, Goal::Build).unwrap();
        assert!(plan.blocked.is_some());
        assert!(plan.commands().contains("sudo apt-get install"));
    }

    #[test]
    fn elsewhere_than_debian_rustup_is_the_way() {
        let machine = Machine { apt: false, ..fresh() };
        assert!(Plan::new(&Machine { chromium: true, ..machine.clone() }, Goal::Tests).is_err(), "Python is missing");
        let plan = Plan::new(&machine, Goal::Build).unwrap();
        assert!(plan.blocked.is_some());
        assert!(plan.commands().contains("rustup target add"));
    }
}
