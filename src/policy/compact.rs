//! The compact form in which the policy is embedded: fields one after the other, numbers in as few bytes as
//! they need, texts and lists by their length.
//!
//! A serde format would cost 10 kB of compressed WASM more: it makes each reader anew, with all its errors.
//! Here there are none: the bytes are made by the build from checked files, and a damaged program is noticed at
//! the end of reading. Compiled into `build.rs` too.

use super::schema::{
    Anchor, AtLeast, Basis, Channel, CutoffWindow, Is, Limit, Otherwise, Policy, Programme, PublishedNote, Rank,
    Rollout, Rule, Rulebook, Source, Span, Step, StepVersion, Test, Tracks, Version, Who,
};
use super::scorecard;
use crate::date::Date;
use crate::hours::Hours;

/// Something that can be written in the compact form and read back.
pub trait Compact: Sized {
    /// Adds it to `out`.
    fn write(&self, out: &mut Vec<u8>);
    /// Reads it; anything, once the reader has failed.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// Where the reading is.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    failed: bool,
}

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        if let Some((first, rest)) = self.rest.split_first() {
            self.rest = rest;
            *first
        } else {
            self.failed = true;
            0
        }
    }

    /// A length, never more than what is left: nothing takes less than a byte.
    fn length(&mut self) -> usize {
        let length = usize::try_from(i64::read(self)).unwrap_or(usize::MAX);
        self.failed |= length > self.rest.len();
        length.min(self.rest.len())
    }
}

/// The compact form of a value.
pub fn to_bytes(value: &impl Compact) -> Vec<u8> {
    let mut out = Vec::new();
    value.write(&mut out);
    out
}

/// The value of a compact form; `None` where the bytes are not one.
pub fn from_bytes<T: Compact>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader { rest: bytes, failed: false };
    let value = T::read(&mut reader);
    if reader.failed || !reader.rest.is_empty() {
        // Forgotten, not dropped: taking the policy apart again would cost 5 kB of WASM, for a program that is damaged.
        std::mem::forget(value);
        return None;
    }
    Some(value)
}

/// Seven bits a byte, the lowest first; the sign in the lowest bit.
impl Compact for i64 {
    fn write(&self, out: &mut Vec<u8>) {
        let mut rest = self.wrapping_shl(1) ^ (self >> 63);
        loop {
            let low = u8::try_from(rest & 0x7f).unwrap_or(0);
            rest = (rest >> 7) & (i64::MAX >> 6);
            if rest == 0 {
                return out.push(low);
            }
            out.push(low | 0x80);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let mut value = 0_i64;
        let mut shift = 0;
        loop {
            let byte = from.byte();
            value |= i64::from(byte & 0x7f).wrapping_shl(shift);
            shift += 7;
            if byte < 0x80 || shift > 63 {
                return ((value >> 1) & i64::MAX) ^ -(value & 1);
            }
        }
    }
}

macro_rules! compact_number {
    ($($number:ty)*) => { $(
        impl Compact for $number {
            fn write(&self, out: &mut Vec<u8>) {
                i64::from(*self).write(out);
            }

            fn read(from: &mut Reader<'_>) -> Self {
                Self::try_from(i64::read(from)).unwrap_or_default()
            }
        }
    )* };
}
compact_number!(u8 u16 i32 u32);

impl Compact for bool {
    fn write(&self, out: &mut Vec<u8>) {
        u8::from(*self).write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.byte() != 0
    }
}

impl Compact for String {
    fn write(&self, out: &mut Vec<u8>) {
        i64::try_from(self.len()).unwrap_or(0).write(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let length = from.length();
        let (text, rest) = from.rest.split_at_checked(length).unwrap_or_default();
        from.rest = rest;
        Self::from_utf8(text.to_vec()).unwrap_or_default()
    }
}

impl<T: Compact> Compact for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        i64::try_from(self.len()).unwrap_or(0).write(out);
        for item in self {
            item.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        (0..from.length()).map(|_| T::read(from)).collect()
    }
}

impl<T: Compact> Compact for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }
}

impl<T: Compact> Compact for Box<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.as_ref().write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::new(T::read(from))
    }
}

impl<A: Compact, B: Compact> Compact for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from))
    }
}

impl Compact for Date {
    fn write(&self, out: &mut Vec<u8>) {
        self.days_since(Self::EPOCH).write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::EPOCH.plus_days(i32::read(from))
    }
}

/// All fields of a struct; the compiler notices one that is forgotten.
macro_rules! compact_struct {
    ($type:ty { $($field:ident),* }) => {
        impl Compact for $type {
            fn write(&self, out: &mut Vec<u8>) {
                $( self.$field.write(out); )*
            }

            fn read(from: &mut Reader<'_>) -> Self {
                Self { $( $field: Compact::read(from) ),* }
            }
        }
    };
}

