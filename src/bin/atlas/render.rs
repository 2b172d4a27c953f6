//! `atlas render`: the atlas of a day as an SVG or PNG picture, or as text and picture in HTML.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use aukus_atlas::dataset::Day;
use aukus_atlas::scene::{NativeHost, Palette};
use aukus_atlas::world::Projection;
use clap::ValueEnum;

use crate::check::read_dataset;
use crate::picture::{self, Frame};
use crate::{fallback, json_ld, project};

#[derive(clap::Args)]
pub struct Args {
    /// The dataset
    file: PathBuf,
    /// The day shown, as YYYY-MM-DD; without it, the day to which the data reaches
    #[arg(long, value_parser = parse_day, allow_hyphen_values = true)]
    date: Option<Day>,
    /// The actor or event chosen
    #[arg(long)]
    select: Option<String>,
    /// The projection
    #[arg(long, default_value = "flat")]
    projection: ProjectionArg,
    /// Width and height in pixels; without a height, as high as it takes
    #[arg(long, default_value = "1120", value_parser = parse_size)]
    size: (f64, Option<f64>),
    /// Light or dark
    #[arg(long, default_value = "light")]
    theme: ThemeArg,
    /// Write HTML for the inside of the element: the day as text, its picture, the events with their
    /// sources
    #[arg(long)]
    html: bool,
    /// The file to write; its ending says whether .svg or .png or, with --html, .html
    #[arg(short, long)]
    output: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum ProjectionArg {
    Flat,
    Globe,
}

#[derive(Clone, Copy, ValueEnum)]
enum ThemeArg {
    Light,
    Dark,
}

fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "expected a day like 2024-04-08".into())
}

fn parse_size(text: &str) -> Result<(f64, Option<f64>), String> {
    let expected = || "expected WIDTHxHEIGHT like 1200x630, each from 200 to 8000".to_owned();
    let side =
        |text: &str| text.parse::<f64>().ok().filter(|px| (200.0..=8000.0).contains(px)).ok_or_else(expected);
    match text.split_once('x') {
        Some((width, height)) => Ok((side(width)?, Some(side(height)?))),
        None => Ok((side(text)?, None)),
    }
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let dataset = match read_dataset(&args.file)? {
        Ok(dataset) => dataset,
        Err(errors) => {
            eprint!("{errors}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let ending = args.output.extension().and_then(|ending| ending.to_str());
    let is_known = if args.html {
        matches!(ending, Some("html" | "htm"))
    } else {
        matches!(ending, Some("svg" | "png"))
    };
    if !is_known {
        let expected = if args.html { ".html" } else { ".svg or .png (or .html, with --html)" };
        bail!("{}: expected a name that ends in {expected}", args.output.display());
    }
    let state = picture::state(&dataset, args.date, args.select.as_deref())?;
    let palette = match args.theme {
        // In a page the colours are those of the page.
        ThemeArg::Light if args.html => picture::themed_palette(),
        ThemeArg::Light => Palette::light(),
        ThemeArg::Dark => Palette::dark(),
    };
    let projection = match args.projection {
        ProjectionArg::Flat => Projection::Flat,
        ProjectionArg::Globe => Projection::Globe,
    };
    let frame = Frame { size: args.size, projection, palette: &palette, has_words: !args.html };
    let svg = picture::svg(&dataset, &state, &picture::world()?, &frame);
    let bytes = if args.html {
        let id = format!("atlas-{}", &project::sha256_hex(svg.as_bytes())[..6]);
        let picture = fallback::inline_svg(&svg, &id);
        let host = NativeHost::english();
        let figure = fallback::html(&dataset, &state, &picture, &host);
        format!("{figure}\n<!-- For the head of the page: -->\n{}", json_ld::element(&dataset, &host))
            .into_bytes()
    } else if ending == Some("png") {
        picture::png(&svg)?
    } else {
        svg.into_bytes()
    };
    std::fs::write(&args.output, bytes).with_context(|| format!("cannot write {}", args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}
