//! How to reach someone, best first, with the reasons and what is known of the hours.
//!
//! Says "open" only where hours are published; never promises an answer, and never calls anything booked.
//! The channels and their order are policy; the person's track and the moment choose among them.

mod hours;
pub mod providers;

pub use hours::{Opening, opening};

use crate::case::Case;
use crate::order::sorted;
use crate::policy::schema::{Channel, Rulebook};

/// A way to reach someone, now.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    /// The channel.
    pub channel: &'a Channel,
    /// Open now, and when next.
    pub opening: Opening,
    /// Why it stands where it stands: ids of the texts `contact-reason.ID`.
    pub reasons: Vec<&'a str>,
}

/// How near the labour market the estimate puts the person, as far as the order of channels goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// Most likely too close for the service: self-service and distance first.
    Near,
    /// Rusta och matcha, or no estimate.
    Middle,
    /// Most likely too far: a person first.
    Far,
}

/// Every channel, best first.
pub fn rank<'a>(rulebook: &'a Rulebook, case: &Case, nearness: Nearness) -> Vec<Way<'a>> {
    let option = |channel: &'a Channel| {
        let opening = opening(&channel.hours, case.jurisdiction, case.on);
        let mut reasons: Vec<&'a str> = vec![match nearness {
            Nearness::Near => "near-self-first",
            Nearness::Middle => "distance-first",
            Nearness::Far => "person-first",
        }];
        reasons.push(match opening.open {
            Some(true) => "open-now",
            Some(false) => "closed-now",
            None if channel.hours.is_empty() => "hours-unknown",
            None => "hour-not-given",
        });
        reasons.extend(channel.needs.iter().filter_map(|need| match need.as_str() {
            "e-id" => Some("needs-e-id"),
            "booking" => Some("needs-booking"),
            "computer" => Some("needs-computer"),
            _ => None,
        }));
        reasons.extend(channel.told.iter().map(|told| told.id.as_str()));
        Way { channel, opening, reasons }
    };
    // What is known to be closed comes after what may be open; ties keep the file's order.
    let rank = |way: &Way<'a>| {
        let rank = way.channel.rank;
        let rank = match nearness {
            Nearness::Near => rank.near,
            Nearness::Middle => rank.middle,
            Nearness::Far => rank.far,
        };
        (way.opening.open == Some(false), rank)
    };
    sorted(rulebook.channels.iter().map(option).collect(), |a, b| rank(a).cmp(&rank(b)))
}
