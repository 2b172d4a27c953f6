//! What a frame of the timeline costs with forty events and with a million, and what it would cost to
//! look at every event in view.
//!
//! `cargo bench --bench timeline` prints a table. Times are of one machine; read the ratios.

use std::hint::black_box;
use std::time::Instant;

use aukus_atlas::atlas::{State, TimeRange};
use aukus_atlas::dataset::{Columns, Dataset};
use aukus_atlas::scene::{NativeHost, Timeline, TimelineInput, TimelineScene};

/// 1900 to 2025, in days since 1970-01-01.
const FIRST_DAY: f64 = -25_567.0;
const LAST_DAY: f64 = 20_089.0;
const LANES: usize = 6;
const STEPS: usize = 240;

/// Rows of six actors and four statuses, denser towards the end.
fn columns(count: usize) -> Columns {
    let mut seed = 7u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / (1u64 << 31) as f64
    };
    Columns {
        days: (0..count)
            .map(|_| FIRST_DAY + (LAST_DAY - FIRST_DAY) * random().powf(0.7))
            .collect::<Vec<_>>()
            .into(),
        actors: (0..count).map(|_| (random() * LANES as f64) as u16).collect(),
        statuses: (0..count).map(|_| (random() * 4.0) as u8).collect(),
        ..Columns::default()
    }
}

/// A dataset of as many actors and statuses, without events.
fn dataset() -> Dataset {
    let actor = |at: usize| serde_json::json!({"id": format!("A{at}"), "group": "all", "label": format!("Actor {at}")});
    let status = |at: usize| serde_json::json!({"id": format!("s{at}"), "label": "S", "scale": "one", "tone": format!("ramp-{}", at + 1)});
    Dataset::read(&serde_json::json!({
        "schema": 1, "title": "T", "language": "en", "updated": "2025-01-01", "tracks": [], "sources": [], "events": [],
        "scales": [{"id": "one", "label": "One", "ordered": true}], "groups": [{"id": "all", "label": "All"}],
        "statuses": (0..4).map(status).collect::<Vec<_>>(), "actors": (0..LANES).map(actor).collect::<Vec<_>>(),
    }))
    .unwrap_or_else(|problems| panic!("{}", problems[0]))
}

/// The window of a scripted path: in to 1/256 and back, or 1/20 from end to end.
fn window(step: usize, is_zoom: bool) -> (f64, f64) {
    let (share, span) = (step as f64 / STEPS as f64, LAST_DAY - FIRST_DAY);
    if is_zoom {
        let width = span / 256f64.powf(1.0 - (2.0 * share - 1.0).abs());
        let middle = FIRST_DAY + span * 0.6;
        return (middle - width * 0.6, middle + width * 0.4);
    }
    let start = FIRST_DAY + span * 0.95 * share;
    (start, start + span / 20.0)
}

struct Bench {
    dataset: Dataset,
    timeline: Timeline,
    state: State,
    host: NativeHost,
}

impl Bench {
    fn frame(&mut self, (start_day, end_day): (f64, f64)) -> TimelineScene {
        self.state.range = Some(TimeRange { start_day, end_day });
        self.timeline.scene(&TimelineInput {
            dataset: &self.dataset,
            state: &self.state,
            hovered: None,
            width_px: 960.0,
            is_touch: false,
            host: &self.host,
        })
    }

    /// Microseconds of each step of a path, in order of size.
    fn path(&mut self, is_zoom: bool) -> Vec<f64> {
        sorted((0..STEPS).map(|step| {
            let began = Instant::now();
            black_box(self.frame(window(step, is_zoom)));
            began.elapsed().as_secs_f64() * 1e6
        }))
    }

    /// The same path with a look at every event in view, which is what counting without an index takes.
    fn naive_path(&self, is_zoom: bool) -> Vec<f64> {
        let columns = &self.dataset.columns;
        sorted((0..STEPS).map(|step| {
            let (start, end) = window(step, is_zoom);
            let began = Instant::now();
            let mut counts = vec![[0u32; LANES]; 960];
            let first = columns.days.partition_point(|&day| day < start);
            let last = columns.days.partition_point(|&day| day < end);
            for row in first..last {
                let x = (columns.days[row] - start) / (end - start) * 960.0;
                counts[(x as usize).min(959)][usize::from(columns.actors[row])] += 1;
            }
            black_box(counts);
            began.elapsed().as_secs_f64() * 1e6
        }))
    }
}

fn sorted(times: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times
}

fn quantile(times: &[f64], share: f64) -> f64 {
    times[((times.len() - 1) as f64 * share) as usize]
}

fn main() {
    println!(
        "| events | columns, ms | timeline, ms | whole, µs | zoom p95, µs | pan p50, µs | naive zoom p95, µs | naive pan p50, µs | pick, µs | bytes of index |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for count in [40, 1_000, 10_000, 100_000, 1_000_000] {
        let (mut dataset, columns) = (dataset(), columns(count));
        let began = Instant::now();
        dataset.set_columns(columns).unwrap_or_else(|problems| panic!("{}", problems[0]));
        let columns_ms = began.elapsed().as_secs_f64() * 1e3;
        let host = NativeHost::english();
        let state = State::opening(&dataset);
        let began = Instant::now();
        let mut timeline = Timeline::new(&dataset, &host);
        let timeline_ms = began.elapsed().as_secs_f64() * 1e3;
        timeline.follow(&state, &dataset);
        let bytes = timeline.events().bytes();
        let mut bench = Bench { dataset, timeline, state, host };
        bench.path(true);
        let (zoom, pan) = (bench.path(true), bench.path(false));
        let (naive_zoom, naive_pan) = (bench.naive_path(true), bench.naive_path(false));
        let whole = sorted((0..STEPS).map(|_| {
            let began = Instant::now();
            black_box(bench.frame((FIRST_DAY, LAST_DAY)));
            began.elapsed().as_secs_f64() * 1e6
        }));
        let drawn = bench.frame((FIRST_DAY, LAST_DAY));
        let picks = 20_000;
        let began = Instant::now();
        for at in 0..picks {
            let point = (120.0 + (at * 7919 % 830) as f64, 40.0 + (at * 104_729 % 250) as f64);
            black_box(bench.timeline.pick(&drawn, point, 6.0));
        }
        let pick_us = began.elapsed().as_secs_f64() * 1e6 / f64::from(picks);
        println!(
            "| {count} | {columns_ms:.1} | {timeline_ms:.1} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {pick_us:.2} | {bytes} |",
            quantile(&whole, 0.5),
            quantile(&zoom, 0.95),
            quantile(&pan, 0.5),
            quantile(&naive_zoom, 0.95),
            quantile(&naive_pan, 0.5),
        );
    }
}
