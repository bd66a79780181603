//! `vagval cohort --size N --seed S [--json]`: tables 2 and 3 as a drawn cohort gives them, beside
//! the published ones. `--exact` takes the whole population instead of drawing.

use std::fmt::Write;
use vagval::policy::scorecard::Scorecard;
use vagval::profiling::cohort::{Comparison, Kind, Published, Tables, draw, tables};

/// How the command is used.
pub const USAGE: &str = "vagval cohort [--size N] [--seed S] [--exact] [--json]";

struct Options {
    size: u32,
    seed: u64,
    exact: bool,
    json: bool,
}

/// What the command prints.
pub fn run(card: &Scorecard, arguments: impl Iterator<Item = String>) -> Result<String, String> {
    let options = options(arguments)?;
    let published = Published::read()?;
    let tables =
        if options.exact { Tables::exact(card) } else { tables(card, &draw(card, options.size, options.seed)) };
    let comparison = tables.compare(card, &published);
    if options.json {
        return serde_json::to_string(&comparison).map_err(|error| error.to_string());
    }
    Ok(text(&comparison, &published, &options))
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { size: 100_000, seed: 1, exact: false, json: false };
    while let Some(argument) = arguments.next() {
        let mut value = || {
            let value = arguments.next().ok_or(format!("`{argument}` lacks a number"))?;
            value.parse::<u64>().map_err(|_| format!("`{value}` after `{argument}` is not a whole number"))
        };
        match argument.as_str() {
            "--size" => {
                options.size = u32::try_from(value()?).map_err(|_| "`--size` is too large".to_owned())?;
            }
            "--seed" => options.seed = value()?,
            "--exact" => options.exact = true,
            "--json" => options.json = true,
            other => return Err(format!("unknown argument `{other}`; usage: {USAGE}")),
        }
    }
    Ok(options)
}

fn text(comparison: &Comparison, published: &Published, options: &Options) -> String {
    let mut out = String::new();
    let whole = format!("The whole population behind the scorecard, not drawn");
    let drawn = format!("A cohort of {} profilings, seed {}", options.size, options.seed);
    let _ = writeln!(out, "{}", if options.exact { whole } else { drawn });
    let _ = writeln!(out, "Published: {}", published.source);
    let _ = writeln!(out, "Each cell: published, cohort, difference\n");
    let _ = write!(out, "{:38}", "");
    for group in &published.groups {
        let _ = write!(out, "{group:>24}");
    }
    let _ = writeln!(out);
    for measure in &published.measures {
        let _ = write!(out, "{:38}", measure.id);
        for cell in comparison.cells.iter().filter(|cell| cell.measure == measure.id) {
            let difference = cell.cohort - f64::from(cell.published);
            let _ = write!(out, "{:>8}{:>8.1}{:>+8.1}", cell.published, cell.cohort, difference);
        }
        let _ = writeln!(out);
    }
    let shares = published.measures.iter().filter(|measure| measure.kind == Kind::Share).count();
    let _ = writeln!(
        out,
        "\nOver the {} share cells: mean difference {:.2}, largest {:.2} percentage points",
        shares * published.groups.len(),
        comparison.mean_difference,
        comparison.largest_difference
    );
    let _ = writeln!(
        out,
        "Table 2's own middle column is not fitted: it counts {} people, the three levels {}.",
        published.middle_people,
        published.people.iter().skip(1).take(3).sum::<u32>()
    );
    out
}
