//! Choices that hosts, permalinks and markup call by a word.

use crate::world::Projection;

use super::state::{LaneOrder, Shown, Theme};
use super::table::TableKind;

/// One of a few, each with a word.
pub trait Keyword: Copy + PartialEq + 'static {
    /// All of them, the default first.
    const WORDS: &'static [(Self, &'static str)];

    /// Its word.
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(choice, _)| *choice == self).map_or("", |(_, word)| word)
    }

    /// The choice of that word.
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(choice, _)| *choice)
    }
}

impl Keyword for Shown {
    const WORDS: &'static [(Shown, &'static str)] =
        &[(Shown::Both, "both"), (Shown::Map, "map"), (Shown::Timeline, "timeline"), (Shown::Table, "table")];
}

impl Keyword for Theme {
    const WORDS: &'static [(Theme, &'static str)] =
        &[(Theme::Auto, "auto"), (Theme::Light, "light"), (Theme::Dark, "dark")];
}

impl Keyword for Projection {
    const WORDS: &'static [(Projection, &'static str)] =
        &[(Projection::Flat, "flat"), (Projection::Globe, "globe")];
}

impl Keyword for LaneOrder {
    const WORDS: &'static [(LaneOrder, &'static str)] =
        &[(LaneOrder::Dataset, "dataset"), (LaneOrder::Standing, "standing")];
}

impl Keyword for TableKind {
    const WORDS: &'static [(TableKind, &'static str)] = &[
        (TableKind::Actors, "actors"),
        (TableKind::Changes, "changes"),
        (TableKind::Events, "events"),
        (TableKind::Claims, "claims"),
        (TableKind::Sources, "sources"),
    ];
}
