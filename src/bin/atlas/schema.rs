//! `atlas schema`: the JSON Schema of datasets, on standard output.

use std::process::ExitCode;

use aukus_atlas::dataset::json_schema;

#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: Args) -> anyhow::Result<ExitCode> {
    crate::output::write(&format!("{}\n", serde_json::to_string_pretty(&json_schema())?))?;
    Ok(ExitCode::SUCCESS)
}
