//! Opening hours as data: what policy files and an authority's own file write alike.

use serde::{Deserialize, Serialize};

/// Opening hours of some days of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// ISO weekdays, Monday 1 to Sunday 7.
    pub days: Vec<u8>,
    /// Opens: minutes after midnight, written `"07:00"`.
    #[serde(with = "clock")]
    pub open: u16,
    /// Closes, written as `open`; `"24:00"` for midnight.
    #[serde(with = "clock")]
    pub close: u16,
    /// Open on public holidays too?
    #[serde(default)]
    pub holidays: bool,
}

/// A time of day like `08:00` as minutes after midnight; `24:00` is the end of the day.
pub fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !two_digits(hour) || !two_digits(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}

/// A time of day, `"07:00"` in files and minutes in the compact form.
mod clock {
    use serde::{Deserialize, Deserializer, Serializer, de};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub fn serialize<S: Serializer>(minutes: &u16, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&format_args!("{:02}:{:02}", minutes / 60, minutes % 60))
        } else {
            serializer.serialize_u16(*minutes)
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
        if !deserializer.is_human_readable() {
            return u16::deserialize(deserializer);
        }
        let text = String::deserialize(deserializer)?;
        super::minutes(&text)
            .ok_or_else(|| de::Error::custom(format!("`{text}` is not a time of day, write it like \"07:00\"")))
    }
}
