//! `atlas world`: packs the earth anew from Natural Earth, as npm's `world-atlas` has it.

use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::setup::npm_tools;
use crate::{pack, project};

#[derive(clap::Args)]
pub struct Args {
    /// Write nothing; fail where the committed files are not what packing gives
    #[arg(long)]
    check: bool,
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    npm_tools::ensure();
    let atlas = npm_tools::folder().join("node_modules/world-atlas");
    if !atlas.is_dir() {
        bail!("the npm package world-atlas is not there; install npm and try again");
    }
    let mut is_same = true;
    let topojson = project::read_text(&atlas.join("countries-50m.json"))?;
    let [base, detail] = pack::pack(&topojson).context("countries-50m.json")?;
    for (part, packed) in [("base", base), ("detail", detail)] {
        let path = project::www().join(format!("data/world-{part}.bin"));
        if args.check {
            is_same &= project::read(&path)? == packed;
        } else {
            project::write(&path, &packed)?;
            eprintln!("{}: {} bytes", path.display(), packed.len());
        }
    }
    if !is_same {
        println!("the committed worlds are not what packing gives: run `cargo run -- world`");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
