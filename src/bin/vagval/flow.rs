//! Draws the question flow as a Mermaid diagram, from the flow itself.

use crate::failure::Failure;
use std::fmt::Write as _;
use vagval::case::{FACTS, Jurisdiction, Kind};

/// Prints the diagram.
pub fn run() -> Result<(), Failure> {
    let mut out = String::from("flowchart TD\n");
    for jurisdiction in Jurisdiction::ALL {
        let id = jurisdiction.id();
        let _ = writeln!(out, "  subgraph {id}");
        let mut before = format!("{id}-start");
        let _ = writeln!(out, "    {before}([start])");
        for fact in FACTS.iter().filter(|fact| fact.used_in(jurisdiction)) {
            let kind = match fact.kind {
                Kind::Choice(ids) => ids.join(" / "),
                Kind::Several(ids) => ids.join(" + "),
                Kind::Number(first, last) => format!("{first}–{last}"),
                Kind::Day(..) => "a day".to_owned(),
                Kind::Place => "a municipality".to_owned(),
            };
            let node = format!("{id}-{}", fact.name);
            let _ = writeln!(out, "    {node}[\"{}<br/>{kind}\"]", fact.name);
            let when = if fact.always { "always" } else { "while it can change something shown" };
            let _ = writeln!(out, "    {before} -- {when} --> {node}");
            before = node;
        }
        let _ = writeln!(out, "    {before} --> {id}-check([check]) --> {id}-result([result])");
        let _ = writeln!(out, "    {id}-check -- change one --> {id}-start");
        let _ = writeln!(out, "  end");
    }
    crate::say(&out)
}
