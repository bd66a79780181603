//! A result as a person keeps it: a small file that reads as text too, to be laid beside a later result.
//!
//! It holds what was told (but for what was withheld), what came of it and what judged it. Nobody else has it:
//! the file is made on the person's own device, when they ask for it.

use super::Sensitive;
use super::saved::SavedCase;
use crate::assessment::{Assessment, Chances, Earlier, Summary};
use crate::case::{Answer, Case, FactId, Jurisdiction, Raw, parse_told};
use crate::exports::is_of;
use crate::policy::{ENGINE, PolicySet};
use crate::profiling::TRACKS;
use crate::wire::{Wire, object};

/// The version of the form.
const VERSION: i32 = 1;
/// What tells the file from others.
pub(super) const KIND: &str = "vagval-receipt";
const OUTCOMES: [&str; 4] = ["met", "not-met", "unknown", "caseworker"];

/// The answers that a receipt leaves out where the person wishes so.
pub fn withheld(case: &Case) -> Vec<FactId> {
    let mut withheld = Vec::new();
    for fact in case.facts() {
        if fact.sensitive && case.value(fact.id).is_some() {
            withheld.push(fact.id);
        }
    }
    withheld
}

/// The answers that a file of the result leaves out.
pub fn left_out(case: &Case, sensitive: Sensitive) -> Vec<FactId> {
    match sensitive {
        Sensitive::Kept => Vec::new(),
        Sensitive::Withheld => withheld(case),
    }
}

/// The file: `lines` are the same in words.
pub fn write(case: &Case, assessment: &Assessment, withheld: &[FactId], lines: &[String]) -> Raw {
    let kept = |fact, answer| matches!(answer, Answer::Known(_)) && !withheld.contains(&fact);
    let mut names = Vec::new();
    for fact in withheld {
        names.push(fact.name());
    }
    object([
        ("v", VERSION.wire()),
        ("kind", KIND.wire()),
        ("lines", lines.wire()),
        ("case", SavedCase::with(case, kept).wire()),
        ("withheld", names.wire()),
        ("edition", assessment.edition.wire()),
        ("result", Summary::from(assessment).wire()),
    ])
}

/// Reads a file.
///
/// # Errors
/// The id of what is wrong, whose text is `receipt.wrong.ID`.
pub fn read(raw: &Raw, jurisdiction: Jurisdiction, policies: &PolicySet) -> Result<Earlier, &'static str> {
    is_of(raw, KIND, VERSION)?;
    let case = parse_told(raw.get("case").unwrap_or(&Raw::Null)).map_err(|problems| {
        // A question that is not in the catalogue is no damage: another version asked it.
        if problems.iter().all(|problem| problem.code == "unknown-fact") { "version" } else { "damaged" }
    })?;
    if case.jurisdiction != jurisdiction {
        return Err("other-country");
    }
    let earlier = earlier(raw, case).ok_or("damaged")?;
    // By the same engine the same answers have the same result.
    let again = Summary::of(&earlier.case, policies).map_err(|_| "damaged")?;
    if earlier.engine == ENGINE && earlier.withheld.is_empty() && again != earlier.result {
        return Err("damaged");
    }
    Ok(earlier)
}

fn earlier(raw: &Raw, case: Case) -> Option<Earlier> {
    let mut withheld = Vec::new();
    let Raw::List(names) = raw.get("withheld")? else { return None };
    for name in names {
        let fact = FactId::from_name(name.text()?)?;
        if !fact.fact().used_in(case.jurisdiction) || case.value(fact).is_some() {
            return None;
        }
        withheld.push(fact);
    }
    let engine = raw.get("edition")?.get("engine")?.text()?.to_owned();
    Some(Earlier { case, withheld, engine, result: result(raw.get("result")?)? })
}

/// The opposite of how a [`Summary`] is written.
pub(super) fn result(raw: &Raw) -> Option<Summary> {
    let most_likely = match raw.get("most_likely")? {
        Raw::Null => None,
        id => Some(one_of(&TRACKS, id)?),
    };
    let chances = match raw.get("chances")? {
        Raw::Null => None,
        each => {
            let mut chances = [0; 5];
            for (chance, (id, _)) in chances.iter_mut().zip(Chances::default().each()) {
                *chance = thousandths(each.get(id)?)?;
            }
            Some(chances)
        }
    };
    let six_months = match raw.get("six_months")? {
        Raw::Null => None,
        chance => Some(thousandths(chance)?),
    };
    let Raw::List(pairs) = raw.get("programmes")? else { return None };
    let mut programmes = Vec::new();
    for pair in pairs {
        let Raw::List(pair) = pair else { return None };
        let [id, outcome] = pair.as_slice() else { return None };
        programmes.push((id.text()?.to_owned(), one_of(&OUTCOMES, outcome)?));
    }
    Some(Summary { most_likely, chances, six_months, programmes })
}

pub(super) fn one_of(ids: &[&'static str], raw: &Raw) -> Option<&'static str> {
    let text = raw.text()?;
    ids.iter().find(|id| **id == text).copied()
}

fn thousandths(raw: &Raw) -> Option<u32> {
    raw.whole().and_then(|number| u32::try_from(number).ok()).filter(|number| *number <= 1000)
}
