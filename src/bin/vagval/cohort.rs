//! Tables 2 and 3 as a drawn cohort gives them, beside the published ones.

use crate::failure::Failure;
use std::fmt::Write;
use vagval::case::Jurisdiction;
use vagval::policy::PolicySet;
use vagval::profiling::cohort::{Comparison, Kind, ModelFacts, Published, Tables, draw, tables};

const USAGE: &str = "usage: vagval cohort [--size N] [--seed S] [--json], or --exact [--json], or --facts";

struct Options {
    size: u32,
    seed: u64,
    exact: bool,
    json: bool,
    facts: bool,
}

/// Draws a cohort of `--size` by `--seed` and prints its tables, as text or with `--json`. `--exact` takes the
/// whole population instead; `--facts` prints everything computed about the model, as JSON.
pub fn run(arguments: &[&str]) -> Result<(), Failure> {
    let options = options(arguments)?;
    let policies = PolicySet::embedded().map_err(|damaged| Failure::new(damaged.to_string()))?;
    let card =
        policies.scorecard(Jurisdiction::DEFAULT).ok_or_else(|| Failure::new("there is no scorecard for Sweden"))?;
    if options.facts {
        return json(&ModelFacts::of(card).map_err(Failure::new)?);
    }
    let published = Published::read().map_err(Failure::new)?;
    let tables =
        if options.exact { Tables::exact(card) } else { tables(card, &draw(card, options.size, options.seed)) };
    let comparison = tables.compare(card, &published);
    if options.json { json(&comparison) } else { crate::say(&text(&comparison, &published, &options)) }
}

fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string(value).map_err(|error| Failure::new(format!("no JSON: {error}")))?;
    crate::say(&format!("{json}\n"))
}

fn options(arguments: &[&str]) -> Result<Options, Failure> {
    let mut options = Options { size: 100_000, seed: 1, exact: false, json: false, facts: false };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match *argument {
            "--size" => options.size = number(argument, arguments.next())?,
            "--seed" => options.seed = number(argument, arguments.next())?,
            "--exact" => options.exact = true,
            "--json" => options.json = true,
            "--facts" => options.facts = true,
            other => return Err(Failure::usage(format!("unknown argument `{other}`; {USAGE}"))),
        }
    }
    if options.size == 0 {
        return Err(Failure::usage("a cohort of 0 has no tables"));
    }
    Ok(options)
}

fn number<T: std::str::FromStr>(argument: &str, value: Option<&&str>) -> Result<T, Failure> {
    let value = value.ok_or_else(|| Failure::usage(format!("`{argument}` needs a number; {USAGE}")))?;
    value.parse().map_err(|_| Failure::usage(format!("`{value}` is no number for `{argument}`")))
}

fn text(comparison: &Comparison, published: &Published, options: &Options) -> String {
    let mut lines = vec![if options.exact {
        "The whole population behind the scorecard".to_owned()
    } else {
        format!("A cohort of {} profilings, seed {}", options.size, options.seed)
    }];
    lines.push(format!("Published: {}", published.source));
    lines.push("In each group: published, cohort, difference\n".to_owned());
    let heads: Vec<String> = published.groups.iter().map(|group| format!("{group:>24}")).collect();
    let heads = heads.concat();
    lines.push(format!("{:38}{heads}", ""));
    for measure in &published.measures {
        let mut line = format!("{:38}", measure.id);
        for cell in comparison.cells.iter().filter(|cell| cell.measure == measure.id) {
            let difference = cell.cohort - f64::from(cell.published);
            // Writing to a string cannot fail.
            let _ = write!(line, "{:>8}{:>8.1}{:>+8.1}", cell.published, cell.cohort, difference);
        }
        lines.push(line);
    }
    let shares = published.measures.iter().filter(|measure| measure.kind == Kind::Share).count();
    lines.push(format!(
        "\n{} share cells: mean difference {:.2}, largest {:.2} percentage points",
        shares * published.groups.len(),
        comparison.mean_difference,
        comparison.largest_difference
    ));
    lines.push(format!(
        "Table 2 prints a middle column for {} people, which its own total and table 3 contradict ({}): not fitted. It says",
        published.middle_people,
        published.people.iter().skip(1).take(3).sum::<u32>()
    ));
    let middle = published.measures.iter().map(|measure| format!("{} {}", measure.id, measure.middle));
    lines.push(middle.collect::<Vec<_>>().join(", "));
    lines.join("\n") + "\n"
}
