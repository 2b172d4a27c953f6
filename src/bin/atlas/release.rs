//! `atlas release`: what goes to npm and to hosts, from a clean tree, built twice and compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{build, progress, project};

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(clap::Args)]
pub struct Args {
    /// The folder to write, which must be empty [default: target/release-files]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub fn run(args: Args) -> Result<ExitCode> {
    if build::is_quick() {
        bail!("ATLAS_QUICK=1 is set; what is released is never a quick build");
    }
    let changed = git(project::root(), &["status", "--porcelain"])?;
    if !changed.is_empty() {
        bail!("the tree has changes that are not committed:\n{changed}");
    }
    let changelog = project::read_text(&project::root().join("CHANGELOG.md"))?;
    if !has_section(&changelog, VERSION) {
        bail!("CHANGELOG.md has no section `## {VERSION}`");
    }
    let built = build::default_output();
    build::ensure(&built, "")?;
    let twin = project::target().join("release-twin");
    progress::step("building once more, from a clone", || build_twin(&twin))?;
    compare(&built, &twin.join("dist"))?;

    let output = match args.output {
        Some(given) if fs::read_dir(&given).is_ok_and(|mut files| files.next().is_some()) => {
            bail!("{}: this folder is not empty", given.display());
        }
        Some(given) => given,
        None => {
            let own = project::target().join("release-files");
            let _ = fs::remove_dir_all(&own);
            own
        }
    };
    fs::create_dir_all(&output).with_context(|| format!("{}: cannot make this folder", output.display()))?;
    let mut npm = Command::new("npm");
    npm.args(["pack", "--silent", "--pack-destination"]).arg(&output).arg(built.join("npm"));
    project::run(&mut npm)?;
    archive(&built, &output.join(format!("aukus-atlas-{VERSION}-dist.tar.gz")))?;
    sign(&output)?;
    println!("{}", output.display());
    Ok(ExitCode::SUCCESS)
}

fn git(folder: &Path, args: &[&str]) -> Result<String> {
    let told = project::output(Command::new("git").args(args).current_dir(folder))?;
    Ok(String::from_utf8_lossy(&told).trim().to_owned())
}

fn has_section(changelog: &str, version: &str) -> bool {
    let titles = changelog.lines().filter_map(|line| line.strip_prefix("## "));
    titles
        .filter_map(|title| title.split_whitespace().next())
        .any(|first| first.trim_matches(['[', ']', ',']) == version)
}

/// The same commit at another place, with a target folder of its own.
fn build_twin(twin: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(twin);
    let twin_text = twin.to_str().context("the target folder's path is not UTF-8")?;
    git(project::root(), &["clone", "--quiet", "--no-hardlinks", ".", twin_text])?;
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--locked", "--", "build"]).current_dir(twin);
    project::run(cargo.env("CARGO_TARGET_DIR", twin.join("target")))
}

/// Every file that either build has must be in both, byte by byte.
fn compare(one: &Path, other: &Path) -> Result<()> {
    let names = |folder: &Path| -> Result<Vec<String>> {
        Ok(project::files_under(folder)?.iter().map(|path| project::slashed(path, folder)).collect())
    };
    let (mut all, more) = (names(one)?, names(other)?);
    all.extend(more);
    all.sort();
    all.dedup();
    let differs = |name: &&String| {
        let read = |folder: &Path| fs::read(folder.join(name)).ok();
        read(one).is_none() || read(one) != read(other)
    };
    let differing: Vec<&str> = all.iter().filter(differs).map(String::as_str).collect();
    if !differing.is_empty() {
        bail!("two builds of one commit differ in: {}", differing.join(", "));
    }
    eprintln!("two builds gave the same {} files", all.len());
    Ok(())
}

/// All of a folder, with nothing in it of when and by whom it was packed.
fn archive(folder: &Path, path: &Path) -> Result<()> {
    let file = fs::File::create(path).with_context(|| format!("{}: cannot write", path.display()))?;
    let mut archive = tar::Builder::new(GzEncoder::new(file, Compression::best()));
    for file in project::files_under(folder)? {
        let bytes = project::read(&file)?;
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        let name = format!("aukus-atlas-{VERSION}/{}", project::slashed(&file, folder));
        archive.append_data(&mut header, name, &bytes[..])?;
    }
    archive.into_inner()?.finish()?;
    Ok(())
}

/// `SHA256SUMS` of the files in a folder.
fn sign(folder: &Path) -> Result<()> {
    let mut sums = String::new();
    for file in project::files_under(folder)? {
        let hash = project::sha256_hex(&project::read(&file)?);
        sums.push_str(&format!("{hash}  {}\n", project::slashed(&file, folder)));
    }
    project::write(&folder.join("SHA256SUMS"), sums.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changelog_has_a_section_only_under_its_own_number() {
        let changelog =
            "# Changelog\n\n## Unreleased\n\n- x 0.2.0\n\n## 0.1.0, 2026-11-26\n\n## [0.0.9] later\n";
        assert!(has_section(changelog, "0.1.0"));
        assert!(has_section(changelog, "0.0.9"));
        assert!(!has_section(changelog, "0.2.0"));
        assert!(!has_section(changelog, "0.1"));
    }

    #[test]
    fn builds_that_differ_in_a_byte_or_a_file_are_told_apart() {
        let folder = std::env::temp_dir().join(format!("atlas-release-{}", std::process::id()));
        let write = |name: &str, text: &str| project::write(&folder.join(name), text.as_bytes()).unwrap();
        write("one/a.js", "same");
        write("two/a.js", "same");
        let compared =
            || compare(&folder.join("one"), &folder.join("two")).map_err(|error| error.to_string());
        assert_eq!(compared(), Ok(()));
        write("two/sub/b.js", "more");
        assert_eq!(compared(), Err("two builds of one commit differ in: sub/b.js".into()));
        write("two/a.js", "Same");
        assert_eq!(compared(), Err("two builds of one commit differ in: a.js, sub/b.js".into()));
        fs::remove_dir_all(folder).unwrap();
    }
}
