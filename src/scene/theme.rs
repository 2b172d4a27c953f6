//! The colours of the theme, light and dark, and how each tone is drawn.

use crate::dataset::Tone;

use super::display::{Color, Fill, Stroke};

/// The values of a theme's colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    values: Vec<String>,
}

/// Every colour, in the order of the tables below.
pub fn all_colors() -> Vec<Color> {
    let plain = [
        Color::Paper,
        Color::Raise,
        Color::Water,
        Color::Land,
        Color::Ink,
        Color::Ink2,
        Color::Ink3,
        Color::Hairline,
        Color::Rule,
        Color::Link,
        Color::Border,
        Color::Veil,
    ];
    let fills = Tone::ALL.iter().map(|&tone| Color::Fill(tone));
    let lines = Tone::ALL.iter().map(|&tone| Color::Line(tone));
    plain.into_iter().chain(fills).chain(lines).collect()
}

const PLAIN: usize = 12;
const TONES: usize = 12;

const LIGHT: [&str; COLORS] = [
    "#ffffff",
    "#f6f7f8",
    "#eef2f4",
    "#e2e0db",
    "#1a1d21",
    "#4d545c",
    "#636a72",
    "#d5d8dc",
    "#80868d",
    "#0b5a8a",
    "#ffffff",
    "rgba(255,255,255,0.6)", //
    "#14305c",
    "#1d5b93",
    "#3482ab",
    "#58a5b4",
    "#8fc6b2",
    "#bfd9a3",
    "#f1efc6",
    "#ffffff",
    "#f9e3db",
    "#faeac8",
    "#dbe5f8",
    "#f0dbee", //
    "#14305c",
    "#1d5b93",
    "#2a6c90",
    "#2f7887",
    "#357a68",
    "#4d7b3a",
    "#777027",
    "#737a82",
    "#96301c",
    "#a06a00",
    "#2f55a8",
    "#a3569b",
];

const DARK: [&str; COLORS] = [
    "#15181c",
    "#1e2228",
    "#1b2026",
    "#343a42",
    "#f0f2f4",
    "#b9c0c8",
    "#9aa2ab",
    "#343a41",
    "#7c858f",
    "#8cc4ee",
    "#15181c",
    "rgba(21,24,28,0.62)", //
    "#cbe2fa",
    "#92c1ec",
    "#5d9fcb",
    "#418aa0",
    "#38786f",
    "#3c5c38",
    "#3a3f22",
    "#15181c",
    "#3d2521",
    "#3c3017",
    "#26325c",
    "#412645", //
    "#cbe2fa",
    "#92c1ec",
    "#74b4dc",
    "#66b0c6",
    "#6db3a4",
    "#84b07c",
    "#a9aa66",
    "#8d959e",
    "#e07f66",
    "#e9c063",
    "#86a2f0",
    "#e3aee2",
];

/// How many colours there are.
pub(super) const COLORS: usize = PLAIN + 2 * TONES;

/// The place of a colour among [`all_colors`].
pub(super) fn color_index(color: Color) -> usize {
    match color {
        Color::Paper => 0,
        Color::Raise => 1,
        Color::Water => 2,
        Color::Land => 3,
        Color::Ink => 4,
        Color::Ink2 => 5,
        Color::Ink3 => 6,
        Color::Hairline => 7,
        Color::Rule => 8,
        Color::Link => 9,
        Color::Border => 10,
        Color::Veil => 11,
        Color::Fill(tone) => PLAIN + tone as usize,
        Color::Line(tone) => PLAIN + TONES + tone as usize,
    }
}

/// The name of a colour as a custom property, without its `--atlas-`.
pub fn property_name(color: Color) -> String {
    let plain = [
        "paper", "raise", "water", "land", "ink", "ink-2", "ink-3", "hairline", "rule", "link", "border",
        "veil",
    ];
    match color {
        Color::Fill(tone) => tone.word().into(),
        Color::Line(tone) => format!("{}-line", tone.word()),
        plain_color => plain[color_index(plain_color)].into(),
    }
}

impl Palette {
    /// The light theme.
    pub fn light() -> Palette {
        Palette { values: LIGHT.map(String::from).into() }
    }

    /// The dark theme.
    pub fn dark() -> Palette {
        Palette { values: DARK.map(String::from).into() }
    }

    /// A palette whose values are looked up; what is not found is taken from `self`.
    pub fn with(&self, look_up: impl Fn(Color) -> Option<String>) -> Palette {
        let value = |color: Color| look_up(color).unwrap_or_else(|| self.value(color).into());
        Palette { values: all_colors().into_iter().map(value).collect() }
    }

    /// The values of all colours, in the order of [`all_colors`].
    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// The value of a colour, as CSS writes it.
    pub fn value(&self, color: Color) -> &str {
        self.values.get(color_index(color)).map_or("", String::as_str)
    }
}

/// Whether a tone is a pattern on a pale ground.
pub fn is_pattern(tone: Tone) -> bool {
    matches!(tone, Tone::Hatch | Tone::Lines | Tone::Dots | Tone::Upright)
}

/// What a country, a band or a swatch of this tone is filled with.
pub fn map_fill(tone: Tone) -> Fill {
    if is_pattern(tone) { Fill::MapPattern(tone) } else { Fill::Solid(Color::Fill(tone)) }
}

/// The same for lanes and swatches, whose patterns are narrower.
pub fn lane_fill(tone: Tone) -> Fill {
    if is_pattern(tone) { Fill::LanePattern(tone) } else { Fill::Solid(Color::Fill(tone)) }
}

/// The edge of a tone: its line colour, dashed for what is only suggested by others.
pub fn edge(tone: Tone, width_px: f32) -> Stroke {
    Stroke { color: Color::Line(tone), width_px, is_dashed: tone == Tone::Ramp7 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_has_a_value_of_its_own_place() {
        let colors = all_colors();
        assert_eq!(colors.len(), LIGHT.len());
        for (at, color) in colors.iter().enumerate() {
            assert_eq!(color_index(*color), at);
        }
        assert_eq!(Palette::light().value(Color::Line(Tone::Hatch)), "#96301c");
        assert_eq!(Palette::dark().value(Color::Fill(Tone::Ramp5)), "#38786f");
        assert_eq!(property_name(Color::Line(Tone::Ramp1)), "ramp-1-line");
    }
}
