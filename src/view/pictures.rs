//! Pictures of numbers: drawn as SVG by attributes and classes, each beside the same in words.

use maud::{Markup, html};

/// A bar of so many thousandths of its full width.
pub fn bar(thousandths: u32) -> Markup {
    let width = thousandths.min(1000);
    html! {
        svg.bar-chart viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track-back x="0" y="0" width="1000" height="40" {}
            rect.track-fill x="0" y="0" width=(width) height="40" {}
        }
    }
}

/// A bar to the left or the right of the middle, for what held back and what helped.
pub fn lean(points: i32, most: i32) -> Markup {
    let length = points.unsigned_abs().saturating_mul(500).checked_div(most.unsigned_abs()).unwrap_or(0).min(500);
    let start = if points < 0 { 500 - length } else { 500 };
    let class = if points < 0 { "held-back" } else { "helped" };
    html! {
        svg.lean viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect class=(class) x=(start) y="4" width=(length) height="32" {}
            rect.middle x="498" y="0" width="4" height="40" {}
        }
    }
}

/// One hundred dots: so many filled as the chance says, and a ring around those that the band is made of.
pub fn hundred(chance: u32, low: u32, high: u32) -> Markup {
    html! {
        svg.hundred viewBox="0 0 200 50" aria-hidden="true" focusable="false" {
            @for dot in 0..100_u32 {
                @let (x, y) = (dot % 20 * 10 + 5, dot / 20 * 10 + 5);
                circle class=(if dot < chance { "dot sure" } else { "dot" }) cx=(x) cy=(y) r="3" {}
                @if (low..high).contains(&dot) { circle.ring cx=(x) cy=(y) r="4.4" {} }
            }
        }
    }
}

/// The chance by month, as a curve from 0 to 1000 thousandths.
pub fn curve(by_month: &[u32]) -> Markup {
    curves(&[], by_month)
}

/// The same, with another one behind it, dashed.
pub fn curves(behind: &[u32], by_month: &[u32]) -> Markup {
    let points = |by_month: &[u32]| {
        let mut points = "0,200".to_owned();
        for (month, chance) in (1..).zip(by_month) {
            let (x, y): (u32, u32) = (month * 20, 200 - (*chance).min(1000) / 5);
            points.push_str(&[" ", &x.to_string(), ",", &y.to_string()].concat());
        }
        points
    };
    html! {
        svg.curve viewBox="-4 -4 492 208" aria-hidden="true" focusable="false" {
            @for line in [0, 50, 100, 150, 200_u32] {
                path.grid d={ "M0 " (line) "H480" } {}
            }
            @for month in [6, 12, 18, 24_u32] {
                path.grid d={ "M" (month * 20) " 0V200" } {}
            }
            @if !behind.is_empty() { polyline.line.behind points=(points(behind)) {} }
            polyline.line points=(points(by_month)) {}
        }
    }
}

/// The line of days, in thousandths: a bar for each gap, a mark for each meeting.
pub fn days(gaps: &[(u32, u32)], marks: &[u32]) -> Markup {
    html! {
        svg.days viewBox="-10 0 1020 60" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track-back x="0" y="20" width="1000" height="20" {}
            @for (from, to) in gaps { rect.gap x=(from) y="12" width=(to.saturating_sub(*from).max(4)) height="36" {} }
            @for at in marks { rect.mark x=(at.saturating_sub(3)) y="4" width="6" height="52" {} }
        }
    }
}
