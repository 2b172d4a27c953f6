//! What search costs with the built-in dataset and with a hundred thousand titles in columns.
//!
//! `cargo bench --bench search` prints a table. Times are of one machine; read the ratios.

use std::hint::black_box;
use std::time::Instant;

use aukus_atlas::dataset::search::{Folding, Index, Names};
use aukus_atlas::dataset::{Columns, Dataset};

const ROWS: usize = 100_000;
const WORDS: [&str; 24] = [
    "ministers",
    "submarine",
    "statement",
    "trial",
    "Jervis",
    "quantum",
    "Canberra",
    "exercise",
    "treaty",
    "radar",
    "agreement",
    "Nouméa",
    "visit",
    "meeting",
    "cyber",
    "election",
    "press",
    "report",
    "Tōkyō",
    "joint",
    "navy",
    "hypersonic",
    "parliament",
    "inquiry",
];
/// Whole words, a beginning, one letter, two words, a typo, and what nobody wrote.
const QUERIES: [&str; 6] = ["treaty", "sub", "e", "joint navy", "hypresonic", "xylophone"];

/// Titles of five words and a number each.
fn columns(count: usize) -> Columns {
    let mut seed = 7u64;
    let mut random = move |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    let (mut titles, mut title_ends) = (String::new(), Vec::new());
    for row in 0..count {
        for _ in 0..5 {
            titles.push_str(WORDS[random(WORDS.len())]);
            titles.push(' ');
        }
        titles.push_str(&row.to_string());
        title_ends.push(titles.len() as u32);
    }
    Columns {
        days: (0..count).map(|row| row as f64).collect::<Vec<_>>().into(),
        titles,
        title_ends,
        ..Columns::default()
    }
}

fn measure(name: &str, dataset: &Dataset) {
    let names = Names { language: "en", actor: &|at| format!("Actor {at}"), row_title: &|_| None };
    let started = Instant::now();
    let index = Index::new(dataset, &names, Folding::native());
    println!("{name}: index in {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    for query in QUERIES {
        let times: Vec<f64> = (0..25)
            .map(|_| {
                let started = Instant::now();
                let answer = index.find(query, dataset);
                black_box(index.keep(&answer, dataset));
                started.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        let least = times.into_iter().fold(f64::INFINITY, f64::min);
        let found = index.find(query, dataset).hits.len();
        println!("  {query:<12} {least:>8.2} ms (least of 25), {found} found");
    }
}

fn main() {
    let read = |text: &str| Dataset::from_json(text).unwrap_or_else(|problems| panic!("{}", problems[0]));
    let mut dataset = read(include_str!("../www/data/aukus.json"));
    measure("113 events and 229 sources", &dataset);
    dataset.set_columns(columns(ROWS)).unwrap_or_else(|problems| panic!("{}", problems[0]));
    measure("and 100,000 rows", &dataset);
}
