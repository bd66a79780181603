//! How values are written at the boundary: each becomes one [`Raw`] tree, and only trees are serialised.
//!
//! Deriving a serde writer for every type costs 7 kB of compressed WASM more than this. The order of the keys
//! is the order in which they are declared.

use crate::case::Raw;

/// Something that is written at the boundary.
pub trait Wire {
    /// Its tree.
    fn wire(&self) -> Raw;
}

impl Wire for bool {
    fn wire(&self) -> Raw {
        Raw::Bool(*self)
    }
}

impl Wire for i32 {
    fn wire(&self) -> Raw {
        Raw::Number(f64::from(*self))
    }
}

impl Wire for u32 {
    fn wire(&self) -> Raw {
        Raw::Number(f64::from(*self))
    }
}

impl Wire for str {
    fn wire(&self) -> Raw {
        Raw::Text(self.to_owned())
    }
}

impl Wire for String {
    fn wire(&self) -> Raw {
        Raw::Text(self.clone())
    }
}

impl Wire for Raw {
    fn wire(&self) -> Raw {
        self.clone()
    }
}

impl<T: Wire + ?Sized> Wire for &T {
    fn wire(&self) -> Raw {
        (**self).wire()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn wire(&self) -> Raw {
        self.as_ref().map_or(Raw::Null, Wire::wire)
    }
}

impl<T: Wire> Wire for [T] {
    fn wire(&self) -> Raw {
        let mut list = Vec::new();
        for item in self {
            list.push(item.wire());
        }
        Raw::List(list)
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn wire(&self) -> Raw {
        self.as_slice().wire()
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn wire(&self) -> Raw {
        Raw::List(vec![self.0.wire(), self.1.wire()])
    }
}

/// An object of these entries.
pub fn object<const N: usize>(entries: [(&'static str, Raw); N]) -> Raw {
    let mut map = Vec::new();
    for (key, value) in entries {
        map.push((key.to_owned(), value));
    }
    Raw::Map(map)
}

/// Declares how a struct is written: its fields in order, under their own names or `field as "name"`.
macro_rules! wire {
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    ($type:ty { $($field:ident $(as $key:literal)?),* $(,)? }) => {
        impl $crate::wire::Wire for $type {
            fn wire(&self) -> $crate::case::Raw {
                $crate::wire::object([$( ($crate::wire::wire!(@key $field $($key)?), $crate::wire::Wire::wire(&self.$field)) ),*])
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::wire::Wire::wire(self).serialize(serializer)
            }
        }
    };
}
pub(crate) use wire;

/// Reads the id of a closed list: the type has `ALL` and `id`.
macro_rules! from_id {
    ($type:ident) => {
        impl $type {
            /// The one of that id.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.id() == id)
            }
        }
    };
}
pub(crate) use from_id;

#[cfg(test)]
mod tests {
    struct Example {
        first: u32,
        second: Option<&'static str>,
        third: Vec<(String, i32)>,
    }
    wire!(Example { first, second as "second-one", third });

    #[test]
    fn keys_stand_as_declared_and_whole_numbers_without_a_point() {
        let example = Example { first: 7, second: None, third: vec![("a".into(), -1)] };
        let json = serde_json::to_string(&example).unwrap();
        assert_eq!(json, r#"{"first":7,"second-one":null,"third":[["a",-1]]}"#);
    }
}
