//! How to reach someone, best first, with the reasons and what is known of the hours.
//!
//! Says "open" only where hours are published; never promises an answer, and never calls anything booked.
//! The channels and their order are policy; the person's needs and track and the moment choose among them.

mod hours;

pub use hours::{Opening, opening};

use crate::case::{Case, FactId, NEEDS};
use crate::order::sorted;
use crate::policy::schema::{Channel, Rulebook};
use crate::settings::contact::{LocalChannel, LocalContact};

/// A way to reach someone, now.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    /// The channel.
    pub channel: &'a Channel,
    /// What the authority's own file says of it.
    pub local: Option<&'a LocalChannel>,
    /// Open now, and when next.
    pub opening: Opening,
    /// Why it stands where it stands: ids of the texts `contact-reason.ID`. `suits-NEED` and `not-for-NEED` are
    /// the texts `contact.suits` and `contact.not-for`, filled in with the need.
    pub reasons: Vec<String>,
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
///
/// What does not go with the person's needs comes last, before it what is known to be closed; then what the person
/// likes best, what is made for a need, and what registers those who are not registered yet come first. Within all
/// that the file's own order holds.
pub fn rank<'a>(
    rulebook: &'a Rulebook,
    local: Option<&'a LocalContact>,
    case: &Case,
    nearness: Nearness,
) -> Vec<Way<'a>> {
    let mut ways = Vec::new();
    let apart = rulebook.apart(case.place(), case.on.date);
    for channel in rulebook.channels.iter().filter(|channel| channel.apart.as_deref() == apart) {
        let local = local.and_then(|local| local.channel(case.jurisdiction, &channel.id));
        ways.push(way(channel, local, case, nearness));
    }
    let ways = sorted(ways, |a, b| a.0.cmp(&b.0));
    ways.into_iter().map(|(_, way)| way).collect()
}

/// Where a way stands among the others: each `true` moves it back, each need that it suits forward, the first
/// ones furthest.
type Place = (bool, bool, bool, i32, bool, i32);

fn way<'a>(channel: &'a Channel, local: Option<&'a LocalChannel>, case: &Case, nearness: Nearness) -> (Place, Way<'a>) {
    let hours = local.filter(|local| !local.hours.is_empty()).map_or(&channel.hours, |local| &local.hours);
    let opening = opening(hours, case.jurisdiction, case.on);
    let (order, rank) = match nearness {
        Nearness::Near => ("near-self-first", channel.rank.near),
        Nearness::Middle => ("distance-first", channel.rank.middle),
        Nearness::Far => ("person-first", channel.rank.far),
    };
    let mut reasons = vec![order.to_owned()];
    let preferred = case.choice(FactId::PreferredContact) == Some(channel.id.as_str());
    if preferred {
        reasons.push("you-prefer".to_owned());
    }
    let (mut suits, mut unsuited) = (0, false);
    for need in NEEDS.into_iter().filter(|need| case.has(FactId::Needs, need)) {
        if contains(&channel.suits, need) {
            suits += 1;
            reasons.push(["suits-", need].concat());
        }
        if contains(&channel.not_for, need) {
            unsuited = true;
            reasons.push(["not-for-", need].concat());
        }
    }
    let registers =
        case.choice(FactId::RegistrationChannel) == Some("not-yet") && contains(&channel.serves, "register");
    if registers {
        reasons.push("registers".to_owned());
    }
    let hour = match opening.open {
        Some(true) => "open-now",
        Some(false) => "closed-now",
        None if hours.is_empty() => "hours-unknown",
        None => "hour-not-given",
    };
    reasons.push(hour.to_owned());
    for need in &channel.needs {
        reasons.push(["needs-", need].concat());
    }
    for told in &channel.told {
        reasons.push(told.id.clone());
    }
    let place = (unsuited, opening.open == Some(false), !preferred, -suits, !registers, i32::from(rank));
    (place, Way { channel, local, opening, reasons })
}

fn contains(ids: &[String], id: &str) -> bool {
    ids.iter().any(|known| known == id)
}
