//! `atlas build`: from sources to a folder that any static host can serve.
//!
//! Everything is made in memory and put in place at the end, file by file, so a build that fails
//! leaves the folder as it was.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::setup::npm_tools::{self, Tools};
use crate::{progress, project};

mod bundle;
mod compress;
mod dataset;
mod dist;
mod fallbacks;
mod fresh;
mod gallery;
mod json;
mod later;
mod minify;
mod names;
mod npm;
mod oembed;
mod pages;
mod quick;
mod reference;
mod split;
mod standalone;
mod wasm;
mod wordpress;
mod zip;

pub use quick::is_asked_for as is_quick;

#[derive(clap::Args)]
pub struct Args {
    /// The folder to write
    #[arg(short, long, value_name = "DIR", default_value = "dist")]
    output: PathBuf,
    /// The address where the folder will be, `https://example.org/atlas/`: for what must name itself in
    /// full, as `oembed.json` and the cards of social networks
    #[arg(long, value_name = "URL", value_parser = parse_address, default_value = "")]
    address: String,
    /// The browser module is always optimised; accepted for those who ask for it
    #[arg(long, hide = true)]
    release: bool,
}

pub fn run(args: Args) -> Result<ExitCode> {
    let output = std::path::absolute(&args.output)
        .with_context(|| format!("{}: not a path", args.output.display()))?;
    ensure(&output, &args.address)?;
    Ok(ExitCode::SUCCESS)
}

fn parse_address(text: &str) -> Result<String, String> {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    if !text.is_empty() && (!is_address || text.contains(['"', '<', '>', ' ', '?', '#'])) {
        return Err("expected an address like https://example.org/atlas/".into());
    }
    Ok(if text.is_empty() || text.ends_with('/') { text.into() } else { format!("{text}/") })
}

/// The folder that `atlas serve` serves.
pub fn default_output() -> PathBuf {
    project::root().join("dist")
}

/// Builds `output` unless it is fresh; `address` is where it will be, as far as that is known.
pub fn ensure(output: &Path, address: &str) -> Result<()> {
    let lock = project::target().join("wasm/atlas.lock");
    fs::create_dir_all(project::target().join("wasm"))?;
    let lock = File::create(&lock).with_context(|| format!("{}: cannot lock", lock.display()))?;
    lock.lock().context("cannot wait for another build")?;

    let inputs = fresh::inputs(address)?;
    if fresh::is_fresh(output, &inputs) {
        return Ok(());
    }
    let tools = if quick::is_asked_for() { Tools::none() } else { npm_tools::ensure() };
    let module = wasm::module(&tools)?;
    let files = assemble(module, address, &tools)?;
    dist::publish(output, files)?;
    fresh::mark(output, &inputs)
}

/// The style sheet that goes with the later part of the browser module.
const LATER_STYLE: &str = "later.css";

/// All files of the folder but the compressed copies and the manifest.
fn assemble(mut module: wasm::Module, address: &str, tools: &Tools) -> Result<dist::Files> {
    let style = minify::css(project::read_text(&project::www().join(LATER_STYLE))?, tools)?;
    split::add_section(&mut module.later, "style", style.as_bytes());
    let mut files = dist::Files::new();
    let mut names = bundle::Names::from([("data".into(), "data/aukus.json".into())]);
    for (name, stem, part) in
        [("wasm", "aukus-atlas", module.first), ("later", "aukus-atlas-later", module.later)]
    {
        let hashed = dist::hashed_name(stem, "wasm", &part);
        names.insert(name.into(), hashed.clone());
        files.insert(hashed, part);
    }
    pages::data(&mut files, &mut names)?;
    pages::messages(&mut files, &mut names)?;

    // Fetched by `www/convert.js`, and not by what the element loads first.
    let convert = dist::hashed_name("aukus-atlas-convert", "wasm", &module.convert);
    let tokens = bundle::Tokens::new(names, address).with_apart("convert", &convert);
    files.insert(convert, module.convert);
    let www = project::www();
    let glue = module.glue;
    let mut bundle = bundle::bundle(&www, "aukus-atlas.js", &[], glue.clone(), &tokens, tools)?;
    files.insert("aukus-atlas.js".into(), bundle.text.into());
    bundle.inlined.insert(LATER_STYLE.into());
    let standalone = standalone::page(glue, &files, &tokens, tools)?;
    bundle.inlined.extend(standalone.inlined);
    let mut pages = gallery::Pages::new()?;
    let page = pages.page(standalone::PAGE, &standalone.text)?;
    pages::pages(&mut files, &bundle.inlined, &tokens, &mut pages, tools)?;
    files.insert(standalone::PAGE.into(), page.into());
    let card = progress::step("drawing the card", || pages.fallbacks.card())?;
    files.insert(fallbacks::CARD.into(), card);
    files.append(&mut pages.fallbacks.files);
    files.insert("oembed.json".into(), oembed::answer(address)?.into());
    npm::package(&mut files, &tokens)?;
    wordpress::plugin(&mut files, &tokens)?;
    Ok(files)
}
