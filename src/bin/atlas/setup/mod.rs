//! Set-up: each part finds what a fresh machine has, provides what it can, and otherwise says in
//! one line what to install. What is there already costs nothing and prints nothing.

use std::process::ExitCode;

use anyhow::Result;

mod browsers;
mod debian;
pub mod npm_tools;
pub mod wasm_target;

#[derive(clap::Args)]
pub struct Args {
    /// The browsers and their drivers, for the tests: Chromium, and those that ATLAS_ENGINES names
    #[arg(long)]
    browsers: bool,
    /// The wasm32 target and the optional tools of the build
    #[arg(long)]
    build: bool,
}

/// Prints `name=path`, one a line, of what was asked for.
pub fn run(args: Args) -> Result<ExitCode> {
    if args.build {
        let cargo = wasm_target::ensure()?;
        println!("wasm-toolchain={}", cargo.toolchain().unwrap_or_default());
        let tools = npm_tools::ensure();
        for (name, tool) in [("wasm-opt", &tools.wasm_opt), ("esbuild", &tools.esbuild)] {
            if let Some(path) = tool {
                println!("{name}={}", path.display());
            }
        }
    }
    if args.browsers {
        for (name, path) in browsers::ensure()? {
            println!("{name}={}", path.display());
        }
        if let Some(axe) = npm_tools::axe() {
            println!("axe={}", axe.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}
