//! How to reach someone, best first, with the reasons and what is known of the hours.
//!
//! Says "open" only where hours are published; never promises an answer, and never calls anything booked.
//! The channels and their order are policy; the person's track and the moment choose among them.

mod hours;

pub use hours::{Opening, opening};

use crate::case::Case;
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
    let mut options: Vec<Way<'a>> = rulebook.channels.iter().map(option).collect();
    // What is known to be closed comes after what may be open; the sort is stable, so ties keep the file's order.
    options.sort_by_key(|option| {
        let rank = match nearness {
            Nearness::Near => option.channel.rank.near,
            Nearness::Middle => option.channel.rank.middle,
            Nearness::Far => option.channel.rank.far,
        };
        (option.opening.open == Some(false), rank)
    });
    options
}
