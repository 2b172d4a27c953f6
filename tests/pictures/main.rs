//! Pictures of the whole figure, compared with pictures that were looked at.
//!
//! Each is a file under `snapshots/` that opens in any browser. After a change that is meant,
//! `INSTA_UPDATE=always cargo test --test pictures` writes them anew: look at every one of them.

mod labels;
mod timeline;

use aukus_atlas::atlas::{Camera, State, merge_json};
use aukus_atlas::dataset::Dataset;
use aukus_atlas::scene::{FigureInput, NativeHost, Palette, figure_svg};
use aukus_atlas::world::{Projection, World};
use serde_json::{Value, json};

/// One of the data files.
fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/www/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn figure(file: &str, width_px: f64, palette: Palette, partial: Value) -> Vec<u8> {
    let text = String::from_utf8(data(file)).unwrap();
    let dataset = Dataset::from_json(&text).unwrap();
    let world = World::decode(&data("world-base.bin")).unwrap();
    let camera = Camera::opening(&dataset, &world, Projection::Flat, width_px);
    let mut state = State { camera, ..State::opening(&dataset) };
    merge_json(&mut state, &(&partial).into(), &dataset);
    let host = NativeHost::english();
    let input = FigureInput {
        dataset: &dataset,
        world: &world,
        state: &state,
        width_px,
        height_px: None,
        palette: &palette,
        host: &host,
    };
    figure_svg(&input).into_bytes()
}

macro_rules! picture {
    ($name:ident, $width_px:expr, $palette:expr, $state:tt) => {
        picture!($name, "aukus.json", $width_px, $palette, $state);
    };
    ($name:ident, $file:expr, $width_px:expr, $palette:expr, $state:tt) => {
        #[test]
        fn $name() {
            insta::assert_binary_snapshot!(
                concat!(stringify!($name), ".svg"),
                figure($file, $width_px, $palette, json!($state))
            );
        }
    };
}

picture!(wide_with_japan_chosen, 760.0, Palette::light(), { "date": "2024-04-08", "selected": "JPN" });
picture!(globe_in_the_dark_with_the_joint_statement, 760.0, Palette::dark(), {
    "date": "2024-04-08", "selected": "joint-statement-2024", "camera": { "projection": "globe", "lon": 150, "lat": 12 }
});
picture!(before_anything_happened, 640.0, Palette::light(), { "date": "2021-09-14" });
picture!(the_day_the_data_reaches, 640.0, Palette::light(), {});
picture!(phone_with_reactions_folded, 360.0, Palette::light(), { "date": "2024-04-08", "folded": ["reactions"] });
picture!(pillar_one_alone, 640.0, Palette::light(), { "date": "2024-04-08", "track": "pillar-1" });
picture!(critics_alone, 640.0, Palette::light(), { "date": "2023-03-14", "statuses": ["critic", "cautious"] });
picture!(the_spring_of_2024_near, 640.0, Palette::light(), {
    "date": "2024-04-08", "selected": "CHN", "range": { "start": "2024-03-10", "end": "2024-04-20" },
    "camera": { "lon": 120, "lat": 25, "zoom": 3 }
});

picture!(nato_before_it_reached_the_black_sea, "nato.json", 640.0, Palette::light(), { "date": "1949-12-31" });
picture!(nato_with_two_outside_the_command, "nato.json", 760.0, Palette::light(), { "date": "1975-01-01", "selected": "GRC" });
picture!(nato_in_the_spring_of_1999, "nato.json", 360.0, Palette::light(), { "date": "1999-04-01" });
picture!(nato_of_thirty_two, "nato.json", 760.0, Palette::dark(), {
    "date": "2024-03-07", "selected": "sweden", "camera": { "projection": "globe", "lon": 5, "lat": 52, "zoom": 1 }
});
picture!(europe_after_the_first_member_left, "eu.json", 760.0, Palette::light(), { "date": "2020-12-31", "selected": "GBR" });
