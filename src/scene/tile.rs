//! The patterns of reactions: one tile each, wider on maps than in lanes. And those that stand for the
//! colours of ordered statuses in forced-colours mode.

use crate::dataset::Tone;

/// One tile of a pattern, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tile {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What stands on its ground.
    pub mark: TileMark,
    /// How far the tiling is turned.
    pub turn_deg: u32,
}

/// What stands on a tile's ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TileMark {
    /// A bar.
    Bar {
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
    },
    /// A dot.
    Dot {
        /// Centre.
        x: f64,
        /// Centre.
        y: f64,
        /// Radius.
        radius: f64,
    },
}

/// How wide the bars of `Tile::of_ramp` are; the style sheet has the same for swatches.
const RAMP_PX: [f64; 8] = [4.0, 3.2, 2.5, 1.9, 1.4, 0.9, 0.5, 0.0];

impl Tile {
    /// The tile of a pattern tone, for maps or for lanes.
    pub fn of(tone: Tone, is_map: bool) -> Tile {
        let bar = |x, y, width, height| TileMark::Bar { x, y, width, height };
        match (tone, is_map) {
            (Tone::Lines, true) => {
                Tile { width: 6.0, height: 5.0, mark: bar(0.0, 1.5, 6.0, 1.1), turn_deg: 0 }
            }
            (Tone::Lines, false) => {
                Tile { width: 5.0, height: 4.5, mark: bar(0.0, 1.5, 5.0, 1.3), turn_deg: 0 }
            }
            (Tone::Dots, _) => Tile {
                width: 5.0,
                height: 5.0,
                mark: TileMark::Dot { x: 2.5, y: 2.5, radius: 1.3 },
                turn_deg: 0,
            },
            (Tone::Upright, true) => {
                Tile { width: 5.0, height: 5.0, mark: bar(1.5, 0.0, 1.1, 5.0), turn_deg: 0 }
            }
            (Tone::Upright, false) => {
                Tile { width: 4.5, height: 5.0, mark: bar(1.5, 0.0, 1.4, 5.0), turn_deg: 0 }
            }
            (_, true) => Tile { width: 6.5, height: 6.5, mark: bar(0.0, 0.0, 1.0, 6.5), turn_deg: 45 },
            (_, false) => Tile { width: 5.0, height: 5.0, mark: bar(0.0, 0.0, 1.15, 5.0), turn_deg: 45 },
        }
    }

    /// The tile that stands for a ramp colour in forced-colours mode: the stronger, the denser. It leans the
    /// other way than the hatch of reactions.
    pub fn of_ramp(at: usize) -> Tile {
        const SIDE: f64 = 4.0;
        let width = RAMP_PX.get(at).copied().unwrap_or_default();
        let mark = TileMark::Bar { x: 0.0, y: 0.0, width, height: SIDE };
        Tile { width: SIDE, height: SIDE, mark, turn_deg: 135 }
    }
}