/// The variants of an enum, each with its number and at most one value; the last is what a failed reader gives.
macro_rules! compact_enum {
    ($type:ty { $($number:literal = $variant:ident $(($value:ident))?),* ; $last:ident $(($last_value:ident))? }) => {
        impl Compact for $type {
            fn write(&self, out: &mut Vec<u8>) {
                match self {
                    $( Self::$variant $(($value))? => {
                        out.push($number);
                        $( $value.write(out); )?
                    } )*
                    Self::$last $(($last_value))? => {
                        out.push(u8::MAX);
                        $( $last_value.write(out); )?
                    }
                }
            }

            fn read(from: &mut Reader<'_>) -> Self {
                match from.byte() {
                    $( $number => Self::$variant $(({ let $value = Compact::read(from); $value }))?, )*
                    _ => Self::$last $(({ let $last_value = Compact::read(from); $last_value }))?,
                }
            }
        }
    };
}

compact_enum!(Basis { 0 = Published, 1 = Derived; Assumed });
compact_enum!(Who { 0 = Authority, 1 = Municipality; Others });
compact_enum!(Otherwise { 0 = NotMet; Caseworker });
compact_enum!(Anchor { 0 = Registration, 1 = Today, 2 = NextMonth, 3 = FirstMet(rule), 4 = RegistrationAhead; NotYet });
compact_enum!(Span { 0 = Days(n), 1 = WorkingDays(n); Months(n) });
compact_enum!(Test {
    0 = Always, 1 = NotKnown, 2 = All(tests), 3 = Any(tests), 4 = Not(test), 5 = Is(is), 6 = AtLeast(at_least),
    7 = Covered(scheme), 8 = Tracks(tracks), 9 = CoveredAtRegistration(scheme), 10 = RegistersAhead; Never
});
compact_struct!(Policy { jurisdictions });
compact_struct!(Rulebook {
    id,
    version,
    first,
    apart,
    editions,
    sources,
    programmes,
    rules,
    rollouts,
    channels,
    steps,
    limits,
    kinds_of_places
});
compact_struct!(Limit { id, from, basis, source, note, number });
compact_struct!(CutoffWindow { id, from, basis, source, note });
compact_struct!(Source { id, title, address, read });
compact_struct!(Programme { id, apart, who, rules, told });
compact_struct!(Rule { id, versions });
compact_struct!(Version { from, basis, source, note, message, met, caseworker, otherwise });
compact_struct!(Is { fact, any_of });
compact_struct!(AtLeast { fact, number });
compact_struct!(Tracks { any_of, at_least });
compact_struct!(Rollout { schemes, from, basis, source, note, area, municipalities, others_unknown, all, redraws });
compact_struct!(PublishedNote { id, source, note });
compact_struct!(Channel {
    id,
    apart,
    basis,
    source,
    note,
    message,
    number,
    other_numbers,
    human,
    needs,
    serves,
    suits,
    not_for,
    languages,
    told,
    hours,
    rank
});
compact_struct!(Hours { days, open, close, holidays });
compact_struct!(Rank { near, middle, far });
compact_struct!(Step { id, apart, versions });
compact_struct!(StepVersion {
    from,
    basis,
    source,
    note,
    message,
    when,
    certain,
    programme,
    counted_from,
    start,
    end,
    every,
    on_working_day,
    passes,
    numbers
});
compact_struct!(scorecard::Scorecard {
    id,
    title,
    basis,
    source,
    note,
    tracks,
    name_from,
    service_from,
    members,
    population,
    chance,
    editions,
    factors
});
compact_struct!(scorecard::Members { base, spread, cuts });
compact_struct!(scorecard::Population { basis, source, note, classes });
compact_struct!(scorecard::Chance {
    basis,
    source,
    note,
    time_factor,
    days,
    time,
    little_known,
    band,
    intercept,
    slope
});
compact_struct!(scorecard::Band { low, high });
compact_struct!(scorecard::CutoffWindow { id, from, basis, source, note, low, high });
compact_struct!(scorecard::Factor { id, fact, only_if, log_offset, categories });
compact_struct!(scorecard::OnlyIf { factor, categories });
compact_struct!(scorecard::Category { id, answers, from, points, knot, weights, shares });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_come_back_as_they_were() {
        for number in [0, 1, -1, 63, 64, -64, -65, 1_000_000, i64::MAX, i64::MIN] {
            assert_eq!(from_bytes::<i64>(&to_bytes(&number)), Some(number));
        }
        let texts = vec![String::new(), "Håbo ✓".to_owned()];
        assert_eq!(from_bytes::<Vec<String>>(&to_bytes(&texts)), Some(texts));
    }

    #[test]
    fn bytes_that_are_cut_short_or_too_many_are_noticed() {
        let bytes = to_bytes(&vec!["a text".to_owned(); 3]);
        for end in 0..bytes.len() {
            assert_eq!(from_bytes::<Vec<String>>(&bytes[..end]), None, "{end}");
        }
        assert_eq!(from_bytes::<bool>(&[1, 1]), None);
    }
}
