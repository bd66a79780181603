//! A first visit stays as small as was promised.

use crate::support::site;
#[path = "../../src/bin/vagval/build/size.rs"]
mod weight;

#[test]
fn a_first_visit_keeps_to_its_budget() {
    let report = weight::Report::of(&site::build()).unwrap();
    assert_eq!(report.exceeded(), Vec::<String>::new(), "\n{report}");
}
