//! `atlas check`: every error of a dataset, or of a table of changes, where it stands.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aukus_atlas::convert::{Form, Options, Outcome, read as read_text};
use aukus_atlas::dataset::Dataset;

use crate::{findings, input};

#[derive(clap::Args)]
pub struct Args {
    /// The dataset, or a CSV file of changes; `-` for standard input
    file: PathBuf,
    /// Expect every event, change and dispute to name a source, as the built-in datasets do
    #[arg(long)]
    sourced: bool,
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let text = input::read(&args.file)?;
    let name = args.file.display().to_string();
    let is_named_json = args.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let options = Options { sourced: args.sourced, ..Options::default() };
    let outcome = read_text(&text, is_named_json.then_some(Form::Dataset), &options);
    if !args.sourced && outcome.form != Form::Dataset {
        eprint!("{}", findings::told(&name, "warning: ", &text, &outcome.warnings));
    }
    crate::output::write(&findings::told(&name, "", &text, &outcome.errors).to_string())?;
    tell_form(&name, &outcome);
    match outcome.errors.len() {
        0 => {
            eprintln!("{name}: good");
            Ok(ExitCode::SUCCESS)
        }
        count => {
            eprintln!("{name}: {count} to mend");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Says how to convert a file that is of another form than a dataset.
fn tell_form(name: &str, outcome: &Outcome) {
    let form = match outcome.form {
        Form::Dataset => return,
        Form::Csv => "a table of changes",
        Form::TimelineJs => "a TimelineJS document",
        Form::GeoJson => "GeoJSON",
    };
    let from = outcome.form.word();
    eprintln!("{name}: this is {form}; `atlas convert {name} --from {from}` makes it a dataset");
}

/// Reads a dataset that must be right, converting it from another form where it is one. The error lists every
/// finding as it is told.
pub fn read_dataset(path: &Path) -> anyhow::Result<Result<Dataset, String>> {
    let text = input::read(path)?;
    let options = Options { name: input::name_of(path), ..Options::default() };
    let outcome = read_text(&text, None, &options);
    let told = findings::told(&path.display().to_string(), "", &text, &outcome.errors);
    Ok(outcome.dataset.and_then(|dataset| Dataset::read(dataset).ok()).ok_or(told))
}
