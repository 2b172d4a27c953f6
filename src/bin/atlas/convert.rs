//! `atlas convert`: what people have, to a dataset.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use aukus_atlas::convert::{DateOrder, Form, Options, read as read_text};
use aukus_atlas::json::write_pretty;
use clap::ValueEnum;

use crate::{findings, input};

#[derive(clap::Args)]
pub struct Args {
    /// The file to convert; `-` for standard input
    file: PathBuf,
    /// What it is; without it, what it looks like
    #[arg(long)]
    from: Option<From>,
    /// The dataset to write; without it, standard output
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// The title, where the file has none or another is wanted
    #[arg(long)]
    title: Option<String>,
    /// The language of the texts, as a BCP 47 tag
    #[arg(long, default_value = "en", value_parser = parse_language)]
    language: String,
    /// What comes first in dates like 4/8/2024, where the file leaves it open
    #[arg(long, value_name = "ORDER")]
    dates: Option<Order>,
}

#[derive(Clone, Copy, ValueEnum)]
enum From {
    /// A TimelineJS 3 document, or the CSV of the sheet behind one
    Timelinejs,
    /// A CSV file, one change of a status or one event a row
    Csv,
    /// GeoJSON features with times
    Geojson,
}

#[derive(Clone, Copy, ValueEnum)]
enum Order {
    DayFirst,
    MonthFirst,
}

fn parse_language(tag: &str) -> Result<String, String> {
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    match tag.split('-').all(is_part) && tag.split('-').next().is_some_and(|primary| primary.len() > 1) {
        true => Ok(tag.into()),
        false => Err("expected a language tag like en or pt-BR".into()),
    }
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let text = input::read(&args.file)?;
    let name = args.file.display().to_string();
    let form = args.from.map(|from| match from {
        From::Timelinejs => Form::TimelineJs,
        From::Csv => Form::Csv,
        From::Geojson => Form::GeoJson,
    });
    let dates = args.dates.map(|order| match order {
        Order::DayFirst => DateOrder::DayFirst,
        Order::MonthFirst => DateOrder::MonthFirst,
    });
    let options = Options {
        title: args.title,
        name: input::name_of(&args.file),
        language: Some(args.language),
        dates,
        ..Options::default()
    };
    let outcome = read_text(&text, form, &options);
    eprint!("{}", findings::told(&name, "warning: ", &text, &outcome.warnings));
    let Some(dataset) = outcome.dataset else {
        eprint!("{}", findings::told(&name, "", &text, &outcome.errors));
        if outcome.asks_for_order() {
            eprintln!("{name}: `--dates day-first` or `--dates month-first` says how its dates are meant");
        }
        eprintln!("{name}: {} to mend", outcome.errors.len());
        return Ok(ExitCode::FAILURE);
    };
    let written = write_pretty(&dataset);
    match &args.output {
        Some(path) => {
            std::fs::write(path, written).with_context(|| format!("cannot write {}", path.display()))?;
        }
        None => crate::output::write(&written)?,
    }
    Ok(ExitCode::SUCCESS)
}
