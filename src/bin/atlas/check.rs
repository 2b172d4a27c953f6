//! `atlas check`: every error of a dataset with its path and line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use aukus_atlas::dataset::{Dataset, Problem, unsourced};

use crate::locate::Lines;

#[derive(clap::Args)]
pub struct Args {
    /// The dataset
    file: PathBuf,
    /// Expect every event, change and claim to name a source, as the built-in datasets do
    #[arg(long)]
    sourced: bool,
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let text = read(&args.file)?;
    let name = args.file.display();
    let value: serde_json::Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => {
            // The position stands before it already.
            let told = error.to_string();
            let told = told.split(" at line ").next().unwrap_or(&told);
            println!("{name}:{}:{}: {told}", error.line(), error.column());
            return Ok(ExitCode::FAILURE);
        }
    };
    let problems = match Dataset::read(&value) {
        Ok(dataset) if args.sourced => unsourced(&dataset.document),
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    };
    if problems.is_empty() {
        eprintln!("{name}: good");
        return Ok(ExitCode::SUCCESS);
    }
    let lines = Lines::of(&text);
    for problem in &problems {
        let (line, column) = lines.of_path(&problem.path);
        println!("{name}:{line}:{column}: {problem}");
    }
    eprintln!("{name}: {} to mend", problems.len());
    Ok(ExitCode::FAILURE)
}

/// Reads a dataset that must be right.
pub fn read_dataset(path: &Path) -> anyhow::Result<Result<Dataset, Vec<Problem>>> {
    Ok(Dataset::from_json(&read(path)?))
}

fn read(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}
