//! Pictures of shares and chances, drawn as SVG by attributes and classes. Each stands beside the same in words:
//! names and numbers are text of the page, so that they wrap and grow as a reader needs.

use maud::{Markup, html};

/// A bar of so many thousandths, and a mark where something else says it should end.
pub fn bar(thousandths: f64, mark: f64) -> Markup {
    let (width, at) = (format!("{thousandths:.0}"), format!("{:.0}", (mark - 4.0).clamp(0.0, 992.0)));
    html! {
        svg.strip viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.ground x="0" y="0" width="1000" height="40" {}
            rect.length x="0" y="6" width=(width) height="28" {}
            rect.goal x=(at) y="0" width="8" height="40" {}
        }
    }
}

/// A range, and where in it the estimate lies.
pub fn range(low: u32, high: u32, mark: u32) -> Markup {
    html! {
        svg.strip viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.ground x="0" y="0" width="1000" height="40" {}
            rect.between x=(low) y="10" width=(high.saturating_sub(low)) height="20" {}
            rect.goal x=(mark.saturating_sub(4)) y="0" width="8" height="40" {}
        }
    }
}

/// Shares of a whole beside each other, in the order given.
pub fn stack(shares: &[u32]) -> Markup {
    let starts = shares.iter().scan(0, |passed, share| {
        let start = *passed;
        *passed += share;
        Some(start)
    });
    let parts: Vec<(usize, u32, u32)> =
        shares.iter().zip(starts).enumerate().map(|(at, (share, start))| (at, start, *share)).collect();
    html! {
        svg.strip viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for (at, start, share) in parts {
                rect class={ "part s" (at) } x=(start) y="0" width=(share) height="40" {}
            }
        }
    }
}

/// What a colour of a stack stands for.
pub fn swatch(at: usize) -> Markup {
    html! {
        svg.swatch viewBox="0 0 20 20" aria-hidden="true" focusable="false" {
            rect class={ "part s" (at) } x="0" y="0" width="20" height="20" {}
        }
    }
}
