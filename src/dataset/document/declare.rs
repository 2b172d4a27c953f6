//! How records and choices of a dataset are declared: once, for the type, its reader with all errors and, on
//! the command line, its JSON Schema.

macro_rules! record {
    ($(#[$meta:meta])* $name:ident {
        required { $( $(#[$required_meta:meta])* $required:ident : $required_type:ty, )* }
        optional { $( $(#[$optional_meta:meta])* $optional:ident : $optional_type:ty, )* }
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "cli", derive(serde::Serialize, schemars::JsonSchema), schemars(deny_unknown_fields))]
        pub struct $name {
            $( $(#[$required_meta])* pub $required: $required_type, )*
            $( $(#[$optional_meta])*
               #[cfg_attr(feature = "cli", serde(skip_serializing_if = "crate::dataset::Read::is_absent"), schemars(default))]
               pub $optional: $optional_type, )*
        }

        impl $crate::dataset::Read for $name {
            fn read(value: &$crate::json::Value, reader: &mut $crate::dataset::Reader) -> Self {
                const KEYS: &[&str] = &[$( stringify!($required), )* $( stringify!($optional), )*];
                let map = $crate::dataset::read::open_record(value, KEYS, reader);
                $name {
                    $( $required: $crate::dataset::read::read_key(map, stringify!($required), false, reader), )*
                    $( $optional: $crate::dataset::read::read_key(map, stringify!($optional), true, reader), )*
                }
            }
        }
    };
}

macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "cli", derive(serde::Serialize, schemars::JsonSchema))]
        pub enum $name {
            $( $(#[$variant_meta])* #[cfg_attr(feature = "cli", serde(rename = $word))] $variant, )*
        }

        impl $name {
            /// Every choice.
            pub const ALL: &[$name] = &[$( $name::$variant, )*];

            /// The word that the dataset uses.
            pub fn word(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }
        }

        impl $crate::dataset::Read for $name {
            fn read(value: &$crate::json::Value, reader: &mut $crate::dataset::Reader) -> Self {
                Self::ALL[$crate::dataset::leaf::read_word(value, &[$( $word, )*], reader)]
            }
        }
    };
}

pub(super) use {choice, record};
