//! Set-up: installs what the build and the tests need, once, and says so first.
//!
//! [`machine`] looks at what is there, [`plan`] decides what is to be done and whether it may be, and this
//! file does it. It never touches anything that is already in place.

mod compiler;
mod machine;
mod plan;
mod std_library;

use std::env;

pub use compiler::Compiler;
pub use machine::find_chromium;

use crate::failure::Failure;
use crate::project_paths::{self, Lock};
use crate::step;
use machine::Machine;
use plan::{Kind, Plan, Step};

/// What the machine is to be made ready for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Building the WASM.
    Build,
    /// Building, and running every test.
    Tests,
}

/// `vagval setup`: everything that the tests need; prints where the browser is.
pub fn run() -> Result<(), Failure> {
    let lock = Lock::take()?;
    ensure(&lock, Goal::Tests)?;
    let chromium = find_chromium().map(|path| path.display().to_string());
    crate::say(&format!("chromium={}\n", chromium.unwrap_or_default()))
}

/// Makes the machine ready, or says exactly what to run.
pub fn ensure(lock: &Lock, goal: Goal) -> Result<Compiler, Failure> {
    let mut machine = Machine::look();
    loop {
        let plan = Plan::new(&machine, goal)?;
        if plan.steps.is_empty() {
            return Compiler::of(&machine)
                .ok_or_else(|| Failure::new("no compiler for WebAssembly was found"))?
                .with_std(lock);
        }
        may_run(&plan)?;
        for step in &plan.steps {
            eprintln!("vagval: set-up will run `{step}`: {}", step.why);
        }
        let result = plan.steps.iter().try_for_each(run_step);
        let before = std::mem::replace(&mut machine, Machine::look());
        // rustup has one chance; Debian's compiler does as well.
        machine.rustup = before.rustup && !plan.uses_rustup();
        match result {
            Err(error) if plan.uses_rustup() => eprintln!("vagval: {error}"),
            Err(error) => return Err(error),
            Ok(()) if machine == before => {
                return Err(Failure::new(format!(
                    "the set-up ran, but something is still missing; this should have brought it:{}",
                    plan.commands()
                )));
            }
            Ok(()) => {}
        }
    }
}

fn may_run(plan: &Plan) -> Result<(), Failure> {
    let reason = if env::var_os("VAGVAL_SETUP").is_some_and(|value| value == "0") {
        "VAGVAL_SETUP=0 forbids the set-up"
    } else if let Some(reason) = plan.blocked {
        reason
    } else {
        return Ok(());
    };
    Err(Failure::new(format!(
        "something is missing and {reason}; run this in the project folder, then try again:{}",
        plan.commands()
    )))
}

fn run_step(step: &Step) -> Result<(), Failure> {
    let mut command = step.command();
    command.current_dir(project_paths::root());
    step::run(step.log_name(), &step.to_string(), &mut command)?;
    match step.kind {
        Kind::Npm => machine::remember_npm_packages(),
        Kind::Pip => machine::remember_synapse(),
        _ => Ok(()),
    }
}
