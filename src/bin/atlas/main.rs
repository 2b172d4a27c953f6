//! The command line: `atlas serve` (the default), `build`, and what the other verbs add.
//!
//! Exit codes: 0 good, 1 the file is wrong, 2 misuse, unreadable or failed. A verb lives in its
//! own file and offers `Args` (clap) and `run(Args) -> anyhow::Result<ExitCode>`; an `Err` is
//! told on standard error with its chain of causes and ends with 2.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod build;
mod check;
mod convert;
mod fallback;
mod findings;
mod input;
mod json_ld;
mod output;
mod pack;
mod picture;
mod progress;
mod project;
mod release;
mod render;
mod schema;
mod serve;
mod setup;
mod world;

#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Without a verb: `serve`.
    #[command(flatten)]
    serve: serve::Args,
}

#[derive(Subcommand)]
enum Verb {
    /// Build what is stale and serve it on a loopback port
    Serve(serve::Args),
    /// Build the browser module, the pages and the data into a folder
    Build(build::Args),
    /// Check a dataset: every error with its path, its line and what to do
    Check(check::Args),
    /// Convert a TimelineJS document, a CSV file or GeoJSON to a dataset
    Convert(convert::Args),
    /// Draw the atlas of a day as an SVG or PNG picture
    Render(render::Args),
    /// Print the JSON Schema of datasets
    Schema(schema::Args),
    /// Pack the earth anew from Natural Earth
    World(world::Args),
    /// Build twice, compare, and pack what goes to npm and to hosts
    Release(release::Args),
    /// Find or provide what the build and the tests need, and print where it is
    #[command(hide = true)]
    Setup(setup::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.verb.unwrap_or(Verb::Serve(cli.serve)) {
        Verb::Serve(args) => serve::run(args),
        Verb::Build(args) => build::run(args),
        Verb::Check(args) => check::run(args),
        Verb::Convert(args) => convert::run(args),
        Verb::Render(args) => render::run(args),
        Verb::Schema(args) => schema::run(args),
        Verb::World(args) => world::run(args),
        Verb::Release(args) => release::run(args),
        Verb::Setup(args) => setup::run(args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        for cause in error.chain().skip(1) {
            eprintln!("  because: {cause}");
        }
        ExitCode::from(2)
    })
}
